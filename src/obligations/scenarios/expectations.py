"""Comparing what is expected with what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from obligations.files.source import Document
from obligations.files.validation import validate
from obligations.model.base import Entity
from obligations.problems import InputError, Place
from obligations.scenarios.expecting.asking import Asked, Failure
from obligations.scenarios.expecting.others import of_act, of_agreement, of_fact, of_question
from obligations.scenarios.expecting.positions import of_position, why
from obligations.scenarios.expecting.risks import of_risk
from obligations.scenarios.files import (
    ActExpectation,
    AgreementExpectation,
    Expectation,
    FactExpectation,
    PositionExpectation,
    QuestionExpectation,
    RiskExpectation,
)
from obligations.simulation.result import Result
from obligations.simulation.session import Session


class _One(Entity):
    expect: Expectation


def read_expectation(data: Mapping[str, Any], place: Place) -> Expectation:
    """An expectation from data in the shape that scenario files have; ``InputError`` for what does not fit it.

    >>> read_expectation({"position": "II.4-1", "state": "in-effect"}, Place("example")).state
    'in-effect'
    >>> read_expectation({"position": "II.4-1", "level": "low"}, Place("example"))
    Traceback (most recent call last):
        ...
    obligations.problems.InputError: error OB112: an expectation of a position has no key 'level'...
    """
    stated: object = dict(data) if isinstance(data, Mapping) else data  # who calls may give anything: it is read
    try:
        return validate(_One, Document(place.source, {"expect": stated}, ())).expect
    except InputError as error:
        raise InputError(replace(problem, place=place) for problem in error.problems) from error


def compare(expectation: Expectation, result: Result, session: Session, place: Place) -> Failure | None:
    """The failure of an expectation, or nothing if it holds. Naming what is not there is an ``InputError``."""
    asked = Asked(result, session, place)
    match expectation:
        case PositionExpectation():
            return of_position(expectation, asked)
        case RiskExpectation():
            return of_risk(expectation, asked)
        case ActExpectation():
            return of_act(expectation, asked)
        case FactExpectation():
            return of_fact(expectation, asked)
        case QuestionExpectation():
            return of_question(expectation, asked)
        case AgreementExpectation():
            return of_agreement(expectation, asked)


__all__ = ["Failure", "compare", "read_expectation", "why"]
