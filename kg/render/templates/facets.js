// The legend, which is also where the reader filters: kinds, ways of asserting, relations, dates, themes, documents, each with
// how many there are.
KG.facets = (function () {
  const { E, kinds, lines, data, documents } = KG.model;
  const { el, name, swatch, stroke, button } = KG.elements;
  const { t, named } = KG.words;
  const { on, flip, filter } = KG.state;
  const body = document.getElementById("facets-body");
  const FEW = 12;
  const closed = new Set(["predicates", "dates", "themes", "documents"]);
  const whole = new Set();
  const typed = { themes: "", documents: "" };

  const number = (n) => el("span", { class: "count", text: n.toLocaleString(KG.words.code()) });

  function section(id, title, ...children) {
    const out = el("details", { id: "facet-" + id, open: !closed.has(id) }, el("summary", {}, title), children);
    out.addEventListener("toggle", () => { if (out.open) closed.delete(id); else closed.add(id); });
    return out;
  }

  // A value that is drawn unless pressed away.
  function toggle(facet, value, look, text, n) {
    return el("li", {}, button({
      "aria-pressed": String(!KG.filters.get()[facet].has(value)), ["data-" + facet.slice(0, -1)]: value, "data-id": facet === "kinds" ? kinds[value].id : undefined,
      onclick: () => flip(facet, value),
    }, look, el("span", { class: "what" }, name(text)), number(n)));
  }

  // A value to ask for; none asked for means all.
  function choice(facet, value, text, n) {
    const box = el("input", { type: "checkbox", ["data-" + facet.slice(0, -1)]: value });
    box.checked = KG.filters.get()[facet].has(value);
    box.addEventListener("change", () => flip(facet, value));
    return el("li", {}, el("label", { class: "choice" }, box, el("span", { class: "what" }, name(text)), number(n)));
  }

  function choices(facet, values, textOf, counts) {
    const asked = KG.filters.get()[facet];
    const list = el("ul", { class: "choices" });
    const fill = () => {
      const query = KG.search.fold(typed[facet]);
      const rows = values.filter((value) => asked.has(value) || !query || KG.search.fold(textOf(value)).includes(query));
      rows.sort((a, b) => asked.has(b) - asked.has(a) || (counts.get(b) || 0) - (counts.get(a) || 0) || a - b);
      const few = whole.has(facet) ? rows.slice(0, 500) : rows.slice(0, FEW);
      list.replaceChildren(...few.map((value) => choice(facet, value, textOf(value), counts.get(value) || 0)));
      if (rows.length > few.length && !whole.has(facet)) {
        list.append(el("li", {}, button({ class: "plain", text: t("more", { n: rows.length - few.length }), onclick: () => { whole.add(facet); fill(); } })));
      }
    };
    fill();
    if (values.length <= FEW) return list;
    const input = el("input", { type: "search", id: "narrow-" + facet, "aria-label": t("narrow"), placeholder: t("narrow") });
    input.value = typed[facet];
    input.addEventListener("input", () => { typed[facet] = input.value; fill(); });
    return el("div", {}, input, list);
  }

  let themes = null;
  let told = null;
  KG.model.onGrown(() => { themes = null; });
  function values() {
    if (themes) return;
    themes = [];
    for (let id = 0; id < KG.model.size; id += 1) if (E.kind[id] === KG.filters.THEME) themes.push(id);
    told = documents.filter((row) => row.text).map((row) => row.number);
  }

  function draw() {
    values();
    const counts = KG.filters.counts();
    const focused = document.activeElement && body.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
    const used = kinds.filter((kind) => kind.count);
    const predicates = data.predicates.map((_, p) => p).sort((a, b) => (KG.words.predicate(a) < KG.words.predicate(b) ? -1 : 1));
    const timeline = KG.timeline.draw(counts.months);
    const textOf = (n) => documents[n].title || documents[n].iri;
    body.replaceChildren(...[
      KG.filters.any() ? el("p", { class: "asked" }, t("asked", { n: counts.total, m: KG.model.count }), " ",
        button({ class: "plain", "data-do": "clear", text: t("clear"), onclick: () => filter((next) => Object.assign(next, KG.filters.fresh())) })) : null,
      section("kinds", t("kindsTitle"), el("ul", { class: "toggles", "aria-label": t("legendKinds") }, used.map((kind) => toggle("kinds", kind.number, swatch(kind), named(kind), counts.kinds[kind.number])))),
      section("lines", t("linesTitle"), el("ul", { class: "toggles", "aria-label": t("legendLines") }, lines.filter((line) => line.count).map((line) => toggle("lines", line.number, stroke(line), named(line), counts.lines[line.number]))),
        data.asOf ? el("p", { class: "as-of" }, t("asOf", { d: KG.dates.date(data.asOf) })) : null),
      timeline ? section("dates", t("datesTitle"), timeline) : null,
      predicates.length ? section("predicates", t("predicatesTitle"), el("ul", { class: "toggles" }, predicates.map((p) => toggle("predicates", p, null, KG.words.predicate(p), counts.predicates[p])))) : null,
      themes.length ? section("themes", t("themesTitle"), choices("themes", themes, KG.words.label, counts.themes)) : null,
      told.length ? section("documents", t("documents"), choices("documents", told, textOf, counts.documents)) : null,
    ].filter(Boolean));
    const again = focused && body.querySelector(focused);
    if (again) again.focus();
  }

  // How to find the element that has the keyboard once the list is drawn again.
  function selectorOf(element) {
    if (element.id) return "#" + element.id;
    const key = Object.keys(element.dataset).find((name_) => name_ !== "id");
    return key ? `[data-${key}="${element.dataset[key]}"]` : null;
  }

  function start() {
    const facets = document.getElementById("facets");
    const opener = document.getElementById("facets-open");
    const narrow = window.matchMedia("(max-width: 1100px)");
    const show = (yes) => { facets.hidden = !yes; opener.setAttribute("aria-expanded", String(yes)); };
    show(!narrow.matches);
    opener.addEventListener("click", () => show(facets.hidden));
    narrow.addEventListener("change", () => show(!narrow.matches));
    on("language filters", draw);
    draw();
  }

  return { start };
}());
