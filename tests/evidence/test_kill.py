"""kill -9 at any moment: what was acknowledged is there, whole and once; the next run goes on and ends with the same store."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from written import claim

from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import open_store

ROWS = 20_000
CALL = re.compile(r"\d+\s+(\w+)\((\w+)(.*)")
# Says after each commit how many rows are acknowledged; a block of 60 kB is about 450 rows.
CHILD = """
import sys
from datetime import date
from pathlib import Path
from vetoproof.evidence.ingest import Intake
from vetoproof.evidence.store import open_store
from vetoproof.evidence.tables import Given

with open_store(Path(sys.argv[2]), create=True) as store:
    print("open", flush=True)
    report = lambda now: print(now.taken, now.rows, flush=True)
    Intake(store, block=60_000, report=report).take(Path(sys.argv[1]), Given("", "", date(2020, 1, 1)))
    print("end", flush=True)
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("in") / "many.csv"
    rows = [",".join(claim(id=f"C-{n}", mid="x" if n % 11 == 10 else "15").values()) for n in range(ROWS)]
    path.write_text("\n".join([",".join(claim()), *rows]) + "\n", "utf-8")
    return path


def run_and_kill(path: Path, store: Path, after: float) -> tuple[int, bool]:
    """Rows acknowledged before the kill, and whether the run came to its end."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path), str(store)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    said = child.stdout.read().split("\n")
    child.wait()
    whole = [line.split() for line in said[:-1] if line != "end"]  # the last may be cut
    return max((int(rows) for taken, rows in whole if int(taken)), default=0), "end" in said


def check(path: Path, folder: Path, acknowledged: int) -> int:
    """Nothing acknowledged is lost, nothing is there twice or by half; the rows read so far."""
    with open_store(folder, create=True) as store:
        entry: tuple[Any, ...] | None = store.one("SELECT taken, refused, done, sha256 FROM files")
        rows = rows_of(store, "claims").column("row").to_pylist()
        refused = store.con.execute("SELECT row FROM refusals ORDER BY row").fetchall()
        taken, bad, done, sha256 = entry or (0, 0, 0, "")
        assert done >= acknowledged
        assert rows == [row for row in range(1, done + 1) if row % 11]
        assert (taken, bad) == (len(rows), done // 11)
        assert [row for (row,) in refused] == [row for row in range(1, done + 1) if row % 11 == 0][:1_000]
        if sha256:
            assert (store.originals / sha256[:2] / sha256).read_bytes() == path.read_bytes()
    return done


def drill(many: Path, tmp_path: Path, kills: int, seed: int) -> None:
    draw, killed, number = random.Random(seed), 0, 0
    while killed < kills:
        folder, number, ended = tmp_path / f"store {number}", number + 1, False
        while killed < kills and not ended:
            acknowledged, ended = run_and_kill(many, folder, draw.uniform(0, 0.6))
            done = check(many, folder, acknowledged)
            killed += not ended
        if not ended:
            assert subprocess.run([sys.executable, "-c", CHILD, str(many), str(folder)], capture_output=True, check=True)
            done = check(many, folder, ROWS)
        assert done == ROWS


def test_nothing_acknowledged_is_lost_in_ten_kills(many: Path, tmp_path: Path) -> None:
    drill(many, tmp_path, kills=10, seed=1)


def test_a_run_that_is_interrupted_says_how_to_go_on(many: Path, tmp_path: Path) -> None:
    program = [str(Path(sys.executable).with_name("vetoproof")), "ingest", str(many), "--store", str(tmp_path / "store")]
    code = "import signal, sys; signal.signal(2, signal.default_int_handler); from vetoproof.cli import main; main()"
    child = subprocess.Popen([sys.executable, "-c", code, *program[1:]], stderr=subprocess.PIPE, text=True)
    while child.poll() is None and not [*(tmp_path / "store" / "originals").glob("??")]:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate()
    assert child.returncode in (0, 130)  # 0: it was quicker
    assert "Traceback" not in said
    assert subprocess.run(program, capture_output=True, check=True)
    assert check(many, tmp_path / "store", ROWS) == ROWS


@pytest.mark.drill
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(many: Path, tmp_path: Path) -> None:
    drill(many, tmp_path, kills=200, seed=2)


@pytest.mark.drill
def test_what_is_acknowledged_was_synced_before(many: Path, tmp_path: Path) -> None:
    """A kill leaves the system's cache alone; a power cut does not. So the calls are watched: no written file is unsynced at an `ack`."""
    strace, log = shutil.which("strace"), tmp_path / "calls"
    if strace is None:
        pytest.skip("there is no strace here")
    watch = [strace, "-f", "-qq", "-o", str(log), "-e", "trace=openat,write,pwrite64,fsync,fdatasync,close"]
    subprocess.run([*watch, sys.executable, "-c", CHILD, str(many), str(tmp_path / "store")], capture_output=True, check=True)
    held: dict[str, str] = {}
    unsynced: set[str] = set()
    acknowledged = 0
    for call, number, rest in (found.groups() for found in map(CALL.match, log.read_text("utf-8", "replace").splitlines()) if found):
        if call == "openat" and "/store/" in rest:
            held[rest.rsplit("= ", 1)[1]] = rest.split('"')[1]
        elif call in ("write", "pwrite64") and number in held:
            unsynced.add(number)
        elif call in ("fsync", "fdatasync", "close"):
            if call == "close":
                assert number not in unsynced
                held.pop(number, None)
            unsynced.discard(number)
        elif call == "write" and number == "1":
            acknowledged += 1
            assert not unsynced, f"{held} written and not synced: {unsynced}"
    assert acknowledged > 40
