"""Which case shows what a code means, and how it is mended: the shortest that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from obligations.codes.code import Code
from tests.errors.cases import Change

AS_IT_WAS: Final = "as it was"


@dataclass(frozen=True)
class Pick:
    """A case, and what is right instead: the file as it was, changes to what is wrong, or what is typed."""

    case: str
    right: Literal["as it was"] | tuple[Change, ...] | list[str] | None = AS_IT_WAS
    also: tuple[str, ...] = ()
    """What else must be seen of the file: the lines that hold these words."""


_EVENT: Final = "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"

PICKED: Final[dict[Code, Pick]] = {
    "OB100": Pick("no-such-file", ["run", "base.yaml"]),
    "OB101": Pick("ten-megabytes", None),
    "OB102": Pick("not-utf-8", None),
    "OB103": Pick("empty", None),
    "OB104": Pick("no-yaml", also=("  UKR: {name",)),
    "OB105": Pick("scenario-null-in-a-text"),
    "OB106": Pick("anchor-and-alias"),
    "OB107": Pick("a-key-that-is-a-mapping"),
    "OB108": Pick("duplicate-key", also=("gist: A view.",)),
    "OB109": Pick("number-beyond-64-bits", (("99999999999999999999", "'99999999999999999999'"),)),
    "OB110": Pick("a-list", None),
    "OB111": Pick("no-title"),
    "OB112": Pick("unknown-key"),
    "OB113": Pick("wrong-choice"),
    "OB114": Pick("not-a-period"),
    "OB115": Pick("id-that-is-no-name"),
    "OB116": Pick("wrong-type-text"),
    "OB117": Pick("run-an-agreement", ["check", "rules/mini.yaml"]),
    "OB118": Pick("calendar-on-nothing", (("on: DEE", "on: DE"),)),
    "OB201": Pick("scenario-unknown-agreement"),
    "OB202": Pick("a-file-whose-name-is-not-its-id", (("id: mini", "id: other"),)),
    "OB203": Pick("scenario-assumes-about-nothing", (("moon: full", "standing: {USA: {ratification: given}}"),)),
    "OB204": Pick("standing-of-a-stranger"),
    "OB205": Pick("duplicate-clause", also=("- id: consult",)),
    "OB206": Pick("unknown-part", (("part: annex", "part: main"),)),
    "OB207": Pick("model-blank-left-open"),
    "OB208": Pick("wording-blank-not-declared"),
    "OB209": Pick("no-such-law", ["show", "mini", "--law", "vclt-1969"]),
    "OB210": Pick("two-files-of-one-id", ["compare", "rules/mini.yaml", "--event", "report by=USA at=2026-03-01"]),
    "OB211": Pick("digest-of-another-day", (("signed: 2024-06-14", "signed: 2024-06-13"),)),
    "OB301": Pick("scenario-reading-of-an-unknown-clause", (("consul:", "consult:"),)),
    "OB302": Pick("scenario-unknown-reading", (("from-atack", "from-attack"),)),
    "OB303": Pick("a-reading-that-renames"),
    "OB304": Pick("an-override-that-does-not-fit-another-agreement", (("period: soon", "period: P2D"),)),
    "OB310": Pick("unknown-event"),
    "OB311": Pick("unknown-attribute"),
    "OB312": Pick("unknown-party"),
    "OB313": Pick("unknown-step-of-a-scale"),
    "OB314": Pick("a-value-outside-its-list", (("form: sung", "form: written"),)),
    "OB315": Pick(
        "a-pattern-on-an-amount", (("by: BUYER, price: CAD 1000}", 'by: BUYER, where: "act.price == price"}'),)
    ),
    "OB316": Pick("nothing-binds-the-name"),
    "OB317": Pick("a-guard-over-an-event", (("subject-to: [{event", "unless: [{event"),)),
    "OB318": Pick("unknown-fact"),
    "OB319": Pick("unknown-clause"),
    "OB320": Pick("unknown-anchor"),
    "OB321": Pick("an-impossible-due-date", (("2026-02-30", "2026-02-28"),)),
    "OB322": Pick(
        "a-circle",
        (("{clause: again, becomes: in-effect}", "{clause: consult, becomes: fulfilled}"),),
        also=("- id: again", "{clause: told, becomes"),
    ),
    "OB323": Pick("an-act-without-an-event", (("{fact: funds}]}", "{event: consultation}]}"),)),
    "OB324": Pick("any-party-in-a-list", (("[USA, any-party]", "any-party"),)),
    "OB325": Pick("a-fact-that-sums-nothing", (("by: SELLER}, during", "by: SELLER}, of: minutes, during"),)),
    "OB326": Pick("a-fact-with-two-writers", (("{event: use, set: it - 1}", "{event: use, by: SELLER, set: it - 1}"),)),
    "OB330": Pick("amount-unclosed-bracket"),
    "OB331": Pick("amount-unknown-name"),
    "OB332": Pick("amount-and-number", (("price + quantity", "price * quantity"),)),
    "OB333": Pick("amount-nested-deeply", ((f"{'(' * 60}price{')' * 60}", "price"),)),
    "OB334": Pick("amount-two-currencies", (("price + shipping", "price + fee"),), also=("shipping:", "  fee:")),
    "OB335": Pick("a-measure-the-event-lacks"),
    "OB336": Pick("a-test-that-nothing-triggers", (("{test: price > fee}", "{test: faults >= 3}"),)),
    "OB337": Pick("a-power-that-creates-what-stands-by-itself"),
    "OB338": Pick("an-override-of-the-act"),
    "OB339": Pick("a-calendar-of-nobody", (("UAA", "UA"),)),
    "OB340": Pick(
        "working-hours-without-hours", (("calendar: UA}", "calendar: UA, hours: 09:00-17:00}"),), also=("from: once}",)
    ),
    "OB401": Pick("doctrine-of-what-nothing-establishes"),
    "OB402": Pick("doctrine-of-a-value-that-is-not-there", also=("  notice: {",)),
    "OB403": Pick("doctrine-of-a-reason-that-is-not-stated", also=("  notice-running:",)),
    "OB501": Pick("scenario-nothing-known-of-time", None),
    "OB502": Pick("explain-no-such-position", ["explain", "base.yaml", "consult#1"]),
    "OB503": Pick("scenario-expects-of-an-unknown-clause"),
    "OB504": Pick("scenario-expects-of-a-clause-not-encoded"),
    "OB510": Pick("scenario-an-id-that-is-no-name"),
    "OB511": Pick("scenario-two-events-of-one-id", also=("id: attack",)),
    "OB512": Pick("scenario-unknown-attribute"),
    "OB513": Pick("scenario-about-a-list", (("about: [attack]", "about: attack"),)),
    "OB514": Pick("scenario-event-without-type"),
    "OB515": Pick("scenario-impossible-date"),
    "OB516": Pick("scenario-counts-from-an-event-that-is-not-there", also=("id: attack",)),
    "OB517": Pick("sale-amount-without-a-currency-letter"),
    "OB518": Pick("scenario-unknown-party"),
    "OB519": Pick("scenario-unknown-step-of-a-scale", (("level: highest", "level: working"),)),
    "OB520": Pick("what-if-broken-event", ["what-if", "mini", "--event", _EVENT]),
    "OB530": Pick(
        "what-if-no-assumption", ["what-if", "mini", "--event", _EVENT, "--assume", "standing.USA.ratification=given"]
    ),
    "OB531": Pick("scenario-is-about-itself", (("about: request", "about: attack"),)),
    "OB532": Pick("scenario-about-nothing", (("the-moon", "attack"),)),
    "OB534": Pick("what-if-no-event", ["what-if", "mini", "--event", _EVENT]),
    "OB535": Pick("scenario-event-before-the-run", also=("event: armed-attack",)),
    "OB536": Pick("scenario-ends-before-its-last-event", also=("event: ",)),
    "OB537": Pick("sale-open-position-of-nothing"),
    "OB538": Pick("sale-open-position-raised-after-the-beginning", also=("from: ",)),
    "OB540": Pick("a-folder-without-scenarios", None),
    "OB541": Pick(
        "scenario-which-of-two-positions", (("position: consult,", "position: consult#2,"),), also=("event: armed",)
    ),
    "OB542": Pick("scenario-expects-an-unknown-doctrine", (("withdrawel", "withdrawal"),)),
    "OB543": Pick("scenario-expects-a-bearer-nobody-knows", (("bearer: USB", "bearer: [USA, UKR]"),)),
    "OB550": Pick("feature-of-a-time-after-nothing"),
    "OB551": Pick(
        "feature-with-a-table-of-no-events",
        (
            (
                "      | event | at | by |\n",
                "      | event        | at                   | by  | against |\n"
                "      | armed-attack | 2026-03-01 04:00 UTC | RUS | UKR     |\n",
            ),
        ),
    ),
    "OB552": Pick("feature-with-a-reason-of-nobody", (("the moon is full", "ratification is absent"),)),
    "OB553": Pick(
        "feature-of-a-risk-under-two-agreements",
        (("no withdrawal risk", 'a withdrawal risk under "mini"'),),
        also=("the agreements",),
    ),
    "OB554": Pick("feature-with-a-sentence-of-nobody"),
    "OB555": Pick("feature-that-ends-within-a-text"),
    "OB561": Pick(
        "two-clauses-that-displace-one-slot",
        (
            ("{period: P2D, from: when}}}", "{period: P2D, from: when}}, provided: [{fact: behind}]}"),
            ("{period: P20D, from: when}}}", "{period: P20D, from: when}}, provided: [{fact: behind, is: no}]}"),
        ),
    ),
    "OB570": Pick("date-of-an-impossible-day", ["date", "2026-02-28 + P1D"]),
    "OB571": Pick("date-of-two-answers", ["date", "2026-01-31 + P1M", "--month-end", "clamp"]),
    "OB572": Pick("shelf-on-no-day", ["shelf", "mini", "--on", "2026-11-24"]),
    "OB580": Pick("since-no-calendar", None),
    "OB585": Pick("report-of-no-kind", ["report", "base.yaml", "-o", "out.html"]),
    "OB587": Pick("new-of-no-name", ["new", "a-lease"]),
    "OB590": Pick("what-if-a-delay-of-no-period", ["what-if", "base.yaml", "--delay", "attack=PT5H"]),
    "OB591": Pick("what-if-another-agreement", ["what-if", "base.yaml", "--swap", "mini=rules/mini.yaml"]),
    "OB592": Pick("what-if-no-such-event", ["what-if", "base.yaml", "--drop", "request"]),
    "OB593": Pick(
        "what-if-an-event-is-about-what-is-dropped",
        ["what-if", "bad.yaml", "--drop", "attack", "--drop", "request"],
    ),
    "OB594": Pick("what-if-a-range-of-two-units", ["what-if", "base.yaml", "--delay", "attack=PT1H..PT48H/PT1H"]),
    "OB595": Pick(
        "what-if-too-many", ["what-if", "base.yaml", "--delay", "attack=PT1H..PT5H/PT1H", "--assume", "funds=yes,no"]
    ),
    "OB596": Pick("avoid-what-is-not-certain", (("at: 2026-03-05,", "at: 2026-03-05T12:00Z,"),)),
    "OB597": Pick("avoid-what-is-not-broken", ["avoid", "base.yaml", "mini/consult#1"]),
    "OB598": Pick("explain-a-code-of-nobody", ["explain", "OB340"]),
    "OB910": Pick("every-second-for-a-century", (("period: PT1S", "period: P1M"),), also=("until: ",)),
    "OB911": Pick("a-rule-from-the-year-26", (("rule: FREQ=DAILY", "rule: FREQ=DAILY;COUNT=120"),)),
    "OB912": Pick("too-many-clauses", None),
    "OB913": Pick("too-many-parties", None),
    "OB930": Pick("verify-what-is-no-receipt", None),
    "OB950": Pick("feature-with-a-control-character"),
    "OB951": Pick("feature-with-a-keyword-in-lower-case"),
    "OB952": Pick("feature-with-a-table-that-nobody-reads"),
    "OB953": Pick("feature-with-a-placeholder-of-nothing"),
    "OB954": Pick("feature-with-an-outline-of-nothing"),
    "OB955": Pick("feature-that-expects-nothing", also=("    When",)),
    "OB956": Pick("feature-in-another-language"),
    "OB957": Pick("spec-of-a-tag-that-nothing-has", ["spec", "bad.feature", "--tag", "@quick"]),
    "OB958": Pick("spec-of-half-a-tag-expression", ["spec", "bad.feature", "--tag", "not @slow"]),
    "OB959": Pick(
        "feature-with-rows-of-two-lengths",
        (
            ("| event | at | by |", "| event        | at                   | by  | against |"),
            ("| armed-attack | 2026-03-01 |", "| armed-attack | 2026-03-01 04:00 UTC | RUS | UKR     |"),
        ),
    ),
    "OB960": Pick("feature-without-a-scenario"),
    "OB961": Pick("spec-of-what-is-no-feature", ["run", "base.yaml"]),
    "OB962": Pick("feature-that-denies-what-nothing-speaks-of", (("consultatons", "consultations"),)),
    "OB973": Pick("a-receipt-over-the-scenario", ["run", "base.yaml", "--receipt", "attack.json"]),
    "OB975": Pick("a-device-for-a-file", ["run", "base.yaml"]),
    "OB976": Pick("a-policy-in-odrl", None),
}
