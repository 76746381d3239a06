"""Customs statistics of the store: flows with the State of a regime, put to the law; and where two sides differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from vetoproof.assess.totals import Counted, Total
from vetoproof.detect.trade.confusion import Doubt, doubts, mark
from vetoproof.detect.trade.flows import flows as flows_of
from vetoproof.detect.trade.tables import ASIDE, COUNTED, QUARANTINED, REST
from vetoproof.detect.trade.unit_values import against_the_world
from vetoproof.evidence.customs import held
from vetoproof.evidence.store import open_store, store_folder
from vetoproof.findings.answer import Judgement
from vetoproof.findings.flows import Flow, FlowBench
from vetoproof.findings.wire import findings_of
from vetoproof.monitor.questions import DEFAULT_REGIME, Recorded
from vetoproof.regime.load import load_regime
from vetoproof.regime.telling import CustomsReading
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

FLOWS = {
    "banned": "flows of goods that some paragraph names, each trade once, with the verdict of its days",
    "all": "every flow with the State, named by a paragraph or not",
    "aside": "rows that do not count, each with the reason",
}


def record_flows(
    as_of: date,
    known_by: date,
    *,
    definition: str | None = None,
    where: Mapping[str, str] | None = None,
    store: Path | None = None,
    regime: str = DEFAULT_REGIME,
) -> Recorded:
    """The flows of the store with the State that a regime is about, each as a fact with its verdict."""
    name = chosen(FLOWS, definition, "flows")
    law = load_regime(regime)
    rows: list[dict[str, Any]] = []
    totals: list[Total] = []
    unseen: list[Unseen] = []
    for reading in law.customs:
        bench = FlowBench(law, reading)
        with open_store(store_folder(store), read_only=True) as opened:
            found = held.of_state(opened, reading.of, as_of, known_by)
            table, doubted = _doubted(opened, found, flows_of(found, reading.of), reading, as_of, known_by)
            codes = {row[:6] for row in table["hs"].unique().to_pylist() if len(row) >= 6 and bench.names(row)}
            prices = against_the_world(held.of_goods(opened, codes, as_of, known_by), reading.of)
            unseen += _unseen(held.left_out(opened, as_of, known_by), table, doubted, reading)
        told = list(_told(bench, table, prices))
        rows += [row for row in told if _taken(row, name, bench) and _fits(row, where or {})]
        totals += _totals(told, where or {})
    if not law.customs:
        unseen.append(Unseen("customs statistics", f"{law.name} says nothing of how they are put to it"))
    return Recorded("flows", name, FLOWS[name], as_of, known_by, Counted(tuple(rows), tuple(totals), tuple(unseen)))


def chosen(definitions: Mapping[str, str], name: str | None, table: str) -> str:
    """The definition that was asked for, or the first."""
    if name is not None and name not in definitions:
        raise InputError(f"has no definition {name!r}", where=f"record {table}", do=f"use {', '.join(definitions)}")
    return name or next(iter(definitions))


def _doubted(
    opened: Any, found: Any, table: Any, reading: CustomsReading, as_of: date, known_by: date
) -> tuple[Any, tuple[Doubt, ...]]:
    """The flows, with those put in quarantine that may be trade with a namesake."""
    doubted: tuple[Doubt, ...] = ()
    for namesake in reading.namesakes:
        both = held.between(opened, (reading.of, namesake), as_of, known_by)
        doubted += doubts(both, reading.of, namesake)
    return mark(table, doubted, QUARANTINED), doubted


def _told(bench: FlowBench, table: Any, prices: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each flow as a row of the door: what is stated, how it counts, the fact and what the law says of it."""
    questions = bench.flows_of(table, QUARANTINED)
    for row, flow in zip(table.to_pylist(), questions, strict=True):
        yield _row(bench, row, flow, bench.judged(flow), prices.get(f"{row['file']}:{row['row']}", {}))


def _row(bench: FlowBench, row: Mapping[str, Any], flow: Flow, said: Judgement, price: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": flow.id,
        "day": str(flow.from_),
        "from": str(flow.from_),
        "until": str(flow.until),
        "reporter": row["reporter"],
        "exporter": row["exporter"],
        "importer": row["importer"],
        "partner": row["partner"],
        "direction": flow.direction or None,
        "flow": row["flow"],
        "hs": row["hs"],
        "revision": row["revision"] or None,
        "part": row["part"],
        "value_usd": number(row["value_usd"]),
        "net_kg": number(row["net_kg"]),
        "weight_estimated": row["weight_estimated"],
        "counted_usd": number(row["counted_usd"]),
        "named": bench.names(row["hs"]),
        "verdict": said.verdict,
        "provisions": list(dict.fromkeys(one.provision for one in said.findings)),
        "findings": findings_of(said),
        **price,
        "fact": _plain(bench.form(flow)),
        "status": row["status"],
        "why": ASIDE.get(row["status"], ""),
        "vintage": row["vintage"],
        "source": row["source"],
        "file_row": row["row"],
    }


def _plain(form: dict[str, Any]) -> dict[str, Any]:
    """The fact in the exchange format: its amount as a number."""
    quantity = form.get("quantity")
    return form if not quantity else {**form, "quantity": {**quantity, "amount": number(Decimal(quantity["amount"]))}}


def number(value: Decimal | None) -> int | float | None:
    """An exact amount as JSON can carry it."""
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _taken(row: Mapping[str, Any], definition: str, bench: FlowBench) -> bool:
    if definition == "aside":
        return row["status"] in ASIDE
    return row["status"] not in ASIDE and (definition == "all" or row["named"])


def _fits(row: Mapping[str, Any], where: Mapping[str, str]) -> bool:
    for column, word in where.items():
        if column not in row:
            raise InputError(f"has no column {column!r}", where="record flows", do=f"use {', '.join(row)}")
        if str(row[column] if row[column] is not None else "") != word:
            return False
    return True


def _totals(told: list[dict[str, Any]], where: Mapping[str, str]) -> Iterator[Total]:
    """What counts, by year, direction, verdict and whether a paragraph names the goods: exact sums."""
    groups: dict[tuple[str, ...], list[Decimal | None]] = {}
    keys = ("year", "direction", "verdict", "named", "status")
    for row in told:
        if row["status"] in (COUNTED, REST, QUARANTINED) and _fits(row, where):
            kind = QUARANTINED if row["status"] == QUARANTINED else COUNTED
            key = (row["from"][:4], row["direction"] or "unknown", row["verdict"], "yes" if row["named"] else "no", kind)
            groups.setdefault(key, []).append(None if row["counted_usd"] is None else Decimal(str(row["counted_usd"])))
    for key, values in sorted(groups.items()):
        known = [value for value in values if value is not None]
        value = sum(known, Decimal(0))
        whole = value if len(known) == len(values) else None  # a flow without a value: at least so much
        yield Total(dict(zip(keys, key, strict=True)), len(values), whole, value, whole, "USD")


def _unseen(counts: Mapping[str, int], table: Any, doubted: tuple[Doubt, ...], reading: CustomsReading) -> Iterator[Unseen]:
    if not counts["held"]:
        yield Unseen("customs statistics", "the store holds no customs file; take one in with `vetoproof ingest`")
    if counts["said_later"]:
        yield Unseen(f"{counts['said_later']} rows of customs", "said after the day asked for")
    if counts["later"]:
        yield Unseen(f"{counts['later']} rows of customs", "of a later day than the one asked for")
    if counts["refused"]:
        yield Unseen(f"{counts['refused']} rows of customs files", "refused when they came in; `vetoproof ingest --json` names each")
    for status, n in sorted(Counter(table["status"].to_pylist()).items()):
        if status in ASIDE:
            yield Unseen(f"{n} rows of customs ({status})", f"{ASIDE[status]}; not counted, see --definition aside")
    for one in doubted:
        way = "imports from" if one.sale else "exports to"
        yield Unseen(
            f"{one.reporter} {one.year}: {way} {reading.of}, {one.usd:,} USD",
            f"the goods are those of {', '.join(reading.namesakes)} (likeness {one.like_other}, with {reading.of} {one.like_own}): "
            "in quarantine, kept and not counted",
        )
    yield Unseen(f"trade with {reading.of} that no partner's customs state", "smuggled, bartered, or booked under another State or code")
