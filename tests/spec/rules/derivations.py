"""Derivations

Facts that follow from others: a closed list, each computed inside every way of filling the blanks.
"""

from tests.spec.spec import Decided, Derived

SPECS = (
    Derived(
        "Age is counted in whole years",
        "Who is born on 29 February is a year older on 1 March in the years that have no 29 February.",
        "result: {type: number, unit: år, derive: {age: birth_date}}",
        (
            ({"birth_date": "1960-06-01"}, "66"),
            ({"birth_date": "1960-06-02"}, "65"),
            ({}, "unknown"),
        ),
    ),
    Derived(
        "Time between two dates",
        "Whole days, weeks, months or years, rounded down; `end: today` is the day of the decision.",
        "result: {type: number, unit: måneder, derive: {time_between: {start: began_on, end: today, unit: months}}}",
        (({"began_on": "2026-05-01"}, "1"), ({"began_on": "2026-05-02"}, "0"), ({}, "unknown")),
    ),
    Derived(
        "A count is known when all its parts are",
        "In a decision a count with blanks is still tried value by value: nothing is lost.",
        "result: {type: number, unit: forhold, derive: {count: {of: [home_care, smokes, {bmi: {at_least: 30}}]}}}",
        (
            ({"home_care": True, "smokes": False, "bmi": 31}, "2"),
            ({"home_care": True, "smokes": False}, "unknown"),
        ),
    ),
    Derived(
        "At least n of several",
        "Known as soon as the blanks cannot change it.",
        "result: {type: yes_no, derive: {at_least_n_of: {n: 2, of: [home_care, smokes, lives_alone]}}}",
        (
            ({"home_care": True, "smokes": True}, "yes"),
            ({"home_care": False, "smokes": False}, "no"),
            ({"home_care": True, "smokes": False}, "unknown"),
        ),
    ),
    Derived(
        "A look-up",
        "The first row that is equal, or that begins so where it ends with a star; else `otherwise`.",
        """
        result:
          type: choice
          derive: {look_up: {fact: severity, table: {"m*": low}, otherwise: high}}
        """,
        (({"severity": "moderate"}, "low"), ({"severity": "severe"}, "high"), ({}, "unknown")),
    ),
    Derived(
        "A sum of whole numbers",
        "Each must be whole and have narrow bounds, because every value is tried.",
        "result: {type: number, unit: point, derive: {sum: {of: [first_part, second_part]}}}",
        (({"first_part": 2, "second_part": 3}, "5"), ({"first_part": 2}, "unknown")),
    ),
    Decided(
        "Two rules that lean on one count agree about the blanks",
        """
        Steps that share a fact are tried together, never one by one: the citizen who is frail in the one step is frail
        in the other.
        """,
        """
        facts:
          burdens: {type: number, derive: {count: {of: [home_care, lives_alone, smokes]}}}
        steps:
          - rules: [{id: many, when: {burdens: {at_least: 2}}, to: town}]
          - rules: [{id: few, when: {burdens: {below: 2}}, to: private}]
        """,
        (
            ({"home_care": True, "lives_alone": True}, {"possible": "town", "settled": "yes"}),
            ({"home_care": True}, {"possible": "private or town", "settled": "no"}),
            ({"home_care": False, "lives_alone": False}, {"possible": "private", "settled": "yes"}),
        ),
    ),
)
