"""How it was counted when a notice takes effect, or until when one may be given, step by step, as data."""

from __future__ import annotations

from typing import Literal, NamedTuple

from whenever import Instant

from obligations.engine.state.dates import Anchor, Step


class NoPeriod(NamedTuple):
    """No period of notice is stated, or one that binds nobody: it takes effect at once, or may be given to the end."""

    so: Literal["at-once", "until-the-end"]


class InTime(NamedTuple):
    """It is in time for the end of a term; the last moment for that, where a period is stated."""

    from_: Anchor
    start: Instant
    end: Instant
    last: Instant | None


class TooLateFor(NamedTuple):
    """It is too late for the end of a term: it would have had to come by that moment."""

    end: Instant
    last: Instant


NoticeStep = Step | NoPeriod | InTime | TooLateFor
"""One step on the way to when a notice takes effect."""
