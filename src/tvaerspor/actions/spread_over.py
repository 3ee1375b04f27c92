"""Where a simulation's replications run: threads of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class NoCluster(Exception):
    """The cluster does not answer, or Dask is not installed."""


@contextmanager
def threads(count: int = -1) -> Iterator[None]:
    """Everything inside runs on so many threads; -1 is one for each core."""
    from joblib import parallel_config

    with parallel_config(backend="threading", n_jobs=count):
        yield


@contextmanager
def cluster(address: str, patience_seconds: float = 10.0) -> Iterator[None]:
    """Everything inside runs on the cluster's workers, with the same results as here; raises NoCluster."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster("Dask er ikke installeret; installér tvaerspor[scale], eller kør uden klynge") from error
    try:
        client = Client(address, timeout=patience_seconds, set_as_default=True)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise NoCluster(f"klyngen {address} svarer ikke; se efter, om den kører, og om adressen er rigtig") from error
    from joblib import parallel_config

    with client, parallel_config(backend="dask", wait_for_workers_timeout=patience_seconds):
        yield
