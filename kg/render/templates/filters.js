// Which statements pass what the reader asks for: kinds, ways of asserting, predicates, themes, documents, dates. A statement
// fails by one bit a filter, so that each filter can count what it would let through.
KG.filters = (function () {
  const { S, E, kinds, lines, line, incident, other, documentsOf } = KG.model;
  const BITS = { kinds: 1, lines: 2, predicates: 4, themes: 8, documents: 16, dates: 32 };
  const THEME = kinds.findIndex((kind) => kind.id === "Theme");
  const fresh = () => ({ kinds: new Set(), lines: new Set(), predicates: new Set(), themes: new Set(), documents: new Set(), from: "", to: "" });
  // kinds, lines, predicates: numbers of those left out; themes, documents: numbers of those asked for, none meaning all.
  let asked = fresh();
  let failed = new Uint8Array(KG.model.count);
  let documentLists = null;

  const lists = () => {
    if (!documentLists) documentLists = Array.from({ length: KG.model.count }, (_, n) => documentsOf(n));
    return documentLists;
  };

  function themed() {
    const near = new Uint8Array(KG.model.size);
    asked.themes.forEach((theme) => incident(theme).forEach((n) => { near[other(n, theme)] = 1; }));
    return near;
  }

  // A theme's relations, and those between other things of which one has that theme.
  function ofTheme(n, near) {
    const s = S.s[n];
    const o = S.o[n];
    if (asked.themes.has(s) || asked.themes.has(o)) return true;
    return E.kind[s] !== THEME && E.kind[o] !== THEME && Boolean(near[s] || near[o]);
  }

  function inTime(n) {
    const range = KG.dates.ofStatement(n);
    return Boolean(range) && (!asked.from || range[1] >= asked.from) && (!asked.to || range[0] <= asked.to);
  }

  function run() {
    const near = asked.themes.size ? themed() : null;
    const dated = Boolean(asked.from || asked.to);
    for (let n = 0; n < failed.length; n += 1) {
      let bits = 0;
      if (asked.kinds.size && (asked.kinds.has(E.kind[S.s[n]]) || asked.kinds.has(E.kind[S.o[n]]))) bits |= BITS.kinds;
      if (asked.lines.has(line[n])) bits |= BITS.lines;
      if (asked.predicates.has(S.p[n])) bits |= BITS.predicates;
      if (near && !ofTheme(n, near)) bits |= BITS.themes;
      if (asked.documents.size && !lists()[n].some((number) => asked.documents.has(number))) bits |= BITS.documents;
      if (dated && !inTime(n)) bits |= BITS.dates;
      failed[n] = bits;
    }
  }

  const passes = (n) => failed[n] === 0;
  const selective = () => Boolean(asked.lines.size || asked.predicates.size || asked.themes.size || asked.documents.size || asked.from || asked.to);
  const any = () => selective() || asked.kinds.size > 0;

  // Whether an entity may be drawn: its kind is, and where relations are chosen, one of its own is among them.
  function admits(id) {
    if (asked.kinds.has(E.kind[id])) return false;
    if (!selective()) return true;
    return incident(id).some((n) => (failed[n] & ~BITS.kinds) === 0);
  }

  // For each filter, how many pass all the others by each of its values (for kinds, how many entities).
  function counts() {
    const out = {
      kinds: new Int32Array(kinds.length), lines: new Int32Array(lines.length), predicates: new Int32Array(KG.model.data.predicates.length),
      themes: new Map(), documents: new Map(), months: new Map(), total: 0,
    };
    const add = (map, key) => map.set(key, (map.get(key) || 0) + 1);
    const months = KG.dates.months();
    const seen = selective() ? new Uint8Array(KG.model.size) : null;
    for (let n = 0; n < failed.length; n += 1) {
      const bits = failed[n];
      if (!bits) out.total += 1;
      if (seen && !(bits & ~BITS.kinds)) { seen[S.s[n]] = 1; seen[S.o[n]] = 1; }
      if (!(bits & ~BITS.lines)) out.lines[line[n]] += 1;
      if (!(bits & ~BITS.predicates)) out.predicates[S.p[n]] += 1;
      if (!(bits & ~BITS.themes)) {
        if (E.kind[S.s[n]] === THEME) add(out.themes, S.s[n]);
        if (E.kind[S.o[n]] === THEME && S.o[n] !== S.s[n]) add(out.themes, S.o[n]);
      }
      if (!(bits & ~BITS.documents)) lists()[n].forEach((number) => add(out.documents, number));
      if (!(bits & ~BITS.dates) && months[n] >= 0) add(out.months, months[n]);
    }
    for (let id = 0; id < KG.model.size; id += 1) if (!seen || seen[id]) out.kinds[E.kind[id]] += 1;
    return out;
  }

  const copy = () => ({ ...asked, ...Object.fromEntries(["kinds", "lines", "predicates", "themes", "documents"].map((name) => [name, new Set(asked[name])])) });
  const replace = (next) => { asked = next; run(); };

  run();
  KG.model.onGrown(() => {
    failed = new Uint8Array(KG.model.count);
    documentLists = null;
    run();
  });
  return { get: () => asked, copy, replace, fresh, passes, admits, any, selective, counts, THEME };
}());
