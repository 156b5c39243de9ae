// The search box: a combobox (WAI-ARIA Authoring Practices) over names, other names and identifiers.
KG.finder = (function () {
  const { data, kinds } = KG.model;
  const { el, name, swatch } = KG.elements;
  const { t } = KG.words;
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  let found = [];
  let active = -1;

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) input.removeAttribute("aria-activedescendant");
  }

  function activate(next) {
    active = next;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === active)));
    if (active < 0) return;
    input.setAttribute("aria-activedescendant", "result-" + active);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function option(id, n) {
    const entity = data.entities[id];
    const item = el("li", { role: "option", id: "result-" + n, "aria-selected": "false", "data-entity": id },
      swatch(kinds.get(entity.kind)), name(KG.words.label(entity)),
      el("span", { class: "quiet", text: KG.words.named(kinds.get(entity.kind)) }));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(n); });
    return item;
  }

  function update() {
    found = KG.model.search(input.value, 12);
    list.replaceChildren(...found.map(option));
    const asked = input.value.trim() !== "";
    if (asked && !found.length) list.replaceChildren(el("li", { class: "quiet", text: t("noResult") }));
    if (asked) KG.state.emit("say", found.length ? t("resultCount", { n: found.length }) : t("noResult"));
    open(asked);
    activate(found.length ? 0 : -1);
  }

  function choose(n) {
    if (n < 0 || n >= found.length) return;
    const id = found[n];
    open(false);
    input.value = "";
    if (KG.state.state.hiddenKinds.has(data.entities[id].kind)) KG.state.toggleKind(data.entities[id].kind);
    KG.state.select({ type: "entity", id }, { focus: true, look: true });
  }

  function press(event) {
    if (event.key === "Enter") choose(active);
    else if (event.key === "Escape") { open(false); input.value = ""; input.blur(); event.stopPropagation(); }
    else if (event.key === "ArrowDown" && found.length) { event.preventDefault(); open(true); activate((active + 1) % found.length); }
    else if (event.key === "ArrowUp" && found.length) { event.preventDefault(); activate((active + found.length - 1) % found.length); }
  }

  function start() {
    input.addEventListener("input", update);
    input.addEventListener("keydown", press);
    input.addEventListener("blur", () => open(false));
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.focus();
      }
    });
  }

  return { start };
}());
