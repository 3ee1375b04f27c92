"""What would be possible if one answer were another: every fact turned into each of its slots, all at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tvaerspor.programme.tables import Codes, DecisionTable, Open


def masks_around(table: DecisionTable, codes: Codes, partly: Open) -> Mapping[str, Mapping[int, int]]:
    """For each fact that decides and each slot that it can be turned into, what is then possible.

    A fact that is not known takes the slots that are left to it. 0 where the answers would contradict each other.
    """
    many = table.enumerated(codes, {fact: slots for fact, slots in partly.items() if fact in table.deciding_facts})
    one_by_one = sorted(table.deciding_facts - many.keys())
    varied = [(fact, code) for fact in one_by_one for code in range(table.axes[fact].blank)]
    masks = table.masks(codes, many, varied)
    united = np.bitwise_or.reduce(masks, axis=tuple(range(1, masks.ndim)))
    found: dict[str, dict[int, int]] = {fact: {} for fact in one_by_one}
    for (fact, code), mask in zip(varied, united[1:].tolist(), strict=True):
        found[fact][code] = mask
    for place, (fact, slots) in enumerate(many.items()):
        others = tuple(other for other in range(len(many)) if other != place)
        found[fact] = dict(zip(slots, np.bitwise_or.reduce(masks[0], axis=others).tolist(), strict=True))
    return found
