"""Flows of customs statistics, judged -> the rows and totals of the `record flows` door, and what is not in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from vetoproof.assess.totals import Total
from vetoproof.detect.trade.confusion import Doubt
from vetoproof.detect.trade.tables import ASIDE, COUNTED, OTHER_SIDE, QUARANTINED, REST
from vetoproof.findings.answer import Judgement
from vetoproof.findings.flows import Flow, FlowBench
from vetoproof.findings.wire import findings_of
from vetoproof.regime.telling import CustomsReading
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

OPEN = "depends"  # a flow of which it is doubted that the State had a part in it is no breach of its own
WHY = {
    **ASIDE,
    REST: "a total: what its details in the store lack",
    QUARANTINED: "the goods are those of a State of a like name; whether this is trade with the State at all is open",
    OTHER_SIDE: "the same trade as its partner states, whose figure counts: not added",
}
APART = "the reporter states {n} figures of this flow, none withdrawn: the latest row is the value, low and high are the ends of all"
FLOWS = {
    "banned": "flows of goods that some paragraph names, each trade once, with the verdict of its days",
    "all": "every flow with the State, named by a paragraph or not",
    "aside": "rows that do not count, each with the reason",
}


def chosen(definitions: Mapping[str, str], name: str | None, table: str) -> str:
    """The definition that was asked for, or the first."""
    if name is not None and name not in definitions:
        raise InputError(f"has no definition {name!r}", where=f"record {table}", do=f"use {', '.join(definitions)}")
    return name or next(iter(definitions))


def rows_of_flows(bench: FlowBench, table: Any, prices: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
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
        **{name: number(row[f"{name}_usd"]) for name in ("low", "high")},
        "unit": "USD",
        **{name: [_figure(one) for one in row[name]] if row[name] else None for name in ("conflict", "earlier")},
        "net_kg": number(row["net_kg"]),
        "weight_estimated": row["weight_estimated"],
        "counted_usd": number(row["counted_usd"]),
        "named": bench.names(row["hs"]),
        "verdict": OPEN if row["status"] == QUARANTINED and said.verdict == "breach" else said.verdict,
        "provisions": list(dict.fromkeys(one.provision for one in said.findings)),
        "findings": findings_of(said),
        **{name: price.get(name) for name in ("unit_value_usd_kg", "world_usd_kg", "unit_value_z")},
        "fact": _plain(bench.form(flow)),
        "status": row["status"],
        "why": _why(row),
        "note": bench.reading.as_reporter if row["reporter"] == bench.reading.of else "",
        "vintage": row["vintage"],
        "source": row["source"],
        "file_row": row["row"],
    }


def _figure(one: Mapping[str, Any]) -> dict[str, Any]:
    """One of the figures that differ, with the file and the row in which it stands."""
    return {**one, "value_usd": number(one["value_usd"]), "net_kg": number(one["net_kg"])}


def _why(row: Mapping[str, Any]) -> str:
    apart = APART.format(n=len(_distinct(row["conflict"]))) if row["conflict"] else ""
    return "; ".join(part for part in (WHY.get(row["status"], ""), apart) if part)


def _distinct(figures: list[Mapping[str, Any]]) -> set[tuple[Decimal | None, Decimal | None]]:
    return {(one["value_usd"], one["net_kg"]) for one in figures}


def _plain(form: dict[str, Any]) -> dict[str, Any]:
    """The fact in the exchange format: its amounts as numbers."""
    quantity = form.get("quantity")
    if not quantity:
        return form
    return {**form, "quantity": {name: text if name == "unit" else number(Decimal(text)) for name, text in quantity.items()}}


def number(value: Decimal | None) -> int | float | None:
    """An exact amount as JSON can carry it."""
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def taken(row: Mapping[str, Any], definition: str) -> bool:
    if definition == "aside":
        return row["status"] in ASIDE
    return row["status"] not in ASIDE and (definition == "all" or row["named"])


def fits(row: Mapping[str, Any], where: Mapping[str, str]) -> bool:
    for column, word in where.items():
        if column not in row:
            raise InputError(f"has no column {column!r}", where="record flows", do=f"use {', '.join(row)}")
        if str(row[column] if row[column] is not None else "") != word:
            return False
    return True


def totals_of_flows(told: list[dict[str, Any]], table: Any, where: Mapping[str, str]) -> Iterator[Total]:
    """What counts, by year, direction, verdict and whether a paragraph names the goods: exact sums of the figures and of both ends."""
    groups: dict[tuple[str, ...], list[tuple[Decimal | None, ...]]] = {}
    keys = ("year", "direction", "verdict", "named", "status")
    for row, *ends in zip(told, *(table[name].to_pylist() for name in ("counted_usd", "counted_low", "counted_high")), strict=True):
        if row["status"] in (COUNTED, REST, QUARANTINED) and fits(row, where):
            kind = QUARANTINED if row["status"] == QUARANTINED else COUNTED
            group = (row["from"][:4], row["direction"] or "unknown", row["verdict"], "yes" if row["named"] else "no", kind)
            groups.setdefault(group, []).append(tuple(ends))
    for key, rows in sorted(groups.items()):
        known = [row for row in rows if row[0] is not None]
        value, low, high = (_trimmed(sum((row[end] or Decimal(0) for row in known), Decimal(0))) for end in range(3))
        whole = len(known) == len(rows)  # with a flow without a value: at least so much
        yield Total(dict(zip(keys, key, strict=True)), len(rows), value if whole else None, low, high if whole else None, "USD")


def _trimmed(value: Decimal) -> Decimal:
    """Without the zeros that the store keeps behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def left_out(counts: Mapping[str, int]) -> Iterator[Unseen]:
    """What of the customs files of the store was not looked at."""
    if not counts["held"]:
        yield Unseen("customs statistics", "the store holds no customs file; take one in with `vetoproof ingest`")
    if counts["said_later"]:
        yield Unseen(f"{counts['said_later']} rows of customs", "said after the day asked for")
    if counts["later"]:
        yield Unseen(f"{counts['later']} rows of customs", "of a later day than the one asked for")
    if counts["refused"]:
        yield Unseen(f"{counts['refused']} rows of customs files", "refused when they came in; `vetoproof ingest --json` names each")


def unseen_of_flows(counts: Mapping[str, int], table: Any, doubted: tuple[Doubt, ...], reading: CustomsReading) -> Iterator[Unseen]:
    yield from left_out(counts)
    if own := sum(who == reading.of for who in table["reporter"].to_pylist()):
        yield Unseen(f"who compiled {own} rows of customs with {reading.of} as the reporter", reading.as_reporter or "its own word")
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
