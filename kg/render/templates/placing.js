// Where entities stand and what they look like: as the page was built for those of its first view, by the same rules for those
// that a reader brings in.
KG.placing = (function () {
  const { data, S, E, kinds, lines, line, degree, incident, other, neighbours } = KG.model;
  const { state } = KG.state;
  const made = new Map(data.network.nodes.map((node) => [node.id, node]));
  const madeEdges = new Map(data.network.edges.map((edge) => [+edge.id.slice(1), edge]));
  const positions = new Map(data.network.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
  const WIDTH = 22;
  const ROWS = 3;
  const ROOM = { x: 168, y: 92 };

  const wide = (text) => text.length + (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/g) || []).length;

  // A label on few short lines, "…" standing for what is left out.
  function wrapped(label) {
    const letters = Array.from(label);
    const width = letters.length ? Math.max(4, Math.round((WIDTH * letters.length) / wide(label))) : WIDTH;
    const words = letters.slice(0, width * (ROWS + 1) * 2).join("").split(/\s+/).filter(Boolean);
    let rows = [];
    for (const word of words) {
      const row = rows[rows.length - 1];
      if (row !== undefined && row.length + 1 + word.length <= width) rows[rows.length - 1] = row + " " + word;
      else rows.push(word);
      if (rows.length > ROWS) break;
    }
    const cut = rows.length > ROWS || words.join(" ").length < label.split(/\s+/).filter(Boolean).join(" ").length;
    rows = rows.slice(0, ROWS).map((row) => (row.length > width + 3 ? Array.from(row).slice(0, width - 1).join("") + "…" : row));
    const end = rows.length - 1;
    if (cut && end >= 0 && !rows[end].endsWith("…")) rows[end] = rows[end].slice(0, width - 1).replace(/[ ,;:]+$/, "") + "…";
    return rows.join("\n");
  }

  const sizeOf = (id) => 9 + Math.min(11, Math.round(2.2 * Math.sqrt(degree(id))));

  function node(id) {
    const english = KG.words.code() === "en" && E.en[id];
    const built = made.get(id);
    const label = english ? wrapped(english) : built ? built.label : wrapped(E.label[id]);
    const kind = kinds[E.kind[id]];
    const whole = KG.words.label(id);
    const cut = label.replace(/\s+/g, "") !== whole.replace(/\s+/g, "");
    const look = built || { id, shape: kind.shape, group: kind.id, size: sizeOf(id) };
    return { ...look, ...positions.get(id), label, title: cut ? whole : undefined };
  }

  // Statements that say the same, asserted alike, share a line.
  const lineKey = (n) => S.s[n] + " " + S.p[n] + " " + S.o[n] + " " + line[n];

  // How far each of several lines between the same two things is bent, so that they part.
  function bend(n) {
    if (S.s[n] === S.o[n]) return 0;
    const low = Math.min(S.s[n], S.o[n]);
    const numbers = [];
    incident(low).forEach((m) => { if (other(m, low) === other(n, low)) numbers.push(m); });
    const between = [...new Set(numbers.sort((a, b) => a - b).map(lineKey))];
    if (between.length < 2) return 0;
    const step = Math.min(0.3, 0.9 / between.length) * (between.indexOf(lineKey(n)) - (between.length - 1) / 2);
    return Math.round((S.s[n] === low ? step : -step) * 1000) / 1000;
  }

  // The line of a statement, and of as many others that say the same.
  function edge(n, statements) {
    const width = Math.round((1.4 + 0.7 * Math.log2(statements)) * 10) / 10;
    if (madeEdges.has(n)) return { ...madeEdges.get(n), width };
    const style = lines[line[n]];
    const look = { id: "s" + n, from: S.s[n], to: S.o[n], arrows: "to", width };
    if (style.dashes.length) look.dashes = style.dashes;
    if (style.color) look.color = { color: style.color, highlight: style.color, hover: style.color };
    const bent = bend(n);
    if (bent) look.smooth = { enabled: true, type: bent > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bent) };
    return look;
  }

  // Free spots on a widening spiral around a point, one after the other; label boxes may not meet.
  function* spots(centre, taken) {
    for (let step = 0; step < 6000; step += 1) {
      const angle = step * 2.39996;
      const radius = 105 + 24 * Math.sqrt(step);
      const spot = { x: Math.round(centre.x + 1.5 * radius * Math.cos(angle)), y: Math.round(centre.y + radius * Math.sin(angle)) };
      if (taken.every((p) => Math.abs(p.x - spot.x) > ROOM.x || Math.abs(p.y - spot.y) > ROOM.y)) {
        taken.push(spot);
        yield spot;
      }
    }
    while (true) yield { ...centre };
  }

  // Gives a place to entities that have none: around the one they were reached from, else amid their neighbours.
  function settle(fresh, near) {
    const taken = [...positions.entries()].filter(([id]) => state.shown.has(id)).map((entry) => entry[1]);
    const around = near !== undefined && positions.has(near) ? spots(positions.get(near), taken) : null;
    fresh.filter((id) => !positions.has(id)).forEach((id) => {
      if (around) {
        positions.set(id, around.next().value);
        return;
      }
      const known = neighbours(id).filter((n) => state.shown.has(n) && positions.has(n)).map((n) => positions.get(n));
      const sum = known.reduce((a, p) => ({ x: a.x + p.x, y: a.y + p.y }), { x: 0, y: 0 });
      const centre = known.length ? { x: sum.x / known.length, y: sum.y / known.length } : sum;
      positions.set(id, spots(centre, taken).next().value);
    });
  }

  const moves = () => new Map(positions);
  const restore = (moved) => moved.forEach((spot, id) => positions.set(id, { ...spot }));

  return { positions, node, edge, lineKey, settle, moves, restore, wrapped };
}());
