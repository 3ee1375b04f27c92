"""Red flags

They come before every step. The highest urgency wins, and all that are raised are shown.
"""

from tests.spec.spec import Decided

FLAGS = """
        red_flags:
          - {id: infection, when: infection, to: acute_ward, urgency: acute}
          - {id: numb, when: numb, to: clinic, urgency: days, orders: [picture]}
        steps:
          - default: {id: private, to: private}
        """

SPECS = (
    Decided(
        "The most urgent flag decides",
        "Urgency is ordered: acute (by telephone), days, soon, routine. Flags of the same urgency decide together.",
        FLAGS,
        (
            (
                {"infection": True, "numb": True},
                {"recommended": "acute_ward", "urgency": "acute", "red flags": "infection, numb"},
            ),
            ({"infection": False, "numb": True}, {"recommended": "clinic", "urgency": "days", "red flags": "numb"}),
            ({"infection": False, "numb": False}, {"recommended": "private", "urgency": "routine", "red flags": ""}),
        ),
    ),
    Decided(
        "A flag that has not been examined is not a no",
        "While blanks leave several outcomes possible, the urgency shown is the least that is certain.",
        FLAGS,
        (
            (
                {"numb": True},
                {"possible": "acute_ward or clinic", "urgency": "days", "missing": "infection (destination)"},
            ),
            (
                {"numb": False},
                {"possible": "acute_ward or private", "urgency": "routine", "missing": "infection (destination)"},
            ),
            ({"infection": True}, {"possible": "acute_ward", "urgency": "acute", "missing": ""}),
        ),
    ),
)
