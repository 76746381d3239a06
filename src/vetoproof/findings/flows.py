"""Flows of customs statistics -> facts with their judgement: distinct questions are judged once, then joined back.

Two flows ask the same if no paragraph can tell them apart: codes under the same headings, days between the same turns of the law, States
that the law does not name. The weight is part of a question only where a cap or a condition may count it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from vetoproof.findings.answer import Judgement
from vetoproof.findings.entries import fill
from vetoproof.findings.judge import Judge
from vetoproof.regime.check import conditions_of
from vetoproof.regime.condition import Codes, keys_of, walk
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.telling import CustomsReading
from vetoproof.terms.fact import Fact
from vetoproof.terms.quantity import plain

_STATE = re.compile(r'"([A-Z]{3})"')
_STATE_NAME = re.compile("[A-Z]{3}")
ENDS = ("low", "mid", "high")
_AMOUNTS = ("net_kg", "net_low", "net_high", "value_usd", "low_usd", "high_usd")
NO_STATE = "XXX"  # an area of the statistics that is no State
_WHOLE = 10  # digits of the longest code


@frozen
class Flow:
    """One flow as a question: days, partner, direction (empty: not known), code, tonnes (empty: not said).

    `band`: low, mid, high and unit where the reporter's figures differ; it stands for the tonnes.
    """

    id: str
    from_: date
    until: date
    partner: str
    direction: str
    hs: str
    tonnes: str = ""
    band: tuple[str, str, str, str] | None = None


@define(slots=False)
class FlowBench:
    """Judges flows by one regime, each kind of question once."""

    law: Regime
    reading: CustomsReading
    _kept: dict[tuple[Any, ...], Judgement] = field(factory=dict)

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.law)

    @cached_property
    def reader(self) -> FactReader:
        return FactReader(self.law.vocabulary, textual=True)

    @cached_property
    def provisions(self) -> tuple[Provision, ...]:
        return self.law.by_kind[str(self.reading.fact["kind"])]

    @cached_property
    def named(self) -> frozenset[str]:
        """The headings that a paragraph names as its goods."""
        goods = (one.goods for one in self.provisions if one.goods)
        return frozenset(code for one in goods for code in (*one.hs, *one.hs_extended))

    @cached_property
    def headings(self) -> frozenset[str]:
        """Those, and the ones that conditions ask for."""
        asked = (leaf for _, _, condition in conditions_of(self.law) for leaf in walk(condition) if isinstance(leaf, Codes))
        return self.named | frozenset(code for leaf in asked for code in leaf.headings)

    @cached_property
    def weighed(self) -> frozenset[str]:
        """The headings under which the weight may count: those of caps, and of conditions on the quantity. `""`: it may under any."""
        return frozenset(code for one in self.provisions if one.cap or _asks_quantity(one) for code in _codes_of(one))

    @cached_property
    def states(self) -> frozenset[str]:
        """The States that the law names; it cannot tell others apart."""
        return frozenset(_STATE.findall(self.law.text))

    def names(self, code: str) -> bool:
        """Whether goods under this code are named by some paragraph, on whatever day."""
        return _place(code, self.named) != ((), ())

    def question(self, flow: Flow) -> tuple[Any, ...]:
        """What the law can see of a flow."""
        weight = (flow.tonnes, flow.band) if "" in self.weighed or _place(flow.hs, self.weighed) != ((), ()) else ("", None)
        state = flow.partner if flow.partner in self.states else ""
        turns = self.judge.turns
        days = (bisect_right(turns, flow.from_), bisect_right(turns, flow.until))
        return (*days, flow.from_ == flow.until, state, flow.direction, _place(flow.hs, self.headings), weight)

    def form(self, flow: Flow) -> dict[str, Any]:
        """The fact that a flow states, in the fact format, its values as text."""
        row = {"id": flow.id, "from": str(flow.from_), "until": str(flow.until), "partner": flow.partner, "direction": flow.direction}
        found: dict[str, Any] = fill(self.reading.fact, {**row, "hs": flow.hs, "tonnes": flow.tonnes})
        if flow.band and (unit := flow.band[-1] or found.get("quantity", {}).get("unit", "")) in self.law.vocabulary.units:
            found["quantity"] = {**dict(zip(ENDS, flow.band, strict=False)), "unit": unit}
        elif "amount" not in found.get("quantity", {"amount": ""}):
            del found["quantity"]
        return found

    def fact(self, flow: Flow) -> Fact:
        return self.reader.read(self.form(flow))

    def judged(self, flow: Flow) -> Judgement:
        """The judgement of a flow; that of a flow that asks the same, if there was one."""
        question = self.question(flow)
        if question not in self._kept:
            self._kept[question] = self.judge.judge(self.fact(flow))
        return self._kept[question]

    def flows_of(self, table: Any, doubted: str) -> Iterator[Flow]:
        """Rows of FLOW -> flows; where the status is `doubted` it is open whether the State had a part in it."""
        ways = {True: self.reading.sells, False: self.reading.buys}
        names = ("id", "from", "until", "partner", "sale", "hs", "status", "conflict", *_AMOUNTS)
        for row in table.select(names).to_pylist():
            direction = "" if row["status"] == doubted else ways[row["sale"]]
            tonnes = "" if row["net_kg"] is None or row["status"] == "rest" else _text(row["net_kg"] / 1000)
            partner = row["partner"] if _STATE_NAME.fullmatch(row["partner"]) else NO_STATE
            yield Flow(row["id"], row["from"], row["until"], partner, direction, row["hs"], tonnes, _band(row))

    def verdicts(self, table: Any, doubted: str) -> Any:
        """FLOW rows -> the verdict of each, as a column: distinct questions by their columns, then joined back."""
        if not table.num_rows:
            return pa.array([], pa.string())
        firsts, places = _distinct([table[name] for name in ("from", "until", "partner", "sale", "hs", "status")] + self._weight(table))
        found = [self.judged(flow).verdict for flow in self.flows_of(table.take(pa.array(firsts)), doubted)]
        return pa.array(found, pa.string()).take(pa.array(places))

    def _weight(self, table: Any) -> list[Any]:
        """The columns of amounts that the law may see: weights; bands where figures differ."""
        codes = table["hs"].unique().to_pylist()
        if "" not in self.weighed and all(_place(code, self.weighed) == ((), ()) for code in codes):
            return []
        apart = pc.is_valid(table["conflict"])
        bands = [pc.if_else(apart, table[name], None) for name in _AMOUNTS] if pc.any(apart).as_py() else []
        return [table["net_kg"], *bands]


def _band(row: Mapping[str, Any]) -> tuple[str, str, str, str] | None:
    """The band of a flow whose figures differ: of its weights, in the unit of the fact's form; of its values, if no weight is stated."""
    if row["conflict"] is None or row["status"] == "rest":
        return None
    if row["net_low"] is None:
        return _text(row["low_usd"]), _text(row["value_usd"]), _text(row["high_usd"]), "USD"
    mid = row["net_high"] if row["net_kg"] is None else row["net_kg"]
    return _text(row["net_low"] / 1000), _text(mid / 1000), _text(row["net_high"] / 1000), ""


def _text(amount: Decimal) -> str:
    return plain(amount).replace(",", "")


def _asks_quantity(provision: Provision) -> bool:
    return bool(provision.when) and "quantity" in set(keys_of(provision.when))  # type: ignore[arg-type]


def _codes_of(provision: Provision) -> Iterable[str]:
    goods = provision.goods
    return (*goods.hs, *goods.hs_extended) if goods and (goods.hs or goods.hs_extended) else ("",)


def _place(code: str, headings: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings over a code, and those under it."""
    over = tuple(code[:size] for size in range(1, _WHOLE + 1) if size <= len(code) and code[:size] in headings)
    under = tuple(sorted(heading for heading in headings if heading.startswith(code) and heading != code)) if len(code) < 6 else ()
    return over, under


def _distinct(columns: list[Any]) -> tuple[list[int], Any]:
    """The first row of each distinct combination, and the place of each row among them."""
    codes = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        codes = codes * max(len(coded.dictionary), 1) + coded.indices.to_numpy(zero_copy_only=False)
        _, codes = np.unique(codes, return_inverse=True)
    _, firsts, places = np.unique(codes, return_index=True, return_inverse=True)
    return firsts.tolist(), places
