import re
from datetime import date

import pytest
from django.urls import reverse

from goodwill.programme.evidence import store
from goodwill.programme.selecting import criteria, rounds
from goodwill.records.models import (
    KeyAccount,
    ListRecord,
    PartyTag,
    Relationship,
    SelectionDecision,
    SelectionRound,
    Tag,
)
from tests import people, selecting

pytestmark = pytest.mark.django_db
LISTS = [{"origin": f"2010-{m:02}-28", "until": "2011-03-01", "k": 10, "hits": 6, "called": 7.6} for m in range(1, 9)]


@pytest.fixture
def hal(client):
    made = people.hal()
    client.force_login(made)
    return made


@pytest.fixture
def held(hal):
    run = selecting.analysed()
    for number, name in enumerate(("Ash", "Birch", "Cedar")):
        selecting.customer(name, run, 65_000 - number, 0.9 - number / 10)
    made = selecting.opened(hal, places=2)
    for name, attractive in (("Ash", 8), ("Birch", 3)):
        selecting.score(hal, selecting.candidate(made, name), attractive)
    return made


@pytest.mark.usefixtures("hal")
def test_a_round_is_opened_on_its_page_and_named_on_the_list(client):
    selecting.analysed()
    sent = {"name": "Key accounts 2012", "day": "", "places": 10, "kept_for_strategy": 1}
    answer = client.post(reverse("selection-open"), sent, follow=True)

    assert answer.redirect_chain[0][0] == reverse("selection-round", args=[SelectionRound.objects.get().pk])
    assert "Key accounts 2012" in client.get(reverse("selection")).content.decode()
    again = client.post(reverse("selection-open"), sent)
    assert "is open. Close it before you open another" in again.content.decode()


def test_a_round_with_its_picture_keeps_the_search_and_the_keys(client, held):
    page = client.get(reverse("selection-round", args=[held.pk])).content.decode()

    assert '<form class="search"' in page
    assert "goodwill/palette.js" in page


def test_the_picture_and_the_table_say_the_same(client, held):
    page = client.get(reverse("selection-round", args=[held.pk])).content.decode()

    picture = re.findall(r'aria-label="(\d+)\. (\w+): attractiveness ([\d.]+), strength ([\d.]+), ([a-z ]+)"', page)
    table = re.search(r'<table class="ledger rows shortlist">.*?</table>', page, re.DOTALL)[0]
    rows = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]]
    assert picture[: len(picture) // 2] == picture[len(picture) // 2 :]  # wide and narrow
    assert [one[1] for one in picture[:2]] == ["Ash", "Birch"]
    for rank, name, attractive, strong, quadrant in picture[:2]:
        row = next(row for row in rows if f"{rank}. {name}" in row)
        for said in (attractive, strong, quadrant.capitalize()):
            assert said in row
    assert "not scored on 9 criteria" in next(row for row in rows if "Cedar" in row)


def test_the_page_says_why_each_is_here_how_likely_it_belongs_and_what_it_is_worth(client, held):
    page = client.get(reverse("selection-round", args=[held.pk])).content.decode()

    assert "No. 1 by expected value: £32,500 of margin expected within a year." in page
    assert "the chance to be among the 5 largest within 52 weeks" in page
    assert ">90%<" in page
    assert "3 candidates for 2 places" in page
    assert "Next: decide about Ash." in page


def test_lists_of_past_month_ends_are_held_against_what_came(client, held):
    ListRecord.objects.create(asked="52 weeks", horizon="26 weeks", store_version=1, lists=LISTS)

    page = client.get(reverse("selection-round", args=[held.pk])).content.decode()
    assert "Past lists said that 61 of 80 would belong, and 48 did" in page
    assert "The record is too short for enough lists over 52 weeks" in page


def test_lists_that_are_checked_already_are_not_checked_again(client, held):
    address = reverse("selection-score-lists", args=[held.pk])
    assert "this takes a minute or so" in client.post(address, follow=True).content.decode()
    ListRecord.objects.create(asked="52 weeks", horizon="26 weeks", store_version=store().version, lists=LISTS)

    told = client.post(address, follow=True).content.decode()
    assert "They are checked against the orders of today already." in told


def test_a_round_with_nobody_on_its_list_can_be_closed(client, hal):
    page = client.get(reverse("selection-round", args=[selecting.opened(hal).pk])).content.decode()

    assert 'data-dialog="close-round"' in page


def test_what_is_hidden_from_a_role_stands_on_neither_page(client, held):
    people.hide("analyst", "value", "orders")
    client.force_login(people.analyst())

    for name, pk in (("selection-round", held.pk), ("selection-candidate", held.candidates.first().pk)):
        page = client.get(reverse(name, args=[pk])).content.decode()
        assert "Among the most valuable" in page
        for told in ("65,000", "£65k", "32,500", "90%", "by expected value"):
            assert told not in page, told


def test_a_hidden_tag_is_not_named_by_the_ground_of_who_carries_it(client, hal):
    tag = Tag.objects.create(name="pilot", folded="pilot")
    PartyTag.objects.create(party=people.party("Ash"), tag=tag)
    held = selecting.opened(hal, pioneer_tag=tag)
    addresses = (
        reverse("selection-round", args=[held.pk]),
        reverse("selection-candidate", args=[selecting.candidate(held, "Ash").pk]),
    )
    assert all("pilot" in client.get(address).content.decode() for address in addresses)

    people.hide("reader", "tag")
    client.force_login(people.reader())

    for address in addresses:
        page = client.get(address).content.decode()
        assert "Pioneer of a new development" in page
        assert "pilot" not in page


def test_who_looks_has_no_form_and_a_closed_round_has_none_for_anybody(client, hal, held):
    ash = reverse("selection-candidate", args=[selecting.candidate(held, "Ash").pk])
    client.force_login(people.reader())
    for address in (ash, reverse("selection-round", args=[held.pk]), reverse("selection-criteria")):
        main = client.get(address).content.decode().split("<main")[1].split("</main")[0]
        assert 'method="post"' not in main

    client.force_login(hal)
    client.post(reverse("selection-close", args=[held.pk]))
    main = client.get(ash).content.decode().split("<main")[1].split("</main")[0]
    assert 'method="post"' not in main
    refused = client.post(reverse("selection-draw", args=[held.pk]), follow=True).content.decode()
    assert "was closed on" in refused


def test_scores_quality_and_a_decision_are_sent_from_the_page_of_the_candidate(client, held):
    cedar = selecting.candidate(held, "Cedar")
    known = criteria.company()
    sent = {f"c{one.id}": "7" for one in known} | {f"r{one.id}": "5" for one in known if one.side != "ours"}
    assert client.post(reverse("selection-scores", args=[cedar.pk]), sent | {"version": 1}).status_code == 302
    judged = {"fit": "8", "fit_because": "Most of its list", "version": 2}
    assert client.post(reverse("selection-quality", args=[cedar.pk]), judged).status_code == 302
    decision = {"outcome": "choose", "ground": "value", "reason": "Asks for a partner", "version": 3}
    assert client.post(reverse("selection-decide", args=[cedar.pk]), decision).status_code == 302

    page = client.get(reverse("selection-candidate", args=[cedar.pk])).content.decode()
    for said in ("Most of its list", "Asks for a partner", "Chosen", "No. 2: attractive at 7.0"):
        assert said in page
    account = KeyAccount.objects.get()
    for address in (reverse("record", args=[account.relationship.party_id]), reverse("key-accounts")):
        assert reverse("selection-candidate", args=[cedar.pk]) in client.get(address).content.decode()


def test_the_record_of_a_candidate_leads_to_it_for_who_may_see_rounds(client, held):
    ash = selecting.candidate(held, "Ash")
    record, candidate = (
        reverse("record", args=[ash.relationship.party_id]),
        reverse("selection-candidate", args=[ash.pk]),
    )
    assert candidate in client.get(record).content.decode()
    assert record in client.get(candidate).content.decode()

    people.may("reader", programme="no")
    client.force_login(people.reader())
    assert candidate not in client.get(record).content.decode()


def test_a_decision_without_a_reason_is_asked_again_and_one_on_an_old_page_is_told(client, held):
    ash = selecting.candidate(held, "Ash")
    where = reverse("selection-decide", args=[ash.pk])

    assert client.post(where, {"outcome": "decline", "version": ash.version}).status_code == 200
    stale = client.post(where, {"outcome": "decline", "reason": "No", "version": ash.version - 1})
    assert (stale.status_code, "Somebody else saved this meanwhile" in stale.content.decode()) == (409, True)
    theirs = {f"c{one.id}": "2" for one in criteria.company("ours")} | {"version": ash.version - 1}
    assert client.post(reverse("selection-scores", args=[ash.pk]), theirs).status_code == 409
    assert not SelectionDecision.objects.exists()


def test_a_customer_is_added_by_its_name_and_drawn_again(client, held):
    people.party("Dogwood")
    sent = {"party": "Dogwood", "ground": "strategy", "reason": "Opens the north"}

    client.post(reverse("selection-add", args=[held.pk]), sent)
    assert selecting.candidate(held, "Dogwood").grounds.get().reason == "Opens the north"
    supplier = people.party("Mill")
    supplier.relationships.update(market="supplier", state="active")
    refused = client.post(reverse("selection-add", args=[held.pk]), sent | {"party": "Mill"}).content.decode()
    assert "Mill is no customer" in refused
    assert "Nobody is new" in client.post(reverse("selection-draw", args=[held.pk]), follow=True).content.decode()


@pytest.mark.usefixtures("hal")
def test_criteria_are_begun_added_changed_and_retired(client):
    page = reverse("selection-criteria")
    assert "Begin with the usual ones" in client.get(page).content.decode()
    client.post(reverse("selection-usual"))
    sent = {"side": "ours", "name": "Pays on time", "weight": "25", "at_0": "Never", "at_10": "Always"}
    client.post(reverse("selection-criterion-add"), sent)
    assert "0: Never · 10: Always" in client.get(page).content.decode()
    made = criteria.company("ours")[-1]
    client.post(reverse("selection-criterion", args=[made.id]), sent | {"name": "Pays early", "version": 1})
    assert "Pays early" in client.get(page).content.decode()
    client.post(reverse("selection-criterion-retire", args=[made.id]))
    assert client.get(reverse("selection-criterion", args=[made.id])).status_code == 404


def test_the_round_before_is_told_on_the_shortlist_of_the_next(client, hal, held):
    ash = selecting.candidate(held, "Ash")
    sent = {"outcome": "decline", "reason": "Buys at fairs alone", "version": ash.version}
    client.post(reverse("selection-decide", args=[ash.pk]), sent)
    rounds.close(by=hal, selection_round=held)
    again = selecting.opened(hal, name="The next")

    assert "Key accounts 2012: declined" in client.get(reverse("selection-round", args=[again.pk])).content.decode()
    page = client.get(reverse("selection-candidate", args=[selecting.candidate(again, "Ash").pk])).content.decode()
    assert "Buys at fairs alone" in page
    assert "Taken along from Key accounts 2012" in page


def test_key_accounts_that_are_not_on_the_list_are_counted_on_the_page(client, hal):
    run = selecting.analysed()
    for number in range(70):
        selecting.customer(f"K{number}", run, 1_000 + number)
    KeyAccount.objects.bulk_create(
        KeyAccount(relationship=one, ground="value", reason="Large", since="2011-01-01", chosen_by=hal)
        for one in Relationship.objects.all()
    )
    address = reverse("selection-round", args=[selecting.opened(hal, places=2).pk])

    page = client.get(address).content.decode()
    assert "20 key accounts of today are not on this list: a round holds at most 60 candidates." in page
    KeyAccount.objects.filter(relationship__party__name="K69").delete()
    rounds.close(by=hal, selection_round=SelectionRound.objects.get())
    assert "20 key accounts of that day are not on this list" in client.get(address).content.decode()


def test_a_year_after_the_last_round_the_list_asks_for_another(client, hal, held):
    rounds.close(by=hal, selection_round=held)
    assert "Next: decide anew." not in client.get(reverse("selection")).content.decode()
    SelectionRound.objects.update(day=date(2012, 1, 1))

    assert "Next: decide anew." in client.get(reverse("selection")).content.decode()
    client.force_login(people.reader())
    assert "Next: decide anew." not in client.get(reverse("selection")).content.decode()
