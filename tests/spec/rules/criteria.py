"""Criteria

Six kinds, and concepts, which are criteria with a name: `is`, `at_least`, `below`, `all`, `any`, `not`. There are no
expressions in strings, and nothing is evaluated as code.
"""

from tests.spec.spec import Decided, Judged, ReadAloud

SPECS = (
    Judged(
        "A bare name means *is yes*",
        "`{home_care: no}` is the same as `{not: home_care}`.",
        "home_care: no",
        (({"home_care": False}, "met"), ({"home_care": True}, "not met"), ({}, "unknown")),
    ),
    Judged(
        "An option",
        "A choice has one of the options that the fact lists.",
        "severity: mild",
        (({"severity": "mild"}, "met"), ({"severity": "svært"}, "not met"), ({}, "unknown")),
    ),
    Judged(
        "at_least includes its threshold",
        "And `below` leaves it out, so that every number is on one side.",
        "bmi: {at_least: 25}",
        (({"bmi": 25}, "met"), ({"bmi": "24,9"}, "not met"), ({}, "unknown")),
    ),
    Judged(
        "all is settled by one part that is not met",
        "Otherwise one blank is enough to leave it open.",
        "all: [home_care, lives_alone]",
        (
            ({"home_care": True, "lives_alone": True}, "met"),
            ({"home_care": False}, "not met"),
            ({"home_care": True}, "unknown"),
            ({}, "unknown"),
        ),
    ),
    Judged(
        "any is settled by one part that is met",
        "Otherwise one blank is enough to leave it open.",
        "any: [home_care, lives_alone]",
        (
            ({"home_care": False, "lives_alone": False}, "not met"),
            ({"home_care": True}, "met"),
            ({"home_care": False}, "unknown"),
            ({}, "unknown"),
        ),
    ),
    ReadAloud(
        "A criterion reads aloud, and so does its opposite",
        "The negative is the author's own (`says_not`), never *ikke:* before the positive.",
        "all: [home_care, {not: {severity: mild}}, {bmi: {at_least: 25}}]",
        (
            (
                {},
                {
                    "said": "borgeren får hjemmepleje, og det er ikke mildt, og BMI er mindst 25 kg/m²",
                    "denied": "mindst ét af dette gælder: borgeren får ikke hjemmepleje; det er mildt; "
                    "BMI er under 25 kg/m²",
                },
            ),
        ),
    ),
    Decided(
        "A concept is written once and used by its name",
        "It carries words and a source of its own.",
        """
        concepts:
          frail: {when: {any: [home_care, {age: {at_least: 80}}]}}
        steps:
          - rules: [{id: frail_and_alone, when: {all: [frail, lives_alone]}, to: town}]
          - default: {id: private, to: private}
        """,
        (
            ({"home_care": True, "lives_alone": True}, {"recommended": "town", "because": "frail_and_alone"}),
            ({"lives_alone": False}, {"recommended": "private", "because": "private"}),
        ),
    ),
)
