"""The timeline as plain data: where everything stands, whatever is told, at any width and over any span of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.views.report.chart import NARROW, WIDE, Chart
from obligations.views.report.digest import Digest, Happening, when
from obligations.views.report.timeline import axis, lanes
from obligations.views.report.timeline.axis import DAY, HOUR, MINUTE, TimeAxis, seconds
from obligations.views.report.timeline.layout import Heading, Layout, Telling
from obligations.views.report.timeline.lettering import breadth, fitted, wrapped
from obligations.views.report.timeline.lines import ChartRow
from obligations.views.report.timeline.marks import Bar, Box, Label, Picture, Sign, Stroke
from obligations.views.report.timeline.svg import to_svg
from tests.examples import examples
from tests.views.documents import ROOT, document, large

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = seconds("0001-01-01T00:00:00Z"), seconds("9999-12-31T23:59:59Z")
YEAR = 365 * DAY
SCENARIOS = sorted(path.relative_to(ROOT / "scenarios") for path in (ROOT / "scenarios").rglob("*.yaml"))
WIDTHS = (NARROW, WIDE)

words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["in-effect", "USA and UKR must: consultation", "日本 العربية ❤️ 👩‍💻", "x" * 300, "word " * 60, "", " "]
    ),
)
spans = st.one_of(
    st.sampled_from([0, 1, 59, MINUTE, HOUR, DAY, 30 * DAY, YEAR, 10 * YEAR, 300 * YEAR, LAST - FIRST]),
    st.integers(0, 2 * YEAR),
)


def text_at(at: int) -> str:
    return (EPOCH + timedelta(seconds=at)).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    span = draw(spans)
    start = draw(st.integers(FIRST, LAST - span))
    until = start + span
    some = st.integers(0, 100).map(lambda part: start + span * part // 100)
    near = st.one_of(some, st.integers(max(FIRST, start - DAY), min(LAST, until + span + DAY)))
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        turns = [text_at(at) for at in sorted(draw(st.lists(some, max_size=4)))]
        states = [draw(st.sampled_from(["awaiting", "in-effect", "suspended"])) for _ in turns]
        ends = draw(
            st.lists(st.tuples(st.sampled_from(["fulfilled", "violated", "undetermined", "lapsed"]), near), max_size=3)
        )
        dues = draw(st.lists(st.tuples(near, st.sampled_from(["strict", "target"])), max_size=2))
        lines.append(
            ChartRow(
                (),
                draw(words),
                draw(words),
                "in-effect",
                "x",
                tuple((state, at, after) for state, (at, after) in zip(states, pairwise(turns), strict=False)),
                tuple((state, text_at(at)) for state, at in ends),
                tuple((text_at(at), strength) for at, strength in dues),
                draw(st.none() | st.tuples(near, near).map(lambda two: (text_at(min(two)), text_at(max(two))))),
                draw(st.booleans()),
            )
        )
    at = sorted(draw(st.lists(some, max_size=30)))
    events = [Happening(text_at(each), number, draw(words), "", ()) for number, each in enumerate(at, start=1)]
    return Telling(lines, events, start, until)


def assert_apart(picture: Picture) -> None:
    """No text reaches another, each has room in its box by the widest letters, and all is in the picture."""
    labels = picture.labels
    for label in labels:
        assert breadth(label.words, label.size, bold=label.bold) <= label.box.width + 0.01, label
        assert label.size <= label.box.height, label
    for box in [label.box for label in labels] + [hit.box for hit in picture.hits]:
        assert box.x >= -0.01
        assert box.y >= 0
        assert box.right <= picture.width + 0.01
        assert box.bottom <= picture.height
    rows = [hit.box for hit in picture.hits]
    for boxes in (sorted((label.box for label in labels), key=lambda box: box.y), rows):
        for one, other in combinations(boxes, 2):
            if other.y >= one.bottom:
                continue
            assert not one.meets(other), (one, other)
    for mark in picture.marks:
        if isinstance(mark, Bar):
            assert mark.box.width >= 0
        places = {Bar: lambda m: (m.box.x, m.box.right), Stroke: lambda m: (m.x, m.x2), Sign: lambda m: (m.x,)}
        assert all(-0.01 <= x <= picture.width + 2.01 for x in places.get(type(mark), lambda m: ())(mark)), mark


@settings(max_examples=examples(150))
@given(tellings(), st.sampled_from([NARROW, WIDE, 200, 1600]), st.none() | words)
def test_no_text_reaches_another_whatever_is_told(telling: Telling, width: int, title: str | None) -> None:
    heading = None if title is None else Heading(title, f"{when(text_at(telling.start))} to there UTC", "A note. " * 9)
    picture = Layout(telling, width).picture(heading)
    assert_apart(picture)
    assert len(picture.hits) == len(telling.lines)
    ElementTree.fromstring(to_svg(picture, "x", margin=8, linked=False))
    assert picture == Layout(telling, width).picture(heading)


@pytest.mark.parametrize("path", SCENARIOS, ids=str)
def test_no_text_reaches_another_in_what_is_shipped(path: str) -> None:
    chart = Chart(Digest(document(str(path))))
    for width in WIDTHS:
        assert_apart(chart.picture(width))
    assert_apart(chart.picture(titled=True))


def test_no_text_reaches_another_where_much_is_told() -> None:
    chart = Chart(Digest(large(1000)))
    for width in WIDTHS:
        picture = chart.picture(width, titled=True)
        assert_apart(picture)
        ticks = [label.words for label in picture.labels if label.kind == "tick"]
        assert ticks[len(ticks) // 2 :] == ticks[: len(ticks) // 2]  # over the rows and below them


def test_a_title_and_a_state_stand_beside_each_other_where_both_have_room() -> None:
    line = ChartRow((), "USA must: report", "in-effect", "in-effect", "x", (), ())
    long = ChartRow((), "USA must: report " * 6, "undetermined, due some day", "unsettled", "x", (), ())
    picture = Layout(Telling([line, long], [], 0, DAY), WIDE).picture()
    boxes = [(label.kind, label.box) for label in picture.labels if label.kind in ("title", "state")]
    assert [kind for kind, _ in boxes] == ["title", "state", "title", "state"]
    assert boxes[0][1].y == boxes[1][1].y
    assert boxes[1][1].right == WIDE
    assert boxes[3][1].y == boxes[2][1].bottom
    assert [label.words for label in picture.labels if label.kind == "title"][1] == long.title.strip()


@pytest.mark.parametrize(
    ("start", "until", "step", "ticks", "stretches"),
    [
        ("2026-03-01T04:00:00Z", "2026-03-01T04:00:00Z", ("minute", 10), ["04:00", "04:10"], ["1 Mar 2026"]),
        ("2026-03-01T04:00:00Z", "2026-03-01T04:00:02Z", ("second", 1), ["04:00:00", "04:00:01"], ["1 Mar 2026"]),
        ("2026-03-01T04:00:05Z", "2026-03-01T04:01:00Z", ("second", 10), ["04:00:10", "04:00:20"], ["1 Mar 2026"]),
        ("2026-03-01T04:00:00Z", "2026-03-01T06:00:00Z", ("minute", 15), ["04:00", "04:15"], ["1 Mar 2026"]),
        ("2026-03-01T00:00:00Z", "2026-03-05T00:00:00Z", ("hour", 12), ["00:00", "12:00"], ["1 Mar 2026", "2 Mar"]),
        (
            "2026-12-31T00:00:00Z",
            "2027-01-03T00:00:00Z",
            ("hour", 12),
            ["00:00", "12:00"],
            ["31 Dec 2026", "1 Jan 2027"],
        ),
        ("2026-03-02T00:00:00Z", "2026-03-12T00:00:00Z", ("day", 1), ["2 Mar", "3 Mar"], ["2026"]),
        ("2026-03-02T00:00:00Z", "2026-04-20T00:00:00Z", ("week", 1), ["2 Mar", "9 Mar"], ["2026"]),
        ("2026-03-01T00:00:00Z", "2026-10-15T00:00:00Z", ("month", 1), ["Mar", "Apr"], ["2026"]),
        ("2026-03-01T00:00:00Z", "2028-02-01T00:00:00Z", ("month", 3), ["Apr", "Jul"], ["2026", "2027"]),
        ("2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z", ("year", 1), ["2026", "2027"], []),
        ("1990-01-01T00:00:00Z", "2300-01-01T00:00:00Z", ("year", 50), ["2000", "2050"], []),
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", ("year", 1000), ["1000", "2000"], []),
    ],
)
def test_the_axis_of_a_span(
    start: str, until: str, step: tuple[str, int], ticks: list[str], stretches: list[str]
) -> None:
    found = TimeAxis.over(seconds(start), seconds(until), (), WIDE)
    assert found.step == step
    assert [tick.words for tick in found.ticks()][:2] == ticks
    assert [stretch.words for stretch in found.stretches()][: len(stretches) or None] == stretches


@given(st.integers(FIRST, LAST), spans, st.sampled_from([200, NARROW, WIDE, 1600]))
def test_there_are_ticks_at_round_instants_and_their_labels_are_apart(start: int, span: int, width: int) -> None:
    found = TimeAxis.over(start, min(start + span, LAST), (), width)
    ticks = found.ticks()
    assert 1 <= len(ticks) <= width / 72 * 1.1 + 1
    assert all(one.x < other.x for one, other in pairwise(ticks))
    boxes = [tick.box for tick in ticks if tick.box is not None]
    assert boxes
    assert all(one.right < other.x for one, other in pairwise(boxes))
    assert all(0 <= tick.x <= width for tick in ticks)
    stretches = found.stretches()
    assert not stretches or (stretches[0].x, stretches[-1].x2) == (0, width)
    assert all(one.x2 == other.x for one, other in pairwise(stretches))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("day", range(0, 3 * 365, 31))
def test_the_axis_never_goes_without_a_label_however_long_it_is(day: int, width: int) -> None:
    for span in (*range(10, 120, 7), *(3600 * 3**power for power in range(17))):
        assert any(tick.words for tick in TimeAxis.over(day * DAY + 4321, day * DAY + 4321 + span, (), width).ticks())


def test_a_tick_is_where_its_instant_is() -> None:
    found = TimeAxis.over(seconds("2026-03-01T00:00:00Z"), seconds("2026-10-15T00:00:00Z"), (), WIDE)
    told = {tick.words: tick.x for tick in found.ticks()}
    assert told["Jun"] == pytest.approx(found.x(seconds("2026-06-01T00:00:00Z")))
    assert told["Mar"] == 0


def test_a_run_of_no_length_at_the_end_of_time_and_at_its_beginning() -> None:
    for at in (FIRST, 0, LAST):
        found = TimeAxis.over(at, at, (), WIDE)
        assert found.end - found.start == HOUR
        assert found.shows(at)
        line = ChartRow(
            (), "t", "s", "done", "x", (("in-effect", text_at(at), text_at(at)),), (("fulfilled", text_at(at)),)
        )
        picture = Layout(Telling([line], [Happening(text_at(at), 1, "e", "", ())], at, at), WIDE).picture()
        assert_apart(picture)
        assert next(mark.kind for mark in picture.marks if isinstance(mark, Sign)) == "done"


def test_the_axis_is_longer_for_what_falls_due_soon_after() -> None:
    found = TimeAxis.over(0, 100 * HOUR, (120 * HOUR, 151 * HOUR), WIDE)
    assert 120 * HOUR < found.end < 125 * HOUR
    line = ChartRow(
        (), "t", "s", "in-effect", "x", (), (), ((text_at(120 * HOUR), "strict"), (text_at(151 * HOUR), "target"))
    )
    picture = Layout(Telling([line], [], 0, 100 * HOUR), WIDE).picture()
    signs = [mark for mark in picture.marks if isinstance(mark, Sign)][:2]
    assert [(sign.kind, sign.later) for sign in signs] == [("strict", False), ("target", True)]
    assert "after the run" in [label.words for label in picture.labels]
    shade = picture.marks[0]
    assert isinstance(shade, Bar)
    assert (shade.fill, shade.box.right) == ("after", WIDE)
    assert shade.box.x == pytest.approx(found.x(100 * HOUR))


def test_what_lasted_for_a_second_of_a_century_is_seen() -> None:
    line = ChartRow((), "t", "s", "in-effect", "x", (("in-effect", text_at(50 * YEAR), text_at(50 * YEAR + 1)),), ())
    picture = Layout(Telling([line], [], 0, 100 * YEAR), WIDE).picture()
    bar = next(mark for mark in picture.marks if isinstance(mark, Bar))
    assert bar.box.width == 2


def test_a_sign_on_another_stands_below_it() -> None:
    ends = (("violated", text_at(10 * DAY)), ("fulfilled", text_at(10 * DAY + 60)), ("lapsed", text_at(90 * DAY)))
    picture = Layout(Telling([ChartRow((), "t", "s", "done", "x", (), ends)], [], 0, 100 * DAY), WIDE).picture()
    first, second, third = [mark for mark in picture.marks if isinstance(mark, Sign)][:3]
    assert second.y >= first.y + 9
    assert third.y == first.y


# the names of events


@given(st.lists(st.tuples(st.floats(0, WIDE), words), max_size=40), st.sampled_from(WIDTHS))
def test_each_event_is_named_or_counted(events: list[tuple[float, str]], width: int) -> None:
    told = sorted(
        ((min(x, width), f"{number} {name}") for number, (x, name) in enumerate(events)), key=lambda each: each[0]
    )
    found = lanes.lanes(told, width)
    assert len(found.named) + sum(int(each.words) for each in found.rest) == len(events)
    assert {x for x, _ in found.lines(0)} == {x for x, _ in told}
    labels = found.labels(0)
    assert not [1 for one, other in combinations(labels, 2) if one.box.meets(other.box)]
    assert all(label.box.x >= 0 and label.box.right <= width + 0.01 for label in labels)


def test_many_events_at_one_instant() -> None:
    found = lanes.lanes([(400.0, f"{number} event") for number in range(1, 101)], WIDE)
    assert [label.words for label in sorted(found.labels(0), key=lambda label: label.box.y)] == [
        *(f"{number} event" for number in range(1, 6)),
        "+95",
    ]


def test_no_line_of_an_event_passes_a_name_where_there_are_lanes_enough() -> None:
    found = lanes.lanes([(300.0 + 20 * number, f"{number} redelivery") for number in range(8)], WIDE)
    labels = found.labels(0)
    assert len(labels) == 8
    for x, top in found.lines(0):
        for label in labels:
            drawn = replace(label.box, width=breadth(label.words, label.size))
            assert not Box(x, top, 0.1, found.height - top).meets(drawn), (x, label)


def test_an_event_near_the_end_is_named_before_its_line() -> None:
    (only,) = lanes.lanes([(790.0, "1 the last of all")], WIDE).labels(0)
    assert only.anchor == "end"
    assert only.box.right == 786


# letters


@given(st.text(max_size=80), st.floats(0, 400), st.booleans())
def test_what_is_fitted_has_room_and_begins_as_the_text_does(text: str, room: float, bold: bool) -> None:
    shown = fitted(text, room, 12, bold=bold)
    assert breadth(shown, 12, bold=bold) <= room or not shown
    assert shown == text or text.startswith(shown[:-1])
    assert (shown == text) == (breadth(text, 12, bold=bold) <= room)


@given(st.text(max_size=200), st.integers(1, 4))
def test_lines_hold_all_words_or_say_that_there_are_more(text: str, most: int) -> None:
    lines = wrapped(text, 150, 12, most=most)
    assert 1 <= len(lines) <= most
    assert all(breadth(line, 12) <= 150 for line in lines)
    assert " ".join(lines) == " ".join(text.split()) or any(line.endswith("…") for line in lines)


def test_a_letter_and_its_marks_are_not_parted() -> None:
    text = "e\u0301" * 40
    for room in range(20, 200):
        shown = fitted(text, room, 12)
        assert shown.endswith("\u0301…"), room


# the SVG


def test_every_colour_has_a_class_by_which_a_page_finds_it() -> None:
    style = (ROOT / "src" / "obligations" / "views" / "report" / "page.css").read_text()
    classes = set()
    for path in ("armed-attack-on-ukraine.yaml", "suspended.yaml", "notice-of-termination.yaml"):
        for element in ElementTree.fromstring(Chart(Digest(document(path))).inline(WIDE)).iter():
            painted = {f"{how[0]}-" for how in ("fill", "stroke") if element.get(how, "").startswith("#")}
            named = {each for each in element.get("class", "").split() if each[:2] in ("f-", "s-")}
            assert {each[:2] for each in named} == painted
            classes |= named
    assert len(classes) > 12
    assert [each for each in sorted(classes) if f".{each}{{" not in style] == []


def test_each_text_stands_in_a_viewport_that_hides_the_rest() -> None:
    root = ElementTree.fromstring(Chart(Digest(document())).svg())
    parents = {child: parent for parent in root.iter() for child in parent}
    texts = [element for element in root.iter() if element.tag.endswith("}text")]
    assert len(texts) > 40
    for text in texts:
        around = parents[text]
        assert around.tag.endswith("}svg")
        assert around.get("overflow") == "hidden"
        assert 0 < float(text.attrib["y"]) < float(around.attrib["height"])
        assert 0 <= float(text.attrib["x"]) <= float(around.attrib["width"])
    assert {label.words for label in Chart(Digest(document())).picture(titled=True).labels} == {
        text.text for text in texts
    }


def test_a_label_is_drawn_as_its_text_stands() -> None:
    picture = Picture(100, 20, (Label(Box(0, 0, 100, 20), "<script>alert('1')</script> \x1b & \u202e"),), ())
    svg = to_svg(picture, "a\x00b", margin=0, linked=False)
    assert "<script" not in svg
    (text,) = [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("}text")]
    assert text == r"<script>alert('1')</script> \x1b & \u202e"


def test_axis_lines_are_as_high_as_their_letters() -> None:
    assert axis.HEIGHT >= axis.SIZE * 1.3
    assert lanes.LANE >= lanes.SIZE * 1.3
