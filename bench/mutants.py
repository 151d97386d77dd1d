"""``make mutants``: a seeded sample of small ways in which the code could be wrong, and which of them no test notices.

mutmut makes the mutants, finds out which tests reach which function, and runs those against each. Here the sample is
drawn, and what came of it is counted and told. It stands among the measurements, since it measures the tests; what a
test run against mutants needs is in ``tests/mutated.py``, and what nobody can notice in ``tests/survivors.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "mutants"
SURVIVORS: Final = ROOT / "tests" / "survivors.md"
LEFT_OUT: Final = FOLDER / "left-out.txt"
WANTED: Final = 0.9
NOTICED: Final = {"killed", "timeout", "segfault", "caught by type check"}
_SIGN: Final = "__mutmut_"


@dataclass(frozen=True)
class Mutant:
    """One small way in which the code could be wrong."""

    name: str
    file: Path

    @property
    def function(self) -> str:
        """The module and the function, as one would say it: ``engine.asking.leaving.takes_effect``."""
        return said(self.name.partition(_SIGN)[0])

    @property
    def package(self) -> str:
        return self.function.partition(".")[0]


def said(mangled: str) -> str:
    """The name that a person gives to a function, of the one that mutmut gives it.

    >>> said("obligations.engine.step.xǁEngineǁstep"), said("obligations.risk.flags.x_judge")
    ('engine.step.Engine.step', 'risk.flags.judge')
    """
    bare = mangled.removeprefix("obligations.")
    return re.sub(r"\.x_|\.xǁ|ǁ", ".", bare)


def made() -> list[Mutant]:
    """Every mutant there is, made by mutmut in ``mutants/``."""
    from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants

    FOLDER.mkdir(exist_ok=True)
    shutil.rmtree(FOLDER / "tests", ignore_errors=True)  # or a test that is gone would still be there
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 2)
    return [Mutant(name, file) for file, results in _results() for name in results]


def _results() -> Iterator[tuple[Path, Mapping[str, int | None]]]:
    for path in sorted((FOLDER / "src").rglob("*.py.meta")):
        file = path.relative_to(FOLDER).with_suffix("")
        yield file, json.loads(path.read_text())["exit_code_by_key"]


def drawn(mutants: Sequence[Mutant], seed: int, size: int | None) -> list[Mutant]:
    """So many of each package, the same ones for the same seed and the same code; all if there are no more."""
    found: list[Mutant] = []
    for package in sorted({mutant.package for mutant in mutants}):
        own = sorted((mutant for mutant in mutants if mutant.package == package), key=lambda mutant: mutant.name)
        chosen = own if size is None or size >= len(own) else random.Random(f"{seed} {package}").sample(own, size)
        found += sorted(chosen, key=lambda mutant: mutant.name)
    return found


def asked_for(mutants: Iterable[Mutant], only: str) -> list[Mutant]:
    """Those of a package, a module, a function, or one by its own name."""
    return [
        mutant
        for mutant in mutants
        if not only or mutant.name == only or f"{mutant.function}.".startswith(f"{only.removeprefix('obligations.')}.")
    ]


def tried(mutants: Sequence[Mutant], *, known: bool) -> None:
    """Run the tests against each, and say how far it is."""
    words = [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 2)]
    surroundings = {**os.environ, "OBLIGATIONS_FUZZ": "short", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    surroundings["OBLIGATIONS_MUTANTS"] = "known" if known else ""
    running = subprocess.Popen(
        [*words, *(mutant.name for mutant in mutants)],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert running.stdout is not None
    last = _watched(running.stdout, {mutant.name for mutant in mutants})
    if running.wait() != 0:
        sys.exit("\n".join([*last, "the run for mutants came to nothing: mutmut ended with what stands above"]))


def _watched(stream: IO[bytes], names: set[str]) -> list[str]:
    """Say each new stage and how many are done, every half minute; give back the last lines."""
    last: list[str] = []
    stage, told = "", time.monotonic()
    text = ""
    while piece := os.read(stream.fileno(), 1 << 16):
        text += piece.decode(errors="replace")
        *lines, text = re.split(r"[\r\n]", text)
        for line in lines:
            bare = re.sub(r"^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ", "", line).strip()
            if not bare:
                continue
            last = [*last[-60:], bare]
            if bare in STAGES and bare != stage:
                stage = bare
                say(STAGES[bare])
            if re.match(r"\d+/\d+ ", bare) and time.monotonic() > told + 30:
                told = time.monotonic()
                done = Counter(state_of(code) for _, result in _results() for n, code in result.items() if n in names)
                pending = done.pop("not checked", 0)
                say(f"{len(names) - pending} of {len(names)} tried; {done['survived'] + done['no tests']} not noticed")
    return last


STAGES: Final = {
    "Running stats": "every test once, to see which functions it reaches",
    "Running clean tests": "the tests of the sample once more, with no mutant on",
    "Running forced fail test": "a fault on purpose, to see that faults are seen",
    "Running mutation testing": "the mutants, those with the fastest tests first",
}


def say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", flush=True)


def state_of(code: int | None) -> str:
    """What an exit code of a run for a mutant means."""
    from mutmut.stats import status_by_exit_code

    return status_by_exit_code[code]


def changed(mutant: Mutant) -> tuple[str, ...]:
    """The lines that the mutant takes away and puts in, with their signs."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(mutant.name, path=mutant.file).splitlines()
    return tuple(line for line in lines if re.match(r"[+-](?![+-]{2} )", line))


def listed(page: str) -> dict[tuple[str, tuple[str, ...]], str]:
    """What is known to be equivalent, with its reason: a heading with the function, a diff, and a sentence after it."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        function = part.split("\n", 1)[0].strip().strip("`")
        for block in re.finditer(r"^```diff\n(.*?)^```\n+(.*?)(?=^```|^#|\Z)", part, re.MULTILINE | re.DOTALL):
            found[function, _bare(block[1].splitlines())] = " ".join(block[2].split())
    return {key: reason for key, reason in found.items() if reason}


def _bare(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line[0] + " ".join(line[1:].split()) for line in lines if line)


def report(there: Sequence[Mutant], sample: Sequence[Mutant], known: Mapping[tuple[str, tuple[str, ...]], str]) -> bool:
    """Tell what came of the sample: each survivor with its lines, then the table. True if enough are noticed."""
    codes = {name: code for _, results in _results() for name, code in results.items()}
    rows: dict[str, Counter[str]] = {mutant.package: Counter() for mutant in sample}
    for mutant in sample:
        state = state_of(codes.get(mutant.name))
        if state not in NOTICED:
            lines = changed(mutant)
            reason = known.get((mutant.function, _bare(lines)))
            if reason:
                state = "equivalent"
            else:
                print(f"\n{mutant.function} ({state}) {mutant.name}", *lines, sep="\n")
        rows[mutant.package][state] += 1
    total = Counter(mutant.package for mutant in there)
    print(f"\n| {' | '.join(HEADINGS)} |\n|{'|'.join(['---', *['--:'] * (len(HEADINGS) - 1)])}|")
    shares = []
    for package, row in rows.items():
        counted = row.total() - row["equivalent"]
        noticed = sum(row[state] for state in NOTICED)
        shares.append(noticed / counted if counted else 1.0)
        other = counted - noticed - row["survived"] - row["no tests"]
        cells = [total[package], row.total(), noticed, row["survived"], row["timeout"], row["no tests"]]
        cells += [row["equivalent"], other, f"{shares[-1]:.0%}"]
        print(f"| `{package}` | {' | '.join(map(str, cells))} |")
    if LEFT_OUT.exists():
        out = LEFT_OUT.read_text().split("\n")[:-1]
        print(f"\n{len(out)} tests did not hold in the copy of the project and took no part:", *out, sep="\n  ")
    return min(shares) >= WANTED


HEADINGS: Final = (
    *("package", "mutants there", "sampled", "noticed", "survived", "timed out (noticed too)", "no tests"),
    *("equivalent", "undecided", "share noticed"),
)


def main() -> None:
    """Draw, run, tell. 0 if at least nine in ten are noticed in every package."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", default="60", help="so many of each package, or: all")
    parser.add_argument("--only", default="", help="a package, a module, a function or one mutant")
    parser.add_argument("--keep", action="store_true", help="keep what is known of which test reaches what")
    said_ = parser.parse_args()
    size = None if said_.sample == "all" else int(said_.sample)
    os.chdir(ROOT)
    begun = time.monotonic()
    known = said_.keep and (FOLDER / "mutmut-stats.json").exists()
    if not said_.keep:
        shutil.rmtree(FOLDER, ignore_errors=True)
    say("making mutants")
    there = made()
    sample = drawn(asked_for(there, said_.only), said_.seed, size)
    if not sample:
        sys.exit(f"there is no mutant in {said_.only!r}; say a package, a module (engine.asking.leaving) or a function")
    say(f"{len(sample)} of {len(there)} drawn, seed {said_.seed}")
    tried(sample, known=known)
    enough = report(there, sample, listed(SURVIVORS.read_text()))
    minutes = (time.monotonic() - begun) / 60
    print(f"\nseed {said_.seed}, sample {said_.sample}, {minutes:.0f} minutes")
    if not enough:
        sys.exit(f"fewer than {WANTED:.0%} noticed in some package")


if __name__ == "__main__":
    main()
