"""What keeping the customers of Online Retail pays, made up from its true retention."""

from goodwill.portfolio.analysis import (
    LiteratureCheck,
    Retention,
    RetentionSegment,
)
from goodwill.terms import Estimate
from tests.report.online_retail import estimate


def keeping(margin: float) -> Retention:
    rate = Estimate(0.642, 0.627, 0.657)
    worth = estimate(2540 * margin * 0.0527, 0.22)
    return Retention(
        rate,
        "Of the customers with an occasion in the 138 days to the day 365 days before, the share with one in "
        "the 138 days "
        "to the as-of day.",
        0.719,
        1.56,
        (
            ("Repeat rate", 0.719, "Share of all customers with a second occasion, ever."),
            ("Repeat rate within W", 0.58, "Share of customers with a second occasion within 138 days of the first."),
            ("Customer retention", 0.642, "Of those in the base a year before, the share still in it."),
            ("Churn", 0.358, "One less customer retention."),
            (
                "Gross revenue retention",
                0.61,
                "Last year's revenue of the customers of the year before, at most what each brought.",
            ),
            ("Net revenue retention", None, "Not known: it needs two whole years, and the record holds 21 months."),
        ),
        worth,
        Estimate(23.1, 21.6, 24.9),
        (
            RetentionSegment("true friends", 1604, Estimate(0.82, 0.79, 0.85), 1210.0, estimate(61000, 0.25), None),
            RetentionSegment("butterflies", 188, Estimate(0.51, 0.42, 0.6), 840.0, estimate(3100, 0.4), None),
            RetentionSegment("barnacles", 401, Estimate(0.71, 0.66, 0.76), 120.0, estimate(1900, 0.2), None),
            RetentionSegment(
                "strangers",
                347,
                None,
                None,
                None,
                "Only 22 customers a year before; at least 30 are needed for a rate.",
            ),
        ),
        (
            ("Measure retention", "64% are kept a year."),
            ("List the causes of loss", "Not known: an order book holds no reasons. Ask those who left."),
            (
                "Work out the lost profit",
                (
                    "733 customers were lost; at the base's average they would have brought £301,000 of assumed "
                    "margin a year."
                ),
            ),
            (
                "Compare with the cost of keeping them",
                "Keeping one more in a hundred is worth £66,000 (£51,000 to £84,000); spend less than that on it.",
            ),
        ),
        (
            LiteratureCheck(
                "Five points more retention raise profit by 25% to 95%.",
                "Reichheld and Sasser (1990), Harvard Business Review 68(5)",
                "23% (22% to 25%) more value per customer, less than claimed, going from 64% to 69% kept a year.",
                "The gain grows with the retention one starts from: at a 10% discount, 60% kept gives 20%, 90% "
                "kept gives 41%.",
            ),
            LiteratureCheck(
                "A new customer costs six times as much as keeping one.",
                "Often quoted, no primary source found; a hypothesis, not a constant",
                "Not known: the order book holds neither what winning nor what keeping customers cost.",
                "Give the spend on acquisition with --acquisition.",
            ),
        ),
        margin,
        2540,
        733,
        301000.0,
    )
