"""Steps and outcomes

A decision is a row of questions. Each step decides or passes on; only the last has a default.
"""

from tests.spec.spec import Decided

SPECS = (
    Decided(
        "The first step that decides, decides",
        "Order between steps is meaning; within a step it is not, and rules that can both hold must lead to the same.",
        """
        steps:
          - rules: [{id: severe, when: {severity: severe}, to: clinic}]
          - rules: [{id: home_care, when: home_care, to: town}]
          - default: {id: private, to: private}
        """,
        (
            ({"severity": "severe", "home_care": True}, {"recommended": "clinic", "because": "severe"}),
            ({"severity": "mild", "home_care": True}, {"recommended": "town", "because": "home_care"}),
            ({"severity": "mild", "home_care": False}, {"recommended": "private", "because": "private"}),
            ({"severity": "severe"}, {"recommended": "clinic", "because": "severe"}),
        ),
    ),
    Decided(
        "A `consider` exception stands beside the default",
        """
        *Som udgangspunkt* ... *bør det overvejes*: both are allowed, and choosing either needs no reason. That is one
        outcome with two destinations, which is not the same as two possible outcomes.
        """,
        """
        steps:
          - default: {id: private, to: private, strength: should}
            exceptions: [{id: home_care, when: home_care, to: town, strength: consider}]
        """,
        (
            ({"home_care": True}, {"recommended": "private + town", "settled": "yes", "because": "home_care, private"}),
            ({"home_care": False}, {"recommended": "private", "settled": "yes", "because": "private"}),
            ({}, {"recommended": "", "settled": "no", "because": "private"}),
        ),
    ),
    Decided(
        "A `should` or `must` exception stands instead of it",
        "The default is then no reason for the outcome.",
        """
        steps:
          - default: {id: private, to: private}
            exceptions:
              - {id: severe, when: {severity: severe}, to: clinic, strength: must}
              - {id: home_care, when: home_care, to: town, strength: consider}
        """,
        (
            ({"severity": "severe", "home_care": False}, {"recommended": "clinic", "because": "severe"}),
            (
                {"severity": "severe", "home_care": True},
                {"recommended": "clinic + town", "because": "severe, home_care"},
            ),
        ),
    ),
    Decided(
        "Orders belong to the outcome",
        "Two outcomes are equal when destinations, offers, orders and urgency are.",
        """
        steps:
          - rules:
              - {id: severe, when: {severity: severe}, to: clinic, orders: [picture], urgency: soon}
          - default: {id: private, to: private}
        """,
        (
            ({"severity": "severe"}, {"recommended": "clinic", "orders": "picture", "urgency": "soon"}),
            ({"severity": "mild"}, {"recommended": "private", "orders": "", "urgency": "routine"}),
        ),
    ),
    Decided(
        "A rule may send a text and pass on",
        "The next step goes on deciding; the text is noted as a parallel rule is.",
        """
        steps:
          - rules: [{id: explain, when: {severity: mild}, send: letter}]
          - default: {id: private, to: private}
        """,
        (
            (
                {"severity": "mild"},
                {"recommended": "private", "because": "explain, private", "beside": "explain: certain"},
            ),
            ({"severity": "severe"}, {"recommended": "private", "because": "private", "beside": "explain: no"}),
            ({}, {"recommended": "private", "because": "private", "beside": "explain: possible"}),
        ),
    ),
)
