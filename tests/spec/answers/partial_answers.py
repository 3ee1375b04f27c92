"""Partial answers

An answer may leave several values possible: *over 4 uger*, *moderat eller svært*.
"""

from tests.spec.spec import Decided, Judged

SPECS = (
    Judged(
        "A partial answer settles the tests that it can",
        "`at_least` includes the number itself, `below` does not.",
        "bmi: {at_least: 25}",
        (
            ({"bmi": {"at_least": 25}}, "met"),
            ({"bmi": {"at_least": 24}}, "unknown"),
            ({"bmi": {"below": 25}}, "not met"),
            ({"bmi": {"below": 26}}, "unknown"),
            ({"bmi": {"at_least": 20, "below": 25}}, "not met"),
        ),
    ),
    Judged(
        "One of several options",
        "What is not among the options left is ruled out.",
        "severity: severe",
        (
            ({"severity": {"one_of": ["moderate", "severe"]}}, "unknown"),
            ({"severity": {"one_of": ["mild", "moderate"]}}, "not met"),
            ({"severity": {"one_of": ["severe"]}}, "met"),
        ),
    ),
    Decided(
        "Only the values that are left are tried",
        "The rest of the decision is made over those.",
        """
        steps:
          - rules:
              - {id: severe, when: {severity: severe}, to: clinic}
              - {id: mild, when: {severity: mild}, to: own_doctor}
          - default: {id: private, to: private}
        """,
        (
            ({}, {"possible": "clinic or own_doctor or private", "missing": "severity (destination)"}),
            (
                {"severity": {"one_of": ["moderate", "severe"]}},
                {"possible": "clinic or private", "missing": "severity (destination)"},
            ),
            ({"severity": "moderate"}, {"possible": "private", "missing": ""}),
        ),
    ),
)
