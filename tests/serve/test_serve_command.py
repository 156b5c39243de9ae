"""``kg serve`` called as it cannot be: one line says so, and nothing listens."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import meeting

from kg import cli
from kg.assemble import assemble
from kg.outputs import STORE
from kg.store import EmbeddedStore


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--host", ""), "--host"),
        (("--port", "70000"), "--port"),
        (("--url", "http://[::1"), "not the address of a service"),
        (("--url", "javascript:x"), "not the address of a service"),
        (("--timeout", "nan"), "--timeout"),
        (("--timeout", "inf"), "--timeout"),
        (("--memory", "99999999999999"), "--memory"),
        (("--answer", "99999999999999"), "--answer"),
        (("-o", "/dev/null"), "no graph is here"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_call_that_makes_no_sense_is_told(
    options: tuple[str, ...], says: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with EmbeddedStore(tmp_path / STORE, writable=True) as store:
        store.replace(assemble(meeting()))

    assert cli.run(["serve", "-o", str(tmp_path), "--port", "0", *options]) == 2
    said = capfd.readouterr().err
    assert says in said
    assert "Traceback" not in said
