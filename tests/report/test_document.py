import re
from dataclasses import replace

import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.report.document import compose
from goodwill.report.parts import Document, Fig, Prose, Table, plain, rows
from goodwill.report.sections.bucket import title
from tests.report import variants


def prose_of(document: Document) -> list[Prose]:
    found = [*document.state, *(ask.sentence for ask in document.asks)]
    for section in document.sections:
        found += [*section.paragraphs, *section.after, section.note]
    return found


def text_of(document: Document) -> str:
    """Every sentence of the report, tables and titles included."""
    parts = [document.title, document.headline, *(plain(p) for p in prose_of(document)), *document.key_figure.lines]
    parts += [document.key_figure.title, document.key_figure.note, *(ask.question for ask in document.asks)]
    for section in document.sections:
        parts += [section.title, section.sub]
        for table in [*section.tables, *([section.chart.table] if section.chart else [])]:
            parts += [table.caption, *(f"{c.name} {c.unit}" for c in table.columns)]
            parts += [
                cell if isinstance(cell, str) else plain(cell)
                for row in table.rows
                for cell in row
                if isinstance(cell, str | tuple)
            ]
    return "\n".join(parts)


def test_it_reads_in_the_order_that_a_director_asks(document: Document):
    assert [section.key for section in document.sections] == [
        "revenue", "record", "loyalty", "groups", "leak", "cohorts", "survival", "concentration", "rhythm", "spending",
        "times", "tracking", "retention", "key-accounts", "evidence", "method",
    ]  # fmt: skip


def test_the_headline_says_what_happened_and_how_far_the_forecast_can_be_trusted(document: Document):
    assert document.headline == (
        "The base is as large as a year ago and a quarter below its November peak; our forecasts were up to 20% short"
    )


def test_the_state_of_the_base_takes_three_sentences(variant: Analysis):
    assert len(compose(variant).state) == 3


def test_an_assumed_margin_is_called_assumed(document: Document):
    assert "of assumed margin over three years" in plain(document.state[1])
    assert document.key_figure.note.startswith("Assumed margin of 30%")


def test_revenue_is_never_called_profit_or_equity(analysis: Analysis):
    said = text_of(compose(variants.on_revenue(analysis))).lower()

    assert "expected revenue" in said
    assert "equity" not in said
    assert "profit" not in said.replace("make profit on every transaction", "").replace(
        "work out the lost profit", ""
    ).replace("raise profit by 25%", "").replace("value is revenue, never profit", "")


def test_without_a_currency_amounts_are_plain_and_it_says_so(analysis: Analysis):
    document = compose(variants.on_revenue(analysis))

    assert "In the currency of the file." in document.key_figure.note
    assert "£" not in "".join([document.headline, *(plain(sentence) for sentence in document.state)])


def test_without_amounts_it_tells_of_days_with_orders(analysis: Analysis):
    document = compose(variants.without_amounts(analysis))

    assert document.key_figure.figure is None
    assert document.key_figure.lines == ("Not known", "The orders carry no amounts.")
    assert all("£" not in plain(sentence) for sentence in document.state)
    assert "concentration" not in [section.key for section in document.sections]


def test_a_doubtful_fit_is_said_at_the_top_with_what_would_settle_it(analysis: Analysis):
    notice = compose(variants.doubtful(analysis)).notice

    assert notice is not None
    assert notice.title == "Fit doubtful."
    assert notice.sentences[0].startswith("b runs to 309")
    assert notice.settle == "What would settle it: 3 more months of orders, so that every season has been seen twice."


def test_under_a_doubtful_fit_the_record_shown_is_that_of_the_rule_in_use(analysis: Analysis):
    record = next(s for s in compose(variants.doubtful(analysis)).sections if s.key == "record")

    assert record.chart is not None
    assert str(record.chart.table.rows[0][2]).startswith("14,100 ")
    assert 'the rule "same rate goes on" makes the forecast' in plain(record.after[0])


def test_a_sound_fit_needs_no_notice(analysis: Analysis):
    assert compose(replace(analysis, findings=())).notice is None


def test_what_cannot_be_known_is_said_with_its_reason(analysis: Analysis):
    document = compose(variants.newborn(analysis))

    assert document.headline == "50 customers in 31 days; too little is known to look ahead"
    assert plain(document.state[1]).startswith("What the 50 on record are worth is not known: 8 repeat purchases")
    assert "groups" not in [section.key for section in document.sections]


def test_every_figure_is_traced_to_its_definition(variant: Analysis):
    document = compose(variant)
    known = {definition.key for definition in document.definitions}
    figures = [part for prose in prose_of(document) for part in prose if isinstance(part, Fig)]

    assert figures
    assert {figure.about for figure in figures} <= known
    assert all(d.meaning and d.window and d.n for d in document.definitions)


def test_every_chart_has_its_table_and_both_widths(variant: Analysis):
    charts = [section.chart for section in compose(variant).sections if section.chart]

    assert charts
    for chart in charts:
        assert chart.table.rows
        assert set(chart.drawings) == {"wide", "narrow", "paper"}
        assert chart.drawings["narrow"].width == 350
        assert chart.about


def test_every_row_of_every_table_fills_its_columns(variant: Analysis):
    def check(table: Table) -> None:
        assert all(len(row) == len(table.columns) for row in table.rows), table.caption

    for section in compose(variant).sections:
        for table in section.tables:
            check(table)
        if section.chart:
            check(section.chart.table)


def test_every_section_says_what_it_shows_and_what_it_rests_on(variant: Analysis):
    for section in compose(variant).sections:
        assert section.title, section.key
        assert section.sub, section.key
        assert section.note or section.key == "record", section.key


def test_sentences_are_clean(variant: Analysis):
    said = text_of(compose(variant))

    assert not re.search(r"nan|None|inf\b|  |\{|\}|\.\.(?!\.)| ,| \.", said), re.search(
        r".{20}(nan|None|  |\.\.| ,| \.).{20}", said
    )
    assert not re.search(r"(?<![\w-])-\d", said), "a hyphen stands for a minus"
    assert "!" not in said


def test_two_halves_share_a_row_and_a_lone_half_has_its_own(document: Document):
    found = [[section.key for section in row] for row in rows(document.sections)]

    assert ["record", "loyalty"] in found
    assert ["survival", "concentration"] in found
    assert ["groups"] in found


@pytest.mark.parametrize(
    ("lost", "regained", "says"),
    [
        (2715, 1336, "For every two customers lost, one came back"),
        (900, 301, "For every three customers lost, one came back"),
        (100, 39, "Of every hundred customers lost, 39 came back"),
        (100, 99, "As many customers came back as left"),
        (12, 0, "12 customers left the base, and none came back"),
        (0, 0, "Nobody has left the base so far"),
    ],
)
def test_the_leak_in_a_sentence(lost: int, regained: int, says: str):
    assert title(lost, regained) == says


def test_the_same_analysis_gives_the_same_document(analysis: Analysis, document: Document):
    assert compose(analysis) == document
