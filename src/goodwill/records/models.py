"""Where Django looks for tables."""

from goodwill.records.absence import Absence
from goodwill.records.account_member import AccountMember
from goodwill.records.affiliation import Affiliation
from goodwill.records.analysis_run import AnalysisRun
from goodwill.records.attachment import Attachment
from goodwill.records.bulk_action import BulkAction
from goodwill.records.calendar_feed import CalendarFeed
from goodwill.records.change import Change
from goodwill.records.contact import Contact
from goodwill.records.contact_news import ContactNews
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
from goodwill.records.mail import Mail
from goodwill.records.mail_folder import MailFolder
from goodwill.records.membership import Membership
from goodwill.records.mention import Mention
from goodwill.records.order_import import OrderImport
from goodwill.records.own_field import OwnField
from goodwill.records.own_value import OwnValue
from goodwill.records.party import Party
from goodwill.records.party_tag import PartyTag
from goodwill.records.relationship import Relationship
from goodwill.records.rights import Rights
from goodwill.records.saved_view import SavedView
from goodwill.records.search_document import SearchDocument
from goodwill.records.segment import Segment
from goodwill.records.share import Share
from goodwill.records.speaking_rule import SpeakingRule
from goodwill.records.standing import Standing
from goodwill.records.standing_change import StandingChange
from goodwill.records.stay import Stay
from goodwill.records.tag import Tag
from goodwill.records.task import Task
from goodwill.records.team import Team
from goodwill.records.topic import Topic
from goodwill.records.touched import Touched
from goodwill.records.user import User
from goodwill.records.workspace import Workspace

__all__ = [
    "Absence",
    "AccountMember",
    "Affiliation",
    "AnalysisRun",
    "Attachment",
    "BulkAction",
    "CalendarFeed",
    "Change",
    "Contact",
    "ContactNews",
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
    "Mail",
    "MailFolder",
    "Membership",
    "Mention",
    "OrderImport",
    "OwnField",
    "OwnValue",
    "Party",
    "PartyTag",
    "Relationship",
    "Rights",
    "SavedView",
    "SearchDocument",
    "Segment",
    "Share",
    "SpeakingRule",
    "Standing",
    "StandingChange",
    "Stay",
    "Tag",
    "Task",
    "Team",
    "Topic",
    "Touched",
    "User",
    "Workspace",
]
