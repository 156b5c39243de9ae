"""The graph piece by piece: what is around an entity, as the explorer takes it in, and the page that opens on one."""

from __future__ import annotations

import asyncio
from typing import Any

import pyoxigraph as ox

from kg import iris
from kg.lexicon.pack import load_pack
from kg.render import live_page
from kg.serve import lookups
from kg.serve.pool import Pool

PAGE = 100
"""Relations that come at a time."""
_TEXT = 40_000
"""Characters of a document that comes whole; of a longer one, the quotes alone come."""
_SAMPLE = 2000
_INNER = "rdf:subject, rdf:object, kg:refersTo, kg:evidence, kg:inDocument, kg:holder, kg:post, kg:organisation, kg:constituency"
_LINKS = "rdf:type, owl:sameAs, rdfs:seeAlso, skos:exactMatch, skos:closeMatch, dcterms:source, dcterms:publisher"

_STATEMENTS = """SELECT DISTINCT ?statement ?other { { ?statement rdf:subject <%(iri)s> ; rdf:object ?other } UNION
  { ?statement rdf:object <%(iri)s> ; rdf:subject ?other } } ORDER BY ?statement OFFSET %(offset)d LIMIT %(limit)d"""
_PLAIN = f"""SELECT ?s ?p ?o {{
  {{ <%(iri)s> ?p ?o MINUS {{ ?statement rdf:subject <%(iri)s> ; rdf:predicate ?p ; rdf:object ?o }} BIND(<%(iri)s> AS ?s) }}
  UNION
  {{ ?s ?p <%(iri)s> MINUS {{ ?statement rdf:object <%(iri)s> ; rdf:predicate ?p ; rdf:subject ?s }} BIND(<%(iri)s> AS ?o) }}
  FILTER(isIRI(?s) && isIRI(?o) && STRSTARTS(STR(?p), "{iris.KG}") && ?p NOT IN ({_INNER})) }} LIMIT {PAGE}"""
"""Relations of the vocabulary that no statement says: an article and its act, and the like."""
_SAID = f"?x ?p ?o FILTER(isLiteral(?o) || ?p IN ({_LINKS}))"
_AROUND = f"""CONSTRUCT {{ ?x ?p ?o }} {{
  {{ VALUES ?x {{ %(statements)s }} ?x ?p ?o }} UNION
  {{ VALUES ?y {{ %(statements)s }} ?y kg:evidence ?x . ?x ?p ?o }} UNION
  {{ VALUES ?y {{ %(statements)s }} ?y rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?o . ?x ?p ?o }} UNION
  {{ VALUES ?y {{ %(statements)s }} ?y prov:wasDerivedFrom|(kg:evidence/kg:inDocument) ?x .
     {_SAID} FILTER(?p != kg:text || STRLEN(?o) <= {_TEXT}) }} UNION
  {{ VALUES ?x {{ %(ends)s }} {_SAID} FILTER(?p != kg:text) }} UNION
  {{ VALUES ?z {{ %(ends)s }} ?x kg:holder ?z ; ?p ?o }} UNION
  {{ VALUES ?z {{ %(ends)s }} ?m kg:holder ?z ; kg:post|kg:organisation|kg:constituency ?x . ?x rdfs:label ?o
     BIND(rdfs:label AS ?p) }} }}"""
_CENTRAL = f"SELECT ?s ?o {{ ?statement rdf:subject ?s ; rdf:object ?o }} LIMIT {_SAMPLE}"


async def around(workers: Pool, iri: str, offset: int, asking: str) -> tuple[bytes, int, bool]:
    """N-Triples of an entity (its IRI, which is `lookups.fit`), of at most PAGE of its relations, and of what they rest on; how
    many relations these are, and whether there are more."""
    found = await lookups.rows(workers, _STATEMENTS, asking, iri=iri, offset=offset, limit=PAGE + 1)
    statements = [row["statement"] for row in found[:PAGE] if lookups.fit(row["statement"])]
    plain = await lookups.rows(workers, _PLAIN, asking, iri=iri) if not offset else []
    ends = {iri, *(row["other"] for row in found[:PAGE]), *(row[end] for row in plain for end in ("s", "o"))}
    listed = {
        "statements": " ".join(f"<{one}>" for one in statements),
        "ends": " ".join(f"<{one}>" for one in sorted(ends) if lookups.fit(one)),
    }
    reply = await workers.ask({"text": _AROUND % listed, "rows": "", "triples": "nt"}, asking)
    direct = "".join(f"<{row['s']}> <{row['p']}> <{row['o']}> .\n" for row in plain if all(map(lookups.fit, row.values())))
    return reply.body + direct.encode(), len(statements), len(found) > PAGE


def triples(body: bytes) -> list[Any]:
    """N-Triples as the page's maker takes them."""
    return list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))


class Explorer:
    """The page that opens a graph too large for a file, made once for each version of the graph."""

    def __init__(self, workers: Pool) -> None:
        self._workers = workers
        self._made: tuple[str, bytes] = ("", b"")
        self._making = asyncio.Lock()

    async def page(self, version: str, asking: str) -> bytes:
        """The page, open on what many relations of the graph's first ones are about."""
        async with self._making:
            if self._made[0] != version or not version:
                focus = await self._central(asking)
                body = (await around(self._workers, focus, 0, asking))[0] if focus else b""
                as_of, paths = load_pack().as_of, {"piece": "/api/piece", "search": "/api/search"}
                made = await asyncio.to_thread(lambda: live_page(triples(body), focus, **paths, as_of=as_of))
                self._made = (version, made)
            return self._made[1]

    async def _central(self, asking: str) -> str:
        counted: dict[str, int] = {}
        for row in await lookups.rows(self._workers, _CENTRAL, asking):
            for end in {row["s"], row["o"]}:
                counted[end] = counted.get(end, 0) + 1
        fit = (iri for iri in counted if lookups.fit(iri))
        return min(fit, key=lambda iri: (-counted[iri], iri), default="")
