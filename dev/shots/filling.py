"""Fill a workspace that has the sample with a key account programme: `python -m dev.shots.filling FOLDER`.

Everything is done through the programme's own actions. The customers and their figures are of the shipped order book;
the people, and whatever people write down, are illustrative.
"""

import json
import os
import sys


def main() -> None:
    os.environ["GOODWILL_HOME"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps(fill()))


def fill() -> dict[str, str]:
    """Name of a page -> its address, of the pages that are about something in particular."""
    from dev.shots.content import account, agreement, book
    from goodwill.programme import key_accounts
    from goodwill.records.models import Plan, SelectionCandidate, User

    head = User.objects.get(role="administrator")
    people = book.people(head)
    held = book.chosen(head, people)
    book.care(head, held, people)
    plan = book.managers(head, people)
    first, second, third = held[:3]
    pages = account.written(people["Maya Osei"], head, first)
    agreement.plans(people["Maya Osei"], head, (first, second, third))
    agreement.ties_elsewhere(head, held[1:6])
    agreement.company(head, first, people)
    candidate = SelectionCandidate.objects.filter(relationship=first).latest("id")
    assert key_accounts.key_account_of(first.party)
    party = first.party_id
    year = Plan.objects.get(relationship=first, span="annual")
    return pages | {
        "record": f"/relationships/{party}/",
        "round": f"/selection/{candidate.round_id}/",
        "candidate": f"/selection/candidates/{candidate.pk}/",
        "assignment": f"/managers/assignments/{plan.pk}/",
        "manager": f"/managers/{people['Maya Osei'].pk}/",
        "job": f"/managers/{people['Maya Osei'].pk}/job",
        "plan": f"/plans/{year.pk}/",
        "plan-long": f"/plans/{year.part_of_id}/",
        "party-plan": f"/relationships/{party}/plan",
        "plan-group": f"/relationships/{party}/plan/group",
        "care": f"/relationships/{party}/care",
        "decisions": f"/relationships/{party}/decisions",
        "ties": f"/relationships/{party}/ties",
        "ladder": f"/relationships/{party}/ladder",
        "needs": f"/relationships/{party}/needs",
        "entitlements": f"/relationships/{party}/entitlements",
        "team": f"/relationships/{party}/team",
        "speaking-of": f"/relationships/{party}/team/speaking",
        "exchange": f"/relationships/{party}/exchange",
    }


if __name__ == "__main__":
    main()
