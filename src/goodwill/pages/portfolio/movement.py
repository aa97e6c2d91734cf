from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodwill.pages.portfolio.shared import Shown, answer, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.portfolio.groups import PLURALS
from goodwill.programme.movement import FROM, TO, Movement, movement
from goodwill.programme.past_conditions import NEW

WIDTH, HEIGHT, BAR, GAP, SIDE = 1000, 380, 12, 10, 150


@dataclass(frozen=True)
class Cell:
    count: int
    url: str
    stayed: bool


@dataclass(frozen=True)
class Band:
    """A flow in the picture; kind: the group it comes from, as a class."""

    path: str
    kind: str
    url: str
    stayed: bool


@dataclass(frozen=True)
class Side:
    y: float
    height: float
    kind: str
    name: str
    count: int
    url: str


@require_safe
def page(request: SignedIn) -> HttpResponse:
    days = shown(request)
    if days is None:
        return nothing(request)
    found = None if days.since is None else movement(days.since, days.day)
    context: dict[str, object] = {"movement": found}
    if found is not None:
        cells = [
            [
                Cell(n, days.list_of(was=was, group=group) if n else "", was == group)
                for group, n in zip(TO, row, strict=True)
            ]
            for was, row in zip(FROM, found.counts, strict=True)
        ]
        context |= {
            "rows": list(zip(FROM, cells, _all("was", FROM, found.before, days), strict=True)),
            "to": list(zip(TO, _all("group", TO, found.after, days), strict=True)),
            "new": NEW,
            "all": Cell(sum(found.after), days.list_of(), stayed=False),
            "known": sum(found.before[:-1]),
            "picture": _picture(found, days),
        }
    return answer(request, "movement", context, days)


def _all(asked: str, names: Sequence[str], counts: Sequence[int], days: Shown) -> list[Cell]:
    """What stands at the end of rows and columns; who was in a group and is no longer on record is in no list."""
    return [
        Cell(n, days.list_of(**{asked: name}) if n else "", stayed=False) for name, n in zip(names, counts, strict=True)
    ]


def _picture(found: Movement, days: Shown) -> dict[str, object]:
    """Two columns of bars, as tall as their customers are many, and the flows between them."""
    total = max(sum(found.after), 1)
    unit = (HEIGHT - GAP * len(FROM)) / total
    left = _column(FROM, found.before, unit, [cell.url for cell in _all("was", FROM, found.before, days)])
    right = _column(TO, found.after, unit, [cell.url for cell in _all("group", TO, found.after, days)])
    from_y, to_y = [side.y for side in left], [side.y for side in right]
    bands = []
    x1, x2, middle = SIDE + BAR, WIDTH - SIDE - BAR, WIDTH / 2
    for i, was in enumerate(FROM):
        for j, group in enumerate(TO):
            thick = found.counts[i][j] * unit
            if not thick:
                continue
            a, b = from_y[i], to_y[j]
            path = (
                f"M{x1} {a:.1f}C{middle} {a:.1f} {middle} {b:.1f} {x2} {b:.1f}v{thick:.1f}"
                f"C{middle} {b + thick:.1f} {middle} {a + thick:.1f} {x1} {a + thick:.1f}z"
            )
            bands.append(Band(path, was.replace(" ", "-"), days.list_of(was=was, group=group), was == group))
            from_y[i], to_y[j] = a + thick, b + thick
    return {
        "bands": bands,
        "left": left,
        "right": right,
        "width": WIDTH,
        "height": HEIGHT,
        "bar": BAR,
        "left_x": SIDE,
        "right_x": WIDTH - SIDE - BAR,
        "left_text": SIDE - 10,
        "right_text": WIDTH - SIDE + 10,
    }


def _column(names: Sequence[str], counts: tuple[int, ...], unit: float, urls: Sequence[str]) -> list[Side]:
    found, y = [], 0.0
    for name, count, url in zip(names, counts, urls, strict=True):
        found.append(
            Side(y, count * unit, name.replace(" ", "-"), "Not on record" if name == NEW else _many(name), count, url)
        )
        y += count * unit + GAP
    return found


def _many(group: str) -> str:
    return next(plural.capitalize() for name, plural in PLURALS.items() if name == group)
