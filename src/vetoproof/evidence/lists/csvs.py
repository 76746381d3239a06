"""A stream of CSV -> its rows as text, strictly: a quote that never ends, a line without end, another encoding refuse the file."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping

from attrs import define

from vetoproof.evidence.lists.bounds import CRUSHED, MOST, Most
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

AT_ONCE = 1 << 18
END_OF_FILE = "\x1a"  # OFAC closes its files with this sign, as DOS did
AGAIN = "fetch the file again; the last good version stays"
Row = Mapping[str, str]


def lines(stream: Stream, most: Most = MOST) -> Iterator[str]:
    """The lines of a file, each with its end."""
    decoder, rest = codecs.getincrementaldecoder("utf-8-sig")("strict"), ""
    while True:
        block = stream.read(AT_ONCE)
        if stream.out > most.streamed:
            raise _fault(stream, f"has more than {most.streamed:,} bytes", "split it")
        try:
            rest += decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise _fault(stream, f"is not UTF-8 near byte {stream.at - len(block) + error.start:,}", "save it as UTF-8") from error
        *whole, rest = rest.split("\n")
        yield from (line + "\n" for line in whole)
        if len(rest) > most.record:
            raise _fault(stream, f"has a line of more than {most.record:,} characters", AGAIN)
        if not block:
            break
    if rest:
        yield rest


def rows(stream: Stream, delimiter: str = ",", most: Most = MOST) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers, from 1. An empty line is no row; the sign at the end of OFAC's files is dropped."""
    csv.field_size_limit(most.field)
    sieve = _Sieve(lines(stream, most))
    reader = csv.reader(sieve, delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _fault(stream, f"is no CSV in line {reader.line_num:,} ({error})", AGAIN) from error
        if not cells or cells == [END_OF_FILE]:
            continue
        number += 1
        if sieve.caught and (crushed := next((cell for cell in cells if CRUSHED.search(cell)), None)):
            code = ord(CRUSHED.findall(crushed)[0])
            raise _fault(stream, f"holds the control character 0x{code:02x} in row {number:,}: its text was crushed on its way", AGAIN)
        yield number, cells


@define
class _Sieve:
    """Lines as they pass; `caught`: one of them holds a sign that no whole text has, so its cells are to be looked at."""

    lines: Iterator[str]
    caught: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.caught = self.caught or CRUSHED.search(line) is not None
        return line


def named(header: list[str], found: Iterable[tuple[int, list[str]]], stream: Stream) -> Iterator[Row]:
    """Rows under a header; a row with too few or too many cells was cut off or torn."""
    names = [name.strip() for name in header]
    for number, cells in found:
        if len(cells) != len(names):
            raise _fault(stream, f"has {len(cells)} cells in row {number:,}, and its header has {len(names)}", AGAIN)
        yield dict(zip(reversed(names), (cell.strip() for cell in reversed(cells)), strict=True))  # a name that stands twice: the first


def needed(header: Iterable[str], names: Iterable[str], stream: Stream) -> None:
    """Refuse a header that lacks a column without which the form cannot be read."""
    have = {name.strip() for name in header}
    if lacking := [name for name in names if name not in have]:
        raise _fault(stream, f"has no column {lacking[0]!r}", AGAIN)


def _fault(stream: Stream, what: str, do: str) -> InputError:
    return InputError(what, where=stream.name, do=do)
