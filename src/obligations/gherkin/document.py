"""``docs/gherkin.md``, written from the list of sentences."""

from __future__ import annotations

from obligations.gherkin.vocabulary import SENTENCES, Kind

_HEADINGS: dict[Kind, tuple[str, str]] = {
    "given": ("Given", "what the run starts from"),
    "when": ("When", "what happens"),
    "if": ("But", "what if it had been otherwise"),
    "then": ("Then", "what came of it"),
}


def page() -> str:
    """The page as Markdown."""
    lines = [
        "# The sentences",
        "",
        "Specifications are Gherkin: `obligations spec PATH` or `pytest PATH` runs `.feature` files, with no Python",
        "beside them. This is the whole vocabulary; `make docs` writes it from the list the steps are bound from, and",
        "every example on it is run by the tests. An unknown sentence is refused with the nearest known ones. Any",
        "keyword may begin any sentence; the headings say where each reads best.",
        "",
        "Clauses are named by their id, with the agreement in front where several have it. Capitals stand for what you",
        "put in: a party is its id (`USA`), a time is `2026-03-01 04:00 UTC`, with an offset, or in the zone given.",
    ]
    for kind, (keyword, about) in _HEADINGS.items():
        lines += ["", f"## {keyword}: {about}", ""]
        for sentence in SENTENCES:
            if sentence.kind == kind:
                lines += [f"**{sentence.shape}**  ", sentence.means, ""]
                lines += ["```gherkin", f"{keyword} {sentence.example}", "```", ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(page(), end="")
