"""What we did with the party and the people there: known to this very day."""

from datetime import date

from goodwill.programme.planning.evidence import Evidence
from goodwill.programme.planning.measures.measure import Measure, Reading
from goodwill.records.models import Contact
from goodwill.terms.dates import written_day

HELD = (Contact.Kind.CALL, Contact.Kind.VISIT, Contact.Kind.LETTER)


class OfWork(Measure):
    def known_until(self, evidence: Evidence) -> date | None:
        return evidence.today

    def not_begun(self, evidence: Evidence, start: date) -> Reading | None:
        if start <= evidence.today:
            return None
        return Reading(as_of=evidence.today, reason=f"It begins on {written_day(start)}.")


class PromisesKept(OfWork):
    code, name, unit, over_time = "promises", "Promises kept in time", "share", False

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        until = min(until, evidence.today)
        due = [one for one in evidence.promises if start <= one.first_due <= until]
        # One that is due today may still be kept in time.
        closed = [one for one in due if one.over is not None or one.first_due < evidence.today]
        if not closed:
            return self.not_begun(evidence, start) or Reading(as_of=until, reason="No promise was due.")
        kept = [one for one in closed if one.over is not None and not one.broken and one.over <= one.first_due]
        return Reading(len(kept) / len(closed), as_of=until)


class ComplaintsOpen(OfWork):
    code, name, unit, less = "complaints", "Complaints open", "number", True

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        until = min(until, evidence.today)
        there = [one for one in evidence.contacts if one.kind == Contact.Kind.COMPLAINT and one.on <= until]
        still = [one for one in there if one.answered is None or one.answered > until]
        return self.not_begun(evidence, start) or Reading(float(len(still)), as_of=until)


class ContactsHeld(OfWork):
    code, name, unit, over_time = "contacts", "Calls, visits and letters", "number", True

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        until = min(until, evidence.today)
        held = [one for one in evidence.contacts if one.kind in HELD and start <= one.on <= until]
        return self.not_begun(evidence, start) or Reading(float(len(held)), as_of=until)
