// The reader: a document's text with every mention marked; a mention leads to its entity, a relation to its sentence.
KG.reader = (function () {
  const { S, documents, E, kinds } = KG.model;
  const { el, name, button, link } = KG.elements;
  const { t } = KG.words;
  const { state, on, select } = KG.state;
  const place = document.getElementById("reader");
  const ROWS = 300;
  let asked = "";

  // What the page knows of a document's relations: those whose words stand in it.
  let relations = null;
  KG.model.onGrown(() => { relations = null; });
  function relationsIn(number) {
    if (!relations) {
      relations = documents.map(() => []);
      for (let n = 0; n < KG.model.count; n += 1) KG.model.documentsOf(n).forEach((d) => relations[d].push(n));
    }
    return relations[number];
  }

  function index() {
    const rows = KG.details.documentsWithText();
    const list = el("ul", { class: "list documents" });
    const status = el("span", { role: "status" });
    const fill = () => {
      const words = KG.search.fold(asked).split(" ");
      const hay = (row) => KG.search.fold([row.title, row.date, row.publisher, row.source].join(" "));
      const kept = asked.trim() ? rows.filter((row) => words.every((word) => hay(row).includes(word))) : rows;
      status.textContent = t("documentCount", { n: kept.length });
      list.replaceChildren(...kept.slice(0, ROWS).map((row) => el("li", {},
        button({ class: "document", "data-document": row.number, onclick: () => KG.state.read(row.number) }, name(row.title || row.iri)),
        el("p", { class: "quiet" }, [KG.dates.date(row.date), row.publisher, t("relationCount", { n: relationsIn(row.number).length })].filter(Boolean).map((fact, k) => [k ? " · " : "", name(fact)])))));
    };
    const input = el("input", { type: "search", id: "find-document", "aria-label": t("findDocument"), placeholder: t("findDocument") });
    input.value = asked;
    input.addEventListener("input", () => { asked = input.value; fill(); });
    fill();
    return [el("div", { class: "tools" }, input, status), rows.length ? list : el("p", { class: "quiet", text: t("noDocument") })];
  }

  // Runs of text with the mentions that cover them, the innermost first, as spans nest.
  function runs(text, mentions, quoted) {
    const cuts = new Set([0, text.length]);
    mentions.forEach(([start, length]) => cuts.add(start).add(start + length));
    if (quoted) cuts.add(quoted.start).add(quoted.end);
    const edges = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b);
    const ordered = mentions.slice().sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const open = [];
    let next = 0;
    const out = [];
    for (let k = 0; k + 1 < edges.length; k += 1) {
      const [from, to] = [edges[k], edges[k + 1]];
      while (next < ordered.length && ordered[next][0] <= from) open.push(ordered[next++]);
      for (let m = open.length - 1; m >= 0; m -= 1) if (open[m][0] + open[m][1] <= from) open.splice(m, 1);
      const inward = open.slice().sort((a, b) => a[1] - b[1] || a[2] - b[2]).map((mention_) => mention_[2]);
      out.push({ from, to, entities: [...new Set(inward)], quoted: Boolean(quoted && from >= quoted.start && to <= quoted.end) });
    }
    return out;
  }

  // A mention; where it lies within others, each further click leads one further out.
  function mention(run, text) {
    const ids = run.entities;
    const named = ids.map((id) => KG.words.label(id) + " (" + KG.words.named(kinds[E.kind[id]]) + ")");
    const anchor = el("a", {
      href: KG.link.toEntity(ids[0]), class: "mention-mark", "data-entities": ids.join(" "), title: named.join("\n"),
    }, text);
    anchor.style.setProperty("--kind", kinds[E.kind[ids[0]]].color);
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      const at = state.selection && state.selection.type === "entity" ? ids.indexOf(state.selection.id) : -1;
      select({ type: "entity", id: ids[(at + 1) % ids.length] }, { focus: false });
    });
    return anchor;
  }

  // Paragraphs of runs; a mention or a quote that crosses a line is cut there.
  function body(row, quoted) {
    const out = el("div", { class: "text", lang: "fr", dir: "auto" });
    let paragraph = el("p", {});
    const flush = () => { if (paragraph.childNodes.length) out.append(paragraph); paragraph = el("p", {}); };
    runs(row.text, KG.model.mentionsIn(row.number), quoted).forEach((run) => {
      row.text.slice(run.from, run.to).split("\n").forEach((text, k) => {
        if (k) flush();
        if (!text) return;
        const piece = run.entities.length ? mention(run, text) : text;
        paragraph.append(run.quoted ? el("mark", {}, piece) : piece);
      });
    });
    flush();
    return out;
  }

  function saidHere(row) {
    const numbers = relationsIn(row.number).filter(KG.filters.passes);
    if (!numbers.length) return null;
    const line = (n) => el("li", {}, button({ class: "relation", "data-statement": n, onclick: () => { KG.state.read(row.number, at(n, row.number)); select({ type: "statement", id: n }, {}); } },
      name(KG.words.label(S.s[n])), " ", el("b", { text: KG.words.predicate(S.p[n]) }), " ", name(KG.words.label(S.o[n])), KG.details.badges(n)));
    return el("details", { class: "said" }, el("summary", { text: t("saidHere", { n: numbers.length }) }), el("ul", { class: "list" }, numbers.slice(0, ROWS).map(line)));
  }

  function at(n, number) {
    const quote = KG.model.evidence(n).find((found) => found.document && found.document.number === number && !found.loose);
    return quote ? { start: quote.start, end: quote.end, statement: n } : null;
  }

  function reading(row, quoted) {
    const facts = [KG.dates.date(row.date), row.publisher].filter(Boolean);
    return [
      el("div", { class: "tools" }, button({ class: "plain", "data-do": "documents", onclick: () => { state.reading = null; KG.state.emit("view"); }, text: "← " + t("documents") })),
      el("article", {}, el("h2", { tabindex: "-1" }, name(row.title || row.iri)),
        el("p", { class: "quiet" }, facts.map((fact, k) => [k ? " · " : "", name(fact)]), row.link ? [" · ", link(row.link, t("openSource"))] : row.source ? [" · ", name(row.source)] : null),
        row.pieces ? el("p", { class: "quiet", text: t("textCut") }) : null, saidHere(row), body(row, quoted)),
    ];
  }

  function draw(options) {
    if (state.view !== "reader") return;
    const row = state.reading ? documents[state.reading.document] : null;
    const scrolled = place.scrollTop;
    const quoted = row && state.reading.at;
    place.replaceChildren(...(row && row.text ? reading(row, quoted) : index()).flat().filter(Boolean));
    mark();
    if (options && options.still) { place.scrollTop = scrolled; return; }
    const quote = place.querySelector("mark");
    if (quote) quote.scrollIntoView({ block: "center" });
    else place.scrollTop = 0;
    const heading = place.querySelector("h2");
    if (heading && !quote) heading.focus({ preventScroll: true });
  }

  // The chosen entity's mentions are told apart without drawing the text again.
  function mark() {
    const chosen = state.selection && state.selection.type === "entity" ? String(state.selection.id) : null;
    place.querySelectorAll(".mention-mark").forEach((anchor) => {
      const it = chosen !== null && anchor.dataset.entities.split(" ").includes(chosen);
      anchor.classList.toggle("chosen", it);
      if (it) anchor.setAttribute("aria-current", "true");
      else anchor.removeAttribute("aria-current");
    });
  }

  function start() {
    on("view", () => draw());
    on("language filters", () => draw({ still: true }));
    on("selection", mark);
  }

  return { start, runs };
}());
