// A combobox over entities (WAI-ARIA Authoring Practices 1.2, editable combobox with list autocomplete).
KG.combo = (function () {
  const { E, kinds } = KG.model;
  const { el, name, swatch } = KG.elements;
  const { t } = KG.words;
  const LIMIT = 12;
  let made = 0;

  // `input` and its `list`; `chosen` is called with the entity; the box keeps its name where `keeps`, and is emptied otherwise.
  function attach(input, list, chosen, keeps) {
    const prefix = "result-" + (made += 1) + "-";
    let found = [];
    let active = -1;

    function open(yes) {
      list.hidden = !yes;
      input.setAttribute("aria-expanded", String(yes));
      if (!yes) input.removeAttribute("aria-activedescendant");
    }

    function activate(next) {
      active = next;
      [...list.children].forEach((item, n) => { if (item.getAttribute("role") === "option") item.setAttribute("aria-selected", String(n === active)); });
      if (active < 0) return;
      input.setAttribute("aria-activedescendant", prefix + active);
      list.children[active].scrollIntoView({ block: "nearest" });
    }

    // An entity of the graph that the page does not hold yet.
    function distant(row, n) {
      const kind = kinds.find((one) => one.id === row.kind);
      const item = el("li", { role: "option", id: prefix + n, "aria-selected": "false", "data-iri": row.iri },
        kind ? swatch(kind) : null, name(row.label), el("span", { class: "quiet", text: [kind ? KG.words.named(kind) : "", t("liveResult")].filter(Boolean).join(" · ") }));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(n); });
      return item;
    }

    function option(id, n) {
      if (typeof id === "object") return distant(id, n);
      const kind = kinds[E.kind[id]];
      const item = el("li", { role: "option", id: prefix + n, "aria-selected": "false", "data-entity": id },
        swatch(kind), name(KG.words.label(id)), el("span", { class: "quiet", text: KG.words.named(kind) }));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(n); });
      return item;
    }

    function update() {
      const asked = input.value.trim() !== "";
      const { ids, total } = KG.search.search(input.value, LIMIT);
      found = ids;
      const rows = found.map(option);
      if (asked && !found.length) rows.push(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "quiet", text: t("noResult") }));
      else if (total > found.length) rows.push(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "quiet", text: t("moreResults", { n: total - found.length }) }));
      list.replaceChildren(...rows);
      if (asked) KG.state.say(found.length ? t("resultCount", { n: total }) : t("noResult"));
      open(asked);
      activate(found.length ? 0 : -1);
      KG.live.search(input.value, LIMIT, (rows_) => {
        if (document.activeElement !== input) return;
        const more = rows_.filter((row) => KG.model.find(row.iri) < 0);
        if (!more.length) return;
        if (!found.length) list.replaceChildren();
        list.append(...more.map((row, n) => option(row, found.length + n)));
        found = [...found, ...more];
        KG.state.say(t("resultCount", { n: found.length }));
        open(true);
        activate(Math.max(active, 0));
      });
    }

    function choose(n) {
      if (n < 0 || n >= found.length) return;
      const id = found[n];
      open(false);
      if (typeof id === "object") {
        KG.live.fetchAll([id.iri]).then(() => { if (KG.model.find(id.iri) >= 0) take(KG.model.find(id.iri)); });
        return;
      }
      take(id);
    }

    function take(id) {
      input.value = keeps ? KG.words.label(id) : "";
      chosen(id);
    }

    function press(event) {
      if (event.key === "Enter") {
        event.preventDefault();
        choose(list.hidden ? -1 : active);
      } else if (event.key === "Escape") {
        open(false);
        if (!keeps) { input.value = ""; input.blur(); }
        event.stopPropagation();
      } else if (event.key === "ArrowDown" && found.length) {
        event.preventDefault();
        open(true);
        activate((active + 1) % found.length);
      } else if (event.key === "ArrowUp" && found.length) {
        event.preventDefault();
        activate((active + found.length - 1) % found.length);
      }
    }

    input.addEventListener("input", update);
    input.addEventListener("keydown", press);
    input.addEventListener("blur", () => open(false));
  }

  return { attach };
}());
