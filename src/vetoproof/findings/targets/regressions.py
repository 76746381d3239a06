"""Promises that ask for less than an earlier one of the same party, and promises that were taken back.

A later promise is weaker if in the same account and from the same base it allows more, or cuts less, at a deadline that is not earlier
(Paris Agreement, Article 4.3: each successive contribution "will represent a progression").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from vetoproof.findings.targets.standing import standing_on
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.target import TargetTerms
from vetoproof.terms.quantity import plain

WEAKER, TAKEN_BACK = "weaker", "taken back"


@frozen(eq=False)
class Regression:
    """A promise that fell behind: `earlier` is what it fell behind, None if it was taken back without a successor here."""

    sort: str
    provision: Provision
    earlier: Provision | None
    why: str


def regressions(law: Regime, as_of: date) -> tuple[Regression, ...]:
    """Every weaker successor and every promise taken back by the day, in the order of the law."""
    made = [one for one in law.provisions if one.target and one.in_force.from_ <= as_of]
    weaker = [Regression(WEAKER, one, before, why) for one in made if (found := weaker_than(law, one)) for before, why in [found]]
    return (*weaker, *_taken_back(law, made, as_of))


def weaker_than(law: Regime, provision: Provision) -> tuple[Provision, str] | None:
    """The earlier promise of the same party in the same account that asks for more than this one, and how much more."""
    for other in law.provisions:
        if other is not provision and _comparable(provision, other) and (why := _asks_less(provision.target, other.target)):
            return other, why
    return None


def _comparable(later: Provision, earlier: Provision) -> bool:
    """Of one party, in one account, made before it (or on one day and due before it), and due no later."""
    one, other = later.target, earlier.target
    if not (one and other and one.by and other.by) or later.bound != earlier.bound or one.metric != other.metric:
        return False
    made = (earlier.in_force.from_, other.by.last) < (later.in_force.from_, one.by.last)
    return made and other.by.last <= one.by.last


def _asks_less(later: TargetTerms | None, earlier: TargetTerms | None) -> str:
    assert later and earlier
    if later.at_most is not None and earlier.at_most is not None and later.at_most > earlier.at_most:
        return f"at most {_due(later, later.at_most)}, where at most {_due(earlier, earlier.at_most)} had been promised"
    if later.at_least is not None and earlier.at_least is not None and later.at_least < earlier.at_least:
        return f"at least {_due(later, later.at_least)}, where at least {_due(earlier, earlier.at_least)} had been promised"
    one, other = later.cut, earlier.cut
    if one and other and one.below == other.below == "year" and one.year == other.year and one.pct < other.pct:
        return f"{_due(later, one.pct)} % below {one.year}, where {_due(earlier, other.pct)} % had been promised"
    if _later_zero(later, earlier):
        return f"nothing left only by {_by(later)}, where {_by(earlier)} had been promised"
    return ""


def _later_zero(later: TargetTerms, earlier: TargetTerms) -> bool:
    """Net zero moved to a later year."""
    zero = later.at_most == 0 and earlier.at_most == 0
    return bool(zero and later.by and earlier.by and later.by.last > earlier.by.last)


def _due(target: TargetTerms, amount: Decimal) -> str:
    return f"{plain(amount)} by {_by(target)}"


def _by(target: TargetTerms) -> str:
    return str(target.by.last) if target.by else "no day"


def _taken_back(law: Regime, made: list[Provision], as_of: date) -> Iterator[Regression]:
    """Promises whose standing ended by a step of their own, unless another one took their place."""
    for provision in made:
        now = standing_on(law, provision, as_of)
        if provision.status and now.ended and not provision.superseded_by:
            yield Regression(TAKEN_BACK, provision, None, now.why)
