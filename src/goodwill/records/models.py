"""Where Django looks for tables."""

from goodwill.records.absence import Absence
from goodwill.records.account_member import AccountMember
from goodwill.records.affiliation import Affiliation
from goodwill.records.analysis_run import AnalysisRun
from goodwill.records.assignment_plan import AssignmentPlan
from goodwill.records.attachment import Attachment
from goodwill.records.attitude import Attitude
from goodwill.records.bulk_action import BulkAction
from goodwill.records.calendar_feed import CalendarFeed
from goodwill.records.candidate_ground import CandidateGround
from goodwill.records.candidate_score import CandidateScore
from goodwill.records.capability import Capability
from goodwill.records.care_need import CareNeed
from goodwill.records.change import Change
from goodwill.records.club import Club
from goodwill.records.club_member import ClubMember
from goodwill.records.contact import Contact
from goodwill.records.contact_news import ContactNews
from goodwill.records.contact_point import ContactPoint
from goodwill.records.decision import Decision
from goodwill.records.descent import Descent
from goodwill.records.entitlement import Entitlement
from goodwill.records.export import Export
from goodwill.records.follow import Follow
from goodwill.records.hand_over import HandOver
from goodwill.records.hand_over_plan import HandOverPlan
from goodwill.records.identifier import Identifier
from goodwill.records.imported_row import ImportedRow
from goodwill.records.invitation import Invitation
from goodwill.records.job import Job
from goodwill.records.job_description import JobDescription
from goodwill.records.job_template import JobTemplate
from goodwill.records.key_account import KeyAccount
from goodwill.records.list_record import ListRecord
from goodwill.records.mail import Mail
from goodwill.records.mail_folder import MailFolder
from goodwill.records.manager_profile import ManagerProfile
from goodwill.records.membership import Membership
from goodwill.records.mention import Mention
from goodwill.records.need import Need
from goodwill.records.order_import import OrderImport
from goodwill.records.own_field import OwnField
from goodwill.records.own_value import OwnValue
from goodwill.records.party import Party
from goodwill.records.party_tag import PartyTag
from goodwill.records.plan import Plan
from goodwill.records.plan_action import PlanAction
from goodwill.records.plan_objective import PlanObjective
from goodwill.records.plan_override import PlanOverride
from goodwill.records.plan_resource import PlanResource
from goodwill.records.plan_review import PlanReview
from goodwill.records.plan_risk import PlanRisk
from goodwill.records.plan_strategy import PlanStrategy
from goodwill.records.plan_text import PlanText
from goodwill.records.planned_pair import PlannedPair
from goodwill.records.practice_round import PracticeRound
from goodwill.records.practice_sheet import PracticeSheet
from goodwill.records.practice_target import PracticeTarget
from goodwill.records.practice_wording import PracticeWording
from goodwill.records.quality_mark import QualityMark
from goodwill.records.referral import Referral
from goodwill.records.relationship import Relationship
from goodwill.records.rights import Rights
from goodwill.records.rung_change import RungChange
from goodwill.records.saved_view import SavedView
from goodwill.records.search_document import SearchDocument
from goodwill.records.seat import Seat
from goodwill.records.seat_link import SeatLink
from goodwill.records.segment import Segment
from goodwill.records.selection_candidate import SelectionCandidate
from goodwill.records.selection_criterion import SelectionCriterion
from goodwill.records.selection_decision import SelectionDecision
from goodwill.records.selection_round import SelectionRound
from goodwill.records.share import Share
from goodwill.records.speaking_rule import SpeakingRule
from goodwill.records.standing import Standing
from goodwill.records.standing_change import StandingChange
from goodwill.records.stay import Stay
from goodwill.records.tag import Tag
from goodwill.records.task import Task
from goodwill.records.team import Team
from goodwill.records.tie import Tie
from goodwill.records.tie_kind import TieKind
from goodwill.records.tie_scale import TieScale
from goodwill.records.topic import Topic
from goodwill.records.touched import Touched
from goodwill.records.training_need import TrainingNeed
from goodwill.records.user import User
from goodwill.records.workspace import Workspace

__all__ = [
    "Absence",
    "AccountMember",
    "Affiliation",
    "AnalysisRun",
    "AssignmentPlan",
    "Attachment",
    "Attitude",
    "BulkAction",
    "CalendarFeed",
    "CandidateGround",
    "CandidateScore",
    "Capability",
    "CareNeed",
    "Change",
    "Club",
    "ClubMember",
    "Contact",
    "ContactNews",
    "ContactPoint",
    "Decision",
    "Descent",
    "Entitlement",
    "Export",
    "Follow",
    "HandOver",
    "HandOverPlan",
    "Identifier",
    "ImportedRow",
    "Invitation",
    "Job",
    "JobDescription",
    "JobTemplate",
    "KeyAccount",
    "ListRecord",
    "Mail",
    "MailFolder",
    "ManagerProfile",
    "Membership",
    "Mention",
    "Need",
    "OrderImport",
    "OwnField",
    "OwnValue",
    "Party",
    "PartyTag",
    "Plan",
    "PlanAction",
    "PlanObjective",
    "PlanOverride",
    "PlanResource",
    "PlanReview",
    "PlanRisk",
    "PlanStrategy",
    "PlanText",
    "PlannedPair",
    "PracticeRound",
    "PracticeSheet",
    "PracticeTarget",
    "PracticeWording",
    "QualityMark",
    "Referral",
    "Relationship",
    "Rights",
    "RungChange",
    "SavedView",
    "SearchDocument",
    "Seat",
    "SeatLink",
    "Segment",
    "SelectionCandidate",
    "SelectionCriterion",
    "SelectionDecision",
    "SelectionRound",
    "Share",
    "SpeakingRule",
    "Standing",
    "StandingChange",
    "Stay",
    "Tag",
    "Task",
    "Team",
    "Tie",
    "TieKind",
    "TieScale",
    "Topic",
    "Touched",
    "TrainingNeed",
    "User",
    "Workspace",
]
