"""Which pages are asked, by whom, and how long each took."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from benchmarks.site.jobs import analysing

BAR = 0.1
"""Seconds at p95, for the pages that people wait for."""
WARMING = 3
NOT_WAITED_FOR = ("imports", "export")
REQUESTS = 60
Where = Callable[[], str]


@dataclass(frozen=True)
class Asked:
    """What a page took, in seconds."""

    page: str
    middle: float
    slow: float
    slow_beside: float | None = None


def pages() -> dict[str, tuple[str, Where]]:
    """Of every page: the role that asks, and where its next request goes."""
    head = {f"{name}": ("administrator", where) for name, where in _of_all().items()}
    book = {f"{name}, a manager's": ("manager", where) for name, where in _of_a_book().items()}
    return head | book


def _of_all() -> dict[str, Where]:
    from goodwill.programme import lists
    from goodwill.records.models import Segment, User, Workspace

    found, after = lists.relationships(User.objects.get(role="administrator")), ""
    for _ in range(19):
        after = lists.page(found, sort="-value", after=after).next
    twentieth = f"/relationships/?{urlencode({'sort': '-value', 'after': after})}"
    ids, tens = _records(), itertools.count(10)
    current = Workspace.the().current
    assert current is not None
    as_of = current.as_of
    assert as_of is not None
    month = f"{as_of.replace(day=1)}..{as_of}"
    segments = dict(Segment.objects.values_list("name", "id"))
    return {
        "today": lambda: "/",
        "list": lambda: "/relationships/",
        "filtered list": lambda: f"/relationships/?filter=group%3Abutterfly+value%3E{next(tens)}&sort=-value",
        "list page 20": lambda: twentieth,
        "list by name": lambda: "/relationships/?sort=name",
        "list by least active": lambda: "/relationships/?sort=active",
        "list by part of a name": lambda: f"/relationships/?filter=name~%22{next(tens)}%22",
        "list of a tag or none": lambda: f"/relationships/?filter=tag:empty+value%3E{next(tens)}",
        **{f"list of segment {name}": _in_segment(name) for name in segments},
        "search": lambda: f"/search/?q={next(tens)}",
        "search in notes": lambda: f"/search/?q=delivery+{next(tens)}",
        "palette": lambda: f"/palette/?q=cust+{next(tens)}",
        "columns": lambda: "/relationships/board",
        "market": lambda: "/markets/customer/",
        "segments": lambda: "/segments/",
        **{f"segment {name}": partial(str, f"/segments/{pk}/") for name, pk in segments.items()},
        "record page": lambda: f"/relationships/{next(ids)}/",
        "portfolio": lambda: "/portfolio/",
        "portfolio groups": lambda: "/portfolio/groups/",
        "portfolio brushed": lambda: f"/portfolio/groups/?return_to=50&potential_from={next(tens)}",
        "portfolio movement": lambda: "/portfolio/movement/",
        "portfolio retention": lambda: "/portfolio/retention/",
        "portfolio value": lambda: "/portfolio/value/",
        "portfolio evidence": lambda: "/portfolio/evidence/",
        "portfolio record": lambda: "/portfolio/record/",
        "portfolio history": lambda: "/portfolio/history/",
        "portfolio list": lambda: f"/portfolio/list/?group=butterfly&potential_from={next(tens)}",
        "portfolio list of who moved": lambda: "/portfolio/list/?part=dearer",
        "portfolio list of who was lost": lambda: f"/portfolio/list/?lost={month}",
        **_of_the_programme(),
        "imports": lambda: "/imports/",
        "export": lambda: "/relationships/export",
    }


def _of_the_programme() -> dict[str, Where]:
    """Its pages, and the tabs of one key account after the other."""
    from goodwill.records.models import Decision, KeyAccount, Plan, SelectionRound

    parties = list(KeyAccount.objects.order_by("id").values_list("relationship__party", flat=True))
    tabs = ("plan", "decisions", "ties", "ladder", "needs", "entitlements", "team", "care", "exchange")
    accounts = itertools.cycle(parties)
    plans = itertools.cycle(Plan.objects.order_by("id").values_list("id", flat=True))
    decisions = itertools.cycle(Decision.objects.order_by("id").values_list("id", flat=True))
    selection = SelectionRound.objects.latest("id").pk
    return {
        "programme": lambda: "/key-accounts/",
        "list of key accounts": lambda: "/relationships/?filter=key:yes",
        "list of who is none": lambda: "/relationships/?filter=key:no",
        "programme ladder": lambda: "/programme/ladder/",
        "programme ladder beyond": lambda: "/programme/ladder/beyond",
        "programme ties": lambda: "/programme/ties/",
        "programme plans": lambda: "/plans/",
        "programme selection": lambda: "/selection/",
        "programme round": lambda: f"/selection/{selection}/",
        "programme managers": lambda: "/managers/",
        "programme coverage": lambda: "/managers/coverage",
        "programme entitlements": lambda: "/entitlements/",
        "programme record of an account": lambda: f"/relationships/{next(accounts)}/",
        "programme plan": lambda: f"/plans/{next(plans)}/",
        "programme unit": lambda: f"/decisions/{next(decisions)}/",
        **{f"programme tab {tab}": partial(_tab, accounts, tab) for tab in tabs},
    }


def _tab(accounts: Iterator[int], name: str) -> str:
    return f"/relationships/{next(accounts)}/{name}"


def _in_segment(name: str) -> Where:
    worth = itertools.count(10)

    def where() -> str:
        filters = f'segment:"{name}" value>{next(worth)}'
        return f"/relationships/?{urlencode({'filter': filters})}"

    return where


def _of_a_book() -> dict[str, Where]:
    tens = itertools.count(10)
    ids = _records("manager")
    return {
        "today": lambda: "/",
        "list": lambda: "/relationships/",
        "filtered list": lambda: f"/relationships/?filter=group%3Abutterfly+value%3E{next(tens)}&sort=-value",
        "search": lambda: f"/search/?q={next(tens)}",
        "search in notes": lambda: f"/search/?q=delivery+{next(tens)}",
        "columns": lambda: "/relationships/board",
        "record page": lambda: f"/relationships/{next(ids)}/",
        "segments": lambda: "/segments/",
        "programme": lambda: "/key-accounts/",
        "programme plans": lambda: "/plans/",
    }


def _records(role: str = "administrator") -> Iterator[int]:
    """A thousand records that the role sees, over and over."""
    from goodwill.programme import lists
    from goodwill.records.models import User

    found = lists.relationships(User.objects.get(role=role)).order_by("id").values_list("id", flat=True)
    ids = list(found)
    return itertools.cycle(ids[:: max(1, len(ids) // 1000)])


def asked(role: str, where: Where, beside: Callable[[], None], requests: int) -> list[float]:
    """Seconds of each request, after a warm-up."""
    from django.test import Client

    from goodwill.records.models import User

    client, took = Client(headers={"host": "127.0.0.1"}), []
    client.force_login(User.objects.get(role=role))
    for _ in range(WARMING + requests):
        beside()
        address = where()
        began = time.perf_counter()
        answer = client.post(address, {"format": "csv"}) if address.endswith("export") else client.get(address)
        took.append(time.perf_counter() - began)
        assert answer.status_code in (200, 302), (address, answer.status_code)
    return took[WARMING:]


def measured(requests: int, only: str = "") -> Iterator[Asked]:
    from goodwill.web.settled import settle

    settle()
    alone, chosen = {}, {name: how for name, how in pages().items() if only in name}
    for name, (role, where) in chosen.items():
        took = asked(role, where, lambda: None, requests if name != "export" else min(requests, 5))
        alone[name] = (statistics.median(took), slow(took))
    with analysing() as busy:
        for name, (role, where) in chosen.items():
            took = asked(role, where, busy, requests if name != "export" else min(requests, 5))
            yield Asked(name, *alone[name], slow(took))


def slow(took: list[float]) -> float:
    """The 95th percentile."""
    return sorted(took)[max(0, round(0.95 * len(took)) - 1)]


def waited_for(page: str) -> bool:
    return page not in NOT_WAITED_FOR
