"""`vetoproof tracks`: what stands on standard output and error, what is written, and how bad input is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from vetoproof.cli.app import app
from vetoproof.detect.vessels.tables import EVENT
from vetoproof.terms.errors import VetoproofError

LINES = """mmsi,t,lat,lon,sog
211000001,2021-01-01T00:00:00Z,35.0,-40.0,9.0
211000001,2021-01-02T00:00:00Z,36.0,-40.0,102.3
211000001,2021-01-02T00:00:00Z,36.0,-40.0,102.3
211000002,2021-01-01T00:00:00Z,91,181,0
211000002,2021-01-01T01:00:00Z,35.0,-40.0,0
"""


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(app, ["tracks", *map(str, words)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "p.csv"
    path.write_text(LINES)
    return path


def test_json_is_one_object_and_the_counts_add_up(file: Path) -> None:
    done = run(file, "--events", "gap,jump", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert list(told) == ["rows", "taken", "left_out", "events"]
    assert told["events"] == {"gap": 1, "jump": 0}
    assert (told["rows"], told["taken"]) == (5, 3)
    assert told["rows"] == told["taken"] + sum(told["left_out"].values())


def test_without_a_file_the_events_are_lines_and_the_counts_on_standard_error(file: Path) -> None:
    done = run(file, "--events", "gap")
    assert done.stdout.splitlines() == ["2021-01-01 00:00 to 2021-01-02 00:00  gap         211000001  35.0000 -40.0000  111,195 m  2.5 kn"]
    assert "5 rows, 3 taken" in done.stderr
    assert "left out 1: duplicate" in done.stderr


def test_the_file_of_events_has_their_columns_and_the_rows_that_show_them(file: Path, tmp_path: Path) -> None:
    assert run(file, "--events", "gap", "--out", tmp_path / "e.parquet").exit_code == 0
    found = pq.read_table(tmp_path / "e.parquet")
    assert found.column_names == [
        "event", "mmsi", "imo", "start", "end", "lat", "lon", "end_lat", "end_lon", "other_mmsi", "distance_m", "speed_kn", "port", "reach",
        "evidence_rows",
    ]  # fmt: skip
    like = pa.schema([EVENT.field(name) for name in found.column_names])
    assert found.cast(like).num_rows == found.num_rows == 1  # Parquet knows no timestamp of whole seconds: it holds milliseconds
    row = found.to_pylist()[0]
    assert [one["row"] for one in row["evidence_rows"]] == [0, 1]
    assert len(row["evidence_rows"][0]["file"]) == 64


def test_the_same_files_in_any_order_and_cut_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    rows = LINES.splitlines()
    parts = [tmp_path / "a.csv", tmp_path / "b.csv.gz"]
    parts[0].write_text("\n".join([rows[0], *rows[1:3]]) + "\n")
    parts[1].write_bytes(gzip.compress(("\n".join([rows[0], *rows[3:]]) + "\n").encode()))
    made = []
    for number, (files, threads) in enumerate([(parts, 1), (parts[::-1], 2)]):
        out, tracks = tmp_path / f"{number}.parquet", tmp_path / f"t{number}.parquet"
        assert run(*files, "--events", "gap,identity", "--out", out, "--tracks", tracks, "--threads", str(threads)).exit_code == 0
        made.append((out.read_bytes(), tracks.read_bytes()))
    assert made[0] == made[1]
    assert run(file, "--events", "gap,identity", "--out", tmp_path / "w.parquet").exit_code == 0
    both = [pq.read_table(tmp_path / name).drop_columns("evidence_rows") for name in ("0.parquet", "w.parquet")]
    assert both[0].equals(both[1])


def test_the_track_of_every_position_copies_included(file: Path, tmp_path: Path) -> None:
    assert run(file, "--events", "gap", "--tracks", tmp_path / "t.parquet").exit_code == 0
    rows = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert [(row["row"], row["mmsi"], row["track"]) for row in rows] == [
        (0, 211000001, 0), (1, 211000001, 0), (2, 211000001, 0), (4, 211000002, 0),
    ]  # fmt: skip


def shared_rows(times: int) -> list[str]:
    """Two ships of one MMSI, each row so many times over, and twice one second with two places."""
    lines = []
    for minute in range(0, 600, 10):
        at = f"2021-01-01T{minute // 60:02}:{minute % 60:02}"
        lines += [f"7,{at}:00Z,10.{minute:04},0.0,3.0", f"7,{at}:30Z,30.0,5.{minute:04},3.0"]
    return [*lines * times, "7,2021-01-01T05:00:00Z,10.0301,0.0,3.0"]


def test_copies_have_the_track_of_their_twin_in_any_order_of_files_and_rows(tmp_path: Path) -> None:
    lines = shared_rows(3)
    whole = tmp_path / "whole.csv"
    whole.write_text("\n".join(["mmsi,t,lat,lon,sog", *lines]) + "\n")
    told = json.loads(run(whole, "--events", "identity", "--tracks", tmp_path / "w.parquet", "--json").stdout)
    assert (told["rows"], told["left_out"]) == (len(lines), {"duplicate": len(lines) - 121})
    rows = pq.read_table(tmp_path / "w.parquet").to_pylist()
    assert sorted(row["row"] for row in rows) == list(range(len(lines)))
    assert all(row["track"] == (0 if ",10." in lines[row["row"]] else 1) for row in rows)
    cut, parts = len(lines) // 2, []
    for number, some in enumerate((lines[:cut], lines[cut:][::-1])):
        parts.append(tmp_path / f"part{number}.csv")
        parts[-1].write_text("\n".join(["mmsi,t,lat,lon,sog", *some]) + "\n")
    made = []
    for number, files in enumerate((parts, parts[::-1])):
        out = tmp_path / f"p{number}.parquet"
        assert run(*files, "--events", "identity", "--tracks", out).exit_code == 0
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert (
        pq.read_table(tmp_path / "p0.parquet")["track"].value_counts().to_pylist()
        == pq.read_table(tmp_path / "w.parquet")["track"].value_counts().to_pylist()
    )


def test_columns_of_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("ID,when,north,east\n1,20/03/2021 00:22,31.4,32.3\n1,21/03/2021 00:22,31.4,32.3\n")
    done = run(path, "--columns", "mmsi=ID,t=when,lat=north,lon=east", "--events", "gap", "--json")
    assert json.loads(done.stdout)["events"] == {"gap": 1}


def test_reach_and_dark_ships(tmp_path: Path) -> None:
    positions, seen = tmp_path / "p.csv", tmp_path / "seen.csv"
    positions.write_text(
        "mmsi,t,lat,lon,sog\n1,2021-01-01T00:00:00Z,38.0,124.0,9\n1,2021-01-03T00:00:00Z,38.0,123.0,9\n"
        "2,2021-01-01T05:50:00Z,35.0,-40.0,0\n2,2021-01-01T06:20:00Z,35.0,-40.0,0\n"
    )
    seen.write_text("time,lat,lon\n2021-01-01T06:00:00Z,35.0,-40.0\n2021-01-01T06:00:00Z,36.0,-40.0\n")
    done = run(positions, seen, "--events", "reach,dark", "--out", tmp_path / "e.parquet", "--json")
    assert json.loads(done.stdout)["events"] == {"dark": 1, "reach": 1}
    found = {row["event"]: row for row in pq.read_table(tmp_path / "e.parquet").to_pylist()}
    assert "Nampo" in {one["port"] for one in found["reach"]["reach"]}
    assert found["dark"]["lat"] == 36.0
    assert pq.read_table(tmp_path / "e.parquet").column_names == EVENT.names  # with the chance of a miss


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--events", "gap,meeting"], "no kind of event is called 'meeting'"),
        (["--events", ""], "no kind of event was named"),
        (["--events", "dark"], "no file of detections was named"),
        (["--engine", "flink"], "no engine is called 'flink'"),
        (["--columns", "mmsi=ID"], "has no column 'ID'"),
        (["--anchorages", "nowhere.csv"], "nowhere.csv"),
        (["--out", "no/such/folder/e.parquet"], "cannot be written"),
        (["--tracks", "."], "cannot be written"),
    ],
)
def test_bad_words_are_named(file: Path, words: list[str], said: str) -> None:
    done = run(file, *words)
    assert isinstance(done.exception, VetoproofError)
    assert done.exception.exit_code == 2
    assert said in str(done.exception)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    for name, content in (("a.csv", "mmsi,t,lat\n1,2,3\n"), ("b.parquet", "PAR1 and no more"), ("c.csv", "")):
        path = tmp_path / name
        path.write_text(content)
        done = run(path, "--events", "gap")
        assert isinstance(done.exception, VetoproofError), name
        assert name in str(done.exception)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("mmsi,t,lat,lon,sog\n", "p.csv: has no rows"),
        ("mmsi;t;lat;lon\n7;2020-01-01;10,5;20,2\n", "p.csv: none of its 1 rows was taken, most for this: a place that is no number"),
    ],
)
def test_a_file_of_which_nothing_is_taken_says_so_on_standard_error(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(content)
    done = run(path, "--events", "gap", "--json")
    assert (done.exit_code, json.loads(done.stdout)["taken"]) == (0, 0)
    assert said in done.stderr


def test_a_file_without_a_header_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("7,1600000000,10.0,-20,1\n7,1600000060,10,20,1\n")
    assert "row of numbers" in str(run(path, "--events", "gap").exception)


def test_a_shared_number_is_pointed_out_where_it_was_not_taken_apart(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("\n".join(["mmsi,t,lat,lon,sog", *shared_rows(1)]) + "\n")
    said = "1 MMSI looks shared by several ships; add identity to --events to take them apart"
    told = {
        words: run(path, *words, "--json") for words in (("--events", "gap"), ("--events", "gap,identity"), ("--events", "gap", "--quiet"))
    }
    assert [said in done.stderr for done in told.values()] == [True, False, False]
    assert all(list(json.loads(done.stdout)) == ["rows", "taken", "left_out", "events"] for done in told.values())


def test_ever_given_stops_in_the_canal_on_the_23rd(shared: Path, tmp_path: Path) -> None:
    path = shared / "data/ais/evergiven_suez_2021_positions.csv.gz"
    if not path.is_file():
        pytest.skip("there are no positions of the Suez Canal")
    columns = "mmsi=ID,t=ais_pos_timestamp,lon=longitude,lat=latitude"
    done = run(path, "--columns", columns, "--events", "stop,encounter,port-visit", "--out", tmp_path / "e.parquet", "--json")
    told = json.loads(done.stdout)
    assert (told["rows"], told["rows"] - told["taken"]) == (22_287, sum(told["left_out"].values()))
    stops = [row for row in pq.read_table(tmp_path / "e.parquet").to_pylist() if row["event"] == "stop" and row["mmsi"] == 8]
    (canal,) = [row for row in stops if abs(row["lat"] - 30.0058) < 0.003 and abs(row["lon"] - 32.581) < 0.003]
    assert f"{canal['start']:%Y-%m-%d %H}" == "2021-03-23 06"
    assert f"{canal['end']:%Y-%m-%d}" == "2021-03-24"


@pytest.mark.parametrize("option", ["--out", "--tracks", "--map", "--geojson"])
def test_a_file_of_positions_is_never_written_over(file: Path, option: str) -> None:
    done = run(file, "--events", "gap", option, file)
    assert isinstance(done.exception, VetoproofError) and "written over" in str(done.exception)
    assert file.read_text() == LINES


def test_the_same_bytes_twice_are_read_once_and_said(file: Path, tmp_path: Path) -> None:
    (tmp_path / "again.csv").write_text(LINES)
    done = run(file, tmp_path / "again.csv", "--events", "gap", "--json")
    assert json.loads(done.stdout)["rows"] == 5 and "read once" in done.stderr
