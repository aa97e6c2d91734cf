from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.evidence.store.days import NAME
from goodwill.pages.climbing.beyond import SHOWN
from goodwill.programme import key_accounts
from goodwill.programme.climbing import recording
from goodwill.programme.lists import relationships
from goodwill.programme.tying import kinds
from goodwill.records.models import Attitude, Club, ClubMember, Identifier, Referral, Rights, Tie, TieKind
from tests import kept_runs, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def ash(settings, tmp_path, client):
    """A client of Maya's, who is signed in."""
    settings.FOLDER = tmp_path
    run, maya = kept_runs.keep(kept_runs.JULY, [], current=True), people.maya()
    made = people.party("Ash", maya)
    people.standing(made, run, rung="client")
    client.force_login(maya)
    return made


def sent(**values):
    today = timezone.localdate().isoformat()
    return {"state": "active", "evidence": "38 of 40 orders", "evidence_on": today} | values


def test_a_tie_is_written_down_changed_and_taken_out(client, ash):
    link = kinds.catalogue().get(name="Orders through a link")
    where = reverse("ties", args=[ash.pk])
    assert b"Nothing binds it yet" in client.get(where).content

    sheet = {"tie_kind": link.pk, "uptake": "95", "leaving_hours": "10", "hourly_wage": "40", "exit_fees": "100"}
    answer = client.post(reverse("tie-add", args=[ash.pk]), sent(**sheet), follow=True)
    page = answer.content.decode()
    assert "Bound at level 3 of 3, structural" in page
    assert "uptake 95%" in page
    assert "leaving would cost it £500, as far as is known" in page

    tie = Tie.objects.get()
    assert tie.uptake_share == 0.95
    form = client.get(reverse("tie", args=[tie.pk])).content.decode()
    assert 'value="95"' in form
    client.post(reverse("tie", args=[tie.pk]), sent(state="ended", until=date.today().isoformat(), version=1))  # noqa: DTZ011
    assert b"Nothing binds it yet" in client.get(where).content
    meanwhile = client.post(reverse("tie", args=[tie.pk]), sent(version=1))
    assert meanwhile.status_code == 409
    client.post(reverse("tie-remove", args=[tie.pk]))
    assert not Tie.objects.exists()


def test_what_cannot_be_keeps_the_form_and_says_why(client, ash):
    link = kinds.catalogue().get(name="Orders through a link")
    wrong = sent(tie_kind=link.pk, evidence="")

    answer = client.post(reverse("tie-add", args=[ash.pk]), wrong)

    assert "Evidence needs words and its day" in answer.content.decode()
    assert not Tie.objects.exists()


def test_the_next_level_leads_to_its_cheapest_kind(client, ash):
    TieKind.objects.create(level="financial", name="Card", yearly_cost=5)

    page = client.get(reverse("ties", args=[ash.pk])).content.decode()

    kind = TieKind.objects.get(name="Card")
    assert "Next: reach level 1, financial." in page
    assert f"?kind={kind.pk}" in page
    assert (
        f'value="{kind.pk}" selected'
        in client.get(f"{reverse('tie-add', args=[ash.pk])}?kind={kind.pk}").content.decode()
    )


def test_an_answer_and_a_recommendation_move_the_rung_and_are_taken_back(client, ash):
    where = reverse("ladder", args=[ash.pk])
    assert "It is a client (attitude unknown)" in client.get(where).content.decode()

    client.post(reverse("ladder-attitude", args=[ash.pk]), {"scale": "satisfaction", "answer": "5", "source": "Ruth"})
    page = client.post(
        reverse("ladder-referral", args=[ash.pk]), {"kind": "reference", "words": "To Birch"}, follow=True
    ).content.decode()

    assert "<h1>It is an advocate</h1>" in page
    assert "supporter → advocate" in page
    assert "It recommended us: reference on" in page
    client.post(reverse("ladder-referral-back", args=[Referral.objects.get().pk]))
    client.post(reverse("ladder-attitude-back", args=[Attitude.objects.get().pk]))
    assert "It is a client (attitude unknown)" in client.get(where).content.decode()


def test_an_answer_beyond_its_scale_is_refused_in_the_form(client, ash):
    answer = client.post(reverse("ladder-attitude", args=[ash.pk]), {"scale": "satisfaction", "answer": "9"})

    assert "runs from 1 to 5" in answer.content.decode()


def test_what_is_hidden_from_a_role_is_not_told(client, ash):
    people.hide("manager", "rung")
    page = client.get(reverse("ladder", args=[ash.pk])).content.decode()
    assert "The rung is hidden from your role" in page
    assert "attitude unknown" not in page

    people.hide("manager", "orders")
    rights = Rights.objects.get()
    rights.hidden["manager"] = ["orders"]
    rights.save()
    page = client.get(reverse("ladder", args=[ash.pk])).content.decode()
    assert "It is a client (attitude unknown)" in page
    assert "purchase occasions" not in page


@pytest.mark.usefixtures("ash")
def test_the_catalogue_is_edited_by_who_steers(client):
    hal = people.hal()
    client.force_login(hal)
    sheet = {"name": "Shared stock", "level": "structural", "copied": "2", "yearly_cost": "800"}
    assert "Shared stock" in client.post(reverse("programme-ties-kind-add"), sheet, follow=True).content.decode()
    kind = TieKind.objects.get(name="Shared stock")
    client.post(reverse("programme-ties-kind", args=[kind.pk]), sheet | {"name": "Common stock", "version": 1})
    client.post(reverse("programme-ties-kind-retire", args=[kind.pk]))
    client.post(reverse("programme-ties-kind-back", args=[kind.pk]))
    client.post(reverse("programme-ties-scale"), {"name": "information", "above": "structural", "version": 1})

    page = client.get(reverse("programme-ties-kinds")).content.decode()

    assert "Common stock" in page
    assert "4. Information" in page


def test_the_programme_sees_its_ties(client, ash):
    hal = people.hal()
    client.force_login(hal)
    assert "No key account yet" in client.get(reverse("programme-ties")).content.decode()
    key_accounts.choose(by=hal, relationship=ash.relationships.get(), ground="value", reason="Large")
    link = kinds.catalogue().get(name="Orders through a link")
    client.post(reverse("tie-add", args=[ash.pk]), sent(tie_kind=link.pk))
    client.post(reverse("tie-add", args=[ash.pk]), {"tie_kind": link.pk, "state": "active"})

    page = client.get(reverse("programme-ties")).content.decode()

    assert "1 of 1 key account is bound at level 3, structural" in page
    assert "No evidence that it is in use is on record." in page


def test_a_customer_organisation_is_kept_with_its_members(client, ash):
    hal = people.hal()
    client.force_login(hal)
    sheet = {"name": "Gift shop circle", "kind": "club", "level": "social", "yearly_cost": "900"}
    client.post(reverse("club-add"), sheet)
    club = Club.objects.get()
    client.post(reverse("club-edit", args=[club.pk]), sheet | {"purpose": "Among peers", "version": 1})
    client.post(reverse("club-join", args=[club.pk]), {"party": f"Ash #{ash.pk}", "role": "chair"})
    member = ClubMember.objects.get()
    seen = timezone.localdate() - timedelta(days=1)
    client.post(reverse("club-member", args=[member.pk]), {"last_seen": seen.isoformat(), "version": 1})

    assert "Gift shop circle" in client.get(reverse("clubs")).content.decode()
    page = client.get(reverse("club", args=[club.pk])).content.decode()
    assert "1 of 1 member came or used it lately" in page
    assert "£900" in page
    assert "Bound at level 2 of 3, social" in client.get(reverse("ties", args=[ash.pk])).content.decode()


def test_the_ladder_of_all_shows_what_the_analysis_kept(client, ash):
    hal = people.hal()
    client.force_login(hal)
    assert "Nobody stands on the ladder yet" in client.get(reverse("programme-ladder")).content.decode()
    rows = [(ash, "true friend", 0.8, 10.0, 100.0, date(2011, 6, 1))]
    more = {"repeat_purchases": [1], "margin_rate": [0.5]}
    kept_runs.keep(kept_runs.JUNE, rows, more=more | {"rung": ["purchaser"]})
    run = kept_runs.keep(kept_runs.JULY, rows, current=True, more=more | {"rung": ["client"]})
    people.standing(ash, run, rung="client")
    recording.climb()
    key_accounts.choose(by=hal, relationship=ash.relationships.get(), ground="value", reason="Large")

    page = client.get(reverse("programme-ladder"), {"more": "x", "cost": "-1"}).content.decode()

    assert "1 climbed and 0 fell since 30 June 2011" in page
    assert "Not known: nobody was seen there" in page
    assert "And whom not: 1" in page
    # What an account brought beside its rung tells of its orders.
    for field in ("orders", "value"):
        Rights.objects.all().delete()
        people.hide("head", field)
        page = client.get(reverse("programme-ladder")).content.decode()
        assert "What a rung is worth" not in page
        assert "And whom not" not in page
    people.hide("head", "rung")
    assert client.get(reverse("programme-ladder")).status_code == 403


def test_beyond_key_accounts_the_ladder_names_the_most_to_gain_first_a_page_at_a_time(client, ash, settings):
    where = reverse("programme-ladder-beyond")
    client.force_login(hal := people.hal())
    assert "Nobody stands on the ladder yet" in client.get(where).content.decode()
    parties = [ash, *(people.party(f"N{n:03}") for n in range(1, 150))]
    keys = [Identifier.objects.create(party=one, value=one.name).pk for one in parties]
    spent = {"spend": [float(n) for n in range(150)], "returned": [0.0] * 150, "day": [date(2011, 7, 9)] * 150}
    (settings.FOLDER / "evidence").mkdir(exist_ok=True)
    pq.write_table(pa.table({"key": keys} | spent), settings.FOLDER / "evidence" / NAME)
    rows = [(one, "true friend", 0.8, 10.0, float(n), date(2011, 7, 9)) for n, one in enumerate(parties)]
    # Of 110 purchasers 20 climb and 20 lapse, of 40 clients three lapse: to be a client is worth more.
    june = ["client" if n >= 110 else "purchaser" for n in range(150)]
    july = ["lapsed" if n < 20 or n >= 147 else "client" if n >= 90 else "purchaser" for n in range(150)]
    more = {"repeat_purchases": [1] * 150, "margin_rate": [0.5] * 150}
    kept_runs.keep(kept_runs.JUNE, rows, more=more | {"rung": june})
    run = kept_runs.keep(kept_runs.JULY, rows, current=True, more=more | {"rung": july})
    for one, rung in zip(parties, july, strict=True):
        people.standing(one, run, rung=rung)
    recording.climb()

    assert f'href="{where}?more=5&amp;cost=0"' in client.get(reverse("programme-ladder")).content.decode()
    page = client.get(where).content.decode()
    assert "70 more relationships are worth a step" in page
    assert 'href="/key-accounts/" aria-current="page"' in page
    assert page.index("N089") < page.index("N088") < page.index("N040")
    assert "N039" not in page
    assert "Lapsed: to win them back" in page
    assert '?filter=rung:lapsed%20key:no">23</a>' in page
    assert relationships(hal, "rung:lapsed key:no").count() == 23
    assert f'href="?more=5&amp;cost=0&amp;from={SHOWN}"' in page
    rest = client.get(where, {"from": SHOWN}).content.decode()
    assert "N039" in rest
    assert "That is the end of the list." in rest
    assert "No other relationship is worth a step" in client.get(where, {"cost": "1000000"}).content.decode()
    assert client.get(where, {"from": "-1"}).status_code == 400
    for field in ("orders", "value", "rung"):
        Rights.objects.all().delete()
        people.hide("head", field)
        assert client.get(where).status_code == 403


def test_the_page_of_the_party_says_the_rung_of_the_ladder_to_who_may_know_it(client, ash):
    client.post(reverse("ladder-attitude", args=[ash.pk]), {"scale": "satisfaction", "answer": "5"})
    where = reverse("record", args=[ash.pk])

    assert ">supporter</a></dd>" in client.get(where).content.decode()
    people.hide("manager", "rung")

    assert "<dt>Rung</dt>" not in client.get(where).content.decode()
