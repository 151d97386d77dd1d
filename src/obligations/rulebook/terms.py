"""The terms of an agreement written out as the ordinary clauses they are short for."""

from __future__ import annotations

from typing import Any

from obligations.model.agreement import Agreement, Ending, Exit, Extension, Notice, Renewal
from obligations.model.clauses import Clause

NOTICE = "notice-of-termination"
REVOCATION = "revocation-of-notice"
EXTENSION = "extension-agreement"
REFUSAL = "notice-of-non-renewal"


def written_out(agreement: Agreement) -> tuple[Clause, ...]:
    """The powers that the terms give: to leave, to take a notice back, to extend."""
    clauses: list[Clause | None] = []
    terms = agreement.terms
    if not isinstance(terms.exit, str):
        for exit_ in terms.exit:
            clauses.append(_exit(agreement, exit_))
            if exit_.revocable != "no":
                clauses.append(_revocation(exit_))
    if isinstance(terms.extension, Extension):
        clauses.append(_extension(agreement, terms.extension))
    if isinstance(terms.renewal, Renewal) and terms.renewal.unless is not None:
        clauses.append(_refusal(terms.renewal, terms.renewal.unless))
    clauses += [_ending(ending, number) for number, ending in enumerate(agreement.ends, start=1)]
    return tuple(clause for clause in clauses if clause is not None)


def _ending(ending: Ending, number: int) -> Clause | None:
    """An end by rule happens automatically; that of an agreement of which all is performed is the engine's to see."""
    if ending.when == "all-performed":
        return None
    verb = "complete" if ending.as_ == "completed" else "terminate"
    when = ending.when.model_dump(by_alias=True, exclude_unset=True, mode="json")
    return Clause.model_validate(
        {
            "id": ending.id or f"end-{number}",
            "cite": ending.cite,
            "gist": f"The agreement ends by itself: it is {ending.as_}.",
            "when": when,
            "automatically": {verb: "agreement"},
            "cites": list(ending.cites),
        }
    )


def _exit(agreement: Agreement, exit_: Exit) -> Clause:
    act: dict[str, Any] = {"event": [NOTICE], "by": "bearer"}
    if exit_.form is not None:
        act["form"] = exit_.form
    effect: dict[str, Any] = {"withdraw": "bearer"} if exit_.leaves == "membership" else {"terminate": "agreement"}
    effect["after"] = _after(exit_.notice)
    data: dict[str, Any] = {
        "id": exit_.id,
        "cite": exit_.cite,
        "gist": exit_.gist or _exit_gist(exit_),
        "bearer": "any-party" if exit_.by == ("any-party",) else list(exit_.by),
        "may": act,
        "effect": effect,
        "cites": list(exit_.cites),
        **({"not-before": {"period": exit_.not_before, "from": "entry"}} if exit_.not_before else {}),
        **_earliest(exit_.notice),
    }
    return Clause.model_validate(data)


def _after(notice: Notice) -> dict[str, Any]:
    """From when the period of a notice runs, how long, if it binds anybody, and to which day."""
    anchor = "notice-received" if notice.runs_from == "receipt" else "notice-given"
    binds = notice.firmness != "preferably"
    said: dict[str, Any] = {"period": notice.period if binds else None, "to": notice.to}
    if notice.conventions is not None:
        said["conventions"] = notice.conventions.model_dump(by_alias=True, exclude_unset=True, mode="json")
    return {"from": anchor, "too-late": notice.too_late, **{key: value for key, value in said.items() if value}}


def _earliest(notice: Notice) -> dict[str, Any]:
    if notice.earliest is None:
        return {}
    before: dict[str, Any] = {"period": notice.earliest, "before": "expiry"}
    if notice.conventions is not None:
        before["conventions"] = notice.conventions.model_dump(by_alias=True, exclude_unset=True, mode="json")
    return {"not-before": before}


def _refusal(renewal: Renewal, notice: Notice) -> Clause:
    act: dict[str, Any] = {"event": [REFUSAL], "by": "bearer"}
    if renewal.form is not None:
        act["form"] = renewal.form
    before = f" at least {notice.period} before the end of the term" if notice.period is not None else ""
    return Clause.model_validate(
        {
            "id": f"{renewal.id}.refusal",
            "cite": renewal.cite,
            "gist": f"A party may keep it from running on for a further term, by notice{before}.",
            "bearer": "any-party" if renewal.who == ("any-party",) else list(renewal.who),
            "may": act,
            "effect": {"terminate": "agreement", "after": _after(notice)},
            "cites": list(renewal.cites),
            **_earliest(notice),
        }
    )


def _exit_gist(exit_: Exit) -> str:
    leaves = "leave it" if exit_.leaves == "membership" else "end it"
    if exit_.notice.period is None:
        return f"A party may {leaves} by notice; no period is stated."
    firm = {"exact": "", "at-least": "at least ", "preferably": "preferably "}[exit_.notice.firmness]
    if exit_.notice.to == "end-of-term":
        return f"A party may {leaves} at the end of a term by notice, {firm}{exit_.notice.period} before it."
    to = f", to the {exit_.notice.to.replace('-', ' ')}" if exit_.notice.to is not None else ""
    return f"A party may {leaves} by notice, {firm}{exit_.notice.period} from {exit_.notice.runs_from}{to}."


def _revocation(exit_: Exit) -> Clause:
    basis = exit_.revocable_basis or "the text is silent; general treaty law allows it before the notice takes effect"
    return Clause.model_validate(
        {
            "id": f"{exit_.id}.revocation",
            "cite": exit_.cite,
            "gist": f"A party that gave notice may take it back until it takes effect ({basis}).",
            "bearer": "any-party",
            "may": {"event": [REVOCATION], "by": "bearer"},
            "effect": {"revoke-notice": "agreement"},
        }
    )


def _extension(agreement: Agreement, extension: Extension) -> Clause:
    said = extension.conventions
    act: dict[str, Any] = {"event": [EXTENSION], "between": list(agreement.parties)}
    if extension.form is not None:
        act["form"] = extension.form
    return Clause.model_validate(
        {
            "id": extension.id,
            "cite": extension.cite,
            "gist": "The parties may extend it by agreement.",
            "bearer": list(agreement.parties),
            "may": act,
            "effect": {"extend": "agreement"},
            "cites": list(extension.cites),
            **({"until": {"period": extension.before, "before": "expiry"}} if extension.before else {}),
            **({"not-before": {"period": extension.earliest, "before": "expiry"}} if extension.earliest else {}),
            **({"conventions": said.model_dump(by_alias=True, exclude_unset=True, mode="json")} if said else {}),
        }
    )
