"""The names of the graph as it is now: asked of a worker, indexed once, kept until a build puts another graph in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from kg import iris
from kg.serve.lookups import local
from kg.serve.names import Named, Names
from kg.serve.pool import Pool

_APART = "kg:Statement, kg:Evidence, kg:Mention, kg:Mandate"
_LABELS = f"""SELECT ?entity ?kind ?label {{ ?entity a ?kind FILTER(STRSTARTS(STR(?kind), "{iris.KG}") && ?kind NOT IN ({_APART}))
  ?entity rdfs:label|skos:prefLabel|dcterms:title ?label }}"""
_OTHERS = "SELECT ?entity ?other { ?entity skos:altLabel|dcterms:identifier ?other }"
_MANDATES = """SELECT ?entity ?start ?end { ?mandate kg:holder ?entity OPTIONAL { ?mandate kg:start ?start }
  OPTIONAL { ?mandate kg:end ?end } }"""


class Catalogue:
    """The index of names, made again where the graph is another."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._version = ""
        self._names = Names(())
        self._making = asyncio.Lock()
        self.matching = asyncio.Lock()
        """Held while a batch of names is looked for, so that batches leave the processor to questions."""

    async def names(self, version: str, client: str = "") -> Names:
        """The names of a version of the graph."""
        async with self._making:
            if version != self._version:
                asked = [await self._asked(text, client) for text in (_LABELS, _OTHERS, _MANDATES)]
                self._names = await asyncio.to_thread(lambda: Names(_named(*asked).values()))
                self._version = version
            return self._names

    async def _asked(self, text: str, client: str) -> list[dict[str, str]]:
        return (await self._pool.ask({"text": text, "rows": "json", "triples": ""}, client)).rows()


def _named(labels: list[dict[str, str]], others: list[dict[str, str]], mandates: list[dict[str, str]]) -> Mapping[str, Named]:
    out: dict[str, Named] = {}
    for row in labels:
        one = out.setdefault(row["entity"], Named(row["entity"], row["label"]))
        one.kinds.add(local(row["kind"]))
        one.others.add(row["label"])
    for row in others:
        if one_known := out.get(row["entity"]):
            one_known.others.add(row["other"])
    for row in mandates:
        if holder := out.get(row["entity"]):
            holder.periods.append((row.get("start", ""), row.get("end", "")))
    return out
