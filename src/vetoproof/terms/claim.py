"""A number as somebody's claim: who, when said, about which days, how bounded, from which root. Its arithmetic is `terms.sums`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from attrs import field, frozen

from vetoproof.terms.days import Span, end_of_month, read_day
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import NOTHING, OPEN, Quantity, decimal

Bound = Literal["at_least", "about", "at_most", "capacity", "reported"]
Status = Literal["reported", "derived", "inferred_zero", "missing"]
End = Decimal | None  # None: nobody stated this end
UNREAD = frozenset({"", "claimant not read", "unknown"})  # no name of a root


def names(given: str | Iterable[str]) -> tuple[str, ...]:
    """One name or several, each once, in order."""
    return tuple(sorted({given} if isinstance(given, str) else set(given)))


@frozen
class Claim:
    """What somebody said of an amount. `who` has several names only if their numbers were mixed.

    An amount is never below nothing; so an open `low` adds nothing to a floor, and an open `high` opens every sum.
    """

    who: tuple[str, ...] = field(converter=names)
    said: Span | None
    period: Span | None
    unit: str
    bound: Bound
    low: End
    mid: End
    high: End
    roots: tuple[str, ...] = field(converter=names)
    sources: tuple[str, ...] = field(converter=names)
    status: Status = "reported"
    what: str = ""
    gaps: tuple[str, ...] = ()  # what went into a sum without a figure

    def __attrs_post_init__(self) -> None:
        if found := next(_faults(self), None):
            raise fault(self, *found)

    @property
    def mix(self) -> tuple[str, ...]:
        """The claimants whose numbers are mixed in this one; empty if it is one claimant's own."""
        return self.who if len(self.who) > 1 else ()

    @property
    def stated(self) -> bool:
        """Whether it has any figure."""
        return any(end is not None for end in (self.low, self.mid, self.high))

    @property
    def quantity(self) -> Quantity | None:
        """The band as the judge reads it: an open low end is nothing, an open high end is open."""
        if not self.stated:
            return None
        low, high = self.low, self.high
        if low is None and high is None:
            return Quantity.exactly(self.mid or NOTHING, self.unit)
        mid = self.mid if self.mid is not None else low if low is not None else high
        return Quantity(low or NOTHING, mid or NOTHING, OPEN if high is None else high, self.unit)

    def __str__(self) -> str:
        amount = self.quantity.amounts if self.quantity else "no figure"
        words = {"about": "about ", "capacity": "room for "}.get(self.bound, "") if self.stated else ""
        notes = [f"mix of {', '.join(self.mix)}"] if self.mix else []
        notes += [f"no figure for {', '.join(self.gaps)}"] if self.gaps else []
        return f"{', '.join(self.who)}: {words}{amount} {self.unit}" + (f" ({'; '.join(notes)})" if notes else "")


def _faults(claim: Claim) -> Iterator[tuple[str, str]]:
    """What is wrong with a claim, and what to do."""
    stated = [end for end in (claim.low, claim.mid, claim.high) if end is not None]
    if not claim.sources or not all(source.strip() for source in claim.sources):
        yield "has no source", "cite where it was said"
    if not claim.who or not all(name.strip() for name in claim.who):
        yield "has no claimant", "name who said it"
    if any(not end.is_finite() or end < 0 for end in stated):
        yield "has an end below nothing or without end", "give amounts of 0 or more; leave an open end empty"
    if stated != sorted(stated):
        yield "has ends that are not in order", "give low <= mid <= high"
    if claim.status == "missing" and stated:
        yield "is missing and has a figure", "leave the figure empty, or call it reported"
    if claim.status == "inferred_zero" and any(stated):
        yield "is inferred to be zero and has another figure", "call it derived"
    if claim.status == "reported" and (misfit := _misfit(claim)):
        yield misfit, "give the ends that its bound states"


_ENDS: Mapping[str, tuple[str, ...]] = {"at_least": ("low",), "at_most": ("high",), "capacity": ("high",)}


def _misfit(claim: Claim) -> str | None:
    """Why the ends of a stated claim are not those of its bound. A floor has no ceiling, a ceiling no floor."""
    there = tuple(end for end in ("low", "mid", "high") if getattr(claim, end) is not None)
    wanted = _ENDS.get(claim.bound)
    if not there:
        return "has no figure and is not called missing"
    if wanted and there != wanted:
        return f"is said to be {claim.bound.replace('_', ' ')} and states {', '.join(there)}"
    if claim.bound == "reported" and not claim.low == claim.mid == claim.high:
        return "is a reported figure and states a band"
    return None


def read_roots(text: str) -> tuple[str, ...]:
    """`USA; UN Panel of Experts` -> its roots. What names nobody is no root."""
    found = {" ".join(root.split()) for root in text.split(";")}
    return names(root for root in found if root.casefold() not in UNREAD)


def independent(roots: Iterable[str]) -> tuple[str, ...]:
    """Each root once, however it is spelled in capitals: copies of one root are one."""
    found: dict[str, str] = {}
    for root in sorted(roots):
        found.setdefault(root.casefold(), root)
    return tuple(found.values())


# ---- the border


def read_claim(row: Mapping[str, str]) -> Claim:
    """A row of a table of the record or of a CSV of claims -> a claim. Empty is not known, never zero."""
    where = f"claim {row.get('id', '')}".strip()
    try:
        low, mid, high = _ends(row)
        return Claim(
            who=row.get("claimant") or row.get("reporter") or row.get("root", ""),
            said=_days(row.get("said", "")),
            period=_period(row),
            unit=row["unit"],
            bound=_word(row.get("bound") or "reported", get_args(Bound)),
            low=low,
            mid=mid,
            high=high,
            roots=read_roots(row.get("root", "")),
            sources=row.get("source", ""),
            status=_word(row.get("status") or "reported", get_args(Status)),
            what=row.get("measure") or row.get("item") or "",
        )
    except (ValueError, KeyError) as error:
        what = f"has no {error.args[0]}" if isinstance(error, KeyError) else str(error)
        raise InputError(what, where=where, do="correct the row") from error


def _ends(row: Mapping[str, str]) -> tuple[End, End, End]:
    if row.get("amount"):
        exact = decimal(row["amount"])
        return exact, exact, exact
    low, mid, high = (decimal(row[end]) if row.get(end) else None for end in ("low", "mid", "high"))
    return low, mid, high


def _period(row: Mapping[str, str]) -> Span | None:
    """The days that it is about, if it states where they begin."""
    day, start, end = row.get("day", ""), row.get("from", ""), row.get("until", "")
    if start:
        return Span(read_day(start), read_day(end) if end else None)
    return _days(day)


def _days(text: str) -> Span | None:
    """A day, or the month that stands for its days."""
    if not text:
        return None
    if len(text) == len("YYYY-MM"):
        first = read_day(f"{text}-01")
        return Span(first, end_of_month(first))
    return Span(read_day(text), read_day(text))


def _word(given: str, allowed: tuple[Any, ...]) -> Any:
    if given not in allowed:
        raise ValueError(f"{given!r} is none of {', '.join(allowed)}")
    return given


def fault(claim: Claim, what: str, do: str) -> InputError:
    """What is wrong with a claim, named by its claimant."""
    where = " ".join(part for part in ("claim of", ", ".join(getattr(claim, "who", ()))) if part)
    return InputError(what, where=where, do=do)
