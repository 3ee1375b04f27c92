"""The same table in zen-engine: a first-hit decision table, written positively so that a blank never reads as no."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from _flat_table import FACTS, Row

YES, NO = "true", "false"
SEVERE, NOT_SEVERE, NOT_MILD = '"svaer"', '"let","moderat"', '"moderat","svaer"'
RULES: tuple[tuple[int, dict[str, str]], ...] = (
    (0, {"red_flags": YES}),
    (1, {"other_condition": YES}),
    (2, {"severity": SEVERE, "physiotherapy_done": YES, "analgesics_tried": YES, "xray_taken": YES}),
    (3, {"severity": SEVERE, "physiotherapy_done": YES, "analgesics_tried": NO}),
    (3, {"severity": SEVERE, "physiotherapy_done": YES, "xray_taken": NO}),
    (4, {"severity": NOT_SEVERE, "physiotherapy_done": YES, "bmi": ">= 25"}),
    (5, {"severity": NOT_SEVERE, "physiotherapy_done": YES, "bmi": "< 25"}),
    (6, {"home_care": YES, "municipality_joined": YES}),
    (7, {"low_self_care": YES, "municipality_joined": YES}),
    (8, {"coordination_needed": YES, "municipality_joined": YES}),
    (9, {"on_sick_leave": YES, "severity": NOT_MILD, "municipality_joined": YES}),
    (10, {"severity": '"let"', "bmi": ">= 30", "municipality_joined": YES}),
    (11, {}),
)


def graph() -> dict[str, Any]:
    """The table as zen's JSON: input, table, output."""
    rows = [
        {"_id": str(place), **{fact: tests.get(fact, "") for fact in FACTS}, "rule": str(rule)}
        for place, (rule, tests) in enumerate(RULES)
    ]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in FACTS],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": rows,
    }
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "first", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "second", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }


def engine() -> Any:
    """`evaluate(key, ...)` over a static loader: the fastest of the documented ways (text is parsed at each call)."""
    import zen

    return zen.ZenEngine({"loader": {"type": "static", "content": {"table": json.loads(json.dumps(graph()))}}})


def deciding(rows: Sequence[Row], traced: bool = False) -> Callable[[], list[Any]]:
    """What decides every row once, with or without zen's trace."""
    evaluate = engine().evaluate
    if traced:
        options = {"trace": True}
        return lambda: [evaluate("table", row, options) for row in rows]
    return lambda: [evaluate("table", row) for row in rows]


def first_rules(rows: Sequence[Row]) -> list[int]:
    """The number, from 0, of the first rule that zen finds true."""
    return [int(found["result"]["rule"]) for found in deciding(rows)()]
