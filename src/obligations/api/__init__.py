"""The Python door: a case whose methods are the questions, the questions as functions, and every type they return.

What stands here is what ``obligations`` itself offers, and what is promised to stay.
"""

from __future__ import annotations

from obligations.amounts.quantity import Quantity
from obligations.api.cases import Agreements, Case, CaseOptions, Told, case, load, scenario
from obligations.api.functions import (
    act,
    agenda,
    avoid,
    compare,
    expect,
    explain,
    receipt,
    said,
    simulate,
    verify,
    what_if,
    why_not,
    windows,
)
from obligations.engine.run import Run
from obligations.engine.state.dates import DueTime, Step
from obligations.engine.state.positions import Entry, Position, Question
from obligations.engine.state.reasons import Counted, Judged
from obligations.engine.state.values import Change, Life, LifeTurn, NoticeGiven, State
from obligations.engine.step import Engine, Outcome
from obligations.files.library import Library, Loaded
from obligations.files.provenance import Text
from obligations.legaltime.periods import Period
from obligations.model.agreement import Agreement, Standing
from obligations.model.clauses import Clause, Effect
from obligations.model.events import Event
from obligations.model.patterns import Guard
from obligations.problems import InputError, ObligationsError, Place, Problem
from obligations.questions.alterations import Alteration
from obligations.questions.avoid import Avoidance, Way
from obligations.questions.difference import Difference, Turn
from obligations.questions.grid import Axis, Cell, Flip, Grid
from obligations.questions.of_run.acts import Verdict
from obligations.questions.of_run.agenda import Agenda, Item, Permitted
from obligations.questions.of_run.comparison import Compared, Duty
from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.reach import Path, Reached, Wait
from obligations.questions.of_run.reservations import Taint
from obligations.questions.of_run.why_not import SlotCondition
from obligations.questions.of_run.windows import Door, Moment, Windows
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm
from obligations.scenarios.expecting.asking import Failure
from obligations.scenarios.verifying import Differs, TextDiffers, Verification
from obligations.simulation.result import Alternative, Course, Inputs, OpenQuestion, Result, Shown, Under
from obligations.telling.risks import EarliestEnd, Exposure, FlagReason, RiskFlag
from obligations.telling.varied import Varied

__all__ = [
    "Agenda",
    "Agreement",
    "Agreements",
    "Alteration",
    "Alternative",
    "Avoidance",
    "Axis",
    "Case",
    "CaseOptions",
    "Cell",
    "Change",
    "Clause",
    "Compared",
    "Counted",
    "Course",
    "Difference",
    "Differs",
    "Door",
    "DueTime",
    "Duty",
    "EarliestEnd",
    "Effect",
    "Engine",
    "Entry",
    "Event",
    "ExplanationNode",
    "Exposure",
    "Failure",
    "FlagReason",
    "Flip",
    "Grid",
    "Guard",
    "InputError",
    "Inputs",
    "Item",
    "Judged",
    "Library",
    "Life",
    "LifeTurn",
    "Loaded",
    "Moment",
    "Norm",
    "NoticeGiven",
    "ObligationsError",
    "OpenQuestion",
    "Outcome",
    "Path",
    "Period",
    "Permitted",
    "Place",
    "Position",
    "Problem",
    "Quantity",
    "Question",
    "Reached",
    "Result",
    "RiskFlag",
    "Rulebook",
    "Run",
    "Shown",
    "SlotCondition",
    "Standing",
    "State",
    "Step",
    "Taint",
    "Text",
    "TextDiffers",
    "Told",
    "Turn",
    "Under",
    "Varied",
    "Verdict",
    "Verification",
    "Wait",
    "Way",
    "Windows",
    "act",
    "agenda",
    "avoid",
    "case",
    "compare",
    "expect",
    "explain",
    "load",
    "receipt",
    "said",
    "scenario",
    "simulate",
    "verify",
    "what_if",
    "why_not",
    "windows",
]
