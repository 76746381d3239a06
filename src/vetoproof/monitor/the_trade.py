"""Customs statistics of the store: flows with the State of a regime, put to the law; and where two sides differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from vetoproof.assess.totals import Counted, Total
from vetoproof.assess.trade_flows import FLOWS, chosen, fits, left_out, rows_of_flows, taken, totals_of_flows, unseen_of_flows
from vetoproof.assess.trade_mirror import MIRROR, bound, inferred, mirrored, totals_of_mirror, unseen_of_mirror
from vetoproof.detect.trade.confusion import Doubt, doubts, mark
from vetoproof.detect.trade.flows import flows as flows_of
from vetoproof.detect.trade.mirror import LAG, PLAIN, STATUSES, mirror
from vetoproof.detect.trade.reexports import codes_through, reexports
from vetoproof.detect.trade.residual import residuals
from vetoproof.detect.trade.tables import QUARANTINED
from vetoproof.detect.trade.unit_values import against_the_world
from vetoproof.evidence.customs import held
from vetoproof.evidence.record import read_table, said_by
from vetoproof.evidence.store import open_store
from vetoproof.evidence.which_store import held_store, store_folder
from vetoproof.findings.flows import FlowBench
from vetoproof.monitor.questions import Recorded
from vetoproof.regime.law import Regime
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.regime.telling import CustomsReading
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

NOTHING = Counted((), (), (Unseen("customs statistics", "there is no store yet; begin one with `vetoproof ingest FILE...`"),))


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
    if (folder := _folder(store)) is None:
        return Recorded("flows", name, FLOWS[name], as_of, known_by, NOTHING)
    rows: list[dict[str, Any]] = []
    totals: list[Total] = []
    unseen: list[Unseen] = []
    for reading in law.customs:
        bench = FlowBench(law, reading)
        with open_store(folder, read_only=True) as opened:
            found = held.of_state(opened, reading.of, as_of, known_by)
            table, doubted = _doubted(opened, found, flows_of(found, reading.of), reading, as_of, known_by)
            codes = {row[:6] for row in table["hs"].unique().to_pylist() if len(row) >= 6 and bench.names(row)}
            prices = against_the_world(held.of_goods(opened, codes, as_of, known_by), reading.of)
            unseen += unseen_of_flows(held.left_out(opened, as_of, known_by), table, doubted, reading)
        told = list(rows_of_flows(bench, table, prices))
        rows += [row for row in told if taken(row, name) and fits(row, where or {})]
        totals += totals_of_flows(told, table, where or {})
    if not law.customs:
        unseen.append(Unseen("customs statistics", f"{law.name} says nothing of how they are put to it"))
    return Recorded("flows", name, FLOWS[name], as_of, known_by, Counted(tuple(rows), tuple(totals), tuple(unseen)))


def _folder(store: Path | None) -> Path | None:
    """The folder of the store; None where there is none yet, which is no fault of the question."""
    folder = store_folder(store)
    if folder.exists() and not folder.is_dir():
        raise InputError("is no folder", where=str(folder), do="give --store the folder of a store")
    return held_store(folder)


def _doubted(opened: Any, found: Any, table: Any, reading: CustomsReading, as_of: date, known_by: date) -> tuple[Any, tuple[Doubt, ...]]:
    """The flows, with those put in quarantine that may be trade with a namesake."""
    doubted: tuple[Doubt, ...] = ()
    for namesake in reading.namesakes:
        both = held.between(opened, (reading.of, namesake), as_of, known_by)
        doubted += doubts(both, reading.of, namesake)
    return mark(table, doubted, QUARANTINED), doubted


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
    if name == "residuals":
        return _residuals(as_of, known_by, where or {}, regime)
    law = load_regime(regime)
    if (folder := _folder(store)) is None:
        return Recorded("mirror", name, MIRROR[name], as_of, known_by, NOTHING)
    if name == "reexports":
        return _reexports(as_of, known_by, where or {}, folder, law)
    with open_store(folder, read_only=True) as opened:
        found = mirror(held.everything(opened, as_of, known_by))
        counts = held.left_out(opened, as_of, known_by)
        source = "; ".join(held.sources(opened, as_of, known_by))
    table = found.table(STATUSES if name == "compared" else tuple(one for one in STATUSES if one not in (PLAIN, LAG)))
    noted = {reading.of: reading.as_reporter for reading in law.customs}
    rows = [row for raw in table.to_pylist() if fits(row := mirrored(raw, source, noted), where or {})]
    unseen = (*left_out(counts), *unseen_of_mirror(found, rows))
    return Recorded("mirror", name, MIRROR[name], as_of, known_by, Counted(tuple(rows), tuple(totals_of_mirror(rows)), unseen))


def _reexports(as_of: date, known_by: date, where: Mapping[str, str], folder: Path, law: Regime) -> Recorded:
    rows: list[dict[str, Any]] = []
    with open_store(folder, read_only=True) as opened:
        for reading in law.customs:
            near = held.of_state(opened, reading.of, as_of, known_by)
            codes = codes_through(near, reading.of, reading.hubs)
            found = reexports(held.of_goods(opened, codes, as_of, known_by), reading.of, reading.hubs)
            rows += [row for raw in found.to_pylist() if fits(row := bound(raw, reading.of), where)]
        counts = held.left_out(opened, as_of, known_by)
    unseen = (
        *left_out(counts),
        Unseen("goods that change their code in the hub", "or wait there over the year's end: the bound does not hold them"),
    )
    return Recorded("mirror", "reexports", MIRROR["reexports"], as_of, known_by, Counted(tuple(rows), (), unseen))


def _residuals(as_of: date, known_by: date, where: Mapping[str, str], regime: str) -> Recorded:
    piped = [frozenset((reading.of, other)) for reading in load_regime(regime).customs for other in reading.pipes]
    told = [
        row for row in read_table("bilateral").rows if row["goods"] == "all" and row["until"] <= str(as_of) and said_by(row, str(known_by))
    ]
    rows = tuple(row for one in residuals(told, piped) if fits(row := inferred(one), where))
    unseen = (Unseen("what the residual is", "no compiler says so; crude by pipeline is the inference for China and the DPRK"),)
    return Recorded("mirror", "residuals", MIRROR["residuals"], as_of, known_by, Counted(rows, (), unseen))
