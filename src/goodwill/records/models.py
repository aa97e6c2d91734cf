"""Where Django looks for tables."""

from goodwill.records.analysis_run import AnalysisRun
from goodwill.records.bulk_action import BulkAction
from goodwill.records.change import Change
from goodwill.records.contact import Contact
from goodwill.records.identifier import Identifier
from goodwill.records.invitation import Invitation
from goodwill.records.job import Job
from goodwill.records.membership import Membership
from goodwill.records.order_import import OrderImport
from goodwill.records.party import Party
from goodwill.records.relationship import Relationship
from goodwill.records.saved_view import SavedView
from goodwill.records.search_document import SearchDocument
from goodwill.records.segment import Segment
from goodwill.records.standing import Standing
from goodwill.records.stay import Stay
from goodwill.records.task import Task
from goodwill.records.touched import Touched
from goodwill.records.user import User
from goodwill.records.workspace import Workspace

__all__ = [
    "AnalysisRun",
    "BulkAction",
    "Change",
    "Contact",
    "Identifier",
    "Invitation",
    "Job",
    "Membership",
    "OrderImport",
    "Party",
    "Relationship",
    "SavedView",
    "SearchDocument",
    "Segment",
    "Standing",
    "Stay",
    "Task",
    "Touched",
    "User",
    "Workspace",
]
