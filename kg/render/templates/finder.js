// The search box of the page.
KG.finder = (function () {
  const { E } = KG.model;

  function choose(id) {
    if (KG.filters.get().kinds.has(E.kind[id])) KG.state.flip("kinds", E.kind[id]);
    KG.state.select({ type: "entity", id }, { focus: true, look: true });
  }

  function start() {
    const input = document.getElementById("search");
    KG.combo.attach(input, document.getElementById("results"), choose, false);
    // The index is made before the first keystroke needs it.
    input.addEventListener("focus", KG.search.warm, { once: true });
    setTimeout(KG.search.warm, 400);
  }

  return { start };
}());
