"""Events of ships: time as a multiple of a bare DuckDB scan, growth, memory, dense harbours, engines, peers, and errors on planted truth.

`VETOPROOF_BENCH_PEERS=1` also installs movingpandas, Ray and PySpark into throw-away environments (some minutes, some GB).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.fleet import Fleet, write
from benchmarks.truth import read_truth, table

SIX = "gap,encounter,loitering,port-visit,jump"
SEVEN = f"{SIX},identity"
ALL = f"{SEVEN},stop,spoof"
ROOT = Path(__file__).parents[1]
PEER = Path(__file__).with_name("peer_movingpandas.py")


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ten = _fleet(Path(folder), "10M", ships=3_000)
        scan, plain, _ = _against_scan(ten, "10 M")
        _harbours(Path(folder), plain)
        _engines(ten, plain)
        _errors(ten)
        if os.environ.get("VETOPROOF_BENCH_PEERS") == "1":
            _peers(Path(folder), plain)
        most = _fleet(Path(folder), "57M", ships=16_600)
        _, large, _ = _against_scan(most, "57 M")
        grown = (large["seconds"] / plain["seconds"]) / (large["rows"] / plain["rows"])
        print(f"{'growth of time over growth of data, 10 M to 57 M':<58} {grown:7.2f}     asked for <= 1.15")
        print(f"{'a scan of 10 M':<58} {scan:7.2f} s")


def _fleet(folder: Path, name: str, ships: int, **more: Any) -> Path:
    path = folder / f"{name}.parquet"
    write(Fleet(ships, 4.0, 100.0, 7, **more), path)
    return path


def _once(path: Path, kinds: str, engine: str = "local", threads: int = 2, python: str = sys.executable) -> dict[str, Any]:
    command = [python, "-m", "benchmarks.tracks_once", str(path), kinds, engine, str(threads)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _against_scan(path: Path, size: str) -> tuple[float, dict[str, Any], dict[str, Any]]:
    scan = float(_once(path, "-", "scan")["seconds"])
    made = []
    for kinds, what, most in ((SIX, "gap, encounter, loitering, port-visit, jump", 6), (SEVEN, "the same with identity", 10)):
        one = _once(path, kinds)
        made.append(one)
        times = f"{one['seconds'] / scan:5.1f} x a scan of {scan:.2f} s, asked for <= {most}"
        print(f"{f'{size}: {what}':<58} {one['seconds']:7.2f} s   {times}   peak {one['mb']:.0f} MB")
    return scan, made[0], made[1]


def _harbours(folder: Path, plain: dict[str, Any]) -> None:
    """The same number of ships at a third of the spacing: about ten times the pairs."""
    made = []
    for spacing in (160.0, 50.6):
        path = _fleet(folder, f"h{spacing:.0f}", ships=3_000, harbour=500, spacing=spacing)
        made.append(_once(path, SIX))
    pairs = [one["events"]["encounter"] for one in made]
    times = made[1]["seconds"] / made[0]["seconds"]
    what = f"{pairs[1] / pairs[0]:.1f} x the harbour pairs ({pairs[1]:,})"
    print(f"{what:<58} {made[1]['seconds']:7.2f} s   {times:5.1f} x the time, asked for <= 3")


def _engines(path: Path, plain: dict[str, Any]) -> None:
    one, dask = _once(path, SIX, threads=1), _once(path, SIX, "dask")
    same = "the same events" if one["hash"] == dask["hash"] == plain["hash"] else "OTHER EVENTS"
    print(f"{'one thread':<58} {one['seconds']:7.2f} s   {one['seconds'] / plain['seconds']:5.1f} x two")
    times = dask["seconds"] / plain["seconds"]
    print(f"{'Dask, 2 processes':<58} {dask['seconds']:7.2f} s   {times:5.1f} x local, asked for <= 1.3; {same}")


def _errors(path: Path) -> None:
    from vetoproof.monitor.the_tracks import tracks

    kinds = ALL.split(",")
    found = tracks([path], kinds, anchorages=[Path(f"{path}.anchorages.csv")])
    print("\nerrors on planted truth, 10 M positions")
    print(*table(found.events, read_truth(path), kinds), sep="\n")
    print()


def _peers(folder: Path, plain: dict[str, Any]) -> None:
    """In environments of their own, thrown away afterwards."""
    small = folder / "small.parquet"
    rows = write(Fleet(60, 4.0, 100.0, 7), small)
    python = _environment(folder / "mp", "movingpandas", "pyarrow", "shapely", alone=True)
    if python:
        done = subprocess.run([python, str(PEER), str(small)], check=True, capture_output=True, text=True)
        theirs = float(done.stdout.splitlines()[-1])
        ours = plain["worked"] / plain["rows"]  # seconds of one processor, as theirs
        times = f"for {rows:,}: {theirs / rows / ours:,.0f} x our time of a processor"
        print(f"{'movingpandas: gaps, stops, speeds; one thread':<58} {theirs:7.2f} s   {times}")
    for engine, package in (("ray", "ray"), ("spark", "pyspark>=4")):
        python = _environment(folder / engine, package)
        if python:
            one = _once(small, SIX, engine, python=python)
            same = "the same events" if one["hash"] == _once(small, SIX)["hash"] else "OTHER EVENTS"
            print(f"{f'{engine}: {rows:,} positions, its start included':<58} {one['seconds']:7.2f} s   {same}")
    print("pipe-encounters: not on the package index; not compared")


def _environment(folder: Path, *packages: str, alone: bool = False) -> str | None:
    """The Python of a new environment with these packages, and with ours unless `alone`; None, and a line, if they cannot be had."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin/python")
    done = subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"{packages[0]}: cannot be had here ({done.stderr.strip().splitlines()[-1][:120] if done.stderr.strip() else 'pip failed'})")
        return None
    if not alone:
        (theirs,) = folder.glob("lib/python*/site-packages")
        (theirs / "ours.pth").write_text("\n".join([*(path for path in sys.path if "site-packages" in path), str(ROOT / "src")]))
    return python
