"""The same chart is drawn once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import vl_convert


@pytest.fixture(autouse=True, scope="session")
def drawn_once() -> Iterator[None]:
    """Many tests draw a chart that another has drawn; that the same chart is the same picture is a test of its own."""
    draw, known = vl_convert.vegalite_to_svg, {}

    def drawn(chart: str, **how: Any) -> str:
        key = chart, repr(how)
        if key not in known:
            known[key] = draw(chart, **how)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vl_convert, "vegalite_to_svg", drawn)
        yield
