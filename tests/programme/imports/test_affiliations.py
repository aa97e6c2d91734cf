"""Who works where comes in from a file, by identifiers."""

from datetime import date
from pathlib import Path

import pytest

from goodwill.programme.affiliations import affiliate
from goodwill.programme.imports.affiliations import import_affiliations
from goodwill.programme.imports.outcome import Outcome
from goodwill.records.models import Affiliation, Change, Identifier, Party
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> tuple[Party, Party]:
    anna, berg = people.person("Anna"), people.party("Berg")
    Identifier.objects.create(party=anna, value="p1")
    Identifier.objects.create(party=berg, value="100")
    return anna, berg


def take(by, folder: Path, *rows: str, **options) -> Outcome:
    path = folder / "affiliations.csv"
    path.write_text("\n".join(("person,organisation,role,from,until", *rows)) + "\n", encoding="utf-8")
    usual = {"columns": {}, "source": "orders", "overwrite": "all", "max_set_aside": 1.0}
    usual |= {"dry_run": False, "set_aside": None, "say": lambda _step: None}
    told = import_affiliations(by=by, files=[str(path)], **(usual | options))
    assert told.rows == told.made + told.changed + told.unchanged + told.set_aside
    return told


def posts() -> list[tuple]:
    return sorted(Affiliation.objects.values_list("person__name", "organisation__name", "role", "started", "ended"))


def test_a_person_comes_to_an_organisation_for_a_period(cast, tmp_path):
    anna, berg = cast

    told = take(people.ada(), tmp_path, "p1,100,Buyer,2019-03-01,", "p1,100,Trainee,2015-09-01,2019-02-28")

    assert told.made == 2
    assert posts() == [
        ("Anna", "Berg", "Buyer", date(2019, 3, 1), None),
        ("Anna", "Berg", "Trainee", date(2015, 9, 1), date(2019, 2, 28)),
    ]
    assert {change.party for change in Change.objects.filter(action="affiliated")} == {anna, berg}


@pytest.mark.usefixtures("cast")
def test_run_again_it_changes_nothing_and_a_later_file_ends_what_goes_on(tmp_path):
    ada = people.ada()
    rows = ("p1,100,Buyer,2019-03-01,", "p1,100,Trainee,2015-09-01,2019-02-28")
    take(ada, tmp_path, *rows)

    assert take(ada, tmp_path, *rows).unchanged == 2
    told = take(ada, tmp_path, "p1,100,buyer,2019-03-01,2024-12-31")

    assert told.changed == 1
    assert posts()[0] == ("Anna", "Berg", "Buyer", date(2019, 3, 1), date(2024, 12, 31))


def test_one_that_somebody_wrote_down_without_a_day_is_the_same(cast, tmp_path):
    ada = people.ada()
    anna, berg = cast
    affiliate(by=ada, person=anna, organisation=berg, role="Buyer")

    told = take(ada, tmp_path, "p1,100,Buyer,2019-03-01,")

    assert (told.made, told.changed) == (0, 1)
    assert posts() == [("Anna", "Berg", "Buyer", date(2019, 3, 1), None)]


@pytest.mark.usefixtures("cast")
def test_who_comes_back_has_a_second_affiliation(tmp_path):
    ada = people.ada()
    take(ada, tmp_path, "p1,100,Buyer,2010-01-01,2012-12-31")

    told = take(ada, tmp_path, "p1,100,Buyer,2020-01-01,")

    assert told.made == 1
    assert len(posts()) == 2


@pytest.mark.usefixtures("cast")
def test_what_cannot_be_is_set_aside(tmp_path):
    told = take(
        people.ada(),
        tmp_path,
        "p1,100,Buyer,,",
        "p9,100,Buyer,,",
        "p1,999,Buyer,,",
        "100,100,Buyer,,",
        "p1,p1,Buyer,,",
        ",100,Buyer,,",
        "p1,100,Boss,2020-01-01,2019-01-01",
        "p1,100,Buyer,,",
        "p1,100,Buyer,2021-01-01,2022-01-01",
        "p1,100,Seller,once,",
    )

    assert (told.made, told.set_aside) == (1, 8)
    assert told.set_aside_reasons == {
        "no_person": 2, "unknown_person": 1, "unknown_organisation": 1, "no_organisation": 1, "ends_before": 1,
        "repeated": 1, "unreadable": 1,
    }  # fmt: skip


@pytest.mark.usefixtures("cast")
def test_a_preview_changes_nothing(tmp_path):
    told = take(people.ada(), tmp_path, "p1,100,Buyer,,", dry_run=True)

    assert (told.made, told.would_make) == (1, ("Anna at Berg",))
    assert posts() == []
