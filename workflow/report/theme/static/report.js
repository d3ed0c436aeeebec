// What a page can do beyond showing: language, search, sorting, filters, enlarging.
// Every page can be read without it.
(function () {
  "use strict";
  const page = document.documentElement;
  const root = document.currentScript.dataset.root;
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const language = () => page.lang;

  // The words come from words.js, which has those of the report's own list.
  function made(tag, attributes, ...children) {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  }
  const languages = page.dataset.languages.split(" ");
  const spoken = (key) => languages.map((lang) => made("i", { lang, textContent: window.WORDS[key][lang] }));
  const box = made("input", { type: "search", id: "search", autocomplete: "off" });
  const list = made("ul", { id: "found" });
  const button = made("button", { id: "language" }, ...spoken("language"));
  const dialog = made("dialog", {}, made("button", { className: "close" }, ...spoken("close")), made("div", {}));
  list.setAttribute("aria-live", "polite");
  document.querySelector("header").append(made("div", { className: "tools" }, box, button, list));
  document.body.append(dialog);

  // --- language ---------------------------------------------------------------
  function inLanguage() {
    all(`[data-${languages[0]}]`).forEach((element) => {
      element.textContent = element.dataset[language()];
    });
    const search = window.WORDS.search[language()];
    box.placeholder = search;
    box.setAttribute("aria-label", search);
    document.dispatchEvent(new Event("languagechosen"));
  }

  function switchLanguage() {
    page.lang = languages[(languages.indexOf(language()) + 1) % languages.length];
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
        link.setAttribute("href", path + (language() === languages[0] ? "" : `?lang=${language()}`) + (fragment || ""));
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
    const numbers = table.classList.contains(`n${column + 1}`);
    rows.sort((a, b) => {
      if (!a.words || !b.words) return (a.words ? 0 : 1) - (b.words ? 0 : 1); // blanks last
      const words = numbers && [a, b].map((each) => Number.isNaN(each.value));
      if (words && words[0] !== words[1]) return down === words[0] ? -1 : 1; // words above numbers
      const order = numbers && !words[0] ? a.value - b.value : a.words.localeCompare(b.words, language());
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
  const plain = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const both = (option) =>
    option.dataset[languages[0]] ? languages.map((each) => option.dataset[each]).join(" ") : plain(option);

  all("form.filters").forEach((form) => {
    const rows = Array.from(document.getElementById(form.dataset.for).tBodies[0].rows);
    const words = form.elements.words;
    const chosen = (select, row) =>
      !select.selectedIndex || plain(row.cells[select.dataset.column]) === both(select.selectedOptions[0]);
    form.apply = () => {
      const wanted = words.value.trim().toLowerCase();
      let count = 0;
      rows.forEach((row) => {
        row.hidden = !(all("select", form).every((select) => chosen(select, row)) &&
          row.textContent.toLowerCase().includes(wanted));
        count += !row.hidden;
      });
      form.querySelector("output").textContent = `${count} / ${rows.length}`;
    };
    form.addEventListener("input", form.apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    form.apply();
  });

  // --- search -----------------------------------------------------------------
  function load() {
    if (window.SEARCH || document.getElementById("search-index")) return;
    const script = made("script", { id: "search-index", src: root + "_static/search.js" });
    script.addEventListener("load", find);
    document.head.append(script);
  }

  function entries() {
    const index = window.SEARCH;
    const numbers = index.numbers.map(([figure, places, printed, computed], row) => [
      `audit/numbers.html#number-${row + 1}`,
      ...languages.map((_, language) => [figure, ...places.map((place) => index.words[place][language]),
        printed, `(${computed || "–"})`].join(" ")),
    ]);
    return index.pages.concat(numbers);
  }

  function find() {
    const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!words.length || !window.SEARCH) return;
    const place = languages.indexOf(language()) + 1;
    const hits = entries().filter((entry) => {
      const text = entry.slice(1).join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const none = window.WORDS.nothing_found[language()];
    hits.slice(0, 40).concat(hits.length ? [] : [["", ...languages.map(() => none)]]).forEach((entry) => {
      const line = made(entry[0] ? "a" : "span", { textContent: entry[place] });
      if (entry[0]) line.href = root + entry[0];
      list.append(made("li", {}, line));
    });
    withLanguage();
  }
  box.addEventListener("focus", load);
  box.addEventListener("input", find);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") list.replaceChildren();
  });

  // --- enlarging --------------------------------------------------------------
  function enlarge(figure) {
    const picture = figure.querySelector(`.drawn[lang="${language()}"]`) || figure.querySelector(".drawn");
    dialog.querySelector("div").replaceChildren(...Array.from(picture.children, (c) => c.cloneNode(true)));
    dialog.showModal();
  }
  all("figure").forEach((figure) => {
    const larger = figure.querySelector(".enlarge");
    if (!larger) return;
    larger.hidden = false;
    larger.addEventListener("click", () => enlarge(figure));
    all(".drawn > *", figure).forEach((picture) => picture.addEventListener("click", () => enlarge(figure)));
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("button, .picture, img")) dialog.close();
  });

  button.addEventListener("click", switchLanguage);
  withLanguage();
  inLanguage();
})();
