from typing import get_args

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goodwill.evidence.column_map import Role
from goodwill.pages.request import SignedIn
from goodwill.programme import importing, policy
from goodwill.records.models import Job, OrderImport
from goodwill.terms import GoodwillError, UsageError


def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "import")
    file = request.FILES.get("file")
    if request.method == "POST" and isinstance(file, UploadedFile):
        try:
            found = importing.receive(by=request.user, file=file)
        except GoodwillError as error:
            messages.error(request, str(error))
            return redirect("imports")
        return redirect("import", pk=found.pk)
    return render(request, "goodwill/imports.html", {"imports": OrderImport.objects.select_related("by")[:100]})


def one(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "import")
    found = get_object_or_404(OrderImport, pk=pk)
    of_orders = found.what == OrderImport.What.ORDERS
    job = Job.objects.filter(arguments__order_import=found.id).order_by("-made").first()
    analysing = Job.objects.filter(kind="analyse", state__in=(Job.State.QUEUED, Job.State.RUNNING)).last()
    ended = found.state in (OrderImport.State.DONE, OrderImport.State.UNDONE)
    reasons = sorted(found.result.get("set_aside_reasons", {}).items(), key=lambda item: -item[1])
    context = {
        "found": found,
        "job": job,
        "busy": found.state in (OrderImport.State.UPLOADED, OrderImport.State.RUNNING),
        "analysing": analysing if of_orders and ended else None,
        "roles": get_args(Role),
        "reasons": reasons,
    }
    if of_orders:
        return render(request, "goodwill/import.html", context)
    examples = found.result.get("examples", {})
    told = [(code.replace("_", " "), rows, examples.get(code, "")) for code, rows in reasons]
    may_undo = policy.reach(request.user, "edit") == "all"
    return render(request, "goodwill/import_parties.html", context | {"reasons": told, "may_undo": may_undo})


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
        kept = importing.rows_set_aside(found)
    except UsageError as gone:
        raise Http404(str(gone)) from gone
    return FileResponse(kept.open("rb"), as_attachment=True, filename="set-aside.csv", content_type="text/csv")


def _asked(request: SignedIn, pk: int, action: object) -> HttpResponse:
    try:
        action(by=request.user, order_import=get_object_or_404(OrderImport, pk=pk))  # type: ignore[operator]
    except GoodwillError as error:
        messages.error(request, str(error))
    return redirect("import", pk=pk)
