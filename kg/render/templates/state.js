// What the reader has chosen: language, view, selection and the way back, kinds hidden, entities shown. Parts listen for
// the name of what changed.
KG.state = (function () {
  const listeners = {};
  const data = KG.model.data;
  const state = {
    view: "picture",
    selection: null,
    trail: [],
    hiddenKinds: new Set(),
    shown: new Set(data.open),
  };

  function on(names, listener) {
    names.split(" ").forEach((name) => (listeners[name] = listeners[name] || []).push(listener));
  }

  function emit(name, detail) { (listeners[name] || []).forEach((listener) => listener(detail)); }

  const same = (a, b) => a === b || (a && b && a.type === b.type && a.id === b.id);

  // selection: null, {type: "entity", id}, or {type: "statement", id}; options.focus moves the keyboard to the panel,
  // options.look brings the picture to it.
  function select(selection, options) {
    if (!same(selection, state.selection)) {
      if (state.selection) state.trail.push(state.selection);
      if (state.trail.length > 50) state.trail.shift();
      if (!selection) state.trail.length = 0;
      state.selection = selection;
    }
    if (selection) show(selection.type === "entity" ? [selection.id] : ends(selection.id));
    emit("selection", options || {});
  }

  function back() {
    state.selection = state.trail.pop() || null;
    emit("selection", { focus: true, look: true });
  }

  const ends = (id) => [data.statements[id].s, data.statements[id].o];

  // Adds entities to the picture, near the one they were reached from.
  function show(entities, near) {
    const fresh = entities.filter((entity) => !state.shown.has(entity));
    fresh.forEach((entity) => state.shown.add(entity));
    if (fresh.length) emit("shown", { fresh, near });
    return fresh.length;
  }

  const hiddenNeighbours = (entity) => KG.model.neighbours(entity).filter((n) => !state.shown.has(n));

  function expand(entity) {
    const found = hiddenNeighbours(entity);
    found.sort((a, b) => KG.model.incident[b].length - KG.model.incident[a].length || a - b);
    const added = show(found.slice(0, 30), entity);
    if (added) {
      emit("say", KG.words.t("expanded", { n: added }));
      emit("selection", {});
    }
  }

  function toggleKind(kind) {
    if (!state.hiddenKinds.delete(kind)) state.hiddenKinds.add(kind);
    emit("kinds");
  }

  function setView(view) { state.view = view; emit("view"); }

  function setLanguage(language) { KG.words.use(language); emit("language"); }

  return { state, on, emit, select, back, show, expand, hiddenNeighbours, toggleKind, setView, setLanguage, ends };
}());
