"""A workspace that begins with the order book that ships with Goodwill, analysed as of several month ends."""

import hashlib
import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from goodwill.programme.jobs.queue import put
from goodwill.programme.past_analyses import month_ends, put_in_line
from goodwill.records.models import OrderImport, Workspace
from goodwill.samples import path

FILES = ("online_retail/orders_2010.parquet", "online_retail/orders_2011.parquet")
MARGIN, CURRENCY = 0.3, "GBP"
LAST, MONTHS = date(2011, 8, 31), 12
"""A year of month ends before the day that the record ends with: from the oldest, a whole horizon has passed since."""


@transaction.atomic
def begin() -> None:
    """Import the sample into a workspace that has no import yet; its margin of 30% is assumed."""
    workspace = Workspace.the()
    if OrderImport.objects.exists():
        return
    workspace.stated_currency, workspace.currency, workspace.margin = CURRENCY, CURRENCY, MARGIN
    workspace.save(update_fields=["stated_currency", "currency", "margin"])
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
    # The current analysis, which follows the imports, comes before them.
    put_in_line(month_ends(before=LAST, count=MONTHS))
