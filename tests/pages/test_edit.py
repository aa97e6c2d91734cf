import pytest

from goodwill.records.models import Party
from tests import people

pytestmark = pytest.mark.django_db
FIELDS = {"name": "Old", "place": "", "email": "", "telephone": ""}


def test_a_field_is_changed(client):
    party = people.party("Old")
    client.force_login(people.hal())

    answer = client.post(f"/relationships/{party.id}/edit", FIELDS | {"place": "Leeds", "version": 1})

    assert answer.status_code == 302
    assert (Party.objects.get().place, Party.objects.get().version) == ("Leeds", 2)


def test_two_people_editing_see_theirs_mine_and_the_original(client):
    party = people.party("Old")
    client.force_login(people.hal())
    client.post(f"/relationships/{party.id}/edit", FIELDS | {"place": "Leeds", "version": 1})

    answer = client.post(
        f"/relationships/{party.id}/edit", FIELDS | {"place": "York", "original_place": "Hull", "version": 1}
    )

    assert answer.status_code == 409
    assert answer.context["fields"] == [{"name": "Place", "theirs": "Leeds", "mine": "York", "original": "Hull"}]
    assert Party.objects.get().place == "Leeds"
    # The form now stands on their version, so that saving it is a choice.
    again = answer.context["form"].initial
    assert client.post(f"/relationships/{party.id}/edit", again).status_code == 302
    assert Party.objects.get().place == "York"


def test_a_wrong_address_is_said_beside_its_field(client):
    party = people.party("Old")
    client.force_login(people.hal())

    answer = client.post(f"/relationships/{party.id}/edit", FIELDS | {"email": "nobody", "version": 1})

    assert "Enter a valid email address." in answer.content.decode()
    assert Party.objects.get().version == 1
