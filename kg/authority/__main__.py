"""``python -m kg.authority DATA OUT``: makes the authority pack from the publishers' files. Exit code 1 where a record was
left out or is doubtful, 2 where nothing could be made."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.authority.pack import make_pack


def main(arguments: list[str]) -> int:
    """Makes the pack and prints what was found, one line each, to standard error."""
    if len(arguments) != 2 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m kg.authority DATA OUT (DATA: the folder of the publishers' files)\n")
        return 2
    findings = make_pack(Path(arguments[0]), Path(arguments[1]))
    for finding in findings:
        sys.stderr.write(f"{finding.severity}: {finding.where}: {finding.message}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
