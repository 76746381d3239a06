"""Tasks -> Spark 4: each is a row of a DataFrame, worked off by `mapInArrow`; the executors must share the run's folder.

A cluster that holds the positions in a table of its own takes stage 1 without this file: `SingleShips` in streaming.py.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pyarrow as pa

from vetoproof.detect.vessels.engine import Map

sql: Any = import_module("pyspark.sql")  # not among our requirements


@contextmanager
def open_map(workers: int) -> Iterator[Map]:
    builder = sql.SparkSession.builder
    if not sql.SparkSession.getActiveSession():
        builder = builder.master(f"local-cluster[{workers},1,2048]").config("spark.ui.enabled", "false")
        builder = builder.config("spark.ui.showConsoleProgress", "false")
        builder = builder.config("spark.executor.memory", "2g").config("spark.driver.maxResultSize", "0")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the first python3 of the path
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 1).getOrCreate()
    try:
        yield _map_of(session)
    finally:
        session.stop()


def _map_of(session: Any) -> Map:
    def pmap(function: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
        rows = [(at, pickle.dumps((function, tasks[at]))) for at in range(len(tasks))]
        if not rows:
            return []
        frame = session.createDataFrame(rows, "place int, task binary").repartition(len(rows), "place")
        done = frame.mapInArrow(_work, "place int, done binary").collect()
        return [pickle.loads(row["done"]) for row in sorted(done, key=lambda row: int(row["place"]))]

    return pmap


def _work(batches: Iterable[Any]) -> Iterator[Any]:
    """In a worker: each row is a function and its task."""
    for batch in batches:
        for place, task in zip(batch.column("place").to_pylist(), batch.column("task").to_pylist(), strict=True):
            function, given = pickle.loads(task)
            done = pickle.dumps(function(given))
            yield pa.RecordBatch.from_arrays([pa.array([place], pa.int32()), pa.array([done], pa.binary())], names=["place", "done"])
