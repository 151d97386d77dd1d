"""The matchers there are, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from obligations.matching.durable import DurableMatcher
from obligations.matching.plain import PlainMatcher
from obligations.matching.port import NAMES, MatcherFactory

MATCHERS: Final[Mapping[str, MatcherFactory]] = dict(zip(NAMES, (DurableMatcher, PlainMatcher), strict=True))
