"""What ``obligations explain`` says of an error code."""

from __future__ import annotations

import os
import re
from typing import Final

from obligations.cli.exits import said
from obligations.cli.options import console, print_json
from obligations.problems import InputError, listed

_CODE: Final = re.compile(r"OB\d*", re.IGNORECASE | re.ASCII)


def is_code(text: str) -> bool:
    """Whether what was typed is an error code, or the beginning of one.

    >>> is_code("OB340"), is_code("ob3"), is_code("./OB340"), is_code("obligations.yaml")
    (True, True, False, False)
    """
    return _CODE.fullmatch(text) is not None


def explain_code(text: str, format_: str) -> None:
    """Tell what a code means, or which codes begin so. Raises ``InputError`` where none does."""
    from obligations.codes.registry import beginning, near
    from obligations.views.codes import code_data, print_code, print_codes

    if os.path.lexists(text):  # which is not passed over without a word
        said(f"note: {text} is taken for an error code; the file of that name is ./{text}")
    code = text.upper()
    groups = beginning(code)
    if not groups:
        what, expected = f"there is no error code {code[:40]!r}", f"{listed(near(code))}; OB lists them all"
        raise InputError.one("OB598", what, expected=expected)
    if format_ == "json":
        told = [code_data(each, group) for group in groups for each in group.codes]
        print_json({"schema": "obligations/codes/v1", "codes": told})
    elif len(code) == len("OB340"):
        print_code(console(), groups[0].codes[0])
    else:
        print_codes(console(), groups)
