"""Files of parties -> maps of the query format, row by row; answers -> rows of a table. Columns of a table are guessed and told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from vetoproof.evidence.reading import PARQUET
from vetoproof.evidence.stream import BOUNDS, Stream, open_stream, regular, shown
from vetoproof.monitor.screening import Asked, Screened, Unread
from vetoproof.terms.errors import InputError

LONGEST_LINE, LONGEST_ROW = 1_000_000, 16_000_000  # bytes of a line of JSON, or a cell; of a row of CSV
AT_ONCE = 50_000
_APART = ("id", "kind", "name")
# How columns are called -> what they hold: the properties of FollowTheMoney, and id, kind, name.
_CALLED: Mapping[str, str] = {
    called: holds
    for holds, some in {
        "id": "id,ref,reference,customer id,customer_id,customerid,client id,party id,uid,key,no,number,account id",
        "kind": "kind,schema,type,party type,entity type,customer type,category",
        "name": "name,full name,fullname,customer name,client name,party name,entity name,company name,vessel name,ship name,caption,query,"
        "shipname,vesselname,beneficiary,counterparty",
        "alias": "alias,aliases,aka,also known as,other names,other name",
        "firstName": "first name,firstname,given name,given names,forename",
        "middleName": "middle name,middlename",
        "lastName": "last name,lastname,surname,family name",
        "birthDate": "birth date,birthdate,date of birth,dob,dateofbirth,born,birth",
        "nationality": "nationality,nationalities,citizenship",
        "country": "country,countries,state,residence,jurisdiction,country of incorporation",
        "gender": "gender,sex",
        "passportNumber": "passport,passport number,passportnumber,passport no",
        "idNumber": "id number,idnumber,national id,identity number,document,document number",
        "registrationNumber": "registration number,registrationnumber,company number,reg no",
        "imoNumber": "imo,imo number,imonumber,imo no",
        "mmsi": "mmsi",
        "callSign": "call sign,callsign",
        "flag": "flag",
        "leiCode": "lei,lei code,leicode",
        "publicKey": "wallet,wallet address,address of wallet,publickey,public key,crypto address,digital currency address",
        "currency": "currency",
    }.items()
    for called in some.split(",")
}


@frozen
class Columns:
    """Which column of a table holds what; the others are not looked at."""

    chosen: Mapping[str, str]  # column -> what it holds
    ignored: tuple[str, ...]

    @property
    def told(self) -> str:
        pairs = ", ".join(f"{column} = {holds}" for column, holds in self.chosen.items())
        return f"columns read: {pairs}" + (f"; not read: {', '.join(map(shown, self.ignored))}" if self.ignored else "")


def guessed(header: Sequence[str], given: Mapping[str, str], where: str) -> Columns:
    """The columns by what they are called; `given`: what the user says (what it holds -> column)."""
    chosen: dict[str, str] = {}
    for holds, column in given.items():
        if column not in header:
            raise InputError(f"has no column {column!r}", where=where, do=f"use one of {', '.join(map(shown, header))}")
        chosen[column] = holds
    if twice := next((column for column in header if column and list(header).count(column) > 1), ""):
        raise InputError(f"has two columns called {shown(twice)!r}", where=where, do="give each a name of its own")
    for column in header:
        holds = _CALLED.get(" ".join(column.replace("_", " ").split()).lower()) or _CALLED.get(column.lower(), "")
        if not holds and column in _CALLED.values():
            holds = column
        if holds and column not in chosen and holds not in chosen.values():
            chosen[column] = holds
    if not {"name", "lastName", "imoNumber", "passportNumber", "publicKey", "leiCode"} & set(chosen.values()):
        do = "call one `name`, or say which it is with --map name=COLUMN"
        raise InputError(f"no column of {', '.join(map(shown, header[:12]))} is a name or a number to look up", where=where, do=do)
    return Columns(chosen, tuple(column for column in header if column not in chosen))


@frozen(eq=False)
class Opened:
    """A file of parties: its rows from a place on, and which columns they are read from (JSON lines: none)."""

    rows: Iterator[Asked]
    columns: Columns | None = None


def open_parties(path: Path, given: Mapping[str, str], skip: int = 0) -> Opened:
    """JSON lines, CSV or Parquet, by content. `skip`: rows that were answered before."""
    if str(path) == "-":
        import sys

        return Opened(islice(_lines(iter(lambda: sys.stdin.buffer.readline(LONGEST_LINE + 1), b"")), skip, None))
    regular(path)
    with path.open("rb") as file:
        magic = file.read(len(PARQUET))
    if magic == PARQUET:
        return _parquet(path, given, skip)
    stream = open_stream(path)
    head = stream.read(LONGEST_LINE)
    stream.push(head)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Opened(islice(_lines(_split(stream)), skip, None))
    return _csv(stream, given, skip)


# ---- JSON lines


def _split(stream: Stream) -> Iterator[bytes]:
    """Lines; one that is too long is cut, and its rest left out."""
    rest = b""
    while block := stream.read(1 << 20):
        lines = (rest + block).split(b"\n")
        rest = lines.pop()
        if len(rest) > 2 * LONGEST_LINE:
            rest = rest[: LONGEST_LINE + 1]
        yield from lines
    if rest:
        yield rest


def _lines(lines: Iterable[bytes]) -> Iterator[Asked]:
    for number, line in enumerate(lines, 1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not text:
            continue
        if len(text) > LONGEST_LINE:
            yield Unread(f"line {number}", f"is longer than {LONGEST_LINE:,} bytes")
            continue
        try:
            found = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            yield Unread(f"line {number}", f"is not JSON ({str(error)[:80]})")
            continue
        yield found if isinstance(found, dict) else Unread(f"line {number}", "is not an object")


# ---- CSV
LONGEST_HEADER, SEPARATORS = 16_384, (",", ";", "\t")


def _csv(stream: Stream, given: Mapping[str, str], skip: int) -> Opened:
    sign = _separator(stream)
    csv.field_size_limit(LONGEST_LINE)
    text = io.TextIOWrapper(io.BufferedReader(_Raw(stream)), encoding="utf-8-sig", errors="strict", newline="")
    rows = csv.reader(text, strict=True, delimiter=sign)
    try:
        header = next(rows, [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"has no header that can be read ({error})", where=stream.name, do="give CSV in UTF-8, JSON lines or Parquet"
        ) from error
    columns = guessed(header, given, stream.name)
    return Opened(islice(_cells(rows, header, columns), skip, None), columns)


def _separator(stream: Stream) -> str:
    """What parts the cells of the header: a comma, or the semicolon or tab of other offices."""
    head = stream.read(LONGEST_HEADER)
    stream.push(head)
    line = head.partition(b"\n")[0]
    return max(SEPARATORS, key=lambda sign: line.count(sign.encode()))


class _Raw(io.RawIOBase):
    """A stream of ours as Python's readers want it."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.since = 0  # bytes since a line began

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self.stream.read(len(buffer))
        last = block.rfind(b"\n")
        self.since = self.since + len(block) if last < 0 else len(block) - last
        if self.since > LONGEST_ROW:
            raise csv.Error(f"a line is longer than {LONGEST_ROW:,} bytes")
        buffer[: len(block)] = block
        return len(block)


def _cells(rows: Iterator[list[str]], header: Sequence[str], columns: Columns) -> Iterator[Asked]:
    holds = [columns.chosen.get(column, "") for column in header]
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except (UnicodeDecodeError, csv.Error) as error:
            yield Unread(f"row {number}", f"cannot be read ({error}); what comes after it was not looked at")
            return
        if row is None:
            return
        if row:
            yield (
                _map(holds, row) if len(row) == len(header) else Unread(f"row {number}", f"has {len(row)} cells, the header {len(header)}")
            )


def _map(holds: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    """A row as a query. Several names of a cell of aliases stand between semicolons."""
    props: dict[str, Any] = {}
    found: dict[str, Any] = {"props": props}
    for key, value in zip(holds, row, strict=True):
        if not key or value in (None, ""):
            continue
        if key in _APART:
            found[key] = value
        else:
            props[key] = [one.strip() for one in str(value).split(";")] if isinstance(value, str) else value
    return found


# ---- Parquet and Arrow


def _parquet(path: Path, given: Mapping[str, str], skip: int) -> Opened:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise InputError(
            f"is no Parquet that can be read ({str(error).splitlines()[0]})", where=shown(path.name), do="write it again"
        ) from error
    columns = guessed(file.schema_arrow.names, given, shown(path.name))
    wanted = [name for name in file.schema_arrow.names if name in columns.chosen]
    return Opened(islice(_batches(file, wanted, columns), skip, None), columns)


def _batches(file: Any, wanted: Sequence[str], columns: Columns) -> Iterator[Asked]:
    done = 0
    try:
        for batch in file.iter_batches(AT_ONCE, columns=wanted):
            yield from _maps(batch, columns)
            done += batch.num_rows
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        what = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        yield Unread(f"after row {done:,}", f"cannot be read ({what}); what comes after it was not looked at")


def maps_of(table: Any) -> Iterator[Asked]:
    """The rows of an Arrow table: with `props` as a map or a struct, or with columns as in a file."""
    names = table.column_names
    columns = Columns({name: name for name in names}, ()) if "props" in names else guessed(names, {}, "table")
    for batch in table.to_batches(max_chunksize=AT_ONCE):
        yield from _maps(batch, columns)


def _maps(batch: Any, columns: Columns) -> Iterator[Asked]:
    holds = [columns.chosen.get(name, "") for name in batch.schema.names]
    cells = [column.to_pylist() for column in batch.columns]
    for row in zip(*cells, strict=True):
        if "props" in holds:
            found = dict(zip(holds, row, strict=True))
            props = found.get("props")
            try:
                yield found | {"props": orjson.loads(props) if isinstance(props, str) else dict(props or {})}
            except (TypeError, ValueError):
                yield Unread("props", "is no object")
        else:
            yield _map(holds, [str(one) if one is not None and not isinstance(one, str | list) else one for one in row])


MATCH = pa.struct(
    [
        ("list", pa.string()),
        ("ref", pa.string()),
        ("name", pa.string()),
        ("score", pa.float64()),
        ("decision", pa.string()),
        ("why", pa.list_(pa.string())),
    ]
)
ANSWER = pa.schema(
    [("id", pa.string()), ("query", pa.string()), ("decision", pa.string()), ("matches", pa.list_(MATCH)), ("unseen", pa.string())]
)


def answers_table(answers: Iterable[Screened]) -> Any:
    """Answers as rows of ANSWER."""
    parts = []
    waiting = iter(answers)
    while block := list(islice(waiting, AT_ONCE)):
        rows = [
            {"id": str(one.id), "query": one.query, "decision": one.decision, "matches": one.matches, "unseen": one.unseen or None}
            for one in block
        ]
        parts.append(pa.Table.from_pylist(rows, ANSWER))
    return pa.concat_tables(parts) if parts else ANSWER.empty_table()


__all__ = ["ANSWER", "BOUNDS", "Columns", "Opened", "answers_table", "guessed", "maps_of", "open_parties"]
