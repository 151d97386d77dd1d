"""The features of a session: read so that no scenario is lost, with what is wrong with each."""

from __future__ import annotations

from pathlib import Path

from pytest_bdd.parser import Feature

from obligations.gherkin.reading import FeatureRead, read
from obligations.gherkin.strictness import Findings, examine
from obligations.problems import InputError


class Features(dict[str, Feature]):
    """Stands where pytest-bdd keeps the features it has read, by absolute path, and reads what is not there.

    pytest-bdd would keep one scenario of each name. It lives as long as a session: a file that was changed since is
    read again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.readings: dict[str, FeatureRead] = {}
        self._findings: dict[str, Findings] = {}

    def get(self, key: str, default: object = None) -> Feature | None:  # type: ignore[override]
        """A feature by its absolute path; nothing if it cannot be read, so that pytest-bdd says why in its way."""
        if key not in self:
            try:
                self.read(Path(key))
            except InputError:
                return None
        return self[key]

    def read(self, path: Path) -> FeatureRead:
        """Read a file once. Raises ``InputError`` for what is no feature file."""
        key = str(path)
        if key not in self.readings:
            self.readings[key] = read(path)
            self[key] = self.readings[key].feature
        return self.readings[key]

    def findings(self, filename: str) -> Findings:
        """What is wrong with a feature that was read here; nothing for others."""
        if filename not in self.readings:
            return Findings()
        if filename not in self._findings:
            self._findings[filename] = examine(self.readings[filename])
        return self._findings[filename]
