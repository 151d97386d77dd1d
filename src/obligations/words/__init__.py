"""How what happened is put into words: the one place in which a sentence about it is made, and none is read."""

from obligations.words.conditions import all_of, condition_words, doubt_words, question_words, would
from obligations.words.dates import TERM_ENDS_BEFORE, derivation_words, notice_step_words, step_texts, steps_words
from obligations.words.reasons import amount_words, each_said, resting_words, said

__all__ = [
    "TERM_ENDS_BEFORE",
    "all_of",
    "amount_words",
    "condition_words",
    "derivation_words",
    "doubt_words",
    "each_said",
    "notice_step_words",
    "question_words",
    "resting_words",
    "said",
    "step_texts",
    "steps_words",
    "would",
]
