"""Answers

A referral is a set of answers. None of them is ever guessed.
"""

SECTIONS = ("blanks", "partial_answers", "missing")
