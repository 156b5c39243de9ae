// The data of the page, read once from its JSON block (its layout is that of encoding.py), and how things are connected.
KG.model = (function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const E = data.entities;
  const S = data.statements;
  const INFERRED = 1;
  const RECORDED = 4;
  const DIRECT = 2;
  const kinds = data.kinds.map(([id, fr, en, color, shape], number) => ({ number, id, fr, en, color, shape, count: 0 }));
  const lines = data.lines.map(([id, fr, en, dashes, color], number) => ({ number, id, fr, en, dashes, color, count: 0 }));
  const lineNumber = new Map(lines.map((line) => [line.id, line.number]));
  // What is worked out of the columns, again each time that they have grown.
  let first;
  let touching;
  let evidenceFirst;
  let mentioned;
  let byIri;
  const line = [];
  const renewed = [];

  // Incident statements of every entity, one after the other: those of e are incident(e).
  function derive() {
    const size = E.label.length;
    const count = S.s.length;
    first = new Int32Array(size + 1);
    for (let n = 0; n < count; n += 1) {
      first[S.s[n] + 1] += 1;
      if (S.o[n] !== S.s[n]) first[S.o[n] + 1] += 1;
    }
    for (let e = 0; e < size; e += 1) first[e + 1] += first[e];
    const next = first.slice();
    touching = new Int32Array(first[size]);
    for (let n = 0; n < count; n += 1) {
      touching[next[S.s[n]]++] = n;
      if (S.o[n] !== S.s[n]) touching[next[S.o[n]]++] = n;
    }
    kinds.forEach((kind) => { kind.count = 0; });
    E.kind.forEach((kind) => { kinds[kind].count += 1; });
    lines.forEach((row) => { row.count = 0; });
    for (let n = 0; n < count; n += 1) {
      line[n] = drawnBy(n);
      lines[line[n]].count += 1;
    }
    evidenceFirst = new Int32Array(count + 1);
    S.counts.forEach((n, number) => { evidenceFirst[number + 1] = evidenceFirst[number] + n; });
    mentioned = null;
    byIri = null;
  }

  // Calls a listener whenever the columns have grown, for what other parts worked out of them.
  const onGrown = (listener) => renewed.push(listener);
  function grown() {
    derive();
    renewed.forEach((listener) => listener());
  }

  const incident = (entity) => touching.subarray(first[entity], first[entity + 1]);
  const degree = (entity) => first[entity + 1] - first[entity];
  const other = (n, entity) => (S.s[n] === entity ? S.o[n] : S.s[n]);

  function neighbours(entity) {
    const found = new Set();
    incident(entity).forEach((n) => found.add(other(n, entity)));
    found.delete(entity);
    return [...found];
  }

  // Which line of the legend draws a statement: its modality, else whether it was inferred, or comes from open data.
  function drawnBy(n) {
    const modality = S.modalities[S.modality[n]];
    if (!modality && S.flags[n] & RECORDED && !(S.flags[n] & INFERRED) && lineNumber.has("recorded")) return lineNumber.get("recorded");
    if (!modality) return lineNumber.get(S.flags[n] & INFERRED ? "inferred" : "asserted");
    return lineNumber.has(modality) ? lineNumber.get(modality) : lineNumber.get(lineNumber.has("reported") ? "reported" : "asserted");
  }

  const iri = (short) => (short.includes(":") ? short : data.id + short);
  const documents = data.documents.map((row, number) => ({ ...row, number, iri: iri(row.iri) }));

  function entity(id) {
    const [property, language] = E.labelled[id] || ["rdfs:label", "fr"];
    return {
      id, iri: iri(E.iri[id]), kind: kinds[E.kind[id]], label: E.label[id], en: E.en[id] || "", alt: E.alt[id] || [],
      ids: E.ids[id] || [], links: E.links[id] || [], mandates: E.mandates[id] || [], property, language,
    };
  }

  // A quote: its document (or null), where it stands there, its words; "loose" ones stand nowhere.
  function quoteAt(flat, at) {
    const place = flat[at];
    if (place >= 0) {
      const text = documents[place].text;
      return { document: documents[place], start: flat[at + 1], end: flat[at + 1] + flat[at + 2], text };
    }
    const [number, words] = data.loose[-1 - place];
    return { document: documents[number] || null, start: 0, end: words.length, text: words, loose: true };
  }

  function evidence(n) {
    const found = [];
    for (let k = evidenceFirst[n]; k < evidenceFirst[n + 1]; k += 1) found.push({ ...quoteAt(S.evidence, 3 * k), iri: S.evidenceIri[k] });
    return found;
  }

  const words = (quote) => quote.text.slice(quote.start, quote.end);
  const firstWords = (n) => (S.counts[n] ? words(quoteAt(S.evidence, 3 * evidenceFirst[n])) : "");
  const sources = (n) => S.sourceLists[S.sources[n]];

  function statementIri(n) {
    const short = S.iri[n];
    if (!short) return "";
    return short.startsWith("~") ? documents[sources(n)[0]].iri + "/statement/" + short.slice(1) : iri(short);
  }

  function statement(n) {
    const [date, start, end] = S.whens[S.when[n]];
    return {
      id: n, s: S.s[n], p: S.p[n], o: S.o[n], date, start, end, modality: S.modalities[S.modality[n]], line: lines[line[n]],
      inferred: Boolean(S.flags[n] & INFERRED), direct: Boolean(S.flags[n] & DIRECT), rule: S.rules[S.rule[n]],
      confidence: S.confidences[S.confidence[n]], field: S.field[n] || "", sources: sources(n),
    };
  }

  // The documents that a statement's words stand in, else those it was derived from.
  function documentsOf(n) {
    const found = new Set();
    for (let k = evidenceFirst[n]; k < evidenceFirst[n + 1]; k += 1) {
      const place = S.evidence[3 * k];
      const number = place >= 0 ? place : data.loose[-1 - place][0];
      if (number >= 0) found.add(number);
    }
    return found.size ? [...found] : sources(n);
  }

  // Mentions of an entity, as quotes, in the order of documents; of a document, as [start, length, entity] in its order.
  function mentions(id) {
    if (!mentioned) {
      mentioned = new Map();
      const add = (who, flat, at) => { if (!mentioned.has(who)) mentioned.set(who, []); mentioned.get(who).push([flat, at]); };
      data.mentions.byDocument.forEach((flat, number) => {
        for (let k = 0; k < flat.length; k += 3) add(flat[k + 2], [number, flat[k], flat[k + 1]], 0);
      });
      const loose = data.mentions.loose;
      for (let k = 0; k < loose.length; k += 2) add(loose[k + 1], [-1 - loose[k], 0, 0], 0);
    }
    return (mentioned.get(id) || []).map(([flat, at]) => quoteAt(flat, at));
  }
  function mentionsIn(number) {
    const flat = data.mentions.byDocument[number];
    const found = [];
    for (let k = 0; k < flat.length; k += 3) found.push([flat[k], flat[k + 1], flat[k + 2]]);
    return found;
  }

  function find(address) {
    if (!byIri) byIri = new Map(E.iri.map((short, id) => [iri(short), id]));
    const id = byIri.get(iri(address));
    return id === undefined ? -1 : id;
  }

  derive();
  return {
    get size() { return E.label.length; },
    get count() { return S.s.length; },
    grown, onGrown, data, E, S, kinds, lines, line, documents, entity, statement, statementIri, evidence, words, firstWords, sources,
    documentsOf, mentions, mentionsIn, incident, degree, other, neighbours, find, iri,
  };
}());
