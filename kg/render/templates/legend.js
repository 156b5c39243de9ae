// The legend: what each look means, how many there are; a click hides or shows a kind.
KG.legend = (function () {
  const { data, lineOf } = KG.model;
  const { el, swatch, stroke, button } = KG.elements;
  const { t, named } = KG.words;
  const body = document.getElementById("legend-body");

  function draw() {
    const counts = new Map();
    data.statements.forEach((statement) => {
      const line = lineOf(statement).id;
      counts.set(line, (counts.get(line) || 0) + 1);
    });
    body.replaceChildren(
      el("ul", { "aria-label": t("legendKinds") }, data.kinds.map((kind) => el("li", {}, button({
        "aria-pressed": String(!KG.state.state.hiddenKinds.has(kind.id)),
        "data-kind": kind.id,
        onclick: () => KG.state.toggleKind(kind.id),
      }, swatch(kind), el("span", { class: "what", text: named(kind) }), el("span", { class: "count", text: kind.count.toLocaleString(KG.words.code()) }))))),
      el("ul", { class: "lines", "aria-label": t("legendLines") }, data.lines.filter((line) => counts.has(line.id)).map((line) =>
        el("li", {}, stroke(line), el("span", { class: "what", text: named(line) }), el("span", { class: "count", text: counts.get(line.id).toLocaleString(KG.words.code()) })))));
  }

  function press() {
    body.querySelectorAll("[data-kind]").forEach((item) =>
      item.setAttribute("aria-pressed", String(!KG.state.state.hiddenKinds.has(item.dataset.kind))));
  }

  function start() {
    if (window.matchMedia("(max-width: 760px)").matches) document.getElementById("legend").open = false;
    KG.state.on("language", draw);
    KG.state.on("kinds", press);
    draw();
  }

  return { start };
}());
