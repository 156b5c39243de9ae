// The panel beside the picture: the overview, an entity, a relation, or the paths between two entities.
KG.panel = (function () {
  const { data, E, documents, degree, incident } = KG.model;
  const { el, name, link, button, icon } = KG.elements;
  const { t } = KG.words;
  const { state, on, select } = KG.state;
  const panel = document.getElementById("panel");
  const MENTIONS = 40;

  function section(title, ...children) { return el("section", {}, el("h3", { text: title }), ...children); }

  function bar() {
    return el("div", { class: "bar" },
      button({ onclick: KG.state.back, class: "plain", "data-do": "back" }, "← ", state.trail.length ? t("back") : t("overview")),
      button({ onclick: () => select(null, { focus: true }), class: "plain", "data-do": "close", "aria-label": t("close") }, icon("close")));
  }

  function overview() {
    const { size, count } = KG.model;
    const central = Array.from({ length: size }, (_, id) => id).filter(degree).sort(KG.state.mostLinked).slice(0, 8);
    const read = KG.details.documentsWithText();
    const others = documents.filter((row) => !row.text);
    const counts = [t("entityCount", { n: size }), t("relationCount", { n: count }), t("documentCount", { n: read.length })];
    return [
      el("h2", { tabindex: "-1", text: t("overview") }),
      el("p", { class: "counts", text: counts.join(" · ") }),
      el("p", { text: t("intro") }),
      data.live ? el("p", { class: "quiet", text: t("livePage") }) : null,
      data.leftOut ? el("p", { class: "quiet", text: t("leftOut", { n: count, m: count + data.leftOut }) }) : null,
      size > 1 ? button({ class: "action", "data-do": "paths", text: t("pathsOpen"), onclick: () => KG.paths.ask(null) }) : null,
      central.length ? section(t("central"), el("ul", { class: "list" }, central.map((id) => el("li", {}, KG.details.entityButton(id))))) : null,
      read.length ? section(t("documents"), el("ul", { class: "list sources" }, read.slice(0, 50).map((row) => el("li", {}, KG.details.documentButton(row)))),
        read.length > 50 ? button({ class: "plain", text: t("allDocuments", { n: read.length }), onclick: () => KG.state.setView("reader") }) : null) : null,
      others.length ? section(t("sources"), el("ul", { class: "list sources" }, others.slice(0, 50).map((row) => el("li", {}, KG.details.sourceLine(row))))) : null,
    ];
  }

  const mandateName = (row) => [row.post, row.organisation, row.constituency].filter(Boolean).join(", ");

  // Mandates, those that were running on the day of a document that names the holder marked as such.
  function mandates(rows, mentions) {
    const days = [...new Set(mentions.map((quote) => quote.document && quote.document.date).filter(Boolean))].sort().reverse();
    const running = (row) => days.find((day) => KG.dates.covers(row, (KG.dates.bounds(day) || [day])[0]));
    return el("ul", { class: "mandates" }, rows.map((row) => {
      const when = KG.dates.period({ start: row.start, end: row.end });
      const day = running(row);
      return el("li", { class: day ? "running" : undefined }, name(mandateName(row)), when ? el("span", { class: "badge", text: when }) : null,
        day ? el("span", { class: "badge day", text: t("runningOn", { d: KG.dates.date(day) }) }) : null);
    }));
  }

  function mentionList(mentions) {
    const list = el("div", {});
    const add = (some) => list.append(...some.map(KG.details.mention));
    add(mentions.slice(0, MENTIONS));
    const rest = mentions.slice(MENTIONS);
    if (rest.length) {
      const more = button({ class: "plain", text: t("more", { n: rest.length }), onclick: () => { more.remove(); add(rest.splice(0)); } });
      list.append(more);
    }
    return list;
  }

  function actions(id) {
    const hidden = KG.state.hiddenNeighbours(id).filter(KG.filters.admits).length;
    const leaves = KG.state.leaves(id).length;
    const pinned = state.pinned.has(id);
    const act = (what, text, onclick, more) => button({ class: "action", "data-do": what, text, onclick, ...more });
    return el("div", { class: "actions", role: "group", "aria-label": t("actions") },
      hidden ? act("expand", hidden > KG.state.STEP ? t("expandSome", { n: KG.state.STEP, m: hidden }) : t("expand", { n: hidden }), () => KG.state.expand(id)) : null,
      KG.live.wants(id) ? act("fetch", t(KG.live.known(id) ? "fetchMore" : "fetchNeighbours"), () => KG.live.fetch(id)) : null,
      leaves ? act("collapse", t("collapse", { n: leaves }), () => KG.state.collapse(id)) : null,
      act("pin", t("pin"), () => KG.state.pin(id), { "aria-pressed": String(pinned) }),
      act("remove", t("remove"), () => KG.state.remove(id)),
      act("paths", t("pathFrom"), () => KG.paths.ask(id)));
  }

  function entity(id) {
    const row = KG.model.entity(id);
    const names = { same: "linkSame", see: "linkSee", exact: "linkExact", close: "linkClose" };
    const links = row.links.map(([kind, address]) => el("li", {}, link(address), el("span", { class: "quiet", text: " " + t(names[kind]) })));
    const mentions = KG.model.mentions(id);
    const own = documents.find((document_) => document_.iri === row.iri && document_.text);
    return [
      el("p", {}, KG.details.kindOf(id)),
      el("h2", { tabindex: "-1" }, name(KG.words.label(id))),
      own ? el("p", {}, button({ class: "plain strong", "data-do": "read", text: t("readDocument"), onclick: () => KG.state.read(own.number) })) : null,
      actions(id),
      KG.details.facts([
        [t("alsoCalled"), row.alt.length ? el("ul", { class: "names" }, row.alt.map((alt) => el("li", {}, name(alt)))) : ""],
        [t("identifiers"), row.ids.length ? el("ul", { class: "names" }, row.ids.map((value) => el("li", {}, el("code", {}, name(value))))) : ""],
        [t("links"), links.length ? el("ul", { class: "plainlist" }, links) : ""],
      ]),
      row.mandates.length ? section(t("mandates"), mandates(row.mandates, mentions)) : null,
      section(t("relations"), KG.relations.of(id)),
      mentions.length ? section(t("mentions") + " (" + mentions.length.toLocaleString(KG.words.code()) + ")", mentionList(mentions)) : null,
      KG.take.bar([...incident(id)].filter(KG.filters.passes), id),
    ];
  }

  function draw(options) {
    const chosen = state.selection;
    const parts = !chosen ? overview() : [bar(), ...(chosen.type === "entity" ? entity(chosen.id) : chosen.type === "statement" ? KG.relations.statement(chosen.id) : KG.paths.parts(chosen))];
    const scrolled = options.still ? panel.scrollTop : 0;
    panel.replaceChildren(...parts.flat().filter(Boolean));
    panel.scrollTop = scrolled;
    panel.classList.toggle("chosen", Boolean(chosen));
    const heading = panel.querySelector("h2");
    if (options.focus) heading.focus({ preventScroll: true });
    // On a narrow screen the panel lies under the picture: bring its head into view.
    if (chosen && options.focus && window.matchMedia("(max-width: 760px)").matches) heading.scrollIntoView({ block: "center" });
  }

  function start() {
    on("selection", draw);
    on("language filters", () => draw({ still: true }));
    draw({});
  }

  return { start, mandateName, draw };
}());
