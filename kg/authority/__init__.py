"""Open data of the French institutions: one connector a publisher, and the pack that ships with the package.

The only stage that knows its publishers' file layouts. ``python -m kg.authority DATA OUT`` makes the pack.
"""

from kg.authority.connector import Connector
from kg.authority.pack import make_pack

__all__ = ["Connector", "make_pack"]
