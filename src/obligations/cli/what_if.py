"""``obligations what-if``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from obligations.cli.options import (
    console,
    format_option,
    full_option,
    law_option,
    library_of,
    matcher_option,
    owned,
    print_json,
    refuse_idle,
    rules_option,
    tell_own,
)
from obligations.cli.stating import (
    Attempts,
    assume_option,
    begun,
    end_time,
    reading_option,
    state_event,
    zone_option,
)
from obligations.files.library import Library, read_file
from obligations.files.provenance import Text
from obligations.problems import Place
from obligations.questions.alterations import KINDS, Alteration
from obligations.questions.grid import Axis, axes_of, grid
from obligations.scenarios.runner import read_scenario
from obligations.simulation.session import Session

_CHANGES = (
    ("--add", "add", "EVENT", "One more event: \"threat-of-armed-attack by=RUS against=UKR at='attack - PT2H'\"."),
    ("--drop", "drop", "ID", "This event had not happened."),
    ("--delay", "delay", "ID=PERIOD", "It had come so much later: consultation=PT5H; or earlier: consultation=-PT5H."),
    ("--move", "move", "ID=TIME", "It had come at another time."),
    ("--set", "set", "ID.ATTRIBUTE=VALUE", "It had been another: attack.against=POL."),
    ("--clause", "clause", "CLAUSE: PATH=VALUE", 'A clause said otherwise: "II.4-1: within.1.period=PT48H".'),
    ("--with", "with", "AGREEMENT", "An agreement more."),
    ("--without", "without", "AGREEMENT", "An agreement less."),
    ("--swap", "swap", "ID=FILE", "An agreement in another version of its file."),
)


def _change_options(command: Callable[..., object]) -> Callable[..., object]:
    for flag, name, metavar, words in reversed(_CHANGES):
        command = click.option(flag, f"change_{name}", multiple=True, metavar=metavar, help=words)(command)
    return command


@click.command("what-if")
@click.argument("base", nargs=-1, required=True, metavar="BASE...")
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="EVENT",
    help='An event of the base, in one line: "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z". '
    "Name it (id=attack) and count from it (at='attack + PT2H').",
)
@assume_option
@reading_option
@_change_options
@click.option("--from", "from_", metavar="TIME", help="When the run begins; else with the first event.")
@click.option("--until", metavar="TIME", help="When it ends: a time, or a period after the last event (P3D).")
@zone_option
@rules_option
@law_option
@format_option
@full_option
@matcher_option
def command(
    base: tuple[str, ...],
    events: tuple[str, ...],
    assumed: tuple[str, ...],
    readings: tuple[str, ...],
    from_: str | None,
    until: str | None,
    zone: str,
    rules: tuple[Path, ...],
    law: tuple[str, ...],
    format_: str,
    full: bool,
    matcher: str,
    **changed: tuple[str, ...],
) -> None:
    """Ask what follows, or what would follow if it had been otherwise.

    BASE is a scenario file, or agreements (ids, or files) with the events given by --event. Without changes the base is
    run. With changes the answer is the difference: what is gained, lost and changed, each with its cause. Of a scenario
    --assume and --reading are changes; of agreements they belong to the base.

    \b
    obligations what-if usa-ukr-2024 jpn-ukr-2024 \\
        --event "armed-attack id=attack by=RUS against=UKR at=2026-03-01T04:00Z" \\
        --event "consultation-request by=UKR at='attack + PT2H'" \\
        --assume standing.USA.ratification=given --reading II.4-1=from-attack --until P3D
    obligations what-if scenarios/armed-attack-on-ukraine.yaml --delay talks=PT5H
    obligations what-if scenarios/armed-attack-on-ukraine.yaml --drop request
    obligations what-if scenarios/armed-attack-on-ukraine.yaml --assume standing.USA.ratification=given

    A list, a range, or all readings ask every combination, and tell where the outcome flips, to the second:

    \b
    obligations what-if scenarios/armed-attack-on-ukraine.yaml --delay talks-usa=PT1H..PT48H/PT1H
    obligations what-if scenarios/armed-attack-on-ukraine.yaml --reading all
    obligations what-if scenarios/armed-attack-on-ukraine.yaml --assume funds-available=yes,no,unknown
    """
    library = library_of(rules, law)
    tried = Attempts()
    changes = [
        tried(Alteration.parse, kind, text, Place(f"--{kind} {text[:160]}"))
        for kind in KINDS
        for text in changed.get(f"change_{kind}", ())
    ]
    scenario = _scenario(base, library, matcher)
    if scenario is not None:
        refuse_idle("for a scenario, which has its own", "zone")
        session = scenario
        changes += [tried(Alteration.parse, "assume", text, Place(f"--assume {text[:160]}")) for text in assumed]
        changes += [tried(Alteration.parse, "read", text, Place(f"--reading {text[:160]}")) for text in readings]
    else:
        session = begun(library, base, assumed, readings, tried, zone=zone, matcher=matcher)
    if session.loaded:
        for text in events:
            tried(state_event, session, text)
    tried.settle()
    if from_ is not None:
        session.from_ = session.time(from_, Place("--from"))
    if until is not None:
        session.until = end_time(session, until)
    axes = {number: axes_of(session, change) for number, change in enumerate(changes)}
    fixed = [change for number, change in enumerate(changes) if not axes[number]]
    if any(axes.values()):
        _grid(session, [axis for found in axes.values() for axis in found], fixed, format_)
    elif changes:
        _difference(session, changes, format_)
    else:
        _result(session, format_, full)


def _scenario(base: tuple[str, ...], library: Library, matcher: str) -> Session | None:
    """The session of a scenario file, if that is the base."""
    path = Path(base[0])
    if len(base) > 1 or base[0] in library.paths or not path.is_file():
        return None
    document, _ = read_file(path)
    if not isinstance(document.data, dict) or "scenario" not in document.data:
        return None
    return read_scenario(document, library, matcher)[1]


def _result(session: Session, format_: str, full: bool) -> None:
    result = session.result()
    if format_ == "json":
        from obligations.views.data import result_data

        print_json(result_data(result))
        return
    from obligations.views.text import print_result

    print_result(console(), result, full=full)


def _grid(session: Session, axes: list[Axis], fixed: list[Alteration], format_: str) -> None:
    from obligations.views.grid import grid_data, print_grid

    found = grid(session, axes, fixed, _progress)
    if format_ == "json":
        print_json({**grid_data(found), **owned(_texts(session))})
    else:
        tell_own(_texts(session))
        print_grid(console(), found)


def _texts(session: Session) -> tuple[Text, ...]:
    """What decides on either side of a change; agreements that a change adds are named in the change itself."""
    return (*session.texts, *session.library.doctrine_texts)


def _progress(done: int, total: int) -> None:
    if total < 50 or not sys.stderr.isatty() or (done % 25 and done != total):
        return
    sys.stderr.write(f"\r\x1b[K{done}/{total}" if done < total else "\r\x1b[K")
    sys.stderr.flush()


def _difference(session: Session, changes: list[Alteration], format_: str) -> None:
    from obligations.questions.difference import what_if
    from obligations.views.difference import difference_data, print_difference

    found = what_if(session, changes)
    if format_ == "json":
        print_json({**difference_data(found), **owned(_texts(session))})
    else:
        tell_own(_texts(session))
        print_difference(console(), found)
