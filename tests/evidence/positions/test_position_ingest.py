"""Position files in the store: the layout, its manifest, the originals; kill -9 at any moment; the same again is nothing new."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sailed import HEADER, ROW, T0, csv_of, parquet_of, read
from test_position_forms import SENTENCES

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.positions import held, layout
from vetoproof.evidence.positions.held import HeldPositions
from vetoproof.evidence.positions.intake import Laying, _found
from vetoproof.evidence.positions.tables import ORDER, POSITION
from vetoproof.evidence.status import status
from vetoproof.evidence.store import Store
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]


def many(rows: int, seed: int = 1) -> list[str]:
    """Rows over four days of forty ships, one in ten without a place, a few twice."""
    draw = random.Random(seed)
    made = []
    for n in range(rows):
        made.append(
            f"{200_000_000 + draw.randint(1, 40)},{T0 + draw.randint(0, 250_000)},{'' if n % 10 == 9 else 30 + n / 1e4},120.5,{n % 20}"
        )
        if n % 50 == 49:
            made.append(made[-2])
    return made


def laid(store: Store) -> pa.Table:
    return pa.Table.from_batches(list(HeldPositions(store.folder).sorted_batches()), POSITION)


def in_order(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in ORDER])


def parts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def test_a_file_is_laid_out_by_day_and_bucket_in_sorted_integers(tmp_path: Path, take: Take, store: Store) -> None:
    path = csv_of(tmp_path / "x.csv", many(2_000))
    done = take(path)
    found, table = read(path)
    counts = found.counts
    assert (done.format, done.taken, done.refused_rows) == ("positions", counts.taken, sum(counts.left_out.values()))
    assert done.notes == tuple(f"{rows:,} left out: {reason}" for reason, rows in counts.left_out.items())
    assert in_order(laid(store)).equals(in_order(table))
    for one in (store.folder / "positions").glob("day=*/b=*/part.parquet"):
        part = pq.read_table(one, partitioning=None)
        assert {part.schema.field(name).type for name in ("mmsi", "t", "lat", "lon")} == {pa.int32()}
        assert part.equals(part.sort_by([(name, "ascending") for name in ORDER]))
        assert {f"b={mmsi & 15:02}" for mmsi in part.column("mmsi").to_pylist()} == {one.parent.name}
        assert {f"day={layout.day_of(t // 86_400)}" for t in part.column("t").to_pylist()} == {one.parent.parent.name}
    entry = json.loads((store.folder / "positions" / "manifest.json").read_bytes())["files"][0]
    assert (entry["name"], entry["taken"], entry["left_out"]) == ("x.csv", counts.taken, dict(counts.left_out))
    assert (store.originals / done.sha256[:2] / done.sha256).read_bytes() == path.read_bytes()
    assert not list((store.folder / "positions" / "staged").iterdir())


@pytest.mark.parametrize("rows", [50, 700])
def test_runs_of_any_size_give_the_same_bytes(rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "PIECE", 16)
    path = csv_of(tmp_path / "x.csv", many(2_000))
    for folder, size in (("a", rows), ("b", 10_000)):
        Laying(tmp_path / folder, _found(path, "x.csv", "0" * 64), block=rows * 40, run_rows=size).lay()
    assert parts(tmp_path / "a") == parts(tmp_path / "b")
    assert layout.read_manifest(tmp_path / "a") == layout.read_manifest(tmp_path / "b")


def test_any_tool_reads_the_parts(tmp_path: Path, take: Take, store: Store) -> None:
    done = take(csv_of(tmp_path / "x.csv", many(500)))
    rows = f"read_parquet('{store.folder}/positions/day=*/b=*/part.parquet', hive_partitioning = true)"
    assert duckdb.sql(f"SELECT count(*), count(DISTINCT day) FROM {rows}").fetchall() == [(done.taken, 4)]


def test_another_file_of_the_same_day_lies_beside_the_first(tmp_path: Path, take: Take, store: Store) -> None:
    one, other = csv_of(tmp_path / "x.csv", many(300, 1)), csv_of(tmp_path / "y.csv", many(300, 2))
    take(one)
    take(other)
    _, table = read(one, other)
    assert in_order(laid(store)).equals(in_order(table))
    assert take(one).again
    ship = int(table.column("mmsi")[0].as_py())
    assert HeldPositions(store.folder).of(ship).equals(in_order(table.filter(pa.compute.field("mmsi") == ship)))
    day = date(2023, 11, 15)
    some = pa.Table.from_batches(list(HeldPositions(store.folder, day, day).sorted_batches()), POSITION)
    assert {t // 86_400 for t in some.column("t").to_pylist()} == {(day - date(1970, 1, 1)).days}


def test_what_ships_say_is_kept_beside(tmp_path: Path, take: Take, store: Store) -> None:
    take(csv_of(tmp_path / "x.csv", [ROW, ROW.replace("00:00:00", "10:00:00").replace("CAZADOR", "OTHER")], HEADER))
    names = HeldPositions(store.folder).statics(338148873).column("name").to_pylist()
    assert names == ["CAZADOR", "OTHER"]
    assert HeldPositions(store.folder).statics(1).num_rows == 0


def test_the_store_tells_of_its_positions(tmp_path: Path, take: Take, store: Store) -> None:
    take(csv_of(tmp_path / "x.csv", many(100)))
    take(csv_of(tmp_path / "y.csv", [f"1,{T0 + 999_999},1,2,3"]))
    whole, *sources = status(store)
    assert (whole.format, whole.files, whole.unfinished, whole.broken) == ("positions", 2, 0, 0)
    assert (whole.happened_from, whole.happened_until) == (date(2023, 11, 14), date(2023, 11, 26))
    assert [(line.source, line.rows) for line in sources][1] == ("file y.csv", 1)


def test_a_part_that_was_altered_is_named(tmp_path: Path, take: Take, store: Store) -> None:
    take(csv_of(tmp_path / "x.csv", [f"1,{T0},1,2,3"]))
    assert list(held.altered(store.folder)) == []
    part = next((store.folder / "positions").rglob("part.parquet"))
    part.write_bytes(part.read_bytes()[:-1] + b"x")
    assert "was altered" in next(held.altered(store.folder))


def test_content_decides_what_is_a_position_file(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text('{"id":"F-1","kind":"encounter","day":"2020-01-01","mmsi":1,"t":1,"lat":1,"lon":2}\n', "utf-8")
    assert take(path).format == "facts"
    rows = [{"mmsi": 1, "t": T0, "lat": 1.0, "lon": 2.0}]
    assert take(parquet_of(tmp_path / "x.parquet", rows)).format == "positions"
    assert take(parquet_of(tmp_path / "y.parquet", [{"id": "F", "kind": "x", "day": "2020-01-01"}])).format == "facts"


def test_columns_may_be_named(tmp_path: Path, take: Take) -> None:
    path = csv_of(tmp_path / "x.csv", ["1,20/03/2021 00:22,2,3"], "ID,when,y1,x1")
    with pytest.raises(InputError, match="is of no known format"):
        take(path)
    columns = {"mmsi": "ID", "t": "when", "lat": "y1", "lon": "x1"}
    assert take(path, format="positions", columns=columns).taken == 1


def test_strict_takes_nothing_of_a_file_with_a_row_that_is_none(tmp_path: Path, take: Take, store: Store) -> None:
    with pytest.raises(InputError, match="1 left out: no position in the message .--strict"):
        take(csv_of(tmp_path / "x.csv", [f"1,{T0},1,2,3", f"1,{T0},,2,3"]), strict=True)
    assert store.one("SELECT count(*) FROM files") == (0,)
    assert [kept for kept in store.originals.rglob("*") if kept.is_file()] == []


# Says how many rows are acknowledged; a block of 24,000 bytes makes runs of 6,000 rows.
CHILD = """
import sys
from datetime import date
from pathlib import Path
from vetoproof.evidence.ingest import Intake
from vetoproof.evidence.store import open_store
from vetoproof.evidence.tables import Given

class NoPandas:  # Arrow would load it where it is there, for nothing
    def find_spec(self, name, *rest):
        if name == "pandas":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoPandas())
with open_store(Path(sys.argv[2]), create=True) as store:
    print("open", flush=True)
    Intake(store, block=24_000, report=lambda now: print(now.rows, flush=True)).take(Path(sys.argv[1]), Given("", "", date(2020, 1, 1)))
    print("end", flush=True)
"""


def run(path: Path, store: Path, kill_after: float | None) -> tuple[int, bool]:
    """Rows acknowledged, and whether the run came to its end."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path), str(store)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    if kill_after is not None:
        time.sleep(kill_after)
        child.send_signal(signal.SIGKILL)
    said = child.stdout.read().split("\n")[:-1]
    child.wait()
    return max((int(line) for line in said if line.isdigit()), default=0), "end" in said


def check(folder: Path, acknowledged: int) -> None:
    """What was acknowledged is in the journal, or in the manifest."""
    journals = list((folder / "positions" / "staged").glob("*/journal.json"))
    done = [json.loads(path.read_bytes())["rows"] for path in journals]
    assert max([*done, *(entry["rows"] for entry in layout.read_manifest(folder)["files"])], default=0) >= acknowledged


def drill(tmp_path: Path, kills: int, seed: int) -> None:
    path = csv_of(tmp_path / "x.csv", many(20_000))
    calm = tmp_path / "calm"
    assert run(path, calm, None)[1]
    draw, killed, number = random.Random(seed), 0, 0
    while killed < kills:
        folder, number, ended = tmp_path / f"store {number}", number + 1, False
        while killed < kills and not ended:
            acknowledged, ended = run(path, folder, draw.uniform(0, 0.5))
            check(folder, acknowledged)
            killed += not ended
        while not ended:
            ended = run(path, folder, None)[1]
        assert parts(folder) == parts(calm)
        assert layout.read_manifest(folder) == layout.read_manifest(calm)


def test_nothing_acknowledged_is_lost_in_three_kills(tmp_path: Path) -> None:
    drill(tmp_path, kills=3, seed=1)


@pytest.mark.drill
def test_no_position_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    drill(tmp_path, kills=200, seed=2)


def test_nmea_goes_on_in_the_midst_of_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Any) -> None:
    """A run that is cut short after each block ends with the same parts."""
    path = tmp_path / "x.nm4"
    path.write_text("\n".join(list(SENTENCES) * 3) + "\n", "utf-8")
    monkeypatch.setattr("vetoproof.evidence.positions.formats.nmea_cells.AT_ONCE", 90)

    class Cut(Exception):
        pass

    def cut(_: object) -> None:
        raise Cut

    whole = Laying(tmp_path / "a", _found(path, "x.nm4", "0" * 64), run_rows=1).lay()
    times = 0
    while True:
        try:
            again = Laying(tmp_path / "b", _found(path, "x.nm4", "0" * 64), run_rows=1, acknowledge=cut if times < 2 else None).lay()
            break
        except Cut:
            times += 1
    assert times == 2
    assert (again.rows, again.taken, again.refused, again.resumed) == (whole.rows, whole.taken, whole.refused, True)
    assert parts(tmp_path / "a") == parts(tmp_path / "b")
