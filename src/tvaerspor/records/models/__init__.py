"""Every table, by what it is about."""

from tvaerspor.records.models.audit import Audit, AuditSeal, Submission
from tvaerspor.records.models.courses import Course, FollowUp, Session
from tvaerspor.records.models.letters import Letter, Message
from tvaerspor.records.models.people import BlockedUnit, Citizen, Membership, Service, Unit, User
from tvaerspor.records.models.referrals import Event, Referral
from tvaerspor.records.models.shared_meetings import (
    AgendaLine,
    AppointmentTask,
    AppointmentTime,
    CooperationMeeting,
    SharedAppointment,
)
from tvaerspor.records.models.sharing import (
    Consent,
    ConsentWithdrawal,
    ContactRequest,
    CopingNote,
    RequestAnswer,
    SharedEvent,
    StepProposal,
    WorkPlan,
)
from tvaerspor.records.models.versions import ProgrammeVersion

__all__ = [
    "AgendaLine",
    "AppointmentTask",
    "AppointmentTime",
    "Audit",
    "AuditSeal",
    "BlockedUnit",
    "Citizen",
    "Consent",
    "ConsentWithdrawal",
    "ContactRequest",
    "CooperationMeeting",
    "CopingNote",
    "Course",
    "Event",
    "FollowUp",
    "Letter",
    "Membership",
    "Message",
    "ProgrammeVersion",
    "Referral",
    "RequestAnswer",
    "Service",
    "Session",
    "SharedAppointment",
    "SharedEvent",
    "StepProposal",
    "Submission",
    "Unit",
    "User",
    "WorkPlan",
]
