"""A run -> a folder: the page, findings, facts, coverage, manifest. Nothing half-written is ever seen."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import orjson
from attrs import frozen

from vetoproof.publish.changes import Changes, changes_jsonl, compare
from vetoproof.publish.earlier import FACTS, LINES, MANIFEST, read_earlier
from vetoproof.publish.figures import Figures, figures
from vetoproof.publish.lines import findings_jsonl
from vetoproof.publish.manifest import manifest
from vetoproof.publish.page import page
from vetoproof.publish.run import Run
from vetoproof.publish.tables import facts_parquet
from vetoproof.publish.watch import Cover
from vetoproof.terms.errors import InputError

PAGE, COVERAGE, CHANGED, STATUS = "index.html", "coverage.csv", "changes.jsonl", "status.jsonl"
FORMATS = ("html", "jsonl")  # with jsonl go facts.parquet, coverage.csv and, where there are promises, status.jsonl


@frozen
class Report:
    """What was written: the path of the page (of the folder if none was asked for), and what changed since an earlier run."""

    path: Path
    changes: Changes | None = None


def write_report(run: Run, out: Path, formats: Sequence[str] = FORMATS, against: Path | None = None) -> Report:
    """The report of a run in the folder `out`, compared with the one in the folder `against`."""
    for name in formats:
        if name not in FORMATS:
            raise InputError("is no format of the report", where=name, do=f"use {', '.join(FORMATS)}")
    told = figures(run)
    changes = compare(read_earlier(against), run, told.figures) if against else None
    files = _files(run, told, changes, formats)
    before = {"manifest_sha256": changes.earlier.sha256, "as_of": changes.earlier.told.as_of} if changes else None
    put(out, {**files, MANIFEST: manifest(run, files, told.figures, before)})
    return Report(out / PAGE if PAGE in files else out, changes)


def _files(run: Run, told: Figures, changes: Changes | None, formats: Sequence[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    if "html" in formats:
        files[PAGE] = page(run, told, changes)
    if "jsonl" in formats:
        files |= {LINES: findings_jsonl(run), FACTS: facts_parquet(run), COVERAGE: coverage_csv(told.cover)}
        if run.promises:
            files[STATUS] = status_jsonl(run)
    if changes:
        files[CHANGED] = changes_jsonl(changes)
    return files


def coverage_csv(cover: Cover) -> bytes:
    """Every paragraph by every watcher over its days. The last day of a look that still runs is the day of the report."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("provision", "watcher", "from", "until", "state", "why"))
    for look in cover.looks:
        lines.writerow((look.provision, look.watcher, look.from_, _last(look.until, cover.day), look.state, look.why))
    return out.getvalue().encode()


def status_jsonl(run: Run) -> bytes:
    """Where each promise stands, a line a party and test: the lines of the `status` door."""
    every = (answer for promise in run.promises for told in promise.answers.values() for answer in told)
    return b"".join(orjson.dumps(answer.as_json()) + b"\n" for answer in every)


def _last(day: date, as_of: date) -> date:
    return min(day, as_of)


def put(out: Path, files: Mapping[str, bytes]) -> None:
    """All files into the folder: written and synced beside it first, then moved in one by one, the manifest last."""
    out.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".vetoproof-", dir=out))
    try:
        for name, content in files.items():
            with (beside / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for name in sorted(files, key=lambda name: name == MANIFEST):
            (beside / name).replace(out / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
