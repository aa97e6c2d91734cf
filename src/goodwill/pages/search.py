from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.finding import find, searched
from goodwill.programme.jobs.queue import put_once


def page(request: SignedIn) -> HttpResponse:
    """What the person may see in which the words stand, by kind, with what matched marked."""
    words = request.GET.get("q", "").strip()[:200]
    context = {
        "words": words,
        "search_query": words,
        "results": find(request.user, words),
        "searched": searched(request.user),
        "own_only": policy.reach(request.user, "see") != "all",
        "may_rebuild": policy.may(request.user, "settings"),
    }
    return render(request, "goodwill/search.html", context)


@require_POST
def rebuild(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "settings")
    put_once("rebuild search", by=request.user)
    messages.success(request, "The index of the search is written anew in the background.")
    return redirect("search")
