"""Selection rounds: opened, settled while they are open, and closed for good."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.selecting import criteria
from goodwill.programme.selecting.drawing import draw_into
from goodwill.programme.selecting.past_record import have_scored
from goodwill.records.models import AnalysisRun, SelectionRound, Tag, User, Workspace
from goodwill.terms import Period, UsageError
from goodwill.terms.dates import written_day

A_YEAR = timedelta(days=365)
USUAL_PLACES = 10
MOST_PLACES = 50
"""More cannot be managed one by one; 15 to 35 is the usual number."""


def rounds() -> QuerySet[SelectionRound]:
    """Newest first, each with how many candidates it has."""
    found = SelectionRound.objects.select_related("opened_by", "closed_by").annotate(many=Count("candidates"))
    return found.order_by("-day", "-id")


def open_one() -> SelectionRound | None:
    """The one that is open, if any is."""
    return SelectionRound.objects.filter(is_open=True).first()


def to_look_at_again(found: Sequence[SelectionRound], today: date) -> SelectionRound | None:
    """The last of these where none is open and it is a year old: what was decided in it is to be decided anew."""
    last = found[0] if found and not any(one.is_open for one in found) else None
    return last if last is not None and last.day + A_YEAR <= today else None


def usual_places() -> int:
    """As many as the current analysis' own shortlist names."""
    run = _current()
    return int(run.results.get("key_accounts_k") or USUAL_PLACES) if run else USUAL_PLACES


@transaction.atomic
def open_round(
    *, by: User, name: str, day: date | None = None, places: int = USUAL_PLACES, kept_for_strategy: int = 1,
    pioneer_tag: Tag | None = None,
) -> SelectionRound:  # fmt: skip
    """A new round with its shortlist drawn; criteria that nobody has made yet begin as the usual ones.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: while another round is open, or for a name or number of places that cannot be.
    """
    policy.demand(by, "steer")
    named = _settled(name, places, kept_for_strategy)
    if (other := open_one()) is not None:
        raise UsageError(f"The round “{other}” is open. Close it before you open another.")
    try:
        with transaction.atomic():
            made = SelectionRound.objects.create(
                **named,
                **_resting_on(_current()),
                day=day or timezone.localdate(),
                pioneer_tag=pioneer_tag,
                opened_by=by,
            )
    except IntegrityError as error:
        raise UsageError("Somebody else has opened a round this moment. Go on with that one.") from error
    if not criteria.company():
        criteria.begin_with_usual()
    found = draw_into(made)
    remember(by=by, action="opened round", row=made, after={"name": made.name, "places": places, "candidates": found})
    if made.horizon:
        have_scored(made.horizon, by=by)
    return made


@transaction.atomic
def edit(*, by: User, selection_round: SelectionRound, version: int, values: dict[str, Any]) -> None:
    """Another name, day, number of places or tag, while it is open; `version` is the one that the person saw.

    Raises:
        EditedMeanwhileError: where somebody else has changed it since; nothing is changed.
        UsageError: where it is closed, or as in `open_round`.
    """
    policy.demand(by, "steer")
    held = still_open(selection_round)
    named = _settled(values["name"], values["places"], values["kept_for_strategy"])
    wanted = named | {"day": values["day"], "pioneer_tag": values.get("pioneer_tag")}
    before, after = change(held, version, wanted)
    if "pioneer_tag" in after:
        draw_into(_renewed(SelectionRound.objects.get(pk=held.pk)))
    if after:
        remember(by=by, action="changed round", row=held, before=before, after=after)


@transaction.atomic
def draw(*, by: User, selection_round: SelectionRound) -> int:
    """Draw the shortlist again, from the standings of today: who is new is added, nobody is taken off. How many are.

    Raises:
        UsageError: where it is closed.
    """
    policy.demand(by, "steer")
    held = _renewed(still_open(selection_round))
    found = draw_into(held)
    remember(by=by, action="drew shortlist", row=held, after={"candidates": found})
    return found


@transaction.atomic
def close(*, by: User, selection_round: SelectionRound) -> None:
    """From now on it stays as it was, criteria and all; nobody opens it again.

    Raises:
        UsageError: where it is closed already.
    """
    policy.demand(by, "steer")
    held = still_open(selection_round)
    held.is_open, held.closed, held.closed_by, held.criteria = False, timezone.now(), by, criteria.frozen()
    held.version += 1
    held.save(update_fields=["is_open", "closed", "closed_by", "criteria", "version"])
    remember(by=by, action="closed round", row=held, after={"name": held.name})


def still_open(selection_round: SelectionRound) -> SelectionRound:
    """The round, held so that nobody closes it meanwhile.

    Raises:
        UsageError: where it is closed.
    """
    held = SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    if not held.is_open:
        closed = written_day(timezone.localdate(held.closed))
        raise UsageError(f"The round “{held}” was closed on {closed} and stays as it was. Open a new one.")
    return held


def _settled(name: str, places: int, kept: int) -> dict[str, Any]:
    name = " ".join(name.split())[:80]
    if not name:
        raise UsageError("Give the round a name, such as Key accounts 2012.")
    if not 1 <= places <= MOST_PLACES:
        raise UsageError(f"A round has 1 to {MOST_PLACES} places, not {places}: more cannot be managed one by one.")
    if not 0 <= kept <= places:
        raise UsageError(f"Of {places} places {kept} cannot be kept for strategic reasons. Keep from 0 to {places}.")
    return {"name": name, "places": places, "kept_for_strategy": kept}


def _current() -> AnalysisRun | None:
    """With its results, which the workspace leaves out."""
    shown = Workspace.objects.filter(id=1).values("current")
    return AnalysisRun.objects.filter(id__in=shown).first()


def _resting_on(run: AnalysisRun | None) -> dict[str, Any]:
    """What a round keeps of the analysis that its shortlist is drawn from."""
    told = {} if run is None else run.results
    horizon = told.get("settings", {}).get("horizon")
    return {
        "run": run,
        "horizon": "" if horizon is None else str(Period(horizon["length"], horizon["unit"])),
        "most_likely": told.get("key_accounts_k") or 0,
    }


def _renewed(held: SelectionRound) -> SelectionRound:
    """The round, which rests on the analysis of today from now on."""
    values = _resting_on(_current())
    if values["run"] != held.run:
        for name, value in values.items():
            setattr(held, name, value)
        held.save(update_fields=list(values))
    return held
