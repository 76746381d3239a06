"""A run -> a folder: `index.html`, `findings.jsonl`, `manifest.json`. Nothing half-written is ever seen."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from vetoproof.publish.lines import findings_jsonl
from vetoproof.publish.page import page
from vetoproof.publish.rows import table_hash
from vetoproof.publish.run import Run
from vetoproof.terms.canonical import canonical
from vetoproof.terms.errors import InputError

PAGE, LINES, MANIFEST = "index.html", "findings.jsonl", "manifest.json"
FORMATS: Mapping[str, tuple[str, Callable[[Run], bytes]]] = {"html": (PAGE, page), "jsonl": (LINES, findings_jsonl)}


def write_report(run: Run, out: Path, formats: Sequence[str] = ("html", "jsonl")) -> Path:
    """The report of a run in the folder `out`; returns the path of its page, or of the folder if no page was asked for."""
    for name in formats:
        if name not in FORMATS:
            raise InputError("is no format of the report", where=name, do=f"use {', '.join(FORMATS)}")
    files = {FORMATS[name][0]: FORMATS[name][1](run) for name in dict.fromkeys(formats)}
    put(out, {**files, MANIFEST: manifest(run, files)})
    return out / PAGE if PAGE in files else out


def manifest(run: Run, files: Mapping[str, bytes]) -> bytes:
    """What the report was made of and what it is, with hashes, in canonical form."""
    return canonical(
        {
            "regime": run.law.name,
            "law_version": run.law.law_version,
            "as_of": run.as_of.isoformat(),
            "known_by": run.known_by.isoformat(),
            "version": run.version,
            "tables": {
                name: {"rows": len(table.rows), "newest": table.newest, "sha256": table_hash(table)} for name, table in run.tables.items()
            },
            "files": {name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()},
            "counts": counts(run),
        }
    )


def counts(run: Run) -> dict[str, Any]:
    """How many entries and findings there are, by verdict and outcome."""
    return {
        "entries": len(run.entries),
        "verdicts": dict(Counter(entry.judgement.verdict for entry in run.entries)),
        "findings": sum(1 for _ in run.findings()),
        "outcomes": dict(Counter(finding.outcome for _, finding in run.findings())),
        "provisions_in_force": len(run.law.in_force(run.as_of)),
        "unseen": len(run.unseen),
    }


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
