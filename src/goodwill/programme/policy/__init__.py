"""Who may do what with whom: the one place where rights are decided.

Every page, count, search, export, file and job asks here, for a queryset or for a yes; none filters by hand. What a
role may do is in `actions`, unless the workspace has changed it; which parties that reaches in `sight`; to whom they
may be given in `giving`; who reads what is private in `private`; what a role is not told of them in `hiding`.
"""

from goodwill.programme.policy.actions import ACTIONS, DEFAULTS, Action, Reach
from goodwill.programme.policy.giving import books, demand_book, demand_taker, giver, takers
from goodwill.programme.policy.hiding import HIDEABLE, as_told, demand_told, hidden, tells_reasons
from goodwill.programme.policy.private import (
    PRIVATE,
    attachments,
    changes,
    contacts,
    corrects,
    mails,
    readable,
    reads_private,
    told_lines,
)
from goodwill.programme.policy.reaching import demand, may, reach
from goodwill.programme.policy.sight import (
    ANOTHERS,
    about,
    about_one,
    among,
    answers_for,
    askable,
    calendars,
    demand_edit,
    demand_every,
    demand_on,
    demand_sight,
    managers_of,
    may_edit,
    may_on,
    over,
    own_book,
    parties,
    seen_by,
    shares,
    tasks,
)
from goodwill.programme.policy.viewers import viewers
from goodwill.records.once import asked_once

__all__ = [
    "ACTIONS",
    "ANOTHERS",
    "DEFAULTS",
    "HIDEABLE",
    "PRIVATE",
    "Action",
    "Reach",
    "about",
    "about_one",
    "among",
    "answers_for",
    "as_told",
    "askable",
    "asked_once",
    "attachments",
    "books",
    "calendars",
    "changes",
    "contacts",
    "corrects",
    "demand",
    "demand_book",
    "demand_edit",
    "demand_every",
    "demand_on",
    "demand_sight",
    "demand_taker",
    "demand_told",
    "giver",
    "hidden",
    "mails",
    "managers_of",
    "may",
    "may_edit",
    "may_on",
    "over",
    "own_book",
    "parties",
    "reach",
    "readable",
    "reads_private",
    "seen_by",
    "shares",
    "takers",
    "tasks",
    "tells_reasons",
    "told_lines",
    "viewers",
]
