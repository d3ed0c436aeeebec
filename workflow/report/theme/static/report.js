// What a page can do beyond showing: language, search, sorting, filters, enlarging, exploring.
// Every page can be read without it.
(function () {
  "use strict";
  const page = document.documentElement;
  const root = document.currentScript.dataset.root;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const language = () => page.lang;

  // --- language ---------------------------------------------------------------
  function inLanguage() {
    all("[data-ja][data-en]").forEach((element) => {
      const words = element.dataset[language()];
      if (element.tagName === "INPUT") element.placeholder = words;
      else element.textContent = words;
    });
    all("script[data-explorer]").forEach(explore);
  }

  function switchLanguage() {
    page.lang = language() === "ja" ? "en" : "ja";
    try {
      localStorage.setItem("language", page.lang);
    } catch (error) {
      console.info("the language is not kept for other pages:", error.message);
    }
    const address = new URL(location.href);
    address.searchParams.set("lang", page.lang);
    try {
      history.replaceState(null, "", address);
    } catch (error) {
      console.info("the address is not changed:", error.message);
    }
    withLanguage();
    inLanguage();
    all("form.filters").forEach((form) => form.apply());
  }

  // Links carry the language where it is not kept between pages of files.
  function withLanguage() {
    all("a[href]").forEach((link) => {
      const [, path, query, fragment] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(link.getAttribute("href"));
      if (path.endsWith(".html"))
        link.setAttribute("href", path + (language() === "en" ? "?lang=en" : "") + (fragment || ""));
    });
  }

  // --- sorting ----------------------------------------------------------------
  const shown = (cell) =>
    cell ? cell.innerText.trim().replace(/[*,]/g, "").replace("−", "-").replace("<", "") : "";

  function sort(head) {
    const table = head.closest("table");
    const column = Array.from(head.parentNode.children).indexOf(head);
    const down = head.getAttribute("aria-sort") === "ascending";
    all("th[aria-sort]", table).forEach((other) => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows).map((row) => {
      const words = shown(row.cells[column]);
      return { row, words, value: parseFloat(words) };
    });
    const numbers = head.classList.contains("n");
    rows.sort((a, b) => {
      if (!a.words || !b.words) return (a.words ? 0 : 1) - (b.words ? 0 : 1); // blanks last
      const order = numbers ? a.value - b.value : a.words.localeCompare(b.words, language());
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows.map((each) => each.row));
  }

  all("table.sortable th").forEach((head) => {
    head.setAttribute("aria-sort", "none");
    head.tabIndex = 0;
    head.addEventListener("click", () => sort(head));
    head.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      sort(head);
    });
  });

  // --- filters ----------------------------------------------------------------
  all("form.filters").forEach((form) => {
    const rows = Array.from(document.getElementById(form.dataset.for).tBodies[0].rows);
    const words = form.querySelector("input");
    form.apply = () => {
      const wanted = words.value.trim().toLowerCase();
      let count = 0;
      rows.forEach((row) => {
        const chosen = all("select", form).every(
          (select) => select.value === "*" || row.dataset[select.dataset.key] === select.value);
        row.hidden = !(chosen && row.textContent.toLowerCase().includes(wanted));
        count += !row.hidden;
      });
      form.querySelector("output").textContent = `${count} / ${rows.length}`;
    };
    form.addEventListener("input", form.apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    new URLSearchParams(location.search).forEach((value, key) => {
      const select = form.querySelector(`select[data-key="${CSS.escape(key)}"]`);
      if (select) select.value = value;
    });
    form.hidden = false;
    form.apply();
  });

  // --- search -----------------------------------------------------------------
  const box = document.getElementById("search");
  const list = document.getElementById("found");

  function load() {
    if (window.SEARCH || document.getElementById("search-index")) return;
    const script = document.createElement("script");
    script.id = "search-index";
    script.src = root + "_static/search.js";
    script.addEventListener("load", find);
    document.head.append(script);
  }

  function find() {
    const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!words.length || !window.SEARCH) return;
    const place = language() === "ja" ? 1 : 2;
    const hits = window.SEARCH.filter((entry) => {
      const text = (entry[1] + " " + entry[2]).toLowerCase();
      return words.every((word) => text.includes(word));
    }).slice(0, 40);
    hits.forEach((entry) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + entry[0];
      link.textContent = entry[place];
      item.append(link);
      list.append(item);
    });
    if (!hits.length) {
      const item = document.createElement("li");
      const none = document.createElement("span");
      none.textContent = language() === "ja" ? box.dataset.noneJa : box.dataset.noneEn;
      item.append(none);
      list.append(item);
    }
    withLanguage();
  }
  box.addEventListener("focus", load);
  box.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.replaceChildren();
  });

  // --- enlarging --------------------------------------------------------------
  const dialog = document.getElementById("zoom");
  function enlarge(figure) {
    const picture = figure.querySelector(`.drawn[lang="${language()}"]`) || figure.querySelector(".drawn");
    dialog.querySelector("div").replaceChildren(...Array.from(picture.children, (c) => c.cloneNode(true)));
    dialog.showModal();
  }
  all("figure").forEach((figure) => {
    const button = figure.querySelector(".enlarge");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => enlarge(figure));
    all(".drawn > *", figure).forEach((picture) => picture.addEventListener("click", () => enlarge(figure)));
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("button, .picture, img")) dialog.close();
  });

  // --- exploring --------------------------------------------------------------
  function explore(script) {
    if (script.dataset.language !== language() || !window.vegaEmbed) return;
    const place = document.getElementById(script.dataset.explorer);
    place.hidden = false;
    window.vegaEmbed(place, JSON.parse(script.textContent), { actions: false, renderer: "svg" });
  }

  document.getElementById("language").addEventListener("click", switchLanguage);
  document.querySelector(".tools").hidden = false;
  withLanguage();
  inLanguage();
  window.addEventListener("load", () => all("script[data-explorer]").forEach(explore));
})();
