from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodwill.pages.list_table import Table, heads, rows_of
from goodwill.pages.request import SignedIn
from goodwill.pages.views import arranged_now
from goodwill.programme import grouping, lists, policy
from goodwill.programme.arrangement import FOLLOWED, MINE, Arrangement
from goodwill.programme.filters import Field, Node, fields_for, parse, said
from goodwill.programme.filters.asking import SIGNS, asked
from goodwill.programme.filters.values import Days
from goodwill.programme.views import may_change, views_of
from goodwill.records.models import Export, SavedView
from goodwill.terms import UsageError

OF_A_GROUP = 10
"""So many of a group are shown at first; the rest is the list of that group alone."""


def page(request: SignedIn) -> HttpResponse:
    """A list: its view, filters, columns, order and groups; with `only=rows` the rows of one group alone."""
    user, fields = request.user, fields_for(request.user)
    views = list(views_of(user))
    view = _view(request, views)
    arranged = _arranged(request, view, fields)
    here = _Here(view, arranged)
    if request.GET.get("add_field"):
        return _with_filter(request, here, fields)
    context = _around(request, here, views, fields)
    try:
        found = lists.relationships(user, arranged.filter)
        parts = parse(arranged.filter, fields).parts
        columns = [fields[name] for name in arranged.columns]
        if request.GET.get("only") == "rows":
            rows = lists.page(found, sort=arranged.sort, fields=fields).rows
            table = Table(
                heads(columns, here.sorted_by, arranged.sort), rows_of(user, rows[:OF_A_GROUP], columns, fields)
            )
            context |= {"table": table, "rest": len(rows) > OF_A_GROUP, "list_url": here.address()}
            return render(request, "goodwill/relationships/some_rows.html", context)
        context |= _chips(here, parts, fields)
        if arranged.by:
            context |= _grouped(request, here, fields, found)
        else:
            context |= _plain(request, here, fields, found)
    except UsageError as error:
        return render(request, "goodwill/relationships.html", context | {"error": str(error)}, status=400)
    return render(request, "goodwill/relationships.html", context)


class _Here:
    """Where we are, and the addresses that lead from here."""

    def __init__(self, view: SavedView | None, arranged: Arrangement) -> None:
        self.view, self.arranged = view, arranged

    def address(self, arranged: Arrangement | None = None, **more: str) -> str:
        """The list arranged so, still under the view that it came from."""
        query = (arranged or self.arranged).query
        if self.view is not None and "filter=" not in query:
            query = f"filter=&{query}" if query else "filter="
        pairs = [urlencode({"view": self.view.pk}) if self.view else "", query, urlencode(more)]
        return f"?{'&'.join(pair for pair in pairs if pair)}"

    def sorted_by(self, name: str) -> str:
        return self.address(self.arranged.with_(sort=self.arranged.next_sort(name)))


def _view(request: SignedIn, views: list[SavedView]) -> SavedView | None:
    asked = request.GET.get("view", "")
    return next((view for view in views if str(view.pk) == asked), None)


def _arranged(request: SignedIn, view: SavedView | None, fields: Mapping[str, Field]) -> Arrangement:
    asked = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    if "column" in request.GET:
        asked["columns"] = ",".join(request.GET.getlist("column"))
    if view is not None and not {"filter", "sort", "columns", "by"} & asked.keys():
        return Arrangement.of_query(view.query, fields)
    return Arrangement.read(asked, fields)


def _with_filter(request: SignedIn, here: _Here, fields: Mapping[str, Field]) -> HttpResponse:
    """What the dialog asked for becomes one more condition of the filter's text."""
    get = request.GET
    try:
        node = asked(fields, get.get("add_field", ""), get.get("add_sign", "is"), get.get("add_value", ""))
        to = here.arranged.and_also(node, fields)
    except UsageError as error:
        messages.error(request, str(error))
        to = here.arranged
    return redirect(f"{reverse('relationships')}{here.address(to)}")


def _around(request: SignedIn, here: _Here, views: list[SavedView], fields: Mapping[str, Field]) -> dict[str, object]:
    """All but the rows."""
    user, view, arranged = request.user, here.view, here.arranged
    kept = None if view is None else Arrangement.of_query(view.query, fields)
    ordered = [fields[name] for name in arranged.columns]
    others = [field for field in fields.values() if field.name != "name" and field not in ordered]
    starred = view is not None and view.favourite_of.filter(id=user.pk).exists()
    return {
        "filter": arranged.filter,
        "sort": arranged.sort,
        "by": arranged.by,
        "columns": ",".join(arranged.columns) or "name",
        "query": arranged.query,
        "fields": fields.values(),
        "view": view,
        "views": views,
        "starred": starred,
        "changed": kept != arranged if kept else arranged != Arrangement.read({}, fields),
        "kept": {} if view is None else arranged_now(view, fields),
        "may_change": view is not None and may_change(user, view),
        "sorts": _sorts(fields),
        "groupings": [field for field in fields.values() if field.grouped],
        "chosen_columns": ordered,
        "other_columns": others,
        "signs": SIGNS,
        "formats": Export.Format.choices,
        "may_export": policy.may(user, "export"),
        "may_segment": policy.may(user, "segment"),
        "may_edit": policy.may(user, "edit"),
        "may_assign": policy.may(user, "assign"),
        "most": lists.MOST_COUNTED,
        "shows_worth": "value" in fields,
    }


def _sorts(fields: Mapping[str, Field]) -> list[tuple[str, str]]:
    """The orders, for those who do not click on heads: words for each field and direction."""
    found = []
    for field in fields.values():
        if field.sortable:
            up, down = {
                "text": ("A to Z", "Z to A"), "choice": ("A to Z", "Z to A"), "date": ("oldest first", "newest first"),
                "yes-no": ("no first", "yes first"),
            }.get(field.kind, ("lowest first", "highest first"))  # fmt: skip
            found += [(field.name, f"{field.label}, {up}"), (f"-{field.name}", f"{field.label}, {down}")]
    return found


def _chips(here: _Here, parts: tuple[Node, ...], fields: Mapping[str, Field]) -> dict[str, object]:
    days = Days.now() if parts else None
    arranged = here.arranged
    chips = [
        (*said(part, fields, days), here.address(arranged.without(part, fields)))
        for part in parts
        if days and part not in (MINE, FOLLOWED)
    ]
    return {
        "chips": chips,
        "toggles": [
            (word, one in parts, here.address(_turned(arranged, one, parts, fields)))
            for word, one in (("Only mine", MINE), ("Followed", FOLLOWED))
            if one.field in fields
        ],
        "clear_url": here.address(arranged.with_(filter="")),
    }


def _turned(arranged: Arrangement, one: Node, parts: tuple[Node, ...], fields: Mapping[str, Field]) -> Arrangement:
    """With the condition where it is not asked for, without it where it is."""
    return arranged.without(one, fields) if one in parts else arranged.and_also(one, fields)


def _plain(request: SignedIn, here: _Here, fields: Mapping[str, Field], found: object) -> dict[str, object]:
    arranged = here.arranged
    tally = lists.tally(found, user=request.user)  # type: ignore[arg-type]
    page = lists.page(
        found,  # type: ignore[arg-type]
        sort=arranged.sort,
        after=request.GET.get("after", ""),
        many=tally.rows is None,
        fields=fields,
    )
    columns = [fields[name] for name in arranged.columns]
    return {
        "table": Table(
            heads(columns, here.sorted_by, arranged.sort), rows_of(request.user, page.rows, columns, fields)
        ),
        "total": tally.rows,
        "worth": tally.worth,
        "next": here.address(after=page.next) if page.next else "",
        "later": "after" in request.GET,
        "first_url": here.address(),
    }


def _grouped(request: SignedIn, here: _Here, fields: Mapping[str, Field], found: object) -> dict[str, object]:
    """The groups of the whole result; of the first its rows, the others bring theirs when they are opened."""
    arranged = here.arranged
    field = fields[arranged.by]
    some, more = grouping.groups(request.user, found, arranged.filter, field)  # type: ignore[arg-type]
    ungrouped = arranged.with_(by="")
    addresses = [here.address(ungrouped.and_also(group.node, fields)) for group in some]
    table = None
    if some:
        first = lists.relationships(request.user, ungrouped.and_also(some[0].node, fields).filter)
        columns = [fields[name] for name in arranged.columns]
        many = some[0].rows > lists.MOST_COUNTED
        rows = lists.page(first, sort=arranged.sort, many=many, fields=fields).rows[:OF_A_GROUP]
        table = Table(heads(columns, here.sorted_by, arranged.sort), rows_of(request.user, rows, columns, fields))
    overlap = field.many and field.name != "market"
    tally = None if overlap or more else sum(group.rows for group in some)
    return {
        "groups": list(zip(some, addresses, strict=True)),
        "grouped_by": field,
        "more_groups": more,
        "table": table,
        "rest": bool(some) and some[0].rows > OF_A_GROUP,
        "total": tally,
        "of_a_group": OF_A_GROUP,
    }
