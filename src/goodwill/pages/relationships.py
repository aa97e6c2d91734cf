from urllib.parse import urlencode

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import lists, policy
from goodwill.programme.filters import FIELDS, parse
from goodwill.records.models import SavedView, Workspace
from goodwill.terms import UsageError

SORTS = (
    ("-value", "Most valuable first"),
    ("active", "Least active first"),
    ("-last_order", "Last order, newest first"),
    ("last_order", "Last order, oldest first"),
    ("-orders", "Most purchase days first"),
    ("name", "Name"),
)


def page(request: SignedIn) -> HttpResponse:
    filters, sort = request.GET.get("filter", "").strip(), request.GET.get("sort", "-value")
    context: dict[str, object] = {
        "filter": filters,
        "sort": sort,
        "sorts": SORTS,
        "fields": FIELDS.values(),
        "view": _view(request),
    }
    try:
        found = lists.relationships(request.user, filters)
        chips = [
            (" or ".join(term.said for term in group), _without(filters, i)) for i, group in enumerate(parse(filters))
        ]
    except UsageError as error:
        return render(request, "goodwill/relationships.html", context | {"error": str(error)}, status=400)
    tally = lists.tally(found)
    page = lists.page(found, sort=sort, after=request.GET.get("after", ""), many=tally.rows is None)
    standings = lists.standings_of(Workspace.the().current, page.rows)
    context |= {
        "rows": [(party, standings.get(party.id)) for party in page.rows],
        "chips": chips,
        "total": tally.rows,
        "most": lists.MOST_COUNTED,
        "worth": tally.worth,
        "next": f"?{urlencode({'filter': filters, 'sort': sort, 'after': page.next})}" if page.next else "",
        "query": urlencode({"filter": filters, "sort": sort}),
        "may_export": policy.may(request.user, "export"),
        "may_segment": policy.may(request.user, "segment"),
        "may_edit": policy.may(request.user, "edit"),
        "may_assign": policy.reach(request.user, "edit") == "all",
    }
    return render(request, "goodwill/relationships.html", context)


@require_POST
def save_view(request: SignedIn) -> HttpResponse:
    name, query = request.POST.get("name", "").strip()[:80], request.POST.get("query", "")[:500]
    if not name:
        messages.error(request, "Give the view a name.")
        return redirect(f"{reverse('relationships')}?{query}")
    try:
        with transaction.atomic():
            SavedView.objects.create(owner=request.user, name=name, query=query)
    except IntegrityError:
        SavedView.objects.filter(owner=request.user, name=name).update(query=query)
    messages.success(request, f"View {name} is saved and stands among your favourites.")
    return redirect(f"{reverse('relationships')}?{query}")


def _view(request: SignedIn) -> SavedView | None:
    return SavedView.objects.filter(owner=request.user, query=request.META.get("QUERY_STRING", "")).first()


def _without(filters: str, place: int) -> str:
    """The filter's text without one of its groups."""
    kept = [" or ".join(_written(term.text) for term in group) for i, group in enumerate(parse(filters)) if i != place]
    return " ".join(kept)


def _written(text: str) -> str:
    return f'"{text}"' if " " in text else text
