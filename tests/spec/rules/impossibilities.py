"""Impossibilities

Combinations that no citizen has. Ways of filling the blanks that break one do not exist.
"""

from tests.spec.spec import Decided

NEVER = """
        steps:
          - rules: [{id: severe, when: {severity: severe}, to: clinic}]
          - default: {id: private, to: private}
        impossible:
          - {id: not_begun, when: {all: [{severity: severe}, {weeks: {below: 1}}]}}
        """

SPECS = (
    Decided(
        "A filling that cannot be does not count",
        "*Det kan ikke være svært, før det er begyndt*: without weeks it is not severe, though nobody has said so.",
        NEVER,
        (
            ({"weeks": 0}, {"possible": "private", "settled": "yes"}),
            ({"weeks": 4}, {"possible": "clinic or private", "settled": "no"}),
            ({}, {"possible": "clinic or private", "settled": "no"}),
        ),
    ),
    Decided(
        "Answers that cannot be true together are said to contradict each other",
        "Nothing is then possible, and the impossibility is named.",
        NEVER,
        (({"severity": "severe", "weeks": 0}, {"possible": "", "settled": "no", "ruled out by": "not_begun"}),),
    ),
)
