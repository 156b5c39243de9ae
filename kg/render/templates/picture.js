// The picture: vis-network with what pyvis prepared, in the reader's colours.
KG.picture = (function () {
  const { data, S, kinds, lines, line, degree, incident, neighbours } = KG.model;
  const { state, on } = KG.state;
  const { positions } = KG.placing;
  const { t } = KG.words;
  const place = document.getElementById("canvas");
  const named = new Set(data.named);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const cut = new Set();
  const reach = new Map();
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let network = null;
  let hovered = null;

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const drawn = () => [...state.shown].filter(KG.state.visible);

  // The lines of the picture: the first statement of each → all that it stands for; and the line of each statement.
  const held = new Map();
  const lineOf = new Map();

  function edgeLabel(n) {
    const chosen = state.selection;
    const near = chosen && (chosen.type === "statement" ? lineOf.get(chosen.id) === n
      : chosen.type === "path" ? held.get(n).some(KG.paths.on)
        : KG.state.ends(n).includes(chosen.id) && neighbours(chosen.id).length <= 20);
    if (!near && hovered !== n && !named.has(n)) return "";
    const text = KG.words.predicate(S.p[n]) + (held.get(n).length > 1 ? " ×" + held.get(n).length : "");
    const label = S.modality[n] ? text + " (" + KG.words.named(lines[line[n]]) + ")" : text;
    return near || fits(n, label) ? label : "";
  }

  // Whether a label on a line lies within the picture: it stands half-way, and takes about three fifths of its size a letter.
  function fits(n, label) {
    const [from, to] = [S.s[n], S.o[n]].map((id) => positions.get(id));
    if (!network || !from || !to) return true;
    const { x, y } = network.canvasToDOM({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
    const half = 0.3 * label.length * 12 * network.getScale();
    return x >= half && y >= 8 && x <= place.clientWidth - half && y <= place.clientHeight - 8;
  }

  function node(id) {
    const pinned = state.pinned.has(id);
    const look = KG.placing.node(id);
    if (cut.has(id)) look.label = "";
    return { ...look, borderWidth: pinned ? 5 : 1.5, shapeProperties: pinned ? { borderDashes: [4, 2] } : { borderDashes: false } };
  }

  // Brings the drawn sets to what the state says, touching only what differs.
  function sync() {
    const wanted = drawn();
    const there = new Set(wanted);
    nodes.remove(nodes.getIds().filter((id) => !there.has(id)));
    nodes.add(wanted.filter((id) => !nodes.get(id)).map(node));
    const numbers = new Set();
    wanted.forEach((id) => incident(id).forEach((n) => { if (there.has(KG.model.other(n, id)) && KG.filters.passes(n)) numbers.add(n); }));
    const groups = new Map();
    [...numbers].sort((a, b) => a - b).forEach((n) => {
      const key = KG.placing.lineKey(n);
      if (groups.has(key)) groups.get(key).push(n);
      else groups.set(key, [n]);
    });
    const before = new Map(held);
    held.clear();
    lineOf.clear();
    groups.forEach((some) => { held.set(some[0], some); some.forEach((n) => lineOf.set(n, some[0])); });
    const stale = (n) => !held.has(n) || held.get(n).length !== before.get(n).length;
    edges.remove(edges.getIds().filter((id) => stale(+id.slice(1))));
    edges.add([...held.keys()].filter((n) => !edges.get("s" + n)).map((n) => ({ ...KG.placing.edge(n, held.get(n).length), label: edgeLabel(n) })));
    relabel();
    describe();
  }

  function describe() {
    place.setAttribute("aria-label", t("canvas", { n: nodes.length, m: edges.length }));
    const { size } = KG.model;
    const folded = size - nodes.length;
    const notice = document.getElementById("notice");
    document.getElementById("notice-text").textContent = folded ? t("notice", { n: nodes.length, m: size }) : "";
    const bring = document.getElementById("bring");
    const waiting = KG.filters.any() ? matching().length : 0;
    bring.hidden = !waiting;
    bring.textContent = t("bring", { n: waiting });
    notice.hidden = !folded;
  }

  // The most connected of the entities that pass the filters and are not in the picture.
  function matching() {
    const found = [];
    for (let id = 0; id < KG.model.size; id += 1) {
      if (!state.shown.has(id) && degree(id) && KG.filters.admits(id)) found.push(id);
    }
    return found.sort(KG.state.mostLinked).slice(0, 60);
  }

  function relabel() {
    const changed = edges.get().map((item) => ({ id: item.id, label: edgeLabel(+item.id.slice(1)) }))
      .filter((item) => edges.get(item.id).label !== item.label);
    if (changed.length) edges.update(changed);
  }

  function rename() {
    cut.clear();
    nodes.update(nodes.getIds().map(node));
    sync();
  }

  // At rest the border of the picture cuts no label: one that it would cut is left out, as on a map.
  function trim() {
    if (!place.clientWidth) return;
    const changed = nodes.getIds().filter((id) => {
      const at = positions.get(id);
      if (!cut.has(id)) {
        const { left, top, right, bottom } = network.getBoundingBox(id);
        reach.set(id, { left: left - at.x, top: top - at.y, right: right - at.x, bottom: bottom - at.y });
      }
      const far = reach.get(id);
      const low = network.canvasToDOM({ x: at.x + far.left, y: at.y + far.top });
      const high = network.canvasToDOM({ x: at.x + far.right, y: at.y + far.bottom });
      const out = low.x < 0 || low.y < 0 || high.x > place.clientWidth || high.y > place.clientHeight;
      if (out === cut.has(id)) return false;
      if (out) cut.add(id);
      else cut.delete(id);
      return true;
    });
    if (changed.length) nodes.update(changed.map(node));
    relabel();
  }

  function shown({ fresh, near }) {
    KG.placing.settle(fresh, near);
    sync();
    if (fresh.length === state.shown.size) nodes.update(nodes.getIds().map(node));
    if (near !== undefined) keepInSight(fresh, near);
  }

  function paint() {
    const ink = color("ink");
    const paper = color("canvas");
    const stroke = color("line");
    const accent = color("accent");
    const groups = {};
    kinds.forEach((kind) => {
      const look = { background: kind.color, border: color("edge-of-node") };
      groups[kind.id] = { color: { ...look, highlight: { ...look, border: accent }, hover: { ...look, border: accent } } };
    });
    network.setOptions({
      nodes: { font: { color: ink, strokeColor: paper, face: "system-ui,sans-serif" } },
      edges: {
        color: { color: stroke, highlight: accent, hover: accent, inherit: false },
        font: { color: color("quiet"), strokeColor: paper, background: paper, face: "system-ui,sans-serif" },
      },
      groups,
    });
    rename();
  }

  function mark({ look }) {
    relabel();
    const chosen = state.selection;
    const path = chosen && chosen.type === "path" ? KG.paths.current() : null;
    const ids = !chosen ? [] : path ? path.nodes : chosen.type === "entity" ? [chosen.id] : chosen.type === "statement" ? KG.state.ends(chosen.id) : [];
    const there = ids.filter((id) => nodes.get(id));
    if (!there.length) network.unselectAll();
    else if (path) network.setSelection({ nodes: there, edges: path.steps.map((n) => "s" + lineOf.get(n)).filter((id) => edges.get(id)) }, { highlightEdges: false });
    else if (chosen.type === "entity") network.selectNodes(there, true);
    else if (lineOf.has(chosen.id)) network.setSelection({ nodes: [], edges: ["s" + lineOf.get(chosen.id)] });
    if (look && there.length) bring(there);
  }

  const motion = () => (still.matches ? false : { duration: 300 });

  function bring(ids) {
    if (!place.clientWidth) return;
    if (ids.length > 2) {
      network.fit({ nodes: ids, animation: motion(), maxZoomLevel: 1.1 });
      return;
    }
    const spots = ids.map((id) => positions.get(id));
    const mean = (axis) => spots.reduce((sum, p) => sum + p[axis], 0) / spots.length;
    const scale = Math.min(1.2, Math.max(network.getScale(), 0.75));
    network.moveTo({ position: { x: mean("x"), y: mean("y") }, scale, animation: motion() });
  }

  // After expanding, the new ones and their origin are in sight where they fit at a scale that can be read.
  function keepInSight(fresh, near) {
    const there = [near, ...fresh].filter((id) => nodes.get(id));
    if (!there.length || !place.clientWidth) return;
    network.fit({ nodes: there, animation: false, minZoomLevel: 0.45, maxZoomLevel: Math.max(0.5, network.getScale()) });
  }

  // The size of labels is known once they are drawn.
  function fit() {
    if (cut.size) rename();
    network.redraw();
    network.fit({ animation: false, maxZoomLevel: 1.25 });
  }

  // All of it where its labels can be read, else what is most connected.
  function open() {
    fit();
    if (network.getScale() >= 0.45 || !nodes.length) return;
    const central = nodes.getIds().reduce((a, b) => (degree(b) > degree(a) ? b : a));
    const middle = network.getViewPosition();
    const at = positions.get(central);
    network.moveTo({ position: { x: (at.x + middle.x) / 2, y: (at.y + middle.y) / 2 }, scale: 0.55, animation: false });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(3, Math.max(0.05, network.getScale() * factor)), animation: false });
  }

  function pan(x, y) {
    const at = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, animation: false });
  }

  function listen() {
    network.on("click", (event) => {
      if (event.nodes.length) KG.state.select({ type: "entity", id: event.nodes[0] });
      else if (event.edges.length) KG.state.select({ type: "statement", id: +event.edges[0].slice(1) });
      else if (state.selection) KG.state.select(null);
    });
    network.on("doubleClick", (event) => {
      const [id] = event.nodes;
      if (id === undefined) return;
      if (event.event.srcEvent.shiftKey || !(KG.live.wants(id) || KG.state.hiddenNeighbours(id).length)) KG.state.collapse(id);
      else KG.state.expand(id);
    });
    network.on("dragStart", (event) => { if (event.nodes.length) KG.history.mark(); });
    network.on("dragEnd", (event) => {
      const moved = network.getPositions(event.nodes);
      event.nodes.forEach((id) => {
        positions.set(id, moved[id]);
        nodes.update({ id, ...moved[id] });
      });
    });
    network.on("hoverEdge", (event) => { hovered = +event.edge.slice(1); relabel(); });
    network.on("blurEdge", () => { hovered = null; relabel(); });
    let waiting = null;
    network.on("afterDrawing", () => {
      clearTimeout(waiting);
      waiting = setTimeout(trim, 120);
    });
  }

  function start() {
    network = new vis.Network(place, { nodes, edges }, { ...data.network.options, autoResize: true });
    place.querySelectorAll("[tabindex]").forEach((inner) => inner.removeAttribute("tabindex"));
    listen();
    paint();
    open();
    on("shown", shown);
    on("filters", sync);
    on("pins", rename);
    on("selection", mark);
    on("language", rename);
    on("painted", paint);
    on("fit", open);
    let wide = place.clientWidth;
    new ResizeObserver(() => {
      if (place.clientWidth && Math.abs(place.clientWidth - wide) > 40) { network.redraw(); open(); }
      wide = place.clientWidth || wide;
    }).observe(place);
    document.getElementById("zoom-in").addEventListener("click", () => zoom(1.3));
    document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
    document.getElementById("zoom-fit").addEventListener("click", fit);
    document.getElementById("bring").addEventListener("click", () => KG.state.show(matching()));
  }

  // Where things are drawn, in pixels of the window: for the keyboard, for tests, and for tools around the page.
  function spot(id) {
    const point = network.canvasToDOM(positions.get(id));
    const frame = place.getBoundingClientRect();
    return { x: frame.left + point.x, y: frame.top + point.y };
  }

  // The box that an entity is drawn in with its label, in pixels of the picture, and the label.
  function box(id) {
    const { left, top, right, bottom } = network.getBoundingBox(id);
    const low = network.canvasToDOM({ x: left, y: top });
    const high = network.canvasToDOM({ x: right, y: bottom });
    return { left: low.x, top: low.y, right: high.x, bottom: high.y, label: nodes.get(id).label };
  }

  return { start, spot, box, zoom, pan, fit, color, canvas: () => place.querySelector("canvas"), redraw: () => network.redraw(), drawn: () => ({ nodes: nodes.getIds(), edges: edges.get(), statements: [...lineOf.keys()] }) };
}());
