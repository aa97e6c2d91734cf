from datetime import date

import pyarrow as pa
import pytest

from goodwill.programme import standing_changes, working
from goodwill.programme.kept import files
from goodwill.programme.work_queue import day_of
from goodwill.records.models import AnalysisRun, StandingChange
from tests import people

pytestmark = pytest.mark.django_db
TODAY = date(2011, 9, 1)


def customers(*rows: tuple[int, str, float | None, float, float, date]) -> pa.Table:
    names = ("customer_id", "group", "p_active", "p_return", "lifetime_value", "last_order")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    worth = {f"lifetime_value{end}": list(columns["lifetime_value"]) for end in ("", "_low", "_high")}
    return pa.table(
        {name: list(values) for name, values in columns.items()}
        | worth
        | {"customer_id": [str(key) for key in columns["customer_id"]]}
        | {"p_active": pa.array(columns["p_active"], pa.float64())}
    )


def analysed(as_of: date, table: pa.Table, report: str) -> AnalysisRun:
    run = AnalysisRun.objects.create(as_of=as_of, state="done", report=report)
    kept = table.append_column("party", table["customer_id"].cast(pa.int64())).sort_by("party")
    files.write(files.standings_file(run.id), kept)
    return run


def test_each_kind_of_change_is_found_once_and_no_change_has_no_row():
    maya = people.maya()
    back, lost, cooled, fell, group, same, unknown = (people.party(n, maya).id for n in "ABCDEFG")
    may, aug = date(2011, 5, 3), date(2011, 8, 20)
    analysed(
        date(2011, 7, 31),
        customers(
            (back, "stranger", 0.2, 0.3, 1.0, may),
            (lost, "butterfly", 0.6, 0.2, 2.0, may),
            (cooled, "butterfly", 0.6, 0.5, 3.0, may),
            (fell, "butterfly", 0.9, 0.5, 4.0, may),
            (group, "butterfly", 0.9, 0.5, 5.0, may),
            (same, "butterfly", 0.9, 0.5, 6.0, may),
            (unknown, "butterfly", None, 0.5, 7.0, may),
        ),
        "report-1.html",
    )
    now = customers(
        (back, "true friend", 0.95, 0.9, 10.0, aug),
        (lost, "stranger", 0.1, 0.05, 20.0, may),
        (cooled, "butterfly", 0.4, 0.4, 30.0, may),
        (fell, "butterfly", 0.8, 0.5, 40.0, may),
        (group, "true friend", 0.9, 0.5, 50.0, aug),
        (same, "butterfly", 0.88, 0.5, 60.0, may),
        (unknown, "butterfly", None, 0.5, 70.0, may),
    )
    # Looking back at a month afterwards changes nothing.
    analysed(date(2011, 8, 15), now, "")
    run = people.run()

    standing_changes.write_changes(run, now)
    run.save()

    kinds = dict(StandingChange.objects.values_list("party", "kind"))
    assert kinds == {back: "returned", lost: "lost", cooled: "cooled", fell: "fell", group: "group"}
    assert [card.change.party_id for card in day_of(maya, TODAY).cards] == [group, fell, cooled, lost, back]
    assert day_of(people.jonas(), TODAY).cards == []

    change = StandingChange.objects.select_related("party").get(party=cooled)
    working.note(by=maya, party=change.party, text="Called")
    assert "cooled" not in {card.kind for card in day_of(maya, TODAY).cards}


def test_the_first_analysis_is_compared_with_the_first_day_that_is_analysed_afterwards():
    maya = people.maya()
    one = people.party("A", maya).id
    may = date(2011, 5, 3)
    run = people.run()
    standing_changes.write_changes(run, customers((one, "butterfly", 0.4, 0.4, 30.0, may)))
    files.write(
        files.standings_file(run.id),
        customers((one, "butterfly", 0.4, 0.4, 30.0, may)).append_column("party", pa.array([one], pa.int64())),
    )
    assert day_of(maya, TODAY).cards == []

    for day, before in ((date(2011, 7, 31), 0.6), (date(2011, 6, 30), 0.9)):
        analysed(day, customers((one, "butterfly", before, 0.5, 3.0, may)), "")
        standing_changes.compare_shown()

    change = StandingChange.objects.get()
    assert (change.kind, change.p_active_before) == ("cooled", 0.6)
