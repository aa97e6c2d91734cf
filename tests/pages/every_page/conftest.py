"""A browser that has no fault to tell of, and the address of every page with something to see on it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from goodwill.records.models import User
from tests import people
from tests.pages.addresses import addresses
from tests.pages.serving import faultless


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with faultless(chromium.new_page()) as page:
        yield page


@pytest.fixture
def address(page: Page, live_server):
    """The address of every page, its visitor signed in as the administrator, with something to see on each."""
    ada = people.ada()
    party = people.party("Berg & Tal", ada, place="Kiel")
    people.standing(party, people.run(), reason="true friend: 92% likely to buy again within a year")
    found = addresses(party, ada)
    client = Client()
    client.force_login(User.objects.get(pk=ada.pk))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]  # type: ignore[list-item]
    )
    return lambda name: f"{live_server.url}{found(name)}"
