"""Puts the rules that stand beside the package into the wheel; everything else is said in pyproject.toml."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithRules(build_py):
    """Copies rules/ into the package, so that an installed command knows the agreements from any folder."""

    def run(self) -> None:
        """Build the package, then add the rules."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "obligations" / "rules"
            shutil.copytree("rules", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithRules})
