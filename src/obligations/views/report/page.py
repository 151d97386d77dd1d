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
from obligations.views.report.digest import GLYPHS, Digest, Section, clean, family, joined, named, value_words, when
from obligations.visible import visible


def to_html(data: Section, diff: Section | None = None) -> str:
    """The page of a run's document, with a what-if beside it if one is given."""
    digest = Digest(data)
    chart = Chart(digest)
    style, script = asset("page.css"), asset("page.js")
    page: str = template("page.html.jinja").render(
        digest=digest,
        data=data,
        note=chart.note,
        wide=Markup(chart.inline(WIDE)),  # an XML tree, written by a serialiser
        narrow=Markup(chart.inline(NARROW)),
        style=Markup(style),  # a file of this package
        script=Markup(script),
        policy=policy(style, script),
        states=_distinct(row.word for row in digest.rows),
        parties=_distinct(party for row in digest.rows for party in row.parties),
        diff=compared(diff) if diff is not None else None,
    )
    return page


def _distinct(names: Any) -> list[str]:
    return sorted(set(names))


def policy(style: str, script: str) -> str:
    """The policy under which a page runs its own script and style and nothing else."""
    sources = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text("utf-8")


def _shown(value: Any) -> Any:
    """What is put into a page, made visible; what is a document already stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def template(name: str) -> Any:
    """A template of this package; it escapes whatever is put into it."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"when": when, "joined": joined, "clean": clean, "words": value_words, "family": family}
    environment.globals |= {"family": family, "named": named, "glyphs": GLYPHS}
    environment.finalize = _shown
    return environment.from_string(asset(name))
