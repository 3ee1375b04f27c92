"""Letters between people, and messages between systems: both sealed."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Unit, User
from tvaerspor.records.models.referrals import Referral
from tvaerspor.records.sealing import Place, seal, unseal


class Letter(models.Model):
    """A letter about a referral, as its reader sees it: sections as canonical JSON, sealed."""

    id = models.UUIDField(primary_key=True)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=30)
    body_sealed = models.BinaryField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    @property
    def body(self) -> str:
        """The letter, unsealed."""
        return unseal(Place("letter", "body", self.id), self.body_sealed).decode("utf-8")

    def set_body(self, text: str) -> None:
        """Seals the letter."""
        self.body_sealed = seal(Place("letter", "body", self.id), text.encode("utf-8"))


class Message(models.Model):
    """A message that came in or goes out, with its raw bytes sealed beside it. `note` never holds a CPR number.

    `status`: in: `received` (became a referral), `parked` (waits for a person); out: `queued`, `delivered`, `failed`.
    """

    id = models.UUIDField(primary_key=True)
    direction = models.CharField(max_length=3)
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=12)
    envelope = models.CharField(max_length=40, blank=True)
    letter = models.CharField(max_length=40, blank=True)
    sender_gln = models.CharField(max_length=35, blank=True)
    receiver_gln = models.CharField(max_length=35, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    raw_sealed = models.BinaryField()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="messages")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="messages")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["direction", "status", "at"], name="message_by_status"),
            models.Index(fields=["unit", "direction", "at"], name="message_by_unit"),
        ]

    @property
    def raw(self) -> bytes:
        """The bytes as they came or go, unsealed."""
        return unseal(Place("message", "raw", self.id), self.raw_sealed)

    def set_raw(self, raw: bytes) -> None:
        """Seals the bytes."""
        self.raw_sealed = seal(Place("message", "raw", self.id), raw)
