from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from goodwill.pages.parties import party_of
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import tags
from goodwill.records.models import Tag


@require_POST
def add(request: SignedIn, pk: int) -> HttpResponse:
    with refusals_told(request):
        tags.add(by=request.user, party=party_of(request, pk), name=request.POST.get("tag", ""))
    return redirect("record", pk=pk)


@require_POST
def remove(request: SignedIn, pk: int, tag: int) -> HttpResponse:
    party = party_of(request, pk)
    tags.remove(by=request.user, party=party, tag=get_object_or_404(Tag, pk=tag))
    return redirect("record", pk=pk)
