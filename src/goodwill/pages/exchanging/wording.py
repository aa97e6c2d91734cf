from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.exchanging.questions import SIZES, settle_wording, worded
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import PracticeWording
from goodwill.terms import UsageError

Rows = dict[str, dict[str, str]]


def page(request: SignedIn) -> HttpResponse:
    """Every statement in the company's own words, as rounds that begin from now on ask it."""
    policy.demand(request.user, "steer")
    asked = worded(max(SIZES))
    said: Rows = {row.name: dict(zip(asked.types, row.statements, strict=True)) for row in asked.dimensions}
    version, error = PracticeWording.the().version, ""
    if request.method == "POST":
        said = {row: {kind: request.POST.get(f"{row}-{kind}", "") for kind in kinds} for row, kinds in said.items()}
        seen = request.POST.get("version", "")
        try:
            settle_wording(by=request.user, version=int(seen) if seen.isdecimal() else 0, statements=said)
        except UsageError as wrong:
            error = str(wrong)
        except EditedMeanwhileError:
            error = "Somebody else has changed the statements meanwhile. Yours stand below: keep them if right."
        else:
            messages.success(request, "The statements are kept; rounds that begin from now on ask them so.")
            return redirect("exchange")
    titles = {row.name: row.title for row in asked.dimensions}
    short, longer = ({row.name for row in worded(size).dimensions} for size in SIZES[:2])
    context = {
        "rows": [(titles[row], _asked_in(row, short, longer), _fields(row, kinds)) for row, kinds in said.items()],
        "version": version,
        "error": error,
    }
    return render(request, "goodwill/exchanging/wording.html", context, status=400 if error else 200)


def _fields(row: str, kinds: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(f"{row}-{kind}", kind.capitalize(), said) for kind, said in kinds.items()]


def _asked_in(row: str, short: set[str], longer: set[str]) -> str:
    return "" if row in short else "asked with 11 and 12 rows" if row in longer else "asked with 12 rows alone"
