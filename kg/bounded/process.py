"""How a worker is started."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.apart.starting import command as command_of
from kg.bounded.limits import Limits


def command() -> list[str]:
    """The command line of a worker."""
    return command_of("kg.bounded.worker")


def settings(out: Path, limits: Limits) -> dict[str, Any]:
    """The first message to a worker: the graph that it opens, and its limits."""
    return {"out": str(out), "limits": asdict(limits)}
