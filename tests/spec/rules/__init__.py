"""Rules

What an author writes in `triage.yaml` and `questions.yaml`, and what follows from it.
"""

SECTIONS = (
    "criteria",
    "derivations",
    "steps",
    "red_flags",
    "parallel_rules",
    "availability",
    "impossibilities",
)
