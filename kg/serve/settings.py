"""What whoever runs the service decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.bounded import Limits

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """``out`` is the graph (see `kg.outputs.open_graph`), ``url`` where clients find the service, without a slash at its end.

    ``workers`` questions run at a time; ``waiting`` more may wait for their turn, ``patience`` seconds long, of one client no
    more than ``per_client``. ``body`` is the largest request in bytes. ``origins`` are the web origins whose pages may read
    answers, none by default (or any page that a browser shows could read what a local graph says); ``hosts`` are the names
    under which clients may call the service, "*" for any. ``services`` are the hosts or addresses that SERVICE clauses may ask
    (see `kg.authority.live.named`), none by default.
    """

    out: Path
    url: str = "http://127.0.0.1:8000"
    limits: Limits = field(default_factory=lambda: Limits(seconds=20, memory=1024 * _MIB, answer=64 * _MIB))
    workers: int = 2
    waiting: int = 64
    per_client: int = 32
    patience: float = 10.0
    body: int = 4 * _MIB
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    services: tuple[str, ...] = ()
