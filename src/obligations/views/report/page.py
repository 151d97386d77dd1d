"""The report as one HTML page that needs nothing else: no network, and no scripts to be read.

The template escapes everything. The style sheet and the script stand in the page, and the page's own policy allows
those two by their hashes and nothing more. The script adds filters and explanations; what it shows stands
in the page already.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from obligations.views.report.chart import NARROW, WIDE, Chart
from obligations.views.report.difference import compared
from obligations.views.report.digest import GLYPHS, Data, Digest, clean, family, joined, named, value_words, when


def to_html(data: Data, diff: Data | None = None) -> str:
    """The page of a run's document, with a what-if beside it if one is given."""
    digest = Digest(data)
    chart = Chart(digest)
    style, script = _asset("page.css"), _asset("page.js")
    page: str = _template().render(
        digest=digest,
        data=data,
        note=chart.note,
        wide=Markup(chart.inline(WIDE)),  # an XML tree, written by a serialiser
        narrow=Markup(chart.inline(NARROW)),
        style=Markup(style),  # a file of this package
        script=Markup(script),
        policy=_policy(style, script),
        states=_distinct(row.state.split(" (")[0] for row in digest.rows),
        parties=_distinct(party for row in digest.rows for party in row.parties),
        diff=compared(diff) if diff is not None else None,
    )
    return page


def _distinct(names: Any) -> list[str]:
    return sorted(set(names))


def _policy(style: str, script: str) -> str:
    sources = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"when": when, "joined": joined, "clean": clean, "words": value_words}
    environment.globals |= {"family": family, "named": named, "glyphs": GLYPHS}
    return environment.from_string(_asset("page.html.jinja"))
