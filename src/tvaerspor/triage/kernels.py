"""The compiled loops over millions of referrals. A column holds one fact's slot per referral, -1 for a blank.

Columns are passed by address, so that one compilation serves every number of facts; their owner keeps them alive
for as long as a loop runs.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # idle threads sleep: on a busy machine their spinning costs double

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
def _add_column(codes: Any, stride: Any, blank: Any, numbers: Any, strange: Any) -> None:
    """Slices and narrow numbers throughout, without a branch: this is what lets the loops use wide registers.

    Read without its sign, a blank (-1) is the largest code, and 0 when one is added.
    """
    for row in range(codes.size):
        strange[row] |= np.uint8(np.uint8(codes[row] + np.uint8(1)) > blank)
    for row in range(codes.size):
        numbers[row] += np.uint16(np.uint16(min(codes[row], blank)) * stride)


@njit(cache=True, nogil=True)
def _fold(size: Any, numbers: Any, cells: Any) -> None:
    for row in range(numbers.size):
        cells[row] = cells[row] * size + np.uint32(numbers[row])
        numbers[row] = np.uint16(0)


@njit(cache=True, nogil=True)
def _cell_numbers(columns: Any, rows: int, low: int, high: int) -> Any:
    """The cell of each row from `low` to `high`; none at all when a code is neither a slot nor a blank.

    Several columns are numbered together as long as 16 bits hold them (see `batch.plan_of`), and then folded in.
    """
    addresses, strides, blanks, folds = columns
    cells = np.zeros(high - low, np.uint32)
    numbers = np.zeros(high - low, np.uint16)
    strange = np.zeros(high - low, np.uint8)
    for place in range(addresses.size):
        codes = carray(_at(addresses[place]), rows, np.int8)[low:high].view(np.uint8)
        _add_column(codes, np.uint16(strides[place]), np.uint8(blanks[place]), numbers, strange)
        if folds[place]:
            _fold(np.uint32(folds[place]), numbers, cells)
    return cells[:0] if strange.any() else cells


@njit(cache=True, nogil=True, parallel=True)
def look_up(columns: Any, table: Any, out: Any) -> Any:
    """One array holds the whole decision: the mask of each row is the cell that its codes add up to.

    Returns how many rows were done, which is fewer than all of them when some code is out of bounds.
    """
    rows = out.size
    done = 0
    for chunk in prange((rows + CHUNK - 1) // CHUNK):
        low = chunk * CHUNK
        cells = _cell_numbers(columns, rows, low, min(rows, low + CHUNK))
        masks = out[low : low + cells.size]
        for row in range(masks.size):
            masks[row] = table[cells[row]]
        done += cells.size
    return done


@njit(cache=True, nogil=True)
def _count(cells: Any, groups: Any, counts: Any) -> None:
    """Neighbouring rows are counted in different lanes, so that a common group does not wait for itself."""
    by_four = cells.size // 4 * 4 if counts.shape[0] == 4 else 0
    for row in range(0, by_four, 4):
        counts[0, groups[cells[row]]] += np.uint32(1)
        counts[1, groups[cells[row + 1]]] += np.uint32(1)
        counts[2, groups[cells[row + 2]]] += np.uint32(1)
        counts[3, groups[cells[row + 3]]] += np.uint32(1)
    for row in range(by_four, cells.size):
        counts[0, groups[cells[row]]] += np.uint32(1)


@njit(cache=True, nogil=True, parallel=True)
def tally(columns: Any, groups: Any, rows: int, counts: Any) -> None:
    """Counts rows by the group of their cell, in `counts[share, lane, group]`; rows in a strange chunk are left out."""
    shares = counts.shape[0]
    length = (rows + shares - 1) // shares
    for share in prange(shares):
        end = min(rows, (share + 1) * length)
        for low in range(share * length, end, CHUNK):
            _count(_cell_numbers(columns, rows, low, min(low + CHUNK, end)), groups, counts[share])


@njit(cache=True, nogil=True, parallel=True)
def find_rows(columns: Any, groups: Any, rows: int, wanted: Any, found: Any) -> None:
    """The first row of each group that is wanted of a share, in `found[group]`: each is there, and wanted once."""
    shares = wanted.shape[0]
    length = (rows + shares - 1) // shares
    for share in prange(shares):
        low, end, left = share * length, min(rows, (share + 1) * length), wanted[share].sum()
        while left and low < end:
            cells = _cell_numbers(columns, rows, low, min(low + CHUNK, end))
            for row in range(cells.size):
                group = groups[cells[row]]
                if wanted[share, group]:
                    wanted[share, group] = False
                    found[group] = low + row
                    left -= 1
            low += CHUNK


@njit(cache=True, nogil=True)
def _decided(at: Any, steps: Any) -> Any:
    """What `cells.chained` does, for one complete row: `at` is the cell of each step."""
    flat, offsets, begins, means, not_noted, bits = steps
    deciding, passing = bits[0], bits[1]
    found = deciding & ~deciding
    going, stopped = True, False
    for step in range(offsets.size):
        if stopped or not going:
            found |= not_noted[step]
        if going:
            cell = flat[offsets[step] + at[step]]
            mask = means[begins[step] + cell] if begins[step] >= 0 else means.dtype.type(cell)
            found |= mask & ~passing
            stopped = stopped or (mask & deciding) != 0
            going = (mask & passing) != 0
    return found | passing if going else found


@njit(cache=True, nogil=True)
def _is_barred(at: Any, barred: Any) -> bool:
    flat, offsets = barred
    is_barred = False
    for place in range(offsets.size):
        is_barred |= flat[offsets[place] + at[at.size - offsets.size + place]] != 0
    return is_barred


@njit(cache=True, nogil=True)
def _move(at: Any, link: Any, steps: Any) -> None:
    for table in range(at.size):
        at[table] += link[table] * steps


@njit(cache=True, nogil=True)
def _next_filling(at: Any, tried: Any, count: Any, blanks: Any, links: Any) -> bool:
    """The next values of the blanks that link the steps, and their cells; False after the last combination.

    `tried` has their places and, below, their values.
    """
    for place in range(count):
        link = tried[0, place]
        tried[1, place] += 1
        _move(at, links[link], 1)
        if tried[1, place] < blanks[link]:
            return True
        tried[1, place] = 0
        _move(at, links[link], -blanks[link])
    return False


@njit(cache=True, nogil=True)
def _united(at: Any, tried: Any, linked: Any, steps: Any, barred: Any) -> Any:
    """The results of every filling of the blanks among the linked facts, united; `at` has the cells as they are."""
    codes, blanks, links = linked
    count = 0
    for link in range(codes.size):
        if codes[link] < 0:
            tried[0, count], tried[1, count] = link, 0
            count += 1
            _move(at, links[link], -blanks[link])
    found = steps[5][0] & ~steps[5][0]
    more = True
    while more:
        if not _is_barred(at, barred):
            found |= _decided(at, steps)
        more = count > 0 and _next_filling(at, tried, count, blanks, links)
    return found


@njit(cache=True, nogil=True)
def _cells_of_tables(columns: Any, starts: Any, rows: int, low: int, high: int) -> Any:
    """The cell of each row in each table; no rows when a code is neither a slot nor a blank."""
    addresses, strides, blanks, folds = columns
    found = np.empty((high - low, starts.size - 1), np.int64)
    for table in range(starts.size - 1):
        mine = slice(starts[table], starts[table + 1])
        cells = _cell_numbers((addresses[mine], strides[mine], blanks[mine], folds[mine]), rows, low, high)
        if cells.size < high - low:
            return found[:0]
        found[:, table] = cells
    return found


@njit(cache=True, nogil=True, parallel=True)
def chain(columns: Any, starts: Any, linked: Any, tables: Any, out: Any) -> int:
    """The steps are arrays of their own: blanks that link them are tried value by value, and the results united.

    Returns how many rows were done, which is fewer than all of them when some code is out of bounds.
    """
    rows = out.size
    addresses, blanks, links = linked
    steps, barred = tables
    done = 0
    for chunk in prange((rows + CHUNK - 1) // CHUNK):
        low, high = chunk * CHUNK, min(rows, (chunk + 1) * CHUNK)
        cells = _cells_of_tables(columns, starts, rows, low, high)
        codes = np.empty((cells.shape[0], addresses.size), np.int8)
        tried = np.empty((2, addresses.size), np.int64)
        for link in range(addresses.size):
            codes[:, link] = carray(_at(addresses[link]), rows, np.int8)[low : low + cells.shape[0]]
        for row in range(cells.shape[0]):
            out[low + row] = _united(cells[row], tried, (codes[row], blanks, links), steps, barred)
        done += cells.shape[0]
    return done


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
def keys_of(columns: Any, strides: Any, out: Any) -> None:
    """One whole number per row that names its combination of slots."""
    rows = out.size
    addresses, blanks = columns
    for row in prange(rows):
        key = np.int64(0)
        for place in range(addresses.size):
            code = np.int64(carray(_at(addresses[place]), rows, np.int8)[row])
            key += (code if code >= 0 else blanks[place]) * strides[place]
        out[row] = key
