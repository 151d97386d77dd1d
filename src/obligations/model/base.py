"""What every value of the language has in common: frozen, strict, named as in the files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from obligations.amounts import AmountError, Quantity, parse_quantity
from obligations.legaltime import LegalTimeError, Period, parse_date, parse_instant, parse_zone
from obligations.legaltime.recurrence import parse_rule


def hyphened(name: str) -> str:
    """The name of a field in the files: hyphens, and no trailing underscore.

    >>> hyphened("runs_from"), hyphened("from_")
    ('runs-from', 'from')
    """
    return name.rstrip("_").replace("_", "-")


class Entity(BaseModel):
    """A frozen value read from a file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=hyphened, strict=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, perhaps with other fields; what was derived from the old ones is derived anew."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(copied).model_fields.keys():
            del copied.__dict__[name]
        return copied


NAME: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

Name = Annotated[str, StringConstraints(pattern=NAME, max_length=120)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]


def time_checked(check: Any) -> AfterValidator:
    """Text that the time kernel can read, by one of its own functions."""

    def checked(text: str) -> str:
        try:
            check(text)
        except LegalTimeError as error:
            expected = f"; expected {error.expected}" if error.expected else ""
            raise ValueError(f"{error.what}{expected}") from error
        return text

    return AfterValidator(checked)


def _one_or_many(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) or value is None else [value]


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


PeriodText = Annotated[str, time_checked(Period.parse)]
DateText = Annotated[str, time_checked(parse_date)]
ZoneText = Annotated[str, time_checked(parse_zone)]
RuleText = Annotated[str, time_checked(parse_rule)]
InstantText = Annotated[str, time_checked(parse_instant)]


def _quantity(value: Any) -> Any:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return parse_quantity(f"{value:f}" if isinstance(value, Decimal) else str(value))
    if not isinstance(value, str):
        return value
    try:
        return parse_quantity(value)
    except AmountError as error:
        raise ValueError(f"{error.what}; expected {error.expected}") from error


def _written(value: Any) -> Any:
    return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


Amount = Annotated[
    Quantity,
    BeforeValidator(_quantity),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}], "description": "CAD 1000, 3.5 or 10%"}),
]
Expression = Annotated[
    str, BeforeValidator(_written), WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]})
]

Listed = BeforeValidator(_as_tuple)
OneOrMany = BeforeValidator(lambda value: _as_tuple(_one_or_many(value)))

Names = Annotated[tuple[Name, ...], OneOrMany]
Texts = Annotated[tuple[Prose, ...], OneOrMany]
