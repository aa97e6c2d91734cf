from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme.failed_analysis import analyse_again


@require_POST
def again(request: SignedIn) -> HttpResponse:
    """From Today or from an import's page, and back there."""
    analyse_again(by=request.user)
    messages.success(request, "All orders are analysed again, in the background.")
    found = request.POST.get("import", "")
    return redirect("import", pk=int(found)) if found.isdecimal() else redirect("today")
