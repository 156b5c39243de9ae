"""Questions within bounds: each runs in a worker process that can be killed, since no engine can be stopped from within.

`once` asks one question of a graph; `kg.serve` keeps a pool of such workers warm.
"""

from kg.bounded.limits import Limits
from kg.bounded.once import once

__all__ = ["Limits", "once"]
