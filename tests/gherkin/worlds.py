"""Small worlds in which sentences hold, and what makes each of them fail: the table over the whole vocabulary."""

from __future__ import annotations

from pathlib import Path

from obligations.files.library import Library

LIBRARY = Library()


def plain(text: str) -> str:
    """A text as the name of a test: a name with an escape in it is another one when it is collected again."""
    return " / ".join(line.strip() for line in text.replace("…", "...").splitlines())


US = ['the agreement "usa-ukr-2024"']
STANDS = "the run begins at 2026-03-01 00:00 UTC"
BEGUN = [*US, STANDS]
JP = ['the agreement "jpn-ukr-2024"']
ALL = ['the agreements "usa-ukr-2024", "jpn-ukr-2024" and "nato-1949"']
ATTACK = [*ALL, "an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC"]
REQUEST = [*ATTACK, 'UKR requests consultations, called "request" 2 hours later']
HELD = [*REQUEST, "USA and UKR hold consultations at most-senior level 20 hours after the attack"]
UNASKED = [*ATTACK, "USA and UKR hold consultations at most-senior level 2 hours later"]
LATE = [*REQUEST, "3 days pass"]
UNKNOWN = [*BEGUN, "ratification by USA is unknown"]
WHO = [*ALL, "an armed attack against UKR occurs at 2026-03-01 04:00 UTC"]
NOTICE = [*US, 'USA gives written notice of termination, called "notice" at 2026-04-01 15:00 UTC']
SALE = ['the agreement "sale-of-goods"']
ORDER = [*SALE, "an order by BUYER to SELLER occurs at 2026-05-04 13:00 UTC"]
PAID = [*ORDER, "a payment by BUYER to SELLER of CAD 100 1 hour later"]
PACT = [f'the agreement "{Path(__file__).with_name("pact.yaml")}"']
SOME_HOUR = [*PACT, "an order by ANN to BOB on 2026-03-01"]
SPLIT_DONE = [*SOME_HOUR, "a report by BOB on 2026-03-02", "a payment by BOB to ANN of EUR 2000 on 2026-03-02"]
APART = [*PACT, 'a suspension by ANN, called "stopped" at 2026-03-05 12:00 UTC']
LEFT = [
    *PACT,
    'CAT gives written notice of termination, called "notice" at 2026-03-01 12:00 UTC',
    "nothing more happens until 2026-12-01 00:00 UTC",
]
OPEN_NOTICE = [*PACT, 'CAT gives written notice of termination, called "notice" on 2026-03-01']
TWO_HANDS = [*SOME_HOUR, "a report by BOB on 2026-03-02", "a report by CAT on 2026-03-02"]
POLAND = [*REQUEST, "POL requests consultations 1 hour later"]

NATO = (
    "BEL, CAN, DNK, FRA, GBR, ISL, ITA, LUX, NLD, NOR, PRT, USA, GRC, TUR, DEU, ESP, CZE, HUN, POL, BGR, EST, LVA, "
    "LTU, ROU, SVK, SVN, ALB, HRV, MNE, MKD, FIN and SWE"
)
U = 'clause "usa-ukr-2024/II.4-1"'

THEN: list[tuple[list[str], str, list[tuple[str, str]]]] = [
    # what was said, a sentence that holds, and others that do not, each with a word of the reason
    (
        ATTACK,
        f"{U} awaits a consultation request",
        [
            (f"{U} awaits an offer to consult", "not offer to consult"),
            (f"{U} awaits a consultation", "not consultation"),
        ],
    ),
    (
        ATTACK,
        f"{U} of USA and UKR awaits a consultation request",
        [(f"{U} of JPN and UKR awaits a consultation request", "no position")],
    ),
    (
        SOME_HOUR,
        'clause "ask" awaits a demand or the rejection by BOB',
        [
            ('clause "ask" awaits a demand or a delivery', "not demand or a delivery"),
            ('clause "ask" awaits a demand or an order or a rejection', "not demand or an order"),
        ],
    ),
    (ATTACK, f"{U} awaits", [('clause "nato-1949/4" awaits', "no position")]),
    (
        REQUEST,
        f"{U} is in effect",
        [
            (f"{U} is violated", "in-effect"),
            (f"{U} awaits a consultation request", "in-effect"),
            ('clause "XI.4" is in effect', "no position"),
        ],
    ),
    (
        REQUEST,
        f"{U} of USA and UKR is in effect",
        [(f"{U} of USA is in effect", "no position"), (f"{U} of USA and UKR is fulfilled", "in-effect")],
    ),
    (
        ATTACK,
        f"{U} is not violated",
        [(f"{U} is not awaiting", "found it"), ('clause "XI.4" is not violated', "has no position")],
    ),
    (
        ATTACK,
        f"{U} of USA and UKR is not violated",
        [(f"{U} of USA and UKR is not awaiting", "found it"), (f"{U} of JPN is not violated", "has no position")],
    ),
    (WHO, 'clause "usa-ukr-2024/II.4-1" is not violated', [(f"{U} is not awaiting", "found it")]),
    (ATTACK, 'clause "XI.4" has no position', [(f"{U} has no position", "awaiting")]),
    (ATTACK, f"{U} of JPN and UKR has no position", [(f"{U} of USA and UKR has no position", "awaiting")]),
    (ATTACK, f"{U} has 1 position", [(f"{U} has 0 positions", "1"), (f"{U} has 2 positions", "1")]),
    (ATTACK, 'nothing is owed under "nato-1949"', [('nothing is owed under "usa-ukr-2024"', "nothing is owed")]),
    ([*SALE, "the run begins at 2026-05-04 13:00 UTC"], 'nothing is owed under "sale-of-goods"', []),
    (
        [*PACT, "the run begins at 2026-03-01 00:00 UTC"],
        'nothing is owed under "pact"',
        [('clause "keep" is in effect', "no position")],
    ),
    (
        [*PACT, "a handover at 2026-03-01 12:00 UTC"],
        'clause "keep" is in effect',
        [('nothing is owed under "pact"', "keep")],
    ),
    (
        ORDER,
        'clause "payment" is owed to SELLER',
        [('nothing is owed under "sale-of-goods"', "delivery"), ('clause "payment" is owed to BUYER', "SELLER")],
    ),
    (
        ORDER,
        'clause "payment" of BUYER is owed to SELLER',
        [('clause "payment" of SELLER is owed to SELLER', "no position")],
    ),
    (
        REQUEST,
        "USA and UKR must hold consultations",
        [
            ("USA must hold consultations", "no position says"),
            ("USA and UKR must hold cons", "no position says"),
            ("USA and UKR must hold armed attacks", "no position says"),
            ("USA and UKR must not hold consultations", "no position says"),
            ("USA and UKR may hold consultations", "no position says"),
        ],
    ),
    (
        REQUEST,
        "USA and UKR must hold consultations by 2026-03-02 06:00 UTC",
        [("USA and UKR must hold consultations by 2026-03-02 07:00 UTC", "2026-03-02T06:00")],
    ),
    (
        REQUEST,
        "USA and UKR must hold consultations by 26 hours after the attack",
        [("USA and UKR must hold consultations by 26 hours before the attack", "2026-03-02T06:00")],
    ),
    (
        REQUEST,
        "USA and UKR must hold consultations immediately",
        [("USA and UKR must hold consultations regularly", "immediately")],
    ),
    (ATTACK, "JPN and UKR need not hold consultations", []),
    (
        REQUEST,
        "JPN and UKR need not hold consultations",
        [
            ("USA and UKR need not hold consultations", "in-effect"),
            ("USA need not hold consultations", "in-effect"),
            ("USA and UKR are not bound to hold consultations", "in-effect"),
        ],
    ),
    (
        BEGUN,
        "USA must not bring a dispute to a court",
        [
            ("USA must not bring a case to a market", "no position says"),
            ("USA must bring a dispute to a court", "no position says"),
        ],
    ),
    (
        BEGUN,
        "USA and UKR may conclude an agreement to amend",
        [("USA may conclude an agreement to amend", "no position says")],
    ),
    (
        ORDER,
        'CAD 12000 is owed under clause "payment"',
        [('CAD 12001 is owed under clause "payment"', "12000"), ('CAD 1 is paid under clause "payment"', "paid")],
    ),
    (
        PAID,
        'CAD 11900 is left under clause "payment" of BUYER',
        [
            ('CAD 12000 is left under clause "payment" of BUYER', "11900"),
            ('CAD 11900 is left under clause "payment" of SELLER', "no position"),
        ],
    ),
    (PAID, 'CAD 100 was paid under clause "payment"', [('CAD 99 was paid under clause "payment"', "100")]),
    (
        PAID,
        'CAD 100 has been performed under clause "payment"',
        [('CAD 12000 has been performed under clause "payment"', "100")],
    ),
    (
        ORDER,
        "a payment by BUYER to SELLER of CAD 100 1 hour later would be effective because CAD 11900 remains",
        [
            (
                "a payment by BUYER to SELLER of CAD 100 1 hour later would be effective because CAD 12000 remains",
                "because",
            ),
            ("a payment by BUYER to SELLER of CAD 100 1 hour later would be indifferent", "effective"),
        ],
    ),
    (REQUEST, f"{U} is due 2026-03-02 06:00 UTC", [(f"{U} is due 2026-03-02 05:00 UTC", "06:00")]),
    (
        REQUEST,
        f"{U} of USA and UKR is due 26 hours after the attack as a target",
        [
            (f"{U} of USA and UKR is due 26 hours before the attack as a target", "2026-03-02T06:00"),
            (f"{U} is due 2026-03-02 06:00 UTC strictly", "target"),
            (f"{U} of JPN is due 2026-03-02 06:00 UTC", "no position"),
        ],
    ),
    (REQUEST, f'{U} is due "immediately"', [(f'{U} is due "regularly"', "immediately")]),
    (REQUEST, f'{U} of USA and UKR is due "immediately"', [(f'{U} of JPN is due "immediately"', "no position")]),
    (
        POLAND,
        'clause "nato-1949/4" has no due time',
        [(f"{U} has no due time", "06:00"), ('clause "nato-1949/4" of USA has no due time', "no position")],
    ),
    (LATE, f"the target of {U} is missed", []),
    (
        [*REQUEST, "1 hour passes"],
        f"{U} is in effect",
        [
            (f"the target of {U} is missed", "target-missed"),
            (f"the target of {U} of USA and UKR is missed", "target-missed"),
        ],
    ),
    (LATE, f"the target of {U} of USA and UKR is missed", [(f"the target of {U} of JPN is missed", "no position")]),
    (
        UNASKED,
        f'{U} is marked "performed-uninvoked"',
        [
            (f'{U} is marked "performed-late"', "performed-uninvoked"),
            (f'{U} of JPN is marked "performed-uninvoked"', "no position"),
        ],
    ),
    (
        REQUEST,
        f"{U} is in effect because request",
        [(f"{U} is in effect because attack", "because of attack"), (f"{U} is violated because request", "in-effect")],
    ),
    (
        HELD,
        f"{U} was performed by USA and UKR",
        [
            (f"{U} was performed by JPN and UKR", "UKR, USA"),
            ('clause "jpn-ukr-2024/III.1" was performed by UKR', "none"),
        ],
    ),
    (
        HELD,
        f"{U} of USA and UKR was performed by USA and UKR",
        [(f"{U} of JPN and UKR was performed by USA and UKR", "no position")],
    ),
    (
        LATE,
        'clause "jpn-ukr-2024/III.1" was broken 24 hours after the request',
        [
            ('clause "jpn-ukr-2024/III.1" was broken 25 hours after the request', "2026-03-02T06:00"),
            (f"{U} was broken 24 hours after the request", "none"),
        ],
    ),
    (
        LATE,
        'clause "jpn-ukr-2024/III.1" of JPN and UKR was broken 24 hours after the request',
        [('clause "jpn-ukr-2024/III.1" of USA was broken 24 hours after the request', "no position")],
    ),
    (
        HELD,
        f"{U} was performed 20 hours after the attack",
        [
            (f"{U} was performed 20 hours before the attack", "2026-03-02T00:00"),
            (f"{U} was performed 21 hours after the attack", "2026-03-02T00:00"),
        ],
    ),
    (
        HELD,
        f"{U} of USA and UKR was performed at 2026-03-02 00:00 UTC",
        [(f"{U} of JPN was performed at 2026-03-02 00:00 UTC", "no position")],
    ),
    (
        UNASKED,
        f'{U} of USA and UKR is marked "performed-uninvoked"',
        [(f'{U} of USA and UKR is marked "performed-late"', "performed-uninvoked")],
    ),
    (
        POLAND,
        f'clause "nato-1949/4" of {NATO} has no due time',
        [(f"{U} of USA and UKR has no due time", "06:00")],
    ),
    (
        LATE,
        'JPN is in default of clause "jpn-ukr-2024/III.1"',
        [('UKR is in default of clause "jpn-ukr-2024/III.1"', "JPN")],
    ),
    (
        ATTACK,
        'clause "jpn-ukr-2024/III.1" has political rank',
        [('clause "jpn-ukr-2024/III.1" has legal rank', "political")],
    ),
    (
        US + ATTACK[1:],
        f"{U} of USA and UKR has legal rank",
        [
            (f"{U} has political rank", "legal"),
            (f"{U} of USA and UKR has political rank", "legal"),
            (f"{U} of UKR has legal rank", "no position"),
        ],
    ),
    (
        NOTICE,
        'the agreement "usa-ukr-2024" is under notice',
        [('the agreement "usa-ukr-2024" is in force', "notice-given")],
    ),
    (
        NOTICE,
        'the agreement "usa-ukr-2024" ends on 2026-10-01',
        [
            ('the agreement "usa-ukr-2024" ends on 2026-10-02', "2026-10-01"),
            ('the agreement "usa-ukr-2024" ends at an undetermined time', "found 2026-10-01"),
        ],
    ),
    (ATTACK, 'the agreement "nato-1949" has 32 parties', [('the agreement "nato-1949" has 31 parties', "32")]),
    (ATTACK, 'the fact "security-permits" is unknown', [('the fact "security-permits" is no', "unknown")]),
    (
        BEGUN,
        'USA carries an elevated withdrawal risk under "usa-ukr-2024" because ratification is absent',
        [
            ('USA carries a low withdrawal risk under "usa-ukr-2024"', "elevated"),
            (
                'USA carries an elevated withdrawal risk under "usa-ukr-2024" because notice is running',
                "notice-running",
            ),
            ('USA carries no withdrawal risk under "usa-ukr-2024"', "elevated"),
        ],
    ),
    (BEGUN, "USA carries a withdrawal risk", [("USA carries no withdrawal risk", "elevated")]),
    (
        BEGUN,
        "USA carries a withdrawal risk not because notice is running",
        [("USA carries a withdrawal risk not because ratification is absent", "no-ratification")],
    ),
    (
        UNKNOWN,
        'USA carries no withdrawal risk under "usa-ukr-2024"',
        [
            ("USA carries a withdrawal risk", "carries no withdrawal risk"),
            ("USA carries a withdrawal risk not because notice is running", "carries no withdrawal risk"),
        ],
    ),
    (
        UNKNOWN,
        'the withdrawal risk of USA under "usa-ukr-2024" may go up to elevated, which hangs on ratification',
        [
            ('the withdrawal risk of USA under "usa-ukr-2024" may go up to high', "elevated"),
            ("the withdrawal risk of USA may go up to elevated, which hangs on gate", "ratification"),
        ],
    ),
    (
        WHO,
        'it stays open whether clause "jpn-ukr-2024/III.1" is touched, if by were RUS',
        [
            ('it stays open whether clause "jpn-ukr-2024/III.1" is touched, if by were JPN', "open question"),
            ("no question stays open", "expected no open question"),
            ('nothing is owed under "jpn-ukr-2024"', "stays open"),
        ],
    ),
    (
        ATTACK,
        "no question stays open",
        [('it stays open whether clause "jpn-ukr-2024/III.1" is touched', "open question")],
    ),
    (
        SOME_HOUR,
        'it is undetermined how much is owed under clause "fee"',
        [
            ('it is undetermined how much is paid under clause "fee"', "paid undetermined"),
            ('EUR 1426 is owed under clause "fee"', "EUR 1426 to EUR"),
        ],
    ),
    (
        SOME_HOUR,
        'it is undetermined how much is left under clause "fee" of BOB',
        [('it is undetermined how much is left under clause "fee" of ANN', "no position")],
    ),
    (
        SOME_HOUR,
        'it is undetermined when clause "fee" is due',
        [('it is undetermined when clause "fee" was performed', "none"), ('clause "fee" has no due time', " or ")],
    ),
    (
        SOME_HOUR,
        'it is undetermined when clause "fee" of BOB came into effect',
        [
            ('it is undetermined when clause "fee" of CAT came into effect', "no position"),
            ('it is undetermined when clause "split" was broken', "none"),
        ],
    ),
    (
        [*SOME_HOUR, "a delivery by ANN on 2026-03-01"],
        'it is undetermined when clause "bring" was performed',
        [('it is undetermined when clause "split" was performed', "none")],
    ),
    (
        [*SOME_HOUR, "5 days pass"],
        'it is undetermined when clause "bring" was broken',
        [('it is undetermined when clause "bring" was performed', "none")],
    ),
    (
        SPLIT_DONE,
        'it is undetermined who bears clause "split"',
        [('it is undetermined who bears clause "fee"', "as many positions")],
    ),
    (
        SPLIT_DONE,
        'it is undetermined to whom is owed clause "split"',
        [('it is undetermined to whom is owed clause "fee"', "ANN")],
    ),
    (
        TWO_HANDS,
        'it is undetermined who performed clause "split"',
        [('it is undetermined who performed clause "bring"', "none")],
    ),
    (
        SPLIT_DONE,
        'clause "fee" is undetermined: fulfilled or violated',
        [
            ('clause "fee" is undetermined: fulfilled or in effect', "fulfilled, violated"),
            ('clause "fee" is undetermined: fulfilled, violated or not raised', "fulfilled, violated"),
            ('clause "bring" is undetermined: in effect or fulfilled', "in-effect"),
        ],
    ),
    (
        SPLIT_DONE,
        'clause "fee" of BOB is undetermined: violated or fulfilled',
        [('clause "fee" of ANN is undetermined: fulfilled or violated', "no position")],
    ),
    (
        REQUEST,
        f"{U} came into effect 2 hours after the attack",
        [(f"{U} came into effect 3 hours after the attack", "06:00")],
    ),
    (
        REQUEST,
        f"{U} of USA and UKR came into effect at 2026-03-01 06:00 UTC",
        [(f"{U} of JPN came into effect at 2026-03-01 06:00 UTC", "no position")],
    ),
    (UNASKED, 'clause "jpn-ukr-2024/III.1" bears no mark', [(f"{U} bears no mark", "performed-uninvoked")]),
    (
        HELD,
        f"{U} of USA and UKR bears no mark",
        [(f"{U} of JPN and UKR bears no mark", "no position")],
    ),
    (
        NOTICE,
        'the agreement "usa-ukr-2024" is under notice because notice',
        [('the agreement "usa-ukr-2024" is under notice because request', "because of request")],
    ),
    (
        [*PACT, "a dispute on 2026-03-01"],
        'the agreement "pact" is undetermined',
        [('the agreement "pact" is suspended', "undetermined: in-force or suspended")],
    ),
    (
        APART,
        'the agreement "pact" is suspended between ANN and BOB',
        [
            ('the agreement "pact" is suspended between ANN and CAT', "ANN, BOB"),
            ('the agreement "pact" is suspended between nobody', "ANN, BOB"),
        ],
    ),
    (
        OPEN_NOTICE,
        'the agreement "pact" ends at an undetermined time',
        [('the agreement "pact" ends on 2026-09-01', "undetermined: 2026-09-01")],
    ),
    (
        LEFT,
        'CAT has left the agreement "pact"',
        [
            ('CAT and BOB have left the agreement "pact"', "CAT"),
            ('nobody has left the agreement "pact"', "CAT"),
        ],
    ),
    (ATTACK, 'nobody has left the agreement "nato-1949"', [('USA has left the agreement "nato-1949"', "none")]),
    (
        [*ALL, 'the fact "usa-ukr-2024.funds-available" is assumed to be no', STANDS],
        'the fact "funds-available" of "usa-ukr-2024" is no',
        [
            ('the fact "funds-available" of "jpn-ukr-2024" is no', "found unknown"),
            ('the fact "funds-available" is no', "jpn-ukr-2024 funds-available: expected it is no, found unknown"),
        ],
    ),
    (
        SOME_HOUR,
        'the fact "hour" of "pact" is undetermined',
        [('the fact "hour" of "pact" is 1425', "undetermined: 1425 to")],
    ),
    (
        BEGUN,
        'USA could be out of "usa-ukr-2024" on 2026-09-01 at the earliest',
        [('USA could be out of "usa-ukr-2024" on 2026-09-02 at the earliest', "2026-09-01")],
    ),
    (
        [*REQUEST, "if the attack had come 0 hours later"],
        "nothing changes",
        [(f"{U} changes: state fulfilled -> awaiting", "nothing changes")],
    ),
    (
        [*HELD, "if the request had not happened"],
        f"{U} changes: state fulfilled -> awaiting",
        [
            (f"{U} changes: state fulfilled -> await", "fulfilled -> awaiting"),
            ("nothing changes", "expected that nothing changes"),
        ],
    ),
]

LOW = "USA carries a low withdrawal risk"
HERE = "an armed attack by RUS against UKR occurs at 2026-03-01 06:00"
DUE_4 = f"{U} is due 2026-03-02 04:00 UTC"
DUE_7 = f"{U} is due 2026-03-02 07:00 UTC"
DUE_6 = f"{U} is due 2026-03-02 06:00 UTC"
AWAITS = f"{U} awaits a consultation request"
MISSED = f"the target of {U} is missed"
KEPT = f"{U} is fulfilled"
FUNDS = 'the fact "funds-available" is no'
JPN_LATE = 'JPN is in default of clause "jpn-ukr-2024/III.1"'
EVENTS = "these events occur:\n  | event | at | by | against |\n  | armed-attack | 2026-03-01 04:00 UTC | {} | {} |"
ENDS = 'the agreement "jpn-ukr-2024" ends on 2026-10-09'
IN_FORCE = 'the agreement "usa-ukr-2024" is in force'

TOLD: list[tuple[list[str], str, list[str], str, str]] = [
    # what was said before; a sentence that tells or supposes; what is said after it; what then holds; and what stands
    # in its place when that does not hold
    (
        [],
        'the agreements "usa-ukr-2024" and "nato-1949"',
        [ATTACK[1]],
        'the agreement "nato-1949" has 32 parties',
        'the agreement "usa-ukr-2024"',
    ),
    (
        [],
        "these agreements:\n  | agreements |\n  | usa-ukr-2024 |\n  | nato-1949 |",
        [ATTACK[1]],
        'the agreement "nato-1949" has 32 parties',
        "these agreements:\n  | agreements |\n  | usa-ukr-2024 |",
    ),
    (
        [],
        "these agreements:\n  | agreement |\n  | usa-ukr-2024 |\n  | nato-1949 |",
        [ATTACK[1]],
        'the agreement "nato-1949" has 32 parties',
        "these agreements:\n  | agreement |\n  | usa-ukr-2024 |",
    ),
    (
        [],
        "these agreements:\n  | usa-ukr-2024 |\n  | nato-1949 |",
        [ATTACK[1]],
        'the agreement "nato-1949" has 32 parties',
        "these agreements:\n  | usa-ukr-2024 |",
    ),
    (
        US,
        "the run begins at 2026-03-01 00:00 UTC",
        ["nothing more happens until 2026-03-02 00:00 UTC"],
        IN_FORCE,
        "the run begins at 2027-01-01 00:00 UTC",
    ),
    (US, 'the zone is "Europe/Kyiv"', [HERE, REQUEST[-1]], DUE_6, 'the zone is "Asia/Tokyo"'),
    (US, "ratification by USA is given", [STANDS], LOW, "ratification by USA is absent"),
    (
        [*US, "ratification by USA is given"],
        'the exit-gate of USA is "statutory"',
        [STANDS],
        f"{LOW} because a statute holds it",
        'the exit-gate of USA is "none"',
    ),
    (
        US,
        'the fact "funds-available" is assumed to be no',
        [STANDS],
        FUNDS,
        'the fact "funds-available" is assumed to be yes',
    ),
    (
        SALE,
        'the value "price" is CAD 10000',
        [ORDER[1]],
        'CAD 10000 is owed under clause "payment"',
        'the value "price" is CAD 9999',
    ),
    (
        [*ATTACK, 'UKR requests consultations, called "cry-for-help" 2 hours later'],
        "if the cry-for-help had not happened",
        [],
        AWAITS,
        "if the attack had come 0 hours later",
    ),
    (REQUEST, f'{U} is read "from-attack"', [], DUE_4, f'{U} is read "as-written"'),
    (ALL, EVENTS.format("RUS", "UKR"), [], AWAITS, EVENTS.format("RUS", "POL")),
    (
        US,
        "these events occur:\n  | event | at | id | by | against | between | level |\n"
        "  | armed-attack | 2026-03-01 04:00 UTC | attack | RUS | UKR | | |\n"
        "  | consultation-request | 2026-03-01 06:00 UTC | request | UKR | | | |\n"
        "  | consultation | 2026-03-01 08:00 UTC | talks | | | USA and UKR | most-senior |",
        [],
        KEPT,
        "these events occur:\n  | event | at | id | by | against | between | level |\n"
        "  | armed-attack | 2026-03-01 04:00 UTC | attack | RUS | UKR | | |\n"
        "  | consultation-request | 2026-03-01 06:00 UTC | request | UKR | | | |\n"
        "  | consultation | 2026-03-01 08:00 UTC | talks | | | USA and JPN | most-senior |",
    ),
    (
        REQUEST,
        "nothing more happens until 2026-03-02 07:00 UTC",
        [],
        MISSED,
        "nothing more happens until 2026-03-02 05:00 UTC",
    ),
    (REQUEST, "25 hours pass", [], MISSED, "23 hours pass"),
    (REQUEST, "2 days pass", [], MISSED, "1 hour passes"),
    (BEGUN, "if ratification by USA were given", [], LOW, "if ratification by USA were absent"),
    (ATTACK, 'if the fact "funds-available" were no', [], FUNDS, 'if the fact "funds-available" were yes'),
    (
        ORDER,
        'if the value "price" were CAD 9000',
        [],
        'CAD 9000 is owed under clause "payment"',
        'if the value "price" were CAD 9001',
    ),
    (REQUEST, f'if {U} were read "from-attack"', [], DUE_4, f'if {U} were read "as-written"'),
    (HELD, "if the request had not happened", [], AWAITS, "if the consultation had not happened"),
    (
        REQUEST,
        "if the attack had come 2 hours later",
        [],
        f"{U} is due 2026-03-02 08:00 UTC",
        "if the attack had come 3 hours later",
    ),
    (
        REQUEST,
        f"if {U} said within.1.period=PT10H",
        [],
        f"{U} is due 2026-03-01 16:00 UTC",
        f"if {U} said within.1.period=PT11H",
    ),
    (REQUEST, "if the attack's against were POL", [], f"{U} has no position", "if the attack's against were UKR"),
    (
        ATTACK,
        'if the agreement "nato-1949" were not there',
        [],
        'clause "jpn-ukr-2024/III.1" has political rank',
        'if the agreement "jpn-ukr-2024" were not there',
    ),
    ([*HELD, "if the request had not happened"], "as it was told", [], KEPT, "if the attack had come 0 hours later"),
    # events, and when they come
    (
        REQUEST,
        "USA and UKR hold consultations at level most-senior 3 hours later",
        [],
        KEPT,
        "USA and UKR hold consultations at level expert 3 hours later",
    ),
    (
        ATTACK,
        'UKR requests consultations about "armed-attack-1" 2 hours later',
        [],
        DUE_6,
        'UKR requests consultations about "x" 2 hours later',
    ),
    (ATTACK, "UKR requests consultations two hours later", [], DUE_6, "UKR requests consultations three hours later"),
    (ATTACK, "UKR requests consultations three hours later", [], DUE_7, "UKR requests consultations two hours later"),
    (ATTACK, "UKR requests consultations 2 hours later", [], DUE_6, "UKR requests consultations 3 hours later"),
    (
        ATTACK,
        "UKR requests consultations 2 hours after the attack",
        [],
        DUE_6,
        "UKR requests consultations 2 hours before the attack",
    ),
    (
        ATTACK,
        "UKR requests consultations 2 hours before the attack",
        [],
        AWAITS,
        "UKR requests consultations 2 hours after the attack",
    ),
    (ATTACK, "UKR requests consultations at the same time", [], DUE_4, "UKR requests consultations two hours later"),
    (
        ATTACK,
        "UKR asks for consultations at 2026-03-01 06:00 UTC",
        [],
        DUE_6,
        "UKR asks for consultations at 2026-03-01T06:00+01:00",
    ),
    (
        ATTACK,
        "UKR requests consultations a day later",
        [],
        f"{U} is due 2026-03-03 04:00 UTC",
        "UKR requests consultations an hour later",
    ),
    (
        ATTACK,
        "UKR requests consultations a week later",
        [],
        f"{U} is due 2026-03-09 04:00 UTC",
        "UKR requests consultations one month later",
    ),
    (
        ATTACK,
        "UKR requests consultations one month later",
        [],
        f"{U} is due 2026-04-02 04:00 UTC",
        "UKR requests consultations three weeks later",
    ),
    (
        ATTACK,
        "UKR requests consultations 90 minutes later",
        [],
        f"{U} is due 2026-03-02 05:30 UTC",
        "UKR requests consultations 90 seconds later",
    ),
    (
        ATTACK,
        "UKR requests consultations one year later",
        [],
        f"{U} is due 2027-03-02 04:00 UTC",
        "UKR requests consultations two days later",
    ),
    (US, ATTACK[1], [], AWAITS, "an armed attack by RUS against POL occurs at 2026-03-01 04:00 UTC"),
    (
        REQUEST,
        "USA and UKR hold consultations at most-senior level 3 hours later",
        [],
        KEPT,
        "USA and UKR hold consultations at expert level 3 hours later",
    ),
    (
        REQUEST,
        "USA, UKR consult at the most-senior level 3 hours later",
        [],
        KEPT,
        "JPN and UKR consult at the most-senior level 3 hours later",
    ),
    (
        US,
        "USA gives written notice of termination on 2026-04-01 15:00 UTC",
        ["7 months pass"],
        'the agreement "usa-ukr-2024" is terminated',
        "USA gives oral notice of termination on 2026-04-01 15:00 UTC",
    ),
    (
        NOTICE,
        "USA takes its notice back 1 month later",
        ["7 months pass"],
        IN_FORCE,
        "USA requests consultations 1 month later",
    ),
    (
        [*JP, "JPN gives written notice of termination on 2026-04-01 15:00 UTC"],
        "UKR receives the notice 8 days later",
        [],
        ENDS,
        "UKR receives the notice 9 days later",
    ),
    (
        HELD,
        f"UKR finds that {U} was not kept 1 hour later",
        [],
        f'{U} is marked "contested"',
        "1 day passes",
    ),
    (BEGUN, "USA ratifies on 2026-04-01", [], LOW, "UKR requests consultations on 2026-04-01"),
    (
        ORDER,
        "a payment by BUYER to SELLER of CAD 100 1 hour later",
        [],
        'CAD 100 was paid under clause "payment"',
        "a payment by BUYER to SELLER of CAD 99 1 hour later",
    ),
    (
        ORDER,
        "BUYER makes a payment to SELLER of CAD 100 1 hour later",
        [],
        'CAD 100 was paid under clause "payment"',
        "BUYER makes a payment to SELLER of CAD 10 1 hour later",
    ),
]
