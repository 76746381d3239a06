"""One measurement in a process of its own: events of a file, or the bare scan -> a line of JSON with seconds, peak MB and a hash.

python -m benchmarks.tracks_once FILE KINDS ENGINE THREADS
"""

from __future__ import annotations

import hashlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RUNS = 3


def main() -> None:
    path, kinds, engine, threads = Path(sys.argv[1]), tuple(sys.argv[2].split(",")), sys.argv[3], int(sys.argv[4])
    if engine == "scan":
        print(json.dumps({"seconds": _median(_scan(path, threads))}))
        return
    from vetoproof.monitor.the_tracks import tracks

    if engine == "dask":
        _start_cluster(threads)
    anchorages = [Path(f"{path}.anchorages.csv")]
    seconds, worked, found = [], [], None
    for _ in range(RUNS + 1):  # the first warms the kernels up
        found = None  # two runs' events at once are no memory of a run
        begun, at = time.perf_counter(), time.process_time()
        found = tracks([path], kinds, anchorages=anchorages, engine=engine, threads=threads)
        seconds.append(time.perf_counter() - begun)
        worked.append(time.process_time() - at)
    assert found is not None
    used = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "seconds": statistics.median(seconds[1:]),
        "worked": statistics.median(worked[1:]),
        "mb": own,
        "with_children_mb": used,
        "rows": found.rows,
        "events": dict(found.kinds),
    }
    print(json.dumps({**told, "hash": _hash(found.events)}))


def _start_cluster(workers: int) -> None:
    """A cluster that is running already, as `tracks` finds it by the configuration of Dask."""
    import dask

    from vetoproof.detect.vessels.engines.on_dask import local_cluster

    dask.config.set({"scheduler-address": local_cluster(workers).scheduler_address})


def _scan(path: Path, threads: int) -> Callable[[], Any]:
    """DuckDB reads the five columns and adds them up."""
    import duckdb

    con = duckdb.connect(config={"threads": threads})
    return lambda: con.sql(f"SELECT sum(mmsi), sum(t), sum(lat), sum(lon), sum(sog) FROM '{path}'").fetchall()


def _median(work: Callable[[], Any]) -> float:
    work()
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def _hash(events: Any) -> str:
    """All columns but the rows that show them."""
    shown = events.drop_columns("evidence_rows").to_pylist()
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


if __name__ == "__main__":  # workers of a cluster load this file too
    main()
