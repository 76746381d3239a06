"""Many facts: the few hundred distinct questions among a million rows are judged once, then joined back.

A question is a fact without its id. Bulk and single answers come from the same `Judge`. Memory stays flat: rows stream,
and the book of answers is emptied when it grows past MOST_KEPT.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

import orjson
from attrs import define, field, frozen

from vetoproof.findings.enrich import Enricher
from vetoproof.findings.judge import Judge
from vetoproof.findings.wire import answer, dump
from vetoproof.regime.facts import FactReader
from vetoproof.terms.errors import FactError

LONGEST_LINE = 1_000_000
MOST_KEPT = 100_000
LINES_AT_ONCE = 10_000
AHEAD = 4_000  # facts whose names are looked up together
_ID = re.compile(rb'"id"\s*:\s*"([^"\\\x00-\x1f]*)"')


@frozen
class Broken:
    """A row that got no answer: where it stands, what is wrong, what to do."""

    where: str
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.do}"


@define
class Tally:
    """What a run has done so far."""

    rows: int = 0
    verdicts: dict[str, int] = field(factory=dict)
    broken: int = 0

    def count(self, verdict: str, rows: int = 1) -> None:
        self.verdicts[verdict] = self.verdicts.get(verdict, 0) + rows


@define
class AnswerBook:
    """Answers by question. An answer is the JSON of it from the first byte after the id, with its verdict."""

    judge: Judge
    horizon: date = date.max  # acts after it are left out
    why: bool = False
    enricher: Enricher | None = None
    _kept: dict[bytes, tuple[str, bytes]] = field(factory=dict)
    _reader: FactReader = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._reader = FactReader(self.judge.law.vocabulary)

    def known(self, question: bytes) -> tuple[str, bytes] | None:
        return self._kept.get(question)

    def look_ahead(self, lines: Iterable[bytes]) -> None:
        """Have the names in lines of facts looked up together. What is no fact is for the reading of it to say."""
        if self.enricher:
            self.enricher.look_ahead(filter(None, map(_object, lines)))

    def judged(self, question: bytes, raw: dict[str, Any]) -> tuple[str, bytes]:
        """The verdict and the answer on a question that was not asked before; raises FactError."""
        fact = self._reader.read(raw)
        if fact.span.start > self.horizon:
            raise FactError(f"lies after {self.horizon}", where="day", do="give a later --as-of to have it judged")
        said = answer(self.judge, fact, why=self.why, enricher=self.enricher)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[question] = found = said["verdict"], b"," + dump(said)[1:] + b"\n"
        return found


def judge_lines(facts: BinaryIO, book: AnswerBook, tally: Tally, report: Callable[[Broken], None], name: str = "line") -> Iterator[bytes]:
    """JSON lines of facts -> JSON lines of answers, in their order; blocks of whole lines. Broken lines are reported."""
    out: list[bytes] = []
    lines = iter(lambda: facts.readline(LONGEST_LINE + 1), b"")
    for number, line in enumerate(_ahead(lines, book) if book.enricher else lines, 1):
        if not (line := line.strip()):
            continue
        tally.rows += 1
        try:
            verdict, text = _answer_line(line, book)
        except FactError as error:
            tally.broken += 1
            report(Broken(f"{name} {number} {error.where}", error.what, error.do))
            _skip_rest(facts, line)
            continue
        tally.count(verdict)
        out.append(text)
        if len(out) == LINES_AT_ONCE:
            yield b"".join(out)
            out.clear()
    yield b"".join(out)


def _ahead(lines: Iterator[bytes], book: AnswerBook) -> Iterator[bytes]:
    """The same lines; the names in the next few thousand are looked up together. A line that is too long ends a block."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if len(held) == AHEAD or size > 4 * LONGEST_LINE or len(line) > LONGEST_LINE:
            book.look_ahead(held)
            yield from held
            held, size = [], 0
    book.look_ahead(held)
    yield from held


def _answer_line(line: bytes, book: AnswerBook) -> tuple[str, bytes]:
    """Cut the id out of the line as it stands: what remains is the question."""
    found = _ID.search(line)
    if found is None:
        raw = parse(line)
        verdict, tail = book.judged(line, raw)
        return verdict, b'{"id":' + orjson.dumps(raw["id"]) + tail
    question = line[: found.start()] + line[found.end() :]
    known = book.known(question)
    if known is None:
        known = book.judged(question, parse(line))
    elif not found[1].isascii():
        _utf8(found[1])
    return known[0], b'{"id":"' + found[1] + b'"' + known[1]


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def parse(line: bytes) -> dict[str, Any]:
    """One JSON object; keys that stand twice, NaN and numbers beyond reason are refused."""
    if len(line) > LONGEST_LINE:
        raise FactError(f"is longer than {LONGEST_LINE:,} bytes", where="fact", do="split it")
    _utf8(line)
    try:
        raw = json.loads(line, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        raise FactError("is nested too deep", where="fact", do="flatten it") from error
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            raise FactError(f"is not JSON: {error.msg} at column {error.colno}", where="fact", do="write one JSON object a line") from error
        raise FactError(str(error), where="fact", do="correct it") from error
    if not isinstance(raw, dict):
        raise FactError("is not an object", where="fact", do="write one JSON object a line")
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _utf8(text: bytes) -> None:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FactError(f"is not UTF-8 at byte {error.start}", where="fact", do="save the file as UTF-8") from error


def _skip_rest(facts: BinaryIO, line: bytes) -> None:
    """Read past the rest of a line that is too long to be a fact."""
    while len(line) > LONGEST_LINE and (line := facts.readline(LONGEST_LINE + 1)) and not line.endswith(b"\n"):
        continue
