"""The errors that the package raises; each message says what, where, and what to do."""

from __future__ import annotations

import errno


class KgError(Exception):
    """Anything that this package raises on purpose.

    >>> import kg
    >>> try:
    ...     kg.Graph("out").explain("Personne Inconnue")
    ... except kg.KgError as error:
    ...     print(error)
    no entity of the graph is called “Personne Inconnue”
    """


class UsageError(KgError):
    """The call makes no sense: a bad option, an unknown name, nothing to work on (exit code 2)."""


class ReadError(KgError):
    """A file cannot be read as a document. ``where`` names it, with a line or an offset where there is one."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return type(self), (self.where, self.reason)


class OntologyError(KgError):
    """A table or a rule of ``ontology/`` is wrong; the message begins with ``file:line``."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type[OntologyError], tuple[str, int, str]]:
        return type(self), (self.path, self.line, self.reason)


class QueryError(KgError):
    """A query is malformed, or no named query has that name."""


class QueryRefusedError(QueryError):
    """A query would do more than ask: update the graph, or call another server."""


class QueryLimitError(QueryError):
    """A query goes beyond what it may cost. ``limit`` tells which bound it is: "time", "memory", "answer", "text" (its length),
    "depth" (of brackets), or "engine", where that broke down."""

    def __init__(self, limit: str, message: str) -> None:
        super().__init__(message)
        self.limit = limit


class AuthorityError(KgError):
    """A record of an open-data file does not fit its publisher's layout; the message names file and record."""


class StoreError(KgError):
    """The store cannot be opened, is locked by another writer, or refuses the data."""


class UnwrittenError(StoreError):
    """The disk did not take what was to be written; what was there before is as it was (exit code 1)."""


NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))
"""What a disk answers that is full, or faulty."""
