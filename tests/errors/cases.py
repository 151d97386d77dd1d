"""What can be wrong, each as one change to files that are right."""

from __future__ import annotations

from collections.abc import Callable

Change = tuple[str, str]


def coming_round(every: str) -> list[Change]:
    """The second clause of the small agreement as one that comes round."""
    return [
        ("bearer: USA\n", f"bearer: USA\n    every: {{{every}}}\n"),
        ("    when: {clause: consult, becomes: fulfilled}\n", ""),
    ]


AGREEMENT: dict[str, list[Change]] = {
    "unknown-key": [("gist: They consult", "gits: They consult")],
    "unknown-key-at-the-top": [("title:", "titel:")],
    "unknown-key-in-terms": [("runs-from: notification", "runs_from: notification")],
    "duplicate-key": [("    gist: A view.", "    gist: A view.\n    gist: Another view.")],
    "duplicate-clause": [("- id: told", "- id: consult")],
    "clause-with-the-id-of-the-exit": [("- id: told", "- id: exit")],
    "wrong-type-list": [("clauses:\n  - id: consult", "clauses: nothing\nnote: |\n  - id: consult")],
    "wrong-type-text": [("title: A small agreement", "title: [a, list]")],
    "wrong-choice": [("form: executive-agreement", "form: executive-agreemnt")],
    "wrong-schema": [("obligations/agreement/v1", "obligations/agreement/v2")],
    "a-boolean-where-a-word-stands": [("initially: unknown", "initially: 3.5")],
    "id-that-is-no-name": [("- id: view", "- id: 'a view'")],
    "unknown-party": [("bearer: USA", "bearer: USB")],
    "unknown-actor": [("against: UKR}", "against: UKRAINE}")],
    "standing-of-a-stranger": [("    USA: {consent", "    POL: {consent")],
    "unknown-event": [("event: armed-attack", "event: armed-atack")],
    "unknown-attribute": [("level: most-senior", "levle: most-senior")],
    "unknown-step-of-a-scale": [("level: most-senior", "level: very-senior")],
    "unknown-clause": [("clause: consult", "clause: consul")],
    "a-clause-that-is-not-encoded-has-no-states": [("clause: consult", "clause: view")],
    "unknown-state": [("becomes: fulfilled", "becomes: fullfilled")],
    "unknown-fact": [("fact: funds", "fact: fund")],
    "unknown-anchor": [("from: once}]\n    subject", "from: onces}]\n    subject")],
    "period-without-anchor": [("[{period: PT24H, from: once}]\n    subject", "[{period: PT24H}]\n    subject")],
    "period-from-a-when-that-is-not-there": [
        ("bearer: USA", "bearer: USA\n    within: [{period: P1D, from: when}]"),
        ("    when: {clause: consult, becomes: fulfilled}\n", ""),
    ],
    "not-a-period": [("lasts: P10Y", "lasts: 10 years")],
    "mixed-period": [("period: P6M", "period: P1DT2H")],
    "conventions-that-say-nothing": [("  duration:", "  conventions: {}\n  duration:")],
    "a-counting-there-is-not": [("  duration:", "  conventions: {counting: both}\n  duration:")],
    "a-calendar-of-nobody": [("  duration:", "  conventions: {calendar: UAA}\n  duration:")],
    "a-time-of-day-that-is-none": [("  duration:", "  conventions: {cut-off: {at: 4 pm}}\n  duration:")],
    "an-end-of-day-that-is-none": [("  duration:", "  conventions: {ends: midnight}\n  duration:")],
    "working-days-of-nowhere": [("  duration:", "  conventions: {days: working}\n  duration:"), ("PT24H", "P1D")],
    "working-hours-without-hours": [("  duration:", "  conventions: {days: working, calendar: UA}\n  duration:")],
    "before-without-a-period": [("[{period: PT24H, from: once}]", "[{date: 2026-03-01, before: entry}]")],
    "from-and-before": [("[{period: PT24H, from: once}]", "[{period: PT24H, from: once, before: entry}]")],
    "due-of-nobody": [("[{period: PT24H, from: once}]", "[{period: PT24H, from: due}]")],
    "every-two-ways": [
        ("bearer: USA\n", "bearer: USA\n    every: {per: quarter, rule: FREQ=MONTHLY;BYMONTHDAY=4}\n"),
        ("    when: {clause: consult, becomes: fulfilled}\n", ""),
    ],
    "a-rule-of-hours": [
        ("bearer: USA\n", "bearer: USA\n    every: {rule: FREQ=HOURLY}\n"),
        ("    when: {clause: consult, becomes: fulfilled}\n", ""),
    ],
    "a-rule-of-a-day-that-no-week-has": coming_round("rule: FREQ=DAILY;BYSETPOS=-17;BYDAY=MO"),
    "a-rule-of-an-easter-in-no-year": coming_round("rule: FREQ=YEARLY;BYEASTER=37309283276583276589"),
    "a-rule-that-stands-still": coming_round("rule: FREQ=DAILY;INTERVAL=0"),
    "a-rule-of-the-ninety-ninth-monday": coming_round("rule: FREQ=MONTHLY;BYDAY=+99MO"),
    "a-rule-with-a-part-twice": coming_round("rule: FREQ=DAILY;FREQ=YEARLY"),
    "a-rule-with-two-ends": coming_round("rule: FREQ=DAILY;COUNT=3;UNTIL=20300101"),
    "an-expression-that-joins-too-much": [
        ("subject-to: [{fact: funds}]", f"subject-to: [{{test: {'1+' * 300}1 > 0}}]")
    ],
    "a-rule-that-never-comes-round": [
        ("bearer: USA\n", "bearer: USA\n    every: {rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30}\n"),
        ("    when: {clause: consult, becomes: fulfilled}\n", ""),
    ],
    "renewal-without-a-term": [
        ("duration: {lasts: P10Y, from: entry, cite: Art. 9}", "duration: indefinite\n  renewal: {lasts: P1Y, cite: x}")
    ],
    "renewal-of-hours": [("  duration:", "  renewal: {lasts: PT24H, cite: x}\n  duration:")],
    "renewal-refused-to-the-end-of-a-month": [
        ("  duration:", "  renewal: {lasts: P1Y, unless: {runs-from: giving, to: end-of-month}, cite: x}\n  duration:")
    ],
    "earliest-without-a-term-end": [("period: P6M, runs-from", "period: P6M, earliest: P9M, runs-from")],
    "impossible-date": [("signed: 2024-06-13", "signed: 2024-06-31")],
    "unknown-zone": [("terms:\n", "terms:\n  zone: {is: Europe/Kiyv, basis: the text}\n")],
    "nothing-binds-the-name": [("event: report, by: USA}\n    bearer", "event: report, by: $victim}\n    bearer")],
    "two-verbs": [
        ("must: {event: report, by: USA}\n    bearer", "must: {event: report}\n    may: {event: report}\n    bearer")
    ],
    "no-verb": [("    must: {event: report, by: USA}\n", "")],
    "no-bearer": [("    bearer: USA\n", "")],
    "encoded-and-not": [
        ("not-encoded: binds nobody", "not-encoded: binds nobody\n    must: {event: report}\n    bearer: USA")
    ],
    "a-power-without-an-effect-verb": [
        ("must: {event: report, by: USA}\n", "may: {event: report, by: USA}\n    effect: {}\n")
    ],
    "a-power-over-nothing": [
        ("must: {event: report, by: USA}\n", "may: {event: report, by: USA}\n    effect: {suspend: nothing}\n")
    ],
    "an-effect-on-a-duty": [
        ("must: {event: report, by: USA}\n", "must: {event: report, by: USA}\n    effect: {suspend: consult}\n")
    ],
    "a-broken-reading": [
        ("patch: {within: [{period: PT24H, from: when}]}", "patch: {within: [{period: soon, from: when}]}")
    ],
    "a-reading-of-an-unknown-anchor": [
        ("patch: {within: [{period: PT24H, from: when}]}", "patch: {within: [{period: PT24H, from: dawn}]}")
    ],
    "a-circle": [
        ("when: {clause: consult, becomes: fulfilled}", "when: {clause: again, becomes: in-effect}"),
        (
            "  - id: view",
            "  - id: again\n    cite: Art. 5\n    gist: Round.\n    when: {clause: told, becomes: in-effect}\n"
            "    must: {event: report}\n    bearer: UKR\n  - id: view",
        ),
    ],
    "a-circle-of-duties-due-at-once": [
        (
            "    when: {clause: consult, becomes: fulfilled}\n",
            "    when: {clause: again, becomes: violated}\n    within: [{period: PT0S, from: when}]\n",
        ),
        (
            "  - id: view",
            "  - id: again\n    cite: Art. 5\n    gist: Round.\n    when: {clause: told, becomes: violated}\n"
            "    must: {event: report}\n    bearer: UKR\n    within: [{period: PT0S, from: when}]\n  - id: view",
        ),
    ],
    "a-trigger-of-two-kinds": [
        ("when: {clause: consult, becomes: fulfilled}", "when: {clause: consult, becomes: fulfilled, event: report}")
    ],
    "a-pattern-on-an-instant": [
        ("event: armed-attack, by: {as: attacker}", "event: extension-agreement, until: 2026-03-01")
    ],
    "an-act-without-an-event": [("must: {event: report, by: USA}", "must: {any: [{event: report}, {fact: funds}]}")],
    "any-party-in-a-list": [("bearer: USA", "bearer: [USA, any-party]")],
    "nobody-named": [("bearer: USA", "bearer: []")],
    "no-title": [("title: A small agreement\n", "")],
    "a-reading-that-renames": [("patch: {within: [{period: PT24H, from: when}]}", "patch: {id: other}")],
    "several-at-once": [
        ("event: armed-attack", "event: armed-atack"),
        ("fact: funds", "fact: fund"),
        ("title:", "titel:"),
        ("bearer: USA", "bearer: USB"),
    ],
    "anchor-and-alias": [("title: A small agreement", "title: &t A small agreement"), ("gist: A view.", "gist: *t")],
    "tag": [("title: A small agreement", "title: !!python/object/apply:os.system [ls]")],
    "no-yaml": [("parties:", "parties: [")],
    "two-documents": [("clauses:", "---\nclauses:")],
    "number-beyond-64-bits": [("title: A small agreement", "title: 99999999999999999999")],
    "not-a-number": [("initially: unknown", "initially: .nan")],
    "a-key-that-is-a-mapping": [("title: A small agreement", "? {a: b}\n: A small agreement")],
    "unknown-part": [("    gist: A view.", "    gist: A view.\n    part: annex")],
    "a-value-outside-its-list": [
        ("must: {event: report, by: USA}\n", "must: {event: notice-of-termination, by: USA, form: sung}\n")
    ],
    "a-guard-over-an-event": [("subject-to: [{fact: funds}]", "subject-to: [{event: report}]")],
    "an-impossible-due-date": [("[{period: PT24H, from: once}]\n    subject", "[{date: 2026-02-30}]\n    subject")],
    "an-attribute-of-another-event": [
        ("event: report, by: USA}\n    bearer", "event: report, level: working}\n    bearer")
    ],
    "a-list-for-a-document": [("schema: obligations/agreement/v1\n", "- schema\n# ")],
}

_OWES = "owes: price * (1 + late-rate)"

CONTRACT: dict[str, list[Change]] = {
    "amount-unknown-name": [(_OWES, "owes: prise * (1 + late-rate)")],
    "amount-minus-without-spaces": [(_OWES, "owes: price-fee")],
    "amount-two-currencies": [(_OWES, "owes: price + shipping")],
    "amount-and-number": [(_OWES, "owes: price + quantity")],
    "amount-division-by-zero": [(_OWES, "owes: price / 0")],
    "amount-percentage-of-nothing": [(_OWES, 'owes: "10% of"')],
    "amount-bare-percent": [(_OWES, 'owes: "price * %"')],
    "amount-nested-deeply": [(_OWES, f"owes: {'(' * 60}price{')' * 60}")],
    "amount-of-a-million-characters": [(_OWES, f"owes: price{' + fee' * 200_000}")],
    "amount-number-too-long": [(_OWES, f"owes: {'9' * 19}{'9' * 30}.5")],
    "amount-unclosed-bracket": [(_OWES, "owes: price * (1 + late-rate")],
    "amount-code": [(_OWES, "owes: \"__import__('os').system('ls')\"")],
    "amount-attribute-walk": [(_OWES, "owes: price.__class__")],
    "amount-unknown-function": [(_OWES, "owes: eval(price)")],
    "amount-wrong-number-of-values": [(_OWES, "owes: min(price)")],
    "amount-that-is-a-test": [(_OWES, "owes: price > fee")],
    "amount-in-a-quoted-text": [(_OWES, "owes: 'price + prise'")],
    "amount-on-several-lines": [(_OWES, "owes: >\n      price +\n      prise")],
    "a-test-that-is-an-amount": [("test: faults < 3", "test: faults + 3")],
    "a-pattern-on-an-amount": [
        (
            "when: {event: order, by: BUYER}\n    must: {event: payment",
            "when: {event: order, by: BUYER, price: CAD 1000}\n    must: {event: payment",
        )
    ],
    "a-chain-of-comparisons": [("test: faults < 3", "test: 1 < faults < 3")],
    "money-times-money": [(_OWES, "owes: price * fee")],
    "a-value-that-is-no-amount": [("price: CAD 1000", "price: a thousand")],
    "a-value-that-is-half-a-percentage": [("late-rate: 5%", 'late-rate: "%"')],
    "a-fact-with-two-writers": [
        (
            'on: [{event: use, set: "max(0, it - 1)"}]',
            "on: [{event: use, set: it - 1}, {event: use, by: BUYER, set: it}]",
        )
    ],
    "a-fact-changed-in-two-ways": [("during: P60D}", "during: P60D, begins: {event: demand}}")],
    "a-fact-per-what-is-not-said": [("per: [by, of]", "per: [by, title]")],
    "a-fact-that-sums-nothing": [("{count: {event: outage, by: SELLER}", "{sum: {event: outage, by: SELLER}")],
    "a-fact-changed-by-a-clause": [("count: {event: outage, by: SELLER}", "count: {status: suspended}")],
    "a-fact-without-its-key": [("test: faults < 3", "test: plays < 3")],
    "a-measure-the-event-lacks": [("measure: quantity", "measure: weight")],
    "a-measured-ban": [
        ("must-not: {event: disclosure, by: BUYER}", "must-not: {event: payment, by: BUYER, total: price}")
    ],
    "two-measured-acts": [
        (
            "must: {event: payment, by: bearer}\n    owes: price * (1 + late-rate)",
            "must: {any: [{event: payment, total: price}, {event: refund, total: fee}]}",
        )
    ],
    "a-test-that-nothing-triggers": [
        (
            "when: {event: order, by: BUYER}\n    must: {event: payment",
            "when: {test: price > fee}\n    must: {event: payment",
        )
    ],
    "a-power-that-creates-what-stands-by-itself": [("effect: {create: gift}", "effect: {create: delivery}")],
    "a-power-that-creates-nothing": [("effect: {create: gift}", "effect: {create: gifts}")],
    "a-power-that-moves-what-has-no-due-time": [("effect: {reschedule: payment", "effect: {reschedule: gift")],
    "a-power-that-moves-to-a-word": [("to: act.until}", "to: act.by}")],
    "a-power-that-moves-nowhere": [("effect: {reschedule: payment, to: act.until}", "effect: {reschedule: payment}")],
    "a-transfer-to-a-stranger": [("to: act.assignee}", "to: STRANGER}")],
    "a-transfer-to-nobody": [("to: act.assignee}", "to: act.amount}")],
    "a-transfer-of-what-is-not-there": [("of: payment, to", "of: paiment, to")],
    "a-suspension-between-three": [
        ("effect: {create: gift}", "effect: {suspend: agreement, between: [BUYER, SELLER, BUYER]}")
    ],
    "a-suspension-between-strangers": [
        ("effect: {create: gift}", "effect: {suspend: agreement, between: [BUYER, SELER]}")
    ],
    "saved-under-what-is-no-permission": [("save-under: [talk]", "save-under: [payment]")],
    "an-override-of-the-act": [("with: {within: {period: P2D, from: when}}", "with: {must: {event: payment}}")],
    "an-override-that-does-not-fit": [("with: {within: {period: P2D", "with: {within: {period: soon")],
    "an-override-of-nothing": [("overrides: {clause: delivery", "overrides: {clause: delivry")],
    "an-override-twice": [
        (
            "overrides: {clause: delivery, with: {within: {period: P2D, from: when}}}",
            "overrides: [{clause: delivery, with: {within: [{period: P2D, from: when}]}}, "
            "{clause: delivery, with: {within: [{period: P3D, from: when}]}}]",
        )
    ],
    "automatic-without-a-when": [
        (
            "may: {event: acceptance, by: SELLER}\n    effect: {create: gift}\n    bearer: SELLER",
            "automatically: {create: gift}",
        )
    ],
    "a-circle-of-consequences": [
        (
            "    overrides: {clause: delivery, with: {within: {period: P2D, from: when}}}\n",
            "    when: {clause: delivery, becomes: suspended}\n    automatically: {resume: delivery}\n"
            "  - id: again\n    cite: clause 8\n    gist: Held back again.\n"
            "    when: {clause: delivery, becomes: in-effect}\n    automatically: {suspend: delivery}\n",
        )
    ],
    "a-consequence-that-somebody-must-do": [
        (
            "    overrides: {clause: delivery, with: {within: {period: P2D, from: when}}}\n",
            "    when: {clause: delivery, becomes: suspended}\n    automatically: {extend: agreement}\n",
        )
    ],
    "an-end-of-a-wrong-kind": [("as: completed", "as: finished")],
    "a-where-without-an-event": [
        (
            "when: {event: order, by: BUYER}\n    must: {event: payment",
            "when: {status: suspended, where: price > fee}\n    must: {event: payment",
        )
    ],
}

SALE: dict[str, list[Change]] = {
    "sale-amount-without-a-currency-letter": [("amount: CAD 1050", "amount: lots")],
    "sale-value-of-another-currency": [("price: CAD 1000", "price: EUR 1000")],
    "sale-value-that-is-not-there": [("price: CAD 1000", "prise: CAD 1000")],
    "sale-open-position-of-nothing": [("position: payment, raised", "position: paiment, raised")],
    "sale-open-position-raised-after-the-beginning": [("raised: 2026-02-01T00:00Z", "raised: 2027-02-01T00:00Z")],
    "sale-open-position-in-effect-before-it-was-raised": [
        ("raised: 2026-02-01T00:00Z,", "raised: 2026-02-01T00:00Z, in-effect: 2026-01-01,")
    ],
    "sale-open-position-of-a-stranger": [("bearer: BUYER", "bearer: BYER")],
    "sale-open-position-of-an-unknown-event": [("when: {price: CAD 1}", "when: {prise: CAD 1}")],
    "sale-assigned-to-a-stranger": [("assignee: BUYER", "assignee: BYER")],
    "sale-expects-of-an-act-what-it-cannot-be": [("is: effective", "is: fine")],
    "sale-expects-of-an-act-without-an-event": [("act: {event: payment", "act: {evnt: payment")],
    "sale-expects-of-an-act-before-the-run": [
        ("act: {event: payment, at: order + P1D", "act: {event: payment, at: 2020-01-01")
    ],
    "sale-expects-an-impossible-date": [("owed: CAD 1050.00", "due: 2026-02-30")],
    "sale-expects-an-amount-that-is-none": [("owed: CAD 1050.00", "owed: much")],
}

SCENARIO: dict[str, list[Change]] = {
    "scenario-unknown-key": [("until:", "untill:")],
    "scenario-unknown-agreement": [("[mini]", "[mini, maxi]")],
    "scenario-no-agreement": [("agreements: [mini]", "agreements: []")],
    "scenario-unknown-event": [("event: armed-attack", "event: armed-attak")],
    "scenario-event-without-type": [("event: armed-attack, ", "")],
    "scenario-event-without-time": [("at: 2026-03-01T04:00Z, ", "")],
    "scenario-impossible-date": [("2026-03-01T04:00Z", "2026-02-30T04:00Z")],
    "scenario-time-without-meaning": [("2026-03-01T04:00Z", "tomorrow")],
    "scenario-fraction-of-a-second": [("2026-03-01T04:00Z", "2026-03-01T04:00:00.5Z")],
    "scenario-unknown-attribute": [("against: UKR", "againts: UKR")],
    "scenario-unknown-party": [("by: RUS", "by: RUSSIA")],
    "scenario-two-events-of-one-id": [("id: request", "id: attack")],
    "scenario-counts-from-an-event-that-is-not-there": [("attack + PT2H", "atack + PT2H")],
    "scenario-counts-from-a-later-event": [("at: 2026-03-01T04:00Z", "at: request - PT2H")],
    "scenario-broken-period": [("attack + PT2H", "attack + 2H")],
    "scenario-about-nothing": [("by: UKR}", "by: UKR, about: the-moon}")],
    "scenario-about-a-later-event": [("by: RUS, against: UKR}", "by: RUS, against: UKR, about: request}")],
    "scenario-event-before-the-run": [("from: 2026-03-01T00:00Z", "from: 2026-03-02T00:00Z")],
    "scenario-ends-before-its-last-event": [("until: 2026-03-09T00:00Z", "until: 2026-03-01T05:00Z")],
    "scenario-assumes-about-nothing": [("events:", "assume: {mini: {moon: full}}\nevents:")],
    "scenario-assumes-of-a-stranger": [
        ("events:", "assume: {mini: {standing: {USB: {ratification: given}}}}\nevents:")
    ],
    "scenario-assumes-a-wrong-value": [
        ("events:", "assume: {mini: {standing: {USA: {ratification: perhaps}}}}\nevents:")
    ],
    "scenario-assumes-of-another-agreement": [("events:", "assume: {maxi: {funds: no}}\nevents:")],
    "scenario-unknown-reading": [("events:", "readings: {mini: {consult: from-atack}}\nevents:")],
    "scenario-reading-of-an-unknown-clause": [("events:", "readings: {mini: {consul: from-attack}}\nevents:")],
    "scenario-expects-an-unknown-state": [("state: unperformed", "state: unperformd")],
    "scenario-expects-of-an-unknown-clause": [("position: consult", "position: consul")],
    "scenario-expects-of-a-clause-not-encoded": [("position: consult", "position: view")],
    "scenario-expects-nothing": [("{position: consult, state: unperformed}", "{position: consult}")],
    "scenario-expects-of-two-things": [("{position: consult,", "{position: consult, fact: funds,")],
    "scenario-expects-a-key-without-a-value": [("state: unperformed", "state: unperformed, due: null")],
    "scenario-expects-a-key-of-another-subject": [("state: unperformed", "state: unperformed, level: low")],
    "scenario-expects-of-nothing": [("{position: consult,", "{postion: consult,")],
    "scenario-expects-a-number-and-none": [("state: unperformed", "state: none, count: 1")],
    "scenario-expects-a-position-that-is-no-number": [("position: consult", 'position: "consult#first"')],
    "scenario-expects-a-bearer-nobody-knows": [("state: unperformed", "state: unperformed, bearer: USB")],
    "scenario-expects-a-mark-that-is-none": [("state: unperformed", "state: unperformed, marks: [taget-missed]")],
    "scenario-expects-a-reason-nobody-gives": [
        (
            "{position: consult, state: unperformed}",
            "{risk: withdrawal, agreement: mini, party: USA, not-because: [no-ratificaton]}",
        )
    ],
    "scenario-expects-an-unresolved-fact-that-is-none": [
        (
            "{position: consult, state: unperformed}",
            "{risk: withdrawal, agreement: mini, party: USA, unresolved: [ratificaton]}",
        )
    ],
    "scenario-expects-nothing-of-a-risk": [
        ("{position: consult, state: unperformed}", "{risk: withdrawal, agreement: mini, party: USA}")
    ],
    "scenario-expects-nothing-of-an-agreement": [("{position: consult, state: unperformed}", "{agreement: mini}")],
    "scenario-expects-an-unknown-doctrine": [
        ("{position: consult, state: unperformed}", "{risk: withdrawel, agreement: mini, party: USA, level: elevated}")
    ],
    "scenario-expects-of-a-stranger": [
        ("{position: consult, state: unperformed}", "{risk: withdrawal, agreement: mini, party: POL, level: low}")
    ],
    "scenario-expects-an-unknown-fact": [("{position: consult, state: unperformed}", "{fact: fund, is: yes}")],
    "scenario-which-of-two-positions": [
        ("expect:", "  - {event: armed-attack, at: attack + PT5H, by: USA, against: UKR}\nexpect:"),
        ("state: unperformed", "state: awaiting"),
    ],
    "scenario-an-id-that-is-no-name": [("id: attack", "id: the attack")],
    "scenario-about-a-list": [("by: UKR}", "by: UKR, about: [attack]}")],
    "scenario-a-list-for-one-actor": [("by: RUS", "by: [RUS, BLR]")],
    "scenario-unknown-step-of-a-scale": [
        ("expect:", "  - {event: consultation, at: attack + PT5H, between: [USA, UKR], level: highest}\nexpect:")
    ],
    "scenario-is-about-itself": [("by: UKR}", "by: UKR, about: request}")],
    "scenario-a-list": [
        ("scenario: A small scenario\nagreements: [mini]\n", "- scenario\n"),
        ("from: 2026-03-01T00:00Z\n", "# "),
    ],
    "scenario-unknown-zone": [("events:", "zone: Mars/Olympus\nevents:")],
    "scenario-nothing-known-of-time": [
        (
            "  - {event: armed-attack, id: attack, at: 2026-03-01T04:00Z",
            "".join(f"  - {{event: report, at: 2026-03-0{n}, by: USA}}\n" for n in range(1, 10))
            + "  - {event: armed-attack, id: attack, at: 2026-03-01T04:00Z",
        ),
        ("until: 2026-03-09T00:00Z", "until: 2026-04-01T00:00Z"),
    ],
    "scenario-number-beyond-64-bits": [("by: RUS", "by: 123456789012345678901234567890")],
    "scenario-null-in-a-text": [("id: attack", 'id: "a\\0b"')],
    "scenario-many-wrong-at-once": [
        ("by: RUS", "by: RUSSIA"),
        ("attack + PT2H", "atack + PT2H"),
        ("state: unperformed", "state: unperformd"),
        ("[mini]", "[mini, maxi]"),
    ],
}

RAW: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b"\n   \n# nothing\n",
    "not-utf-8": lambda: b"scenario: \xff\xfe\n",
    "utf-16": lambda: "scenario: x".encode("utf-16"),
    "a-null": lambda: b"scenario: a\x00b\n",
    "a-lone-surrogate": lambda: b'scenario: "\\ud800"\n',
    "a-surrogate-in-bytes": lambda: b"scenario: \xed\xa0\x80\n",
    "ten-megabytes": lambda: b"scenario: x\n# " + b"x" * 10_000_000,
    "nested-deeply": lambda: b"[" * 100_000,
    "a-bomb": lambda: b"a: &a [x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n",
    "a-long-line": lambda: b"scenario: x\nagreements: [" + b"mini, " * 100_000 + b"]\nfoo: 1\n",
    "a-list": lambda: b"- scenario\n- agreements\n",
    "a-control-character": lambda: b"scenario: a\x07b\n",
    "a-calendar-of-days-off": lambda: b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "a-policy-in-odrl": lambda: b'{"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Agreement"}\n',
    "a-pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "an-answer-of-ours": lambda: b'{\n  "scenario": "x",\n  "schema": "obligations/result/v1"\n}\n',
}

TOO_MUCH: dict[str, list[Change]] = {
    "too-many-clauses": [
        (
            "  - id: view",
            "".join(f"  - {{id: v{n}, cite: x, gist: g, not-encoded: n}}\n" for n in range(5000)) + "  - id: view",
        )
    ],
    "too-many-parties": [("parties:\n", "parties:\n" + "".join(f"  P{n}: {{name: P}}\n" for n in range(2000)))],
}
"""More than can be run in seconds, said of the file before it is made into anything."""
TOO_LONG: dict[str, tuple[list[Change], list[Change]]] = {
    "every-second-for-a-century": (
        coming_round("period: PT1S, from: entry"),
        [("until: 2026-03-09T00:00Z", "until: 2126-03-09T00:00Z")],
    ),
    "a-rule-from-the-year-26": (
        [
            *coming_round("rule: FREQ=DAILY"),
            ("signed: 2024-06-13", "signed: 0026-06-13"),
            ("lasts: P10Y", "lasts: P5000Y"),
        ],
        [],
    ),
    "sixty-events-without-an-hour": (
        [],
        [
            (
                "events:\n",
                "events:\n" + "".join(f"  - {{event: report, id: r{n}, at: 2026-03-02, by: USA}}\n" for n in range(60)),
            )
        ],
    ),
}
"""Runs that are refused before they begin: changes to the agreement, and to the scenario."""
COMMANDS: dict[str, list[str]] = {
    "verify-what-is-no-receipt": ["verify", "base.yaml"],
    "verify-a-receipt-without-its-shape": ["verify", "receipt.json"],
    "verify-an-empty-folder": ["verify", "empty-folder"],
    "run-an-agreement": ["run", "rules/mini.yaml", "--rules", "rules"],
    "date-of-two-answers": ["date", "2026-01-31 + P1M"],
    "date-of-an-hour-not-given": ["date", "2026-01-05 + PT5H"],
    "date-without-a-period": ["date", "2026-01-05"],
    "date-of-a-mixed-period": ["date", "2026-01-05 + P1DT2H"],
    "date-of-an-impossible-day": ["date", "2026-02-30 + P1D"],
    "date-past-the-calendar": ["date", "9999-12-01 + P9Y"],
    "date-of-an-unknown-calendar": ["date", "2026-01-05 + P1D", "--calendar", "UAA"],
    "date-of-working-days-of-nowhere": ["date", "2026-01-05 + P1D", "--days", "working"],
    "date-of-an-unknown-zone": ["date", "2026-01-05 + P1D", "--zone", "Europe/Kiyv"],
    "date-of-closing-before-opening": ["date", "2026-01-05 + P1D", "--hours", "17:00-09:00"],
    "date-ending-at-no-moment": ["date", "2026-01-05 + P1D", "--ends", "midnight"],
    "windows-of-nothing": ["windows", "minii", "--rules", "rules"],
    "windows-on-no-day": ["windows", "mini", "--rules", "rules", "--on", "soon"],
    "windows-with-no-alert": ["windows", "mini", "--rules", "rules", "--alert", "30 days"],
    "windows-before-the-run": ["windows", "base.yaml", "--rules", "rules", "--on", "2020-01-01"],
    "since-no-calendar": ["run", "base.yaml", "--rules", "rules", "--format", "ics", "--since", "base.yaml"],
    "what-if-no-such-event": ["what-if", "base.yaml", "--rules", "rules", "--drop", "atack"],
    "what-if-that-changes-nothing": ["what-if", "base.yaml", "--rules", "rules", "--delay", "attack"],
    "what-if-a-delay-of-no-period": ["what-if", "base.yaml", "--rules", "rules", "--delay", "attack=soon"],
    "what-if-another-agreement": ["what-if", "base.yaml", "--rules", "rules", "--swap", "mini=rules/sale.yaml"],
    "what-if-no-such-key": ["what-if", "base.yaml", "--rules", "rules", "--clause", "consult: wihtin.0.period=PT1H"],
    "what-if-no-such-clause": ["what-if", "base.yaml", "--rules", "rules", "--clause", "consul: cite=x"],
    "what-if-a-clause-of-no-shape": ["what-if", "base.yaml", "--rules", "rules", "--clause", "consult: bearer=USB"],
    "what-if-no-range": ["what-if", "base.yaml", "--rules", "rules", "--delay", "attack=PT9H..PT1H/PT1H"],
    "what-if-a-range-of-two-units": ["what-if", "base.yaml", "--rules", "rules", "--delay", "attack=PT1H..P2D/PT1H"],
    "what-if-too-many": [
        "what-if",
        "base.yaml",
        "--rules",
        "rules",
        "--delay",
        "attack=PT1S..PT5H/PT1S",
        "--assume",
        "funds=yes,no",
    ],
    "explain-no-such-position": ["explain", "base.yaml", "consult#9", "--rules", "rules"],
    "explain-no-such-party": ["explain", "base.yaml", "--why-not", "consult", "--for", "USB", "--rules", "rules"],
    "agenda-of-nobody": ["agenda", "base.yaml", "--party", "USB", "--rules", "rules"],
    "avoid-what-is-not-broken": ["avoid", "base.yaml", "mini/exit#1", "--rules", "rules"],
    "reach-nobody": ["reach", "USB must consultation", "--from", "mini", "--rules", "rules"],
    "reach-no-act": ["reach", "USA must consultaton", "--from", "mini", "--rules", "rules"],
    "reach-nothing": ["reach", "consult now", "--from", "mini", "--rules", "rules"],
    "report-to-nowhere": ["report", "base.yaml", "--rules", "rules"],
    "report-of-no-kind": ["report", "base.yaml", "--rules", "rules", "-o", "out.htm"],
    "act-without-a-time": ["act", "base.yaml", "consultaton by=UKR"],
    "act-at-no-time": ["act", "base.yaml", "report by=USA", "--at", "soon"],
    "act-about-nothing": ["act", "base.yaml", "report by=USA about=moon"],
    "act-unreadable": ["act", "base.yaml", "report by"],
    "two-files-of-one-id": ["compare", "rules/mini.yaml", "twin.yaml", "--event", "report by=USA at=2026-03-01"],
    "no-such-law": ["show", "mini", "--rules", "rules", "--law", "vclt-1996"],
    "new-of-no-name": ["new", "a lease"],
    "new-of-what-is-there": ["new", "mini"],
    "compare-nothing-that-is": ["compare", "mini", "--rules", "rules", "--event", "armed-atack by=RUS against=UKR"],
    "compare-of-nobody": [
        *("compare", "mini", "--rules", "rules", "--party", "USB"),
        *("--event", "armed-attack by=RUS against=UKR at=2026-03-01"),
    ],
    "compare-to-no-kind": [
        *("compare", "mini", "--rules", "rules", "-o", "out.pdf"),
        *("--event", "armed-attack by=RUS against=UKR at=2026-03-01"),
    ],
    "compare-an-empty-folder": ["compare", "empty-folder", "--event", "armed-attack by=RUS against=UKR at=2026-03-01"],
    "shelf-on-no-day": ["shelf", "mini", "--rules", "rules", "--on", "soon"],
    "shelf-within-no-period": ["shelf", "mini", "--rules", "rules", "--within", "a year"],
    "no-such-file": ["run", "nothing.yaml"],
    "no-such-folder-of-rules": ["run", "base.yaml", "--rules", "nothing"],
    "a-folder-without-scenarios": ["run", "empty-folder"],
    "no-such-agreement": ["show", "mimi", "--rules", "rules"],
    "what-if-no-event": ["what-if", "mini", "--rules", "rules"],
    "what-if-broken-event": ["what-if", "mini", "--rules", "rules", "--event", "armed-attack by=RUS against"],
    "what-if-unbalanced-quote": ["what-if", "mini", "--rules", "rules", "--event", "armed-attack by='RUS"],
    "what-if-empty-event": ["what-if", "mini", "--rules", "rules", "--event", " "],
    "what-if-attribute-twice": ["what-if", "mini", "--rules", "rules", "--event", "armed-attack by=RUS by=USA"],
    "what-if-unknown-event": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-atack by=RUS at=2026-03-01T04:00Z",
    ],
    "what-if-assumption-about-nothing": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-attack by=RUS at=2026-03-01T04:00Z",
        "--assume",
        "standing.USB.ratification=given",
    ],
    "what-if-no-assumption": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-attack by=RUS at=2026-03-01T04:00Z",
        "--assume",
        "ratified",
    ],
    "what-if-unknown-reading": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-attack by=RUS at=2026-03-01T04:00Z",
        "--reading",
        "consult=nearly",
    ],
    "what-if-no-reading": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-attack by=RUS at=2026-03-01T04:00Z",
        "--reading",
        "consult",
    ],
    "what-if-unknown-zone": ["what-if", "mini", "--rules", "rules", "--zone", "Nowhere"],
    "what-if-until-before": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-attack by=RUS at=2026-03-01T04:00Z",
        "--until",
        "2026-02-01",
    ],
    "what-if-until-nonsense": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-attack by=RUS at=2026-03-01T04:00Z",
        "--until",
        "soon",
    ],
    "what-if-period-after-nothing": ["what-if", "mini", "--rules", "rules", "--until", "P3D"],
    "what-if-several-wrong": [
        "what-if",
        "mini",
        "--rules",
        "rules",
        "--event",
        "armed-atack",
        "--assume",
        "moon=full",
        "--reading",
        "x=y",
    ],
}

MODELLED: dict[str, list[Change]] = {
    "model-nobody-wrote": [("model: told\n", "model: tolt\n")],
    "model-in-the-wrong-slot": [("model: told\n", "model: leave\n")],
    "model-blank-left-open": [("    with: {who: USA}\n", "")],
    "model-blank-unknown": [("{who: UKR, within: PT1H}", "{who: UKR, wihtin: PT1H}")],
    "model-with-no-mapping": [("with: {who: USA}", "with: USA")],
    "model-blank-wrongly-filled": [("within: PT1H", "within: an hour")],
    "model-blank-filled-with-a-stranger": [("who: USA", "who: USB")],
    "model-beside-an-error-of-its-own": [("force: intends", "force: intents")],
}

WORDING: dict[str, list[Change]] = {
    "wording-blank-not-declared": [("by: <who>", "by: <whom>")],
    "wording-blank-not-used": [("      within: [{period: <within>, from: when}]\n", "")],
    "wording-of-no-slot": [("    clause:\n", "    klause:\n")],
    "wording-on-wording": [("      gist: After", "      model: leave\n      gist: After")],
    "wording-that-no-clause-can-be": [("event: armed-attack", "event: armed-atack")],
    "wording-with-a-wrong-shape": [("must: {event: report, by: <who>}", "must: {evnt: report}")],
}

DOCTRINE: dict[str, list[Change]] = {
    "doctrine-of-what-nothing-establishes": [
        ("facts:\n", "facts:\n  weather: {gist: how it looks outside, values: [fair, foul]}\n")
    ],
    "doctrine-of-a-value-that-is-not-there": [("fact: notice, is: running", "fact: notice, is: walking")],
    "doctrine-of-a-fact-that-is-not-there": [("fact: notice, is: running", "fact: notise, is: running")],
    "doctrine-of-a-level-that-is-not-there": [("level: under-way", "level: underway")],
    "doctrine-of-a-reason-that-is-not-stated": [("reasons: [notice-running]", "reasons: [notice-runing]")],
}

_ATTACK = "an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC"
_AWAITS = 'Then clause "consult" awaits a consultation request'

FEATURE: dict[str, list[Change]] = {
    "feature-with-a-control-character": [("Scenario: An", "Scenario: An\x1b")],
    "feature-with-a-keyword-in-lower-case": [("    When", "    when")],
    "feature-with-a-table-that-nobody-reads": [(_AWAITS, f"{_AWAITS}\n      | due |\n      | tomorrow |")],
    "feature-with-a-placeholder-of-nothing": [("by RUS", "by <who>")],
    "feature-with-an-outline-of-nothing": [("Scenario:", "Scenario Outline:")],
    "feature-that-expects-nothing": [(f"    {_AWAITS}\n", "")],
    "feature-in-another-language": [("Feature: A", "# language: de\nFeature: A")],
    "feature-with-rows-of-two-lengths": [
        (f"When {_ATTACK}", "When these events occur:\n      | event | at | by |\n      | armed-attack | 2026-03-01 |")
    ],
    "feature-without-a-scenario": [
        (
            f'\n  Scenario: An attack alone starts no clock\n    Given the agreement "mini"\n    When {_ATTACK}\n'
            f"    {_AWAITS}\n",
            "",
        )
    ],
    "feature-that-ends-within-a-text": [(_AWAITS, f'{_AWAITS}\n      """\n      as the treaty says')],
    "feature-with-a-sentence-of-nobody": [("awaits a consultation request", "waits for a consultation request")],
    "feature-of-a-time-after-nothing": [("at 2026-03-01 04:00 UTC", "2 hours later")],
    "feature-with-a-table-of-no-events": [(f"When {_ATTACK}", "When these events occur:\n      | event | at | by |")],
    "feature-with-a-reason-of-nobody": [
        (_AWAITS, "Then USA carries a withdrawal risk because the moon is full"),
    ],
    "feature-of-a-risk-under-two-agreements": [
        ('the agreement "mini"', 'the agreements "mini" and "sale"'),
        (_AWAITS, "Then USA carries no withdrawal risk"),
    ],
    "feature-that-denies-what-nothing-speaks-of": [(_AWAITS, "Then USA and UKR need not hold consultatons")],
}
"""Changes to a feature file that is right; what is wrong is told on the standard output."""

PLACED: dict[str, tuple[dict[str, tuple[str, list[Change]]], list[str]]] = {
    "calendar-on-nothing": ({"days.yaml": ("days.calendar", [])}, ["check", "days.yaml"]),
    "digest-of-another-day": ({"digest.yaml": ("mini.digest", [])}, ["check", "digest.yaml", "--rules", "rules"]),
    "a-file-whose-name-is-not-its-id": ({"rules/other.yaml": ("mini.yaml", [])}, ["show", "other", "--rules", "rules"]),
    "an-override-that-does-not-fit-another-agreement": (
        {
            "rules/mini.yaml": (
                "mini.yaml",
                [
                    (
                        "  - id: view\n",
                        "  - id: sooner\n    cite: Art. 5\n    gist: The buyer pays sooner.\n"
                        "    overrides: {clause: sale/payment, with: {within: {period: soon, from: when}}}\n"
                        "  - id: view\n",
                    )
                ],
            ),
            "bad.yaml": ("sale.scenario", [("agreements: [sale]", "agreements: [sale, mini]")]),
        },
        ["run", "bad.yaml", "--rules", "rules"],
    ),
    "two-clauses-that-displace-one-slot": (
        {
            "rules/sale.yaml": (
                "sale.yaml",
                [
                    (
                        "ends:\n",
                        "  - id: frost\n    cite: clause 10\n    gist: In frost the time for delivery is longer.\n"
                        "    overrides: {clause: delivery, with: {within: {period: P20D, from: when}}}\n"
                        "ends:\n",
                    )
                ],
            ),
            "bad.yaml": ("sale.scenario", []),
        },
        ["run", "bad.yaml", "--rules", "rules"],
    ),
    "what-if-an-event-is-about-what-is-dropped": (
        {"bad.yaml": ("base.scenario", [("by: UKR}", "by: UKR, about: attack}")])},
        ["what-if", "bad.yaml", "--rules", "rules", "--drop", "attack"],
    ),
    "avoid-what-is-not-certain": (
        {
            "bad.yaml": (
                "base.scenario",
                [("expect:\n", "  - {event: armed-attack, at: 2026-03-05, by: RUS, against: UKR}\nexpect:\n")],
            )
        },
        ["avoid", "bad.yaml", "mini/consult#1", "--rules", "rules"],
    ),
    "spec-of-a-tag-that-nothing-has": (
        {"bad.feature": ("base.gherkin", [("  Scenario:", "  @quick\n  Scenario:")])},
        ["spec", "bad.feature", "--rules", "rules", "--tag", "@slow"],
    ),
    "spec-of-half-a-tag-expression": (
        {"bad.feature": ("base.gherkin", [])},
        ["spec", "bad.feature", "--rules", "rules", "--tag", "@slow and"],
    ),
    "spec-of-what-is-no-feature": ({}, ["spec", "base.yaml", "--rules", "rules"]),
    "a-receipt-over-the-scenario": ({}, ["run", "base.yaml", "--rules", "rules", "--receipt", "base.yaml"]),
    "a-device-for-a-file": ({}, ["run", "/dev/null"]),
    "explain-a-code-of-nobody": ({}, ["explain", "OB345"]),
}
"""Files that are right but for changes, each with the file it begins as, and the command that is told of them."""
WITHOUT: dict[str, tuple[str, list[str]]] = {
    "report-png-without-the-extra": ("resvg_py", ["report", "base.yaml", "--rules", "rules", "-o", "out.png"]),
}
"""Commands that want a library which comes with an extra, where it is not installed."""
