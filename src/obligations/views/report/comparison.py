"""A comparison of agreements as one page that needs no network: the matrix, and a timeline of all clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from obligations.questions.of_run.comparison import Compared, Duty, by_party
from obligations.simulation.result import Result
from obligations.views.comparison import COLUMNS, cells, clock_words, duty_words
from obligations.views.data import result_data
from obligations.views.report.chart import NARROW, WIDE, Chart
from obligations.views.report.digest import GLYPHS, Digest, clean, family, when
from obligations.views.report.page import asset, policy, template
from obligations.words import derivation_words


@dataclass(frozen=True)
class _Row:
    """A line of the matrix."""

    cells: dict[str, str]
    compared: Compared
    duty: Duty | None
    anchor: str
    opening: bool
    """Whether it is the first line of its agreement."""

    @property
    def state(self) -> str:
        """The state, or the answer where there is no position."""
        if self.duty is None:
            return "open" if self.compared.answer == "open" else "no answer"
        if self.duty.answer == "no":
            return "no answer"
        return self.duty.state or "open"

    @property
    def family(self) -> str:
        """How the state is coloured."""
        return {"no answer": "over", "open": "unsettled"}.get(self.state, family(self.state))

    @property
    def glyph(self) -> str:
        """The sign that stands for the state beside its words."""
        return GLYPHS[self.family]


def to_html(found: Sequence[Compared], result: Result) -> str:
    """The page of a comparison: what happened, the timeline of every clock, the matrix, and who owes what."""
    clocked = {duty.position.id for each in found for duty in each.duties if duty.position and duty.clocked}
    data = result_data(result)
    drawn = {name.split("/", 1)[0] for name in clocked}
    digest = Digest(
        {
            **data,
            "scenario": "Agreements compared",
            "positions": [each for each in data["positions"] if each["id"] in clocked],
            "agreements": [each for each in data["agreements"] if each["id"] in drawn],
        }
    )
    anchors = {row.id: row.anchor for row in digest.rows}
    rows = []
    for each in found:
        for number, duty in enumerate(each.duties or (None,)):
            name = duty.position.id if duty is not None and duty.position is not None else ""
            rows.append(_Row(cells(each, duty), each, duty, anchors.get(name, ""), number == 0))
    chart = Chart(digest) if clocked else None
    style, script = asset("page.css"), asset("page.js")
    page: str = template("comparison.html.jinja").render(
        digest=digest,
        columns=COLUMNS[1:],
        rows=rows,
        found=found,
        states=sorted({row.state for row in rows}),
        parties=sorted({party for each in found for party in each.agreement.parties}),
        sides=by_party(found),
        clock=clock_words,
        derivation=derivation_words,
        duty=duty_words,
        events=[event for event in digest.happenings if event.number],
        receipt=data["receipt"],
        wide=Markup(chart.inline(WIDE)) if chart is not None else "",  # an XML tree, written by a serialiser
        narrow=Markup(chart.inline(NARROW)) if chart is not None else "",
        note=chart.note if chart is not None else "",
        style=Markup(style),  # a file of this package
        script=Markup(script),
        policy=policy(style, script),
        clean=clean,
        when=when,
    )
    return page
