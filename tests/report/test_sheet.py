from dataclasses import replace
from datetime import date

from goodwill.report.sheet import Sheet, SheetSection, SheetTable, pictures, printed

SHEET = Sheet(
    title="Plan for Customer 14646",
    sub="1 January to 31 December 2011",
    state="Agreed",
    facts=[("Manager", "Maya Osei"), ("Worth", "£45,577 (£3,620 to £86,722)"), ("Rung", "client")],
    sections=[
        SheetSection("Situation", ["Orders every 11 days."], ["Finance is unknown", "#strong, *not* markup"]),
        SheetSection(
            "Actions",
            table=SheetTable(["What", "Cost"], [["Visit the warehouse [1]", "£400"]] * 60, [3, 1], frozenset({1})),
        ),
        SheetSection("Risks", missing="Nothing written yet."),
    ],
    foot="Plan for Customer 14646, version 2",
    on=date(2011, 1, 1),
    signed=[("Maya Osei", "agreed on 3 January 2011"), ("Hal Berg", "")],
)


def test_a_sheet_is_the_same_file_every_time_and_goes_on_to_a_second_page():
    first = printed(SHEET)

    assert first.startswith(b"%PDF")
    assert first == printed(SHEET)
    assert len(pictures(SHEET)) >= 2


def test_a_sheet_says_no_more_than_it_has():
    assert len(pictures(replace(SHEET, sections=[], facts=[], signed=[], sub="", state=""))) == 1
