from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import access, policy
from goodwill.records.models import Party
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day


def refused(request: SignedIn, pk: int) -> HttpResponse:
    """Who looks after a relationship that is another manager's, and a button that asks; not what it is called."""
    party = get_object_or_404(policy.askable(request.user), pk=pk)
    asked = access.waiting(request.user, party)
    context = {
        "pk": pk,
        "manager": access.manager_of(party),
        "asked": asked,
        "asked_says": f"{asked.owner} has a task about it since {written_day(asked.made.date())}." if asked else "",
    }
    return render(request, "goodwill/access.html", context, status=403)


def of_party(request: SignedIn, party: Party, *, may_edit: bool) -> dict[str, object]:
    """For a relationship that the person sees: whether it could ask to change it too, and whether it has."""
    if may_edit or not policy.may(request.user, "edit"):
        return {"may_ask": False}
    return {"may_ask": True, "asked": access.waiting(request.user, party)}


@require_POST
def ask(request: SignedIn, pk: int) -> HttpResponse:
    party = get_object_or_404(policy.askable(request.user), pk=pk)
    try:
        task = access.ask(by=request.user, party=party)
    except UsageError as nobody:
        messages.error(request, str(nobody))
    else:
        messages.success(request, f"{task.owner} is asked: it stands on the page of the day there.")
    return redirect("record", pk=pk)
