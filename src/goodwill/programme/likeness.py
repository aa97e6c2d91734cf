"""Parties whose names say the same: looked up before one is made a second time, and to choose one by its name."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from goodwill.programme import policy
from goodwill.records.models import ContactPoint, Party, User
from goodwill.terms import UsageError

MOST = 8
_LOOKED_AT = 200
_FORMS = frozenset(
    {"ab", "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "limited", "llc"}
    | {"llp", "lp", "ltd", "nv", "oy", "oyj", "plc", "pty", "sa", "sarl", "se", "spa", "srl"}
)
"""Legal forms, which one source writes and another leaves out."""
_NUMBER = re.compile(r"#(\d{1,18})\s*$")


def alike(user: User, name: str, email: str = "") -> list[Party]:
    """Parties that the user may see with the same name, legal form, accents and case apart, or the same e-mail."""
    folded = _folded(name)
    found: dict[int, Party] = {}
    if email and "email" not in policy.hidden(user):
        same = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value=email.strip().lower()).values("party")
        found |= {p.id: p for p in policy.parties(user).filter(id__in=same)[:MOST]}
    for beginning in _beginnings(name):
        for party in _beginning_with(policy.parties(user), beginning)[:_LOOKED_AT]:
            if folded and _folded(party.name) == folded:
                found[party.id] = party
    return list(found.values())[:MOST]


def suggested(user: User, typed: str, *, kind: str = "") -> list[Party]:
    """Parties that the user may change whose name begins so."""
    typed = _NUMBER.sub("", typed).strip()
    if not typed:
        return []
    rows = policy.parties(user, "edit")
    found = _beginning_with(rows.filter(kind=kind) if kind else rows, typed)
    return list(found.order_by(Lower("name"), "id")[:MOST])


def written(party: Party) -> str:
    """A party as a person may write it, so that it is found again: its name, and its number."""
    place = f" ({party.place})" if party.place else ""
    return f"{party.name}{place} #{party.id}"


def named(user: User, typed: str, *, kind: str = "") -> Party:
    """The party that was written: by its number, as `written` gives it, or by its whole name.

    Raises:
        UsageError: where none that the user may change is called so, or several are.
    """
    rows = policy.parties(user, "edit")
    number = _NUMBER.search(typed)
    if number is not None:
        found = list(rows.filter(id=int(number[1])))
    else:
        found = list(rows.filter(name=typed.strip())[:2]) or [
            p for p in _beginning_with(rows, typed.strip())[:_LOOKED_AT] if p.name.lower() == typed.strip().lower()
        ]
    if kind:
        found = [party for party in found if party.kind == kind] or found
    if not found:
        raise UsageError(f'No party of yours is called "{typed.strip()}". Write its whole name, or add it first.')
    if len(found) > 1:
        raise UsageError(f'Several parties are called "{typed.strip()}". Write the number too, such as #{found[0].id}.')
    return found[0]


def _beginning_with(rows: QuerySet[Party], beginning: str) -> QuerySet[Party]:
    """In small letters and as a range, so that an index finds them; beyond ASCII databases differ, so up to there."""
    small = beginning.lower()
    plain = small[: next((i for i, sign in enumerate(small) if not sign.isascii()), len(small))]
    rows = rows.annotate(name_in_small=Lower("name"))
    if not plain:
        return rows.filter(Q(name__startswith=beginning) | Q(name__startswith=beginning.upper()))
    return rows.filter(name_in_small__gte=plain, name_in_small__lt=f"{plain[:-1]}{chr(ord(plain[-1]) + 1)}")


def _beginnings(name: str) -> Iterable[str]:
    """Under which the same name may stand: as written without legal forms, and, for a person, the other way round."""
    words = [word for word in re.split(r"[\s,]+", name.strip()) if _folded(word)]
    if words:
        yield " ".join(words) if len(words) < len(name.split()) else name.strip()
    if len(words) == 2:  # noqa: PLR2004 - a first name and a family name
        yield from (words[0], words[1])


def _folded(name: str) -> str:
    """What names have in common that mean the same: letters and digits, in order, without legal forms."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = [word for word in re.split(r"[^\w]+", plain.replace(".", "").replace("&", " and ")) if word]
    return " ".join(sorted(word for word in words if word not in _FORMS))
