"""What the source documents say: the numbered statements of ``seeds/``, by the citations that rules make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from obligations.files.library import packaged_rules, read_file
from obligations.files.opening import yaml_in
from obligations.problems import InputError


class Statements:
    """The statements of digests, read when one is first asked for.

    ``S5`` is one of the source document, ``usa-ukr-2024#IX-2`` one of another digest.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        packaged = packaged_rules()
        seeds = packaged.parent / "seeds"
        self.folders = tuple(dict.fromkeys([*(Path(folder).parent / "seeds" for folder in folders), seeds]))

    @cached_property
    def _by_cite(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for folder in self.folders:
            for path in yaml_in(folder):
                try:
                    document, _ = read_file(path)
                except InputError:
                    continue  # a digest that cannot be read explains nothing; ``check`` says what is wrong with it
                for name, said in _statements(document.data):
                    found.setdefault(f"{path.stem}#{name}", said)
                    if path.stem == "source":
                        found.setdefault(name, said)
        return found

    def __call__(self, cite: str) -> str:
        """What a citation stands for, in our own words; nothing if no digest has it."""
        return self._by_cite.get(cite, "")


def _statements(data: Any) -> Iterator[tuple[str, str]]:
    """Every statement with an id and words, wherever it stands in a digest."""
    if isinstance(data, dict):
        said = data.get("says") or data.get("gist") or data.get("paraphrase")
        if isinstance(data.get("id"), str) and isinstance(said, str):
            yield data["id"], said
        for value in data.values():
            yield from _statements(value)
    elif isinstance(data, list):
        for value in data:
            yield from _statements(value)
