"""Amounts: decimals and money with its currency, and the closed grammar of expressions over them. Pure.

Nothing here is a float, no currency is ever converted, and no expression can fail to end: the grammar has no loops,
no functions of the user's and no way to reach Python.
"""

from obligations.amounts.evaluation import Evaluated, Operands, Unvalued, Value, evaluate, named_operands, read
from obligations.amounts.quantity import AmountError, Quantity, as_quantity, minus, parse_quantity, plus
from obligations.amounts.syntax import ExpressionError, Node, parse
from obligations.amounts.types import Type, type_of

__all__ = [
    "AmountError",
    "Evaluated",
    "ExpressionError",
    "Node",
    "Operands",
    "Quantity",
    "Type",
    "Unvalued",
    "Value",
    "as_quantity",
    "evaluate",
    "minus",
    "named_operands",
    "parse",
    "parse_quantity",
    "plus",
    "read",
    "type_of",
]
