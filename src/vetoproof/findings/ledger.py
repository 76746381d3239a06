"""The ledger of a cap: for each of its periods, what was reported, by whom, which months are silent, which totals conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from vetoproof.evidence.record import Row
from vetoproof.regime.limits import Product
from vetoproof.terms.days import ONE_DAY, Span, end_of_month
from vetoproof.terms.quantity import NOTHING, Quantity

TOGETHER = "+"  # a row of several reporters together: CHN+RUS
NOT_REPORTED = "missing"


@frozen
class Line:
    """One row of the ledger: the figure as reported, and in the unit of the cap with the band of the conversion.

    `factor` is what one unit as stated was counted for, `basis` which of the three rules gave it.
    """

    row: Row = field(eq=False)
    span: Span
    reporter: str
    stated: Quantity | None
    counted: Quantity | None
    factor: Product | None = None
    basis: str = ""

    @property
    def months(self) -> frozenset[date]:
        return frozenset(months_of(self.span))


@frozen
class Account:
    """What one reporter (or several together) reported in a period: the rows counted, and the months they leave silent."""

    reporter: str
    lines: tuple[Line, ...]
    silent: tuple[date, ...]
    not_reported: tuple[date, ...]
    conflicts: tuple[Line, ...] = ()

    @property
    def total(self) -> Quantity | None:
        """The sum of the rows counted; a conflicting total of the same months widens the band."""
        counted = [line.counted for line in self.lines if line.counted]
        if not counted:
            return None
        summed = add(counted)
        for other in self.conflicts:
            if other.counted:
                summed = widen(summed, other.counted)
        return summed


@frozen
class Year:
    """One period of the cap. `each_state`: the limit is each State's own, so that nothing is held against it but the fullest of them."""

    span: Span
    limit: Quantity
    accounts: tuple[Account, ...]
    lines: tuple[Line, ...]
    each_state: bool = False

    @property
    def reported(self) -> Quantity | None:
        totals = [account.total for account in self.accounts]
        known = [total for total in totals if total]
        return add(known) if known else None

    @property
    def share(self) -> Quantity | None:
        """Reported / limit, as fractions; None if there is no figure, or no limit that anybody published."""
        limit = self.limit.mid
        if not limit:
            return None
        totals = [account.total for account in self.accounts if account.total]
        reported = max(totals, key=lambda one: one.mid, default=None) if self.each_state else self.reported
        return reported and Quantity(reported.low / limit, reported.mid / limit, reported.high / limit, "of the cap")

    @property
    def silent(self) -> tuple[tuple[str, date], ...]:
        """The months for which no figure is known here, State by State."""
        return tuple(sorted({pair for account in self.accounts for pair in self._silent_in(account)}))

    def _silent_in(self, account: Account) -> Iterator[tuple[str, date]]:
        """A joint total does not tell a State's own month if that was said to be missing."""
        members = account.reporter.split(TOGETHER)
        yield from ((state, month) for state in members for month in account.silent)
        if len(members) > 1:
            yield from ((state, month) for state in members for month in self._own_silence(state))

    def _own_silence(self, state: str) -> set[date]:
        own = [line for line in self.lines if line.reporter == state]
        figures = {month for line in own if line.counted for month in line.months}
        return {month for line in own if line.row["status"] == NOT_REPORTED for month in line.months} - figures


def accounts(lines: tuple[Line, ...], reporters: Iterable[str], due: tuple[date, ...]) -> tuple[Account, ...]:
    """An account a reporter, or one of all together. `due`: the months of which a report was due.

    Reporters apart, if they leave no month silent; else all together, if that does not; else the larger floor.
    """
    each = [account(name, lines, due) for name in sorted(reporters)]
    apart = tuple(one for one in each if TOGETHER not in one.reporter)
    together = max((one for one in each if TOGETHER in one.reporter), key=floor, default=None)
    if together is None or not any(one.silent for one in apart):
        return apart
    if not together.silent or floor(together) > sum(map(floor, apart)):
        return (together,)
    return apart


def floor(one: Account) -> Decimal:
    """What an account shows at the least, as a middle figure; nothing if it has no figure."""
    return one.total.mid if one.total else NOTHING


def account(reporter: str, lines: tuple[Line, ...], due: tuple[date, ...]) -> Account:
    """The longest stated total of a reporter, then what other rows add to months it does not cover."""
    own = [line for line in lines if line.reporter == reporter]
    figures = sorted((line for line in own if line.counted), key=lambda line: (-len(line.months), _said(line), line.row["id"]))
    taken: list[Line] = []
    conflicts: list[Line] = []
    seen: set[date] = set()
    for line in figures:
        if not line.months & seen:
            taken.append(line)
            seen |= line.months
        elif len(taken) == 1 and line.span == taken[0].span and line.counted != taken[0].counted:
            conflicts.append(line)
    skipped = {month for line in own if line.row["status"] == NOT_REPORTED for month in line.months} - seen
    silent = tuple(sorted(skipped | {month for month in due if month not in seen}))
    return Account(reporter, tuple(sorted(taken, key=_order)), silent, tuple(sorted(skipped)), tuple(conflicts))


def months_of(span: Span) -> Iterator[date]:
    """The first day of each month of a span."""
    month = span.start.replace(day=1)
    while span.end is None or month <= span.end:
        yield month
        month = end_of_month(month) + ONE_DAY


def months_in(span: Span) -> Iterator[date]:
    """The months that a period owns: those whose first day lies in it."""
    return (month for month in months_of(span) if month in span)


def add(quantities: Iterable[Quantity]) -> Quantity:
    """The sum, end by end, in the order given (exact decimals)."""
    parts = list(quantities)
    low, mid, high = (sum((getattr(part, end) for part in parts), Decimal(0)) for end in ("low", "mid", "high"))
    return Quantity(low, mid, high, parts[0].unit)


def widen(one: Quantity, other: Quantity) -> Quantity:
    """The band that holds both of two conflicting figures; the middle stays that of the first."""
    return Quantity(min(one.low, other.low), one.mid, max(one.high, other.high), one.unit)


def _said(line: Line) -> str:
    return "".join(chr(0x10FFFF - ord(letter)) for letter in line.row.get("said", ""))  # the latest word first


def _order(line: Line) -> tuple[date, str]:
    return (line.span.start, line.row["id"])
