"""Each measure, on evidence that stands on the same screen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodwill.programme import trees
from goodwill.programme.deciding import decisions, seats
from goodwill.programme.planning.evidence import gather, of_one
from goodwill.programme.planning.measures import SHELF
from goodwill.programme.tying import keeping, kinds, scale
from goodwill.records.models import AnalysisRun, Contact, Party, Task, TieScale
from goodwill.terms import UsageError
from tests import kept_runs, people, plans

pytestmark = pytest.mark.django_db
START, END, AS_OF = date(2011, 1, 1), date(2011, 6, 30), date(2011, 7, 31)


@pytest.fixture
def ash():
    found = people.party("Ash")
    kept_runs.keep(date(2011, 3, 31), [(found, "butterfly", 0.5, 1.0, 400.0, AS_OF)])
    run = kept_runs.keep(AS_OF, [(found, "true friend", 0.9, 1.0, 900.0, AS_OF)], current=True)
    people.standing(found, run, value=900.0, rung="client")
    plans.orders(
        (found, date(2010, 12, 31), 50.0),
        (found, date(2011, 1, 1), 100.0),
        (found, date(2011, 6, 30), 200.0),
        (found, date(2011, 6, 30), -30.0),
        (found, date(2011, 7, 1), 400.0),
        (found, date(2011, 8, 1), 800.0),
    )
    return found


def read(code, party, start=START, until=END):
    return SHELF[code].compute(of_one(party), start, until)


def test_net_revenue_is_what_was_spent_less_what_came_back_both_days_included(ash):
    found = read("revenue", ash)

    assert (found.value, found.as_of) == (270.0, END)


def test_orders_after_the_analysis_are_not_counted_and_the_reading_says_until_when(ash):
    found = read("revenue", ash, until=date(2011, 12, 31))

    assert (found.value, found.as_of) == (670.0, AS_OF)


def test_purchase_days_are_days_with_an_order_and_not_with_a_return(ash):
    plans.orders((ash, START, 5.0), (ash, END, 5.0), (ash, date(2011, 5, 1), -5.0))

    assert read("days", ash).value == 2


@pytest.mark.parametrize(
    ("start", "until", "reason"),
    [
        (date(2011, 8, 1), date(2011, 12, 31), "end on 31 July 2011, before it begins"),
        (date(2009, 1, 1), date(2009, 12, 31), "begin on 1 January 2010, after it ends"),
        (date(2009, 7, 1), date(2010, 6, 30), "begin only on 1 January 2010"),
    ],
)
def test_where_the_orders_do_not_reach_nothing_is_known_and_never_zero(ash, start, until, reason):
    found = read("revenue", ash, start, until)

    assert found.value is None
    assert reason in found.reason


def test_without_an_analysis_or_an_amount_the_reason_is_said(ash):
    plans.orders((ash, START, None))

    assert read("revenue", ash).reason == "Not every order carries its amount."
    assert read("days", ash).value == 1


def test_without_an_analysis_nothing_is_known_of_orders():
    assert read("revenue", people.party("New")).reason == "No orders are analysed yet."


@pytest.mark.parametrize(
    ("code", "now", "then"),
    [("worth", 900.0, 400.0), ("active", 0.9, 0.5), ("group", "true friend", "butterfly"), ("rung", "client", "")],
)
def test_a_standing_is_that_of_the_last_analysis_up_to_the_day(ash, code, now, then):
    latest, earlier = read(code, ash, until=date(2011, 12, 31)), read(code, ash)

    assert (latest.value or latest.word, latest.as_of) == (now, AS_OF)
    assert (earlier.value or earlier.word, earlier.as_of) == (then, date(2011, 3, 31))


def test_a_standing_from_before_the_first_day_is_none(ash):
    assert "as of 31 July 2011" in read("worth", ash, date(2011, 9, 1), date(2011, 12, 31)).reason


def test_promises_kept_are_those_of_the_stretch_that_were_due(ash):
    maya = people.maya()
    for due, done, given_up in (
        (date(2011, 2, 1), datetime(2011, 2, 1, 9, tzinfo=UTC), False),
        (date(2011, 3, 1), datetime(2011, 3, 5, 9, tzinfo=UTC), False),
        (date(2011, 4, 1), datetime(2011, 3, 5, 9, tzinfo=UTC), True),
        (date(2011, 5, 1), None, False),
        (date(2011, 8, 1), datetime(2011, 8, 1, 9, tzinfo=UTC), False),
    ):
        Task.objects.create(
            party=ash, kind="promise", title="Answer", due=due, done=done, given_up=given_up, owner=maya, made_by=maya
        )

    assert read("promises", ash).value == 0.25
    assert read("promises", ash, date(2010, 1, 1), date(2010, 2, 1)).reason == "No promise was due."


def test_a_promise_that_is_due_today_may_still_be_kept(ash):
    maya, today = people.maya(), timezone.localdate()
    Task.objects.create(party=ash, kind="promise", title="Answer", due=today, owner=maya, made_by=maya)

    assert read("promises", ash, today, today).reason == "No promise was due."


def test_complaints_are_open_until_the_day_on_which_they_were_answered(ash):
    maya = people.maya()
    answered = datetime(2011, 7, 10, 9, tzinfo=UTC)
    Contact.objects.create(party=ash, kind="complaint", text="Late", on=date(2011, 6, 1), by=maya, answered=answered)
    Contact.objects.create(party=ash, kind="complaint", text="Broken", on=date(2011, 6, 2), by=maya)

    assert read("complaints", ash).value == 2
    assert read("complaints", ash, until=AS_OF).value == 1


def test_contacts_held_are_calls_visits_and_letters_with_the_people_there_too(ash):
    maya, ruth = people.maya(), people.person("Ruth", at=ash, ended=date(2011, 3, 1))
    for who, kind, on in (
        (ash, "call", START),
        (ash, "note", START),
        (ruth, "visit", date(2011, 2, 1)),
        (ruth, "visit", date(2011, 4, 1)),
    ):
        Contact.objects.create(party=who, kind=kind, text="Talked", on=on, by=maya)

    assert read("contacts", ash).value == 2
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "It begins on" in read("contacts", ash, tomorrow, tomorrow).reason


def test_the_baseline_of_a_flow_is_as_long_a_stretch_before(ash):
    measure = SHELF["revenue"]

    assert measure.baseline(of_one(ash), date(2011, 7, 1), date(2011, 7, 31)).value == 170.0
    assert measure.baseline(of_one(ash), date(2012, 1, 1), date(2012, 1, 31)).value == 400.0
    assert measure.baseline(of_one(ash), date(2011, 1, 1), date(2012, 12, 31)).value is None


@pytest.mark.parametrize(
    ("code", "written", "target", "word"),
    [
        ("revenue", "£60,000", 60_000, ""),
        ("active", "80%", 0.8, ""),
        ("active", "80", 0.8, ""),
        ("days", "12", 12, ""),
        ("rung", "Supporter", None, "supporter"),
    ],
)
def test_a_target_is_read_as_people_write_it(code, written, target, word):
    assert SHELF[code].read(written) == (target, word)


@pytest.mark.parametrize(
    ("code", "written"),
    [("revenue", "lots"), ("revenue", "inf"), ("revenue", "nan"), ("active", "140%"), ("rung", "king")],
)
def test_what_is_no_target_is_refused_with_a_sentence(code, written):
    with pytest.raises(UsageError, match="Write"):
        SHELF[code].read(written)


def test_where_the_group_is_one_customer_all_its_orders_count_for_the_top_and_each_keeps_its_own(ash):
    AnalysisRun.objects.update(level="top")
    below = people.party("Below")
    trees.place(by=people.ada(), party=below, parent=ash)
    plans.orders((ash, START, 100.0), (below, START, 7.0))

    found = gather([ash, Party.objects.get(id=below.id)])

    measured = [SHELF["revenue"].compute(found[one.pk], START, END).value for one in (ash, below)]
    assert measured == [107.0, 7.0]
    assert "judged as part of another" in SHELF["worth"].compute(found[below.pk], START, END).reason


def test_many_are_read_with_as_many_questions_as_few(ash):
    # Of who has no standing an earlier one is looked for, so that both kinds are among the few.
    many = [ash, *(people.party(f"P{number}") for number in range(6))]
    TieScale.the()

    asked = {len(parties): questions(parties, SHELF.values()) for parties in (many[:2], many)}

    assert asked[2] == asked[7] > 0


def test_only_what_is_measured_is_asked_for(ash):
    assert questions([ash], []) < questions([ash], [SHELF["worth"]]) < questions([ash], SHELF.values())


def questions(parties, measures):
    with CaptureQueriesContext(connection) as asked:
        for evidence in gather(parties).values():
            for measure in measures:
                measure.compute(evidence, START, AS_OF)
    return len(asked)


def test_roles_reached_are_those_of_the_maps_in_which_somebody_was_met_lately():
    maya, today = people.maya(), timezone.localdate()
    ash = people.party("Ash", maya)
    assert read("roles", ash, until=today).reason == "Nobody has mapped who decides."
    since = today - timedelta(days=200)
    decision = decisions.name_decision(by=maya, party=ash, about="Which gifts it stocks", since=since)
    ruth = people.person("Ruth", ash)
    seats.add_seat(by=maya, decision=decision, position="Buyer", roles=("buyer", "user"), person=ruth, since=since)
    seats.add_seat(by=maya, decision=decision, position="Head of finance", roles=("approver",))
    Contact.objects.create(party=ruth, kind="call", on=today - timedelta(days=10), text="Asked", by=maya)

    assert read("roles", ash, until=today).value == 2
    assert read("roles", ash, until=today - timedelta(days=30)).value == 0
    assert read("roles", ash, until=since - timedelta(days=1)).value is None


def test_the_level_of_ties_is_the_highest_in_use_and_none_is_a_level_too():
    maya, today = people.maya(), timezone.localdate()
    ash = people.party("Ash", maya)
    assert read("ties", ash, until=today).word == "none"
    tie = {"state": "active", "since": today - timedelta(days=20), "evidence": "Calls", "evidence_on": today}
    keeping.add_tie(by=maya, party=ash, tie_kind=kinds.catalogue().get(name="Named contact"), values=tie)

    found = read("ties", ash, until=today)

    assert (found.word, found.as_of) == ("social", today)
    assert read("ties", ash, until=today - timedelta(days=1)).word == "none"
    reaches = SHELF["ties"].reaches
    assert (reaches(found, None, "financial"), reaches(found, None, "structural")) == (True, False)
    assert SHELF["ties"].read("Structural") == (None, "structural")


def test_a_target_on_a_level_that_has_another_name_now_is_not_reached():
    hal, maya, today = people.hal(), people.maya(), timezone.localdate()
    ash = people.party("Ash", maya)
    scale.name_fourth(by=hal, name="Customisation", above="social", version=TieScale.the().version)
    assert SHELF["ties"].read("customisation") == (None, "customisation")
    scale.name_fourth(by=hal, name="Made to measure", above="social", version=TieScale.the().version)

    assert not SHELF["ties"].reaches(read("ties", ash, until=today), None, "customisation")
