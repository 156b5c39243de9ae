// The relations as a table: the same facts as the picture, for whoever reads better in rows. Roles are spelt out because a
// narrow screen lays the rows out as blocks, which would take their meaning away.
KG.table = (function () {
  const { data, lineOf } = KG.model;
  const { el, name, button } = KG.elements;
  const { t } = KG.words;
  const place = document.getElementById("table");
  const PAGE = 200;
  const COLUMNS = ["subject", "relation", "object", "date", "modality", "quote"];
  let sorted = { column: null, down: false };
  let filter = "";
  let limit = PAGE;
  let texts = null;

  function quoteOf(statement) {
    if (!statement.evidence) return "";
    const [number, start, end] = statement.evidence[0];
    return data.passages[number][1].slice(start, end);
  }

  function cells(statement) {
    return [
      KG.words.label(data.entities[statement.s]), KG.words.predicate(statement), KG.words.label(data.entities[statement.o]),
      statement.date || statement.start || statement.end || "",
      KG.words.named(lineOf(statement)), quoteOf(statement),
    ];
  }

  function rows() {
    texts = texts || data.statements.map((statement) => { const row = cells(statement); return { row, folded: KG.model.fold(row.join(" ")) }; });
    const words = KG.model.fold(filter).split(" ").filter(Boolean);
    const kept = texts.map((text, number) => number).filter((number) => words.every((word) => texts[number].folded.includes(word)));
    const column = COLUMNS.indexOf(sorted.column);
    if (column >= 0) {
      const order = new Intl.Collator(KG.words.code(), { numeric: true });
      kept.sort((a, b) => (sorted.down ? -1 : 1) * order.compare(texts[a].row[column], texts[b].row[column]) || a - b);
    }
    return kept;
  }

  const go = (id) => () => KG.state.select({ type: "entity", id }, { focus: true });

  function line(number) {
    const statement = data.statements[number];
    const [subject, predicate, object, , modality, quote] = texts[number].row;
    const read = () => KG.state.select({ type: "statement", id: number }, { focus: true });
    return el("tr", { role: "row", "data-statement": number },
      el("td", { role: "cell" }, button({ class: "plain", onclick: go(statement.s) }, name(subject))),
      el("td", { role: "cell" }, button({ class: "plain strong", "aria-label": t("readQuote", { p: predicate }), onclick: read, text: predicate })),
      el("td", { role: "cell" }, button({ class: "plain", onclick: go(statement.o) }, name(object))),
      el("td", { role: "cell",  class: "when", text: KG.words.period(statement) }),
      el("td", { role: "cell",  class: statement.modality === "denied" ? "denied" : "", text: modality }),
      el("td", { role: "cell",  class: "quote" }, quote ? el("q", { lang: "fr", dir: "auto", text: quote.length > 240 ? quote.slice(0, 240) + "…" : quote }) : "—"));
  }

  function head(column) {
    const way = sorted.column === column ? (sorted.down ? "descending" : "ascending") : "none";
    const turn = () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      fill();
      place.querySelector("[data-column=" + column + "] button").focus();
    };
    const mark = { none: "", ascending: " ▲", descending: " ▼" }[way];
    return el("th", { scope: "col", role: "columnheader", "aria-sort": way, "data-column": column },
      button({ class: "plain", "aria-label": t("sortBy", { p: t(column) }), onclick: turn, text: t(column) + mark }));
  }

  function fill() {
    const kept = rows();
    place.querySelector("thead").replaceChildren(el("tr", { role: "row" }, COLUMNS.map(head)));
    place.querySelector("tbody").replaceChildren(...kept.slice(0, limit).map(line));
    place.querySelector("#row-count").textContent = t("rows", { n: kept.length, m: data.statements.length });
    const more = place.querySelector("#more-rows");
    more.hidden = kept.length <= limit;
    more.textContent = t("more", { n: Math.min(PAGE, Math.max(0, kept.length - limit)) });
  }

  function draw() {
    texts = null;
    if (place.hidden) return;
    const input = el("input", { type: "search", id: "filter", value: filter, "aria-label": t("filter"), placeholder: t("filter") });
    input.addEventListener("input", () => { filter = input.value; limit = PAGE; fill(); });
    place.replaceChildren(
      el("div", { class: "tools" }, input, el("span", { id: "row-count", role: "status" })),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table") },
        el("table", { role: "table" }, el("caption", { class: "hidden-text", text: t("relations") }),
          el("thead", { role: "rowgroup" }), el("tbody", { role: "rowgroup" })),
        button({ id: "more-rows", class: "action", onclick: () => { limit += PAGE; fill(); } })));
    fill();
  }

  function start() {
    KG.state.on("language view", draw);
  }

  return { start };
}());
