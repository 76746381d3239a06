"""How soon a door opens: help, the law of a day, the report."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.machine import measure, program, row


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        for arguments, target in (
            (["--help"], 0.25),
            (["law", "--on", "2018-01-01", "--json"], 1.0),
            (["report", "--out", f"{folder}/report"], 10.0),
        ):
            seconds, peak = measure([program(), *arguments], out)
            row(f"vetoproof {arguments[0]}", seconds, target, f"peak {peak:.0f} MB")
