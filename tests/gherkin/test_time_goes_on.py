"""Where a story has come to in time: what passes adds up, what is later counts from there, a supposition moves it."""

from __future__ import annotations

import pytest

from obligations.gherkin.story import UnmetError
from obligations.problems import InputError
from tests.gherkin.test_sentences import say, told
from tests.gherkin.worlds import PACT

FIRST = [*PACT, 'an order by BOB to ANN, called "first" at 2026-03-01 12:00 UTC']
BOTH = [*FIRST, 'an order by BOB to ANN, called "second" 1 hour later']
DAY = [*PACT, 'an order by BOB to ANN, called "first" on 2026-03-01']


def bring(number: int = 1) -> str:
    return f'clause "bring#{number}"'


@pytest.mark.parametrize(
    ("world", "holds", "fails"),
    [
        ([*FIRST, "13 hours pass", "13 hours pass"], "is violated", "is in effect"),
        ([*FIRST, "13 hours pass", "10 hours pass"], "is in effect", "is violated"),
        ([*FIRST, "nothing more happens until 2026-03-02 11:00 UTC", "2 hours pass"], "is violated", "is in effect"),
        ([*FIRST, "23 hours pass", "a delivery by ANN to BOB 2 hours later"], "is violated", "is fulfilled"),
        ([*FIRST, "23 hours pass", "a delivery by ANN to BOB at the same time"], "is fulfilled", "is violated"),
        ([*FIRST, "23 hours pass", "a delivery by ANN to BOB 1 hour after the first"], "is fulfilled", "is violated"),
        (
            [*FIRST, "nothing more happens until 2026-03-02 11:00 UTC", "a delivery by ANN to BOB 2 hours later"],
            "was performed at 2026-03-02 13:00 UTC",
            "was performed at 2026-03-01 14:00 UTC",
        ),
        (
            [*FIRST, "3 days pass", "a report by BOB 1 hour later", "a delivery by ANN to BOB 1 hour later"],
            "was performed at 2026-03-04 14:00 UTC",
            "was performed at 2026-03-04 13:00 UTC",
        ),
        ([*DAY, "1 hour passes"], "is undetermined: violated or in effect", "is in effect"),
        ([*FIRST, "23 hours pass", "if the first had come 2 hours later"], "is in effect", "is violated"),
        ([*FIRST, "if the first had come 2 hours later", "25 hours pass"], "is violated", "is in effect"),
        ([*FIRST, "if the first had come 2 hours later", "23 hours pass"], "is in effect", "is violated"),
        (
            [*FIRST, "23 hours pass", "if the first had come 2 hours later", "2 hours pass"],
            "is violated",
            "is in effect",
        ),
    ],
)
def test_what_passes_and_what_is_later_counts_from_where_the_story_has_come(
    world: list[str], holds: str, fails: str
) -> None:
    say(told(*world), f"{bring()} {holds}")
    with pytest.raises(UnmetError):
        say(told(*world), f"{bring()} {fails}")


@pytest.mark.parametrize(
    ("world", "code"),
    [
        ([*FIRST, "nothing more happens until 2026-02-01"], "OB536"),
        ([*FIRST, "nothing more happens until 2026-03-01 11:59:59 UTC"], "OB536"),
        ([*DAY, "nothing more happens until 2026-03-01 12:00 UTC"], "OB536"),
        ([*FIRST, "99999999999999999999 years pass"], "OB515"),
        ([*FIRST, "nothing more happens until 2026-03-05", "99999999999999999999 years pass"], "OB515"),
        ([*FIRST, "nothing more happens until 2026-03-05", "9999 years pass"], "OB515"),
    ],
)
def test_no_time_before_what_was_told_and_none_after_the_calendar(world: list[str], code: str) -> None:
    with pytest.raises(InputError) as refused:
        say(told(*world), f"{bring()} is in effect")
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("world", "supposed", "holds", "fails"),
    [
        (DAY, "if the first had come 1 day later", "due undetermined", "2026-03-02"),
        (FIRST, "if the first had come 2 days later", "2026-03-04 12:00 UTC", "2026-03-02 12:00 UTC"),
        (BOTH, "if the first had come 2 days later", "2026-03-04 12:00 UTC", "2026-03-02 12:00 UTC"),
        (
            [*PACT, 'the zone is "Asia/Tokyo"', 'an order by BOB to ANN, called "2026-first" at 2026-03-01 12:00'],
            "if the 2026-first had come 2 hours later",
            "2026-03-02 05:00 UTC",
            "2026-03-02 03:00 UTC",
        ),
    ],
)
def test_whatever_event_may_be_supposed_later(world: list[str], supposed: str, holds: str, fails: str) -> None:
    story = told(*world, supposed, "1 hour passes")
    if holds == "due undetermined":
        say(story, f"it is undetermined when {bring()} is due")
    else:
        say(story, f"{bring()} is due {holds}")
    with pytest.raises(UnmetError):
        say(story, f"{bring()} is due {fails}")


def test_what_counts_from_an_event_goes_with_it_and_may_move_alone() -> None:
    say(told(*BOTH, "if the first had come 2 days later"), f"{bring(2)} is due 2026-03-04 13:00 UTC")
    story = told(*BOTH, "if the second had come 2 hours later")
    say(story, f"{bring(1)} is due 2026-03-02 12:00 UTC")
    say(story, f"{bring(2)} is due 2026-03-02 15:00 UTC")


@pytest.mark.parametrize("dropped", ["first", "second"])
def test_what_counts_from_an_event_keeps_its_time_where_that_had_not_happened(dropped: str) -> None:
    left = "13:00" if dropped == "first" else "12:00"
    story = told(*BOTH, "2 hours pass", f"if the {dropped} had not happened")
    say(story, 'clause "bring" has 1 position')
    say(story, f"{bring()} is due 2026-03-02 {left} UTC")
    say(story, f"{bring()} is in effect")  # it is still two hours after the second
    say(story, "as it was told")
    say(story, 'clause "bring" has 2 positions')
