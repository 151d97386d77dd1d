"""The locks: every file by its hash, everything that pyproject.toml asks for, and no address of anything."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
STATED = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {
    "requirements.lock": [*STATED["project"]["dependencies"], *STATED["project"]["optional-dependencies"]["dev"]],
    "build.lock": [*STATED["dependency-groups"]["build"], *STATED["build-system"]["requires"]],
    "tools.lock": STATED["dependency-groups"]["tools"],
}
PYTHONS = ("3.11.0", "3.12.0", "3.13.0", "3.14.0")
SYSTEMS = ("linux", "darwin", "win32")


def entries(name: str) -> list[str]:
    """The entries of a lock, each on one line, without what is said about it."""
    lines = [line for line in (ROOT / name).read_text().splitlines() if not line.lstrip().startswith("#")]
    return [" ".join(entry.split()) for entry in re.split(r"\n(?=\S)", "\n".join(lines).replace("\\\n", " ")) if entry]


def locked(name: str) -> list[Requirement]:
    return [Requirement(entry.split("--hash")[0]) for entry in entries(name)]


def here(requirement: Requirement, python: str, system: str) -> bool:
    if requirement.marker is None:
        return True
    return requirement.marker.evaluate(
        {"python_full_version": python, "python_version": python.rsplit(".", 1)[0], "sys_platform": system}
    )


@pytest.mark.parametrize("name", WANTED)
def test_every_file_is_held_by_its_hash(name: str) -> None:
    found = entries(name)
    assert len(found) >= len(WANTED[name]) / 2
    for entry in found:
        requirement, *hashes = entry.split(" --hash=")
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^@]+)?", requirement.strip()), entry
        assert hashes, entry
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), entry


@pytest.mark.parametrize("name", WANTED)
def test_no_lock_names_an_address_or_a_place(name: str) -> None:
    text = (ROOT / name).read_text()
    assert [line for line in text.splitlines() if re.search(r"://|index|find-links|file:|@|/\w+/", line)] == []


def test_the_tests_have_every_extra() -> None:
    extras = STATED["project"]["optional-dependencies"]
    assert set(extras) == {"dev", "png"}
    assert set(extras["png"]) <= set(extras["dev"])


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", WANTED)
def test_what_is_asked_for_is_locked_in_a_version_that_is_allowed(name: str, python: str, system: str) -> None:
    """After a change of pyproject.toml: make lock."""
    found = [each for each in locked(name) if here(each, python, system)]
    versions = {canonicalize_name(each.name): next(iter(each.specifier)).version for each in found}
    assert len(versions) == len(found)  # one version of each on every machine
    untrue = [
        f"{wanted}, locked: {versions.get(canonicalize_name(wanted.name))}"
        for wanted in map(Requirement, WANTED[name])
        if not wanted.specifier.contains(versions.get(canonicalize_name(wanted.name), "0.dev0"), prereleases=True)
    ]
    assert untrue == [], "make lock"


def test_what_two_locks_hold_they_hold_in_one_version() -> None:
    both = {str(each) for each in locked("build.lock")} & {str(each) for each in locked("requirements.lock")}
    assert {each.split("==")[0] for each in both} == {"setuptools"}


def test_nothing_that_make_run_or_make_test_fetches_is_unlocked() -> None:
    """Every pip of the set-up takes files by their hash, or fetches nothing."""
    said = (ROOT / ".ci" / "install").read_text()
    locked_part = said.partition('if [ "$which" = locked ]')[2].partition("else")[0]
    asked = re.findall(r"^ *pip (.*)$", locked_part, re.MULTILINE)
    assert asked
    assert all(each.startswith("--require-hashes") for each in asked)
    (own,) = re.findall(r"\|\| pip (.*)$", said, re.MULTILINE)
    assert own == "--no-deps --no-build-isolation --editable ."
