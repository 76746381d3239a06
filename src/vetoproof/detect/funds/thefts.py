"""Two reports of a theft -> one theft or two, and why: the victim, the day, the amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from attrs import frozen

from vetoproof.terms.theft import Theft

DAYS = 3  # reports give the day of the theft, of its discovery or of the announcement
LEAST, MOST = Decimal("0.7"), Decimal("1.4")  # one loss at the prices of two days, or with and without the small coins
_GENERIC = {"bridge", "exchange", "wallet", "wallets", "hot", "protocol", "the"}


@frozen
class Decision:
    """One theft or two, with the reason of each test; `open` names what could not be tested."""

    one: bool
    why: tuple[str, ...]
    open: tuple[str, ...] = ()


def decide(a: Theft, b: Theft) -> Decision:
    """One, if the victim is the same, the days lie within `DAYS`, and the amounts within `LEAST` to `MOST` of each other."""
    tests = [_victims(a, b), _days(a, b), _amounts(a, b)]
    return Decision(
        all(passed is not False for passed, _ in tests),
        tuple(why for passed, why in tests if passed is not None),
        tuple(why for passed, why in tests if passed is None),
    )


def nearest(one: Theft, others: Iterable[Theft]) -> tuple[Theft, Decision] | None:
    """The report that fits best: one theft before two, then the nearest day; None if no report has that victim."""
    same = [(other, decide(one, other)) for other in others if same_victim(one.victim, other.victim)]
    ranked = sorted(same, key=lambda found: (not found[1].one, days_between(one, found[0]), found[0].id))
    return ranked[0] if ranked else None


def names_of(victim: str) -> tuple[tuple[str, ...], ...]:
    """The names that a victim goes by, each as words: `Yapizon / Youbit #1` is yapizon and youbit."""
    plain = re.sub(r"\(.*?\)|#\s*\d+", " ", victim.casefold())
    parts = (tuple(re.findall(r"[^\W_]+", part)) for part in re.split(r"\s[/+&]\s", plain))
    named = (tuple(word for word in part if word not in _GENERIC) or part for part in parts)
    return tuple(part for part in named if part)


def same_victim(one: str, other: str) -> bool:
    """Whether a name of one begins a name of the other: Harmony and Harmony Horizon bridge."""
    return any(a[: len(b)] == b or b[: len(a)] == a for a in names_of(one) for b in names_of(other))


def firms(victims: Sequence[str]) -> int:
    """How many firms these victims are: those that share a name are one."""
    groups: list[set[tuple[str, ...]]] = []
    for victim in victims:
        mine = set(names_of(victim)) or {(victim,)}
        for group in [group for group in groups if group & mine]:
            mine |= group
            groups.remove(group)
        groups.append(mine)
    return len(groups)


def days_between(a: Theft, b: Theft) -> int:
    """Days between two reports; 0 if the days in which they lie overlap."""
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


def _victims(a: Theft, b: Theft) -> tuple[bool, str]:
    same = same_victim(a.victim, b.victim)
    return same, f"victims {a.victim!r} and {b.victim!r} are {'the same' if same else 'not the same'}"


def _days(a: Theft, b: Theft) -> tuple[bool, str]:
    apart = days_between(a, b)
    return apart <= DAYS, f"{apart} days apart, {'no more' if apart <= DAYS else 'more'} than {DAYS}"


def _amounts(a: Theft, b: Theft) -> tuple[bool | None, str]:
    if not a.amount or not b.amount:
        return None, "an amount is not said"
    ratio = a.amount / b.amount
    fits = LEAST <= ratio <= MOST
    return fits, f"amounts in a ratio of {ratio:.2f}, {'within' if fits else 'outside'} {LEAST} to {MOST}"
