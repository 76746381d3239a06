"""A run and its files -> `manifest.json`: what the report was made of, piece by piece, so that a later run can say what changed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from attrs import asdict

from vetoproof.evidence.record import Table
from vetoproof.publish.earlier import ToldFigure, ToldLaw, ToldMethod
from vetoproof.publish.rows import anchor_of, newest, table_hash
from vetoproof.publish.run import Run
from vetoproof.publish.sentences import Figure
from vetoproof.regime.law import Regime
from vetoproof.terms.canonical import canonical, digest

ROOMS = ("terms", "regime", "findings", "assess", "publish")  # those that turn rows into figures
SHORT = 16  # hexadecimal digits of a hash that only tells two versions of one thing apart


def manifest(run: Run, files: Mapping[str, bytes], figures: Iterable[Figure], against: Mapping[str, Any] | None = None) -> bytes:
    """What the report was made of and what it is, with hashes, in canonical form."""
    return canonical(
        {
            "regime": run.law.name,
            "law_version": run.law.law_version,
            "as_of": run.as_of.isoformat(),
            "known_by": run.known_by.isoformat(),
            "version": run.version,
            "tables": {table.name: _table(run, table) for table in (*run.tables.values(), *run.measured)},
            "law": asdict(law_pieces(run.law)),
            "method": asdict(method(run)),
            "figures": {figure.label: _plain(told_figure(figure)) for figure in figures},
            "files": {name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()},
            "counts": counts(run),
            **({"against": against} if against else {}),
        }
    )


def _table(run: Run, table: Table) -> dict[str, Any]:
    return {
        "rows": len(table.rows),
        "newest": newest(table.rows, run.as_of),
        "sha256": table_hash(table),
        "row_sha256": row_hashes(table),
    }


def row_hashes(table: Table) -> dict[str, str]:
    """Each row by its place on the page, with a piece of its hash."""
    return {anchor_of(table.name, row): digest(dict(row))[:SHORT] for row in table.rows}


def told_figure(figure: Figure) -> ToldFigure:
    return ToldFigure(figure.value, figure.unit, figure.rows, tuple(map(str, figure.weights)), figure.names)


def _plain(figure: ToldFigure) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(figure, recurse=False).items()}


def law_pieces(law: Regime) -> ToldLaw:
    """The law cut into pieces, each with its hash: the paragraphs, those on the list, and all other words."""
    said: dict[str, Any] = json.loads(law.text) if law.text else {}
    provisions = {one["id"]: digest(one)[:SHORT] for one in said.pop("provisions", [])}
    listed = {entry["ref"]: digest(entry)[:SHORT] for one in said.pop("designations", []) for entry in one.get("entries", [])}
    rest = {section: digest(content)[:SHORT] for section, content in said.items()}
    return ToldLaw(provisions, listed, rest)


def method(run: Run) -> ToldMethod:
    """What turns rows into figures: the readings of the regime by table, and the program by the hash of its source."""
    by_table: dict[str, list[str]] = {}
    for reading in run.law.readings:
        by_table.setdefault(reading.table, []).append(repr(reading))
    return ToldMethod({name: digest(forms)[:SHORT] for name, forms in by_table.items()}, program_hash())


@cache
def program_hash() -> str:
    """The hash of the program's own source: a change of method that bears no new version shows all the same."""
    root = Path(str(package_files("vetoproof")))
    sources = sorted(path for room in ROOMS for path in (root / room).rglob("*.py"))
    whole = hashlib.sha256()
    for path in sources:
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


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
