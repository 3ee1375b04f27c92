"""Sealed fields: read back only where they were sealed, never in clear, found by a keyed fingerprint."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.records.keys import NoKeys, _read, make_keys
from tvaerspor.records.sealing import BrokenSeal, Place, blind_index, seal, unseal

ONE, OTHER = UUID(int=1), UUID(int=2)
HERE = Place("citizen", "cpr", ONE)


@given(st.binary(max_size=500))
def test_what_is_sealed_comes_back_and_is_sealed_anew_each_time(value: bytes) -> None:
    first, second = seal(HERE, value), seal(HERE, value)
    assert unseal(HERE, first) == unseal(HERE, second) == value
    assert first != second


@pytest.mark.parametrize(
    "elsewhere", [Place("citizen", "cpr", OTHER), Place("letter", "cpr", ONE), Place("citizen", "body", ONE)]
)
def test_a_sealed_value_cannot_be_moved(elsewhere: Place) -> None:
    with pytest.raises(BrokenSeal, match="forseglingen er brudt"):
        unseal(elsewhere, seal(HERE, b"0101500010"))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_sealed_value_cannot_be_changed(where: int, change: int) -> None:
    sealed = bytearray(seal(HERE, b"0101500010"))
    sealed[where % len(sealed)] ^= change
    with pytest.raises(BrokenSeal):
        unseal(HERE, bytes(sealed))


@pytest.mark.parametrize("short", [b"", b"\x01", b"\x01" + bytes(12), b"\x09" + bytes(40)])
def test_too_little_or_an_unknown_key_is_a_broken_seal(short: bytes) -> None:
    with pytest.raises(BrokenSeal):
        unseal(HERE, short)


def test_the_fingerprint_is_keyed_and_tells_numbers_apart() -> None:
    import hashlib

    assert blind_index("0101500010") == blind_index("0101500010") != blind_index("0101500011")
    assert blind_index("0101500010") != hashlib.sha256(b"0101500010").hexdigest()


def test_keys_are_made_once_and_only_their_owner_can_read_them(tmp_path) -> None:
    path = tmp_path / "deep" / "keys.json"
    assert make_keys(path) and not make_keys(path)
    assert path.stat().st_mode & 0o777 == 0o600
    held = _read(path)
    assert len({held.index, held.audit, *held.sealing.values()}) == 3


def test_missing_and_damaged_keys_are_told_in_a_sentence(tmp_path) -> None:
    with pytest.raises(NoKeys, match="findes ikke"):
        _read(tmp_path / "none.json")
    for number, text in enumerate(("", "{}", '{"sealing": {"1": "AA=="}, "index": "AA==", "audit": "AA=="}')):
        (tmp_path / f"{number}.json").write_text(text)
        with pytest.raises(NoKeys, match="ødelagt"):
            _read(tmp_path / f"{number}.json")
