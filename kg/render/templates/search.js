// Search over names, other names and identifiers, without accents or case; quick enough for every keystroke.
KG.search = (function () {
  const { E, degree } = KG.model;

  // Lower case without accents and ligatures: "Évènement" is found by "evenement", "œuvre" by "oeuvre".
  function fold(text) {
    let plain = text.toLowerCase();
    if (/[^\x20-\x7e]/.test(plain)) {
      plain = plain.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
        .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/[’ʼ]/g, "'").replace(/\s+/g, " ");
    }
    return plain.trim();
  }

  // For each entity one string: its names, "\n" before each, then its identifiers, "\t" before each.
  let index = null;
  function build() {
    index = new Array(KG.model.size);
    for (let id = 0; id < index.length; id += 1) {
      let row = "\n" + fold(E.label[id]);
      if (E.en[id]) row += "\n" + fold(E.en[id]);
      if (E.alt[id]) E.alt[id].forEach((alt) => { row += "\n" + fold(alt); });
      if (E.ids[id]) E.ids[id].forEach((value) => { row += "\t" + fold(value); });
      index[id] = row;
    }
  }

  const LETTER = /[\p{L}\p{N}]/u;

  // 0: a name or identifier is just that; 1: the label begins so; 2: another name or an identifier does; 3: a word of a
  // name does; 4: inside a name; 5: every word somewhere; -1: no.
  function score(row, query, words) {
    let at = row.indexOf(query);
    if (at < 0) return words.length > 1 && words.every((word) => row.includes(word)) ? 5 : -1;
    let best = 9;
    for (; at >= 0 && best > 0; at = row.indexOf(query, at + 1)) {
      const before = row[at - 1];
      const after = row[at + query.length];
      const whole = after === undefined || after === "\n" || after === "\t";
      if (before === "\n" || before === "\t") best = Math.min(best, whole ? 0 : at === 1 ? 1 : 2);
      else best = Math.min(best, LETTER.test(before) ? 4 : 3);
    }
    return best;
  }

  let ranks = new Uint8Array(KG.model.size);
  let last = { query: "", found: null };
  KG.model.onGrown(() => {
    index = null;
    ranks = new Uint8Array(KG.model.size);
    last = { query: "", found: null };
  });

  // Ids of the best `limit` entities, and how many there are; what extends the last query looks among its results only.
  function search(text, limit) {
    const query = fold(text);
    if (!query) return { ids: [], total: 0 };
    if (!index) build();
    const words = query.split(" ");
    const narrowed = last.found && last.query && query.startsWith(last.query) && !query.includes(" ");
    const pool = narrowed ? last.found : null;
    const found = [];
    const best = [];
    const before = (a, b) => ranks[a] - ranks[b] || degree(b) - degree(a) || a - b;
    const look = (id) => {
      const rank = score(index[id], query, words);
      if (rank < 0) return;
      ranks[id] = rank;
      found.push(id);
      // The best few are kept in order; most entities fall behind the last of them at the first comparison.
      if (best.length === limit && before(best[limit - 1], id) < 0) return;
      let at = best.length;
      while (at > 0 && before(id, best[at - 1]) < 0) at -= 1;
      best.splice(at, 0, id);
      if (best.length > limit) best.pop();
    };
    if (pool) pool.forEach(look);
    else for (let id = 0; id < index.length; id += 1) look(id);
    last = { query, found };
    return { ids: best, total: found.length };
  }

  return { fold, search, warm: () => { if (!index) build(); } };
}());
