from collections.abc import Sequence

from goodwill.evidence.sources.quoting import listed
from goodwill.evidence.store.stored_import import StoredImport
from goodwill.terms import EvidenceError


def one_currency(imports: Sequence[StoredImport]) -> str | None:
    """The currency of all imports together; those that name none are taken to be in it.

    Raises:
        EvidenceError: when they are in several, or only some have amounts.
    """
    codes = sorted({one.currency for one in imports if one.currency is not None})
    if len(codes) > 1:
        named = listed(f"{_names(imports, code)} in {code}" for code in codes)
        raise EvidenceError(f"The imports are in {len(codes)} currencies: {named}. Import them converted to one.")
    without = [one.name for one in imports if not one.has_amount]
    if without and len(without) < len(imports):
        raise EvidenceError(
            f"{listed(without)} came without amounts, while the other imports have them. "
            "Import it with the column of its amounts, or take it out."
        )
    return next(iter(codes), None)


def _names(imports: Sequence[StoredImport], code: str) -> str:
    return listed((one.name for one in imports if one.currency == code), most=2)
