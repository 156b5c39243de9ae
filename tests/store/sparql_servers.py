"""Real SPARQL servers on loopback, each on a database of its own in a folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    httpx.get(address, params={"query": "ASK {}"}).raise_for_status()
                    break
                except httpx.HTTPError:
                    if time.monotonic() > deadline or child.poll() is not None:
                        raise
                    time.sleep(0.1)
            yield
        finally:
            child.kill()


@contextmanager
def oxigraph_server(folder: Path) -> Iterator[str]:
    """The address of the queries of an Oxigraph server."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server is not installed")
    port = free_port()
    address = f"http://127.0.0.1:{port}/query"
    with _running([program, "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"], folder, address):
        yield address


@contextmanager
def virtuoso_server(folder: Path) -> Iterator[str]:
    """The address of the queries of a Virtuoso server, with the user and password of its administrator."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7)")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=port), encoding="ascii")
    with _running([program, "+configfile", "virtuoso.ini", "+foreground"], folder, f"http://127.0.0.1:{port}/sparql"):
        yield f"http://dba:dba@127.0.0.1:{port}/sparql"


SERVERS = {"oxigraph server": oxigraph_server, "virtuoso": virtuoso_server}
