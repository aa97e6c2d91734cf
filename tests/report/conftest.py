from collections.abc import Callable

import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.report.document import compose
from goodwill.report.html import page
from goodwill.report.parts import Document
from tests.report import online_retail, variants

VARIANTS: dict[str, Callable[[Analysis], Analysis]] = {
    "whole": lambda base: base,
    "doubtful": variants.doubtful,
    "without amounts": variants.without_amounts,
    "on revenue": variants.on_revenue,
    "newborn": variants.newborn,
    "crowd": variants.crowd,
}


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return online_retail.online_retail()


@pytest.fixture(scope="session")
def document(analysis: Analysis) -> Document:
    return compose(analysis)


@pytest.fixture(scope="session")
def html(document: Document) -> str:
    return page(document)


@pytest.fixture(scope="session", params=VARIANTS)
def variant(request: pytest.FixtureRequest, analysis: Analysis) -> Analysis:
    """The analysis under each of the circumstances a report has to read well with."""
    return VARIANTS[request.param](analysis)
