// The relations as a table: the same facts as the picture, for whoever reads better in rows. Roles are spelt out because a
// narrow screen lays the rows out as blocks, which would take their meaning away.
KG.table = (function () {
  const { S, lines, line } = KG.model;
  const { el, name, button } = KG.elements;
  const { t } = KG.words;
  const { state, on, select } = KG.state;
  const place = document.getElementById("table");
  const PAGE = 200;
  const COLUMNS = ["subject", "relation", "object", "date", "modality", "quote"];
  let sorted = { column: null, down: false };
  let filter = "";
  let limit = PAGE;
  let folded = new Map();
  // The relations of the picture, or all that pass the filters.
  let whole = false;

  const when = (n) => S.whens[S.when[n]];

  function cell(n, column) {
    if (column === "subject") return KG.words.label(S.s[n]);
    if (column === "relation") return KG.words.predicate(S.p[n]);
    if (column === "object") return KG.words.label(S.o[n]);
    if (column === "date") return when(n).find(Boolean) || "";
    if (column === "modality") return KG.words.named(lines[line[n]]);
    return KG.model.firstWords(n);
  }

  function haystack(n) {
    if (!folded.has(n)) folded.set(n, KG.search.fold(COLUMNS.map((column) => cell(n, column)).join(" ")));
    return folded.get(n);
  }

  function scope() {
    const out = [];
    for (let n = 0; n < KG.model.count; n += 1) if (whole ? KG.filters.passes(n) : KG.state.drawn(n)) out.push(n);
    return out;
  }

  // The numbers of the listed relations, in the order of the table.
  function rows() {
    const words = KG.search.fold(filter).split(" ").filter(Boolean);
    const kept = words.length ? scope().filter((n) => words.every((word) => haystack(n).includes(word))) : scope();
    if (!sorted.column) return kept;
    const order = new Intl.Collator(KG.words.code(), { numeric: true });
    const keys = new Map(kept.map((n) => [n, cell(n, sorted.column)]));
    return kept.sort((a, b) => (sorted.down ? -1 : 1) * order.compare(keys.get(a), keys.get(b)) || a - b);
  }

  const go = (id) => () => select({ type: "entity", id }, { focus: true });

  function row(n) {
    const [date, start, end] = when(n);
    const predicate = KG.words.predicate(S.p[n]);
    const quote = KG.model.firstWords(n);
    const read = () => select({ type: "statement", id: n }, { focus: true });
    const denied = lines[line[n]].id === "denied";
    return el("tr", { role: "row", "data-statement": n },
      el("td", { role: "cell" }, button({ class: "plain", onclick: go(S.s[n]) }, name(cell(n, "subject")))),
      el("td", { role: "cell" }, button({ class: "plain strong", "aria-label": t("readQuote", { p: predicate }), onclick: read, text: predicate })),
      el("td", { role: "cell" }, button({ class: "plain", onclick: go(S.o[n]) }, name(cell(n, "object")))),
      el("td", { role: "cell", class: "when", text: KG.dates.period({ date, start, end }) }),
      el("td", { role: "cell", class: denied ? "how denied" : "how", text: cell(n, "modality") }),
      el("td", { role: "cell", class: "quote" }, quote ? el("q", { lang: "fr", dir: "auto", text: quote.length > 240 ? quote.slice(0, 240) + "…" : quote }) : "—"));
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
    if (!place.querySelector("thead")) return;
    const kept = rows();
    place.querySelector("thead").replaceChildren(el("tr", { role: "row" }, COLUMNS.map(head)));
    place.querySelector("tbody").replaceChildren(...kept.slice(0, limit).map(row));
    place.querySelector("#row-count").textContent = t("rows", { n: kept.length, m: KG.model.count });
    const more = place.querySelector("#more-rows");
    more.hidden = kept.length <= limit;
    more.textContent = t("more", { n: Math.min(PAGE, Math.max(0, kept.length - limit)) });
  }

  function scopeSwitch() {
    const choice = (value, key) => button({
      id: value ? "scope-all" : "scope-picture", "aria-pressed": String(whole === value), text: t(key),
      onclick: () => { whole = value; limit = PAGE; draw(); place.querySelector(value ? "#scope-all" : "#scope-picture").focus(); },
    });
    return el("div", { class: "switch", role: "group", "aria-label": t("scope") }, choice(false, "scopePicture"), choice(true, "scopeAll"));
  }

  function draw() {
    folded = new Map();
    if (state.view !== "table") return;
    const input = el("input", { type: "search", id: "filter", "aria-label": t("filter"), placeholder: t("filter") });
    input.value = filter;
    input.addEventListener("input", () => { filter = input.value; limit = PAGE; fill(); });
    place.replaceChildren(
      el("div", { class: "tools" }, input, scopeSwitch(), el("span", { id: "row-count", role: "status" }),
        button({ id: "take-csv", class: "action", text: t("csv"), onclick: () => KG.take.csv(rows()) })),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table") },
        el("table", { role: "table" }, el("caption", { class: "hidden-text", text: t("relations") }),
          el("thead", { role: "rowgroup" }), el("tbody", { role: "rowgroup" })),
        button({ id: "more-rows", class: "action", onclick: () => { limit += PAGE; fill(); } })));
    fill();
  }

  function start() {
    on("language view", draw);
    on("shown filters", () => { if (state.view === "table") fill(); });
  }

  return { start, rows };
}());
