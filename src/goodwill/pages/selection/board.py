from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from goodwill.pages.request import SignedIn
from goodwill.pages.selection.picture import NARROW, WIDE, matrix
from goodwill.programme import policy
from goodwill.programme.selecting import candidates, of_today, past_record
from goodwill.programme.selecting.drawing import MOST
from goodwill.programme.selecting.matrix import Board, Line, board
from goodwill.records.models import SelectionRound, Workspace


@require_safe
def page(request: SignedIn, pk: int) -> HttpResponse:
    """One round: what is next, the matrix, the shortlist, who is not to be cultivated, and how such lists did."""
    rows = SelectionRound.objects.select_related("run", "closed_by", "pioneer_tag").defer("run__results")
    held = get_object_or_404(rows, pk=pk)
    found = board(request.user, held)
    steers = policy.may(request.user, "steer") and held.is_open
    context = {
        "round": held,
        "board": found,
        "wide_picture": matrix(found.lines, WIDE),
        # Not "narrow": the page around it goes by that name to leave out the search.
        "narrow_picture": matrix(found.lines, NARROW),
        "may_act": steers,
        "next": _next(found) if steers else None,
        "tells": policy.tells_reasons(request.user),
        "untold": candidates.untold(request.user),
        "left_out": "value" not in policy.hidden(request.user) and _newer(held),
        "scored": past_record.scored(held) if held.horizon else None,
        "why_not_scored": past_record.why_not(held),
        "being_scored": past_record.being_scored(held),
        "closing": _closing(found),
        "off_the_list": (off := of_today.off_the_list(request.user, held)),
        "has_room": held.candidates.count() + off <= MOST,
        "most": MOST,
    }
    return render(request, "goodwill/selection/round.html", context)


def _next(found: Board) -> Line | None:
    """The first candidate that waits for a decision, those that can be decided about first."""
    waiting = sorted(found.undecided, key=lambda line: bool(line.missing))
    return waiting[0] if waiting else None


def _closing(found: Board) -> str:
    """What closing does, for whoever is asked whether it shall be."""
    waiting = len(found.undecided)
    left = "" if not waiting else f" {waiting} {'is' if waiting == 1 else 'are'} left undecided."
    return f"It then stays as it is, with its criteria, scores and decisions; nobody opens it again.{left}"


def _newer(held: SelectionRound) -> bool:
    """Whether the standings of today are later than those that the shortlist was drawn from."""
    current = Workspace.the().current_id
    return held.is_open and current is not None and current != held.run_id
