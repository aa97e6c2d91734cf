"""Every address of the workspace with a key that leads somewhere: to one party, and to what hangs on it."""

from collections.abc import Callable, Iterator
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from goodwill.programme import attachments
from goodwill.programme.exchanging.questions import kept, worded
from goodwill.programme.planning import starting
from goodwill.programme.planning.shelf import PARTS, Part
from goodwill.records.models import (
    Absence,
    AccountMember,
    Affiliation,
    Attitude,
    BulkAction,
    CandidateGround,
    CandidateScore,
    Capability,
    Change,
    Club,
    ClubMember,
    Contact,
    ContactNews,
    ContactPoint,
    Decision,
    Entitlement,
    Export,
    HandOver,
    Identifier,
    KeyAccount,
    Mail,
    Need,
    OrderImport,
    OwnField,
    OwnValue,
    Party,
    PartyTag,
    Plan,
    PlanText,
    PracticeRound,
    PracticeSheet,
    PracticeTarget,
    QualityMark,
    Referral,
    Relationship,
    SavedView,
    Seat,
    SeatLink,
    Segment,
    SelectionCandidate,
    SelectionCriterion,
    SelectionDecision,
    SelectionRound,
    Share,
    StandingChange,
    Tag,
    Task,
    Team,
    Tie,
    TieKind,
    Topic,
    User,
)
from goodwill.records.user import Role
from tests import people
from tests.pages.managing_addresses import managing


def patterns() -> Iterator[URLPattern]:
    """All of them, those of the libraries included."""
    waiting: list[URLPattern | URLResolver] = list(get_resolver().url_patterns)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, URLResolver):
            waiting += one.url_patterns
        else:
            yield one


OURS = [pattern.name for pattern in get_resolver("goodwill.pages.urls").url_patterns]
OF_PARTY = (
    *("follow", "mentionable", "add-file", "record", "edit", "add-note", "add-task", "add-person", "own-values"),
    *("add-tag", "party-end", "group", "subsidiary", "affiliation-add", "contact-point-add", "identifier-add"),
    "party-plan",
    *("relationship-begin", "share", "shared-record", "ask-access", "key-account-choose", "key-account-let-go"),
    *("decisions", "decision-add"),
    *("party-needs", "need-add", "party-entitlements", "entitle"),
    *("party-exchange", "party-exchange-ask", "party-exchange-target"),
    *("ties", "tie-add", "ladder", "ladder-attitude", "ladder-referral"),
    *("customer-team", "customer-team-add", "speaking-of"),
)


OF_ROUND = [f"selection-{name}" for name in ("round", "edit", "add", "draw", "score-lists", "close")]
OF_CANDIDATE = [f"selection-{name}" for name in ("candidate", "scores", "quality", "decide")]


def listed(party: Party, by: User, mark: str) -> SelectionCandidate:
    """The party in the open round, with everything that a candidate can have."""
    sides = [SelectionCriterion.objects.create(side=s, name="Growth", weight=1) for s in ("ours", "customers")]
    sides.append(SelectionCriterion.objects.create(side="ours", name="Size", weight=1, size=True))
    held = SelectionRound.objects.create(name="Yearly", day="2011-09-01", horizon="52 weeks", opened_by=by)
    one = SelectionCandidate.objects.create(round=held, relationship=party.relationships.get())
    CandidateGround.objects.create(candidate=one, ground="value", reason=f"{mark}largest")
    for criterion in sides:
        CandidateScore.objects.create(candidate=one, criterion=criterion, score=6, rival=5)
    for source in ("evidence", "judged"):
        QualityMark.objects.create(candidate=one, name="fit", source=source, score=5, because=f"{mark}fits")
    SelectionDecision.objects.create(candidate=one, outcome="postpone", reason=f"{mark}later", on="2011-09-01", by=by)
    return one


def _plan(held: Relationship, owner: User, mark: str) -> tuple[Plan, dict[str, Part]]:
    """A draft with a row in every table, within its long run."""
    year, days = starting.start(by=owner, relationship=held, starts=date(2011, 1, 1)), date(2011, 9, 1)
    PlanText.objects.create(plan=year, section="ties", text=f"{mark}one contact")
    rows: dict[str, dict[str, object]] = {
        "objective": {"words": f"{mark}more", "measure": "revenue", "target": 9.0, "by": days, "owner": owner},
        "strategy": {"words": f"{mark}sooner"},
        "action": {"what": f"{mark}visit", "due": days, "owner": owner, "cost": 5.0, "hours": 2.0},
        "resource": {"kind": "money", "what": f"{mark}stand", "planned": 7.0},
        "risk": {"what": f"{mark}leaves", "likelihood": 1, "impact": 2, "answer": f"{mark}deputy"},
        "review": {"due": days},
    }
    return year, {kind: PARTS[kind].objects.create(plan=year, **values) for kind, values in rows.items()}


def addresses(party: Party, owner: User, mark: str = "") -> Callable[[str], str]:
    """Make what hangs on a party, each thing with the mark in its words, and tell the address of every name.

    owner: whose the party is, and who has written all this.
    """
    task = Task.objects.create(party=party, title=f"{mark}task", due="2011-09-01", owner=owner, made_by=owner)
    complaint = Contact.objects.create(party=party, kind="complaint", text=f"{mark}late", on="2011-09-01", by=owner)
    file = attachments.attach(by=owner, party=party, file=SimpleUploadedFile(f"{mark}a.txt", f"{mark}words".encode()))
    states = {"before": {"state": "prospect", "since": None}, "after": {"state": "customer", "since": None}}
    held = party.relationships.get()
    moved = Change.objects.create(
        by=owner, party=party, what="relationship", row=str(held.pk), action="moved", **states
    )
    KeyAccount.objects.create(
        relationship=held, ground="value", reason=f"{mark}largest", since="2011-09-01", chosen_by=owner
    )
    capability = Capability.objects.create(name="Delivery", level=6)
    need = Need.objects.create(
        party=party, what=f"{mark}fast", capability=capability, level=8, added_by=owner, judged=0.5,
        judged_on="2011-09-01", judged_by=owner, judged_because=f"{mark}late", product=f"{mark}box", complement="open",
    )  # fmt: skip
    entitlement = Entitlement.objects.create(
        party=party, kind="line", words=f"{mark}line", starts="2011-01-01", cost=1200, added_by=owner
    )
    asked = PracticeRound.objects.create(party=party, asked=kept(worded(9)), begun="2011-09-01", begun_by=owner)
    general = PracticeRound.objects.create(asked=kept(worded(9)), begun="2011-09-01", begun_by=owner)
    for one in (asked, general):
        answers = {"purpose": {"interaction": 5}}
        PracticeSheet.objects.create(round=one, by=owner, answers=answers, on="2011-09-01")
    PracticeTarget.objects.create(party=party, shares=dict.fromkeys(worded(9).types, 0.5), reason=f"{mark}so")
    candidate = listed(party, owner, mark)
    visits = TieKind.objects.create(level="social", name="Visits")
    tie = Tie.objects.create(party=party, kind=visits, state="active", note=f"{mark}by van", evidence=f"{mark}seen")
    answer = Attitude.objects.create(
        party=party, scale="satisfaction", answer=5, day="2011-08-30", source=f"{mark}Ruth", by=owner
    )
    praise = Referral.objects.create(party=party, kind="reference", day="2011-08-30", words=f"{mark}to us", by=owner)
    club = Club.objects.create(name="Circle of users")
    member = ClubMember.objects.create(club=club, party=party, role=f"{mark}chair", since="2011-01-01")
    plan, parts = _plan(held, owner, mark)
    bulk = BulkAction.objects.create(kind="tasks", parties=[party.pk], by=owner)
    view = SavedView.objects.create(owner=owner, name=f"{mark}own")
    gone = SavedView.objects.create(owner=owner, name=f"{mark}gone", deleted=timezone.now())
    made = Export.objects.create(by=owner, format="csv", state="done")
    field = OwnField.objects.create(name="industry", label="Industry")
    OwnValue.objects.create(party=party, field=field, text=f"{mark}value", folded=f"{mark}value".casefold())
    tag = Tag.objects.create(name=f"{mark}gold", folded=f"{mark}gold".casefold())
    PartyTag.objects.create(party=party, tag=tag)
    point = ContactPoint.objects.create(party=party, kind="web", value=f"https://{mark}web.example.com")
    for kind, value in (("email", f"{mark}mail@example.com"), ("address", f"{mark}street")):
        ContactPoint.objects.create(party=party, kind=kind, value=value)
    number = Identifier.objects.create(source="billing", value=f"{mark}17", party=party, added_by=owner)
    person = people.person(f"{mark}Ruth")
    there = Affiliation.objects.create(person=person, organisation=party, role=f"{mark}buyer")
    decision = Decision.objects.create(party=party, about=f"{mark}what is bought", since="2011-01-01")
    seats = [
        Seat.objects.create(
            decision=decision,
            position=f"{mark}Head {number}",
            person=holder,
            roles=["decider"],
            note=f"{mark}price",
            since="2011-01-01",
        )
        for number, holder in enumerate((person, None))
    ]
    link = SeatLink.objects.create(
        decision=decision, source=seats[0], target=seats[1], about=f"{mark}budget", since="2011-01-01"
    )
    team = Team.objects.create(name=f"{mark}North")
    partner = people.user(f"{mark}Pat", Role.PARTNER)
    shared = Share.objects.create(party=party, partner=partner, starts="2011-01-01", made_by=owner)
    cover = people.user("Cover", Role.MANAGER)
    days = {"starts": "2040-01-01", "ends": "2040-01-01"}
    absence = Absence.objects.create(person=owner, cover=cover, made_by=owner, **days)
    handed = HandOver.objects.create(giver=owner, taker=cover, by=owner)
    segment = Segment.objects.create(name="Kept", filter="group:butterfly", by=owner)
    order_import = OrderImport.objects.create(name="orders.csv", path="gone.csv", sha256="0", size=1, state="checked")
    of_managers = managing(held, owner, cover, mark)
    mail = Mail.objects.create(
        message_id=f"<{mark}1@example.com>",
        sender=f"{mark}eve@example.com",
        recipients=[f"{mark}box@example.com"],
        outside=[f"{mark}eve@example.com"],
        sent=timezone.now(),
        subject=f"{mark}offer",
        text=f"{mark}words",
        by=owner,
    )
    ContactNews.objects.create(contact=complaint, person=owner)
    member = AccountMember.objects.create(
        party=party, person=owner, role="finance", does=f"{mark}does", since="2011-01-01"
    )
    topic = Topic.objects.create(name="Weather")
    keys = {
        **dict.fromkeys(OF_PARTY, party),
        **dict.fromkeys([name for name in OURS if name == "task" or name.startswith("task-")], task),
        **dict.fromkeys([name for name in OURS if name.startswith("view-")], view),
        "view-restore": gone,
        "exchange-sheet": asked,
        **dict.fromkeys(("need", "need-judge", "need-judge-back", "need-next", "need-drop"), need),
        **dict.fromkeys(("entitlement", "entitlement-drop"), entitlement),
        **dict.fromkeys(("capability", "capability-retire", "capability-back"), capability),
        **dict.fromkeys(("mention-seen", "answer"), complaint),
        **dict.fromkeys(("file", "file-delete", "file-restore"), file),
        **dict.fromkeys(OF_ROUND, candidate.round),
        **dict.fromkeys(OF_CANDIDATE, candidate),
        **dict.fromkeys(("selection-criterion", "selection-criterion-retire"), SelectionCriterion.objects.first()),
        **dict.fromkeys(("tie", "tie-remove"), tie),
        **dict.fromkeys([f"programme-ties-kind{to}" for to in ("", "-retire", "-back")], visits),
        "ladder-attitude-back": answer,
        "ladder-referral-back": praise,
        **dict.fromkeys(("club", "club-edit", "club-join"), club),
        "club-member": member,
        **dict.fromkeys([name for name in OURS if name == "plan" or name.startswith("plan-")], plan),
        **dict.fromkeys(("plan-start", "plan-group"), party),
        "plan-judge": parts["objective"],
        "plan-used": parts["resource"],
        "plan-review": parts["review"],
        **dict.fromkeys(("mention-seen", "answer", "contact-private"), complaint),
        **dict.fromkeys(("file", "file-delete", "file-restore"), file),
        **dict.fromkeys(("mail-link", "mail-ignore", "mail-back"), mail),
        **dict.fromkeys(("team-member-leave", "team-member-back"), member),
        "topic-retire": topic,
        "news-seen": complaint,
        **dict.fromkeys(("bulk", "bulk-undo"), bulk),
        **dict.fromkeys(("segment", "segment-drop"), segment),
        **dict.fromkeys(("move", "relationship"), held),
        "move-back": moved,
        **dict.fromkeys(("export-made", "export-take"), made),
        **dict.fromkeys([f"own-field{to}" for to in ("", "-move", "-retire", "-back")], field),
        **dict.fromkeys(("contact-point", "contact-point-remove"), point),
        "identifier-remove": number,
        **dict.fromkeys(("decision", "decision-edit", "decision-end", "decision-task", "seat-add"), decision),
        "seat-link-add": decision,
        **dict.fromkeys(("seat", "seat-end"), seats[1]),
        **dict.fromkeys(("seat-link", "seat-link-end"), link),
        "affiliation": there,
        **dict.fromkeys(("team", "team-drop"), team),
        **dict.fromkeys([name for name in OURS if name == "person" or name.startswith("person-")], owner),
        **dict.fromkeys(("session-end", "hand-over"), owner),
        "hand-over-back": handed,
        "absence-end": absence,
        **dict.fromkeys([name for name in OURS if name == "import" or name.startswith("import-")], order_import),
    }

    several: dict[str, list[object]] = {
        "remove-tag": [party.pk, tag.pk],
        "unshare": [party.pk, shared.pk],
        "plan-text": [plan.pk, "ties"],
        "plan-add": [plan.pk, "risk"],
        "plan-part": ["objective", parts["objective"].pk],
        "plan-remove": ["objective", parts["objective"].pk],
        "market": ["supplier"],
    }

    def address_of(name: str) -> str:
        if name == "change-later":
            return reverse(name, args=[StandingChange.objects.create(run=people.run(), party=party, kind="cooled").pk])
        if name == "remove-tag":
            return reverse(name, args=[party.pk, tag.pk])
        if name == "unshare":
            return reverse(name, args=[party.pk, shared.pk])
        if name in ("exchange-about", "exchange-ask", "exchange-target"):
            return reverse(name, args=["company"])
        if name in ("remove-tag", "unshare"):
            return reverse(name, args=[party.pk, tag.pk if name == "remove-tag" else shared.pk])
        if name == "market":
            return reverse(name, args=["supplier"])
        if name in keys:
            return reverse(name, args=[keys[name].pk])
        return reverse(name, args=of_managers.get(name, []))
        if name in several:
            return reverse(name, args=several[name])
        return reverse(name, args=[keys[name].pk]) if name in keys else reverse(name)

    return address_of
