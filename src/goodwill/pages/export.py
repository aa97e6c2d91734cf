from django.http import HttpResponse
from django.views.decorators.http import require_GET

from goodwill.pages.request import SignedIn
from goodwill.programme import exporting, policy
from goodwill.terms import UsageError


@require_GET
def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "export")
    try:
        text = exporting.as_csv(request.user, request.GET.get("filter", ""))
    except UsageError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="relationships.csv"'
    return answer
