// Takes a piece of the graph, in the layout of the page's own data, into that data: tables are joined by their values, entities and
// documents by their IRIs, statements by theirs, and what was there keeps its number.
KG.grow = (function () {
  const { data, E, S, documents, iri } = KG.model;
  const INDEXED = ["en", "alt", "ids", "links", "mandates", "labelled"];

  // value → number, new values at the end of the table.
  function joining(table, keyOf) {
    const known = new Map(table.map((value, number) => [keyOf(value), number]));
    return (value) => {
      const key = keyOf(value);
      if (!known.has(key)) known.set(key, table.push(value) - 1);
      return known.get(key);
    };
  }

  const whole = (value) => JSON.stringify(value);

  // For each document of the piece its number here, and whether the page has the same text, so that places in it hold here.
  function takeDocuments(piece) {
    const known = new Map(documents.map((row) => [row.iri, row.number]));
    return piece.documents.map((row) => {
      const number = known.get(iri(row.iri));
      if (number === undefined) {
        data.documents.push(row);
        data.mentions.byDocument.push([]);
        return { number: documents.push({ ...row, number: documents.length, iri: iri(row.iri) }) - 1, same: Boolean(row.text), text: row.text };
      }
      const here = documents[number];
      if (row.text && !here.text) Object.assign(here, { text: row.text, pieces: row.pieces });
      return { number, same: Boolean(row.text) && here.text === row.text, text: row.text };
    });
  }

  function takeEntities(piece) {
    const known = new Map(E.iri.map((short, id) => [short, id]));
    return piece.entities.iri.map((short, k) => {
      if (known.has(short)) return known.get(short);
      const id = E.iri.push(short) - 1;
      E.kind.push(piece.entities.kind[k]);
      E.label.push(piece.entities.label[k]);
      INDEXED.forEach((name) => { if (piece.entities[name][k]) E[name][id] = piece.entities[name][k]; });
      return id;
    });
  }

  const nameOf = (own, n, loose) => {
    const [s, p, o] = [own.s[n], own.p[n], own.o[n]];
    return loose(n) || [s, p, o].join(" ");
  };

  // Returns how many statements are new.
  function take(piece) {
    const docs = takeDocuments(piece);
    const ids = takeEntities(piece);
    const place = joining(data.loose, whole);
    const loose = piece.loose.map(([number, words]) => place([number < 0 ? number : docs[number].number, words]));
    const predicateOf = joining(data.predicates, (row) => row[0]);
    const predicates = piece.predicates.map(predicateOf);
    const from = piece.statements;
    const table = (name) => { const to = joining(S[name], whole); return from[name].map((value) => to(value)); };
    const [whens, modalities, rules, confidences] = ["whens", "modalities", "rules", "confidences"].map(table);
    const list = joining(S.sourceLists, whole);
    const lists = from.sourceLists.map((numbers) => list(numbers.map((number) => docs[number].number)));

    const quote = (at) => {
      const [first, start, length] = from.evidence.slice(at, at + 3);
      if (first < 0) return [-1 - loose[-1 - first], 0, length];
      if (docs[first].same) return [docs[first].number, start, length];
      return [-1 - place([docs[first].number, docs[first].text.slice(start, start + length)]), 0, length];
    };

    const there = new Set(S.s.map((_, n) => nameOf(S, n, KG.model.statementIri)));
    let at = 0;
    let came = 0;
    for (let n = 0; n < from.s.length; n += 1) {
      const counted = from.counts[n];
      const [s, p, o] = [ids[from.s[n]], predicates[from.p[n]], ids[from.o[n]]];
      const sources = lists[from.sources[n]];
      const name = statementIri(from.iri[n], sources) || [s, p, o].join(" ");
      if (!there.has(name)) {
        const number = S.s.push(s) - 1;
        S.p.push(p);
        S.o.push(o);
        S.flags.push(from.flags[n]);
        S.when.push(whens[from.when[n]]);
        S.modality.push(modalities[from.modality[n]]);
        S.rule.push(rules[from.rule[n]]);
        S.confidence.push(confidences[from.confidence[n]]);
        S.sources.push(sources);
        S.iri.push(from.iri[n]);
        S.counts.push(counted);
        if (from.field[n]) S.field[number] = from.field[n];
        for (let k = at; k < at + counted; k += 1) {
          if (from.evidenceIri[k]) S.evidenceIri[S.evidence.length / 3] = from.evidenceIri[k];
          S.evidence.push(...quote(3 * k));
        }
        there.add(name);
        came += 1;
      }
      at += counted;
    }
    KG.model.grown();
    return came;
  }

  // As the model reads it, for a statement that is not in it yet.
  function statementIri(short, sources) {
    if (!short) return "";
    return short.startsWith("~") ? documents[S.sourceLists[sources][0]].iri + "/statement/" + short.slice(1) : iri(short);
  }

  return { take };
}());
