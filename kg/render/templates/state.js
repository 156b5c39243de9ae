// What the reader has chosen: language, colours, view, selection and the way back, entities in the picture, pins. Parts listen
// for the name of what changed: selection, shown, filters, pins, language, colours, view, reader, say.
KG.state = (function () {
  const { data, S, neighbours, degree } = KG.model;
  const listeners = {};
  const STEP = 30;
  const state = {
    view: "picture",
    selection: null,
    trail: [],
    shown: new Set(data.open),
    pinned: new Set(),
    colours: "auto",
    // The document that is read, and the statement or mention that it was opened at.
    reading: null,
  };

  function on(names, listener) {
    names.split(" ").forEach((name) => (listeners[name] = listeners[name] || []).push(listener));
  }

  function emit(name, detail) { (listeners[name] || []).forEach((listener) => listener(detail)); }
  const say = (text) => emit("say", text);

  const same = (a, b) => a === b || (a && b && a.type === b.type && a.id === b.id && a.to === b.to);
  const ends = (n) => [S.s[n], S.o[n]];

  // selection: null, {type: "entity" or "statement", id}, or {type: "path", id, to}; options.focus moves the keyboard to the
  // panel, options.look brings the picture to it.
  function select(selection, options) {
    if (!same(selection, state.selection)) {
      if (state.selection) state.trail.push(state.selection);
      if (state.trail.length > 50) state.trail.shift();
      if (!selection) state.trail.length = 0;
      state.selection = selection;
    }
    if (selection && selection.type === "entity") show([selection.id]);
    if (selection && selection.type === "statement") show(ends(selection.id));
    emit("selection", options || {});
  }

  function back() {
    state.selection = state.trail.pop() || null;
    emit("selection", { focus: true, look: true });
  }

  // Adds entities to the picture, near the one they were reached from.
  function show(entities, near) {
    const fresh = entities.filter((entity) => !state.shown.has(entity));
    if (!fresh.length) return 0;
    KG.history.mark();
    fresh.forEach((entity) => state.shown.add(entity));
    emit("shown", { fresh, near });
    return fresh.length;
  }

  function hide(entities) {
    const gone = entities.filter((entity) => state.shown.has(entity));
    if (!gone.length) return 0;
    KG.history.mark();
    gone.forEach((entity) => { state.shown.delete(entity); state.pinned.delete(entity); });
    emit("shown", { fresh: [] });
    return gone.length;
  }

  const mostLinked = (a, b) => degree(b) - degree(a) || a - b;
  const hiddenNeighbours = (entity) => neighbours(entity).filter((n) => !state.shown.has(n));
  // The neighbours that nothing else in the picture holds.
  const leaves = (entity) => neighbours(entity).filter((n) => state.shown.has(n) && !state.pinned.has(n)
    && neighbours(n).every((m) => m === entity || !state.shown.has(m)));

  function expand(entity) {
    if (KG.live.wants(entity)) {
      KG.live.fetch(entity).then((came) => { if (came) expand(entity); });
      return;
    }
    const found = hiddenNeighbours(entity).filter(KG.filters.admits).sort(mostLinked);
    const added = show(found.slice(0, STEP), entity);
    say(KG.words.t("expanded", { n: added }));
    if (added) emit("selection", {});
  }

  function collapse(entity) {
    const gone = hide(leaves(entity));
    say(KG.words.t("collapsed", { n: gone }));
    if (gone) emit("selection", {});
  }

  function remove(entity) {
    if (state.selection && state.selection.id === entity) select(null);
    hide([entity]);
    say(KG.words.t("removed"));
  }

  function pin(entity) {
    KG.history.mark();
    const pinned = !state.pinned.delete(entity);
    if (pinned) state.pinned.add(entity);
    say(KG.words.t(pinned ? "pinnedNow" : "unpinnedNow"));
    emit("pins");
    emit("selection", {});
  }

  // Changes one filter: `change` gets a copy of what is asked and alters it.
  function filter(change) {
    KG.history.mark();
    const next = KG.filters.copy();
    change(next);
    KG.filters.replace(next);
    emit("filters");
  }

  function flip(name, value) {
    filter((asked) => { if (!asked[name].delete(value)) asked[name].add(value); });
  }

  function setView(view) { if (state.view !== view) { state.view = view; emit("view"); } }
  function setLanguage(language) { KG.words.use(language); emit("language"); }
  function setColours(colours) { state.colours = colours; emit("colours"); }

  // Opens a document in the reader, at a statement or at a place of its text.
  function read(number, at) {
    state.reading = { document: number, at: at || null };
    state.view = "reader";
    emit("view");
  }

  // In the picture: in it and let through by the filters; a pinned entity always is.
  const visible = (id) => state.shown.has(id) && (state.pinned.has(id) || KG.filters.admits(id));
  const drawn = (n) => KG.filters.passes(n) && visible(S.s[n]) && visible(S.o[n]);

  return {
    state, on, emit, say, select, back, show, hide, expand, collapse, remove, pin, filter, flip, hiddenNeighbours, leaves, setView,
    setLanguage, setColours, read, ends, visible, drawn, mostLinked, STEP,
  };
}());
