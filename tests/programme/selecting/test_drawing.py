from datetime import date

import pytest
from django.utils import timezone

from goodwill.programme import key_accounts
from goodwill.programme.needing import capabilities, needs
from goodwill.programme.needing.needs import Told
from goodwill.programme.selecting import candidates, deciding, of_today, rounds
from goodwill.programme.selecting.drawing import BY_HAND, MOST
from goodwill.records.models import KeyAccount, PartyTag, Relationship, Tag
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day
from tests import people, selecting

pytestmark = pytest.mark.django_db


def grounds(held, name):
    return [(g.ground, g.reason) for g in selecting.candidate(held, name).grounds.all()]


def test_the_largest_are_listed_in_the_words_of_the_analysis_and_beyond_the_places_only_who_may_belong():
    run = selecting.analysed()
    for number, (expected, chance) in enumerate(((900, 0.9), (800, 0.8), (700, 0.3), (600, 0.02))):
        selecting.customer(f"C{number}", run, expected, chance)
    people.party("Never ordered")

    held = selecting.opened(people.hal(), places=2)

    found = held.candidates.order_by("-value").select_related("relationship__party")
    assert [(c.relationship.party.name, c.probability) for c in found] == [("C0", 0.9), ("C1", 0.8), ("C2", 0.3)]
    assert grounds(held, "C0") == [("value", "No. 1 by expected value: £450 of margin expected within a year.")]


def test_the_fit_of_a_candidate_is_told_from_what_it_needs_and_we_can_do():
    hal, run = people.hal(), selecting.analysed()
    known = selecting.customer("Known", run, 900)
    judged = selecting.customer("Judged", run, 800)
    delivery = capabilities.add_capability(by=hal, name="Delivery", level=6)
    for party in (known, judged):
        told = Told("Fast delivery", capability=delivery if party == known else None, level=8)
        need = needs.add_need(by=hal, party=party, told=told)
    needs.judge_need(by=hal, need=need, version=need.version, met=0.5, because="They said so")

    held = selecting.opened(hal, places=2)

    mark = selecting.candidate(held, "Known").marks.get(name="fit")
    assert (mark.source, mark.score) == ("evidence", pytest.approx(7.5))
    assert mark.because == "75% of what it needs is met; short in Fast delivery"
    assert not selecting.candidate(held, "Judged").marks.filter(name="fit").exists()


def test_growth_exceptions_pioneers_and_key_accounts_of_today_are_candidates_each_with_its_ground():
    hal, run = people.hal(), selecting.analysed()
    grown = selecting.customer("Grown", run, 10)
    run.results["key_accounts"] = [{"customer_id": str(grown.pk), "kind": "growth", "reason": "Growth: 9 after 2."}]
    run.save()
    held_already, pioneer = people.party("Held"), selecting.customer("Pioneer", run, 1)
    for name in ("Large", "Larger"):
        selecting.customer(name, run, 900)
    tag = Tag.objects.create(name="pilot", folded="pilot")
    PartyTag.objects.create(party=pioneer, tag=tag)
    key_accounts.choose(
        by=hal, relationship=held_already.relationships.get(), ground="strategy", reason="Opens the north"
    )

    held = selecting.opened(hal, places=1, pioneer_tag=tag)

    assert grounds(held, "Grown") == [("growth", "Growth: 9 after 2.")]
    assert ("pioneer", "Carries the tag “pilot”.") in grounds(held, "Pioneer")
    [(ground, reason)] = grounds(held, "Held")
    assert ground == "strategy"
    assert reason.startswith("Key account since ")
    assert reason.endswith(": Opens the north")


def test_a_chance_that_is_not_known_says_why():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Unforecast", run, 900, chance=None)
    key_accounts.choose(
        by=hal, relationship=people.party("New").relationships.get(), ground="strategy", reason="Opens the north"
    )

    held = selecting.opened(hal)

    said = {c.relationship.party.name: c.why_unknown for c in held.candidates.all()}
    assert said == {
        "Unforecast": "The analysis of 31 August 2011 could not forecast.",
        "New": "It had no order up to 31 August 2011.",
    }


def test_drawn_again_who_is_new_is_added_and_nobody_is_taken_off():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    held = selecting.opened(hal, places=1)
    later = selecting.analysed()
    selecting.customer("Birch", later, 1000)

    assert rounds.draw(by=hal, selection_round=held) == 1
    assert rounds.draw(by=hal, selection_round=held) == 0
    held.refresh_from_db()
    assert held.run == later
    assert {c.relationship.party.name for c in held.candidates.all()} == {"Ash", "Birch"}
    assert selecting.candidate(held, "Ash").why_unknown == "It had no order up to 31 August 2011."


def test_another_tag_draws_the_shortlist_from_the_analysis_of_today():
    hal, run = people.hal(), selecting.analysed()
    ash = selecting.customer("Ash", run, 900)
    held = selecting.opened(hal)
    later, tag = selecting.analysed(), Tag.objects.create(name="pilot", folded="pilot")
    run.standings.all().delete()
    people.standing(ash, later, expected_revenue=900, key_account_probability=0.7)
    values = {"name": "Ours", "day": held.day, "places": 2, "kept_for_strategy": 0, "pioneer_tag": tag}

    rounds.edit(by=hal, selection_round=held, version=held.version, values=values)

    held.refresh_from_db()
    assert (held.run, selecting.candidate(held, "Ash").probability) == (later, 0.7)


def many_key_accounts(hal, run, many=200):
    """Number 0 is the most valuable and the likeliest to belong; of the last ten nothing is known."""
    for number in range(many):
        if number < many - 10:
            selecting.customer(f"K{number}", run, 1_000_000 - number, 0.9 - number / 1_000)
        else:
            people.party(f"K{number}")
    KeyAccount.objects.bulk_create(
        KeyAccount(relationship=one, ground="value", reason="Large", since=date(2011, 1, 1), chosen_by=hal)
        for one in Relationship.objects.order_by("id")
    )


def test_of_more_key_accounts_than_a_round_holds_the_most_doubted_and_the_most_valuable_are_listed():
    hal, run = people.hal(), selecting.analysed()
    many_key_accounts(hal, run)

    held = selecting.opened(hal, places=2)

    names = {c.relationship.party.name for c in held.candidates.all()}
    listed = MOST - BY_HAND
    assert len(names) == listed
    largest = {"K0", "K1", "K2"}  # For three are listed by value alone: two places, and half as many again.
    others = listed - len(largest)
    doubted, valued = (others + 1) // 2, others // 2
    assert names == (largest | {f"K{n}" for n in range(3, 3 + valued)} | {f"K{n}" for n in range(190 - doubted, 190)})
    assert of_today.off_the_list(hal, held) == 200 - listed
    assert rounds.draw(by=hal, selection_round=held) == 0


def test_a_closed_round_says_how_many_key_accounts_it_left_out_then():
    hal, run = people.hal(), selecting.analysed()
    many_key_accounts(hal, run, 70)
    held = selecting.opened(hal, places=2)
    left = of_today.off_the_list(hal, held)
    declined = selecting.candidate(held, "K1")
    deciding.decide(by=hal, candidate=declined, version=declined.version, outcome="decline", reason="Small")
    rounds.close(by=hal, selection_round=held)
    held.refresh_from_db()

    new = people.party("New").relationships.get()
    key_accounts.choose(by=hal, relationship=new, ground="value", reason="Large", since=date(2100, 1, 1))

    assert left == 70 - (MOST - BY_HAND)
    assert of_today.off_the_list(hal, held) == left


def test_key_accounts_that_fit_are_all_listed():
    hal, run = people.hal(), selecting.analysed()
    many_key_accounts(hal, run, MOST)

    held = selecting.opened(hal, places=2)

    assert (held.candidates.count(), of_today.off_the_list(hal, held)) == (MOST, 0)


def test_a_tag_that_is_on_too_many_is_refused():
    tag = Tag.objects.create(name="gold", folded="gold")
    for number in range(MOST + 1):
        PartyTag.objects.create(party=people.party(f"P{number}"), tag=tag)

    with pytest.raises(UsageError, match=f"would have {MOST + 1} candidates; a round can hold {MOST}"):
        selecting.opened(people.hal(), pioneer_tag=tag)


def test_a_new_round_begins_with_the_scores_and_judgements_of_the_one_before():
    from goodwill.programme.selecting import judging
    from goodwill.programme.selecting.scoring import scores_of

    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    first = selecting.opened(hal)
    ash = selecting.candidate(first, "Ash")
    selecting.score(hal, ash, 8)
    judging.judge(by=hal, candidate=ash, version=ash.version, marks={"fit": (7, "Most of its list")})
    rounds.close(by=hal, selection_round=first)

    again = selecting.candidate(selecting.opened(hal, name="The next"), "Ash")

    assert again.carried_from == first
    assert scores_of(again) == scores_of(ash)
    assert [m.because for m in again.marks.all()] == ["Most of its list"]
    selecting.score(hal, again, 3)
    assert again.carried_from is None
    assert scores_of(ash) != scores_of(again)


def decided(hal, held, name, outcome, reason, **more):
    one = selecting.candidate(held, name)
    deciding.decide(by=hal, candidate=one, version=one.version, outcome=outcome, reason=reason, **more)


def added(hal, held, party, reason):
    candidates.add(
        by=hal, selection_round=held, relationship=party.relationships.get(), ground="strategy", reason=reason
    )


def test_who_was_postponed_comes_back_in_the_next_round_with_what_was_said_and_who_was_declined_does_not():
    hal, _ = people.hal(), selecting.analysed()
    first = selecting.opened(hal)
    for name in ("Ash", "Birch", "Cedar"):
        added(hal, first, people.party(name), "Opens the north")
    decided(hal, first, "Ash", "postpone", "Its new owner is not settled")
    decided(hal, first, "Birch", "decline", "Too far away")
    rounds.close(by=hal, selection_round=first)
    day = written_day(timezone.localdate())

    second = selecting.opened(hal, name="The next")

    assert {c.relationship.party.name for c in second.candidates.all()} == {"Ash", "Cedar"}
    said = f"Postponed in Key accounts 2012 on {day}: Its new owner is not settled"
    assert grounds(second, "Ash") == [("strategy", said)]
    assert grounds(second, "Cedar") == [("strategy", "Left undecided in Key accounts 2012.")]
    decided(hal, second, "Ash", "decline", "Sold")
    decided(hal, second, "Cedar", "choose", "Opens the north after all", ground="strategy")
    rounds.close(by=hal, selection_round=second)
    assert {c.relationship.party.name for c in selecting.opened(hal, name="A third").candidates.all()} == {"Cedar"}


def test_of_many_put_off_as_many_come_back_as_leave_room_for_others():
    hal, _ = people.hal(), selecting.analysed()
    first = selecting.opened(hal)
    for number in range(MOST):
        added(hal, first, people.party(f"P{number}"), "Opens the north")
    rounds.close(by=hal, selection_round=first)

    second = selecting.opened(hal, name="The next")

    names = {c.relationship.party.name for c in second.candidates.all()}
    assert names == {f"P{number}" for number in range(BY_HAND, MOST)}
