"""The Council: all ballots replayed, three-valued indices of 15 seats, 27 seats in two classes; whole processes."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from benchmarks.machine import measure, program, row

SHARED = Path(os.environ.get("VETOPROOF_SHARED") or Path(__file__).parents[2] / "shared") / "data/council"
TABLE = SHARED / "scpo-unsc-votes-1946-2025.orig.csv.gz"
LARGER = {"classes": [{"class": "permanent", "n": 11, "veto": True}, {"class": "elected", "n": 16}], "majority": 16}


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, file = Path(folder) / "out", Path(folder) / "council.json"
        file.write_text(json.dumps(LARGER))
        doors = (
            ("replay of 3,203 ballots", ["replay", str(TABLE)], 2.0),
            ("three-valued indices, 15 seats", ["power", "--three-valued"], 2.0),
            ("three-valued indices, 27 seats in two classes", ["power", "--council", str(file), "--three-valued"], 5.0),
            ("lapse of a mandate", ["lapse", "panel", "--on", "2024-05-01"], 2.0),
        )
        for what, words, target in doors:
            if words[0] == "replay" and not TABLE.is_file():
                print(f"{what}: no {TABLE.name} here")
                continue
            seconds, peak = measure([program(), "council", *words, "--json"], out)
            row(what, seconds, target, f"peak {peak:.0f} MB")
