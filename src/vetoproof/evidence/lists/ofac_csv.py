"""OFAC's comma-separated files (sdn, alt, add, sdn_comments; no header, "-0-" is null) -> entities, or parts of them by ent_num.

The files make one list together: the reader of each gives what it holds, and `versions` joins them by number when they are read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from vetoproof.evidence.lists.csvs import AGAIN, rows
from vetoproof.evidence.lists.forms import Form, Reading
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.ofac_remarks import with_these_remarks
from vetoproof.evidence.lists.tables import Alias, Entity, Link
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

NULL = "-0-"
KINDS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane", "": "Organization"}
MAIN, ALT, ADD, COMMENTS = "sdn", "alt", "add", "comments"
WIDTH = {MAIN: 12, ALT: 5, ADD: 6, COMMENTS: 2}
SORTS = ("aka", "fka", "nka")
SDN, OTHERS = "OFAC SDN", "OFAC Consolidated (non-SDN)"
_NUMBER = re.compile(r"\d{1,9}")
_PROGRAMS = re.compile(r"\]\s*\[|;\s*")
_FIRST = 5  # rows that must look like the form before it is taken for it


def shape_of(head: bytes) -> str:
    """Which of the four files it is, by its first row (two columns are few, so there by several); empty if none."""
    text = csv.reader(head[:65_536].decode("utf-8", "ignore").splitlines(), strict=True)
    found: list[list[str]] = []
    with suppress(csv.Error):  # torn further down, which is for the reader to say
        found.extend([cell.strip() for cell in row] for row in islice(text, _FIRST) if row and row != ["\x1a"])
    part = next((part for part in WIDTH if found and _fits(part, found[0])), "")
    return part if part != COMMENTS or all(_fits(part, row) for row in found) else ""


def _fits(part: str, row: list[str]) -> bool:
    if len(row) != WIDTH[part] or not _NUMBER.fullmatch(row[0]):
        return False
    if part == MAIN:
        return _null(row[2]) in KINDS
    if part in (ALT, ADD):
        return bool(_NUMBER.fullmatch(row[1])) and (part == ADD or row[2].lower() in SORTS)
    return bool(row[1]) and not _NUMBER.fullmatch(row[1])


def list_name(head: bytes, name: str) -> str:
    """The consolidated list of others has the very same form; only the names of its files (cons_prim.csv) tell."""
    return OTHERS if name.lower().startswith("cons_") else SDN


def _null(cell: str) -> str:
    return "" if cell.strip() == NULL else cell.strip()


def _untouched(cell: str) -> str:
    """Remarks with the blanks at their ends: they may go on in sdn_comments.csv, cut anywhere."""
    return "" if cell.strip() in (NULL, "") else cell


def _rows(stream: Stream, part: str) -> Iterator[tuple[int, list[str]]]:
    for number, row in rows(stream):
        if len(row) != WIDTH[part] or not _NUMBER.fullmatch(row[0].strip()):
            raise InputError(
                f"has {len(row)} cells in row {number:,} where {part}.csv has {WIDTH[part]}, the first a number: it is cut off or torn",
                where=stream.name, do=AGAIN,
            )  # fmt: skip
        cells = ["" if cell == NULL else cell for cell in map(str.strip, row)]
        if part in (MAIN, COMMENTS):
            cells[-1] = _untouched(row[-1])
        yield number, cells


def read_main(reading: Reading) -> Iterator[Entity]:
    for number, row in _rows(reading.stream, MAIN):
        if row[2] not in KINDS:
            raise InputError(f"{row[2][:40]!r} is no type (row {number:,})", where=reading.stream.name, do=AGAIN)
        if row[6] or row[7] or row[8]:
            reading.ignore(name for name, cell in (("vessel type", row[6]), ("tonnage", row[7]), ("GRT", row[8])) if cell)
        cells: dict[str, Any] = {
            "ref": row[0],
            "kind": KINDS[row[2]],
            "name": row[1],
            "programs": tuple(filter(None, _PROGRAMS.split(row[3]))),
            "titles": (row[4],) if row[4] else (),
            "call_sign": row[5],
            "flag": row[9],
            "links": (Link("owner", name=row[10]),) if row[10] else (),
        }
        yield with_these_remarks(cells, row[11])


def read_alt(reading: Reading) -> Iterator[Entity]:
    def one(row: list[str]) -> Entity:
        return Entity(ref=row[0], aliases=(Alias(row[3], "strong", row[2].lower()),) if row[3] else ())

    return _joined(reading, ALT, one)


def read_add(reading: Reading) -> Iterator[Entity]:
    def one(row: list[str]) -> Entity:
        place = ", ".join(filter(None, row[2:5]))
        return Entity(ref=row[0], addresses=(place,) if place else (), countries=(row[4],) if row[4] else ())

    return _joined(reading, ADD, one)


def read_comments(reading: Reading) -> Iterator[Entity]:
    """What did not fit into the thousand characters of the remarks."""
    return _joined(reading, COMMENTS, lambda row: Entity(row[0], remarks=row[1]))


def _joined(reading: Reading, part: str, one: Callable[[list[str]], Entity]) -> Iterator[Entity]:
    """Rows with one number that follow each other are one entity; where they do not, they are joined when the list is read."""
    for _, some in groupby((row for _, row in _rows(reading.stream, part)), key=itemgetter(0)):
        made = list(map(one, some))
        if len(made) == 1:
            yield made[0]
            continue
        whole = Gather(made[0].ref)
        for more in made:
            whole.add(more)
        yield whole.entity("")


def _form(part: str, wants: str, read: Callable[[Reading], Iterator[Entity]]) -> Form:
    return Form(f"ofac-{part}-csv", SDN, wants, lambda head, _: shape_of(head) == part, read, part, list_name)


MAIN_FORM = _form(MAIN, "CSV of 12 columns without a header, sdn.csv", read_main)
ALT_FORM = _form(ALT, "CSV of 5 columns without a header, alt.csv", read_alt)
ADD_FORM = _form(ADD, "CSV of 6 columns without a header, add.csv", read_add)
COMMENTS_FORM = _form(COMMENTS, "CSV of 2 columns without a header, sdn_comments.csv", read_comments)
