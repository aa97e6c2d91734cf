from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import attachments, policy
from goodwill.programme.file_kinds import BY_CODE
from goodwill.records.models import Attachment
from goodwill.terms import UsageError

ROOM = 64 * 1024
"""What a form adds around a file."""


@csrf_protect
def _add(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, "Choose a file first.")
        return redirect("record", pk=pk)
    try:
        made = attachments.attach(by=request.user, party=party, file=file)
    except UsageError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{made.name} is kept.", extra_tags=reverse("file-delete", args=[made.pk]))
    return redirect("record", pk=pk)


@csrf_exempt
@require_POST
def add(request: SignedIn, pk: int) -> HttpResponse:
    """A form that says to be too long is not read at all: the check of its token would read it first."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > attachments.LIMIT + ROOM:
        messages.error(request, f"The file is larger than {attachments.LIMIT // 1024**2} MB. Make it smaller.")
        return redirect("record", pk=pk)
    return _add(request, pk)


@require_GET
@cache_control(private=True, no_store=True)
def download(request: SignedIn, pk: int) -> FileResponse:
    """To be saved, whatever it is: never shown inside our pages, and nothing in it runs."""
    found = get_object_or_404(policy.attachments(request.user), pk=pk, deleted__isnull=True)
    answer = FileResponse(
        attachments.path_of(found).open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=BY_CODE[found.kind].content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    found = _found(request, pk)
    attachments.delete(by=request.user, attachment=found)
    messages.success(request, f"{found.name} is deleted.", extra_tags=reverse("file-restore", args=[pk]))
    return redirect("record", pk=found.party_id)


@require_POST
def restore(request: SignedIn, pk: int) -> HttpResponse:
    found = _found(request, pk)
    attachments.restore(by=request.user, attachment=found)
    messages.success(request, f"{found.name} is back.")
    return redirect("record", pk=found.party_id)


def _found(request: SignedIn, pk: int) -> Attachment:
    return get_object_or_404(policy.attachments(request.user).select_related("party"), pk=pk)
