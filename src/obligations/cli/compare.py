"""``obligations compare``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from obligations.cli.options import console, law_option, library_of, matcher_option, print_json, rules_option
from obligations.cli.what_if import end_time, state_event, take_reading
from obligations.files.library import Library
from obligations.problems import InputError, Place, listed, nearest
from obligations.questions.compare import SORTS, Compared, compare
from obligations.scenarios.result import Result
from obligations.scenarios.session import Session

_ONLY = ("answering", "open", "silent", "awaiting", "due")


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
@click.option("--assume", "assumed", multiple=True, metavar="AGREEMENT.FACT=VALUE", help="Assume a fact.")
@click.option("--reading", "readings", multiple=True, metavar="CLAUSE=READING", help="Read a clause.")
@click.option("--from", "from_", metavar="TIME", help="When the compared time begins; else with the first event.")
@click.option("--until", metavar="TIME", help="When it ends: a time, or a period after the last event; else with it.")
@click.option("--by", "by", type=click.Choice(["agreement", "party"]), default="agreement", help="How to group.")
@click.option("--party", metavar="PARTY", help="Only agreements of this party; with --by party, only what it owes.")
@click.option("--only", type=click.Choice(_ONLY), help="Only agreements that answer, that hang on an unknown, ...")
@click.option("--sort", type=click.Choice(sorted(SORTS)), default="answer", show_default=True, help="In what order.")
@click.option("--all", "every", is_flag=True, help="Every clause that answers, not only the one that comes first.")
@click.option("--zone", default="UTC", show_default=True, help="The zone of times that name none.")
@rules_option
@law_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "md", "csv", "html"]),
    default="text",
    show_default=True,
    help="How to print; html is a page of its own with a timeline of all clocks.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file.")
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
    format_: str,
    output: Path | None,
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
    library = library_of(rules, law)
    session = Session(library, zone=zone, matcher=matcher)
    wrong: list[InputError] = []

    def tried(action: Callable[..., Any], *args: object) -> Any:
        try:
            return action(*args)
        except InputError as error:
            wrong.append(error)

    for name in named(agreements, library):
        tried(session.add_agreement, name)
    if session.loaded and not wrong:
        for text in assumed:
            tried(session.assume_path, text, Place(f"--assume {text}"))
        for text in readings:
            tried(take_reading, session, text)
        for text in events:
            tried(state_event, session, text)
    if wrong:
        raise InputError([problem for error in wrong for problem in error.problems])
    if from_ is not None:
        session.from_ = session.time(from_, Place("--from"))
    session.until = end_time(session, until) if until is not None else max(t.span.latest for t in session.timed)
    if party is not None:
        _known(party, session)
    result = session.result()
    shown = {each.id: each for each in result.positions}
    found = compare(result.run, result.risks, lambda position: shown[position.id].state)
    chosen = sorted((each for each in found if _chosen(each, only, party)), key=SORTS[sort])  # type: ignore[arg-type]
    _write(chosen, result, format_, output, by=by, party=party, every=every)


def named(agreements: tuple[str, ...], library: Library) -> list[str]:
    """The agreements that arguments name: ids, files and folders; all of the shelf if there are none."""
    found: list[str] = []
    for name in agreements:
        path = Path(name)
        if name not in library.paths and path.is_dir():
            inside = [str(each) for each in sorted(path.glob("*.yaml")) if each.name != "vocabulary.yaml"]
            if not inside:
                raise InputError.one("OB540", "no agreement (*.yaml) in the folder named").at(Place(str(path)))
            found += inside
        else:
            found.append(name)
    return found or list(library.shelf)


def _known(party: str, session: Session) -> None:
    parties = sorted({name for loaded in session.loaded.values() for name in loaded.agreement.parties})
    if party not in parties:
        what, near = f"nobody is called {party!r} among the parties", nearest(party, parties)
        raise InputError.one("OB518", what, expected=f"one of {listed(parties)}", nearest=near).at(Place("--party"))


def _chosen(each: Compared, only: str | None, party: str | None) -> bool:
    if party is not None and party not in each.agreement.parties:
        return False
    states = {duty.state for duty in each.duties}
    tests = {
        None: True,
        "answering": each.answer == "yes",
        "open": any(duty.answer == "open" for duty in each.duties),
        "silent": each.answer == "no",
        "awaiting": "awaiting" in states,
        "due": any(duty.due_at is not None for duty in each.duties),
    }
    return tests[only]


def _write(
    found: list[Compared], result: Result, format_: str, output: Path | None, *, by: str, party: str | None, every: bool
) -> None:
    from obligations.views import comparison

    if format_ == "text" and output is None:
        if by == "party":
            comparison.print_parties(console(), found, result, party)
        else:
            comparison.print_comparison(console(), found, result, every=every)
        return
    if format_ == "text":
        kinds = {".json": "json", ".md": "md", ".csv": "csv", ".html": "html"}
        assert output is not None
        if output.suffix not in kinds:
            what, expected = f"no comparison is made for {output.name!r}", f"one of {listed(kinds)}, or --format"
            raise InputError.one("OB585", what, found=output.suffix, expected=expected)
        format_ = kinds[output.suffix]
    if format_ == "json" and output is None:
        print_json(comparison.comparison_data(found, result))
        return
    if format_ == "json":
        from obligations.views.data import dumped

        text = f"{dumped(comparison.comparison_data(found, result))}\n"
    elif format_ == "csv":
        text = comparison.to_csv(found)
    elif format_ == "md":
        text = comparison.to_markdown(found, result)
    else:
        from obligations.views.report.comparison import to_html

        text = to_html(found, result)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise InputError.one("OB585", f"{output} cannot be written: {error.strerror}") from error
    click.echo(f"wrote {output}", err=True)
