// The panel beside the picture: the overview, an entity, or a relation with the sentence that says so.
KG.panel = (function () {
  const { data, incident, lineOf } = KG.model;
  const { el, name, link, button } = KG.elements;
  const { t } = KG.words;
  const { state, on, select } = KG.state;
  const panel = document.getElementById("panel");
  const RELATIONS = 30;

  function section(title, ...children) { return el("section", {}, el("h3", { text: title }), ...children); }

  function bar() {
    return el("div", { class: "bar" },
      button({ onclick: KG.state.back, class: "plain", "data-do": "back" }, "← ", state.trail.length ? t("back") : t("overview")),
      button({ onclick: () => select(null, { focus: true }), class: "plain", "aria-label": t("close") }, "✕"));
  }

  function overview() {
    const central = data.entities.map((entity, id) => id).filter((id) => incident[id].length)
      .sort((a, b) => incident[b].length - incident[a].length || a - b).slice(0, 8);
    const counts = [
      t("entityCount", { n: data.entities.length }),
      t("relationCount", { n: data.statements.length }),
      t("documentCount", { n: data.documents.length }),
    ];
    return [
      el("h2", { tabindex: "-1", text: t("overview") }),
      el("p", { class: "counts", text: counts.join(" · ") }),
      el("p", { text: t("intro") }),
      data.leftOut ? el("p", { class: "quiet", text: t("leftOut", { n: data.statements.length, m: data.statements.length + data.leftOut }) }) : null,
      central.length ? section(t("central"), el("ul", { class: "list" }, central.map((id) => el("li", {}, KG.details.entityButton(id))))) : null,
      data.documents.length
        ? section(t("documents"), el("ul", { class: "list sources" },
          data.documents.slice(0, 200).map((row) => el("li", {}, KG.details.sourceLine(row))))) : null,
    ];
  }

  function group(label, spoken, numbers, id) {
    const list = el("ul", { class: "list" });
    const add = (some) => list.append(...some.map((number) => el("li", {}, relationButton(number, id))));
    add(numbers.slice(0, RELATIONS));
    const rest = numbers.slice(RELATIONS);
    if (rest.length) {
      const more = el("li", {}, button({ class: "plain", text: t("more", { n: rest.length }), onclick: () => { more.remove(); add(rest); } }));
      list.append(more);
    }
    return el("div", { class: "group", role: "group", "aria-label": spoken },
      el("h4", { "aria-hidden": "true", text: label + (numbers.length > 1 ? " (" + numbers.length + ")" : "") }), list);
  }

  function relationButton(number, id) {
    const statement = data.statements[number];
    const entity = data.entities[KG.model.other(number, id)];
    return button({
      class: "entity",
      "data-statement": number,
      onclick: () => select({ type: "statement", id: number }, { focus: true }),
    }, KG.elements.swatch(KG.model.kinds.get(entity.kind)), name(KG.words.label(entity)), KG.details.badges(statement));
  }

  function relations(id) {
    const groups = new Map();
    incident[id].forEach((number) => {
      const statement = data.statements[number];
      const out = statement.s === id;
      const p = KG.words.predicate(statement);
      const key = (out ? "0" : "1") + p;
      if (!groups.has(key)) groups.set(key, { out, p, numbers: [] });
      groups.get(key).numbers.push(number);
    });
    return [...groups.keys()].sort((a, b) => (a < b ? -1 : 1)).map((key) => {
      const { out, p, numbers } = groups.get(key);
      return group(t(out ? "outgoing" : "incoming", { p }), t(out ? "outgoingName" : "incomingName", { p }), numbers, id);
    });
  }

  function mandate(row) {
    const what = [row.post, row.organisation, row.constituency].filter(Boolean).join(", ");
    const when = KG.words.period({ start: row.start, end: row.end });
    return el("li", {}, name(what), when ? el("span", { class: "badge", text: when }) : null);
  }

  function entity(id) {
    const row = data.entities[id];
    const hidden = KG.state.hiddenNeighbours(id).length;
    const names = { same: "linkSame", see: "linkSee", exact: "linkExact", close: "linkClose" };
    const links = (row.links || []).map(([kind, address]) =>
      el("li", {}, link(address), el("span", { class: "quiet", text: " " + t(names[kind]) })));
    const mentions = row.mentions || [];
    return [
      bar(),
      el("p", {}, KG.details.kindOf(row)),
      el("h2", { tabindex: "-1" }, name(KG.words.label(row))),
      hidden ? button({ class: "action", "data-do": "expand", text: t("expand", { n: hidden }), onclick: () => KG.state.expand(id) }) : null,
      KG.details.facts([
        [t("alsoCalled"), row.alt ? el("ul", { class: "names" }, row.alt.map((alt) => el("li", {}, name(alt)))) : ""],
        [t("identifiers"), row.ids ? el("ul", { class: "names" }, row.ids.map((value) => el("li", {}, el("code", {}, name(value))))) : ""],
        [t("links"), links.length ? el("ul", { class: "plainlist" }, links) : ""],
      ]),
      row.mandates ? section(t("mandates"), el("ul", { class: "mandates" }, row.mandates.map(mandate))) : null,
      section(t("relations"), incident[id].length ? relations(id) : el("p", { class: "quiet", text: t("noRelation") })),
      mentions.length ? section(t("mentions") + " (" + (row.mentioned || mentions.length) + ")",
        row.mentioned ? el("p", { class: "quiet", text: t("mentionsCut", { n: mentions.length, m: row.mentioned }) }) : null,
        mentions.map(KG.details.mention)) : null,
    ];
  }

  function statement(id) {
    const row = data.statements[id];
    const line = lineOf(row);
    const quoted = new Set((row.evidence || []).map((reference) => data.passages[reference[0]][0]));
    const sources = (row.sources || []).filter((n) => !quoted.has(n)).map((n) => el("li", {}, KG.details.sourceLine(data.documents[n])));
    return [
      bar(),
      el("h2", { tabindex: "-1", class: "triple" },
        KG.details.entityButton(row.s), " ",
        el("span", { class: "predicate" + (row.modality === "denied" ? " denied" : ""), text: KG.words.predicate(row) }),
        " ", KG.details.entityButton(row.o)),
      el("p", { class: "badges" }, KG.details.stroke(line), el("span", { class: "quiet", text: KG.words.named(line) }), KG.details.badges(row)),
      section(t("evidence"), row.evidence ? row.evidence.map(KG.details.evidence) : el("p", { class: "quiet", text: t("noEvidence") })),
      KG.details.facts([
        [row.date ? t("date") : t("period"), KG.words.period(row)],
        [t("modality"), KG.words.named(line)],
        [t("rule"), row.rule ? el("code", {}, name(row.rule)) : ""],
        [t("confidence"), row.confidence ? name(row.confidence) : ""],
        [t("field"), row.field ? el("code", {}, name(row.field)) : ""],
        [t("sources"), sources.length ? el("ul", { class: "plainlist" }, sources) : ""],
        [t("identifier"), row.iri ? el("code", { class: "iri" }, name(row.iri)) : ""],
      ]),
    ];
  }

  function draw(options) {
    const chosen = state.selection;
    const parts = !chosen ? overview() : chosen.type === "entity" ? entity(chosen.id) : statement(chosen.id);
    panel.replaceChildren(...parts.flat().filter(Boolean));
    panel.scrollTop = 0;
    panel.classList.toggle("chosen", Boolean(chosen));
    const heading = panel.querySelector("h2");
    if (options.focus) heading.focus({ preventScroll: true });
    // On a narrow screen the panel lies under the picture: bring its head into view.
    if (chosen && window.matchMedia("(max-width: 760px)").matches) heading.scrollIntoView({ block: "center" });
  }

  function start() {
    on("selection", draw);
    on("language", () => draw({}));
    draw({});
  }

  return { start };
}());
