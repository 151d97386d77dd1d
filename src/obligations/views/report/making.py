"""A report of a result, as whichever kind of file: the page, Markdown, the document, the picture, the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, get_args

if TYPE_CHECKING:
    from obligations.simulation.result import Result

ReportKind = Literal["html", "svg", "png", "md", "json", "ics"]
KINDS: Final[tuple[ReportKind, ...]] = get_args(ReportKind)


def made(
    kind: ReportKind, data: dict[str, Any], result: Result, stem: str, diff: dict[str, Any] | None = None
) -> bytes:
    """A report of a result that is also told as ``data``; ``stem`` names the entries of a calendar.

    What draws and what exports is loaded when it is asked for.
    """
    if kind == "ics":
        from obligations.views.calendar import of_run, to_ics

        return to_ics(of_run(result, stem), data["scenario"], result.run.ended_at)
    if kind == "json":
        from obligations.views.data import dumped

        return f"{dumped(data)}\n".encode()
    if kind == "md":
        from obligations.views.report.markdown import to_markdown

        return to_markdown(data, diff).encode()
    if kind == "html":
        from obligations.views.report.page import to_html

        return to_html(data, diff).encode()
    from obligations.views.report.chart import Chart
    from obligations.views.report.digest import Digest

    chart = Chart(Digest(data))
    return chart.svg().encode() if kind == "svg" else chart.png()
