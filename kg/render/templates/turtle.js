// Statements and the entities that they join, as Turtle in the public vocabulary (RDF 1.1 Turtle): every triple is one of the
// graph that the page was made from.
KG.turtle = (function () {
  const { data, S, E, documents } = KG.model;
  const PREFIXES = {
    kg: data.kg, rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    skos: "http://www.w3.org/2004/02/skos/core#", owl: "http://www.w3.org/2002/07/owl#", dcterms: "http://purl.org/dc/terms/",
    prov: "http://www.w3.org/ns/prov#", xsd: "http://www.w3.org/2001/XMLSchema#",
  };
  const LINKS = { same: "owl:sameAs", see: "rdfs:seeAlso", exact: "skos:exactMatch", close: "skos:closeMatch" };
  const SHOWN = /\ufffd/;

  // What no IRI may hold is escaped by its number (Turtle, 2.4 and 6.4), so that no text ends the IRI early.
  const iri = (text) => "<" + text.replace(/[\x00-\x20<>"{}|^`\\]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")) + ">";
  const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  const literal = (text, language, type) => '"' + text.replace(/[\\"\n\r\t\b\f]/g, (c) => ESCAPES[c]) + '"'
    + (language ? "@" + language : type ? "^^xsd:" + type : "");
  const term = (name) => (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? "kg:" + name : iri(name.includes(":") ? name : data.kg + name));
  const typeOf = (text) => ({ 4: "gYear", 7: "gYearMonth", 10: "date" })[/^\d{4}(-\d\d(-\d\d)?)?$/.test(text) ? text.length : 0] || "";

  function block(subject, pairs) {
    const kept = pairs.filter(Boolean);
    return kept.length ? subject + " " + kept.map(([p, o]) => p + " " + o).join(" ;\n    ") + " .\n" : "";
  }

  function entity(id, direct) {
    const row = KG.model.entity(id);
    const named = row.property && !SHOWN.test(row.label);
    return block(iri(row.iri), [
      row.kind.id === "Other" ? null : ["a", "kg:" + row.kind.id],
      named ? [row.property, literal(row.label, row.language)] : null,
      ...row.ids.map((value) => (SHOWN.test(value) || value.length >= 400 ? null : ["dcterms:identifier", literal(value)])),
      ...row.links.map(([kind, address]) => (kind === "see" ? null : [LINKS[kind], iri(address)])),
      ...direct.map((n) => [term(data.predicates[S.p[n]][0]), iri(KG.model.entity(S.o[n]).iri)]),
    ]);
  }

  // Code points of a document's text before a place of it that is counted in UTF-16 units.
  function codePoints(row, at) {
    const pieces = row.pieces || [0, 0];
    let k = 0;
    while (k + 2 < pieces.length && pieces[k + 2] <= at) k += 2;
    return pieces[k + 1] + Array.from(row.text.slice(pieces[k], at)).length;
  }

  function evidence(quote) {
    if (quote.loose || !quote.document) return null;
    const start = codePoints(quote.document, quote.start);
    const end = codePoints(quote.document, quote.end);
    const own = quote.iri ? KG.model.iri(quote.iri) : `${quote.document.iri}/quote/${start}-${end}`;
    const words = KG.model.words(quote);
    return [own, block(iri(own), [
      ["a", "kg:Evidence"], ["kg:inDocument", iri(quote.document.iri)], SHOWN.test(words) ? null : ["kg:quote", literal(words)],
      ["kg:start", literal(String(start), "", "integer")], ["kg:end", literal(String(end), "", "integer")],
    ])];
  }

  function statement(n, quotes) {
    const own = KG.model.statementIri(n);
    if (!own) return "";
    const it = KG.model.statement(n);
    const date = (name) => (it[name] && typeOf(it[name]) ? ["kg:" + name, literal(it[name], "", typeOf(it[name]))] : null);
    return block(iri(own), [
      ["a", "kg:Statement"], ["rdf:subject", iri(KG.model.entity(it.s).iri)], ["rdf:predicate", term(data.predicates[it.p][0])],
      ["rdf:object", iri(KG.model.entity(it.o).iri)], date("date"), date("start"), date("end"),
      it.modality ? ["kg:modality", literal(it.modality)] : null, it.inferred ? ["kg:inferred", "true"] : null,
      it.rule ? ["kg:rule", literal(it.rule)] : null,
      it.confidence ? ["kg:confidence", literal(it.confidence, "", "decimal")] : null, it.field ? ["kg:field", literal(it.field)] : null,
      ...quotes.map(([address]) => ["kg:evidence", iri(address)]),
      ...it.sources.map((number) => ["prov:wasDerivedFrom", iri(documents[number].iri)]),
    ]);
  }

  // numbers: statements; ids: entities that have none of them.
  function of(numbers, ids) {
    const direct = new Map((ids || []).map((id) => [id, []]));
    const texts = new Map();
    const parts = [];
    numbers.forEach((n) => {
      [S.s[n], S.o[n]].forEach((id) => { if (!direct.has(id)) direct.set(id, []); });
      if (S.flags[n] & 2 && !direct.get(S.s[n]).some((m) => S.p[m] === S.p[n] && S.o[m] === S.o[n])) direct.get(S.s[n]).push(n);
      const quotes = KG.model.evidence(n).map(evidence).filter(Boolean);
      quotes.forEach(([address, text]) => texts.set(address, text));
      KG.model.documentsOf(n).concat(KG.model.sources(n)).forEach((number) => texts.set(documents[number].iri, block(iri(documents[number].iri), [["a", "kg:Document"]])));
      parts.push(statement(n, quotes));
    });
    const head = Object.entries(PREFIXES).map(([name, address]) => `@prefix ${name}: ${iri(address)} .\n`).join("");
    const things = [...direct.keys()].sort((a, b) => a - b).map((id) => entity(id, direct.get(id)));
    return head + "\n" + [...things, ...parts, ...texts.values()].filter(Boolean).join("\n");
  }

  return { of };
}());
