"""Every table, by what it is about."""

from tvaerspor.records.models.audit import Audit, AuditSeal, Submission
from tvaerspor.records.models.courses import Course, FollowUp, Session
from tvaerspor.records.models.letters import Letter, Message
from tvaerspor.records.models.people import BlockedUnit, Citizen, Membership, Service, Unit, User
from tvaerspor.records.models.planning import PlanRun, PlanScenario
from tvaerspor.records.models.referrals import Event, Referral
from tvaerspor.records.models.versions import ProgrammeVersion

__all__ = [
    "Audit",
    "AuditSeal",
    "BlockedUnit",
    "Citizen",
    "Course",
    "Event",
    "FollowUp",
    "Letter",
    "Membership",
    "Message",
    "PlanRun",
    "PlanScenario",
    "ProgrammeVersion",
    "Referral",
    "Service",
    "Session",
    "Submission",
    "Unit",
    "User",
]
