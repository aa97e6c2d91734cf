from typing import get_args

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from goodwill.evidence.column_map import DATE_ORDERS, Role
from goodwill.evidence.reasons import REASONS
from goodwill.pages.request import SignedIn
from goodwill.programme import importing, policy
from goodwill.programme.failed_analysis import failed_analysis
from goodwill.records.models import Job, OrderImport
from goodwill.terms import GoodwillError, UsageError

ROOM = 64 * 1024
"""What a form adds around a file."""


@csrf_exempt
def page(request: SignedIn) -> HttpResponse:
    """An upload that says to be too long is not read at all: the check of its token would read it first."""
    policy.demand(request.user, "import")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (not length.isdigit() or int(length) > settings.UPLOAD_LIMIT + ROOM):
        messages.error(request, f"The file is larger than {importing.limit()}. Import it in parts.")
        return redirect("imports")
    return _page(request)


@csrf_protect
def _page(request: SignedIn) -> HttpResponse:
    file = request.FILES.get("file")
    if request.method == "POST" and isinstance(file, UploadedFile):
        try:
            found = importing.receive(by=request.user, file=file, source=request.POST.get("source", ""))
        except GoodwillError as error:
            messages.error(request, str(error))
            return redirect("imports")
        return redirect("import", pk=found.pk)
    listed = OrderImport.objects.select_related("by")[:100]
    known = importing.sources(request.user)
    return render(request, "goodwill/imports.html", {"imports": listed, "sources": known, "source": importing.SOURCE})


def one(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "import")
    found = get_object_or_404(OrderImport, pk=pk)
    of_orders = found.what == OrderImport.What.ORDERS
    job = Job.objects.filter(arguments__order_import=found.id).order_by("-made").first()
    # Not of days gone by: those change nothing that is shown now, and wait for a quiet hour.
    waiting = Job.objects.filter(kind="analyse", arguments={}, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    ended = found.state in (OrderImport.State.DONE, OrderImport.State.UNDONE)
    analysed = of_orders and ended
    stopped = found.state == OrderImport.State.STOPPED
    context = {
        "found": found,
        "job": job,
        "busy": found.state in (OrderImport.State.UPLOADED, OrderImport.State.RUNNING),
        "analysing": waiting.last() if analysed else None,
        "failed_analysis": failed_analysis(request.user) if analysed else "",
        "roles": get_args(Role),
        "date_orders": DATE_ORDERS.items(),
        "may_choose": stopped or found.state == OrderImport.State.CHECKED,
        "told_as_revenue": of_orders and importing.first_told_as_revenue(found),
        "may_settle": policy.may(request.user, "settings"),
        "reasons": _reasons(found),
    }
    if of_orders:
        return render(request, "goodwill/import.html", context)
    may_undo = policy.reach(request.user, "edit") == "all"
    return render(request, "goodwill/import_parties.html", context | {"may_undo": may_undo})


def _reasons(found: OrderImport) -> list[tuple[str, int, str]]:
    """Why rows were set aside, how many, and one of them; the commonest first."""
    words = {reason.code: reason.words for reason in REASONS}
    counted = sorted(found.result.get("set_aside_reasons", {}).items(), key=lambda item: -item[1])
    examples = found.result.get("examples", {})
    return [(words.get(code, code.replace("_", " ")), rows, examples.get(code, "")) for code, rows in counted]


@require_POST
def columns(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(OrderImport, pk=pk)
    chosen: dict[str, str] = {}
    for name, role in request.POST.items():
        if not name.startswith("column ") or not role:
            continue
        column = name.removeprefix("column ")
        if str(role) in chosen:
            messages.error(request, f"{chosen[str(role)]} and {column} cannot both be the {role}. Choose one.")
            return redirect("import", pk=pk)
        chosen[str(role)] = column
    if request.POST.get("dates") in DATE_ORDERS:
        chosen["dates"] = request.POST["dates"]
    try:
        importing.choose_columns(by=request.user, order_import=found, columns=chosen)
    except GoodwillError as error:
        messages.error(request, str(error))
    return redirect("import", pk=pk)


@require_POST
def confirm(request: SignedIn, pk: int) -> HttpResponse:
    return _asked(request, pk, importing.confirm)


@require_POST
def undo(request: SignedIn, pk: int) -> HttpResponse:
    return _asked(request, pk, importing.undo)


def set_aside(request: SignedIn, pk: int) -> FileResponse:
    policy.demand(request.user, "import")
    found = get_object_or_404(OrderImport, pk=pk)
    try:
        kept = importing.take_set_aside(by=request.user, order_import=found)
    except UsageError as gone:
        raise Http404(str(gone)) from gone
    answer = FileResponse(kept.open("rb"), as_attachment=True, filename="set-aside.csv", content_type="text/csv")
    # What strangers wrote is in it: to be saved, and nothing in it runs wherever it is opened.
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _asked(request: SignedIn, pk: int, action: object) -> HttpResponse:
    try:
        action(by=request.user, order_import=get_object_or_404(OrderImport, pk=pk))  # type: ignore[operator]
    except GoodwillError as error:
        messages.error(request, str(error))
    return redirect("import", pk=pk)
