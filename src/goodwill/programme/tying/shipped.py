"""The kinds of ties that a workspace begins with; each can be changed or retired."""

from goodwill.records.models import TieKind

Level = TieKind.Level
SHIPPED: tuple[tuple[Level, str, str, float | None, int], ...] = (
    (Level.FINANCIAL, "Volume rebate", "A share of the year's purchases back.", None, 5),
    (Level.FINANCIAL, "Price agreement", "Prices that stand for a period.", None, 5),
    (Level.FINANCIAL, "Points or bonus scheme", "Points for every order, to be spent with us.", None, 4),
    (Level.SOCIAL, "Named contact", "One person who knows the account and answers.", None, 3),
    (Level.SOCIAL, "Visits and reviews", "A visit or a review of the work together, on fixed days.", None, 3),
    (Level.SOCIAL, "Training and events", "Places in training, at open days, among peers.", None, 3),
    (Level.STRUCTURAL, "Orders through a link", "Orders pass from system to system.", None, 2),
    (Level.STRUCTURAL, "Stock kept for the customer", "We hold and refill the customer's stock.", None, 2),
    (Level.STRUCTURAL, "Equipment or software in place", "Our equipment or software in the customer's work.", None, 1),
    (Level.STRUCTURAL, "Product made for the customer", "A product, size or pack that nobody else has.", None, 1),
)
"""Level, name, what it gives, usual yearly cost (the company's own to say), how easily a rival copies it."""


def begin() -> None:
    """Give an empty catalogue the kinds that ship; of two who begin at once, one does."""
    if TieKind.objects.exists():
        return
    TieKind.objects.bulk_create(
        [TieKind(level=level, name=name, gives=gives, yearly_cost=cost, copied=copied)
         for level, name, gives, cost, copied in SHIPPED],
        ignore_conflicts=True,
    )  # fmt: skip
