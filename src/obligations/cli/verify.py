"""``obligations verify``."""

from __future__ import annotations

from pathlib import Path

import click

from obligations.cli.exits import problem_data
from obligations.cli.options import format_option, library_of, print_json, put, rules_option, tell_own
from obligations.files.opening import yaml_in
from obligations.files.receipts import read_receipts
from obligations.problems import InputError, Place
from obligations.scenarios.verifying import Verification, verify
from obligations.visible import one_line


@click.command("verify")
@click.argument("receipts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECEIPT...")
@rules_option
@format_option
def command(receipts: tuple[Path, ...], rules: tuple[Path, ...], format_: str) -> None:
    """Run again what each RECEIPT tells of, and say what differs: texts, versions, and what came out.

    A RECEIPT is what obligations run --receipt writes, a document of run, what-if or compare with --format json, or a
    folder of them (*.json). The texts are those that rules has under the names on the receipt, held to their hashes;
    what was stated, events and all, comes from the receipt.

    \b
    0  the same result from the same texts; another version alone is told
    1  something differs: texts, or the result, or the receipt was altered
    2  that is no receipt

    \b
    obligations run scenarios/armed-attack-on-ukraine.yaml --receipt attack.json
    obligations verify attack.json
    """
    from obligations.views.verification import verification_data, verification_lines

    library = library_of(rules)
    found: list[Verification] = []
    wrong: list[InputError] = []
    for path in _files(receipts):
        try:
            found += [verify(receipt, library, name) for name, receipt in read_receipts(path)]
        except InputError as error:
            wrong.append(error)
    if format_ == "json":
        problems = [problem_data(problem) for error in wrong for problem in error.problems]
        print_json({**verification_data(found), "errors": problems})
    else:
        for each in found:
            for line in verification_lines(each):
                put(f"{one_line(line)}\n")
        tell_own(text for each in found for text in each.own)
    if wrong:
        raise InputError([problem for error in wrong for problem in error.problems])
    if not all(each.unchanged for each in found):
        raise click.exceptions.Exit(1)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = yaml_in(path, ".json") if path.is_dir() else [path]
        if not inside:
            raise InputError.one("OB540", "no receipt (*.json) in the folder named").at(Place(str(path)))
        found += inside
    return list(dict.fromkeys(found))
