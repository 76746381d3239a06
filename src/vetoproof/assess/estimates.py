"""A named estimate -> one object: its range, hard ends, draws, inputs with who said each, checks, what moves it, what it cannot see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from vetoproof.evidence.record import Row, Table
from vetoproof.terms.draws import Estimate, Input
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

DERIVED = "general knowledge"  # the root of an input that no claimant gave


@frozen
class Bound:
    """One hard end and why nothing in the inputs reaches beyond it."""

    end: str
    value: float
    why: str


@frozen
class Beside:
    """A claim by another that bears on the same thing: where it lies, and what it is not."""

    id: str
    claimant: str
    value: float
    unit: str
    inside: bool
    why: str


@frozen
class Estimated:
    """One estimate, whole. `extra` holds what only some estimates have (curves, cases), as plain values."""

    name: str
    unit: str
    estimate: Estimate
    inputs: tuple[Input, ...]
    bounds: tuple[Bound, ...]
    checks: tuple[Any, ...] = ()
    beside: tuple[Beside, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    means: str = ""
    extra: Mapping[str, Any] = field(factory=dict)

    @property
    def mix(self) -> tuple[str, ...]:
        """Whose numbers were multiplied, if more than one claimant's."""
        named = tuple(dict.fromkeys(one.said_by for one in self.inputs if one.said_by != DERIVED))
        return named if len(named) > 1 else ()

    def as_json(self) -> dict[str, Any]:
        """The object of the `estimate` door."""
        found = self.estimate
        ends = {name: _number(getattr(found, name)) for name in ("low", "mid", "high", "p05", "p50", "p95")}
        return {
            "name": self.name,
            "about": self.means,
            **ends,
            "unit": self.unit,
            "inputs": [_plain(one, ("name", "low", "mid", "high", "unit", "said_by", "source")) for one in self.inputs],
            "bounds": [_plain(one, ("end", "value", "why")) for one in self.bounds],
            "checks": [_plain(one, ("name", "standing", "why")) for one in self.checks],
            "tornado": [_plain(one, ("name", "low", "high")) for one in found.tornado],
            "mix": list(self.mix),
            "beside": [_plain(one, ("id", "claimant", "value", "unit", "inside", "why")) for one in self.beside],
            **self.extra,
            "unseen": [{"what": one.what, "why": one.why} for one in self.unseen],
        }


def read_inputs(table: Table, name: str, known_by: str) -> dict[str, Input]:
    """The inputs of an estimate that were said by a day, by their names: of each the last word; ours only until somebody said one."""
    rows = [row for row in table.rows if row["estimate"] == name]
    if not rows:
        known = ", ".join(sorted({row["estimate"] for row in table.rows}))
        raise InputError("there is no such estimate", where=f"estimate {name}", do=f"use one of {known}")
    told = [row for row in rows if row["said"] <= known_by or row["root"] == DERIVED]
    return {row["name"]: _input(row) for row in sorted(told, key=lambda row: (row["root"] != DERIVED, row["said"]))}


def needed(inputs: Mapping[str, Input], names: Iterable[str], table: Table, where: str) -> tuple[Input, ...]:
    """The inputs that a formula cannot do without; names the one that nobody had said by then."""
    if missing := [name for name in names if name not in inputs]:
        said = min((row["said"] for row in table.rows if row["name"] == missing[0]), default="no day")
        raise InputError(f"{missing[0]} was said only on {said}", where=where, do=f"give --known-by {said} or a later day")
    return tuple(inputs[name] for name in names)


def _input(row: Row) -> Input:
    return Input(row["name"], float(row["low"]), float(row["mid"]), float(row["high"]), row["unit"], row["root"], row["source"])


def _plain(one: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: _number(getattr(one, name)) for name in names}


def _number(value: Any) -> Any:
    """A whole number without its point; others to four digits behind it."""
    if isinstance(value, float):
        rounded = round(value, 4)
        return int(rounded) if rounded == int(rounded) else rounded
    return value
