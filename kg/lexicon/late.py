"""Expressions compiled where they are first used: of the hundreds that a run may need a page needs some, and compiling the others
would be a good part of what a small build costs."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Late:
    """Becomes, attribute by attribute, the compiled expression."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression, self._flags = expression, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._expression, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet only: from the second time on, a method costs what that of the expression costs."""
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def late(expression: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, compiled at its first use: one that is no expression raises ``re.error`` then."""
    return cast("re.Pattern[str]", _Late(expression, flags))
