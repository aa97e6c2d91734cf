"""Key accounts, profiles and needs for the tests of managers."""

from goodwill.programme import key_accounts
from goodwill.programme.jobs import worker
from goodwill.programme.managing import assigning, care, profiles
from goodwill.records.models import AssignmentPlan, KeyAccount, Party, User
from tests import people


def profile(by: User, owner: User, **values: object):
    known = {"skills": [], "industries": [], "languages": [], "region": "", "accounts": 3, "hours": 20.0, "few": None}
    return profiles.save_profile(by=by, owner=owner, version=0, values=known | values)


def skill(name: str, level: int, *, required: bool = False, evidence: str = "") -> dict[str, object]:
    return {"name": name, "level": level, "required": required, "evidence": evidence}


def account(by: User, name: str, manager: User | None = None, **needs: object) -> Party:
    """A key account; needs: what it takes, where anything is said."""
    party = people.party(name, manager)
    key_accounts.choose(by=by, relationship=party.relationships.get(), ground=KeyAccount.Ground.VALUE, reason="Large")
    if needs:
        care.save_care(by=by, relationship=party.relationships.get(), version=0, values=needs)
    return party


def worked_out(by: User) -> AssignmentPlan:
    plan = assigning.draft(by=by)
    return ready(plan)


def ready(plan: AssignmentPlan) -> AssignmentPlan:
    """The worker does what it has to do."""
    while worker.work_once():
        pass
    return AssignmentPlan.objects.get(id=plan.pk)
