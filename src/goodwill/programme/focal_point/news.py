"""All contacts of others with an account reach whoever looks after it."""

from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.circles import circle
from goodwill.records.models import Contact, ContactNews, Party, User

MOST = 12


def tell(contact: Contact) -> None:
    """Who looks after the account, what stands above it or where the person works, will find it on its day."""
    told = [person for person in policy.managers_of(contact.party) if person.id != contact.by_id]
    ContactNews.objects.bulk_create([ContactNews(contact=contact, person=p) for p in told], ignore_conflicts=True)


def contact_news(user: User) -> QuerySet[ContactNews]:
    """What others had with the user's accounts, or with those it covers, and it has not seen; the newest first."""
    unseen = ContactNews.objects.filter(person__in=policy.answers_for(user), seen__isnull=True)
    # Most days there is nothing, and what may be read need not be gone through.
    if not unseen.exists():
        return unseen
    return (
        unseen.filter(contact__in=policy.contacts(user))
        .exclude(contact__by=user)
        .select_related("contact__party", "contact__by", "contact__mail", "contact__topic", "person")
        .order_by("-contact__made", "-id")
    )


def tick(*, by: User, party: Party | None = None, news: int | None = None) -> None:
    """The user has seen it: one, all with a party that it opened and its people, or all."""
    mine = ContactNews.objects.filter(person__in=policy.answers_for(by), seen__isnull=True)
    if news is not None:
        mine = mine.filter(id=news)
    elif party is not None:
        mine = mine.filter(contact__party__in=circle(party, whole=False).now)
    # A page that only shows must not wait to write.
    if mine.exists():
        mine.update(seen=timezone.now())
