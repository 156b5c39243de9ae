// How two entities are connected: the shortest paths over the relations that pass the filters, as sentences with their words.
KG.paths = (function () {
  const { S, lines, line, incident, other } = KG.model;
  const { el, name, button, stroke } = KG.elements;
  const { t } = KG.words;
  const { state, select } = KG.state;
  const MOST = 10;
  let shown = { key: "", paths: [], number: 0 };

  // Of several relations between two entities a path takes the one that says most: asserted before others, with words before
  // without, the first of them.
  function best(a, b) {
    let found = -1;
    let least = Infinity;
    incident(a).forEach((n) => {
      if (other(n, a) !== b || !KG.filters.passes(n)) return;
      const cost = (["asserted", "recorded"].includes(lines[line[n]].id) ? 0 : 2) + (S.counts[n] ? 0 : 1);
      if (cost < least) { least = cost; found = n; }
    });
    return found;
  }

  // Breadth first from b, then down the distances from a; neighbours in the order of their numbers.
  function find(a, b) {
    if (a === b) return [];
    const distance = new Int32Array(KG.model.size).fill(-1);
    distance[b] = 0;
    let ring = [b];
    while (ring.length && distance[a] < 0) {
      const next = [];
      ring.forEach((id) => incident(id).forEach((n) => {
        const to = other(n, id);
        if (distance[to] < 0 && KG.filters.passes(n)) { distance[to] = distance[id] + 1; next.push(to); }
      }));
      ring = next;
    }
    if (distance[a] < 0) return [];
    const paths = [];
    const walk = (nodes) => {
      const at = nodes[nodes.length - 1];
      if (at === b) { paths.push(nodes); return; }
      const steps = new Set();
      incident(at).forEach((n) => { if (KG.filters.passes(n) && distance[other(n, at)] === distance[at] - 1) steps.add(other(n, at)); });
      [...steps].sort((x, y) => x - y).forEach((to) => { if (paths.length < MOST) walk([...nodes, to]); });
    };
    walk([a]);
    return paths.map((nodes) => ({ nodes, steps: nodes.slice(1).map((to, k) => best(nodes[k], to)) }));
  }

  function step(n) {
    const quotes = KG.model.evidence(n);
    const style = lines[line[n]];
    return el("li", {},
      el("p", { class: "sentence" }, KG.details.entityButton(S.s[n]),
        button({ class: "plain strong", "data-statement": n, onclick: () => select({ type: "statement", id: n }, { focus: true }) }, KG.words.predicate(S.p[n])),
        KG.details.entityButton(S.o[n]), style.id === "asserted" ? null : stroke(style), KG.details.badges(n)),
      quotes.length ? KG.details.evidence(quotes[0], n) : el("p", { class: "quiet", text: t("noEvidence") }));
  }

  function one(path, number) {
    const show = button({ class: "action", "data-do": "show-path", text: t("showPath"), onclick: () => {
      shown.number = number;
      KG.state.show(path.nodes);
      KG.state.setView("picture");
      KG.state.emit("selection", { look: true });
    } });
    return el("section", { class: "path" }, el("h3", { text: t("path", { n: number + 1 }) + " · " + t("stepCount", { n: path.steps.length }) }), el("ol", { class: "steps" }, path.steps.map(step)), show);
  }

  function box(which, id, chosen) {
    const input = el("input", {
      type: "search", role: "combobox", id: "path-" + which, autocomplete: "off", "aria-expanded": "false", "aria-controls": "path-" + which + "-list",
      "aria-autocomplete": "list", "aria-label": t(which), placeholder: t("searchHint"),
    });
    input.value = id === null ? "" : KG.words.label(id);
    const list = el("ul", { role: "listbox", id: "path-" + which + "-list", class: "options", "aria-label": t("results"), hidden: true });
    KG.combo.attach(input, list, chosen, true);
    return el("div", { class: "field" }, el("label", { for: "path-" + which, text: t(which) }), el("div", { class: "search" }, input, list));
  }

  // The panel's parts for a selection {type: "path", id, to}, either of which may still be null.
  function parts({ id, to }) {
    const key = [id, to].join();
    if (shown.key !== key) shown = { key, paths: [], number: 0 };
    shown.paths = id === null || to === null ? [] : find(id, to);
    const again = (next) => select({ type: "path", id, to, ...next }, { look: true });
    const out = [
      el("h2", { tabindex: "-1", text: t("paths") }),
      box("from", id, (chosen) => again({ id: chosen })), box("to", to, (chosen) => again({ to: chosen })),
      id !== null && to !== null ? button({ class: "plain", text: t("swap"), onclick: () => select({ type: "path", id: to, to: id }, { focus: true }) }) : null,
    ];
    if (id === null || to === null) return out;
    const { paths } = shown;
    const summary = id === to ? t("pathSame") : paths.length ? t(paths.length === MOST ? "pathCountMost" : "pathCount", { n: paths.length }) : t("noPath");
    KG.state.say(summary);
    return [
      ...out, el("p", { class: "counts", id: "path-summary", text: summary }),
      !paths.length && id !== to && KG.filters.any() ? el("p", { class: "quiet", text: t("noPathFiltered") }) : null,
      paths.map(one), paths.length ? KG.take.bar([...new Set(paths.flatMap((path) => path.steps))], null) : null,
    ];
  }

  const ask = (from) => {
    select({ type: "path", id: from, to: null }, {});
    document.getElementById(from === null ? "path-from" : "path-to").focus();
  };
  const current = () => shown.paths[shown.number] || null;
  const on = (n) => Boolean(current() && current().steps.includes(n));

  return { ask, parts, current, on, find };
}());
