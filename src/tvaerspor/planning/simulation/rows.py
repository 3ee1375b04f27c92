"""Rows of a run's tables as the compiled loop meets them: by address, so that a function is handed one pointer.

Arrays would be passed with seven fields each and counted at every use; measured, that cost ten times the work itself.
The owner of the tables keeps them alive for as long as a loop runs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.extending import intrinsic

from tvaerspor.planning.simulation import layout


def _row_of(dtype: np.dtype[Any]) -> Any:
    record = from_dtype(dtype)

    def row_of(_typing: Any, _address: Any, _row: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            place = builder.add(args[0], builder.mul(args[1], ir.Constant(ir.IntType(64), dtype.itemsize)))
            return builder.inttoptr(place, context.get_value_type(record))

        return record(types.int64, types.int64), generate

    return intrinsic(row_of)


run_of = _row_of(layout.RUN)
citizen_of = _row_of(layout.CITIZEN)
number_of = _row_of(layout.NUMBER)
spell_of = _row_of(layout.SPELL)
entry_of = _row_of(layout.ENTRY)
stream_of = _row_of(layout.STREAM)
rate_of = _row_of(layout.RATE)
kind_of = _row_of(layout.KIND)
station_of = _row_of(layout.STATION)
length_of = _row_of(layout.LENGTH)
way_of = _row_of(layout.WAY)
share_of = _row_of(layout.SHARE)
line_of = _row_of(layout.LINE)
change_of = _row_of(layout.CHANGE)
deadline_of = _row_of(layout.DEADLINE)
limit_of = _row_of(layout.LIMIT)
cell_of = _row_of(layout.CELL)
room_of = _row_of(layout.ROOM)
wait_of = _row_of(layout.WAIT)
verdict_of = _row_of(layout.VERDICT)
