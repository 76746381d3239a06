"""However positions are cut into batches, parts and threads, and in whatever order they come: the same events."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seafaring import KM, Row, events, facts, in_order, lying, sailing, table

from vetoproof.detect.vessels.engine import Job
from vetoproof.detect.vessels.limits import KINDS, OPEN_GAP
from vetoproof.detect.vessels.streaming import SingleShips
from vetoproof.detect.vessels.walker import NotSortedError, columns_of

ALL = (*KINDS, OPEN_GAP)


def fleet() -> list[Row]:
    """Ships with one of everything, three days long."""
    rows = [
        row for k in range(12) for row in lying(10 + k, 35 + (k % 4) * 0.2 * KM, -40 + (k // 4) * 0.2 * KM, 1.5 * k, 40 + k, every=0.31)
    ]
    rows += [
        *sailing(30, 39.5, 10, 0, 3.3, knots=9, course=0),
        *lying(30, 40, 10, 3.5, 20),
        *sailing(30, 40, 10, 40, 60, knots=9, course=180),
    ]
    rows += [*sailing(31, 35.01, -40.5, 20, 23, knots=8), *lying(31, 35.003, -40, 23.1, 29), *sailing(31, 35, -39.9, 29.5, 70, knots=11)]
    rows += [
        *sailing(40, 10, 0, 0, 70, knots=12),
        *[(mmsi, t + 90, lat + 8, lon, v) for mmsi, t, lat, lon, v in sailing(40, 10, 0, 0, 70, knots=12)],
    ]
    for k in range(4):
        rows += [
            *lying(50 + k, 20 + k * KM, 120, 0, 30, every=0.5),
            *lying(50 + k, 22, 125, 30.25, 31, every=0.25),
            *lying(50 + k, 20 + k * KM, 120, 31.5, 60, every=0.5),
        ]
    return rows


ROWS = fleet()


@pytest.fixture(scope="module")
def whole() -> list[dict[str, Any]]:
    found = facts(events(ROWS, *ALL))
    assert {row["event"] for row in found} == set(KINDS)
    return found


@settings(max_examples=25, deadline=None, derandomize=True)
@given(batch=st.integers(1, 400), cuts=st.lists(st.integers(9, 55), max_size=4, unique=True), seed=st.integers(0, 999), two=st.booleans())
def test_batches_parts_orders_and_threads(batch: int, cuts: list[int], seed: int, two: bool, whole: list[dict[str, Any]]) -> None:
    rows = ROWS.copy()
    random.Random(seed).shuffle(rows)
    assert facts(events(rows, *ALL, batch=batch, cuts=cuts, workers=2 if two else 1)) == whole


def test_the_rows_that_show_an_event_go_with_the_row_and_not_with_the_cut() -> None:
    assert events(ROWS, *ALL).equals(events(ROWS, *ALL, batch=97, cuts=[20, 40], workers=2))


def test_a_kind_asked_for_alone_is_the_same_as_with_the_others(whole: list[dict[str, Any]]) -> None:
    for kind in ("gap", "encounter", "loitering", "port-visit", "stop", "jump"):
        alone = facts(events(ROWS, kind, "identity"))
        assert [row for row in alone if row["event"] == kind] == [row for row in whole if row["event"] == kind and row["end"]]


def test_a_stream_of_batches_gives_the_events_of_single_ships(whole: list[dict[str, Any]]) -> None:
    kinds = ("gap", "loitering", "port-visit", "stop", "jump")
    stage = SingleShips(Job(frozenset(kinds)))
    found = pa.Table.from_batches(stage(iter(in_order(table(ROWS)).to_batches(max_chunksize=111))), stage.SCHEMA)
    assert found.num_rows == events(ROWS, *kinds, ports=()).num_rows
    assert len(stage.SQL.split(",")) == found.num_columns


@pytest.mark.parametrize("spoiled", ["mmsi", "t"])
def test_an_unsorted_stream_fails(spoiled: str) -> None:
    rows = in_order(table(ROWS))
    later = rows.slice(500, 100)
    earlier = rows.slice(100, 100)
    if spoiled == "t":
        ship = rows.filter(pa.compute.equal(rows["mmsi"], 30))
        later, earlier = ship.slice(50, 10), ship.slice(0, 10)
    with pytest.raises(NotSortedError, match="not sorted by mmsi, t, lat, lon, sog"):
        list(columns_of([*later.to_batches(), *earlier.to_batches()]))
    with pytest.raises(NotSortedError):
        list(columns_of(pa.concat_tables([later, earlier]).combine_chunks().to_batches()))
