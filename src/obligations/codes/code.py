"""The codes of errors, closed, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# fmt: off
Code = Literal[
    "OB100", "OB101", "OB102", "OB103", "OB104", "OB105", "OB106", "OB107", "OB108", "OB109",
    "OB110", "OB111", "OB112", "OB113", "OB114", "OB115", "OB116", "OB117", "OB118",
    "OB201", "OB202", "OB203", "OB204", "OB205", "OB206", "OB207", "OB208", "OB209",
    "OB210", "OB211",
    "OB301", "OB302", "OB303", "OB304",
    "OB310", "OB311", "OB312", "OB313", "OB314", "OB315", "OB316", "OB317", "OB318", "OB319",
    "OB320", "OB321", "OB322", "OB323", "OB324", "OB325", "OB326",
    "OB330", "OB331", "OB332", "OB333", "OB334", "OB335", "OB336", "OB337", "OB338", "OB339",
    "OB340",
    "OB401", "OB402", "OB403",
    "OB501", "OB502", "OB503", "OB504",
    "OB510", "OB511", "OB512", "OB513", "OB514", "OB515", "OB516", "OB517", "OB518", "OB519",
    "OB520",
    "OB530", "OB531", "OB532", "OB533", "OB534", "OB535", "OB536", "OB537", "OB538",
    "OB540", "OB541", "OB542", "OB543",
    "OB550", "OB551", "OB552", "OB553", "OB554", "OB555",
    "OB560", "OB561",
    "OB570", "OB571", "OB572", "OB573",
    "OB580", "OB581", "OB582", "OB585", "OB586", "OB587",
    "OB590", "OB591", "OB592", "OB593", "OB594", "OB595", "OB596", "OB597", "OB598",
    "OB910", "OB911", "OB912", "OB913",
    "OB930", "OB931",
    "OB950", "OB951", "OB952", "OB953", "OB954", "OB955", "OB956", "OB957", "OB958", "OB959",
    "OB960", "OB961", "OB962",
    "OB970", "OB971", "OB972", "OB973", "OB974", "OB975", "OB976", "OB977",
]
# fmt: on
"""Every code that an error may have. A code keeps its meaning for good: what is new gets a new one."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What a code means, for somebody who met it for the first time."""

    code: Code
    title: str
    """In a few words."""
    means: str
    """What could not be read or done, and why nothing is guessed in its place."""
    mend: str
    """What to do about it."""
    of: tuple[str, ...] = ()
    """Where one code stands for several things: each of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that begin alike, and what they are about."""

    begins: str
    title: str
    about: str
    codes: tuple[Explained, ...]
