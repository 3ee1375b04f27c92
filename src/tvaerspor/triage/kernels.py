"""The compiled loops over millions of referrals. A column holds one fact's slot per referral, -1 for a blank.

Columns are passed by address, so that one compilation serves every number of facts; their owner keeps them alive
for as long as a loop runs.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange, types
from numba.extending import intrinsic
from numba.np.numpy_support import carray

CHUNK = 8192  # rows a thread takes at a time: their cell numbers stay in its first cache


def _pointer(_typing: Any, _address: Any) -> Any:
    to_bytes: Any = types.CPointer
    signature = to_bytes(types.int8)(types.int64)

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.inttoptr(args[0], context.get_value_type(signature.return_type))

    return signature, generate


_at: Any = intrinsic(_pointer)


@njit(cache=True, nogil=True)
def _add_column(codes: Any, stride: Any, blank: Any, cells: Any, strange: Any) -> None:
    """Slices and narrow numbers throughout, without a branch: this is what lets the loops use wide registers."""
    last = np.int8(blank)
    for row in range(codes.size):
        strange[row] |= np.int8((codes[row] < np.int8(-1)) | (codes[row] >= last))
    for row in range(codes.size):
        code = np.int32(codes[row])
        cells[row] += np.int32((code + np.int32(code < 0) * (blank + np.int32(1))) * stride)


@njit(cache=True, nogil=True)
def _cell_numbers(columns: Any, rows: int, strides: Any, blanks: Any, low: int, high: int) -> Any:
    """The cell of each row from `low` to `high`; none at all when a code is neither a slot nor a blank."""
    cells = np.zeros(high - low, np.int32)
    strange = np.zeros(high - low, np.int8)
    for place in range(columns.size):
        codes = carray(_at(columns[place]), rows, np.int8)[low:high]
        _add_column(codes, np.int32(strides[place]), np.int32(blanks[place]), cells, strange)
    return cells[:0] if strange.any() else cells


@njit(cache=True, nogil=True, parallel=True)
def look_up(columns: Any, strides: Any, blanks: Any, table: Any, out: Any) -> Any:
    """One array holds the whole decision: the mask of each row is the cell that its codes add up to.

    Returns how many rows were done, which is fewer than all of them when some code is out of bounds.
    """
    rows = out.size
    done = 0
    for chunk in prange((rows + CHUNK - 1) // CHUNK):
        low = chunk * CHUNK
        cells = _cell_numbers(columns, rows, strides, blanks, low, min(rows, low + CHUNK))
        masks = out[low : low + cells.size]
        for row in range(masks.size):
            masks[row] = table[np.uint32(cells[row])]
        done += cells.size
    return done


@njit(cache=True, nogil=True, parallel=True)
def tally(columns: Any, strides: Any, blanks: Any, groups: Any, rows: int, counts: Any, examples: Any) -> None:
    """Counts rows by the group of their cell: `counts[share, lane, group]`, and in `examples` one row plus one.

    Neighbouring rows are counted in different lanes, so that a common group does not wait for itself.
    """
    shares, lanes = counts.shape[0], counts.shape[1]
    length = (rows + shares - 1) // shares
    for share in prange(shares):
        for low in range(share * length, min(rows, (share + 1) * length), CHUNK):
            high = min(low + CHUNK, min(rows, (share + 1) * length))
            cells = _cell_numbers(columns, rows, strides, blanks, low, high)
            for row in range(cells.size):
                group = np.uint32(groups[np.uint32(cells[row])])
                counts[share, np.uint32(row % lanes), group] += 1
                examples[share, group] = low + row + 1


@njit(cache=True, nogil=True)
def _chained(codes: Any, plan: Any, cells: Any, bits: Any) -> Any:
    """What `cells.chained` does, for one complete row of codes. `plan` is the steps' axes, row by row."""
    starts, axes, strides, offsets, not_noted = plan
    deciding, passing = bits
    found = deciding & ~deciding
    going, stopped = True, False
    for step in range(offsets.size):
        if stopped or not going:
            found |= not_noted[step]
        if going:
            cell = offsets[step]
            for place in range(starts[step], starts[step + 1]):
                cell += codes[axes[place]] * strides[place]
            mask = cells[cell]
            found |= mask & ~passing
            stopped = stopped or (mask & deciding) != 0
            going = (mask & passing) != 0
    return found | passing if going else found


@njit(cache=True, nogil=True)
def _is_possible(codes: Any, plan: Any, cells: Any) -> bool:
    starts, axes, strides, offsets = plan
    for step in range(offsets.size):
        cell = offsets[step]
        for place in range(starts[step], starts[step + 1]):
            cell += codes[axes[place]] * strides[place]
        if cells[cell] != 0:
            return False
    return True


@njit(cache=True, nogil=True)
def _next_filling(codes: Any, tried: Any, count: int, blanks: Any) -> bool:
    """The next values of the facts that are tried one by one; False after the last combination."""
    for place in range(count):
        axis = tried[place]
        codes[axis] += 1
        if codes[axis] < blanks[axis]:
            return True
        codes[axis] = 0
    return False


@njit(cache=True, nogil=True, parallel=True)
def chain(columns: Any, blanks: Any, linked: Any, steps: Any, bits: Any, barred: Any, out: Any) -> None:
    """The steps are arrays of their own: blanks that link them are tried value by value, and the results united."""
    rows = out.size
    plan, cells = steps
    barred_plan, barred_cells = barred
    for chunk in prange((rows + CHUNK - 1) // CHUNK):
        codes = np.empty(blanks.size, np.int64)
        tried = np.empty(max(linked.size, 1), np.int64)
        for row in range(chunk * CHUNK, min(rows, (chunk + 1) * CHUNK)):
            for axis in range(blanks.size):
                code = carray(_at(columns[axis]), rows, np.int8)[row]
                codes[axis] = code if code >= 0 else blanks[axis]
            count = 0
            for axis in linked:
                if codes[axis] == blanks[axis]:
                    tried[count] = axis
                    count += 1
                    codes[axis] = 0
            found = bits[0] & ~bits[0]
            more = True
            while more:
                if _is_possible(codes, barred_plan, barred_cells):
                    found |= _chained(codes, plan, cells, bits)
                more = _next_filling(codes, tried, count, blanks)
            out[row] = found


@njit(cache=True, nogil=True)
def _add_reached(values: Any, cut: Any, slots: Any) -> None:
    for row in range(values.size):
        slots[row] += np.int8(values[row] >= cut)


@njit(cache=True, nogil=True)
def _mark_blanks(values: Any, blank: Any, slots: Any) -> None:
    for row in range(values.size):
        is_blank = np.int8((values[row] == blank) | (values[row] != values[row]))
        slots[row] = np.int8(slots[row] * (np.int8(1) - is_blank) - is_blank)


@njit(cache=True, nogil=True, parallel=True)
def slots_of(numbers: Any, cuts: Any, blank: Any, out: Any) -> None:
    """The slot of each number: how many cuts it has reached; -1 for `blank` and for not-a-number."""
    for chunk in prange((numbers.size + CHUNK - 1) // CHUNK):
        values = numbers[chunk * CHUNK : (chunk + 1) * CHUNK]
        slots = out[chunk * CHUNK : (chunk + 1) * CHUNK]
        slots[:] = 0
        for place in range(cuts.size):
            _add_reached(values, cuts[place], slots)
        _mark_blanks(values, blank, slots)


@njit(cache=True, nogil=True, parallel=True)
def keys_of(columns: Any, strides: Any, blanks: Any, out: Any) -> None:
    """One whole number per row that names its combination of slots."""
    rows = out.size
    for row in prange(rows):
        key = np.int64(0)
        for place in range(columns.size):
            code = np.int64(carray(_at(columns[place]), rows, np.int8)[row])
            key += (code if code >= 0 else blanks[place]) * strides[place]
        out[row] = key
