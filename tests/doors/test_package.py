"""What the wheel carries, built and installed as a user does: the rules beside the code, the licence, the command."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def ran(*words: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, words)), cwd=cwd, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without leaving anything in the checkout, or taking anything old from it."""
    made = tmp_path_factory.mktemp("wheel")
    words = ["egg_info", f"--egg-base={made}", "build", f"--build-base={made / 'build'}"]
    ran(sys.executable, "setup.py", "-q", *words, "bdist_wheel", f"--dist-dir={made}", cwd=ROOT)
    (found,) = made.glob("*.whl")
    return found


def test_the_wheel_carries_the_rules_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())
        for path in (ROOT / "rules").rglob("*.yaml"):
            name = f"obligations/rules/{path.relative_to(ROOT / 'rules').as_posix()}"
            assert held.read(name) == path.read_bytes()
        (licence,) = [name for name in names if name.endswith("/licenses/LICENSE")]
        assert held.read(licence) == (ROOT / "LICENSE").read_bytes()
    assert "obligations/py.typed" in names
    assert {name.split("/")[0] for name in names if not name.startswith("obligations-")} == {"obligations"}


def test_installed_alone_the_command_knows_its_agreements(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own; the libraries are lent to it, so that nothing is fetched."""
    ran(sys.executable, "-m", "venv", "--without-pip", tmp_path / "own", cwd=tmp_path)
    own = Path(sysconfig.get_path("purelib", "venv", {"base": str(tmp_path / "own")}))
    python, command = (Path(sysconfig.get_path("scripts", "venv", {"base": str(tmp_path / "own")})) / name
                       for name in ("python", "obligations"))  # fmt: skip
    ran(
        sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel, cwd=tmp_path
    )
    (own / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = "import obligations.files.library as held; print(held.__file__); print(held.packaged_rules())"
    module, rules = ran(python, "-I", "-c", where, cwd=tmp_path).split()
    assert Path(module).is_relative_to(own)
    assert Path(rules) == own / "obligations" / "rules"
    assert "Ukraine" in ran(command, "show", "usa-ukr-2024", cwd=tmp_path)
    assert "error OB340: " in ran(command, "explain", "OB340", cwd=tmp_path)  # its example comes with the package
    metadata = PathDistribution(next(own.glob("obligations-*.dist-info"))).metadata
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Version"] == ran(command, "--version", cwd=tmp_path).split()[-1]
