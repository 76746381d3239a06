"""`vetoproof judge`: a million facts of 300 questions, as lines and as Parquet; ten thousand distinct ones."""

from __future__ import annotations

import filecmp
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.machine import measure, program, row


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        few, many, table = here / "few.jsonl", here / "many.jsonl", here / "few.parquet"
        subprocess.run([sys.executable, "-m", "benchmarks.facts", few, many, table], check=True)
        _judge("1,000,000 facts, 300 questions, JSON lines", few, 8)
        (here / "out").rename(here / "by_lines")
        _judge("the same from Parquet", table, 4)
        print("  both give the same bytes:", filecmp.cmp(here / "by_lines", here / "out", shallow=False))
        _judge("10,000 facts, all distinct", many, 10)
        _reading_alone(few)


def _judge(what: str, facts: Path, target: float) -> None:
    seconds, peak = measure([program(), "judge", str(facts), "--json", "--quiet"], facts.with_name("out"))
    row(what, seconds, target, f"peak {peak:.0f} MB")


def _reading_alone(facts: Path) -> None:
    """The floor: what it costs to parse the same lines with the fastest reader and to do nothing."""
    code = "import sys, orjson\nfor line in open(sys.argv[1], 'rb'): orjson.loads(line)"
    seconds, _ = measure([program().replace("vetoproof", "python"), "-c", code, str(facts)], facts.with_name("none"))
    print(f"{'for comparison: orjson.loads of each line, nothing else':<58} {seconds:7.2f} s")
