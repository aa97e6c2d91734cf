import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.managing import care
from goodwill.records.models import CareNeed
from goodwill.terms import UsageError
from tests import people
from tests.programme.managing.desk import skill

pytestmark = pytest.mark.django_db


def test_what_an_account_needs_is_kept_with_whom_the_customer_asked_for():
    maya = people.maya()
    row = people.party("Ash", maya).relationships.get()

    kept = care.save_care(
        by=maya, relationship=row, version=0, values={"hours": 6.0, "skills": [skill("Pricing", 4)], "person": maya}
    )
    care.save_care(by=maya, relationship=row, version=1, values={"language": "German", "person": None})

    kept.refresh_from_db()
    assert (kept.hours, kept.language, kept.person, kept.version) == (6.0, "German", None, 2)


def test_of_two_who_say_it_the_second_is_told():
    maya = people.maya()
    row = people.party("Ash", maya).relationships.get()
    care.save_care(by=maya, relationship=row, version=0, values={"hours": 6.0})

    with pytest.raises(EditedMeanwhileError):
        care.save_care(by=maya, relationship=row, version=0, values={"hours": 7.0})
    assert CareNeed.objects.get().hours == 6.0


def test_it_is_said_of_ones_own_accounts_and_in_possible_hours():
    maya = people.maya()
    mine, others = people.party("Ash", maya), people.party("Oak", people.jonas())

    with pytest.raises(PermissionDenied):
        care.save_care(by=maya, relationship=others.relationships.get(), version=0, values={"hours": 6.0})
    with pytest.raises(UsageError, match="cannot take -1 hours"):
        care.save_care(by=maya, relationship=mine.relationships.get(), version=0, values={"hours": -1.0})
    assert not CareNeed.objects.exists()
