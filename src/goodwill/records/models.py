"""Where Django looks for tables."""

from goodwill.records.absence import Absence
from goodwill.records.affiliation import Affiliation
from goodwill.records.analysis_run import AnalysisRun
from goodwill.records.attachment import Attachment
from goodwill.records.bulk_action import BulkAction
from goodwill.records.calendar_feed import CalendarFeed
from goodwill.records.change import Change
from goodwill.records.contact import Contact
from goodwill.records.contact_point import ContactPoint
from goodwill.records.descent import Descent
from goodwill.records.export import Export
from goodwill.records.follow import Follow
from goodwill.records.hand_over import HandOver
from goodwill.records.identifier import Identifier
from goodwill.records.imported_row import ImportedRow
from goodwill.records.invitation import Invitation
from goodwill.records.job import Job
from goodwill.records.key_account import KeyAccount
from goodwill.records.membership import Membership
from goodwill.records.mention import Mention
from goodwill.records.order_import import OrderImport
from goodwill.records.own_field import OwnField
from goodwill.records.own_value import OwnValue
from goodwill.records.party import Party
from goodwill.records.party_tag import PartyTag
from goodwill.records.plan import Plan
from goodwill.records.plan_action import PlanAction
from goodwill.records.plan_objective import PlanObjective
from goodwill.records.plan_resource import PlanResource
from goodwill.records.plan_review import PlanReview
from goodwill.records.plan_risk import PlanRisk
from goodwill.records.plan_strategy import PlanStrategy
from goodwill.records.plan_text import PlanText
from goodwill.records.relationship import Relationship
from goodwill.records.rights import Rights
from goodwill.records.saved_view import SavedView
from goodwill.records.search_document import SearchDocument
from goodwill.records.segment import Segment
from goodwill.records.share import Share
from goodwill.records.standing import Standing
from goodwill.records.standing_change import StandingChange
from goodwill.records.stay import Stay
from goodwill.records.tag import Tag
from goodwill.records.task import Task
from goodwill.records.team import Team
from goodwill.records.touched import Touched
from goodwill.records.user import User
from goodwill.records.workspace import Workspace

__all__ = [
    "Absence",
    "Affiliation",
    "AnalysisRun",
    "Attachment",
    "BulkAction",
    "CalendarFeed",
    "Change",
    "Contact",
    "ContactPoint",
    "Descent",
    "Export",
    "Follow",
    "HandOver",
    "Identifier",
    "ImportedRow",
    "Invitation",
    "Job",
    "KeyAccount",
    "Membership",
    "Mention",
    "OrderImport",
    "OwnField",
    "OwnValue",
    "Party",
    "PartyTag",
    "Plan",
    "PlanAction",
    "PlanObjective",
    "PlanResource",
    "PlanReview",
    "PlanRisk",
    "PlanStrategy",
    "PlanText",
    "Relationship",
    "Rights",
    "SavedView",
    "SearchDocument",
    "Segment",
    "Share",
    "Standing",
    "StandingChange",
    "Stay",
    "Tag",
    "Task",
    "Team",
    "Touched",
    "User",
    "Workspace",
]
