// The relations of an entity, grouped by predicate, and one relation with the sentence that says so.
KG.relations = (function () {
  const { S, E, kinds, lines, line, documents, incident } = KG.model;
  const { el, name, button, swatch, stroke } = KG.elements;
  const { t } = KG.words;
  const FEW = 30;

  function row(n, id) {
    const end = KG.model.other(n, id);
    return button({
      class: "entity",
      "data-statement": n,
      onclick: () => KG.state.select({ type: "statement", id: n }, { focus: true }),
    }, swatch(kinds[E.kind[end]]), name(KG.words.label(end)), KG.details.badges(n));
  }

  function group(label, spoken, numbers, id) {
    const list = el("ul", { class: "list" });
    const add = (some) => list.append(...some.map((n) => el("li", {}, row(n, id))));
    add(numbers.slice(0, FEW));
    const rest = numbers.slice(FEW);
    if (rest.length) {
      const more = el("li", {}, button({ class: "plain", text: t("more", { n: rest.length }), onclick: () => { more.remove(); add(rest); } }));
      list.append(more);
    }
    return el("div", { class: "group", role: "group", "aria-label": spoken },
      el("h4", { "aria-hidden": "true", text: label + (numbers.length > 1 ? " (" + numbers.length.toLocaleString(KG.words.code()) + ")" : "") }), list);
  }

  // Those that pass the filters, then how many do not.
  function of(id) {
    const groups = new Map();
    let out = 0;
    incident(id).forEach((n) => {
      if (!KG.filters.passes(n)) { out += 1; return; }
      const outgoing = S.s[n] === id;
      const p = KG.words.predicate(S.p[n]);
      const key = (outgoing ? "0" : "1") + p;
      if (!groups.has(key)) groups.set(key, { outgoing, p, numbers: [] });
      groups.get(key).numbers.push(n);
    });
    const parts = [...groups.keys()].sort((a, b) => (a < b ? -1 : 1)).map((key) => {
      const { outgoing, p, numbers } = groups.get(key);
      return group(t(outgoing ? "outgoing" : "incoming", { p }), t(outgoing ? "outgoingName" : "incomingName", { p }), numbers, id);
    });
    if (!incident(id).length) parts.push(el("p", { class: "quiet", text: t("noRelation") }));
    if (out) parts.push(el("p", { class: "quiet", text: t("filteredOut", { n: out }) }));
    return parts;
  }

  // What the persons of a relation held on its day, as far as their mandates are known.
  function onThatDay(n) {
    const range = KG.dates.ofStatement(n);
    if (!range) return null;
    const day = range[0];
    const rows = [...new Set(KG.state.ends(n))].map((id) => {
      const held = (E.mandates[id] || []).filter((mandate) => KG.dates.covers(mandate, day));
      return held.length ? el("li", {}, name(KG.words.label(id)), " : ", held.map((mandate, k) => [k ? " ; " : "", name(KG.panel.mandateName(mandate))])) : null;
    }).filter(Boolean);
    if (!rows.length) return null;
    return el("section", {}, el("h3", { text: t("onDay", { d: KG.dates.date(day) }) }), el("ul", { class: "plainlist" }, rows));
  }

  // Other statements of the same, in other documents, on other days, or asserted otherwise.
  function alike(n) {
    const others = [...incident(S.s[n])].filter((m) => m !== n && S.s[m] === S.s[n] && S.o[m] === S.o[n] && S.p[m] === S.p[n]);
    if (!others.length) return null;
    const list = el("ul", { class: "list" });
    const item = (m) => {
      const source = documents[KG.model.documentsOf(m)[0]];
      return el("li", {}, button({ class: "entity", "data-statement": m, onclick: () => KG.state.select({ type: "statement", id: m }, { focus: true }) },
        el("cite", {}, name(source ? source.title || source.iri : KG.words.predicate(S.p[m]))), KG.details.badges(m)));
    };
    list.append(...others.slice(0, FEW).map(item));
    if (others.length > FEW) {
      const more = el("li", {}, button({ class: "plain", text: t("more", { n: others.length - FEW }), onclick: () => { more.remove(); list.append(...others.slice(FEW).map(item)); } }));
      list.append(more);
    }
    return el("section", {}, el("h3", { text: t("alike", { n: others.length }) }), list);
  }

  function statement(n) {
    const it = KG.model.statement(n);
    const style = lines[line[n]];
    const quotes = KG.model.evidence(n);
    const quoted = new Set(quotes.map((quote) => quote.document && quote.document.number));
    const sources = it.sources.filter((number) => !quoted.has(number)).map((number) => el("li", {}, KG.details.sourceLine(documents[number])));
    const iri = KG.model.statementIri(n);
    return [
      el("h2", { tabindex: "-1", class: "triple" },
        KG.details.entityButton(it.s), " ",
        el("span", { class: "predicate" + (style.id === "denied" ? " denied" : ""), text: KG.words.predicate(it.p) }),
        " ", KG.details.entityButton(it.o)),
      el("p", { class: "badges" }, stroke(style), el("span", { class: "quiet", text: KG.words.named(style) }), KG.details.badges(n)),
      el("section", {}, el("h3", { text: t("evidence") }),
        quotes.length ? quotes.map((quote) => KG.details.evidence(quote, n)) : el("p", { class: "quiet", text: t("noEvidence") })),
      alike(n),
      onThatDay(n),
      KG.details.facts([
        [it.date ? t("date") : t("period"), KG.dates.period(it)],
        [t("modality"), KG.words.named(style)],
        [t("rule"), it.rule ? el("code", {}, name(it.rule)) : ""],
        [t("confidence"), it.confidence ? name(it.confidence) : ""],
        [t("field"), it.field ? el("code", {}, name(it.field)) : ""],
        [t("sources"), sources.length ? el("ul", { class: "plainlist" }, sources) : ""],
        [t("identifier"), iri ? el("code", { class: "iri" }, name(iri)) : ""],
      ]),
      KG.take.bar([n], null),
    ];
  }

  return { of, statement };
}());
