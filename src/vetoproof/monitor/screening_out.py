"""Answers into a file that an interrupted run goes on with.

The answers are kept as JSON lines in `F.part`, beside them what they were made of; when all are there they become `F`: JSON lines, CSV or
Parquet. A run on the same parties, lists and owners goes on after the last whole line; another one begins anew, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from attrs import define, evolve, field

from vetoproof.detect.names.decide import Match
from vetoproof.detect.names.screener import Answer
from vetoproof.evidence.outgoing import defused
from vetoproof.monitor.screening import Asked, Screened, Screener, is_bad
from vetoproof.monitor.screening_arrow import ANSWER, AT_ONCE, row_of
from vetoproof.monitor.screening_receipt import Question, code_version
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import InputError
from vetoproof.terms.version import VERSION

STDIN = "-"
FORMATS = (".jsonl", ".csv", ".parquet")


@define
class AnswersFile:
    """Open to be written on: `done` rows are there. `anew`: an earlier run left some that rest on something else, and are gone."""

    part: Path
    done: int
    file: BinaryIO
    anew: bool = False
    _since: int = field(default=0)

    def before(self, parties: Iterator[Asked]) -> Iterator[Screened]:
        """The answers that are there, read back; those who asked are taken from `parties`."""
        with self.part.open("rb") as lines:
            for line, _, raw in zip(lines, range(self.done), parties, strict=False):
                answer = read_answer(orjson.loads(line))
                yield evolve(answer, bad=is_bad(raw, answer.decision))

    def write(self, line: bytes) -> None:
        self.file.write(line)
        self._since += 1
        if self._since == AT_ONCE:
            self.file.flush()
            self._since = 0


@contextmanager
def answers_file(out: Path, question: Question, screener: Screener) -> Iterator[AnswersFile]:
    """The file, at the place where an earlier run on the same stopped; at the end it takes its name and form."""
    if out.suffix.lower() not in FORMATS:
        raise InputError(f"{out.suffix or 'no ending'!r} is no form of answers", where=f"--out {out}", do=f"call it {', '.join(FORMATS)}")
    part, of = out.with_name(out.name + ".part"), out.with_name(out.name + ".part.of")
    made_of = _made_of(question, screener)
    try:
        same = of.is_file() and of.read_text("utf-8") == made_of and str(question.file) != STDIN  # what was piped in cannot be told again
        anew = not same and part.is_file() and part.stat().st_size > 0
        done = _kept(part) if same else 0
        with part.open("r+b" if done else "wb") as file:
            of.write_text(made_of, "utf-8")
            file.seek(0, 2)
            yield AnswersFile(part, done, file, anew)
        _finish(part, out)
        of.unlink()
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})", where=f"--out {out}", do="give a file in a folder that can be written"
        ) from error


def _made_of(question: Question, screener: Screener) -> str:
    """What the answers follow from: only the same goes on."""
    file = question.file
    stamp = f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}" if file and file.is_file() else ""
    lists = [f"{one.list} {one.version}" for one in screener.lists.sources]
    rests_on = [str(screener.as_of), lists, screener.owners, VERSION, code_version()]
    return digest([list(question.names), stamp, question.kind, dict(question.map), *rests_on])


def _kept(part: Path) -> int:
    """How many whole lines an interrupted run has left; what comes after the last is cut off."""
    if not part.is_file():
        return 0
    whole = rows = 0
    with part.open("r+b") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            whole, rows = whole + len(line), rows + 1
        file.truncate(whole)
    return rows


def _finish(part: Path, out: Path) -> None:
    kind = out.suffix.lower()
    if kind == ".jsonl":
        part.replace(out)
        return
    made = out.with_name(out.name + ".new")
    if kind == ".parquet":
        with pq.ParquetWriter(made, ANSWER, compression="zstd") as writer:
            for table in _tables(part):
                writer.write_table(table)
    else:
        _csv(part, made)
    made.replace(out)
    part.unlink()


def _tables(part: Path) -> Iterator[Any]:
    rows: list[dict[str, Any]] = []
    with part.open("rb") as lines:
        for line in lines:
            rows.append(row_of(orjson.loads(line)))
            if len(rows) == AT_ONCE:
                yield pa.Table.from_pylist(rows, ANSWER)
                rows = []
    yield pa.Table.from_pylist(rows, ANSWER)


_FLAT = pa.schema(
    [(name, pa.string()) for name in ("id", "query", "decision", "list", "ref", "name", "score", "match_decision", "why", "unseen", "more")]
)


def _csv(part: Path, made: Path) -> None:
    """A row a match; a party without one has one row. Cells that a spreadsheet would run are defused."""
    with arrow_csv.CSVWriter(made, _FLAT) as writer:
        for table in _tables(part):
            flat = [one for row in table.to_pylist() for one in _flat(row)]
            writer.write_table(defused(pa.Table.from_pylist(flat, _FLAT)))


def _flat(row: Mapping[str, Any]) -> Iterator[dict[str, str | None]]:
    same = {"id": row["id"], "query": row["query"], "decision": row["decision"] or "", "unseen": row["unseen"] or ""}
    same |= {"more": str(row["more"] or "")}
    for one in row["matches"] or [{}]:
        told = {name: str(one.get(name, "")) for name in ("list", "ref", "name", "score")}
        yield same | told | {"match_decision": str(one.get("decision", "")), "why": "; ".join(one.get("why", ()))}


def read_answer(said: Mapping[str, Any]) -> Screened:
    """A line as the door writes it -> the answer."""
    matches = tuple(
        Match(one["list"], one["ref"], one["name"], one["score"], one["decision"], tuple(one["why"])) for one in said["matches"]
    )  # fmt: skip
    return Screened(said["id"], said["query"], Answer(said["decision"], matches, said.get("unseen", ""), said.get("more", 0)))
