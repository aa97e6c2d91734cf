import pytest

from tests.folder import empty_folder


@pytest.fixture(autouse=True)
def _empty_folder():
    empty_folder()
