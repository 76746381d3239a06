"""The ledger of a cap -> what the page says of each period: share, reporters, months, conflicts, claims beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.findings.caps import window_label
from vetoproof.findings.ledger import Account, Line, Year
from vetoproof.publish import words
from vetoproof.publish.claims import Claim, claims_of
from vetoproof.publish.months import Anchors, Strip, strips
from vetoproof.publish.rows import Book, anchor_of, key_of
from vetoproof.regime.law import Provision
from vetoproof.regime.telling import Part
from vetoproof.terms.quantity import NOTHING


@frozen
class Conflict:
    """Two figures for the same days that do not fit together, each with the anchor of its row."""

    reporter: str
    period: str
    figures: tuple[tuple[Line, str], ...]


@frozen
class Contribution:
    """What one reporter adds to a period."""

    reporter: str
    total: str
    silent: str
    not_reported: str
    rows: tuple[str, ...]
    counted: tuple[Decimal, ...]  # what each of the rows adds, as a middle figure


@frozen(eq=False)
class Period:
    """One period of a cap in words and numbers."""

    label: str
    year: Year
    share: str
    silence: str
    parts: tuple[Contribution, ...]
    rows: tuple[str, ...]
    weights: tuple[Decimal, ...]  # what each row adds, in percent of the limit
    running: bool

    @property
    def floor(self) -> bool:
        """Whether the figure can only be a floor: months are silent, or the period is still running."""
        return bool(self.year.silent) or self.running

    @property
    def silent(self) -> str:
        """`China 1, Russia 11`."""
        return ", ".join(f"{words.state(one.reporter)} {len(one.silent)}" for one in self.year.accounts if one.silent)


@frozen(eq=False)
class CapView:
    """A chapter of the form `cap`."""

    provision: Provision
    limit: str
    unit: str
    periods: tuple[Period, ...]
    strips: tuple[Strip, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    aside: tuple[Claim, ...]

    @property
    def known(self) -> tuple[Period, ...]:
        """The periods with any figure."""
        return tuple(period for period in self.periods if period.year.reported)

    @property
    def passing(self) -> tuple[Claim, ...]:
        """The claims that would breach the limit if they hold."""
        return tuple(claim for claim in self.claims if claim.entry and self._breached_by(claim))

    def _breached_by(self, claim: Claim) -> bool:
        found = claim.entry.judgement.findings if claim.entry else ()
        return any(one.provision == self.provision.id and one.outcome == "breach" for one in found)


def cap_view(book: Book, part: Part) -> CapView | None:
    """What the page shows of a cap; None without a ledger."""
    run = book.run
    years = run.ledgers.get(part.provision or "", ())
    if not years:
        return None
    provision = run.law.by_id[part.provision or ""]
    anchors = {key_of(row): anchor_of(name, row) for name in part.tables for row in run.tables[name].rows}
    claims = tuple(claims_of(book, part, provision.id))
    return CapView(
        provision,
        words.number(years[-1].limit.mid),
        years[-1].limit.unit,
        tuple(_period(year, anchors, run.as_of) for year in years),
        tuple(strip for year in years for strip in strips(year, anchors, run.as_of)),
        tuple(conflict for year in years for conflict in _conflicts(year, anchors)),
        tuple(claim for claim in claims if claim.entry),
        tuple(claim for claim in claims if not claim.entry),
    )


def _period(year: Year, anchors: Anchors, as_of: date) -> Period:
    parts = tuple(_part(account, anchors) for account in year.accounts)
    weights: dict[str, Decimal] = {}
    for row, amount in ((row, amount) for part in parts for row, amount in zip(part.rows, part.counted, strict=True)):
        weights[row] = weights.get(row, NOTHING) + (amount * 100 / year.limit.mid if year.limit.mid else NOTHING)
    running = year.span.end is None or year.span.end > as_of
    share = words.share(year.share, floor_only=bool(year.silent) or running)
    return Period(window_label(year.span), year, share, silence(year.accounts), parts, tuple(weights), tuple(weights.values()), running)


def _part(account: Account, anchors: Anchors) -> Contribution:
    return Contribution(
        account.reporter,
        words.band(account.total) if account.total else "no figure",
        words.months(account.silent),
        words.months(account.not_reported),
        tuple(anchors[key_of(line.row)] for line in (*account.lines, *account.conflicts)),
        (*(line.counted.mid if line.counted else NOTHING for line in account.lines), *(NOTHING for _ in account.conflicts)),
    )


def silence(accounts: Iterable[Account]) -> str:
    """`eleven months of Russia silent`; empty if no month is."""
    parts = [f"{words.counted(len(one.silent), 'month')} of {words.state(one.reporter)}" for one in accounts if one.silent]
    return f"{words.listed(parts)} silent" if parts else ""


def _conflicts(year: Year, anchors: Anchors) -> Iterator[Conflict]:
    for account in year.accounts:
        if account.conflicts:
            lines = (account.lines[0], *account.conflicts)
            figures = tuple((line, anchors[key_of(line.row)]) for line in lines)
            yield Conflict(account.reporter, words.span(lines[0].span), figures)
