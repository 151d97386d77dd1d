"""How what happened is put into words: the one place in which a sentence about it is made, and none is read."""

from obligations.words.conditions import all_of, condition_words, doubt_words, question_words, would
from obligations.words.reasons import amount_words, each_said, resting_words, said

__all__ = [
    "all_of",
    "amount_words",
    "condition_words",
    "doubt_words",
    "each_said",
    "question_words",
    "resting_words",
    "said",
    "would",
]
