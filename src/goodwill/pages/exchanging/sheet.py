from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from goodwill.measures.practice_questions import Version
from goodwill.pages.exchanging.showing import address
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme.exchanging.questions import read
from goodwill.programme.exchanging.rounds import about_of, answer
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import PracticeRound, PracticeSheet
from goodwill.terms import UsageError

SCALE = (
    ("", "No answer", "–"),
    ("1", "1, never", "1"),
    ("2", "2", "2"),
    ("3", "3, sometimes", "3"),
    ("4", "4", "4"),
    ("5", "5, always", "5"),
)

MEANWHILE = "You have answered in another window meanwhile. What you chose here stands below: keep it if it is right."


def page(request: SignedIn, pk: int) -> HttpResponse:
    """One's own answers, statement by statement."""
    asked = get_object_or_404(PracticeRound.objects.select_related("party"), pk=pk)
    if asked.party is not None:
        party_of(request, asked.party.pk)
    about, questions = about_of(asked), read(asked.asked)
    sheet = PracticeSheet.objects.filter(round=asked, by=request.user).first()
    error, given = "", {} if sheet is None else sheet.answers
    if request.method == "POST":
        given, version = _given(questions, request.POST), request.POST.get("version", "0")
        try:
            answer(by=request.user, asked=asked, version=int(version) if version.isdecimal() else 0, answers=given)
        except UsageError as wrong:
            error = str(wrong)
        except EditedMeanwhileError as meanwhile:
            error = MEANWHILE
            sheet = meanwhile.theirs
        else:
            messages.success(request, "Your answers are kept. As long as the round is open you can change them.")
            return redirect(address("about", about))
    context = {
        "about": about,
        "asked": asked,
        "party": asked.party,
        "rows": _rows(questions, given),
        "scale": SCALE,
        "version": 0 if sheet is None else sheet.version,
        "sheet": sheet,
        "error": error,
        "number": len(questions.dimensions) * len(questions.types),
        "back": address("about", about),
    }
    return render(request, "goodwill/exchanging/sheet.html", context, status=400 if error else 200)


def _rows(questions: Version, given: dict[str, Any]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Of each dimension its title, and of each statement the name of its field, its words and what was chosen."""
    return [
        (
            row.title,
            [
                (f"{row.name}-{kind}", said, str(given.get(row.name, {}).get(kind, "")))
                for kind, said in zip(questions.types, row.statements, strict=True)
            ],
        )
        for row in questions.dimensions
    ]


def _given(questions: Version, posted: QueryDict) -> dict[str, dict[str, int]]:
    given: dict[str, dict[str, int]] = {}
    for row in questions.dimensions:
        for kind in questions.types:
            if (chosen := posted.get(f"{row.name}-{kind}", "")).isdecimal():
                given.setdefault(row.name, {})[kind] = int(chosen)
    return given
