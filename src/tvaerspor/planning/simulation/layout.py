"""How a run lies in memory: the records that the compiled loop reads and writes, field by field.

Times are days from the first day of the plan; before it lies the run-in. A citizen has a row for as long as they are
in the network; who they are is their stream of demand and their number in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

LEAVES, NOT_OFFERED = -1, -2
"""Where a way leads when not to a station: out, or to a station that the service model does not have."""
END, GIVES_UP, COMES, READY = range(4)
"""What an entry of the time-ordered heap says: a spell ends, patience ends, a citizen comes, comes after a pause."""
EXPONENTIAL, LOG_NORMAL, CONSTANT, TRIANGULAR = range(4)
"""Distributions, each with three parameters (see `luck.length`)."""
FROM_REFERRAL, FROM_ARRIVAL = range(2)
TO_START, TO_END = range(2)
NO_LIMIT = -1

FINE, MIDDLE, COARSE = 256, 512, 1024
WAIT_BINS = FINE + MIDDLE + COARSE
"""Waits are counted by sixteenths of a day up to 16 days, by days up to 528, by weeks beyond."""

CITIZEN = np.dtype(
    [
        ("referred", "f8"),  # when they entered the network: before the first day for the list of today
        ("arrived", "f8"),  # in the line where they are now
        ("started", "f8"),  # their spell; while they wait, when they give up
        ("paused", "f8"),  # days that they asked for themselves
        ("number", "i8"),
        ("after", "i4"),  # the next in their line, or in their group
        ("before", "i4"),
        ("route", "u4"),  # the luck of where they go after this spell
        ("clocked", "u4"),  # a bit for each deadline that has been judged
        ("kind", "i4"),
        ("class_", "i4"),
        ("visit", "i4"),  # how many spells they have ended
        ("returns", "i4"),
        ("waits", "i4"),
    ],
    align=True,
)
SPELL = np.dtype(
    [
        ("stream", "u1"),
        ("station", "u1"),
        ("kind", "u2"),
        ("visit", "u2"),
        ("number", "u4"),
        ("arrived", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
    ]
)
"""One record for each ended spell."""
STATION = np.dtype(
    [
        ("capacity", "i8"),
        ("busy", "i8"),
        ("waiting", "i8"),
        ("group", "i8"),
        ("lines", "i8"),
        ("ways", "i8"),
        ("deadline", "i8"),  # its first one; they lie side by side
        ("deadlines", "i8"),
        ("pause_share", "f8"),
        ("pause_days", "f8"),
        ("patience", "i8"),  # a distribution, or -1: nobody gives up
        ("a", "f8"),
        ("b", "f8"),
        ("c", "f8"),
    ],
    align=True,
)
LENGTH = np.dtype([("shape", "i8"), ("a", "f8"), ("b", "f8"), ("c", "f8")], align=True)
WAY = np.dtype([("to", "i8"), ("after", "f8"), ("at_most", "i8")], align=True)
LINE = np.dtype([("first", "i4"), ("last", "i4")], align=True)
KIND = np.dtype([("stream", "i8"), ("class_", "i8"), ("entry", "i8"), ("upto", "f8")], align=True)
"""A kind of citizen; `upto` is the cumulated share within its stream."""
STREAM = np.dtype(
    [
        ("first", "i8"),  # kind
        ("last", "i8"),
        ("pick", "i8"),  # where the kinds of its cohort's citizens begin among the picks
        ("picks", "i8"),  # how many there are; 0: the kinds are drawn by their shares
        ("name", "u8"),  # 32 bits of its fingerprint
        ("number", "i8"),  # of the citizen who comes next
        ("list", "i8"),  # how many wait on the first day; for a stream of referrals -1
        ("oldest", "f8"),
        ("events", "f8"),  # how far the stream has come, at rate one
        ("segment", "i8"),
        ("comes", "f8"),
        ("kind", "i8"),
    ],
    align=True,
)
RATE = np.dtype([("from_", "f8"), ("events", "f8"), ("rate", "f8")], align=True)
CHANGE = np.dtype([("at", "f8"), ("station", "i8"), ("capacity", "i8")], align=True)
"""A dated change of capacity; station -1 is the first day of a month."""
DEADLINE = np.dtype([("since", "i8"), ("until", "i8"), ("limits", "i8")], align=True)
LIMIT = np.dtype([("from_", "f8"), ("days", "f8")], align=True)
_CLOCK = [
    ("now", "f8"),
    ("month_ends", "f8"),
    ("month", "i8"),
    ("comes", "f8"),  # the next citizen
    ("stream", "i8"),
    ("change", "i8"),
    ("held", "i8"),  # entries in the heap
    ("hole", "i8"),  # its top has been taken and not yet replaced
    ("used", "i8"),  # rows of citizens ever used
    ("free", "i8"),
    ("ended", "i8"),  # spells recorded
    ("begin", "f8"),  # of the run-in
    ("counted", "f8"),  # what arrives before is not counted; without a run-in the list of today is
    ("horizon", "f8"),
    ("keeps", "i8"),  # whether spells are recorded
    ("replication", "u8"),
    ("key_low", "u8"),
    ("key_high", "u8"),
    ("not_offered", "i8"),  # citizens sent to a station that the service model does not have
]
CELL = np.dtype(
    [
        ("arrivals", "i8"),
        ("starts", "i8"),
        ("ends", "i8"),
        ("gave_up", "i8"),
        ("in_line", "i8"),  # now; in the last month, at the end
        ("queue", "f8"),  # citizen-days in line
    ],
    align=True,
)
"""A month, a station and a class."""
ROOM = np.dtype([("starts", "i8"), ("busy", "f8"), ("over", "f8")], align=True)
"""A month and a station: spells (of groups) started, unit-days at work, and those beyond the capacity."""
WAIT = np.dtype(
    [
        ("visits", "i8"),
        ("days", "f8"),
        ("squares", "f8"),
        ("longest", "f8"),
        ("open", "i8"),
        ("open_days", "f8"),
        ("oldest", "f8"),
    ],
    align=True,
)
"""A station and a class: the waits that have ended, and those that are still open at the horizon."""
VERDICT = np.dtype([("kept", "i8"), ("late", "i8"), ("undecided", "i8")], align=True)

ENTRY = np.dtype([("at", "f8"), ("key", "i8")], align=True)
NUMBER = np.dtype([("is_", "i8")])
SHARE = np.dtype([("upto", "f8")])
TABLES: Mapping[str, np.dtype[Any]] = {
    "citizens": CITIZEN,
    "spare": NUMBER,
    "spells": SPELL,
    "heap": ENTRY,
    "streams": STREAM,
    "rates": RATE,
    "kinds": KIND,
    "picks": NUMBER,
    "stations": STATION,
    "lengths": LENGTH,
    "ways": WAY,
    "shares": SHARE,
    "lines": LINE,
    "rank": NUMBER,
    "changes": CHANGE,
    "deadlines": DEADLINE,
    "limits": LIMIT,
    "cells": CELL,
    "rooms": ROOM,
    "waits": WAIT,
    "started": NUMBER,
    "still": NUMBER,
    "verdicts": VERDICT,
}
"""Every table of a run."""
WIDTHS = ("rates", "ways", "limits")
"""Tables of two dimensions whose width is not the number of classes."""
RUN = np.dtype(
    [
        *_CLOCK,
        *((name, "i8") for name in TABLES),
        *((f"{name}_held", "i8") for name in ("citizens", "spells", "heap", "streams", "stations")),
        *((f"{name}_wide", "i8") for name in WIDTHS),
        ("classes", "i8"),
        ("n_kinds", "i8"),
    ],
    align=True,
)
"""One replication: its clock, and where each of its tables lies."""
