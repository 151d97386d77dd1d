"""A rule-based obligation engine: clauses of agreements, run against events.

The Python door is small: ``load`` agreements, make a ``case`` of them and of events, ask it. See ``docs/python.md``;
what its answers are made of stands in ``docs/python-types.md``.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from obligations.version import __version__ as __version__

if TYPE_CHECKING:
    from obligations.api import *  # noqa: F403 - what is public is listed there, once


def __getattr__(name: str) -> Any:
    # loaded when asked for: `import obligations` stays cheap for the command line's own start
    if name == "__all__" or not name.startswith("_"):
        api = importlib.import_module("obligations.api")
        if name == "__all__":
            return [*api.__all__, "__version__"]
        if name in api.__all__:
            return getattr(api, name)
    raise AttributeError(f"module 'obligations' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *importlib.import_module("obligations.api").__all__})
