"""``obligations explain``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.codes import explain_code, is_code
from obligations.cli.options import (
    console,
    format_option,
    library_of,
    matcher_option,
    owned,
    print_json,
    refuse_idle,
    rules_option,
    tell_own,
)
from obligations.cli.stating import known_party
from obligations.files.library import read_file
from obligations.files.provenance import Text
from obligations.files.statements import Statements
from obligations.problems import InputError, Place, listed
from obligations.questions.explanation import explain, why_not
from obligations.questions.exposure import explain_risk
from obligations.scenarios.runner import read_scenario
from obligations.simulation.result import Result, Shown


@click.command("explain")
@click.argument("run", type=click.Path(), metavar="RUN")
@click.argument("position", required=False)
@click.option("--why-not", "clause", metavar="CLAUSE", help="Why this clause was not raised, in effect, or performed.")
@click.option(
    "--for", "party", metavar="PARTY", help="With --why-not: why it is not this party's; with --risk: its flags alone."
)
@click.option("--risk", is_flag=True, help="Why the flags of risk are what they are.")
@rules_option
@format_option
@matcher_option
def command(
    run: str,
    position: str | None,
    clause: str | None,
    party: str | None,
    risk: bool,
    rules: tuple[Path, ...],
    format_: str,
    matcher: str,
) -> None:
    """Explain what came of RUN (a scenario file): why, and why not. Or what an error code means.

    POSITION is one (usa-ukr-2024/II.4-1#1), or a clause for all of its positions; without it, every position that an
    event raised or touched. The answer walks back to the causes: events, clause, slots, guards, reading, the counting
    of due times, the statements of the source, and what it rests on.

    \b
    obligations explain scenarios/armed-attack-on-ukraine.yaml II.4-1
    obligations explain scenarios/threat-only.yaml --why-not jpn-ukr-2024/III.1
    obligations explain scenarios/armed-attack-on-ukraine.yaml --risk

    In place of RUN an error code: what it means, an example, what to do about it. OB alone lists every code, OB3
    those that begin so. A file that is called like a code is named with its folder: ./OB340.

    \b
    obligations explain OB340
    obligations explain OB
    """
    if is_code(run):
        refuse_idle("beside an error code", "position", "clause", "party", "risk", "rules", "matcher")
        explain_code(run, format_)
        return
    if clause is not None:
        refuse_idle("beside --why-not", "position", "risk")
    elif risk:
        refuse_idle("beside --risk", "position")
    else:
        refuse_idle("without --why-not or --risk", "party")
    library = library_of(rules)
    document, _ = read_file(Path(run))
    _, session = read_scenario(document, library, matcher)
    result = session.result()
    try:
        if clause is not None:
            _why_not(result, clause, party, format_, session.texts)
        elif risk:
            _risks(result, party, format_)
        else:
            _why(result, _named(result, position), Statements(library.folders), format_, session.texts)
    except InputError as error:
        raise error.at(Place(clause or position or str(Path(run)))) from error


def _named(result: Result, name: str | None) -> list[Shown]:
    if name is None:
        return [shown for shown in result.positions if shown.from_events]
    if "#" in name:
        full = [shown for shown in result.positions if name in (shown.id, shown.id.partition("/")[2])]
        return full if len(full) == 1 else [result.position(name)]
    found = list(result.of_clause(name))
    if not found:
        raise InputError.one("OB502", f"{name} has no position in this run", expected=f"--why-not {name}")
    return found


def _why(result: Result, shown: list[Shown], statements: Statements, format_: str, texts: tuple[Text, ...]) -> None:
    from obligations.views.explanation import node_data, print_reason

    trees = [explain(result, each.id, statements) for each in shown]
    if format_ == "json":
        told = [node_data(tree) for tree in trees]
        print_json({"schema": "obligations/explanation/v1", "positions": told, **owned(texts)})
        return
    tell_own(texts)
    for tree in trees:
        print_reason(console(), tree)


def _why_not(result: Result, clause: str, party: str | None, format_: str, texts: tuple[Text, ...]) -> None:
    from obligations.views.explanation import condition_data, print_conditions

    norm = result.clause(clause)
    known = result.rulebook.agreements[norm.agreement].parties
    if party is not None and party not in known:
        raise InputError.one("OB204", f"{party!r} is no party to {norm.agreement}", expected=f"one of {listed(known)}")
    conditions = why_not(result, norm, party)
    if format_ == "json":
        found = [condition_data(each) for each in conditions]
        document = {"schema": "obligations/why-not/v1", "clause": norm.id, "party": party, "conditions": found}
        print_json({**document, **owned(texts)})
        return
    tell_own(texts)
    print_conditions(console(), f"{norm.id}  {norm.clause.cite}: {norm.clause.gist}", conditions)


def _risks(result: Result, party: str | None, format_: str) -> None:
    from obligations.views.explanation import node_data, print_reason

    if party is not None:
        known_party(party, (name for item in result.loaded for name in item.agreement.parties), "--for")
    flags = [flag for flag in result.risks if party in (None, flag.party)]
    if format_ == "json":
        told = [node_data(explain_risk(flag)) for flag in flags]
        print_json({"schema": "obligations/explanation/v1", "risks": told, **owned(result.texts)})
        return
    tell_own(result.texts)
    for flag in flags:
        print_reason(console(), explain_risk(flag))
