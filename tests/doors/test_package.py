"""What the wheel carries: the rules, the vocabulary and the doctrines beside the code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_built_package_carries_the_rules(tmp_path: Path) -> None:
    words = [
        sys.executable,
        "setup.py",
        "-q",
        "egg_info",
        f"--egg-base={tmp_path}",
        "build",
        f"--build-base={tmp_path}",
    ]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    built = tmp_path / "lib" / "obligations"
    for path in (ROOT / "rules").rglob("*.yaml"):
        assert (built / "rules" / path.relative_to(ROOT / "rules")).read_bytes() == path.read_bytes()
    code = "import sys; sys.path.insert(0, sys.argv[1]); from obligations.files import library; "
    code += "print(library.packaged_rules())"
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code, str(tmp_path / "lib")],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(ran.stdout.strip()) == built / "rules"
