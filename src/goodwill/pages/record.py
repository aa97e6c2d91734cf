"""The page of one party: how it stands, what happened, what comes next."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goodwill.pages import access, own_form
from goodwill.pages.around import around
from goodwill.pages.noting import NOTE_KINDS, REMINDERS
from goodwill.pages.parties import seen
from goodwill.pages.request import SignedIn
from goodwill.pages.today import scale_end
from goodwill.programme import (
    absences,
    attachments,
    circles,
    following,
    key_accounts,
    levels,
    lists,
    mentions,
    own_fields,
    policy,
    sharing,
    standing_changes,
    tags,
    timeline,
    trees,
    working,
)
from goodwill.programme.climbing.rungs import rung_of
from goodwill.programme.focal_point import members, news, speaking
from goodwill.programme.past_standings import Past, past_runs, past_standings
from goodwill.programme.selecting import candidates, deciding
from goodwill.programme.standing_reasons import reasons
from goodwill.records.models import (
    AnalysisRun,
    ContactPoint,
    Party,
    Relationship,
    Standing,
    StandingChange,
    Task,
    Workspace,
)

# Icon and tone of each kind of entry.
LOOKS = {
    "order": ("package", "order"),
    "return": ("package-x", "alarm"),
    "note": ("pencil", "inform"),
    "call": ("phone", "inform"),
    "visit": ("handshake", "inform"),
    "letter": ("file-text", "inform"),
    "mail": ("mail", "inform"),
    "complaint": ("triangle-alert", "care"),
    "task": ("check", "good"),
    "promise": ("flag", "inform"),
    "change": ("history", ""),
    "fell": ("trending-down", ""),
    "rose": ("trending-up", ""),
    "group": ("arrow-right", ""),
}


MOST_DRAWN = 12
"""So many months of the trend are drawn."""


def page(request: SignedIn, pk: int) -> HttpResponse:
    party = seen(request, pk)
    if party is None:
        return access.refused(request, pk)
    run = Workspace.the().current
    standing = lists.standings_of(run, [party], user=request.user).get(party.id)
    whole = request.GET.get("of") == "group"
    runs = past_runs(before=run.as_of) if run and run.as_of else []
    past = past_standings(party, runs, user=request.user)
    kinds = timeline.kinds_for(request.user)
    only = request.GET.get("only", "") if request.GET.get("only", "") in kinds else ""
    trend = _trend(run, standing, past)
    shown = timeline.page(request.user, party, only=only, after=request.GET.get("after", ""), past=trend, whole=whole)
    of = {"of": "group"} if whole else {}
    context: dict[str, object] = {
        "party": party,
        "entries": [(entry, *_look(entry)) for entry in shown.entries],
        "earlier": f"?{urlencode({'only': only, 'after': shown.next} | of)}" if shown.next else "",
        "may_edit": policy.may_edit(request.user, party),
        "correctable": {
            entry.contact.pk
            for entry in shown.entries
            if entry.contact and policy.corrects(request.user, entry.contact)
        },
        "reads_private": policy.reads_private(request.user, party),
    }
    if "after" in request.GET and request.headers.get("HX-Request"):
        return render(request, "goodwill/record/entries.html", context)
    mentions.tick(by=request.user, party=party)
    news.tick(by=request.user, party=party)
    following.looked(request.user, party)
    there = circles.circle(party, whole=False)
    open_tasks = there.rows(Task.objects.filter(done__isnull=True), day="due").select_related("owner", "party")
    change = standing_changes.change_of(request.user, run, party)
    group, about = trees.tree(request.user, party), around(request.user, party)
    gone = policy.hidden(request.user)
    judged_as = levels.judged_as(party, run)
    context |= {
        "standing": standing,
        "rung": None if "rung" in gone else rung_of([party.id])[party.id],
        "change": change,
        "worth_end": _worth_end(standing, past, change),
        "trend": past,
        "drawn": list(reversed(trend[:MOST_DRAWN])),
        "began": next((known for known in reversed(trend[1:MOST_DRAWN]) if known.p_active is not None), None),
        "reasons": reasons(standing, run, runs, past, user=request.user) if standing and run else None,
        "run": run,
        "next": open_tasks.first(),
        "kinds": kinds,
        "note_kinds": NOTE_KINDS,
        "speaking": speaking.beside(request.user, party) if context["may_edit"] else [],
        "kind": request.GET.get("kind", ""),
        "reminders": REMINDERS,
        "only": only,
        **about,
        "whole": whole,
        "group": group,
        "has_circle": group.below or there.has_people,
        "judged_as": judged_as,
        "judged_as_seen": judged_as is not None and policy.seen_by(request.user, judged_as),
        "bill_to": party.bill_to if party.bill_to and policy.seen_by(request.user, party.bill_to) else None,
        "may_share": policy.may_on(request.user, party, "share"),
        "shares": sharing.shares_of(request.user, party),
        "identifiers": [] if "identifier" in gone else list(party.identifiers.all()),
        "tells": _tells(request),
        **_programme(request, party, about["relationships"]),
        "files": attachments.attachments(request.user, party),
        "team": list(members.members(request.user, party)[:12]),
        "promises": working.promises(party),
        "follows": following.follows(request.user, party),
        "today": timezone.localdate(),
        "away": absences.of_managers(party, timezone.localdate()),
        **_own(request, party),
        **access.of_party(request, party, may_edit=bool(context["may_edit"])),
    }
    return render(request, "goodwill/record.html", context)


def _programme(request: SignedIn, party: Party, relationships: list[Relationship]) -> dict[str, object]:
    """Whether it is a key account, and whether the person may make it one."""
    held, may_steer = key_accounts.key_account_of(party), policy.may(request.user, "steer")
    customer = any(one.market == "customer" and one.ended is None for one in relationships)
    choice = {} if held is None else deciding.choices_of(request.user, [held])
    return {
        "key_account": held,
        "candidate_in": candidates.looked_at_now(request.user, party),
        "chosen_in": choice.get(held.pk) if held else None,
        "may_steer": may_steer,
        "may_choose": may_steer and held is None and customer,
    }


def _tells(request: SignedIn) -> dict[str, bool]:
    """Which parts of the page have anything in them that the person is told."""
    gone = policy.hidden(request.user)
    return {
        "standing": not gone >= {"value", "active", "return"},
        "trend": not gone >= {"value", "active"},
        "reasons": policy.tells_reasons(request.user),
        "reach": not gone >= set(ContactPoint.Kind.values),
    }


def _trend(run: AnalysisRun | None, standing: Standing | None, past: list[Past]) -> list[Past]:
    """The standing now, and before it those of the past."""
    if run is None or run.as_of is None or standing is None:
        return past
    ranges = (standing.value, standing.value_low, standing.value_high)
    return [Past(run.as_of, standing.group, standing.p_active, *ranges), *past]


def _worth_end(standing: Standing | None, past: list[Past], change: StandingChange | None) -> float:
    """Where the scale of worth ends, one for the standing now and before."""
    highs = [standing.value_high if standing else None, change.value_before if change else None]
    return scale_end(max((high for high in (*highs, *(p.value_high for p in past[:MOST_DRAWN])) if high), default=1))


def _look(entry: timeline.Entry) -> tuple[str, str]:
    icon, tone = LOOKS[entry.kind]
    return icon, entry.tone or tone


def _own(request: SignedIn, party: Party) -> dict[str, object]:
    """Own fields and tags, and the forms that change them."""
    fields = list(own_fields.fields_of(party, request.user))
    values = own_fields.values_of(party, fields)
    form = forms.Form()
    form.fields |= own_form.inputs(fields, values)
    return {
        "own": [(field, values.get(field.pk)) for field in fields],
        "own_form": form,
        "own_original": {own_form.key(field): own_form.written(values.get(field.pk)) for field in fields},
        "tags": tags.of_party(request.user, party),
    }
