"""Which scenarios are run: by their tags, by their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from cucumber_tag_expressions import TagExpressionError, parse

from obligations.problems import InputError

LONGEST: Final = 1_000
"""Characters of a tag expression."""


@dataclass(frozen=True)
class Selection:
    """What is asked for: a tag expression, a part of a name; what is left out asks for all."""

    tag: str = ""
    name: str = ""

    def takes(self, name: str, tags: Iterable[str]) -> bool:
        """Whether a scenario is meant: its tags, without ``@``, fit the expression, and its name holds the text.

        Raises ``InputError`` for a tag expression that is none.

        >>> Selection("@slow and not @wip").takes("An attack", ["slow"])
        True
        >>> Selection(name="attack").takes("Leaving", [])
        False
        """
        known = [word for tag in tags for word in (tag, f"@{tag}")]
        meant = not self.tag or bool(self._parsed().evaluate(known))
        return meant and self.name.casefold() in name.casefold()

    def _parsed(self) -> Any:
        if len(self.tag) > LONGEST:  # it is asked part within part
            what = f"{self.tag[:60]!r}... is too long for a tag expression"
            raise InputError.one("OB958", what, found=f"{len(self.tag):,} characters", expected=f"at most {LONGEST:,}")
        try:
            return parse(self.tag)
        except TagExpressionError as error:
            what = f"{self.tag[:200]!r} is no tag expression"
            raise InputError.one("OB958", what, expected="@slow, not @slow, @a and (@b or not @c)") from error

    def __str__(self) -> str:
        asked = [f"the tags {self.tag}"] if self.tag else []
        return " and ".join([*asked, f"a name with {self.name[:200]!r}"] if self.name else asked)


EVERYTHING = Selection()
"""Every scenario."""
