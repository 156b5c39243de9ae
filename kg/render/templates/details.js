// The pieces that the panel is made of: quotes in their passage, badges, lists of facts.
KG.details = (function () {
  const { S, E, kinds, lines, line, documents } = KG.model;
  const { el, name, link, button, swatch, stroke } = KG.elements;
  const { t } = KG.words;
  const LONG = 700;
  const MARGIN = 260;
  const SENTENCE_END = /[.!?…;:][»”"')\]]*\s+/g;

  // The passage around a quote: its paragraph, or of a long one the sentences around it, at most `margin` on each side.
  function window_(quote, margin) {
    const { text, start, end } = quote;
    let from = text.lastIndexOf("\n", start - 1) + 1;
    let to = text.indexOf("\n", end);
    if (start === 0) from = 0;
    if (to < 0) to = text.length;
    const whole = [from, to];
    if (margin === MARGIN && to - from <= LONG) return [from, to, ...whole];
    if (start - from > margin) {
      const before = text.slice(start - margin, start);
      const sentence = margin === MARGIN ? [...before.matchAll(SENTENCE_END)][0] : null;
      const space = before.search(/\s/);
      from = start - margin + (sentence ? sentence.index + sentence[0].length : space + 1);
    }
    if (to - end > margin) {
      const after = text.slice(end, end + margin);
      const sentence = margin === MARGIN ? [...after.matchAll(SENTENCE_END)].pop() : null;
      const space = Math.max(after.lastIndexOf(" "), 0);
      to = end + (sentence ? sentence.index + 1 : space || margin);
    }
    return [from, to, ...whole];
  }

  function passage(quote, margin) {
    const [from, to, first, last] = window_(quote, margin || MARGIN);
    return el("span", { lang: "fr", dir: "auto" },
      from > first ? "… " : "", quote.text.slice(from, quote.start), el("mark", { text: KG.model.words(quote) }),
      quote.text.slice(quote.end, to), to < last ? " …" : "");
  }

  function sourceLine(row) {
    if (!row) return null;
    const out = el("span", {}, el("cite", {}, name(row.title || row.iri)));
    [KG.dates.date(row.date), row.publisher].filter(Boolean).forEach((fact) => out.append(" · ", name(fact)));
    if (row.link) out.append(" · ", link(row.link, t("openSource")));
    else if (row.source) out.append(" · ", name(row.source));
    return out;
  }

  // "See in document": opens the reader where the quote stands.
  function reading(quote, statement) {
    if (!quote.document || quote.loose || !quote.document.text) return null;
    const at = { start: quote.start, end: quote.end, statement };
    return button({ class: "plain", "data-do": "read", onclick: () => KG.state.read(quote.document.number, at), text: t("seeInDocument") });
  }

  function evidence(quote, statement) {
    return el("figure", { class: "evidence" }, el("blockquote", {}, passage(quote)),
      el("figcaption", {}, quote.document ? sourceLine(quote.document) : null, " ", reading(quote, statement)));
  }

  function mention(quote) {
    const more = el("details", { class: "mention" }, el("summary", {}, passage(quote, 40)));
    more.addEventListener("toggle", () => {
      if (more.open && more.children.length === 1) {
        more.append(el("div", { class: "evidence" }, el("blockquote", {}, passage(quote)),
          el("p", { class: "quiet" }, quote.document ? sourceLine(quote.document) : null, " ", reading(quote))));
      }
    });
    return more;
  }

  function kindOf(id) {
    const kind = kinds[E.kind[id]];
    return el("span", { class: "kind" }, swatch(kind), KG.words.named(kind));
  }

  function badges(n) {
    const out = [];
    const [date, start, end] = S.whens[S.when[n]];
    const when = KG.dates.period({ date, start, end });
    if (when) out.push(el("span", { class: "badge", text: when }));
    const style = lines[line[n]];
    if (style.id !== "asserted") {
      out.push(el("span", { class: "badge modal" + (style.id === "denied" ? " denied" : ""), text: KG.words.named(style) }));
    }
    return out;
  }

  function facts(rows) {
    const kept = rows.filter(([, value]) => value !== "" && value !== undefined && value !== null);
    if (!kept.length) return null;
    return el("dl", {}, kept.map(([term, value]) => [el("dt", { text: term }), el("dd", {}, value)]));
  }

  function entityButton(id, attributes) {
    return button({
      class: "entity",
      "data-entity": id,
      onclick: () => KG.state.select({ type: "entity", id }, { focus: true, look: true }),
      ...attributes,
    }, swatch(kinds[E.kind[id]]), name(KG.words.label(id)));
  }

  function documentButton(row) {
    if (!row.text) return sourceLine(row);
    return el("span", {}, button({ class: "plain", "data-document": row.number, onclick: () => KG.state.read(row.number) }, name(row.title || row.iri)),
      " ", el("span", { class: "quiet", text: KG.dates.date(row.date) }));
  }

  // The latest first, those without a date last.
  const documentsWithText = () => documents.filter((row) => row.text)
    .sort((a, b) => ((b.date || "") < (a.date || "") ? -1 : (b.date || "") > (a.date || "") ? 1 : a.number - b.number));

  return { passage, sourceLine, documentButton, documentsWithText, evidence, mention, kindOf, badges, facts, entityButton, stroke };
}());
