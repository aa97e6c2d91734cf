import shutil
from collections.abc import Callable, Iterator

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

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium: the system's, else Playwright's own."""
    from playwright.sync_api import Error, sync_playwright

    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        except Error as error:
            pytest.fail(
                f"No Chromium to open the report in: install one (`apt-get install chromium` or `playwright install "
                f"chromium`). {str(error).splitlines()[0]}",
                pytrace=False,
            )
        yield browser
        browser.close()
