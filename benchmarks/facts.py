"""Facts in any number, seeded: the worked cases of the regime, with amounts moved so that questions are distinct."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from vetoproof.regime.load import load_regime

SEED = 1
OBJECTS = ("goods", "quantity", "vessel", "counterpart", "circumstances")
WORDS = {"true": True, "false": False}


def questions(distinct: int) -> list[dict[str, Any]]:
    """So many different facts without an id."""
    forms = [typed(case.fact) for case in load_regime("un-dprk", with_cases=True).cases]
    made = []
    for n in range(distinct):
        fact = orjson.loads(orjson.dumps(forms[n % len(forms)]))
        fact.pop("id")
        fact.setdefault("circumstances", {})["distance_m"] = n
        made.append(fact)
    return made


def typed(text: Any, key: str = "") -> Any:
    """The text of a case as the JSON of a fact."""
    if isinstance(text, dict):
        return {name: typed(value, name) for name, value in text.items()}
    if isinstance(text, list):
        return [typed(value, key) for value in text]
    if key in ("amount", "low", "mid", "high") or key.startswith(
        ("value_usd", "permits_", "reported_bbl", "distance", "duration", "deliveries")
    ):
        return None if text is None else float(text)
    return WORDS.get(text, text)


def write_lines(path: Path, rows: int, distinct: int) -> None:
    """JSON lines; which question a row asks is drawn by chance."""
    draw = random.Random(SEED)
    tails = [b"," + orjson.dumps(question)[1:] + b"\n" for question in questions(distinct)]
    with path.open("wb") as out:
        for n in range(rows):
            out.write(b'{"id":"f%d"' % n + tails[draw.randrange(distinct)])


def write_parquet(lines: Path, path: Path) -> None:
    """The same facts as columns, objects as JSON text."""
    rows = [orjson.loads(line) for line in lines.read_bytes().splitlines()]
    plain = {name: [row.get(name) for row in rows] for name in ("id", "kind", "day", "from", "until", "state", "direction")}
    nested = {name: [orjson.dumps(row[name]).decode() if name in row else None for row in rows] for name in OBJECTS}
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in (plain | nested).items()}), path)


if __name__ == "__main__":  # a process of its own, so that what it needs is not counted against what is measured
    few, many, table = (Path(name) for name in sys.argv[1:])
    write_lines(few, 1_000_000, 300)
    write_lines(many, 10_000, 10_000)
    write_parquet(few, table)
