"""Parties and people come in from files: whole or not at all, and only once."""

from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import contact_points, own_fields, tags, working
from goodwill.programme.imports.outcome import Outcome
from goodwill.programme.imports.parties import import_parties
from goodwill.records.models import (
    Change,
    ContactPoint,
    Descent,
    Identifier,
    Job,
    OwnValue,
    Party,
    Relationship,
    SearchDocument,
    Workspace,
)
from goodwill.terms import EvidenceError, UsageError
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)


def file(folder: Path, *rows: str, name: str = "parties.csv") -> str:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def take(by, *files: str, what: str = "parties", **options) -> Outcome:
    usual = {"columns": {}, "source": "orders", "market": None, "overwrite": None, "max_set_aside": 1.0}
    usual |= {"dry_run": False, "set_aside": None, "say": lambda _step: None}
    told = import_parties(by=by, what=what, files=files, **(usual | options))
    assert told.rows == told.made + told.changed + told.unchanged + told.set_aside
    return told


def everything() -> tuple:
    """What the tables say of parties, histories and marks left out."""
    return (
        sorted(Party.objects.values_list("name", "kind", "place", "parent__name", "bill_to__name", "version")),
        sorted(Identifier.objects.values_list("source", "value", "party__name")),
        sorted(Relationship.objects.values_list("party__name", "market", "kind", "state", "manager__email", "version")),
        sorted(ContactPoint.objects.values_list("party__name", "kind", "value", "preferred")),
        sorted(Descent.objects.values_list("ancestor__name", "descendant__name", "distance")),
    )


def test_a_party_comes_with_all_that_its_row_says(tmp_path):
    ada, maya = people.ada(), people.maya()
    own_fields.define(by=ada, label="Employees", kind="number")
    own_fields.define(by=ada, label="Audited on", kind="date")
    path = file(
        tmp_path,
        "Customer ID;Company;City;Market;Type;State;Account manager;Since;Tags;E-mail;Phone;Mobile;Employees;"
        "Audited on",
        "7;Nordwind AG;Kiel;Customers;buyer;in talks;MAYA@example.com;31.05.2019;key account, north;"
        "Info@Nordwind.example;0431 1;0170 2;1.250,5;24.12.2020",
    )

    told = take(ada, path)

    party = Party.objects.get()
    relationship = party.relationships.get()
    assert (told.made, party.name, party.kind, party.place) == (1, "Nordwind AG", "organisation", "Kiel")
    assert (relationship.market, relationship.kind, relationship.state) == ("customer", "buyer", "in talks")
    assert (relationship.manager, relationship.started) == (maya, date(2019, 5, 31))
    assert party.identifiers.get().value == "7"
    assert sorted(tag.name for tag in tags.of_party(ada, party)) == ["key account", "north"]
    assert sorted(party.contact_points.values_list("kind", "value", "preferred")) == [
        ("email", "info@nordwind.example", True),
        ("telephone", "0170 2", False),
        ("telephone", "0431 1", True),
    ]
    assert {v.field.label: v.value for v in OwnValue.objects.all()} == {
        "Employees": 1250.5,
        "Audited on": date(2020, 12, 24),
    }
    assert "nordwind" in SearchDocument.objects.get(party=party).names
    assert Change.objects.get(party=party).by == ada


def test_run_again_it_changes_nothing_more(tmp_path):
    ada = people.ada()
    people.maya()
    path = file(
        tmp_path,
        "id,name,parent,bill to,manager,tags,phone,state",
        "1,Group,,,maya@example.com,a;b,1,customer",
        "2,Sister,1,1,maya@example.com,,2,prospect",
    )
    take(ada, path)
    before, lines = everything(), Change.objects.count()

    told = take(ada, path)

    assert (told.made, told.changed, told.unchanged) == (0, 0, 2)
    assert everything() == before
    assert Change.objects.count() == lines


def test_the_preview_says_what_would_be_and_changes_nothing(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name", "1,Old name", "2,Same"))
    before, lines = everything(), Change.objects.count()

    told = take(ada, file(tmp_path, "id,name", "1,New name", "2,Same", "3,Third", "9,"), dry_run=True, overwrite="name")

    assert (told.made, told.changed, told.unchanged, told.set_aside) == (1, 1, 1, 1)
    assert (told.would_make, told.would_change) == (("Third",), ("New name",))
    assert everything() == before
    assert Change.objects.count() == lines


def test_customers_of_the_order_book_get_their_names_and_keep_what_people_wrote(tmp_path):
    ada = people.ada()
    known = people.party("Customer 12345")
    Identifier.objects.create(party=known, value="12345")
    contact_points.add_contact_point(by=ada, party=known, kind="telephone", value="0431 99")

    told = take(ada, file(tmp_path, "customer,name,city,phone,email", "12345,Berg & Co,,0431 22,"))

    known.refresh_from_db()
    assert (told.made, told.changed, known.name) == (0, 1, "Berg & Co")
    assert list(known.contact_points.values_list("value", "preferred")) == [("0431 99", True), ("0431 22", False)]
    line = Change.objects.filter(party=known).first()
    assert (line.action, line.before["name"], line.after["name"]) == ("edited", "Customer 12345", "Berg & Co")


def test_an_empty_cell_erases_nothing_and_only_what_is_empty_is_filled(tmp_path):
    ada, maya = people.ada(), people.maya()
    jonas = people.jonas()
    take(ada, file(tmp_path, "id,name,city,manager", "1,Berg,Kiel,maya@example.com", "2,Roth,,"))

    take(ada, file(tmp_path, "id,name,city,manager", "1,,,"))
    assert (Party.objects.get(name="Berg").place, Relationship.objects.get(party__name="Berg").manager) == (
        "Kiel",
        maya,
    )

    rows = ("id,name,city,manager", "1,Berger,Bonn,jonas@example.com", "2,Rother,Ulm,jonas@example.com")
    told = take(ada, file(tmp_path, *rows))

    assert (told.changed, told.unchanged) == (1, 1)
    assert sorted(Party.objects.values_list("name", "place")) == [("Berg", "Kiel"), ("Roth", "Ulm")]
    assert Relationship.objects.get(party__name="Roth").manager == jonas


def test_parents_stand_anywhere_in_the_file_or_in_the_workspace_already(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name", "top,Top"))

    take(ada, file(tmp_path, "id,name,parent", "c,Child,b", "b,Branch,a", "a,Arm,top"))

    assert sorted(Descent.objects.values_list("ancestor__name", "descendant__name", "distance")) == [
        ("Arm", "Branch", 1),
        ("Arm", "Child", 2),
        ("Branch", "Child", 1),
        ("Top", "Arm", 1),
        ("Top", "Branch", 2),
        ("Top", "Child", 3),
    ]


def test_a_moved_branch_takes_what_stands_below_it_along(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name,parent", "1,One,", "2,Two,", "3,Branch,1", "4,Leaf,3"))

    take(ada, file(tmp_path, "id,parent", "3,2"), overwrite="parent")

    assert sorted(Descent.objects.values_list("ancestor__name", "descendant__name", "distance")) == [
        ("Branch", "Leaf", 1),
        ("Two", "Branch", 1),
        ("Two", "Leaf", 2),
    ]


def test_rows_of_a_circle_of_parents_are_set_aside_and_what_stands_below_them(tmp_path):
    ada = people.ada()
    rows = ("a,A,b", "b,B,a", "z,Other,", "c,C,a", "d,D,c")

    told = take(ada, file(tmp_path, "id,name,parent", *rows))

    assert (told.made, told.set_aside_reasons) == (1, {"circle": 2, "parent_set_aside": 2})
    assert "by line 2 of" in told.examples["circle"]
    assert "line 3 of" in told.examples["circle"]
    assert list(Party.objects.values_list("name", flat=True)) == ["Other"]


def test_a_row_that_closes_a_circle_with_the_workspace_is_set_aside_alone(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name,parent", "a,A,", "b,B,a"))
    before = everything()

    told = take(ada, file(tmp_path, "id,name,parent", "a,A,b", "z,Other,"), overwrite="all")

    assert (told.made, told.set_aside_reasons) == (1, {"circle": 1})
    Party.objects.get(name="Other").delete()
    assert everything() == before


def test_what_cannot_be_is_set_aside_with_file_line_and_reason(tmp_path):
    ada = people.ada()
    people.reader()
    take(ada, file(tmp_path, "id,name", "P,Anna", name="people.csv"), what="people")
    path = file(
        tmp_path,
        "id,name,kind,parent,bill to,market,state,manager,email,since",
        "1,One,,,,,,,,",
        ",,,,,,,,,2020-01-31",
        "3,,,,,,,,,",
        "4,Four,starship,,,,,,,",
        "5,Five,,nobody,,,,,,",
        "6,Six,,5,,,,,,",
        "7,Seven,,P,,,,,,",
        "8,Eight,,,nobody,,,,,",
        "9,Nine,,,,martian,,,,",
        "10,Ten,,,,,flying,,,",
        "11,Eleven,,,,,,rita@example.com,,",
        "12,Twelve,,,,,,,not an address,",
        "13,Thirteen,,,,,,,,someday",
        "1,Again,,,,,,,,",
        "P,Person,organisation,,,,,,,",
        "14,Fourteen,,,,,,,,2020-01-31",
    )
    kept = tmp_path / "set-aside.csv"

    told = take(ada, path, set_aside=kept)

    assert (told.made, told.set_aside) == (2, 14)
    assert told.set_aside_reasons == Counter(
        no_identifier=1, no_name=1, unknown_kind=1, unknown_parent=1, parent_set_aside=1, person_in_group=1,
        unknown_bill_to=1, unknown_market=1, unknown_state=1, unknown_manager=1, unreadable=2, repeated=1, other_kind=1,
    )  # fmt: skip
    lines = kept.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 15
    assert [line.split(",")[1] for line in lines[1:]] == [str(line) for line in range(3, 17)]
    assert lines[1].startswith(f"{path},3,no_identifier,")


def test_too_many_rows_set_aside_stop_the_import(tmp_path):
    ada = people.ada()
    path = file(tmp_path, "id,name", "1,One", "2,", "3,Three")

    with pytest.raises(EvidenceError, match=r"1 of 3 rows would be set aside.*line 3 of"):
        take(ada, path, max_set_aside=0.05)

    assert not Party.objects.exists()
    told = take(ada, path, max_set_aside=0.05, dry_run=True)
    assert [finding.severity for finding in told.findings] == ["stop"]


def test_the_bills_of_a_party_go_to_one_that_pays_its_own(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name,bill to", "1,Head,1", "2,Branch,1"))
    assert Party.objects.get(name="Branch").bill_to == Party.objects.get(name="Head")

    told = take(ada, file(tmp_path, "id,name,bill to", "3,Third,2", "1,Head,4", "4,Fourth,"), overwrite="bill-to")

    assert told.set_aside_reasons == {"billed_elsewhere": 1, "pays_for_others": 1}


def test_a_new_manager_takes_over_the_open_tasks(tmp_path):
    ada, maya = people.ada(), people.maya()
    jonas = people.jonas()
    take(ada, file(tmp_path, "id,name,manager", "1,Berg,maya@example.com"))
    task = working.make_task(by=maya, party=Party.objects.get(), title="Call", due=date(2030, 1, 1))

    take(ada, file(tmp_path, "id,manager", "1,jonas@example.com"), overwrite="manager")

    task.refresh_from_db()
    assert task.owner == jonas


def test_the_same_word_of_two_sources_stands_for_two_parties(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name", "1,Of the shop"))

    told = take(ada, file(tmp_path, "id,name,source", "1,Of the ledger,", "1,Of the till,till"), source="ledger")

    assert told.made == 2
    assert sorted(Identifier.objects.values_list("source", "party__name")) == [
        ("ledger", "Of the ledger"),
        ("orders", "Of the shop"),
        ("till", "Of the till"),
    ]


def test_a_further_identifier_is_named_by_its_source(tmp_path):
    ada = people.ada()

    take(ada, file(tmp_path, "id,name,Debtor", "1,Berg,D-9", "2,Roth,D-8"), columns={"id@billing": "Debtor"})
    told = take(ada, file(tmp_path, "id,name,Debtor", "3,Weiss,D-9", "2,Roth,D-8"), columns={"id@billing": "Debtor"})

    assert sorted(Identifier.objects.filter(source="billing").values_list("value", "party__name")) == [
        ("D-8", "Roth"),
        ("D-9", "Berg"),
    ]
    assert told.set_aside_reasons == {"identifier_taken": 1}


def test_people_without_an_identifier_are_known_by_their_address(tmp_path):
    ada = people.ada()
    anna = people.person("Anna Berg")
    contact_points.add_contact_point(by=ada, party=anna, kind="email", value="anna@example.com")
    path = file(tmp_path, "First name,Last name,E-mail", "Anna,Berg,ANNA@example.com", "Ben,Roth,ben@example.com")

    first, second = take(ada, path, what="people"), take(ada, path, what="people")

    assert (first.made, first.changed) == (1, 1)
    assert (second.made, second.changed, second.unchanged) == (0, 0, 2)
    assert sorted(Party.objects.values_list("name", "kind")) == [("Anna Berg", "person"), ("Ben Roth", "person")]
    assert not Relationship.objects.exists()


def test_the_market_of_a_file_can_be_said_for_all_its_rows(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, "id,name", "1,Berg"))

    take(ada, file(tmp_path, "id,name", "1,Berg", "2,Roth"), market="supplier")

    assert sorted(Relationship.objects.values_list("party__name", "market", "state")) == [
        ("Berg", "customer", "customer"),
        ("Berg", "supplier", "supplier"),
        ("Roth", "supplier", "supplier"),
    ]
    with pytest.raises(UsageError, match='no market "martian"'):
        take(ada, file(tmp_path, "id,name", "1,Berg"), market="martian")


def test_excel_and_parquet_are_read_as_csv_is(tmp_path):
    ada = people.ada()
    book = openpyxl.Workbook()
    for row in (("id", "name", "since"), (7, "Berg", date(2020, 1, 31))):
        book.active.append(row)
    book.save(tmp_path / "parties.xlsx")
    pq.write_table(pa.table({"id": pa.array([7.0, 8.0]), "name": ["Berg", "Roth"]}), tmp_path / "parties.parquet")

    first = take(ada, str(tmp_path / "parties.xlsx"))
    second = take(ada, str(tmp_path / "parties.parquet"))

    assert (first.made, second.made, second.unchanged) == (1, 1, 1)
    assert sorted(Identifier.objects.values_list("value", flat=True)) == ["7", "8"]
    assert Relationship.objects.get(party__name="Berg").started == date(2020, 1, 31)


def test_any_encoding_is_read(tmp_path):
    ada = people.ada()
    (tmp_path / "parties.csv").write_bytes("id,name\n1,Müller & Söhne\n".encode("cp1252"))

    take(ada, str(tmp_path / "parties.csv"))

    assert Party.objects.get().name == "Müller & Söhne"


def test_columns_are_named_or_told_to_be_unused(tmp_path):
    ada = people.ada()
    path = file(tmp_path, "Ref,Bezeichnung,Rest", "1,Berg,x")

    told = take(ada, path, columns={"id": "Ref", "name": "Bezeichnung"})

    assert told.columns == {"Ref": "id", "Bezeichnung": "name", "Rest": None}
    assert "The column Rest was not used." in told.findings[0].sentence
    with pytest.raises(UsageError, match='no role "colour"'):
        take(ada, path, columns={"colour": "Rest"})
    with pytest.raises(UsageError, match='No file has a column "Nope"'):
        take(ada, path, columns={"id": "Nope"})


def test_only_who_may_change_every_party_imports_parties(tmp_path):
    path = file(tmp_path, "id,name", "1,Berg")
    for person in (people.maya(), people.analyst(), people.reader()):
        with pytest.raises(PermissionDenied):
            take(person, path)
    assert take(people.hal(), path).made == 1


def test_an_analysis_follows_where_groups_decide_for_whom_orders_count(tmp_path):
    ada = people.ada()
    Workspace.the()
    Workspace.objects.update(level="top")
    take(ada, file(tmp_path, "id,name", "1,Berg", "2,Roth"))
    assert not Job.objects.filter(kind="analyse").exists()

    take(ada, file(tmp_path, "id,parent", "2,1"))

    assert Job.objects.filter(kind="analyse").count() == 1


def test_a_thousand_parties_cost_few_questions(tmp_path, django_assert_max_num_queries):
    ada = people.ada()
    rows = [f"{n},Party {n},{n // 10 if n else ''},t{n % 5},p{n}@example.com" for n in range(1000)]
    path = file(tmp_path, "id,name,parent,tags,email", *rows)

    with django_assert_max_num_queries(200):
        told = take(ada, path)

    assert told.made == 1000
