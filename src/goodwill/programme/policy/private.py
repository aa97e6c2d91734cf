"""What is private, and who reads it: contacts, mails, files and lines of the history."""

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from goodwill.programme.policy.actions import Action
from goodwill.programme.policy.reaching import may, reach
from goodwill.programme.policy.sight import about, about_one, in_book_of, managers, own_book, parties, shares
from goodwill.records.models import Attachment, Change, Contact, Mail, Party, User

OF_ACCOUNTS = ("user", "sign-in", "workspace", "absence", "calendarfeed", "rights", "team")
"""Kinds of lines of the history that speak of people's accounts, where they sign in from and when they are away."""
PRIVATE = "private "
"""So begin the actions in the history of what is private."""


def contacts(user: User) -> QuerySet[Contact]:
    """What was written about the parties that the user may see, and is the user's to read; see `readable`."""
    return about(user, Contact.objects.all()).filter(readable(user))


def readable(user: User, at: str = "", *, party: Party | None = None) -> Q:
    """Of contacts, those that are not private or are the user's to read.

    What is private is read by who wrote it, by the manager of the relationship with whoever covers or leads it, and by
    whoever may change every relationship. at: where the contact stands, such as "contact__". party: on whose page it
    stands; whoever reads what is private there reads what stands there of the people who have left since, too.
    """
    everything = Q()
    if reach(user, "edit") == "all" or (party is not None and reads_private(user, party)):
        return everything
    if party is None and reach(user, "see") == "own" and may(user, "edit"):
        # What such a user sees at all is its own book.
        return everything
    told = Q(**{f"{at}private": False}) | Q(**{f"{at}by": user})
    if may(user, "edit"):
        told |= Q(**{f"{at}party__in": own_book(user).values("id")})
    return told


def reads_private(user: User, party: Party) -> bool:
    """Whether the user reads everything that is private about the party, whoever wrote it."""
    if reach(user, "edit") == "all":
        return True
    return may(user, "edit") and in_book_of(managers(user, "own"), party)


def corrects(user: User, contact: Contact) -> bool:
    """Of a contact that the user reads: whether it may correct it.

    That is what it wrote itself and, who may change every party, all; a mail stays as it came.
    """
    if contact.kind == Contact.Kind.MAIL or not may(user, "edit"):
        return False
    return contact.by_id == user.id or reach(user, "edit") == "all"


def mails(user: User) -> QuerySet[Mail]:
    """The mails that stand on no timeline and that the user may put on one: all, or those from its own address."""
    found = Mail.objects.exclude(state=Mail.State.MATCHED)
    if reach(user, "edit") == "all":
        return found
    return found.filter(by=user) if may(user, "edit") else found.none()


def attachments(user: User, action: Action = "see", *, party: Party | None = None) -> QuerySet[Attachment]:
    """The files of the parties on which the user may do this; to a partner those of what is shared with its files.

    What came with something private is as private as that. party: only those that are about it.
    """
    if action == "see" and may(user, "shared"):
        found = Attachment.objects.filter(party__in=shares(user).filter(files=True).values("party"))
        return found.filter(Q(contact=None) | Q(contact__private=False))
    told, all_of_them = readable(user, "contact__", party=party), Attachment.objects.all()
    found = about(user, all_of_them, action) if party is None else about_one(user, all_of_them, party, action)
    return found.filter(Q(contact=None) | told) if told else found


def changes(user: User) -> QuerySet[Change]:
    """The lines of the history that the user may read; of other people's accounts and sign-ins only who runs them."""
    allowed = reach(user, "history")
    if allowed == "no":
        return Change.objects.none()
    found = Change.objects.all()
    if allowed != "all":
        found = found.filter(Q(party__in=parties(user, "history").values("id")) | Q(by=user, party=None))
    found = found.filter(told_lines(user))
    return found if may(user, "accounts") else found.filter(~Q(what__in=OF_ACCOUNTS) | Q(by=user))


def told_lines(user: User, *, party: Party | None = None) -> Q:
    """Lines of the history, without those about something private that the user may not read.

    party: on whose page they stand; see `readable`.
    """
    if reach(user, "edit") == "all" or (party is not None and reads_private(user, party)):
        return Q()
    # What was changed or answered while all could read it is as private as it is now.
    private = Contact.objects.filter(private=True).annotate(key=Cast("id", CharField())).values("key")
    worded = Q(what="contact", action__in=("corrected", "answered"), row__in=private)
    told = ~(Q(action__startswith=PRIVATE) | worded) | Q(by=user)
    return told | Q(party__in=own_book(user).values("id")) if may(user, "edit") else told
