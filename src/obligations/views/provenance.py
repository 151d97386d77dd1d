"""What comes from a folder of one's own, told the same way by every command: in one line, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from obligations.files.provenance import OURS, Text
from obligations.visible import one_line

_PLURAL: Final = {
    "agreement": "agreements",
    "vocabulary": "vocabulary",
    "doctrine": "doctrines",
    "law": "laws",
    "wording": "wordings",
    "calendar": "calendars",
}
_MOST: Final = 12
"""Names of a kind that are told before the rest is counted."""


def own_data(texts: Iterable[Text]) -> list[dict[str, Any]]:
    """The texts that come from a folder of one's own, as data; a scenario is always one's own and is not told."""
    return [text.data() for text in dict.fromkeys(texts) if text.own and text.kind != "scenario"]


def own_words(own: Sequence[Mapping[str, Any]]) -> str:
    """The line that says what comes from folders of one's own, and what of it stands in the place of another text.

    >>> rules = {"source": "", "sha256": "", "origin": "rules/"}
    >>> own_words([{"kind": "agreement", "id": "x", "instead": None, **rules},
    ...            {"kind": "doctrine", "id": "withdrawal", "instead": "ours", **rules}])
    'from rules/: agreement x, doctrine withdrawal (instead of ours)'
    >>> own_words([])
    ''
    """
    told = []
    for origin in dict.fromkeys(each["origin"] for each in own):
        kinds: dict[tuple[str, str | None], list[str]] = {}
        for each in own:
            if each["origin"] == origin:
                kinds.setdefault((each["kind"], each["instead"]), []).append(each["id"])
        order = sorted(kinds, key=lambda key: list(_PLURAL).index(key[0]))
        words = ", ".join(_of_a_kind(kind, instead, kinds[kind, instead]) for kind, instead in order)
        told.append(f"from {one_line(origin)}: {words}")
    return "; ".join(told)


def _of_a_kind(kind: str, instead: str | None, names: list[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    listed = " " + ", ".join(map(one_line, names[:_MOST])) + more if kind != "vocabulary" else ""
    part = "some words " if kind == "vocabulary" else ""
    place = f" ({part}instead of {'ours' if instead == OURS else one_line(instead)})" if instead else ""
    return f"{_PLURAL[kind] if len(names) > 1 else kind}{listed}{place}"
