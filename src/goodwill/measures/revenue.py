from dataclasses import dataclass


@dataclass(frozen=True)
class RevenueMonth:
    """Money and customers of one calendar month, "2011-07".

    gross: purchases. returned: returns and cancellations, 0 or negative. net: their sum. occasions: purchase
    occasions (customer days). customers: customers with one. whole: False when the evidence starts or ends inside
    the month. The three amounts are None where the orders carry no amount.
    """

    month: str
    gross: float | None
    returned: float | None
    net: float | None
    occasions: int
    customers: int
    whole: bool
