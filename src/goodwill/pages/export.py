from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.exports import exporting
from goodwill.records.models import Export, Job
from goodwill.terms import UsageError

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


@require_POST
def page(request: SignedIn) -> HttpResponse:
    return leave(request, Export.Of.RELATIONSHIPS)


def leave(request: SignedIn, of: str) -> HttpResponse:
    """A short list as a file at once; a long one in the background. of: which list, and the name of its page."""
    policy.demand(request.user, "export")
    query, asked = request.POST.get("query", ""), request.POST.get("format", "")
    if asked not in TYPES:
        raise BadRequest("There is no such format.")
    try:
        if not exporting.is_short(request.user, query, of):
            return redirect("export-made", pk=exporting.begin(by=request.user, of=of, query=query, format=asked).pk)
        told = exporting.at_once(by=request.user, of=of, query=query, format=asked)
    except UsageError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse(of)}?{query}")
    name = f'attachment; filename="{of}.{asked}"'
    return HttpResponse(told, content_type=TYPES[asked], headers={"Content-Disposition": name})


def made(request: SignedIn, pk: int) -> HttpResponse:
    """How far the file has come, and where to take it."""
    policy.demand(request.user, "export")
    export = get_object_or_404(Export, pk=pk, by=request.user)
    job = Job.objects.filter(kind="export", arguments={"export": pk}).order_by("-made").first()
    context = {"export": export, "job": job, "back": reverse(export.of)}
    return render(request, "goodwill/export.html", context)


def take(request: SignedIn, pk: int) -> FileResponse:
    policy.demand(request.user, "export")
    export = get_object_or_404(Export, pk=pk, by=request.user, state=Export.State.DONE)
    try:
        file = exporting.path_of(export).open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    name = f"{export.of}.{export.format}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[export.format])
