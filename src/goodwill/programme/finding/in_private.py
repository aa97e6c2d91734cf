"""Finding by what is private: in no index, but in the notes themselves, as far as the user may read them."""

from django.db.models import Q

from goodwill.programme import policy
from goodwill.programme.finding.words import Asked, words
from goodwill.records.models import Contact, User

MOST = 300


def in_private(user: User, wanted: Asked) -> dict[int, str]:
    """The parties about which something private has all of the words, the newest first, and its words."""
    if not wanted or not policy.may(user, "edit"):
        return {}
    found = policy.contacts(user).filter(private=True)
    for any_of in wanted.words:
        begins = Q()
        for spelling in any_of:
            begins |= Q(words__contains=f" {spelling}")
        found = found.filter(begins)
    newest = found.order_by("-on", "-id").values_list("party", "words")[:MOST]
    return dict(reversed(list(newest)))


def kept_words(text: str) -> str:
    """Of a private text, as `in_private` looks for them: each after a space."""
    return f" {' '.join(dict.fromkeys(words(text)))}"


def mark_words(contact: Contact) -> None:
    """Before it is kept: its words where it is private, none where the index has them."""
    contact.words = kept_words(contact.text) if contact.private else ""
