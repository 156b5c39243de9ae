// The data of the page, read once from its JSON block, and what is looked up in it.
KG.model = (function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const incident = data.entities.map(() => []);
  data.statements.forEach((statement, number) => {
    incident[statement.s].push(number);
    if (statement.o !== statement.s) incident[statement.o].push(number);
  });
  const kinds = new Map(data.kinds.map((kind) => [kind.id, kind]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));

  function lineOf(statement) {
    if (statement.modality) return lines.get(statement.modality) || lines.get("reported") || lines.get("asserted");
    return lines.get(statement.inferred ? "inferred" : "asserted");
  }

  function other(number, entity) {
    const statement = data.statements[number];
    return statement.s === entity ? statement.o : statement.s;
  }

  function neighbours(entity) {
    return [...new Set(incident[entity].map((number) => other(number, entity)))].filter((n) => n !== entity);
  }

  // Lower case without accents and ligatures: "Évènement" is found by "evenement", "œuvre" by "oeuvre".
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/[’ʼ]/g, "'").replace(/\s+/g, " ").trim();
  }

  let index = null;
  function searchIndex() {
    if (!index) {
      index = data.entities.map((entity) => {
        const names = [entity.label, entity.en || "", ...(entity.alt || [])].filter(Boolean).map(fold);
        return { names, ids: (entity.ids || []).map(fold) };
      });
    }
    return index;
  }

  // 0: a name or identifier is just that; 1: the label begins so; 2: another name or an identifier does; 3: a word of a
  // name does; 4: inside a name; 5: every word somewhere in a name; -1: no.
  function score(entry, query, words) {
    let best = -1;
    const better = (value) => { if (best < 0 || value < best) best = value; };
    entry.names.forEach((name, n) => {
      const at = name.indexOf(query);
      if (name === query) better(0);
      else if (at === 0) better(n === 0 ? 1 : 2);
      else if (at > 0) better(/[\p{L}\p{N}]/u.test(name[at - 1]) ? 4 : 3);
      else if (words.length > 1 && words.every((word) => name.includes(word))) better(5);
    });
    entry.ids.forEach((id) => {
      if (id === query) better(0);
      else if (id.startsWith(query)) better(2);
    });
    return best;
  }

  function search(text, limit) {
    const query = fold(text);
    if (!query) return [];
    const words = query.split(" ");
    const found = [];
    searchIndex().forEach((entry, number) => {
      const rank = score(entry, query, words);
      if (rank >= 0) found.push([rank, -incident[number].length, number]);
    });
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    return found.slice(0, limit).map((row) => row[2]);
  }

  return { data, incident, kinds, lines, lineOf, other, neighbours, fold, search };
}());
