// Where the page stands on a service: asks it for the relations of an entity when they are wanted, and for names that the page does
// not hold. Elsewhere nothing is asked of anybody.
KG.live = (function () {
  const { data, E } = KG.model;
  const { t } = KG.words;
  const LATER = 200;
  // Entity → how many of its relations were fetched, null for all of them.
  const had = new Map();
  const waiting = new Map();
  const opened = location.hash;
  let typed = 0;

  const known = (id) => had.has(id);
  const wants = (id) => Boolean(data.live) && had.get(id) !== null && !waiting.has(id);

  async function asked(path, parameters) {
    const response = await fetch(path + "?" + new URLSearchParams(parameters), { headers: { Accept: "application/json" } });
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail);
    return body;
  }

  // One page of an entity's relations into the model; how many of them were new, -1 where none came.
  async function page(address, offset) {
    try {
      const piece = await asked(data.live.piece, { iri: address, offset });
      const came = KG.grow.take(piece);
      const id = KG.model.find(address);
      if (id >= 0) had.set(id, piece.more ? offset + piece.count : null);
      return came;
    } catch (error) {
      KG.state.say(t("fetchFailed", { d: error.message }));
      document.getElementById("notice-text").textContent = t("fetchFailed", { d: error.message });
      document.getElementById("notice").hidden = false;
      return -1;
    }
  }

  function told(came) {
    KG.state.emit("filters");
    KG.state.say(t("fetched", { n: came }));
  }

  // More of an entity's relations; resolves to whether any answer came.
  function fetch_(id) {
    if (!wants(id)) return Promise.resolve(false);
    const going = page(KG.model.iri(E.iri[id]), had.get(id) || 0).then((came) => {
      waiting.delete(id);
      if (came >= 0) told(came);
      return came >= 0;
    });
    waiting.set(id, going);
    return going;
  }

  // The first relations of several entities (IRIs or keys), those that the graph does not know left out.
  async function fetchAll(addresses) {
    const came = [];
    for (const address of addresses) came.push(await page(KG.model.iri(address), 0));
    const good = came.filter((n) => n >= 0);
    if (good.length) told(good.reduce((a, b) => a + b, 0));
  }

  // Names of the graph like a text; only the answer to what was typed last is given.
  function search(text, limit, found) {
    const mine = (typed += 1);
    if (!data.live || !text.trim()) return;
    setTimeout(() => {
      if (mine !== typed) return;
      asked(data.live.search, { q: text.trim(), limit }).then(({ results }) => { if (mine === typed) found(results); }).catch((error) => KG.state.say(t("fetchFailed", { d: error.message })));
    }, LATER);
  }

  function start() {
    if (!data.live) return;
    KG.state.on("selection", () => {
      const chosen = KG.state.state.selection;
      if (chosen && chosen.type === "entity" && !known(chosen.id)) fetch_(chosen.id);
    });
    const missing = KG.link.unknown(opened);
    if (missing.length) fetchAll(missing).then(() => KG.link.go(opened));
    else if (KG.state.state.selection) KG.state.emit("selection", {});
  }

  return { wants, known, fetch: fetch_, fetchAll, search, start };
}());
