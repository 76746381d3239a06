"""Answers into a file that an interrupted run goes on with; and the standing watch: what is new since the last time.

The answers are kept as JSON lines in `F.part`, beside them what they were made of; when all are there they become `F`: JSON lines, CSV or
Parquet. A run on the same parties and lists goes on after the last whole line; another one begins anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from attrs import define, field

from vetoproof.detect.names.decide import Match
from vetoproof.detect.names.screener import Answer
from vetoproof.evidence.outgoing import defused
from vetoproof.monitor.screening import Screened, Screener
from vetoproof.monitor.screening_files import ANSWER, AT_ONCE, Columns, open_parties
from vetoproof.monitor.screening_receipt import Question, code_version
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import InputError

FORMATS = (".jsonl", ".csv", ".parquet")


@define
class AnswersFile:
    """Open to be written on: `done` rows are there."""

    part: Path
    done: int
    file: BinaryIO
    _since: int = field(default=0)

    @property
    def before(self) -> Iterator[Screened]:
        """The answers that are there, read back."""
        with self.part.open("rb") as lines:
            for line, _ in zip(lines, range(self.done), strict=False):
                yield read_answer(orjson.loads(line))

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
        done = _kept(part) if of.is_file() and of.read_text("utf-8") == made_of else 0
        with part.open("r+b" if done else "wb") as file:
            of.write_text(made_of, "utf-8")
            file.seek(0, 2)
            yield AnswersFile(part, done, file)
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
    return digest([list(question.names), stamp, question.kind, dict(question.map), str(screener.as_of), lists, code_version()])


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
            row = orjson.loads(line)
            rows.append(row | {"id": str(row["id"]), "unseen": row.get("unseen")})
            if len(rows) == AT_ONCE:
                yield pa.Table.from_pylist(rows, ANSWER)
                rows = []
    yield pa.Table.from_pylist(rows, ANSWER)


_FLAT = pa.schema(
    [(name, pa.string()) for name in ("id", "query", "decision", "list", "ref", "name", "score", "match_decision", "why", "unseen")]
)


def _csv(part: Path, made: Path) -> None:
    """A row a match; a party without one has one row. Cells that a spreadsheet would run are defused."""
    with arrow_csv.CSVWriter(made, _FLAT) as writer:
        for table in _tables(part):
            flat = [one for row in table.to_pylist() for one in _flat(row)]
            writer.write_table(defused(pa.Table.from_pylist(flat, _FLAT)))


def _flat(row: Mapping[str, Any]) -> Iterator[dict[str, str | None]]:
    same = {"id": row["id"], "query": row["query"], "decision": row["decision"] or "", "unseen": row["unseen"] or ""}
    for one in row["matches"] or [{}]:
        told = {name: str(one.get(name, "")) for name in ("list", "ref", "name", "score")}
        yield same | told | {"match_decision": str(one.get("decision", "")), "why": "; ".join(one.get("why", ()))}


def read_answer(said: Mapping[str, Any]) -> Screened:
    """A line as the door writes it -> the answer."""
    matches = tuple(
        Match(one["list"], one["ref"], one["name"], one["score"], one["decision"], tuple(one["why"])) for one in said["matches"]
    )  # fmt: skip
    return Screened(said["id"], said["query"], Answer(said["decision"], matches, said.get("unseen", ""), said.get("more", 0)))


def columns_of(question: Question) -> Columns | None:
    """Which columns of the file are read; None where it has none."""
    if question.file is None or str(question.file) == "-":
        return None
    return open_parties(question.file, question.map).columns


# ---- the standing watch


def only_new(answers: Iterable[Screened], watch: Path, screener: Screener) -> Iterator[Screened]:
    """The answers that differ from those remembered in the file; then all are remembered. A party whose answer is gone is told, too."""
    known = _remembered(watch)
    now: dict[str, str] = {}
    for one in answers:
        key = f"{one.id}\0{one.query}"
        now[key] = _gist(one)
        if known.get(key, _gist_of_nothing()) != now[key]:
            yield one
    lists = [f"{source.list} {source.version} {source.as_of}" for source in screener.lists.sources]
    fresh = watch.with_name(watch.name + ".new")
    fresh.write_bytes(orjson.dumps({"watch": "vetoproof screen", "lists": lists, "answers": now}, option=orjson.OPT_SORT_KEYS))
    fresh.replace(watch)


def _gist(one: Screened) -> str:
    """What makes an answer another: the decisions and whom they are about, not the words."""
    told = [one.decision, sorted((match["list"].partition(" (")[0], match["ref"], match["decision"]) for match in one.matches)]
    return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]


def _gist_of_nothing() -> str:
    return hashlib.sha256(orjson.dumps(["no_match", []])).hexdigest()[:16]


def _remembered(watch: Path) -> dict[str, str]:
    if not watch.is_file():
        return {}
    try:
        said = orjson.loads(watch.read_bytes())
        answers = said["answers"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError("is no file of a watch", where=str(watch), do="give a new file, or one that `screen --watch` wrote") from error
    return {str(key): str(value) for key, value in answers.items()}
