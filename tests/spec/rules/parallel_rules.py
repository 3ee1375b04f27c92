"""Parallel rules

They stand outside the steps and never change the destination: a track at work, advice on weight, an order.
"""

from tests.spec.spec import Decided

SPECS = (
    Decided(
        "Certain, possible or no",
        "Judged over the same fillings as the decision, also where a red flag has decided already.",
        """
        steps:
          - default: {id: private, to: private}
        parallel:
          - {id: weight_talk, when: {bmi: {at_least: 25}}, adds: weight_talk}
          - {id: quit_course, when: {all: [smokes, {bmi: {at_least: 25}}]}, refer_to: town}
        """,
        (
            ({"bmi": 27, "smokes": True}, {"beside": "weight_talk: certain, quit_course: certain"}),
            ({"bmi": 27}, {"beside": "weight_talk: certain, quit_course: possible"}),
            ({"bmi": 24}, {"beside": "weight_talk: no, quit_course: no"}),
            ({}, {"beside": "weight_talk: possible, quit_course: possible"}),
        ),
    ),
)
