"""Where Django looks for tables."""

from goodwill.records.absence import Absence
from goodwill.records.affiliation import Affiliation
from goodwill.records.analysis_run import AnalysisRun
from goodwill.records.attachment import Attachment
from goodwill.records.attitude import Attitude
from goodwill.records.bulk_action import BulkAction
from goodwill.records.calendar_feed import CalendarFeed
from goodwill.records.change import Change
from goodwill.records.club import Club
from goodwill.records.club_member import ClubMember
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
from goodwill.records.referral import Referral
from goodwill.records.relationship import Relationship
from goodwill.records.rights import Rights
from goodwill.records.rung_change import RungChange
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
from goodwill.records.tie import Tie
from goodwill.records.tie_kind import TieKind
from goodwill.records.tie_scale import TieScale
from goodwill.records.touched import Touched
from goodwill.records.user import User
from goodwill.records.workspace import Workspace

__all__ = [
    "Absence",
    "Affiliation",
    "AnalysisRun",
    "Attachment",
    "Attitude",
    "BulkAction",
    "CalendarFeed",
    "Change",
    "Club",
    "ClubMember",
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
    "Referral",
    "Relationship",
    "Rights",
    "RungChange",
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
    "Tie",
    "TieKind",
    "TieScale",
    "Touched",
    "User",
    "Workspace",
]
