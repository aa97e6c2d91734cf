from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goodwill.pages.request import SignedIn


def page(request: SignedIn) -> HttpResponse:
    """Relationships whose name holds the words that were typed."""
    words = request.GET.get("q", "").replace('"', " ").split()
    found = " ".join(f'name~"{word}"' for word in words)
    return redirect(f"{reverse('relationships')}?{urlencode({'filter': found})}" if words else "relationships")
