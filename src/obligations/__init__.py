"""A rule-based obligation engine: clauses of agreements, run against events.

The Python door is small: ``load`` agreements, ``simulate`` events, ask the result. See ``docs/python.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from obligations.api import (
        Agreements,
        act,
        agenda,
        avoid,
        compare,
        expect,
        explain,
        load,
        receipt,
        said,
        simulate,
        verify,
        what_if,
        why_not,
        windows,
    )
    from obligations.problems import InputError, ObligationsError

__all__ = [
    "Agreements",
    "InputError",
    "ObligationsError",
    "__version__",
    "act",
    "agenda",
    "avoid",
    "compare",
    "expect",
    "explain",
    "load",
    "receipt",
    "said",
    "simulate",
    "verify",
    "what_if",
    "why_not",
    "windows",
]
_OF_THE_API = frozenset(__all__) - {"InputError", "ObligationsError", "__version__"}


def __getattr__(name: str) -> Any:
    # loaded when asked for: `import obligations` stays cheap for the command line's own start
    if name in _OF_THE_API:
        from obligations import api

        return getattr(api, name)
    if name in ("InputError", "ObligationsError"):
        from obligations import problems

        return getattr(problems, name)
    raise AttributeError(f"module 'obligations' has no attribute {name!r}")
