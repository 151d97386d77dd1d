"""Small agreements as sessions, stated as a user's own files state them."""

from __future__ import annotations

import json
from pathlib import Path

from obligations.files.events import parse_inline
from obligations.files.library import Loaded
from obligations.questions.alterations import Alteration
from obligations.simulation.session import Session
from tests.questions.world import LIBRARY


def stated(
    folder: Path, *loaded: Loaded, events: list[str], until: str | None = None, from_: str | None = None
) -> Session:
    """A session of small agreements, each written to a file, and of lines of events."""
    session = Session(LIBRARY, matcher="plain")
    for item in loaded:
        path = folder / f"{item.agreement.id}.yaml"
        path.write_text(json.dumps(item.document.data))
        session.add_agreement(str(path))
    for line in events:
        session.add_event(parse_inline(line))
    session.from_ = session.time(from_) if from_ else None
    session.until = session.time(until) if until else None
    return session


def change(kind: str, text: str) -> Alteration:
    """A change as the command line gives it."""
    return Alteration.parse(kind, text)  # type: ignore[arg-type]
