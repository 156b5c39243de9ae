"""Networks for Gephi, yEd, Cytoscape and the like: GraphML and GEXF, as networkx writes them, the same bytes every time."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Literal

from kg.nquads import clean

if TYPE_CHECKING:
    import networkx as nx

Form = Literal["graphml", "gexf"]
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')
_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def network_file(graph: nx.Graph[str], form: Form) -> bytes:
    """A graph of networkx in a form that other programs open. Values of attributes are text and numbers."""
    import networkx as nx

    fit = graph.copy()
    for attributes in [*(own for _, own in fit.nodes(data=True)), *(own for _, _, own in fit.edges(data=True))]:
        attributes.update({key: _fit(value) for key, value in attributes.items()})
    fit.graph.clear()
    out = io.BytesIO()
    if form == "gexf":
        nx.write_gexf(fit, out, prettyprint=True)
        # networkx dates the file; the content alone decides here.
        return _TODAY.sub(b"", out.getvalue())
    nx.write_graphml_xml(fit, out, prettyprint=True)
    return out.getvalue()


def _fit(value: object) -> object:
    return _UNFIT.sub("\ufffd", clean(value)) if isinstance(value, str) else value
