"""Gaps and the ports within their reach + a law -> what a call there would engage on those days: gap, port, paragraph, barrels.

Nobody saw such a call. Each is a possibility whose likelihood is not estimated, with its innocent explanations and with what was not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta
from decimal import Decimal
from typing import Any

import orjson
from attrs import field, frozen

from vetoproof.detect.vessels.capacity import Hull, carried
from vetoproof.findings.answer import Judgement
from vetoproof.findings.entries import fill
from vetoproof.findings.judge import Judge
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Regime
from vetoproof.regime.telling import CallReading
from vetoproof.terms.errors import FactError
from vetoproof.terms.fact import Fact
from vetoproof.terms.quantity import Quantity
from vetoproof.terms.unseen import Unseen

NOT_ESTIMATED = "not estimated"
NONE_DELIVERED: Mapping[str, str] = {"loaded": "none delivered: she came out deeper", "unchanged": "draught unchanged"}
Row = Mapping[str, Any]


@frozen
class Silent:
    """The ship of a gap as it is known: what it said of itself, and the flag if somebody looked it up."""

    mmsi: int
    imo: int | None = None
    name: str = ""
    flag: str = ""
    hull: Hull = field(factory=Hull)


@frozen(eq=False)
class Put:
    """One hypothetical fact, and what the law says of it."""

    title: str
    fact: Fact
    judgement: Judgement
    note: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def provisions(self) -> tuple[str, ...]:
        """The paragraphs that it would engage, each once."""
        return tuple(dict.fromkeys(finding.provision for finding in self.judgement.findings))


@frozen(eq=False)
class PossibleCall:
    """A port that a silent ship could have called at, and what that would mean under the law."""

    gap: int
    ship: Silent
    port: str
    state: str
    first: date  # the days on which she could have been there
    last: date
    hours: float
    cargo: str
    tonnes: Quantity | None
    rests_on: str
    barrels: Quantity | None
    put: tuple[Put, ...]
    unseen: tuple[Unseen, ...]
    likelihood: str = NOT_ESTIMATED

    @property
    def no_barrels(self) -> str:
        """Why no barrels are given, with the tonnes if her size is known; empty if they are given."""
        if self.barrels:
            return ""
        if self.tonnes is None:
            return "; ".join(filter(None, (NONE_DELIVERED.get(self.cargo, ""), "size not said")))
        why = NONE_DELIVERED.get(self.cargo, "not counted in barrels")
        return f"{why}; {self.tonnes} by {self.rests_on}"

    def as_row(self) -> dict[str, Any]:
        """The call as an object of JSON: gap, port, paragraphs, cargo, barrels, and what is not known."""
        return {
            "mmsi": self.ship.mmsi, "imo": self.ship.imo, "port": self.port, "state": self.state,
            "from": str(self.first), "until": str(self.last), "hours": round(self.hours, 1),
            "cargo": self.cargo, "rests_on": self.rests_on, "tonnes": _band(self.tonnes), "barrels": _band(self.barrels),
            "would_engage": [_engaged(one) for one in self.put],
            "likelihood": self.likelihood,
            "unseen": [{"what": one.what, "why": one.why} for one in self.unseen],
        }  # fmt: skip


def possible_calls(
    law: Regime, gaps: Sequence[Mapping[str, Any]], reached: Iterable[Mapping[str, Any]], ships: Mapping[int, Silent]
) -> Iterator[PossibleCall]:
    """The calls at ports of the States that the law tells of (`calls`), by gap and port. `gaps`: EVENT rows; `reached`: REACHED rows.

    `ships`: by row of the gap. Distinct questions are judged once.
    """
    states = {reading.of for reading in law.calls}
    asking = _Asking(law)
    for row in reached:
        if row["state"] in states:
            gap = gaps[row["gap"]]
            yield _call(asking, gap, row, ships.get(row["gap"]) or Silent(gap["mmsi"], gap.get("imo")))


@frozen(eq=False)
class _Asking:
    """Asks the judge each distinct question once."""

    law: Regime
    judge: Judge = field(init=False)
    reader: FactReader = field(init=False)
    known: dict[bytes, Judgement] = field(factory=dict)

    @judge.default
    def _judge(self) -> Judge:
        return Judge(self.law)

    @reader.default
    def _reader(self) -> FactReader:
        return FactReader(self.law.vocabulary, textual=True)

    def ask(self, reading: CallReading, row: Mapping[str, str]) -> Put:
        filled = fill(reading.fact, row)
        if set(filled.get("quantity") or ()) == {"unit"}:
            filled["quantity"] = None  # asked, and nobody knows
        fact = self.reader.read(filled)
        key = orjson.dumps({name: value for name, value in filled.items() if name != "id"}, option=orjson.OPT_SORT_KEYS)
        if key not in self.known:
            self.known[key] = self.judge.judge(fact)
        kind = self.law.vocabulary.kinds[fact.kind]
        return Put(reading.title, fact, self.known[key], reading.note, (*kind.alternatives, *reading.alternatives))


def _call(asking: _Asking, gap: Row, reach: Row, ship: Silent) -> PossibleCall:
    first, last = _days(gap, reach)
    tonnes, rests_on = carried(ship.hull)
    cargo, unseen, put = ship.hull.state, list(_not_seen(ship)), []
    barrels = None
    for reading in asking.law.calls:
        if reading.of != reach["state"] or (reading.cargo and cargo not in reading.cargo):
            continue
        amount = _in_unit(asking.law, tonnes, reading.unit) if reading.unit else None
        barrels = amount or barrels
        try:
            put.append(asking.ask(reading, _columns(gap, reach, ship, (first, last), amount)))
        except FactError as error:
            unseen.append(Unseen(reading.title, f"{error.where}: {error.what}"))
    return PossibleCall(
        reach["gap"],
        ship,
        reach["port"],
        reach["state"],
        first,
        last,
        float(reach["hours"]),
        cargo,
        tonnes,
        rests_on,
        barrels,
        tuple(put),
        tuple(unseen),
    )


def _columns(gap: Row, reach: Row, ship: Silent, days: tuple[date, date], amount: Quantity | None) -> dict[str, str]:
    """What the form of a fact may name. Only what is known stands in it."""
    ends = {"low": str(amount.low), "mid": str(amount.mid), "high": str(amount.high)} if amount else {}
    known = {"imo": str(ship.imo) if ship.imo else "", "name": ship.name, "flag": ship.flag, "port": reach["port"], "mmsi": str(ship.mmsi)}
    ident = f"possible-{ship.mmsi}-{gap['start']:%Y%m%dT%H%M%S}-{reach['port'].lower().replace(' ', '-')}"
    return {"id": ident, "from": str(days[0]), "until": str(days[1]), **known, **ends}


def _in_unit(law: Regime, tonnes: Quantity | None, unit: str) -> Quantity | None:
    """The tonnes in the unit of the law, by its own conversion for a product that is not named."""
    for one in law.conversions:
        if tonnes and one.from_unit == tonnes.unit and one.to_unit == unit:
            ends = (one.default.low or one.default.factor, one.default.factor, one.default.high or one.default.factor)
            found = tonnes.times(*ends, unit)
            low, mid, high = (end.quantize(Decimal(1)) for end in (found.low, found.mid, found.high))
            return Quantity(low, mid, high, unit)
    return None


def _not_seen(ship: Silent) -> Iterator[Unseen]:
    yield Unseen("the call", "no position in those hours: that she could have been there does not say that she was")
    if ship.hull.state == "unknown":
        yield Unseen("the cargo", "no draught was said before and after the silence")
    if ship.hull.size is None:
        yield Unseen("the size of the ship", "she said no length and width, so no amount is given")
    if not ship.flag:
        yield Unseen("the flag", "nobody looked it up for these days")


def _days(gap: Row, reach: Row) -> tuple[date, date]:
    """The first and the last day on which she could have been in port, at the speed that the hours rest on (UTC)."""
    start, end = (gap[name].replace(tzinfo=UTC) for name in ("start", "end"))
    sailing = (end - start).total_seconds() - reach["hours"] * 3600
    way = max(reach["out_km"] + reach["back_km"], 1e-9)
    first = start + timedelta(seconds=sailing * reach["out_km"] / way)
    return first.date(), max(first, end - timedelta(seconds=sailing * reach["back_km"] / way)).date()


def _band(quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {"low": float(quantity.low), "mid": float(quantity.mid), "high": float(quantity.high), "unit": quantity.unit}


def _engaged(one: Put) -> dict[str, Any]:
    findings = [
        {"provision": found.provision, "limb": found.limb, "outcome": found.outcome, "hangs_on": list(found.missing)}
        for found in one.judgement.findings
    ]
    return {
        "were_it": one.title,
        "verdict": one.judgement.verdict,
        "findings": findings,
        "alternatives": list(one.alternatives),
        "note": one.note,
    }
