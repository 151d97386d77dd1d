"""What several commands share: where rules are found, how output is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from obligations import __version__
from obligations.files.cache import DocumentCache
from obligations.files.library import Library
from obligations.files.provenance import Text
from obligations.problems import InputError

rules_option = click.option(
    "--rules",
    "rules",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of your own rules; it comes before ours. A folder rules/ where you stand counts without saying so.",
)
format_option = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
law_option = click.option(
    "--law",
    "law",
    multiple=True,
    metavar="LAW",
    help="Read the agreements in the light of background law: vclt-1969, us-case-zablocki, or all.",
)
since_option = click.option(
    "--since",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="ICS",
    help="With ics: your last export. What moved since has a higher sequence number, what is gone is cancelled.",
)
full_option = click.option("--full", is_flag=True, help="Show everything, also what merely stands.")
matcher_option = click.option(
    "--matcher",
    type=click.Choice(["durable-rules", "plain"]),
    default="durable-rules",
    show_default=True,
    help="Which matcher answers; both give the same result.",
)


def library_of(rules: tuple[Path, ...], law: tuple[str, ...] = ()) -> Library:
    """The library for a command: the folders named, then rules/ of the folder one stands in, then ours."""
    here = Path("rules")
    own = [here] if here.is_dir() and any(here.glob("*.yaml")) else []
    return Library([*rules, *own], cache()).under(law)


def cache() -> DocumentCache | None:
    """Where what was read is kept: the user's cache folder, or ``OBLIGATIONS_CACHE``; nowhere if that is empty."""
    named = os.environ.get("OBLIGATIONS_CACHE")
    if named == "":
        return None
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return DocumentCache(Path(named) if named else Path(home) / "obligations", __version__)


def console() -> Any:
    """A console on standard output: colour only on a terminal, full width when piped."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(width=None if terminal else 140, soft_wrap=False, highlight=False, legacy_windows=False)


def print_json(data: Any) -> None:
    """Print data as JSON."""
    from obligations.views.data import dumped

    click.echo(dumped(data))


def tell_own(texts: Iterable[Text], *, err: bool = False) -> None:
    """Say in a line what comes from a folder of one's own, if anything does; beside what is no text for a person."""
    from obligations.views.provenance import own_data, own_words

    words = own_words(own_data(texts))
    if words:
        click.echo(words, err=err)


def owned(texts: Iterable[Text]) -> dict[str, Any]:
    """The same as data, under the key that it has in every document."""
    from obligations.views.provenance import own_data

    return {"own_texts": own_data(texts)}


def write_file(path: Path, raw: bytes) -> None:
    """Write what was made to the file that a person named."""
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise InputError.one("OB585", f"{path} cannot be written: {error.strerror}") from error
