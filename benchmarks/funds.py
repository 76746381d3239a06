"""`vetoproof trace`: 10 million transfers of 2 million addresses by all rules; the real graphs; a plain dictionary beside it.

Whole processes. The large graph is drawn: sender and receiver skewed (the square of a uniform number), amounts up to 10^20 of the
smallest unit, 50 sources.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import measure, program, row

EDGES, ADDRESSES, SEED = 10_000_000, 2_000_000, 1
SHARED = Path(os.environ.get("VETOPROOF_SHARED") or Path(__file__).parents[2] / "shared") / "data/cyber"
GRAPHS = ("atomic", "hb", "lifi", "54m")
DICTIONARY = """
import csv, gzip, sys
from collections import defaultdict
from fractions import Fraction
edges, sources = sys.argv[1:]
open_ = gzip.open if edges.endswith(".gz") else open
with open_(edges, "rt") as text:
    rows = sorted(csv.DictReader(text), key=lambda r: (r["time"], int(r["block"])))
with open(sources) as text:
    source = {line.strip() for line in text}
holds, stolen = defaultdict(int), defaultdict(int)
for r in rows:
    a, b, amount = r["from"], r["to"], int(r["amount"])
    if a in source:
        part = amount
    else:
        part = amount * stolen[a] // holds[a] if amount < holds[a] else stolen[a]
        holds[a] = max(holds[a] - amount, 0)
        stolen[a] -= part
    holds[b] += amount
    stolen[b] += part
print(sum(stolen.values()))
"""


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        out, edges, sources = here / "out", here / "edges.csv", here / "sources.txt"
        for name in GRAPHS:
            _real(name, out)
        subprocess.run([sys.executable, "-m", "benchmarks.funds", edges, sources, str(EDGES)], check=True)
        print(f"  edges.csv {edges.stat().st_size / 1e9:.2f} GB")
        command = [program(), "trace", str(edges), "--from", str(sources), "--json"]
        seconds, peak = measure(command, out)
        row(f"{EDGES:,} transfers, {ADDRESSES:,} addresses, five rules", seconds, 90, f"peak {peak:.0f} MB (at most 4,000)")
        seconds, peak = measure([*command, "--rule", "haircut"], out)
        print(f"{'  of it reading, ordering and haircut alone':<58} {seconds:7.2f} s   peak {peak:.0f} MB")
        seconds, peak = measure([sys.executable, "-c", DICTIONARY, str(edges), str(sources)], out)
        print(f"{'for comparison: a plain dictionary, haircut alone':<58} {seconds:7.2f} s   peak {peak:.0f} MB")


def _real(name: str, out: Path) -> None:
    files = [SHARED / f"mftracer_{name}_{part}.gz" for part in ("edges.csv", "sources.txt", "terminals.txt")]
    if not files[0].is_file():
        print(f"{name}: no {files[0].name} here")
        return
    edges, sources, terminals = map(str, files)
    seconds, peak = measure([program(), "trace", edges, "--from", sources, "--to", terminals, "--json"], out)
    row(f"real graph {name}, five rules", seconds, 1, f"peak {peak:.0f} MB")


def write(edges: Path, sources: Path, number: int) -> None:
    """The drawn graph, in a process of its own, so that what it needs is not counted against what is measured."""
    import duckdb

    least = ADDRESSES * number // EDGES
    address = "'0x' || md5(CAST({0} AS VARCHAR)) || '00000000'"
    skewed = f"CAST(floor(power(random(), 2) * {least}) AS BIGINT)"
    con = duckdb.connect()
    con.execute("SET threads = 1")
    con.execute(f"SELECT setseed({SEED / 10})")
    con.execute(f"CREATE TABLE drawn AS SELECT i, {skewed} AS a, {skewed} AS b, random() AS r, random() AS s FROM range({number}) AS t(i)")
    con.execute(
        f"""COPY (SELECT '0x' || md5(CAST(i AS VARCHAR)) || md5(CAST(-i AS VARCHAR)) AS tx,
            1600000000 + i // 10 AS time, {address.format("a")} AS "from", {address.format("b")} AS "to",
            CAST(floor(power(10, 12 + 8 * r) + 1000000 * s) AS HUGEINT) AS amount, 'ETH' AS token, 15000000 + i // 150 AS block
            FROM drawn ORDER BY i) TO '{edges}' (HEADER)"""
    )
    con.execute(f"COPY (SELECT {address.format('i')} FROM range(0, {least}, {max(least // 50, 1)}) AS t(i)) TO '{sources}' (HEADER false)")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
