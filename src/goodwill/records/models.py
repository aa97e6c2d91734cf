"""Where Django looks for tables."""

from goodwill.records.affiliation import Affiliation
from goodwill.records.analysis_run import AnalysisRun
from goodwill.records.bulk_action import BulkAction
from goodwill.records.change import Change
from goodwill.records.contact import Contact
from goodwill.records.contact_point import ContactPoint
from goodwill.records.descent import Descent
from goodwill.records.export import Export
from goodwill.records.identifier import Identifier
from goodwill.records.invitation import Invitation
from goodwill.records.job import Job
from goodwill.records.order_import import OrderImport
from goodwill.records.own_field import OwnField
from goodwill.records.own_value import OwnValue
from goodwill.records.party import Party
from goodwill.records.party_tag import PartyTag
from goodwill.records.relationship import Relationship
from goodwill.records.saved_view import SavedView
from goodwill.records.standing import Standing
from goodwill.records.tag import Tag
from goodwill.records.task import Task
from goodwill.records.user import User
from goodwill.records.workspace import Workspace

__all__ = [
    "Affiliation",
    "AnalysisRun",
    "BulkAction",
    "Change",
    "Contact",
    "ContactPoint",
    "Descent",
    "Export",
    "Identifier",
    "Invitation",
    "Job",
    "OrderImport",
    "OwnField",
    "OwnValue",
    "Party",
    "PartyTag",
    "Relationship",
    "SavedView",
    "Standing",
    "Tag",
    "Task",
    "User",
    "Workspace",
]
