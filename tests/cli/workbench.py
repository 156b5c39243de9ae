"""A folder in which every example of the documentation finds what it names, made of the seed and of small files."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dumps import BODY, actor, amendments, dump, votes
from pack_sources import pack_sources

ROOT = Path(__file__).resolve().parents[2]
SEED = "2021-09-09-premier-ministre-rapport-mis"
WORDS = "Le Premier ministre a reçu ce jour le député Jean-Michel MIS."
_MAPPING = 'name = "registre"\ntitle = "Un registre"\n[row]\nkind = "Organisation"\nlabel = "{nom}"\nkey = "registre-{id}"\n'
_GOLD: dict[str, Any] = {
    "document": {"source": "a", "title": "Une rencontre", "date": "2021-09-09", "publisher": "Premier ministre"},
    "entities": [
        {"id": "e1", "type": "Person", "name": "Jean-Michel Mis", "surfaces": ["Jean-Michel MIS"], "ids": {"an": "PA719952"}}
    ],
    "relations": [],
    "themes": [],
}
_URL = re.compile(r"http://[\w.:-]+")


def workbench(folder: Path) -> Path:
    """The folder, with the graph of the seed in ``out/`` and what the examples name beside it."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in ("communiques", "FOLDER/texts", "FOLDER/gold", "json"):
        (folder / name).mkdir(parents=True)
    (folder / "communiques" / "visite.html").write_text(f"<h1>Visite</h1><p>{WORDS}</p>", encoding="utf-8")
    (folder / "FOLDER" / "texts" / "a.md").write_text(WORDS, encoding="utf-8")
    (folder / "FOLDER" / "gold" / "a.json").write_text(json.dumps(_GOLD), encoding="utf-8")
    for name in ("register", "registre"):
        (folder / f"{name}.toml").write_text(_MAPPING, encoding="utf-8")
        (folder / f"{name}.csv").write_text("id,nom\n7,Essai\n", encoding="utf-8")
    for name in ("AMO30….json.zip", "AMO30_acteurs_mandats_organes.json.zip"):
        dump(folder / name, organe_PO1=BODY, organe_PO2=BODY | {"uid": "PO2"}, acteur_PA1=actor())
    votes(folder / "Scrutins.json.zip")
    shutil.unpack_archive(amendments(folder / "Amendements.json.zip"), folder)
    record = {"id": "a1", "date": "2021-09-09", "title": "Visite", "text": WORDS}
    (folder / "amendements.jsonl.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    pack_sources(folder / "DATA")
    assert kg(folder, "build seeds").returncode == 0
    return folder


def kg(folder: Path, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command line (what stands after ``kg``) as a shell runs it in the folder."""
    return subprocess.run(
        ("/bin/sh", "-c", f"{sys.executable} -m kg {line}"),
        cwd=folder,
        env={**os.environ, "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@contextmanager
def serving(folder: Path, example: str) -> Iterator[str]:
    """The service of an example (``kg serve …``) until the block ends, at its address: another port where its own is taken."""
    command = [sys.executable, "-m", "kg", *example.split()[1:]]
    for more in ((), ("--port", "0")):
        log = folder / "serve.log"
        with log.open("w", encoding="utf-8") as said:
            process = subprocess.Popen((*command, *more), cwd=folder, stderr=said, stdout=said)
        try:
            if address := _address(process, log):
                yield address
                return
        finally:
            process.terminate()
            process.wait(timeout=30)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where the service says that it is; empty where it ended first."""
    while True:
        ended = process.poll() is not None
        if found := _URL.search(log.read_text(encoding="utf-8")):
            if process.poll() is None:
                return found[0]
        elif ended:
            return ""
        time.sleep(0.02)
