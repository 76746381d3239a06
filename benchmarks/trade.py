"""Customs rows: banned flows against a bare scan, gaps between two sides and unit values; and the scores on what was planted."""

from __future__ import annotations

import importlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.machine import RUNS, measure, program, row
from benchmarks.trade_world import NAMESAKE, SUBJECT, Made, Maker

ROWS = 10_000_000
TIMES, SECONDS, MEGABYTES = 3, 20, 2_000


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.parquet"
        subprocess.run([sys.executable, "-m", "benchmarks.trade_world", str(ROWS), path], check=True)
        print(f"  {path.stat().st_size / 1e6:.0f} MB of Parquet")
        bare, _ = _timed(path, "bare")
        print(f"{'for comparison: a bare DuckDB scan with one group-by':<58} {bare:7.2f} s")
        flows, peak = _timed(path, "flows")
        row("banned flows, judged, of 10 M rows", flows, TIMES * bare, f"{flows / bare:.1f}x the scan, peak {peak:.0f} MB")
        whole, peak = _timed(path, "whole")
        row("the same, with gaps and unit values", whole, SECONDS, f"peak {peak:.0f} MB, asked for <= {MEGABYTES}")
    for what, found, right, planted in scores(Maker(1_000_000).make()):
        told = f"recall {len(found & planted) / len(planted):.2f}, precision {right:.2f}"
        print(f"  {what:<40} {len(planted):>6,} planted, {len(found):>6,} found: {told}")


def _timed(path: Path, what: str) -> tuple[float, float]:
    """Seconds of the work (median of RUNS, each in a fresh process, its modules loaded) and peak megabytes of the process."""
    command = [program().replace("vetoproof", "python"), "-m", "benchmarks.trade", what, str(path)]
    _, peak = measure(command, path.with_name("out"))
    told = [subprocess.run(command, capture_output=True, check=True, text=True).stdout for _ in range(RUNS)]
    return statistics.median(map(float, told)), peak


def bare(path: Path) -> None:
    import duckdb

    duckdb.connect().read_parquet(str(path)).aggregate("reporter, flow, left(hs, 2) AS chapter, sum(value_usd), count(*)").fetchall()


def flows(path: Path) -> Any:
    """The flows with the DPRK in goods that some paragraph names, with their verdicts."""
    import duckdb

    from vetoproof.detect.trade.flows import flows as flows_of
    from vetoproof.findings.flows import FlowBench
    from vetoproof.regime.load import load_regime

    law = load_regime("un-dprk")
    bench = FlowBench(law, law.customs[0])
    found = flows_of(duckdb.connect().read_parquet(str(path)), SUBJECT, bench.named)
    return found.append_column("verdict", bench.verdicts(found, "quarantined"))


def whole(path: Path) -> None:
    from pyarrow import parquet

    from vetoproof.detect.trade.cells import world
    from vetoproof.detect.trade.mirror import compare
    from vetoproof.detect.trade.unit_values import prices

    flows(path)
    found = world(parquet.ParquetFile(path).iter_batches(batch_size=500_000, columns=list(COLUMNS)))
    compare(found).table(("gap", "orphan"))
    prices(found)


LOADED = ("duckdb", "pyarrow.parquet", "vetoproof.findings.flows", "vetoproof.detect.trade.flows", "vetoproof.regime.load",
          "vetoproof.detect.trade.mirror", "vetoproof.detect.trade.unit_values")  # fmt: skip
COLUMNS = [
    "exporter", "importer", "flow", "hs", "revision", "part", "value_usd", "net_kg", "weight_estimated", "happened_from", "happened_until"
]  # fmt: skip


def scores(made: Made) -> Iterator[tuple[str, set[Any], float, frozenset[Any]]]:
    """What each detector found, its precision, what was planted. Precision is of what was found."""
    import numpy as np

    from vetoproof.detect.trade.cells import world
    from vetoproof.detect.trade.confusion import doubts
    from vetoproof.detect.trade.flows import flows as flows_of
    from vetoproof.detect.trade.mirror import mirror
    from vetoproof.detect.trade.unit_values import prices
    from vetoproof.findings.flows import FlowBench
    from vetoproof.regime.load import load_regime

    law = load_regime("un-dprk")
    bench = FlowBench(law, law.customs[0])
    doubted = doubts(made.rows, SUBJECT, NAMESAKE)
    named = flows_of(made.rows, SUBJECT, bench.named)
    keys = [f"{one['exporter']}>{one['importer']}:{one['hs']}:{one['from']:%Y-%m}" for one in named.to_pylist()]
    whose = [(one["reporter"], one["sale"]) for one in named.select(("reporter", "sale")).to_pylist()]
    apart = {(one.reporter, one.sale) for one in doubted}
    verdicts = bench.verdicts(named, "quarantined").to_pylist()
    breaches = {key for key, verdict, who in zip(keys, verdicts, whose, strict=True) if verdict == "breach" and who not in apart}
    yield "banned flows", *_scored(breaches, made.banned)
    seen = mirror(made.rows).table(("gap", "orphan"))
    cells = [(f"{one['exporter']}>{one['importer']}:{one['hs']}:{one['period']}", one["status"]) for one in seen.to_pylist()]
    yield "gaps between two sides", *_scored({key for key, status in cells if status == "gap"}, made.gaps)
    yield "orphans", *_scored({key for key, status in cells if status == "orphan"}, made.orphans)
    found = world(made.rows, marks=True)
    marks = np.empty(0, np.int64) if found.marks is None else found.marks
    yield "unit values", *_scored(set((marks[prices(found).odd] + 1).tolist()), made.prices)
    yield "reporters that mix North and South", *_scored({(one.reporter, one.sale) for one in doubted}, made.confused)


def _scored(found: set[Any], planted: frozenset[Any]) -> tuple[set[Any], float, frozenset[Any]]:
    return found, len(found & planted) / max(1, len(found)), planted


if __name__ == "__main__":
    wanted, where = sys.argv[1:]
    for name in LOADED:
        importlib.import_module(name)
    importlib.import_module("pyarrow").array([1])  # where pandas is installed, Arrow loads it at its first list
    begun = time.perf_counter()
    {"bare": bare, "flows": flows, "whole": whole}[wanted](Path(where))
    print(time.perf_counter() - begun)
