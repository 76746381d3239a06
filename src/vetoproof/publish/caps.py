"""The ledger of a cap -> what the page says of each period: share, reporters, months, conflicts, claims beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from vetoproof.assess.silence import LATE
from vetoproof.findings.cap_claims import Estimate, read_estimates
from vetoproof.findings.cap_notices import Notice, notices
from vetoproof.findings.ledger import Account, Line, Year
from vetoproof.publish import words
from vetoproof.publish.claims import Claim, claims_of
from vetoproof.publish.months import Anchors, Strip, short_label, strips
from vetoproof.publish.rows import Book, anchor_of, key_of
from vetoproof.publish.run import Run
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
class Late:
    """One State whose reports of a period are late: which months, since when the first was due, and what that does to the total."""

    state: str
    months: str
    since: date
    count: int


@frozen(eq=False)
class Counted:
    """One row of the ledger as it was counted: as stated, by which factor, and whether a longer total took its place."""

    line: Line
    anchor: str
    taken: bool

    @property
    def factor(self) -> str:
        """`x 8.33, default factor`; empty if it was stated in the unit of the limit."""
        by = self.line.factor
        if by is None or self.line.stated is None or self.line.counted is None or self.line.stated.unit == self.line.counted.unit:
            return ""
        return f"× {words.number(by.factor)}, {self.line.basis}"


@frozen(eq=False)
class Period:
    """One period of a cap in words and numbers."""

    label: str
    short: str  # the same in a few signs, for a chart
    year: Year
    share: str
    silence: str
    parts: tuple[Contribution, ...]
    rows: tuple[str, ...]
    weights: tuple[Decimal, ...]  # what each row adds, in percent of the limit
    running: bool
    beside: tuple[Estimate, ...] = ()  # what others claim of its days, not added
    notices: tuple[Notice, ...] = ()
    late: tuple[Late, ...] = ()
    thresholds: tuple[int, ...] = ()  # of the notices, in percent

    @property
    def floor(self) -> bool:
        """Whether the figure can only be a floor: months are silent, or the period is still running."""
        return bool(self.year.silent) or self.running

    @property
    def silent(self) -> str:
        """`China 1, Russia 11`."""
        return ", ".join(f"{words.state(state)} {n}" for state, n in Counter(state for state, _ in self.year.silent).items())

    @property
    def stated(self) -> tuple[Decimal, ...]:
        """Every amount that a chart of it has to hold."""
        claimed = [end for claim in self.beside for end in claim.ends if end is not None]
        return (*([self.year.reported.high] if self.year.reported else []), *claimed, self.year.limit.mid)


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
    counted: tuple[tuple[Period, tuple[Counted, ...]], ...] = ()

    @property
    def published(self) -> bool:
        """Whether there is a figure of the limit itself."""
        return bool(self.periods and self.periods[-1].year.limit.mid)

    @property
    def limits(self) -> str:
        """The limit; if it is not the same in each period, each with its days."""
        unit, limits = words.unit(self.unit), {period.year.limit.mid for period in self.periods}
        if len(limits) == 1:
            return f"{self.limit} {unit} in {'each period' if len(self.periods) > 1 else 'the period'}"
        return "; ".join(f"{words.number(period.year.limit.mid)} {unit} in {period.label}" for period in self.periods)

    @property
    def late(self) -> tuple[tuple[Period, Late], ...]:
        """Whose reports are late, newest period first."""
        return tuple((period, one) for period in reversed(self.periods) for one in period.late)

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
    provision = run.law.by_id[part.provision or ""]
    unit = part.unit or (provision.cap.unit if provision.cap else "")
    years = tuple(year for year in run.ledgers.get(provision.id, ()) if year.limit.unit == unit)
    if not years:
        return None
    anchors = {key_of(row): anchor_of(name, row) for name in part.tables for row in run.tables[name].rows}
    claims = tuple(claims_of(book, part, provision.id))
    periods = tuple(_period(run, part, year, anchors) for year in years)
    return CapView(
        provision,
        words.number(years[-1].limit.mid),
        unit,
        periods,
        tuple(strip for year in years for strip in strips(year, anchors, run.as_of, provision.in_force.span)),
        tuple(conflict for year in years for conflict in _conflicts(year, anchors)),
        tuple(claim for claim in claims if claim.entry),
        tuple(claim for claim in claims if not claim.entry),
        tuple((period, tuple(_counted(period.year, anchors))) for period in reversed(periods) if period.year.reported),
    )


def _period(run: Run, part: Part, year: Year, anchors: Anchors) -> Period:
    parts = tuple(_part(account, anchors) for account in year.accounts)
    weights: dict[str, Decimal] = {}
    for row, amount in ((row, amount) for part in parts for row, amount in zip(part.rows, part.counted, strict=True)):
        weights[row] = weights.get(row, NOTHING) + (amount * 100 / year.limit.mid if year.limit.mid else NOTHING)
    running = year.span.end is None or year.span.end > run.as_of
    share = words.share(year.share, floor_only=bool(year.silent) or running)
    return Period(
        words.span(year.span), short_label(year.span), year, share, silence(year), parts, tuple(weights), tuple(weights.values()), running,
        _beside(run, part, year), _notices(run, part, year), tuple(_late(run, part, year)), _thresholds(run, part),
    )  # fmt: skip


def _beside(run: Run, part: Part, year: Year) -> tuple[Estimate, ...]:
    """What others claim of the days of a period, each by itself."""
    tables = [run.tables[name] for name in part.tables if run.tables[name].rows and "claimant" in run.tables[name].rows[0]]
    cap = run.law.by_id[part.provision or ""].cap
    conversions = () if cap and cap.alternative_unit else run.law.conversions
    found = read_estimates(tables, year.span, year.limit.unit, conversions, run.as_of, run.known_by)
    return tuple(one for one in found if one.usable)


def _notices(run: Run, part: Part, year: Year) -> tuple[Notice, ...]:
    cap = run.law.by_id[part.provision or ""].cap
    return tuple(notices(year, cap.notice_thresholds_pct, cap.notices_from)) if cap else ()


def _thresholds(run: Run, part: Part) -> tuple[int, ...]:
    cap = run.law.by_id[part.provision or ""].cap
    return cap.notice_thresholds_pct if cap else ()


def _late(run: Run, part: Part, year: Year) -> Iterator[Late]:
    """The late reports of a period, State by State."""
    grace = max((report.days or 0 for report in run.law.by_id[part.provision or ""].reporting), default=0)
    by_state: dict[str, list[date]] = {}
    for due in run.clock:
        month = due.day - timedelta(days=grace)
        if due.provision == part.provision and due.status == LATE and month in year.span:
            by_state.setdefault(due.state, []).append(due.day)
    for state, days in by_state.items():
        months = [(day - timedelta(days=grace)).replace(day=1) for day in days]
        yield Late(state, words.months(months), min(days), len(days))


def _counted(year: Year, anchors: Anchors) -> Iterator[Counted]:
    """Every row with a figure, in the order of its days."""
    taken = [line for account in year.accounts for line in account.lines]
    for line in sorted(year.lines, key=lambda line: (line.span.start, line.reporter, line.row["id"])):
        if line.stated:
            yield Counted(line, anchors[key_of(line.row)], line in taken)


def _part(account: Account, anchors: Anchors) -> Contribution:
    return Contribution(
        account.reporter,
        words.band(account.total) if account.total else "no figure",
        words.months(account.silent),
        words.months(account.not_reported),
        tuple(anchors[key_of(line.row)] for line in (*account.lines, *account.conflicts)),
        (*(line.counted.mid if line.counted else NOTHING for line in account.lines), *(NOTHING for _ in account.conflicts)),
    )


def silence(year: Year) -> str:
    """`eleven months of Russia silent`; empty if no month is."""
    counted = Counter(state for state, _ in year.silent)
    parts = [f"{words.counted(n, 'month')} of {words.state(state)}" for state, n in counted.items()]
    return f"{words.listed(parts)} silent" if parts else ""


def _conflicts(year: Year, anchors: Anchors) -> Iterator[Conflict]:
    for account in year.accounts:
        if account.conflicts:
            lines = (account.lines[0], *account.conflicts)
            figures = tuple((line, anchors[key_of(line.row)]) for line in lines)
            yield Conflict(account.reporter, words.span(lines[0].span), figures)
