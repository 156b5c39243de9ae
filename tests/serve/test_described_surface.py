"""The HTTP surface as ``/openapi.json`` describes it, held by Schemathesis against what is answered: no fault of the service, no
status and no kind of content that is not described."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from factories import meeting
from serving import Service, service
from starlette.routing import Route

from kg.assemble import assemble
from kg.outputs import STORE
from kg.serve import Settings, application
from kg.serve.openapi import description
from kg.store import EmbeddedStore

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# 502 and 503 are said of other servers and of questions beyond their bounds, and described as such.
CONFIG = """
[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", 502, 503]
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    out = tmp_path_factory.mktemp("described")
    with EmbeddedStore(out / STORE, writable=True) as store:
        store.replace(assemble(meeting()))
    with service(out, "--timeout", "2", "--memory", "256") as found:
        yield found


def probed(running: Service, place: Path, examples: int, seed: str) -> None:
    config = place / "schemathesis.toml"
    config.write_text(CONFIG, encoding="utf-8")
    command = (
        *(str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(config), "run", f"{running.url}/openapi.json"),
        *("--checks", CHECKS, "--max-examples", str(examples), "--seed", seed, "--no-color", "--generation-database", "none"),
    )
    done = subprocess.run(command, capture_output=True, text=True, cwd=place, timeout=1200)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "Tested: 18" in done.stdout
    assert httpx.get(f"{running.url}/healthz").status_code == 200


def test_the_service_answers_as_it_is_described(running: Service, tmp_path: Path) -> None:
    probed(running, tmp_path, examples=4, seed="1")


@pytest.mark.soak
def test_the_service_answers_thousands_of_requests_as_it_is_described(running: Service, tmp_path: Path) -> None:
    for seed in ("2", "3", "4"):
        probed(running, tmp_path, examples=300, seed=seed)


def test_every_address_is_described(tmp_path: Path) -> None:
    routes = application(Settings(tmp_path)).routes
    known = {route.path.replace(":path", "").rstrip("/") for route in routes if isinstance(route, Route)}
    described = {path.rstrip("/") for path in description("http://localhost")["paths"]}
    suggested = {f"/reconcile/suggest/{what}" for what in ("entity", "type", "property")}

    assert described - suggested == known - {"/reconcile/suggest/{what}", "/openapi.json"}
