"""How a worker is started."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import kg
from kg.bounded.limits import Limits

# Run from where this package lies, whatever the working folder holds (-P keeps it off the path of imports).
_START = "import sys; sys.path.append(sys.argv[1]); from kg.bounded.worker import main; main()"


def command() -> list[str]:
    """The command line of a worker."""
    return [sys.executable, "-P", "-c", _START, str(Path(kg.__file__).parent.parent)]


def settings(out: Path, limits: Limits) -> dict[str, Any]:
    """The first message to a worker: the graph that it opens, and its limits."""
    return {"out": str(out), "limits": asdict(limits)}
