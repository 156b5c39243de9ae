"""pyvis and igraph, imported without what a page does not need of them.

At import pyvis loads networkx, jsonpickle, IPython, Jinja and a web browser's launcher, and igraph matplotlib where it is there:
many times their own cost, for conversions, notebooks and printing. They are imported so that whoever uses pyvis or igraph
afterwards finds them whole.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any


def pyvis_network() -> ModuleType:
    """``pyvis.network``."""
    if "pyvis.network" not in sys.modules:
        with contextlib.ExitStack() as stack:
            for name, callables in (
                ("networkx", ()),
                ("jsonpickle", ()),
                ("webbrowser", ()),
                ("IPython.display", ("IFrame",)),
                ("jinja2", ("Environment", "FileSystemLoader")),
            ):
                stack.enter_context(_late(name, *callables))
            return importlib.import_module("pyvis.network")
    return sys.modules["pyvis.network"]


def igraph_core() -> ModuleType:
    """``igraph._igraph``, igraph's C library with its ``GraphBase``: the package around it loads tables, statistics and, where it
    is installed, matplotlib, for drawing that a page does not need."""
    name = "igraph._igraph"
    if name not in sys.modules and "igraph" not in sys.modules:
        found = importlib.util.find_spec("igraph")
        package = ModuleType("igraph")
        package.__path__ = list(found.submodule_search_locations or ()) if found else []
        sys.modules["igraph"] = package
        try:
            return importlib.import_module(name)
        finally:
            del sys.modules["igraph"]
    return importlib.import_module(name)


class _Made:
    """What a call will give, made at the first question to it; ``pyvis.Network()`` makes a Jinja environment that only its
    own pages use."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = functools.cache(make)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked by copy and pickle of an object that is not filled yet
            raise AttributeError(name)
        return getattr(self._make(), name)


@contextlib.contextmanager
def _late(name: str, *callables: str) -> Iterator[None]:
    """Within, importing ``name`` gives a stand-in whose attributes are the real module's, looked up at their first use
    (PEP 562); ``callables`` may be imported from it by name. A module that is loaded already, as IPython is in a notebook,
    stays."""
    if name in sys.modules:
        yield
        return

    def attribute(wanted: str) -> Any:
        if wanted.startswith("__"):  # asked by the import system itself, while the stand-in is in place
            raise AttributeError(wanted)
        return getattr(importlib.import_module(name), wanted)

    def late(wanted: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if name == "jinja2":
                return _Made(lambda: attribute(wanted)(*args, **kwargs))
            return attribute(wanted)(*args, **kwargs)

        return call

    stand_in = ModuleType(name)
    stand_in.__dict__.update({"__getattr__": attribute, **{wanted: late(wanted) for wanted in callables}})
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]
