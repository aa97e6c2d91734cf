"""What the workspace keeps and how it analyses: settled by an administrator, and analysed anew where it matters."""

from dataclasses import asdict, dataclass

from django.db import transaction

from goodwill.evidence.currencies import check_code
from goodwill.programme import policy
from goodwill.programme.evidence import store
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put_once
from goodwill.programme.locking import change
from goodwill.records.models import User, Workspace
from goodwill.records.workspace import Level
from goodwill.terms import Period, UsageError
from goodwill.terms.markets import LISTS

HORIZONS = ("1 year", "2 years", "3 years", "5 years", "10 years")
WITHOUT_ANALYSIS = frozenset({"markets"})
"""Settings that change what pages show, and no figure."""


@dataclass(frozen=True)
class Settings:
    """What an administrator settles.

    markets: whose list of six. level: whom an order counts for. margin: assumed, as a share of revenue; None tells
    value as revenue where orders carry no margin. stated_currency: a code, or empty where the orders say it. discount:
    a year. value_horizon: such as "3 years".
    """

    markets: str
    level: str
    margin: float | None
    stated_currency: str
    discount: float
    value_horizon: str

    @classmethod
    def of(cls, workspace: Workspace) -> "Settings":
        return cls(**{name: getattr(workspace, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def settle(*, by: User, version: int, settings: Settings) -> bool:
    """Keep the settings; whether a new analysis follows. `version` is the one that the person saw.

    Raises:
        UsageError: for a setting that makes no sense, or a currency that the orders are not in.
        EditedMeanwhileError: where somebody else settled them since.
    """
    policy.demand(by, "settings")
    checked = _checked(settings)
    workspace = Workspace.the()
    before, after = change(workspace, version, asdict(checked))
    if not after:
        return False
    remember(by=by, action="changed", row=workspace, before=before, after=after)
    again = bool(set(after) - WITHOUT_ANALYSIS)
    if again:
        put_once("analyse")
    return again


def _checked(settings: Settings) -> Settings:
    found = asdict(settings)
    if settings.level not in Level.values or settings.markets not in LISTS:
        raise UsageError("There is no such level or list of markets.")
    if settings.margin is not None and not 0 < settings.margin <= 1:
        raise UsageError(f"The margin is above 0% and up to 100% of revenue, not {settings.margin:.0%}.")
    if not 0 <= settings.discount <= 1:
        raise UsageError(f"The discount rate is from 0% to 100% a year, not {settings.discount:.0%}.")
    if Period.parse(settings.value_horizon).endless:
        raise UsageError("Value looks ahead for a length of time, such as 3 years.")
    code = check_code(settings.stated_currency or None) or ""
    named = sorted({one.currency for one in store().imports if one.currency})
    if code and named and code not in named:
        raise UsageError(
            f"The orders are in {named[0]}, not in {code}. Leave the currency to the orders, or undo their imports "
            "first."
        )
    return Settings(**(found | {"stated_currency": code}))
