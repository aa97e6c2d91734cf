"""A year of the key account programme on the shipped order book, in real browsers, with a real server and mail.

The orders up to the end of May come in as a file. Ada, who heads the programme, holds a selection round: nine of
its shortlist are chosen, and a newcomer for strategic reasons; one is declined with its reason. An assignment gives
each a manager; Maya and Ada agree on Maya's job description. Maya plans her first account, for the year and for the
long run; Ada agrees to both. Maya maps who decides there, and makes the empty seat a task; she writes down what
binds it, and a mail that she copies to the workspace stands on its timeline, private. A quarter later the orders of
June to August come in: the results of the objectives move, and the newcomer climbs a rung. The year is reviewed,
Maya's book goes to Jonas, and he takes the pair of plans along as PDF.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pages.serving import database_of_its_own, free_port, make_first_account, served
from tests.pages.year import caring, choosing, knowing, planning, turning
from tests.pages.year.cast import FIRST, QUARTER, Cast, Person, bring, invite, newcomer, orders

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]


@pytest.fixture
def port() -> int:
    """Where the workspace listens for mails."""
    return free_port()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def link(request: pytest.FixtureRequest, tmp_path: Path, port: int) -> Iterator[str]:
    """The one-time link of a new workspace, which takes mails in; on either database."""
    settings = {"GOODWILL_SMTP": f"127.0.0.1:{port}"}
    if request.param == "sqlite":
        with served(tmp_path, **settings) as (_, link):
            yield link
        return
    with (
        database_of_its_own(request.getfixturevalue("postgres_server")) as address,
        served(tmp_path, GOODWILL_DATABASE_URL=address, **settings) as (_, link),
    ):
        yield link


@pytest.fixture
def cast(link: str, chromium: Browser) -> Cast:
    """Signed in, each in a browser of its own."""
    address, _ = link.split("/first-account/")
    ada, maya, jonas = (Person(chromium, address) for _ in range(3))
    make_first_account(ada.page, link)
    invite(ada, maya, "Maya Lindqvist")
    invite(ada, jonas, "Jonas Weber")
    return Cast(ada, maya, jonas)


def test_a_year_from_the_selection_round_to_the_hand_over(cast: Cast, port: int, tmp_path: Path) -> None:
    ada, maya, jonas = cast.ada, cast.maya, cast.jonas
    choosing.settle(ada)
    bring(ada, orders(tmp_path, FIRST, QUARTER))
    accounts = choosing.choose(ada, newcomer())

    caring.profiles(ada)
    account, held = caring.assign(ada, maya)
    assert caring.agree_on_the_job(cast).startswith(b"%PDF")

    planning.draft(maya, account)
    planning.agree(ada, account)
    knowing.map_unit(maya, account)
    knowing.tie(maya, account)
    knowing.write_to_it(maya, account, port)

    results = planning.results(maya, account)
    turning.stands(ada, accounts[-1], "a purchaser")
    turning.a_quarter_later(ada, tmp_path)
    turning.climbed(ada, accounts[-1])
    later = planning.results(maya, account)
    assert later.keys() == results.keys()
    for objective, result in later.items():
        assert planning.figure(result) > planning.figure(results[objective]) > 0
        assert "31 May 2011" in results[objective]
        assert "31 August 2011" in result

    planning.review(maya, account)
    turning.hand_over(cast, account, held)
    assert turning.plan_as_pdf(jonas, account).startswith(b"%PDF")
    for person in (ada, maya, jonas):
        person.leaves()
