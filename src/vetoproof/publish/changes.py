"""An earlier run and this one -> each figure that changed, split by cause and by row; and each finding that moved.

What a row adds to a figure is its weight (a plain count: one). So the parts of a change add up to it, and a part that nothing
explains stays and is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import orjson
from attrs import frozen

from vetoproof.publish.causes import CAUSES, Cause, Comparison, Reason
from vetoproof.publish.earlier import Earlier, ToldFigure
from vetoproof.publish.manifest import told_figure
from vetoproof.publish.run import Run
from vetoproof.publish.sentences import Figure

NONE = Decimal(0)
PLACES = Decimal("0.000001")


@frozen
class Share:
    """What one row, paragraph or name has to do with a change. `effect` None: the figure is no sum."""

    name: str
    cause: Cause | None  # None: nothing explains it
    why: str
    effect: Decimal | None


@frozen
class Changed:
    """One figure that is not what it was."""

    label: str
    before: str
    after: str
    unit: str
    shares: tuple[Share, ...]

    @property
    def unexplained(self) -> tuple[Share, ...]:
        return tuple(share for share in self.shares if share.cause is None)

    @property
    def effect(self) -> Decimal | None:
        """By how much, if it is a sum."""
        effects = [share.effect for share in self.shares]
        return None if any(effect is None for effect in effects) else sum((effect for effect in effects if effect), NONE)

    def by(self, cause: Cause) -> tuple[Share, ...]:
        return tuple(share for share in self.shares if share.cause == cause)

    @property
    def causes(self) -> tuple[tuple[Cause, tuple[Share, ...]], ...]:
        """The causes that there are, each with what it did."""
        return tuple((cause, self.by(cause)) for cause in CAUSES if self.by(cause))

    def effect_of(self, cause: Cause) -> Decimal | None:
        """How much of the change is due to one cause."""
        effects = [share.effect for share in self.by(cause)]
        return None if not effects or any(effect is None for effect in effects) else sum((one for one in effects if one), NONE)


@frozen
class Moved:
    """Findings on one row or by one cause that came, went, or say something else now."""

    name: str
    cause: Cause | None
    why: str
    moves: tuple[tuple[str, int], ...]  # `new: would breach` -> how many


@frozen(eq=False)
class Changes:
    """All that changed since an earlier run."""

    earlier: Earlier
    figures: tuple[Changed, ...]
    findings: tuple[Moved, ...]

    @property
    def unexplained(self) -> tuple[Changed | Moved, ...]:
        figures = [one for one in self.figures if one.unexplained or not one.shares]
        return (*figures, *(one for one in self.findings if one.cause is None))


def compare(earlier: Earlier, run: Run, figures: Iterable[Figure]) -> Changes:
    """What changed since an earlier run, by figure and by row."""
    comparison = Comparison(earlier, run)
    now = {figure.label: told_figure(figure) for figure in figures}
    before = earlier.told.figures
    labels = [*now, *(label for label in before if label not in now)]
    changed = (_changed(comparison, label, before.get(label), now.get(label)) for label in labels if before.get(label) != now.get(label))
    return Changes(earlier, tuple(one for one in changed if one), tuple(_moved(comparison)))


def _changed(comparison: Comparison, label: str, before: ToldFigure | None, now: ToldFigure | None) -> Changed | None:
    old, new = before or EMPTY, now or EMPTY
    shares = tuple(_shares(comparison, old, new))
    if old.value == new.value and not shares:
        return None  # other rows, the same story
    whole = comparison.of_whole() if not shares else None
    cause, why = whole or UNKNOWN
    left = () if shares else (Share("the run as a whole", cause, why, None),)
    return Changed(label, old.value or "not told", new.value or "not told", new.unit or old.unit, (*shares, *left))


UNKNOWN: tuple[Cause | None, str] = (None, "nothing explains it")
EMPTY = ToldFigure()


def _shares(comparison: Comparison, old: ToldFigure, new: ToldFigure) -> Iterator[Share]:
    """Each row or name whose part in the figure is another than it was, with its cause; what was only displaced comes last."""
    before, now = _weights(old), _weights(new)
    summed = before is not None and now is not None
    moved = [name for name in dict.fromkeys([*(now or new.rows), *(before or old.rows)]) if _of(before, name) != _of(now, name)]
    if not summed:
        moved = list(dict.fromkeys([*new.rows, *old.rows]))
    reasons = {name: comparison.of_row(name) for name in moved}
    first = next((reason for reason in reasons.values() if reason), None)
    for name, reason in sorted(reasons.items(), key=lambda pair: pair[1] is None):
        effect = _of(now, name) - _of(before, name) if summed else None
        if reason or (summed and effect):
            cause, why = reason or _displaced(comparison, first)
            yield Share(name, cause, why, effect)
    for name in sorted({*old.names} ^ {*new.names}):
        cause, why = comparison.of_name(name) or comparison.of_whole() or UNKNOWN
        yield Share(name, cause, why, Decimal(1 if name in new.names else -1))


def _displaced(comparison: Comparison, first: Reason | None) -> tuple[Cause | None, str]:
    """A row that is as it was, but counts for more or less, because of another, of the law, or of the program."""
    if first:
        return first[0], "as it was, but displaced by the rows that changed"
    return comparison.of_whole() or UNKNOWN


def _weights(figure: ToldFigure) -> Mapping[str, Decimal] | None:
    """What each row adds; None if the figure is no sum of rows."""
    rows, weights = figure.rows, figure.weights
    if weights:
        return {row: Decimal(weight) for row, weight in zip(rows, weights, strict=True)}
    if figure.value.replace(",", "") == str(len(rows)) or not figure.value:
        return dict.fromkeys(rows, Decimal(1))
    return None if rows else {}


def _of(weights: Mapping[str, Decimal] | None, name: str) -> Decimal:
    return (weights or {}).get(name, NONE)


# ---- findings
def _moved(comparison: Comparison) -> Iterator[Moved]:
    """The findings that moved, by row, in the order of the rows' names."""
    for place in sorted({*comparison.found, *comparison.earlier.found}):
        before, now = comparison.earlier.found.get(place, {}), comparison.found.get(place, {})
        moves = Counter(_move(before.get(name), now.get(name)) for name in {*before, *now} if before.get(name) != now.get(name))
        if moves:
            cause, why = comparison.of_row(place) or comparison.of_whole() or UNKNOWN
            yield Moved(place, cause, why, tuple(sorted(moves.items())))


def _move(before: str | None, now: str | None) -> str:
    if before is None:
        return f"new: {now}"
    return f"gone: {before}" if now is None else f"{before} to {now}"


# ---- as lines
def change_lines(changes: Changes) -> list[dict[str, Any]]:
    """Each changed figure, then the findings that moved, by row: what `--json` prints and `changes.jsonl` holds."""
    moved = ({"findings_on": one.name, "cause": one.cause, "why": one.why, "moves": dict(one.moves)} for one in changes.findings)
    return [*map(_line, changes.figures), *moved]


def _line(one: Changed) -> dict[str, Any]:
    split = {cause.replace(" ", "_"): _part(one, cause) for cause in CAUSES}
    left = [share.name for share in one.unexplained]
    told = {"figure": one.label, "before": one.before, "after": one.after, "unit": one.unit, "change": number(one.effect)}
    return {**told, **split, "unexplained": left}


def _part(one: Changed, cause: Cause) -> dict[str, Any] | None:
    shares = one.by(cause)
    if not shares:
        return None
    rows = [{"name": share.name, "why": share.why, "change": number(share.effect)} for share in shares]
    return {"change": number(one.effect_of(cause)), "rows": rows}


def number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value.quantize(PLACES))


def changes_jsonl(changes: Changes) -> bytes:
    return b"".join(orjson.dumps(line) + b"\n" for line in change_lines(changes))
