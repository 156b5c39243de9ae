// The keyboard: in the picture arrows go from entity to entity; a few keys work everywhere.
KG.keys = (function () {
  const { state, select } = KG.state;
  const { positions } = KG.placing;
  const canvas = document.getElementById("canvas");
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const PAN = 80;
  const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

  // The nearest entity in a direction: distance along it counts once, distance off it twice.
  function towards([dx, dy]) {
    const ids = KG.picture.drawn().nodes;
    const at = state.selection && state.selection.type === "entity" && ids.includes(state.selection.id) ? state.selection.id : null;
    if (at === null) return ids.length ? [...ids].sort(KG.state.mostLinked)[0] : null;
    const from = positions.get(at);
    let best = null;
    let least = Infinity;
    ids.forEach((id) => {
      const along = (positions.get(id).x - from.x) * dx + (positions.get(id).y - from.y) * dy;
      const off = Math.abs((positions.get(id).x - from.x) * dy) + Math.abs((positions.get(id).y - from.y) * dx);
      if (id === at || along <= 0) return;
      const cost = along + 2 * off;
      if (cost < least) { least = cost; best = id; }
    });
    return best;
  }

  function inPicture(event) {
    const id = state.selection && state.selection.type === "entity" ? state.selection.id : null;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) KG.picture.pan(arrow[0] * PAN, arrow[1] * PAN);
    else if (arrow) {
      const next = towards(arrow);
      if (next === null) return;
      select({ type: "entity", id: next }, { look: true });
      KG.state.say(KG.words.label(next) + ", " + KG.words.named(KG.model.kinds[KG.model.E.kind[next]]));
    } else if (event.key === "+" || event.key === "=") KG.picture.zoom(1.3);
    else if (event.key === "-") KG.picture.zoom(1 / 1.3);
    else if (event.key === "0") KG.picture.fit();
    else if (event.key === "Home") KG.history.reset();
    else if (id === null) return;
    else if (event.key === "Enter") KG.state.expand(id);
    else if (event.key === "Backspace") KG.state.collapse(id);
    else if (event.key === "Delete") KG.state.remove(id);
    else if (event.key === "p") KG.state.pin(id);
    else return;
    event.preventDefault();
  }

  function everywhere(event) {
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && event.key.toLowerCase() === "z" && !typing(event.target)) {
      if (event.shiftKey) KG.history.redo();
      else KG.history.undo();
    } else if (command && event.key.toLowerCase() === "y" && !typing(event.target)) KG.history.redo();
    else if (command || event.altKey) return;
    else if (event.key === "/" && !typing(event.target)) document.getElementById("search").focus();
    else if (event.key === "?" && !typing(event.target)) KG.help.open();
    else if (event.key === "Escape" && state.selection && !document.querySelector("dialog[open]")) {
      select(null, { focus: document.getElementById("panel").contains(document.activeElement) });
    } else return;
    event.preventDefault();
  }

  function start() {
    canvas.addEventListener("keydown", (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) inPicture(event); });
    document.addEventListener("keydown", everywhere);
  }

  return { start };
}());
