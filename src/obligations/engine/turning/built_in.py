"""Events that mean something without a clause that names them: of agreements themselves, of parties, of findings."""

from __future__ import annotations

from typing import Final

from obligations.engine.asking.correlation import concerns, refers_elsewhere
from obligations.engine.state.draft import Draft
from obligations.engine.state.plain import plain
from obligations.engine.state.positions import evolve
from obligations.engine.state.reasons import Offered
from obligations.engine.turning import findings, life
from obligations.engine.turning.occurrence import Occurrence
from obligations.model.events import Event

BUILT_IN: Final = frozenset(
    {
        "finding",
        "ratification",
        "notification-of-entry",
        "signature",
        "notice-received",
        "suspension-agreement",
        "resumption-agreement",
        *life.FLAGS,
    }
)
"""The types of these events; kinds of ``tender`` come to them."""


def turn_agreements(draft: Draft, occurrence: Occurrence) -> None:
    """Do what an event says of agreements themselves, of parties, or of what was found."""
    event, kind = occurrence.event, occurrence.event.type
    if kind not in BUILT_IN:
        return
    if kind == "finding":
        findings.find(draft, event)
    elif kind in life.FLAGS:
        life.flag(draft, event)
    else:
        for agreement in draft.rulebook.agreements:
            named = event.get("agreement") or event.about
            if kind == "notice-received":
                life.receive(draft, agreement, event)
            elif kind in ("suspension-agreement", "resumption-agreement"):
                _by_consent(draft, agreement, event)
            elif named in (None, agreement):
                life.try_entry(draft, agreement, event)


def take_offers(draft: Draft, occurrence: Occurrence) -> None:
    """A bearer offers to do its part: it is not in default of the joint acts this concerns."""
    event = occurrence.event
    if event.type not in draft.rulebook.tenders:
        return
    by = event.get("by")
    for norm in draft.rulebook.norms.values():
        if norm.kind != "obligation" or refers_elsewhere(draft, event, norm):
            continue
        for position in draft.open_positions(norm):
            joint = len(position.bearers) > 1 and by in position.bearers and by not in position.tenders
            if joint and norm.raised_by_events and concerns(event, norm, position):
                draft.put(evolve(position, tenders=(*position.tenders, str(by))))
                draft.note("tender", norm.agreement, position.id, Offered(str(by)), event.id)


def _by_consent(draft: Draft, agreement: str, event: Event) -> None:
    """All parties together may suspend and resume (Vienna Convention on the Law of Treaties, art. 57(b))."""
    between = event.get("between")
    members = draft.lives[agreement].members
    if event.about not in (None, agreement) or not isinstance(between, tuple) or not set(members) <= set(between):
        return
    change = life.suspend if event.type == "suspension-agreement" else life.resume
    refusal = change(draft, agreement, plain("by-consent"), event.id)
    if refusal is not None:
        draft.note("ineffective", agreement, agreement, refusal, event.id)
