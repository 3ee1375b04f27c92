"""Every table, by what it is about."""

from tvaerspor.records.models.audit import Audit, AuditSeal, Submission
from tvaerspor.records.models.courses import Course, Enrolment, FollowUp, Group, Session
from tvaerspor.records.models.duties import AgreementRow, CriterionRow, UnmetNeed
from tvaerspor.records.models.joint import JointVoice
from tvaerspor.records.models.letters import Letter, Message
from tvaerspor.records.models.open_offers import OpenAttendance, OpenDate, OpenOffer
from tvaerspor.records.models.payments import PaidTime, SettledTime, Settlement, SettlementLine, Tariff, Teaching
from tvaerspor.records.models.people import BlockedUnit, Citizen, Membership, Service, Unit, User
from tvaerspor.records.models.planning import PlanRun, PlanScenario
from tvaerspor.records.models.referrals import Event, Referral
from tvaerspor.records.models.rehabilitation import RehabilitationEvent, RehabilitationPlan
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
    "AgreementRow",
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
    "CriterionRow",
    "Enrolment",
    "Event",
    "FollowUp",
    "Group",
    "JointVoice",
    "Letter",
    "Membership",
    "Message",
    "OpenAttendance",
    "OpenDate",
    "OpenOffer",
    "PaidTime",
    "PlanRun",
    "PlanScenario",
    "ProgrammeVersion",
    "Referral",
    "RehabilitationEvent",
    "RehabilitationPlan",
    "RequestAnswer",
    "Service",
    "Session",
    "SettledTime",
    "Settlement",
    "SettlementLine",
    "SharedAppointment",
    "SharedEvent",
    "StepProposal",
    "Submission",
    "Tariff",
    "Teaching",
    "Unit",
    "UnmetNeed",
    "User",
    "WorkPlan",
]
