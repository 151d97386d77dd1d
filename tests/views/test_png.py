"""The timeline as PNG: what it looks like, and what is said where it cannot be drawn."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from obligations.cli.main import cli
from obligations.problems import OutputError
from obligations.views.report.chart import WIDE, Chart
from obligations.views.report.digest import Digest
from obligations.views.report.timeline import png
from tests.doors.commands import obligations
from tests.views.documents import ROOT, document

ATTACK = str(ROOT / "scenarios" / "armed-attack-on-ukraine.yaml")
UNINSTALLED = "import sys; sys.modules['resvg_py'] = None"


def test_a_picture_is_twice_as_large_as_its_svg() -> None:
    chart = Chart(Digest(document()))
    raw, picture = chart.png(), chart.picture(titled=True)
    assert raw.startswith(b"\x89PNG")
    size = [int.from_bytes(raw[start : start + 4], "big") for start in (16, 20)]
    assert size == [2 * (WIDE + 48), 2 * (picture.height + 48)]


def test_the_words_are_drawn() -> None:
    svg = Chart(Digest(document())).svg()
    wordless = re.sub(r"<text.*?</text>", "", svg)
    assert wordless.count("<") < svg.count("<")
    assert png.to_png(svg) != png.to_png(wordless)


def test_without_the_extra_all_but_the_picture_is_written(tmp_path: Path) -> None:
    for kind in ("html", "svg", "md", "json", "ics"):
        ran = obligations("report", ATTACK, "-o", str(tmp_path / f"out.{kind}"), first=UNINSTALLED)
        assert (ran.returncode, (tmp_path / f"out.{kind}").exists()) == (0, True), ran.stderr
    ran = obligations("report", ATTACK, "-o", str(tmp_path / "out.png"), first=UNINSTALLED)
    assert (ran.returncode, (tmp_path / "out.png").exists()) == (2, False)
    assert b"error OB586: " in ran.stderr
    assert b"pip install 'obligations[png]'" in ran.stderr


def test_what_is_missing_is_told_before_anything_is_run(tmp_path: Path) -> None:
    missing = tmp_path / "no-such.yaml"
    ran = obligations("report", str(missing), "-o", str(tmp_path / "out.png"), first=UNINSTALLED)
    assert b"error OB586: " in ran.stderr
    assert b"no-such.yaml" not in ran.stderr


def test_the_library_is_loaded_for_a_picture_alone() -> None:
    code = "import sys; from obligations.cli.main import cli; cli.main(sys.argv[1:], standalone_mode=False); "
    code += "print('resvg_py' in sys.modules)"
    words = ["report", ATTACK, "--format", "svg", "-o", "/dev/null"]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_machine_without_a_font_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    draw = png.renderer()
    monkeypatch.setattr(png, "renderer", lambda: lambda **said: draw(**said, skip_system_fonts=True))
    with pytest.raises(OutputError, match="no font for its words") as told:
        Chart(Digest(document())).png()
    assert told.value.code == "OB977"
    ran = CliRunner().invoke(cli, ["report", ATTACK, "-o", str(tmp_path / "out.png")])
    assert isinstance(ran.exception, OutputError)
    assert not (tmp_path / "out.png").exists()
