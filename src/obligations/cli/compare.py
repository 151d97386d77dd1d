"""``obligations compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from obligations.cli.options import (
    console,
    force_option,
    inputs_of,
    law_option,
    matcher_option,
    put,
    refuse_idle,
    rules_option,
    tell_own,
    write_file,
)
from obligations.cli.stating import (
    Attempts,
    assume_option,
    begun,
    end_time,
    known_party,
    reading_option,
    shelved,
    state_event,
    zone_option,
)
from obligations.problems import InputError, Place, listed, nearest
from obligations.questions.comparison import compare
from obligations.questions.of_run.comparison import ONLY, SORTS, Compared
from obligations.simulation.result import Result

KINDS: Final = {".json": "json", ".md": "md", ".csv": "csv", ".html": "html"}
"""What the ending of a file says of how to write it."""


@click.command("compare")
@click.argument("agreements", nargs=-1, metavar="[AGREEMENT]...")
@click.option(
    "--event",
    "events",
    multiple=True,
    required=True,
    metavar="EVENT",
    help='What happens, in one line: "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z".',
)
@assume_option
@reading_option
@click.option("--from", "from_", metavar="TIME", help="When the compared time begins; else with the first event.")
@click.option("--until", metavar="TIME", help="When it ends: a time, or a period after the last event; else with it.")
@click.option("--by", "by", type=click.Choice(["agreement", "party"]), default="agreement", help="How to group.")
@click.option("--party", metavar="PARTY", help="Only agreements of this party; with --by party, only what it owes.")
@click.option("--only", type=click.Choice(list(ONLY)), help="Only agreements that answer, that hang on an unknown, ...")
@click.option("--sort", type=click.Choice(sorted(SORTS)), default="answer", show_default=True, help="In what order.")
@click.option("--all", "every", is_flag=True, help="Every clause that answers, not only the one that comes first.")
@zone_option
@rules_option
@law_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "md", "csv", "html"]),
    show_default="what the ending of FILE says, or text",
    help="How to print; html is a page of its own with a timeline of all clocks.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
@force_option
@matcher_option
def command(
    agreements: tuple[str, ...],
    events: tuple[str, ...],
    assumed: tuple[str, ...],
    readings: tuple[str, ...],
    from_: str | None,
    until: str | None,
    by: str,
    party: str | None,
    only: str | None,
    sort: str,
    every: bool,
    zone: str,
    rules: tuple[Path, ...],
    law: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    force: bool,
    matcher: str,
) -> None:
    """Compare AGREEMENTs under the same events: which of them owe what, by when, and how firm each one is.

    An AGREEMENT is an id, a file, or a folder of them; without any, all of the shelf are compared. Time stops with the
    last event unless --until says otherwise, so that what is shown is what starts then.

    \b
    obligations compare --event "armed-attack by=RUS against=UKR at=2026-11-24T04:00Z"
    obligations compare --event "armed-attack id=attack by=RUS against=UKR at=2026-11-24T04:00Z" \\
        --event "consultation-request by=UKR at='attack + PT2H'" --sort due --only due
    obligations compare my-rules/ --event "..." --by party --party USA
    obligations compare --event "..." --format html -o attack.html
    """
    kind = format_ or _kind(output)
    if kind == "text" and output is not None and str(output) != "-":
        what, expected = f"a text is printed, not written to {output.name!r}", f"--format {listed(KINDS.values())}"
        raise InputError.one("OB585", what, expected=expected)
    if by == "party" and kind in ("md", "csv", "html"):
        refuse_idle(f"in {kind}, which is told by agreement", "by")
    library, names = shelved(agreements, rules, law)
    tried = Attempts()
    session = begun(library, names, assumed, readings, tried, zone=zone, matcher=matcher)
    if session.loaded and not tried.wrong:
        for text in events:
            tried(state_event, session, text)
    tried.settle()
    if from_ is not None:
        session.from_ = session.time(from_, Place("--from"))
    session.until = end_time(session, until) if until is not None else session.last
    if party is not None:
        known_party(party, (name for each in session.loaded.values() for name in each.agreement.parties), "--party")
    result = session.result()
    found = compare(result)
    chosen = [
        each
        for each in sorted(found, key=SORTS[sort])
        if (only is None or ONLY[only](each)) and (party is None or party in each.agreement.parties)
    ]
    if kind == "text":
        tell_own(result.texts)
        _print(chosen, result, by=by, party=party, every=every)
        return
    text = _document(chosen, result, kind)
    if kind != "json":
        tell_own(result.texts, err=True)
    if output is None:
        put(text.encode() if kind == "html" else text)
        return
    inputs = inputs_of(library, *(loaded.source for loaded in result.loaded))
    write_file(output, text.encode(), inputs, force=force)


def _print(found: list[Compared], result: Result, *, by: str, party: str | None, every: bool) -> None:
    from obligations.views import comparison

    if by == "party":
        comparison.print_parties(console(), found, result, party)
    else:
        comparison.print_comparison(console(), found, result, every=every)


def _kind(output: Path | None) -> str:
    if output is None or str(output) == "-":
        return "text"
    ending = output.suffix.lower()
    if ending not in KINDS:
        what, expected = f"no comparison is made for {output.name!r}", f"one of {listed(KINDS)}, or --format"
        raise InputError.one("OB585", what, found=ending, expected=expected, nearest=nearest(ending, KINDS))
    return KINDS[ending]


def _document(found: list[Compared], result: Result, kind: str) -> str:
    from obligations.views import comparison

    if kind == "json":
        from obligations.views.data import dumped

        return f"{dumped(comparison.comparison_data(found, result))}\n"
    if kind == "csv":
        return comparison.to_csv(found)
    if kind == "md":
        return comparison.to_markdown(found, result)
    from obligations.views.report.comparison import to_html

    return to_html(found, result)
