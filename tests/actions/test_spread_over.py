"""Replications give the same numbers wherever they run."""

import numpy as np
import pytest

from tests.planning.networks import EVERYTHING, run
from tests.planning.test_theory import ONE
from tvaerspor.actions.spread_over import NoCluster, cluster, threads


def test_threads_give_the_same_numbers() -> None:
    alone = run(EVERYTHING, replications=30)
    with threads(2):
        spread = run(EVERYTHING, replications=30)
    assert list(alone.measures) == list(spread.measures)
    for key, ratio in alone.measures.items():
        assert np.array_equal(ratio.sums, spread.measures[key].sums), key


@pytest.mark.slow
def test_two_workers_of_a_cluster_give_the_same_numbers() -> None:
    from distributed import LocalCluster

    alone = run(ONE, replications=30)
    kind = {"n_workers": 2, "threads_per_worker": 1, "processes": False, "dashboard_address": None}
    with LocalCluster(**kind) as workers, cluster(workers.scheduler_address):
        spread = run(ONE, replications=30)
    for key, ratio in alone.measures.items():
        assert np.array_equal(ratio.sums, spread.measures[key].sums), key


def test_a_cluster_that_does_not_answer_is_named() -> None:
    with pytest.raises(NoCluster, match="svarer ikke"), cluster("tcp://127.0.0.1:1", patience_seconds=0.5):
        pass
