// Two dialogues: the keys and gestures; the link to what is on the screen.
KG.help = (function () {
  const { el, button } = KG.elements;
  const { t } = KG.words;
  const dialog = document.getElementById("dialog");
  const KEYS = ["/", "Tab", "← → ↑ ↓", "⇧ + ← → ↑ ↓", "Enter", "Backspace", "Delete", "p", "+ − 0", "Home", "Ctrl+Z, Ctrl+Y", "Esc"];

  function show(title, ...children) {
    dialog.replaceChildren(el("h2", { id: "dialog-title", text: title }), ...children,
      button({ class: "action", "data-do": "close-dialog", text: t("close"), onclick: () => dialog.close() }));
    dialog.showModal();
  }

  function open() {
    show(t("help"), el("p", { text: t("helpMouse") }),
      el("dl", {}, KEYS.map((key, n) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: t("key" + n) })])));
  }

  // The link is shown to be copied by hand as well, since a frame may be denied the clipboard.
  function link() {
    const input = el("input", { type: "text", readonly: true, id: "permalink", "aria-label": t("permalink") });
    input.value = KG.link.here();
    const status = el("span", { role: "status" });
    const copy = button({ class: "action", text: t("copy"), onclick: () => {
      input.select();
      const done = () => { status.textContent = t("copied"); };
      if (navigator.clipboard) navigator.clipboard.writeText(input.value).then(done, () => { status.textContent = t("copyByHand"); });
      else status.textContent = t("copyByHand");
    } });
    show(t("permalink"), el("p", { text: t("permalinkHelp") }), input, el("p", {}, copy, " ", status));
    input.select();
  }

  function start() {
    document.getElementById("help-open").addEventListener("click", open);
    document.getElementById("take-link").addEventListener("click", link);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  }

  return { start, open };
}());
