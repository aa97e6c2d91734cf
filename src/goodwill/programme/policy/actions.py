"""What can be done, how far a right to it can reach, and what each role has unless the workspace says otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

Action = Literal[
    "see", "edit", "assign", "share", "export", "segment",
    "portfolio", "programme", "steer",
    "import", "analyse", "fields", "teams", "history", "settings", "accounts", "rights", "shared",
]  # fmt: skip
Reach = Literal["yes", "all", "team", "own", "no"]
ORDER: Mapping[Reach, int] = {"no": 0, "own": 1, "team": 2, "all": 3, "yes": 3}
PARTIES: tuple[Reach, ...] = ("all", "team", "own", "no")
PLAIN: tuple[Reach, ...] = ("yes", "no")


@dataclass(frozen=True)
class Meaning:
    """label, says: as people read it. reaches: what can be chosen. within: another action that it cannot outreach."""

    label: str
    says: str
    reaches: tuple[Reach, ...] = PLAIN
    within: Action | None = None


ACTIONS: Mapping[Action, Meaning] = {
    "see": Meaning("See relationships", "In lists, counts, search, on their pages, with their files.", PARTIES),
    "edit": Meaning("Change relationships", "Write notes, make tasks, change fields, in bulk too.", PARTIES, "see"),
    "assign": Meaning("Give to a manager", "Make somebody else answerable for them.", ("all", "team", "no"), "edit"),
    "share": Meaning("Share with partners", "Let somebody from outside see one.", PARTIES, "see"),
    "export": Meaning("Export", "Take lists and the report away as files.", PARTIES, "see"),
    "segment": Meaning("Keep segments", "Own: drop only the segments that one keeps oneself.", ("all", "own", "no")),
    "portfolio": Meaning(
        "Portfolio", "The figures, charts and names of the whole base: for who sees all.", PLAIN, "see"
    ),
    "programme": Meaning(
        "The programme", "Selection, load, coverage and plans of all key accounts: for who sees all.", PLAIN, "see"
    ),
    "steer": Meaning(
        "Steer the programme", "Choose key accounts, give them managers, write job descriptions, agree plans."
    ),
    "import": Meaning("Import", "Take orders in, and undo it."),
    "analyse": Meaning("Analyse past months", "Have past month ends analysed."),
    "fields": Meaning("Define own fields", "What the company wants to know of a party."),
    "teams": Meaning("Compose teams", "Say who belongs to which team, and who leads it."),
    "history": Meaning("Read the history", "Who changed what and when, beyond the record's own page.", PARTIES, "see"),
    "settings": Meaning("Settings", "Markets, level of analysis, the index of the search, others’ shared views."),
    "accounts": Meaning("Accounts", "Let people in, give them a role, let them go."),
    "rights": Meaning("Rights", "Change what stands on the page of rights."),
    "shared": Meaning("See what is shared", "The relationships that somebody has shared with this person.", PARTIES),
}


def _each(administrator: str, head: str, manager: str, analyst: str, reader: str, partner: str) -> dict[str, Reach]:
    given = (administrator, head, manager, analyst, reader, partner)
    return dict(zip(ROLES, cast("tuple[Reach, ...]", given), strict=True))


ROLES = ("administrator", "head", "manager", "analyst", "reader", "partner")
DEFAULTS: Mapping[Action, Mapping[str, Reach]] = {
    "see": _each("all", "all", "own", "all", "all", "no"),
    "edit": _each("all", "all", "own", "no", "no", "no"),
    "assign": _each("all", "all", "no", "no", "no", "no"),
    "share": _each("all", "all", "own", "no", "no", "no"),
    "export": _each("all", "all", "own", "all", "no", "no"),
    "segment": _each("all", "all", "own", "all", "no", "no"),
    "portfolio": _each("yes", "yes", "no", "yes", "yes", "no"),
    "programme": _each("yes", "yes", "no", "yes", "yes", "no"),
    "steer": _each("yes", "yes", "no", "no", "no", "no"),
    "import": _each("yes", "yes", "no", "yes", "no", "no"),
    "analyse": _each("yes", "yes", "no", "yes", "no", "no"),
    "fields": _each("yes", "yes", "no", "no", "no", "no"),
    "teams": _each("yes", "yes", "no", "no", "no", "no"),
    "history": _each("all", "all", "own", "no", "no", "no"),
    "settings": _each("yes", "no", "no", "no", "no", "no"),
    "accounts": _each("yes", "no", "no", "no", "no", "no"),
    "rights": _each("yes", "no", "no", "no", "no", "no"),
    "shared": _each("no", "no", "no", "no", "no", "own"),
}
FIXED_ROLES = frozenset(("administrator", "partner"))
"""An administrator can always put things right again, and a partner never sees more than what is shared with it."""
FIXED_ACTIONS = frozenset(("accounts", "rights", "shared"))
"""Whoever had accounts or rights could give itself every other right."""


def changeable(role: str, action: str) -> bool:
    return role in ROLES and role not in FIXED_ROLES and action in get_args(Action) and action not in FIXED_ACTIONS
