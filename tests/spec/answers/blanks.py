"""Answers and blanks

An answer is a value, a partial answer, or blank. *Ved ikke* (somebody was asked and did not know) and *ikke spurgt*
(nobody was asked) are both blank to the rules, and are stored apart.
"""

from tests.spec.spec import Decided, Judged

SPECS = (
    Judged(
        "A blank is neither yes nor no",
        "A test on a blank is unknown. It is never met, and its opposite is not met either.",
        "home_care",
        (
            ({"home_care": True}, "met"),
            ({"home_care": False}, "not met"),
            ({}, "unknown"),
            ({"home_care": "ved ikke"}, "unknown"),
        ),
    ),
    Judged(
        "The opposite of unknown is unknown",
        "This is where ordinary rule languages go wrong: to them, what is not known to be so is not so.",
        "not: home_care",
        (({"home_care": True}, "not met"), ({"home_care": False}, "met"), ({}, "unknown")),
    ),
    Decided(
        "With blanks, everything that is still possible is shown",
        """
        The blanks are filled in every way, and what each way leads to is possible. One outcome: the decision is
        settled. Several: nothing is recommended, and all are shown.
        """,
        """
        red_flags:
          - {id: infection, when: infection, to: acute_ward, urgency: acute}
        steps:
          - default: {id: private, to: private}
            exceptions: [{id: home_care, when: home_care, to: town, strength: must}]
        """,
        (
            (
                {"infection": False, "home_care": False},
                {"possible": "private", "settled": "yes", "recommended": "private"},
            ),
            ({"infection": False}, {"possible": "private or town", "settled": "no", "recommended": ""}),
            ({}, {"possible": "acute_ward or private or town", "settled": "no", "recommended": ""}),
            ({"infection": True}, {"possible": "acute_ward", "settled": "yes", "recommended": "acute_ward"}),
        ),
    ),
    Decided(
        "A blank that cannot change anything does not unsettle",
        "Whether the citizen lives alone is not known here; both ways lead to the same.",
        """
        steps:
          - default: {id: private, to: private}
            exceptions:
              - {id: home_care, when: home_care, to: town, strength: must}
              - {id: both, when: {all: [lives_alone, home_care]}, to: town, strength: must}
        """,
        (({"home_care": True}, {"possible": "town", "settled": "yes"}),),
    ),
    Decided(
        "A blank is read as an answer only where the programme says so",
        """
        `read_as` must be written with words that explain it, and the explanation shows it. Consent is such a fact:
        what nobody has consented to is not consented to. *Samtykke, der ikke er givet, er et nej.*
        """,
        """
        facts:
          consents: {type: yes_no, if_blank: {read_as: no, explained: "samtykke er ikke oplyst og læses som et nej"}}
        steps:
          - default: {id: private, to: private}
            exceptions: [{id: shared, when: consents, to: town, strength: consider}]
        """,
        (
            ({}, {"possible": "private", "settled": "yes"}),
            ({"consents": "ved ikke"}, {"possible": "private", "settled": "yes"}),
            ({"consents": True}, {"possible": "private + town", "settled": "yes"}),
        ),
    ),
)
