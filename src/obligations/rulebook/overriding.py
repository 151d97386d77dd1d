"""Special clauses over general ones: which slots they displace, and the norm as those that apply together make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from obligations.files.validation import complaint
from obligations.model.agreement import Agreement
from obligations.model.clauses import Clause
from obligations.problems import InputError
from obligations.rulebook.norms import Displacement, Norm
from obligations.rulebook.readings import merge, plain
from obligations.rulebook.slots import target

Make = Callable[[Norm, Clause], Norm]
"""The norm of a general clause, made anew from the words that special clauses leave of it."""


def overrides_of(read: Mapping[str, Agreement], norms: Mapping[str, Norm]) -> dict[str, tuple[Displacement, ...]]:
    """The overrides of each norm, in the order in which they stand; those of a clause that is not there are none."""
    found: dict[str, list[Displacement]] = {}
    told: dict[tuple[str, str], int] = {}
    for agreement in read.values():
        for clause in agreement.walk():
            for override in clause.overrides:
                general = target(agreement, override.clause)
                if general not in norms:
                    continue  # the general agreement is not part of this run
                special = f"{agreement.id}/{clause.id}"
                number = told[special, general] = told.get((special, general), 0) + 1
                name = special if number == 1 else f"{special} ({number})"
                found.setdefault(general, []).append(
                    Displacement(special, name, agreement.id, override.provided, override.with_)
                )
    return {general: tuple(overrides) for general, overrides in found.items()}


class Variants:
    """Norms as special clauses displace their slots.

    Each override alone is made when the rulebook is, so that one which does not fit is refused there. Those that apply
    together are made when they first do: of twenty-four there are sixteen million ways to apply together, and a run
    comes to as many as it raises positions.
    """

    def __init__(
        self, displaced: Mapping[str, tuple[Displacement, ...]], norms: Mapping[str, Norm], make: Make
    ) -> None:
        self._overrides = {
            (general, override.name): override for general, overrides in displaced.items() for override in overrides
        }
        self._make = make
        self._made: dict[tuple[str, tuple[str, ...]], Norm] = {}
        for general, overrides in displaced.items():
            for override in overrides:
                self.of(norms[general], (override.name,))

    def of(self, general: Norm, names: tuple[str, ...]) -> Norm:
        """A norm as the overrides named displace its slots; the norm itself, where none does.

        Raises ``InputError`` where what is left of the clause is none.
        """
        if not names:
            return general
        key = (general.id, names)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(general, self._clause(general, names))
        return made

    def _clause(self, general: Norm, names: tuple[str, ...]) -> Clause:
        data = plain(general.clause)
        for name in names:
            data = merge(data, self._overrides[(general.id, name)].patch)
        try:
            return Clause.model_validate(data)
        except ValidationError as error:
            words, expected = complaint(error)
            what = f"{' and '.join(names)} does not fit over {general.id}: {words}"
            raise InputError.one("OB304", what, expected=expected) from error
