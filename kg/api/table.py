"""Rows of plain Python values with named columns: what a query and an analysis answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, overload

from kg import namespaces as ns
from kg.errors import UsageError
from kg.nquads import is_web_iri
from kg.store.results import Answer, Boolean, Rows, Term, short

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 50
_WIDEST = 200
Row = dict[str, Any]


class Table(Sequence[Row]):
    """Rows with named columns. ``table[0]`` is the first row as a ``dict``, ``table["label"]`` a column as a ``list``; a notebook
    shows it as a table.

    Values are ``str`` (an IRI whole, or text), ``int``, ``float``, ``bool``, ``datetime.date``, and None for what is unbound.

    >>> table = Table(("who", "count"), [("a", 1), ("b", 2)])
    >>> table[1], table["who"], len(table)
    ({'who': 'b', 'count': 2}, ['a', 'b'], 2)
    """

    def __init__(self, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self.rows = [tuple(row) for row in rows]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> Table: ...
    @overload
    def __getitem__(self, key: str) -> list[Any]: ...
    def __getitem__(self, key: int | slice | str) -> Row | Table | list[Any]:
        if isinstance(key, str):
            if key not in self.columns:
                raise UsageError(f"no column is called {key!r}; there are {', '.join(self.columns)}")
            at = self.columns.index(key)
            return [row[at] for row in self.rows]
        if isinstance(key, slice):
            return Table(self.columns, self.rows[key])
        return dict(zip(self.columns, self.rows[key], strict=True))

    def __iter__(self) -> Iterator[Row]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def select(self, *columns: str) -> Table:
        """The table with these columns alone, in this order. Raises UsageError for one that it has not.

        >>> Table(("who", "count"), [("a", 1)]).select("count")[0]
        {'count': 1}
        """
        return Table(columns, zip(*(self[column] for column in columns), strict=True))

    def to_pandas(self) -> pd.DataFrame:
        """The table as a ``pandas.DataFrame``. Raises UsageError where pandas is not installed.

        >>> Table(("who", "count"), [("a", 1), ("b", 2)]).to_pandas()["count"].sum().item()
        3
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("pandas is not installed; install it, or kg-politique[notebook]") from error
        return pd.DataFrame(self.rows, columns=list(self.columns))

    def to_csv(self) -> str:
        """The table as CSV (RFC 4180); what a spreadsheet would take for a formula is kept from it.

        >>> print(Table(("who", "count"), [("a, b", 1)]).to_csv().strip())
        who,count\r
        "a, b",1
        """
        from kg.export.tables import to_csv

        return to_csv(self.columns, (["" if cell is None else str(cell) for cell in row] for row in self.rows))

    def __repr__(self) -> str:
        cells = [self.columns, *(tuple(map(_shown, row)) for row in self.rows[:_SHOWN])]
        widths = [max(len(row[at]) for row in cells) for at in range(len(self.columns))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
        return "\n".join([*lines, *self._more()])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.rows[:_SHOWN])
        more = "".join(f"<p>{escape(line)}</p>" for line in self._more())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"

    def _more(self) -> list[str]:
        return [f"… {len(self.rows)} rows"] if len(self.rows) > _SHOWN else []


def _shown(cell: Any) -> str:
    """A value on one line, an IRI under its prefix."""
    text = "" if cell is None else " ".join(str(cell).split())
    text = short(text, ns.prefixes()) if text.startswith(("http://", "https://")) else text
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _cell(cell: Any) -> str:
    text = escape(_shown(cell))
    if isinstance(cell, str) and cell.startswith(("http://", "https://")) and is_web_iri(cell):
        return f'<td><a href="{escape(cell)}" target="_blank" rel="noopener noreferrer">{text}</a></td>'
    return f"<td>{text}</td>"


def table_of(answer: Answer) -> Table:
    """The answer of a store as a table: ASK has one row, CONSTRUCT and DESCRIBE have the columns subject, predicate, object."""
    if isinstance(answer, Boolean):
        return Table(("answer",), [(answer.value,)])
    if isinstance(answer, Rows):
        return Table(answer.columns, (tuple(map(_value, row)) for row in answer.rows))
    return Table(("subject", "predicate", "object"), (tuple(map(_value, triple)) for triple in answer.triples))


def _value(term: Term | None) -> Any:
    """A term as a Python value; as its text where that does not fit its type."""
    if term is None:
        return None
    kind = term.datatype.removeprefix(ns.XSD)
    try:
        if kind in ("integer", "int", "long", "nonNegativeInteger"):
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
        if kind == "date":
            return date.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value in ("true", "1") if kind == "boolean" else term.value
