"""A small order book in a workspace with an assumed margin of 30%: twelve customers who order every month of 2024."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from goodwill.programme import importing
from goodwill.programme.jobs import worker
from goodwill.records.models import Identifier, Party, User, Workspace

LAST = date(2024, 12, 31)
FIRST = LAST - timedelta(364)
"""Of the last 365 days that its analysis knows; the year was a leap year, so that 1 January lies before."""


def fill(ada: User) -> None:
    """Import the book and have it analysed. Customer C0 ordered for 100 each month, and returned once for 100."""
    workspace = Workspace.the()
    workspace.margin, workspace.stated_currency, workspace.currency = 0.3, "EUR", "EUR"
    workspace.save()
    rows = ["order,customer,date,amount"]
    for customer in range(12):
        rows += [f"{customer}-{n},C{customer},2024-{n:02d}-{customer + 1:02d},{100 + customer}" for n in range(1, 12)]
    rows += ["old,C0,2023-06-01,5000", "last,C1,2024-12-31,50", "back,C0,2024-11-20,-100"]
    order_import = importing.receive(by=ada, file=SimpleUploadedFile("orders.csv", "\n".join(rows).encode()))
    work()
    order_import.refresh_from_db()
    importing.confirm(by=ada, order_import=order_import)
    work()


def work() -> None:
    while worker.work_once():
        pass


def party(number: int = 0) -> Party:
    return Identifier.objects.get(value=f"C{number}").party
