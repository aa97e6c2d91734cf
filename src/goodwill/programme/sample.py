"""A workspace that begins with the order book that ships with Goodwill, analysed as of several month ends."""

import hashlib
import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from goodwill.programme.jobs.queue import put
from goodwill.records.models import OrderImport, Workspace
from goodwill.samples import path

FILES = ("online_retail/orders_2010.parquet", "online_retail/orders_2011.parquet")
MARGIN, CURRENCY = 0.3, "GBP"
PAST = tuple(date(2011, month, day) for month, day in ((2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31)))
"""Month ends that are analysed as they were known then, before the one the record ends with."""


@transaction.atomic
def begin() -> None:
    """Import the sample into a workspace that has no import yet; its margin of 30% is assumed."""
    workspace = Workspace.the()
    if OrderImport.objects.exists():
        return
    workspace.currency, workspace.margin = CURRENCY, MARGIN
    workspace.save(update_fields=["currency", "margin"])
    for file in FILES:
        source = path(file)
        kept = Path(settings.MEDIA_ROOT) / f"{uuid4().hex}{source.suffix}"
        shutil.copyfile(source, kept)
        found = OrderImport.objects.create(
            name=source.name,
            path=kept.name,
            sha256=hashlib.sha256(kept.read_bytes()).hexdigest(),
            size=kept.stat().st_size,
            state=OrderImport.State.RUNNING,
        )
        put("import", order_import=found.id)
    for day in PAST:
        put("analyse", as_of=day.isoformat())
