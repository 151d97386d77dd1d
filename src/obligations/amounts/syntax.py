"""The grammar of expressions: text in, a small tree out, with the column of everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from obligations.amounts.quantity import MOST_DIGITS, Quantity
from obligations.codes.code import Code

LONGEST: Final = 2_000
DEEPEST: Final = 40
TALLEST: Final = 250
"""Operators of which each takes what the one before gives: ``a + b + c`` is a tree two high, and trees are climbed."""
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<money>[A-Z]{3}\s?\d+(?:\.\d+)?(?![\w.%]))"
    r"|(?P<period>P(?=[\dT])[\dA-Z]+(?![\w.-]))"
    r"|(?P<number>\d+(?:\.\d+)?)(?P<percent>%)?"
    r"|(?P<name>[A-Za-z](?:[\w]|[-.](?=\w))*)"
    r"|'(?P<text>[^'\n]*)'(?P<field>\.[a-z][a-z-]*)?"
    r"|(?P<sign><=|>=|==|!=|[-+*/()<>,]))",
    re.ASCII,
)
_WORDS: Final = frozenset({"and", "or", "not", "of"})
_BINDS: Final = {"or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6}
COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})


class ExpressionError(ValueError):
    """What is wrong with an expression, at which column of it (from 1)."""

    def __init__(self, what: str, column: int, expected: str = "", near: str = "", code: Code = "OB330") -> None:
        super().__init__(f"{what} (column {column})")
        self.what, self.column, self.expected, self.near, self.code = what, column, expected, near, code


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree: ``kind`` is number, text, period, name, call, or an operator; ``column`` counts from 1."""

    kind: str
    value: Quantity | str
    parts: tuple[Node, ...]
    column: int


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


def parse(text: str) -> Node:
    """The tree of an expression.

    >>> parse("price * (1 + 10%)").kind
    '*'

    Raises ``ExpressionError`` for anything outside the grammar, and for what is too long, too deep or too large.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has {len(text):,} characters", 1, f"at most {LONGEST:,}", code="OB333")
    reader = _Reader(_tokens(text), len(text) + 1)
    node = reader.expression(0, 0)
    left = reader.peek()
    if left is not None:
        raise ExpressionError(f"{left.text!r} is too much here", left.column, "an operator, or the end")
    _not_too_tall(node)
    return node


def _not_too_tall(node: Node) -> None:
    """Refuse a tree too high to be climbed; a row at a time, so that this climbs none."""
    row, height = [node], 0
    while row:
        height += 1
        if height > TALLEST:
            what = f"the expression joins more than {TALLEST} things in a row"
            raise ExpressionError(what, node.column, "a fact or a value that holds part of it", code="OB333")
        row = [part for each in row for part in each.parts]


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            column = at + len(text[at:]) - len(text[at:].lstrip()) + 1
            odd = text[column - 1]
            what = "a percentage of nothing" if odd == "%" else f"{odd!r} is not part of an expression"
            expected = "10%, for one" if odd == "%" else "a name, a number, an amount such as CAD 100, or an operator"
            raise ExpressionError(what, column, expected)
        kind = match.lastgroup or ""
        if kind == "percent":
            kind = "number"
        elif kind == "field":
            kind = "text"
        column = match.start(kind) + 1
        if kind == "text":
            found.append(_quoted(match, column))
        elif kind in ("number", "money"):
            word = match[kind] + (match["percent"] or "")
            if sum(character.isdigit() for character in word) > MOST_DIGITS:
                raise ExpressionError(f"a number has at most {MOST_DIGITS} digits", column, code="OB333")
            found.append(_Token(kind, word, column))
        else:
            word = match[kind]
            found.append(_Token("sign" if word in _WORDS else kind, word, column))
        at = match.end()
    return found


def _quoted(match: re.Match[str], column: int) -> _Token:
    if match["field"]:
        return _Token("name", match["text"] + match["field"], column)
    return _Token("text", match["text"], column)


class _Reader:
    """Precedence climbing; every step takes a token, so it ends."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens, self._at, self._end = tokens, 0, end

    def peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> _Token | None:
        token = self.peek()
        self._at += token is not None
        return token

    def expression(self, least: int, depth: int) -> Node:
        if depth > DEEPEST:
            token = self.peek()
            column = token.column if token is not None else self._end
            raise ExpressionError(f"the expression is nested more than {DEEPEST} deep", column, code="OB333")
        left = self._operand(depth)
        while True:
            token = self.peek()
            binds = _BINDS.get(token.text, 0) if token is not None and token.kind == "sign" else 0
            if token is None or binds <= least:
                return left
            self._take()
            right = self.expression(binds, depth + 1)
            if token.text in COMPARISONS and (left.kind in COMPARISONS or right.kind in COMPARISONS):
                raise ExpressionError("comparisons do not chain", token.column, "a <= b and b <= c")
            left = Node(token.text, "", (left, right), token.column)

    def _operand(self, depth: int) -> Node:
        token = self._take()
        if token is None:
            raise ExpressionError("the expression ends too early", self._end, "a name, a number or (")
        if token.kind == "number":
            return self._number(token, depth)
        if token.kind == "money":
            return Node("number", Quantity(Decimal(token.text[3:].strip()), token.text[:3]), (), token.column)
        if token.kind in ("text", "period"):
            return Node(token.kind, token.text, (), token.column)
        if token.kind == "name":
            return self._name(token, depth)
        if token.text == "(":
            inside = self.expression(0, depth + 1)
            self._expect(")", token.column)
            return inside
        if token.text in ("-", "not"):
            part = self.expression(3 if token.text == "not" else 6, depth + 1)
            return Node("negative" if token.text == "-" else "not", "", (part,), token.column)
        raise ExpressionError(f"{token.text!r} needs something before it", token.column, "a name, a number or (")

    def _number(self, token: _Token, depth: int) -> Node:
        if not token.text.endswith("%"):
            return Node("number", Quantity(Decimal(token.text)), (), token.column)
        node = Node("number", Quantity(Decimal(token.text[:-1]).scaleb(-2)), (), token.column)
        following = self.peek()
        if following is None or following.text != "of":
            return node
        self._take()
        if self.peek() is None:
            raise ExpressionError("a percentage of nothing", self._end, f"{token.text} of price, for one")
        return Node("*", "", (node, self.expression(6, depth + 1)), following.column)

    def _name(self, token: _Token, depth: int) -> Node:
        opening = self.peek()
        if opening is None or opening.text != "(":
            return Node("name", token.text, (), token.column)
        self._take()
        parts: list[Node] = []
        closing = self.peek()
        while closing is None or closing.text != ")":
            parts.append(self.expression(0, depth + 1))
            closing = self.peek()
            if closing is not None and closing.text == ",":
                self._take()
                closing = self.peek()
                if closing is not None and closing.text == ")":
                    raise ExpressionError("a value is missing after the comma", closing.column)
            elif closing is None or closing.text != ")":
                break
        self._expect(")", opening.column)
        return Node("call", token.text, tuple(parts), token.column)

    def _expect(self, sign: str, opened: int) -> None:
        token = self._take()
        if token is None or token.text != sign:
            column = token.column if token is not None else self._end
            raise ExpressionError(f"the bracket of column {opened} is not closed", column, f"{sign!r}")
