"""The pages on which rights, teams and shares are settled, and the partner's."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.pages import rights as page
from goodwill.programme import sharing, working
from goodwill.records.models import Rights, Share, Team
from tests import people

pytestmark = pytest.mark.django_db


def form(**changed):
    """The form of rights as it stands, with some cells otherwise; role__name stands for role:name."""
    now = page._now()
    cells = {name: value for name, value in now.items() if value}
    original = {"original": json.dumps(now), "version": Rights.the().version}
    return cells | original | {name.replace("__", ":"): value for name, value in changed.items()}


def test_the_rights_are_kept_as_chosen(client):
    client.force_login(people.ada())
    told = client.post(reverse("rights"), form(manager__see="team", reader__value="hidden"), follow=True)

    assert "The rights are kept" in told.content.decode()
    assert Rights.the().changes == {"manager": {"see": "team"}}
    assert Rights.the().hidden == {"reader": ["value"]}
    assert "default: Own" in told.content.decode()


def test_a_box_that_is_cleared_is_told_again(client):
    people.hide("reader", "value", "email")
    client.force_login(people.ada())
    sent = form()
    del sent["reader:value"]

    client.post(reverse("rights"), sent)

    assert Rights.the().hidden == {"reader": ["email"]}


def test_a_right_that_outreaches_another_is_said_and_the_choice_stays_on_the_page(client):
    client.force_login(people.ada())
    answer = client.post(reverse("rights"), form(manager__edit="all"))

    assert answer.status_code == 400
    told = answer.content.decode()
    assert "“Change relationships” cannot reach further than “See relationships”" in told
    assert not Rights.objects.filter(changes__has_key="manager").exists()


def test_the_slower_of_two_administrators_sees_both_and_saves_what_it_chooses(client):
    client.force_login(people.ada())
    mine = form(manager__see="team")
    client.post(reverse("rights"), form(manager__see="all"))

    answer = client.post(reverse("rights"), mine)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed the rights meanwhile" in told
    assert "Relationship manager: See relationships" in told
    assert Rights.the().changes == {"manager": {"see": "all"}}

    client.post(reverse("rights"), mine | {"version": Rights.the().version})
    assert Rights.the().changes == {"manager": {"see": "team"}}


def test_a_team_is_made_changed_and_dissolved(client):
    maya, jonas = people.maya(), people.jonas()
    client.force_login(people.hal())
    client.post(reverse("team-add"), {"name": "North", "lead": maya.pk, "members": [jonas.pk]})
    team = Team.objects.get()
    assert "Maya" in client.get(reverse("teams")).content.decode()

    one = reverse("team", args=[team.pk])
    client.post(one, {"name": "South", "lead": "", "members": [jonas.pk, maya.pk], "version": 1})
    team.refresh_from_db()
    assert (team.name, team.lead, team.members.count()) == ("South", None, 2)
    assert client.post(one, {"name": "East", "lead": "", "members": [], "version": 1}).status_code == 409

    client.post(reverse("team-drop", args=[team.pk]))
    assert not Team.objects.exists()


def test_a_relationship_is_shared_and_taken_back_and_the_partner_sees_it_meanwhile(client, django_user_model):
    maya, pia = people.maya(), people.partner()
    party = people.party("Hers", maya)
    people.party("Not shared", maya)
    working.note(by=maya, party=party, text="Spoke with Ruth")
    client.force_login(maya)
    client.post(reverse("share", args=[party.pk]), {"partner": pia.pk, "aspects": ["people"]})
    share = Share.objects.get()
    assert (share.people, share.notes) == (True, False)
    assert "Pia" in client.get(reverse("record", args=[party.pk])).content.decode()

    client.force_login(pia)
    told = client.get("/", follow=True).content.decode()
    assert "Hers" in told
    assert "Not shared" not in told
    told = client.get(reverse("shared-record", args=[party.pk])).content.decode()
    assert "Spoke with Ruth" not in told
    assert django_user_model.objects.get(id=maya.pk).name not in told

    client.force_login(maya)
    client.post(reverse("unshare", args=[party.pk, share.pk]))
    client.force_login(pia)
    assert client.get(reverse("shared-record", args=[party.pk])).status_code == 404


def test_days_the_wrong_way_round_are_said_beside_the_form(client):
    maya, pia = people.maya(), people.partner()
    party = people.party("Hers", maya)
    client.force_login(maya)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    answer = client.post(reverse("share", args=[party.pk]), {"partner": pia.pk, "ends": yesterday})

    assert answer.status_code == 400
    assert "The last day comes before the first" in answer.content.decode()


def test_the_pages_cost_as_many_queries_for_many_as_for_few(client, django_assert_max_num_queries):
    ada, maya, pia = people.ada(), people.maya(), people.partner()
    party = people.party("First", maya)
    counts = {}
    for round_ in range(2):
        for number in range(1 if round_ == 0 else 12):
            name = f"{round_} {number}"
            Team.objects.create(name=name, lead=maya).members.add(ada)
            shown = people.party(name, maya)
            sharing.share(by=maya, party=shown, partner=pia)
            sharing.share(by=maya, party=party, partner=people.partner(f"P{round_}x{number}"))
        for person, address in (
            (ada, reverse("rights")),
            (ada, reverse("teams")),
            (maya, reverse("share", args=[party.pk])),
            (maya, reverse("record", args=[party.pk])),
            (pia, reverse("shared")),
        ):
            client.force_login(person)
            client.get(address)
            with django_assert_max_num_queries(100) as asked:
                client.get(address)
            counts.setdefault(address, []).append(len(asked))
    assert all(few == many for few, many in counts.values()), counts
