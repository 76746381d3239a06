"""Stage 1 as a stream: Iterator[RecordBatch] -> Iterator[RecordBatch], for engines that keep positions in tables of their own.

Spark 4: `df.repartition("mmsi").sortWithinPartitions("mmsi", "t", "lat", "lon", "sog").mapInArrow(SingleShips(job), SingleShips.SQL)`.
The order is checked in the stream. Encounters need stages 2 and 3: `find_events`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
from attrs import frozen

from vetoproof.detect.vessels.engine import Job
from vetoproof.detect.vessels.kernels.state import EVENT_ROW

AT_ONCE = 1 << 16
_FIELDS = [(name, pa.from_numpy_dtype(EVENT_ROW[name])) for name in EVENT_ROW.names or ()]
_SQL = {"int32": "int", "int64": "bigint", "double": "double"}


@frozen
class SingleShips:
    """The events of single ships in batches of POSITION, each ship whole and sorted, as EVENT_ROW columns."""

    job: Job
    SCHEMA: ClassVar[Any] = pa.schema(_FIELDS)
    SQL: ClassVar[str] = ", ".join(f"{name} {_SQL[str(kind)]}" for name, kind in _FIELDS)

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        events = self.job.walk((0, lambda: batches)).events
        for begin in range(0, len(events), AT_ONCE):
            rows = events[begin : begin + AT_ONCE]
            yield pa.RecordBatch.from_arrays([pa.array(np.ascontiguousarray(rows[name])) for name, _ in _FIELDS], schema=self.SCHEMA)
