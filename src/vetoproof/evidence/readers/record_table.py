"""A table of the public record in a newer vintage: a CSV with the header of a table of the package, or a form that is retold as one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import PurePath

from vetoproof.evidence import missile_tests
from vetoproof.evidence.columns import Column, Kind, Sheet
from vetoproof.evidence.csv_rows import sheet_rows
from vetoproof.evidence.heads import LONGEST_HEADER, header_of
from vetoproof.evidence.readers.claims import IN_ORDER, NO_SOURCE
from vetoproof.evidence.reading import Reader, Start
from vetoproof.evidence.record import record_folder
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given
from vetoproof.terms.errors import InputError

KINDS: dict[str, Kind] = {
    **{"day": "day", "from": "day", "until": "day", "said": "when"},
    **{"low": "number", "mid": "number", "high": "number", "amount": "number", "value": "number", "bbl": "number"},
}
HAPPENED = (("happened_from", ("from", "day")), ("happened_until", ("until", "day")))


@cache
def headers() -> dict[str, tuple[str, ...]]:
    """The header of each table of the package."""
    return {path.stem: header_of(path.read_bytes()[:LONGEST_HEADER]) for path in sorted(record_folder().glob("*.csv"))}


def table_of(header: tuple[str, ...], name: str) -> str:
    """The table with this header; of several, the one that the file is named after; else empty."""
    fitting = [table for table, columns in headers().items() if columns == header]
    stem = PurePath(name).name.partition(".")[0]
    return stem if stem in fitting else fitting[0] if len(fitting) == 1 else ""


def sheet_of(table: str) -> Sheet:
    """The columns of a table: days and amounts are checked, all cells are kept as they stand."""
    names = headers()[table]
    columns = tuple(
        Column(name, KINDS.get(name, "when" if name == "said" else "text"), name == "id", kept_as="" if name in ("id", "said") else "-")
        for name in names
    )
    cells = ", ".join(f"'{name}', \"{name}\"" for name in names)
    happened = tuple(
        (kept, f"coalesce({', '.join(f'{chr(34)}v {name}{chr(34)}' for name in wanted if name in names)})")
        for kept, wanted in HAPPENED
        if set(wanted) & set(names)
    )
    rules = ((NO_SOURCE,) if "source" in names else ()) + ((IN_ORDER,) if {"from", "until"} <= set(names) else ())
    return Sheet(columns, rules, (("name", f"'{table}'"), ("cells", f"json_object({cells})::VARCHAR"), *happened, *_sourced(names)))


def _sourced(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Source and root, of the row where it has them, else of the file."""
    source = ('"v source"', "nullif($source, '')") if "source" in names else ("nullif($source, '')",)
    root = ('"v root"', "nullif($root, '')") if "root" in names else ("nullif($root, '')",)
    return ("source", f"coalesce({', '.join(source)})"), ("root", f"coalesce({', '.join((*root, *source))})")


def recognise(head: bytes, name: str) -> bool:
    return header_of(head) in headers().values() or missile_tests.is_form(head)


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    head = stream.read(LONGEST_HEADER)
    stream.push(head)
    if missile_tests.is_form(head):
        return sheet_rows(missile_tests.retold(stream), sheet_of(missile_tests.TABLE), given, start)
    head = stream.read(LONGEST_HEADER)
    table = table_of(header_of(head), stream.name)
    if not table:
        raise InputError("has no header of one table of the record", where=stream.name, do=f"name it after one of {', '.join(headers())}")
    stream.push(head)
    return sheet_rows(stream, sheet_of(table), given, start)


READER = Reader(
    "record", "record", "CSV with the header of a table of the package's record, or missile tests in the form of CNS/NTI", recognise, read
)
