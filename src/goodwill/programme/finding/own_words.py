"""Finding by own fields: only by those that the user is told of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.programme.filters import fields_for
from goodwill.programme.finding.words import words
from goodwill.records.models import OwnField, OwnValue, User

IN_WORDS = (OwnField.Kind.TEXT, OwnField.Kind.CHOICE)


@dataclass(frozen=True)
class OwnWords:
    """labels: of each field of words that the user is told of. all_told: nobody has words in another."""

    labels: dict[int, str]
    all_told: bool

    @classmethod
    def of(cls, user: User) -> "OwnWords":
        told = {field.own for field in fields_for(user).values() if field.own is not None}
        fields = list(OwnField.objects.filter(kind__in=IN_WORDS).values_list("id", "label"))
        return cls({pk: label for pk, label in fields if pk in told}, all(pk in told for pk, _ in fields))

    def values(self, parties: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        """Of each party the labels and texts that the user is told."""
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        if self.labels:
            held = OwnValue.objects.filter(party__in=parties, field__in=self.labels, text__isnull=False)
            for party, field, text in held.order_by("field").values_list("party", "field", "text"):
                found[party].append((self.labels[field], text or ""))
        return found


def folded(values: Sequence[tuple[str, str]]) -> str:
    """The words of some values as the index has them."""
    return " ".join(words(" ".join(text for _, text in values)))
