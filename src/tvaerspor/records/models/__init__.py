"""Every table, by what it is about."""

from tvaerspor.records.models.audit import Audit, AuditSeal, Submission
from tvaerspor.records.models.courses import Course, Enrolment, FollowUp, Group, Session
from tvaerspor.records.models.letters import Letter, Message
from tvaerspor.records.models.people import BlockedUnit, Citizen, Membership, Service, Unit, User
from tvaerspor.records.models.referrals import Event, Referral
from tvaerspor.records.models.rehabilitation import RehabilitationEvent, RehabilitationPlan
from tvaerspor.records.models.versions import ProgrammeVersion

__all__ = [
    "Audit",
    "AuditSeal",
    "BlockedUnit",
    "Citizen",
    "Course",
    "Enrolment",
    "Event",
    "FollowUp",
    "Group",
    "Letter",
    "Membership",
    "Message",
    "ProgrammeVersion",
    "Referral",
    "RehabilitationEvent",
    "RehabilitationPlan",
    "Service",
    "Session",
    "Submission",
    "Unit",
    "User",
]
