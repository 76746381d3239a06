"""A mandate and a day -> when it ends or ended, what was voted, who came next and after how many days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from vetoproof.regime.law import Instrument, Regime
from vetoproof.regime.watch import Mandate, Term, Watcher
from vetoproof.terms.days import ONE_DAY, add_months
from vetoproof.terms.errors import InputError


@frozen
class Lapse:
    """`last_day` is the one that was known on the day asked about; `refused` the draft that would have moved it."""

    mandate: Mandate
    on: date
    terms: tuple[Term, ...]
    last_day: date
    refused: Instrument | None
    next_body: Watcher | None
    days: Mapping[str, int]

    @property
    def is_running(self) -> bool:
        return self.on <= self.last_day

    @property
    def day_after(self) -> date:
        """The day to compare with: the one asked about if the mandate was over by then, else the first one without it."""
        return self.on if self.on > self.last_day else self.last_day + ONE_DAY


def mandate_of(law: Regime, id_: str) -> Mandate:
    found = next((mandate for mandate in law.mandates if mandate.id == id_), None)
    if found is None:
        known = ", ".join(mandate.id for mandate in law.mandates) or "none in this regime"
        raise InputError("there is no such mandate", where=id_, do=f"use {known}")
    return found


def lapse(law: Regime, id_: str, on: date, as_of: date) -> Lapse:
    """What is known of a mandate's end. Acts after `as_of` are left out."""
    mandate = mandate_of(law, id_)
    terms = tuple(term for term in law.terms_of(mandate) if term.span.start <= min(on, as_of))
    if not terms:
        first = law.terms_of(mandate)[0].span.start
        raise InputError(f"the mandate does not exist on {min(on, as_of)}", where=id_, do=f"give a day from {first} on")
    last = max(term.span.end for term in terms if term.span.end)
    refused = _refused(law, mandate, terms[-1], as_of)
    body = _next_body(law, mandate, last, as_of)
    return Lapse(mandate, on, terms, last, refused, body, dict(_days(last, refused, body, on, as_of)))


def _refused(law: Regime, mandate: Mandate, term: Term, as_of: date) -> Instrument | None:
    """The newest draft during the last term that would have prolonged the mandate, and was not adopted."""
    drafts = [one for one in law.instruments if one.id in mandate.not_renewed and one.adopted in term.span and one.adopted <= as_of]
    return max(drafts, key=lambda one: one.adopted, default=None)


def _next_body(law: Regime, mandate: Mandate, last: date, as_of: date) -> Watcher | None:
    """The first watcher that took the mandate's work up after its end."""
    heirs = [one for one in law.watchers if one.stands_in_for == mandate.id and last < one.from_ <= as_of]
    return min(heirs, key=lambda one: one.from_, default=None)


def _days(last: date, refused: Instrument | None, body: Watcher | None, on: date, as_of: date) -> list[tuple[str, int]]:
    found = [("day_to_end", (last - on).days)] if on <= last else []
    if refused:
        found.append(("veto_to_end", (last - refused.adopted).days))
    if body:
        found.append(("end_to_launch", (body.from_ - last).days))
        if body.first_report and body.first_report <= as_of:
            found.append(("end_to_first_report", (body.first_report - last).days))
    return found


# ---- what if
MOST_TURNS = 10_000


@frozen
class Sunset:
    """A mandate under another clock: how many ballots it lives by, and its last day if one is blocked."""

    every_months: int | None
    ballots: int
    last_day: date | None


def sunset(start: date, blocked_from: date, every_months: int | None) -> Sunset:
    """A mandate from `start` that must be renewed every so many months, when no renewal passes from `blocked_from` on.

    None: it is open-ended. Then the same no keeps it alive, for to end it would need a decision too.
    """
    if every_months is None:
        return Sunset(None, 0, None)
    if every_months < 1:
        raise InputError(f"{every_months} is no number of months", where="months", do="give 1 or more")
    for turn in range(1, MOST_TURNS):
        ends = add_months(start, every_months * turn)
        if ends >= blocked_from:
            return Sunset(every_months, turn, ends)
    raise InputError("the days lie too far apart", where="months", do="give more months")
