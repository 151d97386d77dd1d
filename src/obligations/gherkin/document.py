"""``docs/gherkin.md``, written from the list of sentences."""

from __future__ import annotations

from obligations.gherkin.sentences import SentenceKind
from obligations.gherkin.vocabulary import SENTENCES
from obligations.views.pages import filled

_HEADINGS: dict[SentenceKind, tuple[str, str]] = {
    "given": ("Given", "what the run starts from"),
    "when": ("When", "what happens"),
    "if": ("But", "what if it had been otherwise"),
    "then": ("Then", "what came of it"),
}


_BEFORE = """\
# The sentences

Specifications are Gherkin: `obligations spec PATH` runs `.feature` files, with no Python beside them. This is
the whole vocabulary; `make docs` writes it from the list the steps are bound from, and every sentence on it is
shown by the tests to hold, and to fail. `obligations spec --steps TEXT` looks one up. Any keyword may begin any
sentence (`*` too); the headings say where each reads best.

<!-- contents -->
<!-- end -->

## What is refused

- A sentence that is not on this page, with the nearest that are.
- A table below a sentence that takes none, a text in quotes below any, the want of a table where one is needed.
- `<name>` that is no column of Examples; a column that no step uses; Examples with a heading and no rows.
- A scenario that expects nothing: without a sentence of the part Then below. A feature without scenarios.
- A line that is almost a step (`when` in lower case, `Whne`, `Und`, no keyword) or almost a heading.
- A feature in another language than English: the sentences are English.
- What is wrong in a sentence after the last that expects: it is read as well.

Scenarios of one name all run; each is told with its line. `obligations spec` runs nothing else of the folder,
no `conftest.py` and no configuration. `--tag "@slow and not @draft"` and `--name TEXT` select. It exits with 0
if all holds, with 1 if an expectation failed, with 2 if something is refused or nothing is selected.

## With pytest, beside steps of your own

Installing the package changes nothing in a project that uses pytest. One line in its configuration asks for it,
and `obligations new` writes it:

```ini
[pytest]
addopts = -p obligations.gherkin
```

Then `pytest` collects `.feature` files, and these sentences are there beside steps of your own: those of a
`conftest.py`, and those of a test module that binds a feature with `scenarios("x.feature")`, whose scenarios
are then run there and not twice. Your own step wins where both read a line. `obligations_features = false`
leaves all features to your test modules. `--obligations-rules DIR` names a folder of rules.

## How things are named

Clauses are named by their id, with the agreement in front where several have it. Capitals stand for what you
put in: a party is its id (`USA`), a time is `2026-03-01 04:00 UTC`, with an offset, or in the zone given.
"""


def page() -> str:
    """The page as Markdown."""
    lines = [_BEFORE.rstrip()]
    for kind, (keyword, about) in _HEADINGS.items():
        lines += ["", f"## {keyword}: {about}", ""]
        for sentence in SENTENCES:
            if sentence.kind == kind:
                lines += [f"**{sentence.shape}**  ", sentence.means, ""]
                lines += ["```gherkin", f"{keyword} {sentence.example}", "```", ""]
    return filled("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    print(page(), end="")
