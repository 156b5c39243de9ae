// Undo, redo, and back to the start: of what is in the picture, where it stands, what is pinned and filtered.
KG.history = (function () {
  const { state, emit } = KG.state;
  const DEPTH = 100;
  let past = [];
  let future = [];
  let start = null;

  function now() {
    return { shown: new Set(state.shown), pinned: new Set(state.pinned), filters: KG.filters.copy(), moved: KG.placing.moves() };
  }

  // To be called before a change.
  function mark() {
    if (!start) return;
    past.push(now());
    if (past.length > DEPTH) past.shift();
    future = [];
    emit("history");
  }

  function put(snapshot) {
    state.shown = new Set(snapshot.shown);
    state.pinned = new Set(snapshot.pinned);
    KG.placing.restore(snapshot.moved);
    KG.filters.replace({ ...KG.filters.fresh(), ...copyOf(snapshot.filters) });
    emit("shown", { fresh: [...state.shown] });
    emit("filters");
    emit("history");
    emit("selection", {});
  }

  const copyOf = (filters) => Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value instanceof Set ? new Set(value) : value]));

  function undo() {
    if (!past.length) return;
    future.push(now());
    put(past.pop());
  }

  function redo() {
    if (!future.length) return;
    past.push(now());
    put(future.pop());
  }

  function reset() {
    mark();
    state.selection = null;
    state.trail.length = 0;
    put(start);
    emit("fit");
  }

  // What "back to the start" goes back to: the picture as the page opens, whatever its address asked for.
  function begin() { start = now(); }

  return { mark, undo, redo, reset, begin, can: () => ({ undo: past.length > 0, redo: future.length > 0 }) };
}());
