"""Customs statistics of the store: flows with the State of a regime, put to the law; and where two sides differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from vetoproof.assess.totals import Counted, Total
from vetoproof.detect.trade.cells import MICRO
from vetoproof.detect.trade.confusion import Doubt, doubts, mark
from vetoproof.detect.trade.flows import flows as flows_of
from vetoproof.detect.trade.mirror import LAG, ORPHAN, PLAIN, SILENT, STATUSES, WHY, Mirror, mirror
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


def record(table: str, as_of: date, known_by: date, **options: Any) -> Recorded:
    """`flows` or `mirror`."""
    return (record_flows if table == "flows" else record_mirror)(as_of, known_by, **options)


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
        rows += [row for row in told if _taken(row, name) and _fits(row, where or {})]
        totals += _totals(told, table["counted_usd"].to_pylist(), where or {})
    if not law.customs:
        unseen.append(Unseen("customs statistics", f"{law.name} says nothing of how they are put to it"))
    return Recorded("flows", name, FLOWS[name], as_of, known_by, Counted(tuple(rows), tuple(totals), tuple(unseen)))


MIRROR = {
    "compared": "every pair, code of six digits and period in which a side states 10,000 dollars or more: what both sides say",
    "flagged": "those that differ by more than is usual, or that one side alone states",
}


def chosen(definitions: Mapping[str, str], name: str | None, table: str) -> str:
    """The definition that was asked for, or the first."""
    if name is not None and name not in definitions:
        raise InputError(f"has no definition {name!r}", where=f"record {table}", do=f"use {', '.join(definitions)}")
    return name or next(iter(definitions))


def _doubted(opened: Any, found: Any, table: Any, reading: CustomsReading, as_of: date, known_by: date) -> tuple[Any, tuple[Doubt, ...]]:
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
        **{name: price.get(name) for name in ("unit_value_usd_kg", "world_usd_kg", "unit_value_z")},
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


def _taken(row: Mapping[str, Any], definition: str) -> bool:
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


def _totals(told: list[dict[str, Any]], amounts: list[Decimal | None], where: Mapping[str, str]) -> Iterator[Total]:
    """What counts, by year, direction, verdict and whether a paragraph names the goods: exact sums."""
    groups: dict[tuple[str, ...], list[Decimal | None]] = {}
    keys = ("year", "direction", "verdict", "named", "status")
    for row, amount in zip(told, amounts, strict=True):
        if row["status"] in (COUNTED, REST, QUARANTINED) and _fits(row, where):
            kind = QUARANTINED if row["status"] == QUARANTINED else COUNTED
            key = (row["from"][:4], row["direction"] or "unknown", row["verdict"], "yes" if row["named"] else "no", kind)
            groups.setdefault(key, []).append(amount)
    for key, values in sorted(groups.items()):
        known = [value for value in values if value is not None]
        value = sum(known, Decimal(0))
        whole = value if len(known) == len(values) else None  # a flow without a value: at least so much
        yield Total(
            dict(zip(keys, key, strict=True)), len(values), whole and _trimmed(whole), _trimmed(value), whole and _trimmed(whole), "USD"
        )


def _trimmed(value: Decimal) -> Decimal:
    """Without the zeros that the store keeps behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _left_out(counts: Mapping[str, int]) -> Iterator[Unseen]:
    """What of the customs files of the store was not looked at."""
    if not counts["held"]:
        yield Unseen("customs statistics", "the store holds no customs file; take one in with `vetoproof ingest`")
    if counts["said_later"]:
        yield Unseen(f"{counts['said_later']} rows of customs", "said after the day asked for")
    if counts["later"]:
        yield Unseen(f"{counts['later']} rows of customs", "of a later day than the one asked for")
    if counts["refused"]:
        yield Unseen(f"{counts['refused']} rows of customs files", "refused when they came in; `vetoproof ingest --json` names each")


def _unseen(counts: Mapping[str, int], table: Any, doubted: tuple[Doubt, ...], reading: CustomsReading) -> Iterator[Unseen]:
    yield from _left_out(counts)
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


def record_mirror(
    as_of: date,
    known_by: date,
    *,
    definition: str | None = None,
    where: Mapping[str, str] | None = None,
    store: Path | None = None,
    regime: str = DEFAULT_REGIME,
) -> Recorded:
    """Every trade of the store that two sides could state: how far they differ, and what one side alone states."""
    name = chosen(MIRROR, definition, "mirror")
    silent = tuple(reading.of for reading in load_regime(regime).customs)
    with open_store(store_folder(store), read_only=True) as opened:
        found = mirror(held.everything(opened, as_of, known_by), silent)
        counts = held.left_out(opened, as_of, known_by)
        source = "; ".join(held.sources(opened, as_of, known_by))
    table = found.table(STATUSES if name == "compared" else tuple(one for one in STATUSES if one not in (PLAIN, LAG)))
    rows = [row for raw in table.to_pylist() if _fits(row := _mirrored(raw, source), where or {})]
    unseen = (*_left_out(counts), *_unmirrored(found, silent))
    return Recorded("mirror", name, MIRROR[name], as_of, known_by, Counted(tuple(rows), tuple(_cells(rows)), unseen))


def _mirrored(raw: Mapping[str, Any], source: str) -> dict[str, Any]:
    exporter, importer, hs, period, status = (raw[name] for name in ("exporter", "importer", "hs", "period", "status"))
    return {
        "id": f"{exporter}>{importer}:{hs}:{period}",
        "day": raw["day"],
        "pair": f"{exporter}-{importer}",
        "exporter": exporter,
        "importer": importer,
        "hs": hs,
        "period": period,
        "exported_usd": _dollars(raw["exported_micro_usd"]),
        "imported_usd": _dollars(raw["imported_micro_usd"]),
        "margin": raw["margin"],
        "gap": _rounded(raw["gap"], 4),
        "z": _rounded(raw["z"], 2),
        "orphan": status in (ORPHAN, SILENT),
        "status": status,
        "why": WHY[status],
        "source": source,
    }


def _dollars(micro: int) -> int | float | None:
    """A figure in dollars; None where the side states none: missing is never zero."""
    return number(Decimal(micro) / MICRO) if micro else None


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None or value != value else round(value, places)


def _cells(rows: list[dict[str, Any]]) -> Iterator[Total]:
    """How many cells there are of each status."""
    for status, n in sorted(Counter(row["status"] for row in rows).items()):
        yield Total({"status": status}, n, None, None, None, "")


def _unmirrored(found: Mirror, silent: tuple[str, ...]) -> Iterator[Unseen]:
    if found.unmirrored:
        yield Unseen(
            f"{found.unmirrored} rows of trade with {', '.join(silent)}", "it hands in no statistics, so nothing stands against them"
        )
    if found.said_again:
        yield Unseen(f"{found.said_again} rows of customs", "a flow is stated more than once, the same or anew; the last figure was taken")
    for why, n in sorted(found.skipped.items()):
        yield Unseen(f"{n} rows of customs", f"{why}: two sides are compared by the codes of six digits of exports and imports as such")
    yield Unseen("what both sides leave out", "or both book under another code or State: two statistics that agree prove no more than that")
