"""Table (e): live contracts of the sale kind: amounts, changing facts, measured acts; beside them Python by hand."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from whenever import Instant

from bench.measuring import middle, resident, timed
from obligations.amounts import Quantity
from obligations.engine.run import Run, run
from obligations.engine.step import Engine
from obligations.model.agreement import Agreement
from obligations.model.events import Event
from obligations.model.vocabulary import Vocabulary
from obligations.simulation.simulate import build_engine

CONTRACTS = 1_000
EVENTS = 100_000
START = Instant.from_utc(2024, 1, 1)
SEED = 2
PRICE, QUANTITY = Decimal(1000), Decimal(20)
LIMIT = 3
DAYS = 60

_actor, _amount = {"kind": "actor"}, {"kind": "amount"}
_ATTRIBUTES = {"by": _actor, "to": _actor, "amount": _amount, "quantity": _amount}
TYPES = ("order", "delivery", "payment", "outage", "report", "suspension", "resumption")


def parties(number: int) -> tuple[str, str]:
    """Seller and buyer of a contract, who are party to no other."""
    return f"S{number:05d}", f"B{number:05d}"


def contract(number: int) -> dict[str, Any]:
    """A sale: measured delivery, a price paid in parts, a late fee, faults counted over sixty days."""
    seller, buyer = parties(number)

    def clause(id: str, **said: Any) -> dict[str, Any]:
        return {"id": id, "cite": "c", "gist": "g", **{key.replace("_", "-"): value for key, value in said.items()}}

    order = {"event": ["order"], "by": buyer}
    return {
        "schema": "obligations/agreement/v1",
        "id": f"sale-{number:05d}",
        "title": "t",
        "form": "contract",
        "character": {"value": "binding"},
        "parties": {seller: {"name": seller}, buyer: {"name": buyer}},
        "values": {"price": f"EUR {PRICE}", "quantity": str(QUANTITY), "rate": "5%"},
        "facts": {"faults": {"count": {"event": "outage", "by": seller}, "during": f"P{DAYS}D"}},
        "terms": {
            "signed": "2023-01-01",
            "entry": {"on": "signature", "took-place": "2023-01-01", "cite": "x"},
            "duration": "indefinite",
            "exit": "silent",
        },
        "clauses": [
            clause(
                "delivery",
                when=order,
                must={"event": ["delivery"], "by": seller, "total": "quantity", "measure": "quantity"},
                bearer=seller,
                within=[{"period": "PT240H", "from": "when"}],
            ),
            clause(
                "payment",
                when=order,
                must={"event": ["payment"], "by": buyer},
                owes="price",
                bearer=buyer,
                within=[{"period": "PT720H", "from": "when"}],
            ),
            clause(
                "late",
                when={"clause": "payment", "becomes": ["violated"]},
                must={"event": ["payment"], "by": buyer},
                owes="round(rate * when.remaining, 2)",
                bearer=buyer,
                within=[{"period": "PT240H", "from": "when"}],
            ),
            clause(
                "report",
                when={"test": f"faults >= {LIMIT}"},
                must={"event": ["report"], "by": seller},
                bearer=seller,
                within=[{"period": "PT120H", "from": "when"}],
            ),
            clause("hold", may={"event": ["suspension"], "by": seller}, effect={"suspend": "delivery"}, bearer=seller),
            clause("go-on", may={"event": ["resumption"], "by": seller}, effect={"resume": "delivery"}, bearer=seller),
        ],
    }


def vocabulary() -> Vocabulary:
    """The event types of the sale."""
    types = {kind: {"gist": "an event", "attributes": _ATTRIBUTES} for kind in TYPES}
    return Vocabulary.model_validate({"schema": "obligations/vocabulary/v1", "events": types})


def engine(contracts: int) -> Engine:
    """The engine for so many contracts."""
    return build_engine([Agreement.model_validate(contract(number)) for number in range(contracts)], vocabulary())


def events(count: int, contracts: int) -> Iterator[Event]:
    """Events ten minutes apart on average, each about one contract: orders, parts delivered and paid, faults."""
    chance = random.Random(SEED)
    at = START
    for number in range(count):
        at = at.add(seconds=chance.randrange(300, 900))
        seller, buyer = parties(chance.randrange(contracts))
        kind = chance.choices(("order", "delivery", "payment", "outage", "report"), (10, 35, 35, 15, 5))[0]
        attributes: dict[str, Any] = {"by": buyer if kind in ("order", "payment") else seller}
        if kind == "delivery":
            attributes["quantity"] = Quantity(Decimal(chance.randrange(1, 16)))
        elif kind == "payment":
            attributes["amount"] = Quantity(Decimal(chance.randrange(100, 80_000)) / 100, "EUR")
        yield Event(kind, at, f"e{number}", attributes)


@dataclass
class Duty:
    """A duty in the program by hand."""

    raised: int
    due: datetime
    owed: Decimal
    paid: Decimal = Decimal(0)
    state: str = "in-effect"
    late: bool = False


@dataclass
class Sale:
    """A sale by hand: its duties and the faults of the last sixty days."""

    deliveries: list[Duty] = field(default_factory=list)
    payments: list[Duty] = field(default_factory=list)
    fees: list[Duty] = field(default_factory=list)
    reports: list[Duty] = field(default_factory=list)
    faults: int = 0


class ByHand:
    """The same contracts as a program: no rules, no reasons, no derivations, no forks."""

    def __init__(self, contracts: int) -> None:
        self.sales = {name: sale for number in range(contracts) for sale in [Sale()] for name in parties(number)}
        self.agenda: list[tuple[datetime, int, int, str, Sale, Duty | None]] = []
        self.number = 0

    def run(self, happened: list[tuple[str, datetime, str, Decimal]], until: datetime) -> None:
        """All events in order, and what falls due between them."""
        for kind, at, by, amount in happened:
            self.fall_due(at)
            sale = self.sales[by]
            if kind == "order":
                sale.deliveries.append(self.duty(sale, at, 10, QUANTITY, "delivery"))
                sale.payments.append(self.duty(sale, at, 30, PRICE, "payment"))
            elif kind == "delivery":
                spend(sale.deliveries, amount)
            elif kind == "payment":
                spend([*sale.payments, *sale.fees], amount)
            elif kind == "outage":
                self.fault(sale, at)
            else:
                for duty in sale.reports:
                    if duty.state == "in-effect":
                        duty.state = "fulfilled"
                    elif not duty.late:
                        duty.late = True
        self.fall_due(until, last=True)

    def duty(self, sale: Sale, at: datetime, days: int, owed: Decimal, what: str) -> Duty:
        """A new duty, due so many days later."""
        self.number += 1
        made = Duty(self.number, at + timedelta(days=days), owed)
        heapq.heappush(self.agenda, (made.due, 0, self.number, what, sale, made))
        return made

    def fault(self, sale: Sale, at: datetime) -> None:
        """A fault is counted, and forgotten at the end of the sixtieth day."""
        sale.faults += 1
        self.number += 1
        day = at.replace(hour=23, minute=59, second=59) + timedelta(days=DAYS)
        heapq.heappush(self.agenda, (day, 1, self.number, "window", sale, None))
        if sale.faults == LIMIT:
            sale.reports.append(self.duty(sale, at, 5, Decimal(0), "report"))

    def fall_due(self, to: datetime, last: bool = False) -> None:
        """What is due before an instant, or at it once all is over."""
        while self.agenda and (self.agenda[0][0] < to or (last and self.agenda[0][0] == to)):
            at, _, _, what, sale, duty = heapq.heappop(self.agenda)
            if duty is None:
                sale.faults -= 1
            elif duty.state == "in-effect":
                duty.state = "violated"
                if what == "payment":
                    fee = ((duty.owed - duty.paid) * Decimal("0.05")).quantize(Decimal("0.01"), ROUND_HALF_UP)
                    sale.fees.append(self.duty(sale, at, 10, fee, "late"))


def spend(duties: list[Duty], amount: Decimal) -> None:
    """An amount goes to the earliest due first."""
    for duty in sorted(duties, key=lambda duty: (duty.due, duty.raised)):
        if amount <= 0:
            return
        if duty.paid < duty.owed and not duty.late:
            used = min(amount, duty.owed - duty.paid)
            duty.paid += used
            amount -= used
            if duty.paid == duty.owed:
                if duty.state == "in-effect":
                    duty.state = "fulfilled"
                else:
                    duty.late = True


Totals = Counter[tuple[str, str, str]]


def contracts(repeat: int) -> dict[str, Any]:
    """The engine and the program by hand on the same contracts and events, compared before anything is told."""
    happened = list(events(EVENTS, CONTRACTS))
    until = happened[-1].at
    before = resident()
    loading, built = timed(lambda: engine(CONTRACTS))
    memory = resident() - before
    plain = [(event.type, _datetime(event.at), str(event.attributes["by"]), _amount_of(event)) for event in happened]
    end = _datetime(until)
    taken, by_hand = [], []
    for _ in range(repeat):
        seconds, done = timed(lambda: run(built, START, happened, until))
        taken.append(EVENTS / seconds)
        seconds, hand = timed(_hand(plain, end))
        by_hand.append(EVENTS / seconds)
    ours, theirs = _of_engine(done), _of_hand(hand)
    if ours != theirs:
        raise AssertionError(f"the engine and the program by hand differ: {(ours - theirs) or (theirs - ours)}")
    return {
        "contracts": CONTRACTS,
        "events": EVENTS,
        "rate": middle(taken),
        "rates": taken,
        "by_hand": middle(by_hand),
        "load": loading,
        "memory": memory,
        "positions": len(done.state.positions),
    }


def _hand(plain: list[tuple[str, datetime, str, Decimal]], end: datetime) -> Callable[[], ByHand]:
    def measured() -> ByHand:
        made = ByHand(CONTRACTS)
        made.run(plain, end)
        return made

    return measured


def _datetime(at: Instant) -> datetime:
    return datetime.fromtimestamp(at.timestamp(), UTC)


def _amount_of(event: Event) -> Decimal:
    amount = event.get("quantity") or event.get("amount")
    return amount.number if isinstance(amount, Quantity) else Decimal(0)


def _of_engine(done: Run) -> Totals:
    norms = done.engine.rulebook.norms
    found: Totals = Counter()
    for position in done.state.positions.values():
        clause = norms[position.norm].clause.id
        if clause not in ("hold", "go-on"):
            found[clause, position.state, f"{position.paid.number if position.paid else Decimal(0):.2f}"] += 1
    return found


def _of_hand(hand: ByHand) -> Totals:
    found: Totals = Counter()
    for name, sale in hand.sales.items():
        if not name.startswith("S"):
            continue
        lists = (
            ("delivery", sale.deliveries),
            ("payment", sale.payments),
            ("late", sale.fees),
            ("report", sale.reports),
        )
        for clause, duties in lists:
            for duty in duties:
                found[clause, duty.state, f"{duty.paid:.2f}"] += 1
    return found
