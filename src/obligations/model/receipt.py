"""The shape of a receipt that comes back: from anybody, so nothing in it is taken for more than data."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from obligations.model.base import Name, ZoneText

Sha = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Word = Annotated[str, Field(max_length=400)]
ReceiptLine = Annotated[str, Field(max_length=20_000)]


def _file_name(value: object) -> str:
    if not isinstance(value, str) or len(value) > 20_000:
        raise ValueError("the name of a file, at most 20,000 characters long")
    return value


FileName = Annotated[str, PlainValidator(_file_name)]
"""The name of a file: it may hold bytes that are no text, as halves of pairs, which no other text here does."""


class ReceiptPart(BaseModel):
    """A part of a receipt; keys that nobody knows are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextOnReceipt(ReceiptPart):
    """A text that decided."""

    kind: Literal["agreement", "vocabulary", "doctrine", "law", "wording", "calendar", "scenario"]
    id: FileName
    source: FileName
    sha256: Sha
    origin: FileName
    instead: FileName | None


class StatedOnReceipt(ReceiptPart):
    """What was stated."""

    agreements: Annotated[tuple[Name, ...], Field(min_length=1, max_length=2000)]
    law: Annotated[tuple[Name, ...], Field(max_length=200)]
    zone: ZoneText
    from_: Annotated[Word, Field(alias="from")]
    until: Word | None
    actors: dict[Name, dict[str, Any]]
    assume: dict[Name, dict[str, Any]]
    readings: dict[Name, dict[Word, Word]]
    every_reading: bool
    open_: Annotated[tuple[dict[str, Any], ...], Field(alias="open", max_length=20_000)]
    events: Annotated[tuple[dict[Word, Any], ...], Field(max_length=100_000)]
    reworded: tuple[Name, ...]


class PositionOnReceipt(ReceiptPart):
    """What became of a position."""

    id: Word
    bearers: tuple[Word, ...]
    toward: tuple[Word, ...]
    state: Word
    alternatives: tuple[ReceiptLine, ...]
    due: tuple[ReceiptLine, ...]
    due_range: tuple[Word, ...] | None
    performed_at: Word | None
    marks: tuple[Word, ...]
    owed: Word | None
    paid: Word | None
    remaining: Word | None
    varies: dict[str, str] = Field(default_factory=dict)


class AgreementOnReceipt(ReceiptPart):
    """What became of an agreement."""

    id: Word
    state: Word
    ends_at: Word | None
    members: tuple[Word, ...]
    left: tuple[Word, ...]


class RiskOnReceipt(ReceiptPart):
    """What a doctrine said."""

    agreement: Word
    party: Word
    doctrine: Word
    level: Word
    up_to: Word
    because: tuple[Word, ...]
    unresolved: tuple[Word, ...]
    earliest_end: tuple[ReceiptLine, ...]


class ChangesOnReceipt(ReceiptPart):
    """How many changes there were, and their hash."""

    count: int
    sha256: Sha


class OutcomeOnReceipt(ReceiptPart):
    """What came out."""

    sha256: Sha
    positions: tuple[PositionOnReceipt, ...]
    agreements: tuple[AgreementOnReceipt, ...]
    risks: tuple[RiskOnReceipt, ...]
    questions: tuple[ReceiptLine, ...]
    changes: ChangesOnReceipt


class Receipt(ReceiptPart):
    """A receipt, ``obligations/receipt/v1``."""

    format: Literal["obligations/receipt/v1"]
    engine: Word
    versions: dict[Word, Word]
    matcher: Literal["durable-rules", "plain"]
    texts: Annotated[tuple[TextOnReceipt, ...], Field(max_length=10_000)]
    rules: tuple[dict[Word, Word], ...]
    wording: tuple[dict[Word, Word], ...]
    readings: dict[Name, dict[Word, Word]]
    calendars: tuple[dict[Word, Any], ...]
    from_: Annotated[Word, Field(alias="from")]
    until: Word
    courses: int
    stated: StatedOnReceipt
    stated_sha256: Sha | None = None
    """The hash of what was stated; a receipt of before it was kept has none."""
    result: OutcomeOnReceipt
