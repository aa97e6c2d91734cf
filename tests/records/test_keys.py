import pytest

from goodwill.records.keys import Keys
from goodwill.records.models import Contact, Party
from tests import people

pytestmark = pytest.mark.django_db


def test_keys_stand_for_a_list_however_long_it_is():
    ash, birch = people.party("Ash"), people.party("Birch")
    many = range(birch.id, birch.id + 200_000)

    assert list(Party.objects.filter(id__in=Keys(many))) == [birch]
    assert list(Party.objects.exclude(id__in=Keys(many))) == [ash]
    assert list(Party.objects.filter(id__in=Keys([]))) == []


def test_keys_stand_for_rows_that_a_relation_points_to():
    ash = people.party("Ash")
    note = Contact.objects.create(party=ash, text="Called", on="2012-01-01", by=people.maya())

    assert list(Contact.objects.filter(party__in=Keys([ash.id]))) == [note]
    assert list(Contact.objects.filter(party__in=Keys([ash.id + 1]))) == []
