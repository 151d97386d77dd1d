"""The version of the package: every room may name it, and what stands at the door may not be asked from below."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
