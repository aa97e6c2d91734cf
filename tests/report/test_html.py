import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from goodwill.portfolio.analysis import Analysis
from goodwill.report.document import compose
from goodwill.report.html import page
from goodwill.report.parts import Document

VOID = {"meta", "link", "br", "hr", "img", "use", "circle", "path", "rect"}


class Reader(HTMLParser):
    """Keeps what a test asks of a page: its elements in order, its headings, whatever is left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h\d", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open and re.fullmatch(r"h\d", self.open[-1]):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def attributes(self, name: str) -> Iterator[str]:
        return (attrs[name] for _, attrs in self.elements if name in attrs)


def test_every_element_is_closed_where_it_should_be(variant: Analysis):
    assert Reader(page(compose(variant))).open == []


def test_headings_go_down_one_step_at_a_time(variant: Analysis):
    levels = [level for level, _ in Reader(page(compose(variant))).headings]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_first_heading_is_the_finding(html: str, document: Document):
    assert Reader(html).headings[0] == (1, document.headline)


def test_nothing_is_fetched_and_nothing_runs(html: str):
    reader = Reader(html)

    assert "script" not in {tag for tag, _ in reader.elements}
    assert not [name for _, attrs in reader.elements for name in attrs if name.startswith("on")]
    assert all(address.startswith(("#", "data:")) for name in ("href", "src") for address in reader.attributes(name))
    assert not re.search(r"@import|url\((?!data:|#)", html)


def test_every_id_is_its_own_and_every_reference_lands(html: str):
    reader = Reader(html)
    ids = list(reader.attributes("id"))

    assert len(ids) == len(set(ids))
    for name in ("href", "popovertarget", "aria-labelledby"):
        for value in reader.attributes(name):
            for part in value.removeprefix("#").split():
                assert part in ids or value == "data:,", value


def test_every_figure_tells_its_definition_window_and_n_on_hover_and_on_a_key(html: str):
    figures = [attrs for tag, attrs in Reader(html).elements if tag == "button"]

    assert len(figures) > 20
    assert all(attrs["type"] == "button" and attrs["popovertarget"] for attrs in figures)
    assert all(re.search(r"Window: .+ n: ", attrs["title"]) for attrs in figures)


def test_every_chart_is_followed_by_its_table(html: str, document: Document):
    charts = 1 + sum(section.chart is not None for section in document.sections)

    assert html.count('<figure class="chart">') == charts
    assert html.count("<summary>") == charts
    assert html.count('role="img" aria-labelledby') == 2 * charts


def test_it_stays_small_enough_to_send_by_mail(html: str):
    assert len(html.encode()) < 1_500_000


def test_a_crowd_makes_the_page_no_larger(analysis: Analysis, html: str):
    from tests.report.variants import crowd

    assert len(page(compose(crowd(analysis)))) < 1.5 * len(html)


def test_names_from_the_file_are_text_and_never_markup(analysis: Analysis):
    from dataclasses import replace

    hostile = "<script>alert('x')</script>\" onload=x"
    document = compose(
        replace(analysis, key_accounts=(replace(analysis.key_accounts[0], customer_id=hostile, reason=hostile),))
    )

    written = page(document)

    assert "<script" not in written
    assert "&lt;script&gt;" in written
    assert Reader(written).open == []


def test_the_same_document_gives_the_same_bytes(html: str, document: Document):
    assert page(document) == html
