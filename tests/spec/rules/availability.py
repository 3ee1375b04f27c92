"""Availability

Whether a destination is on offer is asked after the steps, so that it never hides the need in a criterion.
"""

from tests.spec.spec import Decided

SPECS = (
    Decided(
        "No offer leads to the fallback, and the need is noted",
        "*Kommunen har intet tilbud; behovet er noteret.*",
        """
        facts:
          town_has_offer: {type: yes_no}
        steps:
          - default: {id: private, to: private}
            exceptions: [{id: home_care, when: home_care, to: town, strength: must}]
        availability:
          - {id: no_town, destination: town, available_when: town_has_offer, fallback: own_doctor}
        """,
        (
            ({"home_care": True, "town_has_offer": True}, {"possible": "town", "beside": "no_town: no"}),
            ({"home_care": True, "town_has_offer": False}, {"possible": "own_doctor", "beside": "no_town: certain"}),
            ({"home_care": True}, {"possible": "own_doctor or town", "beside": "no_town: possible"}),
            ({"home_care": False}, {"possible": "private", "beside": "no_town: no"}),
        ),
    ),
    Decided(
        "A fallback that is allowed already is not named twice",
        "The destination that is not on offer then only goes.",
        """
        facts:
          town_has_offer: {type: yes_no}
        steps:
          - default: {id: private, to: private}
            exceptions: [{id: home_care, when: home_care, to: town, strength: consider}]
        availability:
          - {id: no_town, destination: town, available_when: town_has_offer, fallback: private}
        """,
        (
            ({"home_care": True, "town_has_offer": True}, {"possible": "private + town", "beside": "no_town: no"}),
            ({"home_care": True, "town_has_offer": False}, {"possible": "private", "beside": "no_town: certain"}),
        ),
    ),
)
