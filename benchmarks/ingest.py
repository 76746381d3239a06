"""`vetoproof ingest`: a million claims as CSV, plain and packed; a million facts as lines; then `store status` and all rows back."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import measure, program, row

ROWS, SEED = 1_000_000, 1
HEADER = "id,claimant,measure,low,mid,high,unit,bound,from,until,said,source,root,note"
READ_BACK = """
import sys
from pathlib import Path
from vetoproof.evidence.rows import stream_of
from vetoproof.evidence.store import open_store
with open_store(Path(sys.argv[1]), read_only=True) as store:
    print(sum(part.num_rows for part in stream_of(store, sys.argv[2])))
"""
BARE = """
import sys, duckdb
duckdb.connect(sys.argv[2]).execute("CREATE TABLE t AS SELECT * FROM read_csv(?, all_varchar = true)", [sys.argv[1]])
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        claims, facts = here / "claims.csv", here / "facts.jsonl"
        subprocess.run([sys.executable, "-m", "benchmarks.ingest", claims, facts], check=True)
        subprocess.run(["gzip", "-k1", claims], check=True)
        print(f"  claims.csv {claims.stat().st_size / 1e6:.0f} MB, facts.jsonl {facts.stat().st_size / 1e6:.0f} MB")
        _fresh("1,000,000 claims, CSV", here, [program(), "ingest", str(claims), "--quiet"], 20)
        python = program().replace("vetoproof", "python")
        _timed("store status on them", [program(), "store", "status", "--json", "--store", f"{here}/store"], here, 2)
        _timed("all rows back, in order, flat memory", [python, "-c", READ_BACK, f"{here}/store", "claims"], here, 20)
        _fresh("the same from .gz", here, [program(), "ingest", f"{claims}.gz", "--quiet"], 20)
        _fresh("1,000,000 facts, JSON lines", here, [program(), "ingest", str(facts), "--quiet"], 20)
        bare = ["sh", "-c", 'rm -f "$3"; exec "$0" -c "$1" "$2" "$3"', python, BARE, str(claims), f"{here}/bare"]
        seconds, _ = measure(bare, here / "out")
        print(f"{'for comparison: DuckDB alone, CSV into a table, unchecked':<58} {seconds:7.2f} s")


def _fresh(what: str, here: Path, command: list[str], target: float) -> None:
    """Into a new store each time: the same file again would be a no-op."""
    _timed(what, ["sh", "-c", 'rm -rf "$0"; exec "$@" --store "$0"', f"{here}/store", *command], here, target)


def _timed(what: str, command: list[str], here: Path, target: float) -> None:
    seconds, peak = measure(command, here / "out")
    row(what, seconds, target, f"peak {peak:.0f} MB")


def write_claims(path: Path) -> None:
    """300 claimants, 5,000 sources, every tenth row with a quoted note."""
    draw = random.Random(SEED)
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADER + "\n")
        for n in range(ROWS):
            low, month = draw.randrange(10**6), 1 + n % 12
            note = '"seen by satellite, ""fully laden"""' if n % 10 == 0 else ""
            days = f"2018-{month:02}-01,2018-{month:02}-28,2019-03-05"
            source = f"https://example.org/report/{draw.randrange(5000)},root {draw.randrange(50)}"
            amount = f"{low},{low + 5},{low + 10}.5,bbl,about"
            out.write(f"c{n},Claimant {draw.randrange(300)},refined petroleum delivered,{amount},{days},{source},{note}\n")


if __name__ == "__main__":  # a process of its own, so that what it needs is not counted against what is measured
    from benchmarks.facts import write_lines

    write_claims(Path(sys.argv[1]))
    write_lines(Path(sys.argv[2]), ROWS, 300)
