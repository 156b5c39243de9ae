// Puts the parts together: static words, switches, colours, printing.
KG.start = (function () {
  const { t } = KG.words;
  const { state, on } = KG.state;
  const byId = (id) => document.getElementById(id);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const VIEWS = ["picture", "table", "reader"];

  function translate() {
    document.documentElement.lang = KG.words.code();
    document.querySelectorAll("[data-t]").forEach((item) => { item.textContent = t(item.dataset.t); });
    document.querySelectorAll("[data-t-label]").forEach((item) => {
      item.setAttribute("aria-label", t(item.dataset.tLabel));
      if (item.tagName === "BUTTON") item.setAttribute("title", t(item.dataset.tLabel));
    });
    document.querySelectorAll("[data-t-placeholder]").forEach((item) => item.setAttribute("placeholder", t(item.dataset.tPlaceholder)));
    ["fr", "en"].forEach((code) => byId("lang-" + code).setAttribute("aria-pressed", String(KG.words.code() === code)));
  }

  function view() {
    VIEWS.forEach((name) => {
      byId(name).hidden = state.view !== name;
      byId("view-" + name).setAttribute("aria-pressed", String(state.view === name));
    });
    document.body.dataset.view = state.view;
  }

  function colours(printing) {
    const wanted = printing ? "light" : state.colours === "auto" ? (dark.matches ? "dark" : "light") : state.colours;
    if (document.documentElement.dataset.colours === wanted) return;
    document.documentElement.dataset.colours = wanted;
    byId("colours").setAttribute("aria-pressed", String(wanted === "dark"));
    KG.state.emit("painted");
  }

  function history() {
    const can = KG.history.can();
    byId("undo").disabled = !can.undo;
    byId("redo").disabled = !can.redo;
  }

  KG.history.begin();
  KG.link.read(location.hash);
  colours(false);
  translate();
  view();
  on("language", translate);
  on("view", view);
  on("colours", () => colours(false));
  on("history", history);
  on("say", (text) => { byId("live").textContent = text; });
  dark.addEventListener("change", () => colours(false));
  window.addEventListener("beforeprint", () => colours(true));
  window.addEventListener("afterprint", () => colours(false));
  [KG.panel, KG.facets, KG.finder, KG.table, KG.reader, KG.picture, KG.keys, KG.take, KG.help, KG.link].forEach((part) => part.start());
  VIEWS.forEach((name) => byId("view-" + name).addEventListener("click", () => KG.state.setView(name)));
  ["fr", "en"].forEach((code) => byId("lang-" + code).addEventListener("click", () => KG.state.setLanguage(code)));
  byId("colours").addEventListener("click", () => KG.state.setColours(document.documentElement.dataset.colours === "dark" ? "light" : "dark"));
  byId("undo").addEventListener("click", KG.history.undo);
  byId("redo").addEventListener("click", KG.history.redo);
  byId("reset").addEventListener("click", KG.history.reset);
  history();
  KG.state.emit("view");
  if (state.selection) KG.state.emit("selection", { look: true });
  KG.live.start();
  window.kgPage = KG;
  return true;
}());
