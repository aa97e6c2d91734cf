"""Asked of one party, policy says what it says of all: the two ways of reading a right are one right."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import policy, trees
from goodwill.records.models import Absence, Affiliation, Party, Relationship, Team
from goodwill.records.once import ask_again
from tests import people

pytestmark = pytest.mark.django_db
MANAGERS, FIRMS, PERSONS = 3, 6, 4
number = st.integers(min_value=0, max_value=FIRMS - 1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.integers(min_value=-1, max_value=FIRMS - 2), min_size=FIRMS, max_size=FIRMS),
    managed=st.lists(st.tuples(number, st.integers(0, MANAGERS - 1), st.sampled_from(("customer", "supplier")))),
    works=st.lists(st.tuples(st.integers(0, PERSONS - 1), number, st.booleans()), max_size=8),
    reach=st.sampled_from(("own", "team")),
    covered=st.booleans(),
)
def test_one_party_is_answered_as_all_are(parents, managed, works, reach, covered):
    with transaction.atomic():
        ada, today = people.ada(), timezone.localdate()
        who = [people.maya(), people.jonas(), people.hal()]
        who[2].role = "manager"
        who[2].save()
        team = Team.objects.create(name="North", lead=who[0])
        team.members.add(who[1])
        if covered:
            Absence.objects.create(person=who[1], cover=who[2], starts=today, ends=today, made_by=ada)
        firms = [Party.objects.create(name=f"F{n}") for n in range(FIRMS)]
        for n, parent in enumerate(parents):
            # Only below one of a lower number: there is no circle.
            if 0 <= parent < n:
                trees.place(by=ada, party=firms[n], parent=firms[parent])
        for firm, manager, market in managed:
            held = {"party": firms[firm], "market": market}
            Relationship.objects.update_or_create(**held, defaults={"manager": who[manager]})
        persons = [Party.objects.create(name=f"P{n}", kind="person") for n in range(PERSONS)]
        for one, firm, left in works:
            ended = today - timedelta(days=1) if left else None
            at = {"person": persons[one], "organisation": firms[firm], "role": "", "ended": ended}
            if not Affiliation.objects.filter(**at).exists():
                Affiliation.objects.create(**at)
        people.may("manager", see=reach, edit=reach)
        ask_again()

        everybody = [*who, ada, people.analyst(), people.partner()]
        for user in everybody:
            seen = set(policy.parties(user))
            assert {one for one in (*firms, *persons) if policy.may_on(user, one, "see")} == seen
            assert policy.among(user, [one.id for one in (*firms, *persons)]) == {one.id for one in seen}
            assert {one for one in (*firms, *persons) if user in policy.viewers(everybody, one)} == seen
        transaction.set_rollback(True)
