"""CLIPS with clipspy's fact classes bypassed: its C functions are called directly, with values made beforehand."""

from __future__ import annotations

from typing import Any

from clips._clips import ffi, lib

from bench.patterns import SLOTS, Fact, Firings
from bench.rivals.clips_shipped import Environment


class Direct(Environment):
    """One fact builder, one value that is filled again and again, one symbol a text."""

    def __init__(self, agreements: int) -> None:
        super().__init__(agreements)
        self._env: Any = self.environment._env
        self._builder: Any = lib.CreateFactBuilder(self._env, b"event")
        self._slots = {slot: ffi.new("char[]", slot.encode()) for slot in ("type", *SLOTS)}

    def match(self, facts: list[Fact]) -> Firings:
        """Which patterns fire."""
        self.found = []
        env, builder, slots = self._env, self._builder, self._slots
        put, symbol, assert_, run, retract = lib.FBPutSlot, lib.CreateSymbol, lib.FBAssert, lib.Run, lib.Retract
        value = ffi.new("CLIPSValue *")
        for number, fact in enumerate(facts):
            self.number = number
            for slot, text in fact.items():
                value.lexemeValue = symbol(env, text.encode())
                put(builder, slots[slot], value)
            asserted = assert_(builder)
            run(env, -1)
            retract(asserted)
        return self.found
