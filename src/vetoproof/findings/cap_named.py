"""A name and a year -> the paragraph whose cap that is, and the period of it; and which tables tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from vetoproof.evidence.record import Table
from vetoproof.findings.caps import window_on
from vetoproof.findings.ledger_rows import common_days, periods
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.limits import Window
from vetoproof.regime.telling import Part
from vetoproof.terms.days import FIRST, LAST, ONE_DAY, Span
from vetoproof.terms.errors import InputError


@frozen(eq=False)
class CapPeriod:
    """One period of a cap, under the paragraph that was in force for most of it."""

    name: str
    provision: Provision
    window: Window
    year: int


@frozen(eq=False)
class CapTables:
    """The tables that tell of a cap: ledgers of reporters, claims of others, dated deliveries; and who is known to supply."""

    ledgers: tuple[Table, ...] = ()
    claims: tuple[Table, ...] = ()
    deliveries: tuple[Table, ...] = ()
    suppliers: tuple[str, ...] = ()


def cap_names(law: Regime) -> dict[str, tuple[Provision, ...]]:
    """Every cap of the regime by its short name; one without is asked for by its paragraph."""
    found: dict[str, tuple[Provision, ...]] = {}
    for provision in law.provisions:
        if provision.cap:
            name = provision.cap.name or provision.id
            found[name] = (*found.get(name, ()), provision)
    return found


def caps_called(law: Regime, name: str) -> tuple[str, tuple[Provision, ...]]:
    """The paragraphs of a cap, by its name or by the number of one of them."""
    known = cap_names(law)
    for called, provisions in known.items():
        if name.casefold() == called.casefold() or name in (one.id for one in provisions):
            return called, provisions
    do = f"use {', '.join(known)}" if known else "ask under a regime that sets one; this one has none"
    raise InputError("there is no such cap", where=name, do=do)


def period_of(law: Regime, name: str, year: int | None, as_of: date) -> CapPeriod:
    """The period in which most of the year lies, under the paragraph then in force; without a year, the last that had begun."""
    called, provisions = caps_called(law, name)
    if year is not None and not FIRST.year <= year <= LAST.year:
        raise InputError(f"{year} is no year of ours", where="--year", do=f"give one from {FIRST.year} to {LAST.year}")
    wanted = as_of.year if year is None else year
    found = _best(provisions, wanted)
    if found is None and year is None:
        found = max((one for of in range(FIRST.year, wanted) if (one := _best(provisions, of))), key=_start, default=None)
    if found is None:
        raise InputError(f"no period of this cap lies in {wanted}", where=called, do=f"ask for {_years(provisions, as_of)}")
    if found[1].from_ > as_of:
        what = f"the period from {found[1].from_} had not begun on {as_of}"
        raise InputError(what, where=called, do="give a later --as-of, or an earlier year")
    return CapPeriod(called, *found, year=wanted if year is not None else _year_of(found[1]))


def _best(provisions: tuple[Provision, ...], year: int) -> tuple[Provision, Window] | None:
    """The paragraph and the window with most days in force in the year."""
    whole = Span(date(year, 1, 1), date(year, 12, 31))
    found = []
    for provision in provisions:
        for window in _windows(provision, whole):
            inside = Span(max(window.from_, whole.start), min(window.until, date(year, 12, 31)))
            if days := common_days(inside, provision.in_force.span):
                found.append((days, provision, window))
    best = max(found, key=lambda one: one[0], default=None)
    return best and (best[1], best[2])


def _windows(provision: Provision, whole: Span) -> Iterator[Window]:
    """The windows of a cap that reach into a year."""
    day = whole.start
    while provision.cap and day in whole:
        if window := window_on(provision.cap, day):
            yield window
            day = window.until
        day += ONE_DAY


def _start(found: tuple[Provision, Window]) -> date:
    return found[1].from_


def _year_of(window: Window) -> int:
    """The year in which most of a window lies."""
    return (window.from_ + (window.until - window.from_) / 2).year


def _years(provisions: tuple[Provision, ...], as_of: date) -> str:
    years = sorted({_year_of(window) for provision in provisions for window in periods(provision, as_of)})
    return f"a year from {years[0]} to {years[-1]}" if years else "another cap; no period of this one had begun"


def parts_of(law: Regime, name: str) -> tuple[Part, ...]:
    """The parts of the report that tell of a cap of that name."""
    called, provisions = caps_called(law, name)
    ids = {one.id for one in provisions}
    parts = (part for chapter in law.chapters for part in chapter.sections)
    return tuple(part for part in parts if part.form == "cap" and part.provision in ids)


def tables_for(parts: tuple[Part, ...], tables: Mapping[str, Table]) -> CapTables:
    """The tables by what their rows hold: a reporter, a claimant, or a vessel on a day."""
    names = dict.fromkeys(name for part in parts for name in part.tables)
    held = [tables[name] for name in names if tables[name].rows]
    suppliers = tuple(dict.fromkeys(state for part in parts for state in part.suppliers))
    by = {column: tuple(one for one in held if column in one.rows[0]) for column in ("reporter", "claimant", "vessel")}
    return CapTables(by["reporter"], by["claimant"], by["vessel"], suppliers)
