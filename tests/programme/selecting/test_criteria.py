import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.selecting import criteria
from goodwill.records.models import SelectionCriterion
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
NEW = {"side": "ours", "name": "Pays on time", "weight": 25, "at_0": "Never", "at_10": "Always"}


def test_the_usual_criteria_are_a_beginning_with_weights_that_make_a_hundred():
    hal = people.hal()
    criteria.adopt_usual(by=hal)

    for side in ("ours", "customers"):
        assert sum(one.share for one in criteria.company(side)) == pytest.approx(1)
    assert [one.name for one in criteria.company("ours") if one.size] == ["Present size"]
    assert criteria.company("ours")[0].anchors == "0: Shrinks · 5: Stays level · 10: Doubles within three years"
    with pytest.raises(UsageError, match="There are criteria already"):
        criteria.adopt_usual(by=hal)


def test_a_criterion_is_added_changed_and_asked_no_more():
    hal = people.hal()
    criteria.adopt_usual(by=hal)

    made = criteria.add(by=hal, values=NEW)
    assert next(one for one in criteria.company("ours") if one.id == made.pk).share == pytest.approx(0.2)
    criteria.edit(by=hal, criterion=made, version=1, values=NEW | {"weight": 100, "name": "Pays early"})
    made.refresh_from_db()
    assert (made.name, made.weight) == ("Pays early", 100)
    criteria.retire(by=hal, criterion=made)

    assert made.pk not in [one.id for one in criteria.company()]
    assert SelectionCriterion.objects.filter(pk=made.pk).exists()
    criteria.add(by=hal, values=NEW | {"name": "Pays early"})


def test_what_cannot_be_is_refused_and_who_was_quicker_is_told():
    hal = people.hal()
    made = criteria.add(by=hal, values=NEW)
    for wrong, said in (
        ({"name": ""}, "Give the criterion a name"),
        ({"weight": 0, "name": "B"}, "weight of “B” is 0; give more than 0"),
        ({"name": "pays on time"}, "There is a criterion pays on time already"),
    ):
        with pytest.raises(UsageError, match=said):
            criteria.add(by=hal, values=NEW | wrong)
    with pytest.raises(UsageError, match="the only one of its side"):
        criteria.retire(by=hal, criterion=made)
    with pytest.raises(EditedMeanwhileError):
        criteria.edit(by=hal, criterion=made, version=7, values=NEW)
    with pytest.raises(PermissionDenied):
        criteria.add(by=people.analyst(), values=NEW)
