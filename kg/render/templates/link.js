// The address of what is on the screen: view, language, colours, selection, filters, what was added and taken away. Entities are
// named by their keys, those in long lists by a digest of them, so that a link outlives a new build of the graph.
KG.link = (function () {
  const { data, E, S, kinds, lines, documents } = KG.model;
  const { state, on } = KG.state;
  const LISTED = 400;
  const HELD = 40;
  let quiet = false;

  // 53 bits of an IRI, in base 36: two multiplicative hashes side by side.
  function digest(text) {
    let high = 0x9e3779b9;
    let low = 0x85ebca6b;
    for (let k = 0; k < text.length; k += 1) {
      const c = text.charCodeAt(k);
      high = Math.imul(high ^ c, 0x27d4eb2f);
      low = Math.imul(low ^ c, 0x165667b1);
    }
    high = Math.imul(high ^ (high >>> 15), 0x2c1b3c6d) ^ (low >>> 13);
    return ((high & 0x1fffff) * 4294967296 + (low >>> 0)).toString(36);
  }

  let digests = null;
  KG.model.onGrown(() => { digests = null; });
  function byDigest(text) {
    if (!digests) {
      digests = new Map();
      for (let id = 0; id < KG.model.size; id += 1) digests.set(digest(E.iri[id]), id);
    }
    return digests.get(text);
  }

  const key = (id) => E.iri[id];
  const digestList = (ids) => ids.slice(0, LISTED).map((id) => digest(E.iri[id])).join(".");
  const fromDigests = (text) => (text || "").split(".").map(byDigest).filter((id) => id !== undefined);

  function write() {
    const out = new URLSearchParams();
    const put = (name, value) => { if (value) out.set(name, value); };
    const asked = KG.filters.get();
    put("view", state.view === "picture" ? "" : state.view);
    put("lang", KG.words.code() === "fr" ? "" : "en");
    put("colours", state.colours === "auto" ? "" : state.colours);
    const chosen = state.selection;
    if (chosen && chosen.type === "entity") put("entity", key(chosen.id));
    if (chosen && chosen.type === "statement") put("statement", digest(statementKey(chosen.id)));
    if (chosen && chosen.type === "path") { put("from", chosen.id === null ? "" : key(chosen.id)); put("to", chosen.to === null ? "" : key(chosen.to)); out.set("path", "1"); }
    if (state.view === "reader" && state.reading) {
      put("document", documents[state.reading.document].iri);
      if (state.reading.at) put("at", state.reading.at.start + "-" + state.reading.at.end);
    }
    put("kinds", [...asked.kinds].map((n) => kinds[n].id).join("."));
    put("lines", [...asked.lines].map((n) => lines[n].id).join("."));
    put("predicates", [...asked.predicates].map((n) => data.predicates[n][0]).join(" "));
    put("themes", digestList([...asked.themes]));
    put("documents", [...asked.documents].slice(0, LISTED).map((n) => digest(documents[n].iri)).join("."));
    put("since", asked.from);
    put("until", asked.to);
    const open = new Set(data.open);
    const added = [...state.shown].filter((id) => !open.has(id));
    put("add", digestList(added));
    // A page that asks for what it shows has to know whole keys.
    if (data.live) put("held", added.slice(0, HELD).map(key).join(" "));
    put("less", digestList(data.open.filter((id) => !state.shown.has(id))));
    put("pins", digestList([...state.pinned]));
    return out.toString();
  }

  const statementKey = (n) => KG.model.statementIri(n) || [key(S.s[n]), data.predicates[S.p[n]][0], key(S.o[n])].join(" ");

  function read(hash) {
    const asked = new URLSearchParams(hash.replace(/^#/, ""));
    const get = (name) => asked.get(name) || "";
    const numbers = (list, names) => new Set(names.split(/[. ]/).map((name) => list.indexOf(name)).filter((n) => n >= 0));
    const isDate = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : "");
    if (get("lang") === "en" || get("lang") === "fr") KG.words.use(get("lang"));
    state.colours = ["light", "dark"].includes(get("colours")) ? get("colours") : "auto";
    const wanted = get("documents").split(".");
    KG.filters.replace({
      kinds: numbers(kinds.map((kind) => kind.id), get("kinds")), lines: numbers(lines.map((line) => line.id), get("lines")),
      predicates: new Set(get("predicates").split(" ").map((name) => data.predicates.findIndex((row) => row[0] === name)).filter((n) => n >= 0)),
      themes: new Set(fromDigests(get("themes"))), from: isDate(get("since")), to: isDate(get("until")),
      documents: new Set(get("documents") ? documents.filter((row) => wanted.includes(digest(row.iri))).map((row) => row.number) : []),
    });
    const less = new Set(fromDigests(get("less")));
    state.shown = new Set([...data.open.filter((id) => !less.has(id)), ...fromDigests(get("add"))]);
    state.pinned = new Set(fromDigests(get("pins")));
    state.view = ["table", "reader"].includes(get("view")) ? get("view") : "picture";
    state.reading = null;
    const number = documents.findIndex((row) => row.iri === get("document"));
    if (number >= 0) {
      const at = /^(\d{1,9})-(\d{1,9})$/.exec(get("at"));
      state.reading = { document: number, at: at ? { start: +at[1], end: +at[2] } : null };
    }
    state.selection = selection(get);
    if (state.selection && state.selection.type === "entity") state.shown.add(state.selection.id);
    if (state.selection && state.selection.type === "statement") KG.state.ends(state.selection.id).forEach((id) => state.shown.add(id));
    KG.placing.settle([...state.shown]);
  }

  function selection(get) {
    const found = (name) => { const id = get(name) ? KG.model.find(get(name)) : -1; return id < 0 ? null : id; };
    if (get("path")) return { type: "path", id: found("from"), to: found("to") };
    if (found("entity") !== null) return { type: "entity", id: found("entity") };
    if (get("statement")) for (let n = 0; n < KG.model.count; n += 1) if (digest(statementKey(n)) === get("statement")) return { type: "statement", id: n };
    return null;
  }

  // A frame without an origin of its own may not write its address: the page works on, without a link to itself.
  function update() {
    if (quiet) return;
    const hash = write();
    try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch { quiet = true; }
  }

  let waiting = 0;
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(update, 150);
  }

  // The whole state from an address, after it has changed under a page that is open.
  function follow() {
    if (location.hash.replace(/^#/, "") === write()) return;
    const { hash } = location;
    const missing = data.live ? unknown(hash) : [];
    if (missing.length) KG.live.fetchAll(missing).then(() => go(hash));
    else go(hash);
  }

  function go(hash) {
    KG.history.mark();
    read(hash);
    ["language", "colours", "shown", "filters", "view"].forEach((name) => KG.state.emit(name, name === "shown" ? { fresh: [] } : undefined));
    KG.state.emit("selection", { look: true });
  }

  function start() {
    on("selection shown filters pins language colours view reader", later);
    window.addEventListener("hashchange", follow);
  }

  // The entities that an address speaks of and the page does not hold.
  function unknown(hash) {
    const asked = new URLSearchParams(hash.replace(/^#/, ""));
    const named = ["entity", "from", "to"].map((name) => asked.get(name)).concat((asked.get("held") || "").split(" ").slice(0, HELD));
    return [...new Set(named)].filter((key_) => key_ && KG.model.find(key_) < 0);
  }

  const here = () => location.href.split("#")[0] + (write() ? "#" + write() : "");
  const toEntity = (id) => "#" + new URLSearchParams({ entity: key(id) });

  return { start, read, write, here, toEntity, unknown, go };
}());
