"""How such a process is started."""

from __future__ import annotations

import sys
from pathlib import Path

import kg

# Run from where this package lies, whatever the working folder holds (-P keeps it off the path of imports).
_START = "import sys; sys.path.append(sys.argv[1]); from {} import main; main()"


def command(module: str) -> list[str]:
    """The command line of a process that runs the ``main`` of a module."""
    return [sys.executable, "-P", "-c", _START.format(module), str(Path(kg.__file__).parent.parent)]
