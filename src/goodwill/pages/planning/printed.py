from django.http import HttpResponse
from django.utils.text import slugify

from goodwill.pages.planning.shared import WHOLE, plan_of
from goodwill.pages.request import SignedIn
from goodwill.programme.planning.printing import sheet
from goodwill.programme.planning.seen import plans
from goodwill.report.sheet import printed


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The plan as a PDF file; with=pair: the year and the long run."""
    plan = plan_of(request, pk)
    wanted = [plan.pk]
    if request.GET.get("with") == "pair" and plan.part_of_id is not None:
        wanted.append(plan.part_of_id)
    found = {
        one.pk: one
        for one in plans(request.user).select_related("submitted_by", "agreed_by").prefetch_related(*WHOLE)
        .filter(pk__in=wanted)
    }  # fmt: skip
    shown = [found[key] for key in wanted if key in found]
    file = printed(sheet(request.user, shown))
    name = slugify(f"{plan.relationship.party.name} {plan if len(shown) == 1 else 'plans'}")
    return HttpResponse(
        file, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    )
