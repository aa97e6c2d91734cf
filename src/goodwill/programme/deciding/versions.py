"""How a unit was before: the days on which it changed, and what has changed since one of them."""

from collections.abc import Iterator
from datetime import date

from goodwill.programme.deciding.learning import in_sentence
from goodwill.programme.deciding.links import said_kind
from goodwill.programme.deciding.unit import Line, Place, Unit
from goodwill.records.models import Decision, Seat


def days_of(decision: Decision) -> list[date]:
    """On which the map came to look otherwise, newest first."""
    found: set[date] = set()
    for rows in (decision.seats, decision.links):
        for since, until in rows.values_list("since", "until"):
            # What was so for no whole day was never on a map of a day.
            if until is None or until > since:
                found |= {since, until} if until else {since}
    return sorted(found, reverse=True)


def changed_since(then: Unit, now: Unit) -> list[str]:
    """A sentence for each difference between two maps of one decision."""
    before, after = {one.key: one for one in then.places}, {one.key: one for one in now.places}
    said = [f"{one.position} was added." for key, one in after.items() if key not in before]
    said += [f"{one.position} is no more." for key, one in before.items() if key not in after]
    for key, one in before.items():
        if key in after:
            said += _moves(then, now, one, after[key])
    said += [f"New: {sentence(now, one)}." for one in now.lines if one not in then.lines]
    said += [f"No more: {sentence(then, one)}." for one in then.lines if one not in now.lines]
    return said


def _moves(then: Unit, now: Unit, old: Place, new: Place) -> Iterator[str]:
    at = new.position
    if old.position != new.position:
        yield f"{old.position} is now called {in_sentence(new.position)}."
    if old.person != new.person:
        yield f"{at}: {old.name or 'not known'}, now {new.name or 'not known'}."
    if old.roles != new.roles:
        yield f"{at}: {' and '.join(old.roles)}, now {' and '.join(new.roles)}."
    if old.support != new.support:
        yield f"{at}: {_support(old)}, now {_support(new)}."
    for word in ("influence", "strength"):
        if getattr(old, word) != getattr(new, word):
            what = "influence" if word == "influence" else "our relationship"
            yield f"{at}: {what} {getattr(old, word)}, now {getattr(new, word)}."
    if old.superior != new.superior:
        was, becomes = then.place(old.superior), now.place(new.superior)
        yield (
            f"{at} reported to {in_sentence(was.position) if was else 'nobody on the map'}, "
            f"now to {in_sentence(becomes.position) if becomes else 'nobody on the map'}."
        )
    if old.note != new.note:
        yield f"{at}: the note was changed."


def sentence(unit: Unit, line: Line) -> str:
    """A link in words: buyer conflicts with warehouse manager over lead times."""
    source, target = unit.place(line.source), unit.place(line.target)
    if source is None or target is None:
        return ""
    about = f" ({line.about})" if line.about else ""
    return f"{source.position} {said_kind(line.kind)} {in_sentence(target.position)}{about}"


def _support(place: Place) -> str:
    return str(Seat.Support(place.support).label).lower()
