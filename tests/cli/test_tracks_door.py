"""`vetoproof tracks`: what stands on standard output and error, what is written, and how bad input is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

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
    assert found.cast(EVENT).num_rows == found.num_rows == 1  # Parquet knows no timestamp of whole seconds: it holds milliseconds
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


def test_the_track_of_every_position_that_was_taken(file: Path, tmp_path: Path) -> None:
    assert run(file, "--events", "gap", "--tracks", tmp_path / "t.parquet").exit_code == 0
    rows = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert [(row["row"], row["mmsi"], row["track"]) for row in rows] == [(0, 211000001, 0), (1, 211000001, 0), (4, 211000002, 0)]


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
