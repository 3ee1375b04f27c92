"""Sealed fields: AES-GCM bound to table, column and row, so that a value can neither be read nor moved to another row.

Form: one byte with the key's number, twelve bytes nonce, then the ciphertext with its tag.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tvaerspor.records.keys import keys

NONCE_BYTES = 12


class BrokenSeal(Exception):
    """The field is damaged, belongs to another row, or was sealed with a key that we do not have."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value stands."""

    table: str
    column: str
    row: UUID

    @property
    def bound(self) -> bytes:
        """What the seal is bound to."""
        return f"{self.table}.{self.column}:{self.row.hex}".encode("ascii")


def seal(place: Place, value: bytes) -> bytes:
    """The value sealed for that place."""
    held, nonce = keys(), os.urandom(NONCE_BYTES)
    sealed = AESGCM(held.sealing[held.newest]).encrypt(nonce, value, place.bound)
    return bytes([held.newest]) + nonce + sealed


def unseal(place: Place, sealed: bytes | memoryview) -> bytes:
    """The value again; raises BrokenSeal."""
    raw = bytes(sealed)
    key = keys().sealing.get(raw[0]) if raw else None
    if key is None:
        raise BrokenSeal(f"{place.table}.{place.column}: feltet er forseglet med en nøgle, der ikke findes her")
    try:
        return AESGCM(key).decrypt(raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :], place.bound)
    except (InvalidTag, ValueError):
        raise BrokenSeal(f"{place.table}.{place.column}: forseglingen er brudt") from None


def blind_index(number: str) -> str:
    """A keyed fingerprint by which a CPR number is found without being read: 64 hexadecimal digits."""
    return hmac.new(keys().index, number.encode("utf-8"), hashlib.sha256).hexdigest()
