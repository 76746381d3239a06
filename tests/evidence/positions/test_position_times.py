"""Times in every form that files have; what is ambiguous or mixed is said."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sailed import T0, csv_of, read, times

from vetoproof.evidence.positions import reasons

NOON = int(datetime(2021, 3, 20, 12, 5, 7, tzinfo=UTC).timestamp())
FORMS = (
    "2021-03-20T12:05:07", "2021-03-20 12:05:07", "2021-03-20T12:05:07Z", "2021-03-20T12:05:07.999Z", "2021-03-20 12:05:07.123456",
    "2021-03-20 12:05:07 UTC", "2021-03-20T21:05:07+09:00", "2021-03-20T21:05:07+0900", "2021-03-20 08:35:07-03:30", "20210320_120507",
    "20210320T120507Z", "20210320120507", "2021/03/20 12:05:07", "20/03/2021 12:05:07", "20.03.2021 12:05:07", "20-03-2021 12:05:07",
    str(NOON), f"{NOON}.75", f"{NOON}000", f"{NOON}999999", f"{NOON}000000000", f" {NOON} ",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_time_is_the_second_of_it_in_utc(text: str, tmp_path: Path) -> None:
    _, table = read(csv_of(tmp_path / "x.csv", [f"1,{text},1,2,3"]))
    assert times(table) == [NOON]


def test_all_forms_in_one_column(tmp_path: Path) -> None:
    found, table = read(csv_of(tmp_path / "x.csv", [f"{n},{text},1,2,3" for n, text in enumerate(FORMS, 1)]))
    assert times(table) == [NOON] * len(FORMS)
    assert ["in several zones: +0900 (1), +09:00 (1), -03:30 (1), Z (4), none" in line for line in found.warnings] == [True, False]
    assert "in several units" in found.warnings[1]


@pytest.mark.parametrize("far", [0, 200])
def test_one_day_beyond_twelve_decides_for_the_whole_column(far: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it stands in another block than the first date."""
    monkeypatch.setattr("vetoproof.evidence.positions.read.BLOCK", 500)
    early, late = "1,03/04/2021 00:00,1,2,3", "1,13/04/2021 00:00,1,2,3"
    found, table = read(csv_of(tmp_path / "x.csv", [*[early] * (1 + far // 2), late]))
    assert times(table) == [int(datetime(2021, 4, day, tzinfo=UTC).timestamp()) for day in (3, 13)]
    month, american = read(csv_of(tmp_path / "y.csv", [*[early] * (1 + far // 2), "1,04/13/2021 00:00,1,2,3"]))
    assert times(american) == [int(datetime(2021, *on, tzinfo=UTC).timestamp()) for on in ((3, 4), (4, 13))]
    assert not found.warnings and not month.warnings


def test_a_column_that_does_not_tell_is_said_to_be_ambiguous(tmp_path: Path) -> None:
    found, table = read(csv_of(tmp_path / "x.csv", ["1,3/4/2021 5:06,1,2,3"]))
    assert times(table) == [int(datetime(2021, 4, 3, 5, 6, tzinfo=UTC).timestamp())]
    assert "no date tells whether the day or the month comes first" in found.warnings[0]


def test_a_column_that_tells_both_is_said_so_and_the_rest_left_out(tmp_path: Path) -> None:
    found, table = read(csv_of(tmp_path / "x.csv", ["1,13/04/2021 00:00,1,2,3", "1,14/04/2021 00:00,1,2,3", "1,04/13/2021 00:00,1,2,3"]))
    assert (table.num_rows, found.counts.left_out) == (2, {reasons.BAD_TIME: 1})
    assert "with the day first (2) and with the month first (1)" in found.warnings[0]


def test_mixed_zones_are_named_also_in_json(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    stamps = ("2021-03-20T12:05:07Z", "2021-03-20T12:05:07", "2021-03-20T21:05:07+09:00")
    path.write_text("\n".join(json.dumps({"mmsi": n, "t": text, "lat": 1, "lon": 2}) for n, text in enumerate(stamps, 1)), "utf-8")
    found, table = read(path)
    assert times(table) == [NOON] * 3
    assert found.warnings == (
        "x.jsonl: times in several zones: +09:00 (1), Z (1), none (1); each was taken in its own, those without one as UTC",
    )


def test_one_foreign_zone_is_said(tmp_path: Path) -> None:
    found, _ = read(csv_of(tmp_path / "x.csv", ["1,2021-03-20T21:05:07+09:00,1,2,3"]))
    assert found.warnings == ("x.csv: times in zone +09:00 were brought to UTC",)


def test_swapped_places_are_warned_of(tmp_path: Path) -> None:
    found, table = read(csv_of(tmp_path / "x.csv", [f"1,{T0 + n},127.5,38.{n},3" for n in range(5)]))
    assert (table.num_rows, found.counts.left_out) == (0, {reasons.OUT_OF_RANGE: 5})
    assert "are latitude and longitude swapped?" in found.warnings[0]
