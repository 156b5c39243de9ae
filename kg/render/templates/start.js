// Puts the parts together: static words, switches, the keyboard.
KG.start = (function () {
  const { t } = KG.words;
  const byId = (id) => document.getElementById(id);

  function translate() {
    document.documentElement.lang = KG.words.code();
    document.querySelectorAll("[data-t]").forEach((item) => { item.textContent = t(item.dataset.t); });
    document.querySelectorAll("[data-t-label]").forEach((item) => item.setAttribute("aria-label", t(item.dataset.tLabel)));
    document.querySelectorAll("[data-t-placeholder]").forEach((item) => item.setAttribute("placeholder", t(item.dataset.tPlaceholder)));
    ["fr", "en"].forEach((code) => byId("lang-" + code).setAttribute("aria-pressed", String(KG.words.code() === code)));
  }

  function view() {
    const table = KG.state.state.view === "table";
    byId("picture").hidden = table;
    byId("table").hidden = !table;
    byId("view-table").setAttribute("aria-pressed", String(table));
    byId("view-picture").setAttribute("aria-pressed", String(!table));
  }

  translate();
  KG.state.on("language", translate);
  KG.state.on("view", view);
  KG.state.on("say", (text) => { byId("live").textContent = text; });
  KG.panel.start();
  KG.legend.start();
  KG.finder.start();
  KG.table.start();
  KG.picture.start();
  byId("view-picture").addEventListener("click", () => KG.state.setView("picture"));
  byId("view-table").addEventListener("click", () => KG.state.setView("table"));
  ["fr", "en"].forEach((code) => byId("lang-" + code).addEventListener("click", () => KG.state.setLanguage(code)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && KG.state.state.selection) KG.state.select(null, { focus: byId("panel").contains(document.activeElement) });
  });
  window.kgPage = KG;
  return true;
}());
