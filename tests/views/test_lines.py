"""What is told of a position after its end is no further end of it in the picture."""

from __future__ import annotations

from obligations.views.report.timeline.lines import _course


def test_a_payment_after_a_breach_is_no_second_breach() -> None:
    turns = [("1", "in-effect"), ("2", "violated"), ("3", "violated"), ("4", "violated"), ("5", "cured")]
    segments, ends = _course(turns, "9")
    assert segments == [("in-effect", "1", "2")]
    assert ends == [("violated", "2"), ("cured", "5")]
