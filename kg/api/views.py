"""What the API answers for people: an explanation, paths, the page of the graph; each shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.analyse import Step


class Told(str):
    """Text over several lines, which a notebook shows as it is.

    >>> Told("a reçu\\nle député")
    a reçu
    le député
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f'<pre style="white-space: pre-wrap">{escape(self)}</pre>'


class Paths(tuple["tuple[Step, ...]", ...]):
    """The shortest ways from one entity to another, none where nothing connects them. Each is a tuple of steps, whose ``edge``
    bears subject, predicate, object, modality, quote and source; ``text`` tells them with the words that say so.

    >>> import kg
    >>> kg.Graph("out").path("Premier ministre", "Jean-Michel Mis")[0][0].edge.quote
    'Le député Jean-Michel MIS a été missionné par le Premier ministre ...'
    """

    text: Told

    def __new__(cls, paths: tuple[tuple[Step, ...], ...], text: str) -> Paths:
        self = super().__new__(cls, paths)
        self.text = Told(text)
        return self

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.text._repr_html_()


_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure: ``figure`` is matplotlib's, to be changed; ``save`` writes it; a notebook shows it.

    >>> import kg
    >>> drawn = kg.Graph("out").plot("central")
    >>> len(drawn.figure.axes)
    1
    """

    figure: Any

    def save(self, path: Path | str) -> None:
        """Writes the figure whole or not at all, as SVG or PNG by the suffix of its name. Raises UsageError for another one.

        >>> import kg
        >>> kg.Graph("out").plot("central").save("central.svg")
        """
        from kg.write import write_bytes

        write_bytes(Path(path), self.picture(Path(path).suffix.removeprefix(".").lower()))

    def picture(self, form: str) -> bytes:
        """The figure as a file of the form "svg" or "png". Raises UsageError for another form.

        >>> import kg
        >>> kg.Graph("out").plot("central").picture("png")[1:4]
        b'PNG'
        """
        from kg.export.plot import FORMS, picture

        if form not in FORMS:
            raise UsageError(f"{form or 'no suffix'}: a figure is written as .svg or .png")
        return picture(self.figure, FORMS[form])

    def _repr_png_(self) -> bytes:
        return self.picture("png")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page (HTML) which a notebook shows in a frame of ``height`` pixels that has no access to the notebook.

    >>> Shown("<p>une page</p>", height=300).height
    300
    """

    html: str
    height: int = 640

    def _repr_html_(self) -> str:
        # Without "allow-same-origin" the page has an origin of its own, so that it reaches neither the notebook nor its server;
        # it may save what the reader asks for, and open the official pages that it links to.
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="{_SANDBOX}" title="kg" loading="lazy" '
            f'style="width: 100%; height: {self.height}px; border: 1px solid #ccc"></iframe>'
        )
