"""CLIPS through clipspy as shipped: ``Template.assert_fact``, ``Environment.run``, ``Fact.retract``."""

from __future__ import annotations

import clips

from bench.patterns import SLOTS, Fact, Firings, rules


class Environment:
    """A CLIPS environment with one rule a pattern; what fires is told to Python through a function of ours."""

    def __init__(self, agreements: int) -> None:
        self.found: Firings = []
        self.number = 0
        self.environment = clips.Environment()
        slots = " ".join(f"(slot {slot} (type SYMBOL) (default none))" for slot in ("type", *SLOTS))
        self.environment.build(f"(deftemplate event {slots})")
        self.environment.define_function(self._fired, name="fired")
        for number, rule in enumerate(rules(agreements)):
            tests = " ".join(f"({field} {value})" for field, value in (("type", rule.type), *rule.tests))
            self.environment.build(f"(defrule r{number} (event {tests}) => (fired {rule.agreement} {rule.type}))")
        self.environment.reset()

    def _fired(self, agreement: str, kind: str) -> None:
        self.found.append((self.number, str(agreement), str(kind)))


class Shipped(Environment):
    """Facts through clipspy's own classes."""

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
