"""Private addresses do not stand in the log."""

import logging

import pytest

from goodwill.web.settings import LOGGING
from goodwill.web.unsaid import Unsaid


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("Not Found", "/calendar/feed/s3cret.ics"), "Not Found: /calendar/feed/…"),
        (("Not Found", "/invitation/s3cret/"), "Not Found: /invitation/…/"),
        (("Not Found", "/first-account/s3cret/?a=1"), "Not Found: /first-account/…/?a=1"),
        (("Not Found", "/relationships/7/"), "Not Found: /relationships/7/"),
    ],
)
def test_a_token_is_written_as_dots(args, said):
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", args, None)

    assert Unsaid().filter(record)
    assert record.getMessage() == said


def test_every_handler_of_the_workspace_writes_through_it():
    assert all(handler["filters"] == ["unsaid"] for handler in LOGGING["handlers"].values())
