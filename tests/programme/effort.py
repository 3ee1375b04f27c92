"""How hard the property tests try: the same examples in every run, and many more, new ones when asked for."""

import os

from hypothesis import HealthCheck, Phase, settings

LONG = bool(os.environ.get("TVAERSPOR_LONG"))
"""`TVAERSPOR_LONG=1 pytest tests/triage` looks at thirty times as many examples, different in every run."""


def examples(count: int) -> settings:
    """So many examples, the same in every run; thirty times as many, by chance, in a long run."""
    return settings(
        max_examples=count * (30 if LONG else 1),
        derandomize=not LONG,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )


def seeds(count: int) -> range:
    """So many seeds for citizens made by chance; thirty times as many in a long run."""
    return range(count * (30 if LONG else 1))
