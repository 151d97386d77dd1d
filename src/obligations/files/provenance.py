"""Where a text comes from: what kind it is, what it is called, its content by hash, and whose folder it stood in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

OURS: Final = "ours"
"""The origin of a text that comes with the package."""
PACKAGE: Final = "obligations:"
"""What the sources of texts that come with the package begin with: where they lie on a machine says nothing."""

TextKind = Literal["agreement", "vocabulary", "doctrine", "law", "wording", "calendar", "scenario"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that decides, by its content.

    ``source`` is its path as the user would name it, ``sha256`` the hash of its bytes. ``origin`` is ``ours``, a folder
    of one's own (``rules/``), or the file itself if it was named. ``instead`` is the origin of the text of the same
    kind and id that it takes the place of; empty if there is none.
    """

    kind: TextKind
    id: str
    source: str
    sha256: str
    origin: str = OURS
    instead: str = ""

    @property
    def own(self) -> bool:
        """Whether it comes from a folder or a file of one's own."""
        return self.origin != OURS

    def data(self) -> dict[str, Any]:
        """The text as data, without its content."""
        return {
            "kind": self.kind,
            "id": self.id,
            "source": self.source,
            "sha256": self.sha256,
            "origin": self.origin,
            "instead": self.instead or None,
        }


class Origins:
    """Tells of a path how a user names it and whose it is, given the folders of rules in order of precedence."""

    def __init__(self, folders: Iterable[Path], package: Path) -> None:
        self.package = package.resolve()
        self.folders = [folder for folder in folders if not self._ours(folder)]

    def of(self, path: Path) -> str:
        """Whose a file is: ours, that of one of the folders, or one that was named itself."""
        if self._ours(path):
            return OURS
        folder = next((folder for folder in self.folders if folder in path.parents), None)
        return path.as_posix() if folder is None else f"{folder.as_posix().rstrip('/')}/"

    def source(self, path: Path) -> str:
        """The path of a file as a user would name it."""
        if not self._ours(path):
            return path.as_posix()
        return f"{PACKAGE}rules/{path.resolve().relative_to(self.package).as_posix()}"

    def _ours(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.package)


def named_calendars(data: Any) -> Iterator[str]:
    """The calendars that conventions anywhere in a document name, those of a joined one each by itself."""
    if isinstance(data, dict):
        said = data.get("conventions")
        name = said.get("calendar") if isinstance(said, dict) else None
        if isinstance(name, str):
            yield from (name, *(part.strip() for part in name.split("+")))
        for value in data.values():
            yield from named_calendars(value)
    elif isinstance(data, list):
        for value in data:
            yield from named_calendars(value)


def named_models(data: Any) -> Iterator[str]:
    """The models that a document names, wherever it may name one."""
    if isinstance(data, dict):
        if isinstance(data.get("model"), str):
            yield data["model"]
        for key in _MAY_NAME_A_MODEL:
            yield from named_models(data.get(key))
    elif isinstance(data, list):
        for item in data:
            yield from named_models(item)


_MAY_NAME_A_MODEL: Final = (
    "terms",
    "clauses",
    "then",
    "otherwise",
    "entry",
    "duration",
    "extension",
    "renewal",
    "exit",
)
