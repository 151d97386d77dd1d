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
from obligations.codes.code import Code
from obligations.engine.run import Run
from obligations.engine.state.dates import Anchors, DueTime, Step
from obligations.engine.state.positions import Entry, Key, Position, Question
from obligations.engine.state.reasons import Counted, Judged
from obligations.engine.state.values import Change, FactValue, LedgerKind, Life, LifeTurn, NoticeGiven, State
from obligations.engine.step import Engine, Outcome
from obligations.files.library import Library, Loaded
from obligations.files.provenance import Text
from obligations.legaltime.periods import Period
from obligations.model.agreement import Agreement, Standing
from obligations.model.clauses import Clause, Effect
from obligations.model.events import Attributes, AttributeValue, Event
from obligations.model.patterns import AgreementStatus, Guard
from obligations.problems import InputError, ObligationsError, Place, Problem
from obligations.questions.alterations import Alteration, ChangeKind
from obligations.questions.avoid import Avoidance, Way
from obligations.questions.difference import Difference, ThingKind, Turn, TurnKind
from obligations.questions.grid import Axis, Cell, CellOutcome, Flip, Grid, Unit
from obligations.questions.of_run.acts import Judgement, Verdict
from obligations.questions.of_run.agenda import Agenda, Item, Permitted
from obligations.questions.of_run.comparison import AnswerKind, Compared, Duty
from obligations.questions.of_run.explanation import ExplanationNode
from obligations.questions.of_run.reach import Path, Reached, Wait
from obligations.questions.of_run.reservations import Taint, TaintKind
from obligations.questions.of_run.why_not import Held, SlotCondition
from obligations.questions.of_run.windows import Door, Moment, Windows
from obligations.rulebook.compiling import Rulebook
from obligations.rulebook.norms import Norm
from obligations.scenarios.expecting.asking import Failure
from obligations.scenarios.verifying import Differs, TextDiffers, Verification
from obligations.simulation.result import Alternative, Course, Inputs, OpenQuestion, Result, Shown, Under
from obligations.telling.risks import EarliestEnd, Exposure, FlagReason, RiskFlag
from obligations.telling.varied import Varied
from obligations.views.report.making import ReportKind

__all__ = [
    "Agenda",
    "Agreement",
    "AgreementStatus",
    "Agreements",
    "Alteration",
    "Alternative",
    "Anchors",
    "AnswerKind",
    "AttributeValue",
    "Attributes",
    "Avoidance",
    "Axis",
    "Case",
    "CaseOptions",
    "Cell",
    "CellOutcome",
    "Change",
    "ChangeKind",
    "Clause",
    "Code",
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
    "FactValue",
    "Failure",
    "FlagReason",
    "Flip",
    "Grid",
    "Guard",
    "Held",
    "InputError",
    "Inputs",
    "Item",
    "Judged",
    "Judgement",
    "Key",
    "LedgerKind",
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
    "ReportKind",
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
    "TaintKind",
    "Text",
    "TextDiffers",
    "ThingKind",
    "Told",
    "Turn",
    "TurnKind",
    "Under",
    "Unit",
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
