"""What is missing, and what would change it

The form asks for what the decision lacks, and the explanation says which other answer would have led elsewhere.
"""

from tests.spec.spec import Decided

STEPS = """
        red_flags:
          - {id: infection, when: infection, to: acute_ward, urgency: acute}
        steps:
          - default: {id: private, to: private}
            exceptions: [{id: frail, when: {all: [home_care, lives_alone]}, to: town, strength: consider}]
        parallel:
          - {id: stop_smoking, when: smokes, adds: quit_course}
        """

SPECS = (
    Decided(
        "A blank is missing when some answer to it changes something",
        """
        Named with each blank is what it changes: the decision itself, a parallel rule, a text that is sent or a need
        that is not met. A blank that changes nothing by itself is not asked for.
        """,
        STEPS,
        (
            (
                {"infection": False, "home_care": True, "smokes": False},
                {"possible": "private or private + town", "missing": "lives_alone (destination)"},
            ),
            (
                {"infection": False, "home_care": False, "smokes": False},
                {"possible": "private", "missing": ""},
            ),
            (
                {"infection": False, "home_care": False},
                {"possible": "private", "missing": "smokes (stop_smoking)"},
            ),
            (
                {"infection": True, "smokes": True},
                {"possible": "acute_ward", "missing": ""},
            ),
        ),
    ),
    Decided(
        "What is asked for is what a person can answer",
        "A derived fact is missing through the blanks that it is derived from.",
        """
        steps:
          - default: {id: private, to: private}
            exceptions: [{id: old, when: {age: {at_least: 80}}, to: town, strength: must}]
        """,
        (
            ({}, {"possible": "private or town", "missing": "birth_date (destination)"}),
            ({"birth_date": "1946-06-01"}, {"possible": "town", "missing": ""}),
            ({"birth_date": "1946-06-02"}, {"possible": "private", "missing": ""}),
        ),
    ),
    Decided(
        "What would change it is one other answer away",
        "A number is turned into its neighbours on both sides of a threshold, a choice into each of its options.",
        """
        steps:
          - rules: [{id: heavy, when: {bmi: {at_least: 30}}, to: clinic}]
          - default: {id: private, to: private}
            exceptions: [{id: home_care, when: home_care, to: town, strength: must}]
        """,
        (
            (
                {"bmi": 27, "home_care": False},
                {"recommended": "private", "would change": "bmi at least 30 kg/m²: clinic; home_care yes: town"},
            ),
            ({"bmi": 33, "home_care": False}, {"recommended": "clinic", "would change": "bmi under 30 kg/m²: private"}),
        ),
    ),
)
