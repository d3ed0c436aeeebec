// Pictures that answer to the reader: Vega-Lite draws them, this file shows the values of a dot.
(function () {
  "use strict";
  const note = document.createElement("div");
  note.id = "note";
  note.hidden = true;
  document.body.append(note);

  // The values arrive as an object, title of a column -> text.
  function tell(handler, event, item, values) {
    note.hidden = !values;
    if (!values) return;
    note.replaceChildren(...Object.entries(values).map(([title, value]) => {
      const line = document.createElement("div");
      line.textContent = `${title}: ${Array.isArray(value) ? value.join(" ") : value}`;
      return line;
    }));
    const left = Math.min(event.clientX + 12, document.documentElement.clientWidth - note.offsetWidth - 4);
    note.style.left = `${Math.max(left, 4)}px`;
    note.style.top = `${event.clientY + 14}px`;
  }

  function draw(script) {
    if (script.dataset.language !== document.documentElement.lang) return;
    const place = document.getElementById(script.dataset.explorer);
    const rows = document.querySelector(`script[data-explorer="${place.id}"][data-language="rows"]`);
    const specification = JSON.parse(script.textContent);
    if (rows) specification.datasets = { rows: JSON.parse(rows.textContent) };
    const [chart, choices] = ["chart", "choices"].map((name) => {
      const part = document.createElement("div");
      part.className = name;
      return part;
    });
    place.hidden = false;
    place.replaceChildren(choices, chart);
    const compiled = window.vegaLite.compile(specification).spec;
    new window.vega.View(window.vega.parse(compiled), { renderer: "svg" })
      .tooltip(tell)
      .initialize(chart, choices)
      .hover()
      .runAsync();
  }

  // Vega measures words to make room for them, which needs the font that they are drawn in.
  const drawAll = () => document.fonts.load("12px Pictures").then(() =>
    document.querySelectorAll("script[data-explorer]").forEach(draw));
  document.addEventListener("languagechosen", drawAll);
  drawAll();
})();
