"""Paragraphs x watchers -> for each span of days: not looked, looked and nothing, or found; and why.

A watcher is a table of the record (it sees what a reading of it can state, on the days of its rows), the ledger of a limit, the
series that measure a promise, or a body that the regime names. "Looked, nothing" says what is on this record: the watcher could
look, and nothing that it found stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from vetoproof.assess.coverage import covers
from vetoproof.assess.looks import BODY, FOUND, LEDGER, NOT_LOOKED, NOTHING, RECORD, Look, State, cut, outside
from vetoproof.assess.promised import by_provision, promise_looks
from vetoproof.findings.entries import Entry
from vetoproof.findings.judge import Judge
from vetoproof.findings.ledger import Account, Year
from vetoproof.findings.targets.promise import Promise
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.telling import Reading
from vetoproof.regime.watch import Watcher
from vetoproof.terms.days import ONE_DAY, Span, end_of_month

AGAINST = frozenset({"breach", "depends", "request_unfulfilled"})  # an exempt act is nothing found
BODIES = frozenset({"council", "treaty", "states"})  # those that publish under a name; others are told of where a lapse is


@frozen(eq=False)
class Evidence:
    """What there is to look with: the entries by table, and which paragraphs each table can reach."""

    by_table: Mapping[str, list[Entry]]
    reached: Mapping[str, frozenset[str]]
    ledgers: Mapping[str, tuple[Year, ...]]
    promised: Mapping[str, list[Promise]]


def looks(
    law: Regime, entries: Iterable[Entry], ledgers: Mapping[str, tuple[Year, ...]], as_of: date, promises: Iterable[Promise] = ()
) -> tuple[Look, ...]:
    """Every paragraph that was ever in force up to the day, by every watcher, in the order of the law."""
    by_table: dict[str, list[Entry]] = {}
    for entry in entries:
        by_table.setdefault(entry.table, []).append(entry)
    held = Evidence(by_table, reach(law), ledgers, by_provision(promises))
    bodies = [one for one in law.watchers if one.standing in BODIES and one.from_ <= as_of]
    found: list[Look] = []
    for provision in law.provisions:
        if life := cut(provision.in_force.span, Span(date.min, as_of)):
            found += _in_order([*_by_record(provision, life, held), *_by_ledger(provision, life, held)])
            found += _in_order(look for body in bodies for look in _by_body(provision, life, body, held))
    return tuple(found)


def _in_order(found: Iterable[Look]) -> list[Look]:
    """By watcher, in the order in which they come, and by day."""
    by_watcher: dict[str, list[Look]] = {}
    for look in found:
        by_watcher.setdefault(look.watcher, []).append(look)
    return [look for some in by_watcher.values() for look in sorted(some, key=lambda one: one.from_)]


# ---- tables of the record
def reach(law: Regime) -> Mapping[str, frozenset[str]]:
    """Which paragraphs the readings of each table can engage at all: a row of it on which nothing else is known is judged."""
    judge, reader = Judge(law), FactReader(law.vocabulary, textual=True)
    days = sorted({provision.in_force.from_ for provision in law.provisions})
    found: dict[str, set[str]] = {}
    for reading in law.readings:
        fact = reader.read(_open_form(reading))
        for day in days:
            judged = judge.judge(evolve(fact, span=Span(day, day)))
            found.setdefault(reading.table, set()).update(finding.provision for finding in judged.findings)
    return {table: frozenset(names) for table, names in found.items()}


def _open_form(reading: Reading) -> dict[str, Any]:
    """The form of a fact with what a row fills in as not known."""
    form = {key: _opened(part) for key, part in reading.fact.items() if key not in ("from", "until", "day", "quantity")}
    return {**form, "id": reading.table, "day": "2000-01-01"}


def _opened(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _opened(value) for key, value in part.items()}
    return None if isinstance(part, str) and part.startswith("$") else part


def _by_record(provision: Provision, life: Span, held: Evidence) -> Iterator[Look]:
    if made := held.promised.get(provision.id):
        yield from promise_looks(provision, life, made)
        return
    names = [table for table, found in held.reached.items() if provision.id in found]
    if not names:
        yield _look(provision, RECORD, life, NOT_LOOKED, provision.not_judged or "no table of the record states what could show it")
    for name in names:
        yield from _by_table(provision, life, f"{RECORD}: {name}", held.by_table.get(name, []))


def _by_table(provision: Provision, life: Span, watcher: str, rows: list[Entry]) -> Iterator[Look]:
    """Before its first row and after its newest a table looked at nothing."""
    if not rows:
        yield _look(provision, watcher, life, NOT_LOOKED, "no row of it was put to the law")
        return
    seen = Span(min(row.fact.span.start for row in rows), max(row.fact.last for row in rows))
    for span in outside(life, [seen]):
        where = "after its newest row" if span.start > seen.start else "before its first row"
        yield _look(provision, watcher, span, NOT_LOOKED, where)
    if inside := cut(life, seen):
        yield _look(provision, watcher, inside, *_seen(provision, rows))


def _seen(provision: Provision, rows: Iterable[Entry]) -> tuple[State, str]:
    outcomes = [one.outcome for row in rows for one in row.judgement.findings if one.provision == provision.id]
    against = sum(outcome in AGAINST for outcome in outcomes)
    if against:
        return FOUND, f"{against} against it or open, on the claims cited"
    return NOTHING, f"{len(outcomes)} engage it, none against it" if outcomes else "no row engages it"


# ---- the ledger of a limit
def _by_ledger(provision: Provision, life: Span, held: Evidence) -> Iterator[Look]:
    for year in held.ledgers.get(provision.id, ()):
        if provision.cap and year.limit.unit != provision.cap.unit:
            continue  # the same months in the other unit of the limit
        for account in year.accounts:
            yield from _by_account(provision, account, life)


def _by_account(provision: Provision, account: Account, life: Span) -> Iterator[Look]:
    """The months of a reporter: those with a figure, and those of which nobody here knows one."""
    figures = {month for line in account.lines for month in line.months} - set(account.silent)
    for state, months, why in (
        (NOTHING, figures, "a figure was reported"),
        (NOT_LOOKED, set(account.silent), "no figure of this reporter"),
    ):
        for span in _runs(months):
            if inside := cut(span, life):
                yield _look(provision, f"{LEDGER}: {account.reporter}", inside, state, why)


def _runs(months: Iterable[date]) -> list[Span]:
    """Months in a row as one span."""
    spans: list[Span] = []
    for month in sorted(months):
        if spans and spans[-1].end == month - ONE_DAY:
            spans[-1] = Span(spans[-1].start, end_of_month(month))
        else:
            spans.append(Span(month, end_of_month(month)))
    return spans


# ---- bodies that the regime names
def _by_body(provision: Provision, life: Span, body: Watcher, held: Evidence) -> Iterator[Look]:
    watcher = f"{BODY}: {body.title}"
    if not covers(body, provision):
        yield _look(provision, watcher, life, NOT_LOOKED, "it sees no kind of evidence that the paragraph names")
        return
    if inside := cut(life, body.span):
        yield _look(provision, watcher, inside, *_told_by(provision, body, held))
    for span in outside(life, [body.span]):
        why = "it no longer watches" if span.start > body.from_ else "it did not watch yet"
        yield _look(provision, watcher, span, NOT_LOOKED, why)


def _told_by(provision: Provision, body: Watcher, held: Evidence) -> tuple[State, str]:
    rows = [row for rows in held.by_table.values() for row in rows if is_root(body, row.row.get("root", ""))]
    against = sum(one.outcome in AGAINST for row in rows for one in row.judgement.findings if one.provision == provision.id)
    if against:
        return FOUND, f"{against} rows of this record rest on it"
    return NOTHING, "it could look; no row of this record rests on it"


def is_root(body: Watcher, root: str) -> bool:
    """Whether a row rests on the body: its title stands in the root, or its short name is the root."""
    told = root.casefold()
    return body.title.casefold() in told or body.id.casefold() in (part.strip() for part in told.split(";"))


# ---- mandates
def mandates(law: Regime) -> tuple[Span, ...]:
    """The days on which a mandate to monitor ran: each from its adoption to its last day, those that meet as one."""
    given = sorted((one.adopted, one.mandate_until) for one in law.instruments if one.mandate_until and not one.failed)
    spans: list[Span] = []
    for start, end in given:
        if spans and spans[-1].end and start <= spans[-1].end + ONE_DAY:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)


# ---- spans of days
def _look(provision: Provision, watcher: str, span: Span, state: State, why: str) -> Look:
    return Look(provision.id, watcher, span.start, span.end or date.max, state, why)
