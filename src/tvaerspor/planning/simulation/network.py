"""A scenario's stations and streams as flat arrays, and the state that one replication starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation import layout

Records = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Network:
    """Everything about a network is data; the loop knows nothing of it.

    `months` are (first day, "2026-01") in days from the plan's first day; with a run-in the first of them is called "".
    `tables` hold the arrays of `layout.Run` that no replication starts empty. `visits` are the expected visits to each
    station by those who come in the whole run, `load` the share of each station's capacity that they ask for, or
    infinite.
    """

    stations: tuple[str, ...]
    classes: tuple[str, ...]
    streams: tuple[str, ...]
    deadlines: tuple[str, ...]
    months: tuple[tuple[float, str], ...]
    run_in_days: float
    days: float
    seed: int
    tables: Mapping[str, Records]
    capacity_days: NDArray[np.float64]
    visits: NDArray[np.float64]
    load: NDArray[np.float64]

    @property
    def highest(self) -> NDArray[np.int64]:
        """The greatest capacity that each station ever has."""
        changes = self.tables["changes"]
        return np.array(
            [changes["capacity"][changes["station"] == at].max(initial=0) for at in range(len(self.stations))]
        )

    @property
    def group(self) -> int:
        """The greatest group."""
        return int(self.tables["stations"]["group"].max())


def fingerprint(name: str) -> int:
    """32 bits of a stream's name: its citizens have the same luck in every scenario that has it."""
    return int.from_bytes(sha256(name.encode()).digest()[:4])


@dataclass(eq=False)
class Run:
    """One replication's state: `clock` is a record of `layout.RUN`, which says where its tables lie."""

    clock: Records
    tables: dict[str, Records]

    @property
    def address(self) -> int:
        """Where the compiled loop finds it; keep this object alive while a loop runs."""
        return int(self.clock.ctypes.data)

    def put(self, name: str, table: Records) -> None:
        """Another array in the place of a table."""
        self.tables[name] = table
        self.clock[name] = table.ctypes.data
        if f"{name}_held" in (layout.RUN.names or ()):
            self.clock[f"{name}_held"] = table.shape[0]
        if f"{name}_wide" in (layout.RUN.names or ()):
            self.clock[f"{name}_wide"] = table.shape[1]

    def make_room(self) -> None:
        """Twice the room for those who are there, and for what will happen."""
        for name in ("heap", "citizens", "spare"):
            table = self.tables[name]
            self.put(name, np.concatenate((table, np.zeros_like(table))))


def open_run(network: Network, replication: int, keeps: bool = False) -> Run:
    """The state of a replication before anything has happened; `keeps` says whether every spell is recorded."""
    shape = (len(network.stations), len(network.classes))
    entries = int(network.highest.sum()) * 2 + 4 * network.group + 1024
    here = int(network.highest.sum()) * network.group + 4096
    sizes: Mapping[str, tuple[int, ...]] = {
        "citizens": (here,),
        "spare": (here,),
        "spells": (_room_for_spells(network) if keeps else 0,),
        "heap": (entries,),
        "cells": (len(network.months), *shape),
        "rooms": (len(network.months), shape[0]),
        "waits": shape,
        "started": (*shape, layout.WAIT_BINS),
        "still": (*shape, layout.WAIT_BINS),
        "verdicts": (max(1, len(network.deadlines)), shape[1]),
    }
    run = Run(_clock(network, replication, keeps), {})
    for name, size in sizes.items():
        run.put(name, np.zeros(size, layout.TABLES[name]))
    run.put("lines", np.full(shape, -1, layout.LINE))
    for name, table in network.tables.items():
        run.put(name, table.copy())
    return run


def _room_for_spells(network: Network) -> int:
    expected = float(network.visits.sum())
    return int(expected + 6 * expected**0.5) + 4096


def _clock(network: Network, replication: int, keeps: bool) -> Records:
    clock = np.zeros(1, layout.RUN)
    clock["begin"], clock["now"] = -network.run_in_days, -network.run_in_days
    clock["counted"] = 0.0 if network.run_in_days > 0 else -np.inf
    clock["month"], clock["horizon"], clock["keeps"] = -1, network.days, keeps
    clock["replication"] = replication
    clock["key_low"], clock["key_high"] = network.seed & 0xFFFFFFFF, network.seed >> 32 & 0xFFFFFFFF
    clock["classes"], clock["n_kinds"] = len(network.classes), network.tables["kinds"].size
    return clock
