"""What the whole dumps give, counted back by SPARQL against an independent count of the raw JSON, and what that costs.

Run with: python -m pytest -m bench -s tests/bench/test_import_figures.py
"""

from __future__ import annotations

import importlib.util
import json
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.authority.imports import importers
from kg.imports import import_dump
from kg.outputs import lines, open_graph
from kg.store.results import Rows

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "assemblee"
FILES = {
    "assemblee": "AMO30_acteurs_mandats_organes.json.zip",
    "scrutins": "Scrutins.json.zip",
    "amendements": "Amendements.json.zip",
}
pytestmark = pytest.mark.bench


def records(source: str, folder: str = "") -> Iterator[Any]:
    with zipfile.ZipFile(DATA / FILES[source]) as archive:
        for name in archive.namelist():
            if folder in name:
                yield json.loads(archive.read(name))


def several(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def raw(source: str) -> dict[str, int]:
    """The same figures, from the JSON alone."""
    found: Counter[str] = Counter()
    if source == "assemblee":
        for record in records(source, "/acteur/"):
            found["actors"] += 1
            found["mandates"] += len(several(record.get("acteur", record)["mandats"]["mandat"]))
        found["bodies"] = sum(1 for _ in records(source, "/organe/"))
    elif source == "scrutins":
        for record in records(source):
            found["votes"] += 1
            for group in several(record["scrutin"]["ventilationVotes"]["organe"]["groupes"]["groupe"]):
                for position in ("pours", "contres", "abstentions"):
                    found[position] += len(several((group["vote"]["decompteNominatif"][position] or {}).get("votant")))
    else:
        for record in records(source):
            signed = record["amendement"]["signataires"]
            found["amendments"] += 1
            found["authors"] += isinstance(signed["auteur"].get("acteurRef"), str)
            found["government"] += signed["auteur"]["typeAuteur"] == "Gouvernement"
            found["cosigners"] += sum(isinstance(one, str) for one in several(signed["cosignataires"].get("acteurRef")))
    return dict(found)


VOTED = "ventilationVotes.organe.groupes.groupe.vote.decompteNominatif.{}.votant"
COUNTS = {
    "assemblee": {
        name: f'{{ ?x dcterms:identifier ?n FILTER(STRSTARTS(?n, "{prefix}")) }}'
        for name, prefix in (("actors", "PA"), ("mandates", "PM"), ("bodies", "PO"))
    },
    "scrutins": {
        "votes": "{ ?n a kg:Vote }",
        **{position: f'{{ ?n kg:field "{VOTED.format(position)}" }}' for position in ("pours", "contres", "abstentions")},
    },
    "amendements": {
        "amendments": "{ ?n a kg:Amendment ; dcterms:identifier ?id }",
        "authors": '{ ?n kg:field "signataires.auteur.acteurRef" }',
        "government": "{ organisation:gouvernement kg:authorOf ?n }",
        "cosigners": '{ ?n kg:field "signataires.cosignataires.acteurRef" }',
    },
}


def plain(source: str, graph: list[str], folder: Path) -> tuple[str, float]:
    """What it costs to parse the same JSON with the fastest library that is there and to bulk-load the same quads: the name of
    the library, and seconds of CPU."""
    fastest = importlib.import_module("orjson" if importlib.util.find_spec("orjson") else "json")
    begun = time.process_time()
    with zipfile.ZipFile(DATA / FILES[source]) as archive:
        for name in archive.namelist():
            fastest.loads(archive.read(name))
    parsed = time.process_time() - begun
    fresh, stream = ox.Store(str(folder / "plain")), iter(graph)
    begun = time.process_time()
    while chunk := "\n".join(islice(stream, 200_000)):
        fresh.bulk_load(chunk.encode(), format=ox.RdfFormat.N_QUADS)
    return fastest.__name__, parsed + time.process_time() - begun


@pytest.mark.skipif(not DATA.is_dir(), reason="the publishers' files are not in ../shared/data")
@pytest.mark.parametrize("source", FILES)
def test_a_whole_dump_is_counted_back(source: str, tmp_path: Path) -> None:
    begun = time.process_time()
    import_dump(importers()[source], [DATA / FILES[source]], tmp_path)
    spent = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Each figure is told as soon as it is known: the whole takes some minutes, and more beside other work.
    print(f"\n{source}: {spent:.1f} s CPU, peak {peak:.0f} MB", flush=True)
    with open_graph(tmp_path) as store:
        if source == "assemblee":
            graph = list(lines(store))
            library, floor = plain(source, graph, tmp_path)
            ratio = spent / floor
            print(f"{library} and bulk-loading {len(graph)} quads: {floor:.1f} s CPU; ratio {ratio:.2f}", flush=True)
            del graph
        counted = {}
        for name, pattern in COUNTS[source].items():
            answer = store.query(f"SELECT (COUNT(DISTINCT ?n) AS ?count) {pattern}")
            assert isinstance(answer, Rows)
            counted[name] = int(answer.rows[0][0].value) if answer.rows[0][0] else 0
    print(counted, flush=True)
    assert counted == raw(source)
    if source == "assemblee":
        assert peak < 1024
