"""What a sentence of the vocabulary is, and the decorators that bind each to what it does.

A sentence is a function whose parameters are its placeholders, converted. Its docstring is what the sentence means, as
``docs/gherkin.md`` and ``obligations spec --steps`` tell it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, TypeVar, get_type_hints

from obligations.gherkin.phrasing import Phrasing
from obligations.gherkin.story import Story

SentenceKind = Literal["given", "when", "if", "then"]
Table = list[list[str]]
"""The rows below a step, the heading among them."""
Action = TypeVar("Action", bound=Callable[..., None])

_BESIDE: Final[Mapping[str, object]] = {"story": Story, "sentence": str, "table": Table}
"""What a function may ask for beside the placeholders: the story, what was said as a whole, the table below it."""


class DisagreementError(TypeError):
    """A sentence and its function do not agree: in the placeholders and the parameters, or in their types."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of the vocabulary: how it is written, what it means, an example that runs, and what it does."""

    kind: SentenceKind
    shape: str
    means: str
    example: str
    phrasing: Phrasing
    does: Callable[..., None]
    beside: frozenset[str]
    loose: bool = False
    """Whether it is tried after all others, because it fits much that another sentence means."""

    @property
    def table(self) -> bool:
        """Whether it reads a table, which must then be there; no sentence reads a text in quotes below it."""
        return "table" in self.beside

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled: all of a step has to fit it."""
        return re.compile(self.phrasing.pattern)

    def action(self, story: Story, match: re.Match[str], table: Table | None) -> None:
        """Do what a step says that fits the sentence.

        Raises ``InputError`` for what cannot be meant, and ``UnmetError`` for what is not so.
        """
        offered = {"story": story, "sentence": match[0], "table": table or []}
        given: dict[str, Any] = {name: offered[name] for name in self.beside}
        for name, placeholder in self.phrasing.placeholders.items():
            if match[name] is not None:
                given[name] = placeholder.convert(match[name])
        self.does(**given)


class Registry:
    """The sentences of a vocabulary, by the module in which they are written."""

    def __init__(self) -> None:
        self._written: dict[str, list[Sentence]] = {}

    def given(self, text: str, *, shape: str, example: str) -> Callable[[Action], Action]:
        """A sentence that says from what the run starts."""
        return self._binding("given", text, shape, example)

    def when(self, text: str, *, shape: str, example: str, loose: bool = False) -> Callable[[Action], Action]:
        """A sentence that says what happens."""
        return self._binding("when", text, shape, example, loose)

    def but(self, text: str, *, shape: str, example: str) -> Callable[[Action], Action]:
        """A sentence that supposes otherwise."""
        return self._binding("if", text, shape, example)

    def then(self, text: str, *, shape: str, example: str) -> Callable[[Action], Action]:
        """A sentence that says what came of it."""
        return self._binding("then", text, shape, example)

    @property
    def modules(self) -> frozenset[str]:
        """Where sentences are written."""
        return frozenset(self._written)

    def ordered(self, modules: Iterable[str]) -> tuple[Sentence, ...]:
        """The sentences of these modules, in the order of the modules and as they stand in each; the loose ones last.

        In which order the modules were imported does not matter.
        """
        found = [sentence for module in modules for sentence in self._written[module]]
        return tuple(sorted(found, key=lambda sentence: sentence.loose))

    def _binding(
        self, kind: SentenceKind, text: str, shape: str, example: str, loose: bool = False
    ) -> Callable[[Action], Action]:
        def bind(function: Action) -> Action:
            try:
                phrasing = Phrasing.read(text)
                beside = _agreed(function, phrasing)
            except ValueError as error:
                raise DisagreementError(f"the sentence {text!r} of {_called(function)}: {error}") from error
            means = " ".join((function.__doc__ or "").split())
            made = Sentence(kind, shape, means, example, phrasing, function, beside, loose)
            self._written.setdefault(function.__module__, []).append(made)
            return function

        return bind


def _called(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _agreed(function: Callable[..., None], phrasing: Phrasing) -> frozenset[str]:
    """What a function asks for beside the placeholders of its sentence. Raises ``ValueError`` where they disagree."""
    parameters = inspect.signature(function).parameters
    hints = get_type_hints(function)
    for name in phrasing.placeholders:
        if name not in parameters or name in _BESIDE:
            raise ValueError(f"the placeholder {name!r} is no parameter that it can fill")
    for name, parameter in parameters.items():
        default = parameter.default
        if name in _BESIDE:
            wanted = _BESIDE[name]
        elif name in phrasing.always:
            wanted = phrasing.always[name].type
            if default is not parameter.empty:
                raise ValueError(f"the parameter {name!r} has a default, and the sentence always gives it")
        elif name in phrasing.maybe:
            wanted = phrasing.maybe[name].type
            if default is parameter.empty:
                raise ValueError(f"the parameter {name!r} has no default, and the sentence may leave it out")
            wanted = wanted | None if default is None else wanted
        else:
            raise ValueError(f"the parameter {name!r} is no placeholder")
        if hints.get(name) != wanted:
            raise ValueError(
                f"the parameter {name!r} is annotated as {hints.get(name)}, and the sentence gives {wanted}"
            )
    return frozenset(parameters).intersection(_BESIDE)


REGISTRY: Final = Registry()
"""The vocabulary."""
given, when, but, then = REGISTRY.given, REGISTRY.when, REGISTRY.but, REGISTRY.then
