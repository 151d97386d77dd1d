"""What several commands share: where rules are found, how output is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from obligations.cli.exits import Invocation, cleared, said
from obligations.files.cache import DocumentCache, secret_in
from obligations.files.library import Library, folders_within, rules_here
from obligations.files.opening import contents, misnamed, yaml_under
from obligations.files.provenance import Text
from obligations.files.writing import refuse_inputs, write_whole
from obligations.matching.port import DEFAULT, NAMES
from obligations.problems import listed
from obligations.version import __version__
from obligations.visible import one_line

if TYPE_CHECKING:
    from obligations.views.calendar import Exported

LARGEST_EXPORT: Final = 64_000_000

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
    type=click.Path(path_type=Path),
    metavar="ICS",
    help="With ics: your last export. What moved since has a higher sequence number, what is gone is cancelled.",
)
force_option = click.option("--force", is_flag=True, help="Write also over an input of this very run.")
full_option = click.option("--full", is_flag=True, help="Show everything, also what merely stands.")
matcher_option = click.option(
    "--matcher",
    type=click.Choice(NAMES),
    default=DEFAULT,
    show_default=True,
    help="Which matcher answers; both give the same result.",
)


def given(name: str) -> bool:
    """Whether an option of the command that runs, by the name of its parameter, was typed."""
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


def refuse_idle(when: str, *names: str) -> None:
    """Refuse what was typed and would do nothing: what a person asks for is done, or it is told that it is not.

    ``names`` are parameters of the command that runs, ``when`` says beside what they are idle. Raises
    ``click.UsageError``.
    """
    command = click.get_current_context().command
    for param in command.params:
        if param.name in names and given(param.name):
            word = param.opts[-1] if isinstance(param, click.Option) else param.name.upper()
            raise click.UsageError(f"{word} does nothing {when}.")


def library_of(rules: tuple[Path, ...], law: tuple[str, ...] = ()) -> Library:
    """The library for a command: the folders named, then rules/ of the folder one stands in, then ours."""
    tell_misnamed(each for folder in (*rules, Path("rules")) for each in folders_within(folder))
    return Library([*rules, *rules_here()], cache()).under(law)


def cache() -> DocumentCache | None:
    """Where what was read is kept: the user's cache folder, or ``OBLIGATIONS_CACHE``; nowhere if that is empty."""
    named = os.environ.get("OBLIGATIONS_CACHE")
    if named == "":
        return None
    home = _cache_home()
    secret = secret_in(home) if home is not None else None
    if home is None or secret is None:
        return None
    return DocumentCache(Path(named) if named else home, __version__, secret)


def _cache_home() -> Path | None:
    """The user's cache folder. A path that is not absolute names none (XDG Base Directory), nor does a ``~`` of nobody.

    >>> import os
    >>> from unittest import mock
    >>> with mock.patch.dict(os.environ, XDG_CACHE_HOME="here/below", HOME="/home/me"):
    ...     print(_cache_home())
    /home/me/.cache/obligations
    """
    for folder in (os.environ.get("XDG_CACHE_HOME", ""), os.path.expanduser("~/.cache")):
        if os.path.isabs(folder):
            return Path(folder) / "obligations"
    return None


def console() -> Any:
    """A console on standard output: colour only on a terminal, full width when piped."""
    from obligations.views.terminal import Terminal

    terminal = sys.stdout.isatty()
    return Terminal(width=None if terminal else 140, soft_wrap=False, highlight=False, legacy_windows=False)


def print_json(data: Any) -> None:
    """Print data as JSON."""
    from obligations.views.data import dumped

    context = click.get_current_context(silent=True)
    if context is not None and isinstance(context.obj, Invocation):
        context.obj.told = True
    put(f"{dumped(data)}\n")


def put(text: str | bytes) -> None:
    """Write to the standard output: a text as far as its encoding goes, a document as it is."""
    if isinstance(text, str):
        sys.stdout.write(text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
    sys.stdout.flush()


def write_file(
    path: Path, raw: bytes, inputs: Iterable[Path | str] = (), *, force: bool = False, option: str = "-o"
) -> None:
    """Write what was made to the file that a person named, ``-`` being the standard output; whole or not at all.

    Never over one of the inputs, unless by force. ``option`` is how it was named.
    """
    if str(path) == "-":
        put(raw)
        return
    if not force:
        refuse_inputs(path, [Path(each) for each in inputs], option)
    with cleared():
        write_whole(path, raw)
    said(f"wrote {one_line(str(path))}, {_size(len(raw))}")


def _size(count: int) -> str:
    """A number of bytes in words.

    >>> _size(41_200), _size(1_910_000), _size(20)
    ('41 kB', '1.9 MB', '20 bytes')
    """
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


def inputs_of(library: Library, *named: Path | str | None) -> Iterator[Path]:
    """Everything a run may rest on: what was named, and what lies in the folders of rules."""
    yield from (Path(each) for each in named if each is not None)
    for folder in library.folders:
        yield from yaml_under(folder)


def earlier(since: Path | None) -> Mapping[str, Exported] | None:
    """What an earlier export said, if one is named."""
    from obligations.views.calendar import read_ics

    return read_ics(contents(since, LARGEST_EXPORT)[0], str(since)) if since is not None else None


def tell_own(texts: Iterable[Text], *, err: bool = False) -> None:
    """Say in a line what comes from a folder of one's own, if anything does; beside what is no text for a person."""
    from obligations.views.provenance import own_data, own_words

    words = own_words(own_data(texts))
    if words:
        said(words) if err else put(f"{words}\n")


def tell_misnamed(folders: Iterable[Path], *, deep: bool = False) -> None:
    """Say in a line, once in a command, which files of these folders are not looked at although they are YAML."""
    context = click.get_current_context(silent=True)
    told: set[Path] = context.meta.setdefault("obligations.misnamed", set()) if context is not None else set()
    found = {path for folder in folders for path in misnamed(folder, deep=deep)} - told
    if found:
        told |= found
        names = listed(str(path) for path in found)
        said(one_line(f"note: not looked at: {names}; what is looked at in a folder ends in .yaml"))


def owned(texts: Iterable[Text]) -> dict[str, Any]:
    """The same as data, under the key that it has in every document."""
    from obligations.views.provenance import own_data

    return {"own_texts": own_data(texts)}
