from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.utils.text import slugify

from goodwill.pages.planning.shared import WHOLE, plan_of
from goodwill.pages.request import SignedIn
from goodwill.programme.planning.printing import take
from goodwill.report.sheet import printed


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The plan as a PDF file; with=pair: the year and the long run."""
    plan = plan_of(request, pk)
    shown = [plan]
    if request.GET.get("with") == "pair" and plan.part_of is not None:
        shown.append(plan.part_of)
    prefetch_related_objects(shown, *WHOLE)
    file = printed(take(by=request.user, plans=shown))
    name = slugify(f"{plan.relationship.party.name} {plan if len(shown) == 1 else 'plans'}")
    return HttpResponse(
        file, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    )
