// The pieces that the panel is made of: quotes in their passage, badges, lists of facts.
KG.details = (function () {
  const { data, kinds, lineOf } = KG.model;
  const { el, name, link, button, swatch, stroke } = KG.elements;
  const { t } = KG.words;

  // The passage around a quote, the quote marked. Offsets are UTF-16 units, converted when the page was built.
  function quote([number, start, end], short) {
    const [document_, text, before, after] = data.passages[number];
    let from = 0;
    let to = text.length;
    if (short) {
      from = Math.max(0, start - short);
      to = Math.min(text.length, end + short);
      while (from > 0 && from < start && !/\s/.test(text[from - 1])) from += 1;
      while (to < text.length && to > end && !/\s/.test(text[to])) to -= 1;
    }
    return {
      document: data.documents[document_],
      body: el("span", { lang: "fr", dir: "auto" },
        before || from > 0 ? "… " : "", text.slice(from, start), el("mark", { text: text.slice(start, end) }),
        text.slice(end, to), after || to < text.length ? " …" : ""),
    };
  }

  function sourceLine(row) {
    if (!row) return null;
    const line = el("span", {}, el("cite", {}, name(row.title || row.iri)));
    const facts = [KG.words.date(row.date), row.publisher].filter(Boolean);
    facts.forEach((fact) => line.append(" · ", name(fact)));
    if (row.link) line.append(" · ", link(row.link, t("openSource")));
    else if (row.source) line.append(" · ", name(row.source));
    return line;
  }

  function evidence(reference) {
    const { document: source, body } = quote(reference);
    return el("figure", { class: "evidence" }, el("blockquote", {}, body), source ? el("figcaption", {}, sourceLine(source)) : null);
  }

  function mention(reference) {
    const { document: source } = quote(reference);
    return el("details", { class: "mention" },
      el("summary", {}, quote(reference, 40).body),
      el("div", { class: "evidence" }, el("blockquote", {}, quote(reference).body), el("p", { class: "quiet" }, sourceLine(source))));
  }

  function kindOf(entity) {
    const kind = kinds.get(entity.kind);
    return el("span", { class: "kind" }, swatch(kind), KG.words.named(kind));
  }

  function badges(statement) {
    const out = [];
    const when = KG.words.period(statement);
    if (when) out.push(el("span", { class: "badge", text: when }));
    if (statement.modality || statement.inferred) {
      const line = lineOf(statement);
      const denied = statement.modality === "denied" ? " denied" : "";
      out.push(el("span", { class: "badge modal" + denied, text: KG.words.named(line) }));
    }
    return out;
  }

  function facts(rows) {
    const kept = rows.filter(([, value]) => value !== "" && value !== undefined && value !== null);
    if (!kept.length) return null;
    return el("dl", {}, kept.map(([term, value]) => [el("dt", { text: term }), el("dd", {}, value)]));
  }

  function entityButton(id, attributes) {
    const entity = data.entities[id];
    return button({
      class: "entity",
      "data-entity": id,
      onclick: () => KG.state.select({ type: "entity", id }, { focus: true, look: true }),
      ...attributes,
    }, swatch(kinds.get(entity.kind)), name(KG.words.label(entity)));
  }

  return { quote, sourceLine, evidence, mention, kindOf, badges, facts, entityButton, stroke };
}());
