"""A form that cannot be used as it stands: each field with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldFault:
    """One field, and one Danish sentence that says what to do."""

    field: str
    sentence: str


class FaultyForm(Exception):
    """Nothing was saved; every fault is named at once."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults

    def of(self, field: str) -> str:
        """The sentence for a field; empty where there is none."""
        return next((fault.sentence for fault in self.faults if fault.field == field), "")
