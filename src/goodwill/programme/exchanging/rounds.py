"""Rounds of the questions how we deal: begun, answered by each person on a sheet of its own, revised while open."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from goodwill.measures.practice_profile import ALWAYS, NEVER
from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.questions import kept, read, worded
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.records.models import PracticeRound, PracticeSheet, User
from goodwill.terms import UsageError

Answers = Mapping[str, Mapping[str, int]]


def about_of(asked: PracticeRound) -> About:
    return About(asked.market, asked.party)


@transaction.atomic
def begin_round(*, by: User, about: About, size: int) -> PracticeRound:
    """Ask anew, with so many rows of statements; the round before is over with it, and its answers are kept.

    Raises:
        PermissionDenied: company and markets are for who steers the programme, a relationship for who may change it.
        UsageError: for a number of rows that there is not, or where somebody else asks at this moment.
    """
    about.demand_asking(by)
    asked, today = kept(worded(size)), timezone.localdate()
    about.of(PracticeRound.objects.filter(closed=None)).update(closed=today)
    try:
        with transaction.atomic():
            made = PracticeRound.objects.create(
                market=about.market, party=about.party, asked=asked, begun=today, begun_by=by
            )
    except IntegrityError as error:
        raise UsageError("Somebody else has asked anew this moment. Look at that round.") from error
    remember(by=by, action="asked practice", row=made, party=about.party, after={"about": about.name, "rows": size})
    return made


@transaction.atomic
def answer(*, by: User, asked: PracticeRound, version: int, answers: Answers) -> PracticeSheet:
    """One's own answers, 1 (never) to 5 (always); given again, they take the place of those before.

    version: of the sheet that the person saw; 0 where there was none yet.

    Raises:
        PermissionDenied: where the person may not see what the round is about.
        UsageError: where the round is over, nothing was answered, or an answer is none.
        EditedMeanwhileError: where one has answered meanwhile, in another window.
    """
    about_of(asked).demand_sight(by)
    # Locked, so that of two windows in which one answers the second is told, and no round ends meanwhile.
    if PracticeRound.objects.select_for_update(of=("self",)).get(pk=asked.pk).closed is not None:
        raise UsageError("This round is over, for a new one has begun. Answer that one.")
    told, today = _checked(asked, answers), timezone.localdate()
    sheet = PracticeSheet.objects.filter(round=asked, by=by).first()
    if sheet is None:
        sheet = PracticeSheet.objects.create(round=asked, by=by, answers=told, on=today)
        # What was answered is between the person and who steers: the history only says that it was.
        remember(by=by, action="answered practice", row=sheet, party=asked.party)
        return sheet
    if version != sheet.version:
        raise EditedMeanwhileError(sheet)
    change(sheet, version, {"answers": told, "on": today})
    remember(by=by, action="revised practice", row=sheet, party=asked.party)
    return PracticeSheet.objects.get(pk=sheet.pk)


def _checked(asked: PracticeRound, answers: Answers) -> dict[str, dict[str, int]]:
    questions = read(asked.asked)
    rows = {row.name for row in questions.dimensions}
    told: dict[str, dict[str, int]] = {}
    for row, kinds in answers.items():
        for kind, value in kinds.items():
            if row not in rows or kind not in questions.types:
                raise UsageError(f'"{row}" for "{kind}" was not asked in this round.')
            if value not in range(NEVER, ALWAYS + 1):
                raise UsageError(f"Answers run from {NEVER} (never) to {ALWAYS} (always), not to {value}.")
            told.setdefault(row, {})[kind] = int(value)
    if not told:
        raise UsageError("Answer at least one statement before you keep the sheet.")
    return told
