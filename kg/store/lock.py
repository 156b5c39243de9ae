"""One writer at a time: the lock of a store's folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from kg.errors import NO_ROOM, StoreError, UnwrittenError


def locked(folder: Path) -> int:
    """The lock of a store's folder, which is made where there is none. Raises StoreError."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: a file stands where the store's folder should be; move it away")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder / "lock")
        return _lock(folder / "lock")
    except BlockingIOError as error:
        raise StoreError(f"{folder}: another process writes to it; wait until it has ended") from error
    except OSError as error:
        kind = UnwrittenError if error.errno in NO_ROOM else StoreError
        raise kind(f"{folder}: cannot be written: {error.strerror}") from error


def clear(path: Path) -> None:
    """Makes room for a file where something else bears its name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)


def _lock(path: Path) -> int:
    """A descriptor that holds the lock of a file until it is closed. Raises OSError where another holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError as error:  # which Windows calls a permission that is denied
                raise BlockingIOError(error.errno, error.strerror) from error
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
