"""CLIPS through clipspy as shipped: ``Template.assert_fact``, ``Environment.run``, ``Fact.retract``."""

from __future__ import annotations

import clips

from bench.patterns import SLOTS, Fact, Firings, Rule, rules

WRITTEN_OUT = 20_000
"""Rules that are written out one by one; their compilation takes time that grows with the square of their number."""


class Environment:
    """A CLIPS environment; what fires is told to Python through a function of ours.

    Up to 20,000 rules each is a rule of its own, which matches fastest. Beyond, where compiling them takes minutes,
    every pattern is a fact that one general rule for its event type joins with the event.
    """

    def __init__(self, agreements: int) -> None:
        self.found: Firings = []
        self.number = 0
        self.environment = clips.Environment()
        slots = " ".join(f"(slot {slot} (type SYMBOL) (default none))" for slot in ("type", *SLOTS))
        self.environment.build(f"(deftemplate event {slots})")
        self.environment.define_function(self._fired, name="fired")
        wanted = list(rules(agreements))
        if len(wanted) <= WRITTEN_OUT:
            self._write_out(wanted)
        else:
            self._generalise(wanted)

    def _write_out(self, wanted: list[Rule]) -> None:
        for number, rule in enumerate(wanted):
            tests = _slots(("type", rule.type), *rule.tests)
            self.environment.build(f"(defrule r{number} (event {tests}) => (fired {rule.agreement} {rule.type}))")
        self.environment.reset()

    def _generalise(self, wanted: list[Rule]) -> None:
        slots = " ".join(f"(slot {slot})" for slot in ("agreement", "type", *SLOTS))
        self.environment.build(f"(deftemplate pattern {slots})")
        for kind, fields in dict.fromkeys((rule.type, tuple(field for field, _ in rule.tests)) for rule in wanted):
            tests = _slots(("type", kind), *((field, f"?{field}") for field in fields))
            conditions = f"(pattern (agreement ?agreement) {tests}) (event {tests})"
            name = "-".join((kind, *fields))
            self.environment.build(f"(defrule {name} {conditions} => (fired ?agreement {kind}))")
        self.environment.reset()
        for rule in wanted:
            slots = _slots(("agreement", rule.agreement), ("type", rule.type), *rule.tests)
            self.environment.assert_string(f"(pattern {slots})")

    def _fired(self, agreement: str, kind: str) -> None:
        self.found.append((self.number, str(agreement), str(kind)))


class Shipped(Environment):
    """Facts through clipspy's own classes.

    A fact that Python has held is never given back (``Fact.__del__`` calls ``ReleaseFact`` with an argument too many
    and swallows the error), and CLIPS looks through all of them again whenever it runs: it slows with every fact.
    """

    slows = True

    def match(self, facts: list[Fact]) -> Firings:
        """Which patterns fire."""
        self.found = []
        run = self.environment.run
        template = self.environment.find_template("event")
        symbol = clips.Symbol
        for number, fact in enumerate(facts):
            self.number = number
            asserted = template.assert_fact(**{slot: symbol(value) for slot, value in fact.items()})
            run()
            asserted.retract()
        return self.found


def _slots(*tests: tuple[str, str]) -> str:
    return " ".join(f"({slot} {value})" for slot, value in tests)
