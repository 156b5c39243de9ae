// The picture: vis-network with what pyvis prepared, in the reader's colours; where added entities find room.
KG.picture = (function () {
  const { data, kinds, lineOf } = KG.model;
  const { state, on } = KG.state;
  const { t } = KG.words;
  const place = document.getElementById("canvas");
  const named = new Set(data.named);
  const positions = new Map(data.network.nodes.filter((n) => n.x !== undefined).map((n) => [n.id, { x: n.x, y: n.y }]));
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let network = null;
  let hovered = null;

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  function visible(id) { return state.shown.has(id) && !state.hiddenKinds.has(data.entities[id].kind); }

  const titleOf = (entity, short) => (short.endsWith("…") || short.includes("…\n") ? KG.words.label(entity) : undefined);

  function node(id) {
    const entity = data.entities[id];
    const made = data.network.nodes[id];
    const label = (KG.words.code() === "en" && entity.enShort) || made.label;
    return { ...made, ...positions.get(id), label, title: titleOf(entity, label) };
  }

  function edgeLabel(number) {
    const chosen = state.selection;
    const near = chosen && (chosen.type === "statement" ? chosen.id === number
      : KG.state.ends(number).includes(chosen.id) && KG.model.incident[chosen.id].length <= 20);
    if (!near && hovered !== number && !named.has(number)) return "";
    const statement = data.statements[number];
    const text = KG.words.predicate(statement);
    return statement.modality ? text + " (" + KG.words.named(lineOf(statement)) + ")" : text;
  }

  function edge(number) { return { ...data.network.edges[number], label: edgeLabel(number) }; }

  // Brings the drawn sets to what the state says, touching only what differs.
  function sync() {
    const wanted = [...state.shown].filter(visible);
    const there = new Set(wanted);
    nodes.remove(nodes.getIds().filter((id) => !there.has(id)));
    nodes.add(wanted.filter((id) => !nodes.get(id)).map(node));
    const lines = new Set();
    wanted.forEach((id) => KG.model.incident[id].forEach((n) => { if (there.has(KG.model.other(n, id))) lines.add(n); }));
    edges.remove(edges.getIds().filter((id) => !lines.has(+id.slice(1))));
    const fresh = [...lines].filter((n) => !edges.get("s" + n)).sort((a, b) => a - b);
    edges.add(fresh.map((n) => data.network.edges[n]));
    relabel();
    place.setAttribute("aria-label", t("canvas", { n: nodes.length, m: edges.length }));
    const notice = document.getElementById("notice");
    notice.textContent = state.shown.size < data.entities.length
      ? t("notice", { n: state.shown.size, m: data.entities.length }) : "";
    notice.hidden = !notice.textContent;
  }

  function relabel() {
    const changed = edges.get().map((item) => edge(+item.id.slice(1))).filter((item) => edges.get(item.id).label !== item.label);
    if (changed.length) edges.update(changed);
  }

  function rename() {
    nodes.update(nodes.getIds().map(node));
    sync();
  }

  // The nearest free spot on a widening spiral around a point; label boxes may not meet.
  function settle(id, centre) {
    const taken = [...positions.entries()].filter(([other]) => state.shown.has(other) && other !== id).map((entry) => entry[1]);
    for (let step = 0; step < 2000; step += 1) {
      const angle = step * 2.39996;
      const radius = 60 + 26 * Math.sqrt(step);
      const spot = { x: Math.round(centre.x + 1.5 * radius * Math.cos(angle)), y: Math.round(centre.y + radius * Math.sin(angle)) };
      if (taken.every((p) => Math.abs(p.x - spot.x) > 165 || Math.abs(p.y - spot.y) > 82)) return spot;
    }
    return centre;
  }

  function addShown({ fresh, near }) {
    fresh.forEach((id) => {
      if (positions.has(id)) return;
      const friends = near !== undefined ? [near] : KG.model.neighbours(id).filter((n) => n !== id && positions.has(n));
      const known = friends.map((n) => positions.get(n)).filter(Boolean);
      const sum = known.reduce((a, p) => ({ x: a.x + p.x, y: a.y + p.y }), { x: 0, y: 0 });
      positions.set(id, settle(id, known.length ? { x: sum.x / known.length, y: sum.y / known.length } : sum));
    });
    sync();
  }

  function paint() {
    const ink = color("ink");
    const paper = color("canvas");
    const line = color("line");
    const accent = color("accent");
    const groups = {};
    kinds.forEach((kind) => {
      const look = { background: kind.color, border: color("edge-of-node") };
      groups[kind.id] = { color: { ...look, highlight: { ...look, border: accent }, hover: { ...look, border: accent } } };
    });
    network.setOptions({
      nodes: { font: { color: ink, strokeColor: paper, face: "system-ui,sans-serif" } },
      edges: {
        color: { color: line, highlight: accent, hover: accent, inherit: false },
        font: { color: color("quiet"), strokeColor: paper, background: paper, face: "system-ui,sans-serif" },
      },
      groups,
    });
    rename();
  }

  function mark({ look }) {
    relabel();
    const chosen = state.selection;
    const ids = !chosen ? [] : chosen.type === "entity" ? [chosen.id] : KG.state.ends(chosen.id);
    const drawn = ids.filter((id) => nodes.get(id));
    if (!chosen || !drawn.length) network.unselectAll();
    else if (chosen.type === "entity") network.selectNodes(drawn, true);
    else if (edges.get("s" + chosen.id)) network.setSelection({ nodes: [], edges: ["s" + chosen.id] });
    if (look && drawn.length) bring(drawn);
  }

  function bring(ids) {
    const spots = ids.map((id) => positions.get(id));
    const mean = (axis) => spots.reduce((sum, p) => sum + p[axis], 0) / spots.length;
    const scale = Math.min(1.2, Math.max(network.getScale(), 0.75));
    network.moveTo({ position: { x: mean("x"), y: mean("y") }, scale, animation: still.matches ? false : { duration: 300 } });
  }

  function fit() {
    network.fit({ animation: false, maxZoomLevel: 1.25 });
  }

  // All of it where its labels can be read, else what is most connected.
  function open() {
    fit();
    if (network.getScale() >= 0.55 || !nodes.length) return;
    const central = nodes.getIds().reduce((a, b) => (KG.model.incident[b].length > KG.model.incident[a].length ? b : a));
    network.moveTo({ position: positions.get(central), scale: 0.62, animation: false });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(3, Math.max(0.05, network.getScale() * factor)), animation: false });
  }

  function listen() {
    network.on("click", (event) => {
      if (event.nodes.length) KG.state.select({ type: "entity", id: event.nodes[0] });
      else if (event.edges.length) KG.state.select({ type: "statement", id: +event.edges[0].slice(1) });
      else KG.state.select(null);
    });
    network.on("doubleClick", (event) => { if (event.nodes.length) KG.state.expand(event.nodes[0]); });
    network.on("dragEnd", (event) => {
      const moved = network.getPositions(event.nodes);
      event.nodes.forEach((id) => {
        positions.set(id, moved[id]);
        nodes.update({ id, ...moved[id] });
      });
    });
    network.on("hoverEdge", (event) => { hovered = +event.edge.slice(1); relabel(); });
    network.on("blurEdge", () => { hovered = null; relabel(); });
    place.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && state.selection && state.selection.type === "entity") KG.state.expand(state.selection.id);
    });
  }

  function start() {
    network = new vis.Network(place, { nodes, edges }, data.network.options);
    listen();
    paint();
    open();
    dark.addEventListener("change", paint);
    on("shown", addShown);
    on("kinds", sync);
    on("selection", mark);
    on("language", rename);
    let wide = place.clientWidth;
    new ResizeObserver(() => {
      if (place.clientWidth && Math.abs(place.clientWidth - wide) > 40) open();
      wide = place.clientWidth || wide;
    }).observe(place);
    document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
    document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
    document.getElementById("zoom-fit").addEventListener("click", fit);
  }

  // Where things are drawn, in pixels of the window: for tests and for tools around the page.
  function spot(id) {
    const point = network.canvasToDOM(positions.get(id));
    const frame = place.getBoundingClientRect();
    return { x: frame.left + point.x, y: frame.top + point.y };
  }

  return { start, spot, drawn: () => ({ nodes: nodes.getIds(), edges: edges.get() }) };
}());
