"""A file -> the list that it is: its form known by content, its entities checked, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import frozen

from vetoproof.evidence.heads import header_of, readable
from vetoproof.evidence.lists import eu, eu_csv, ftm, ofac_advanced, ofac_csv, ofac_xml, own, simple, uk, uk_csv, un
from vetoproof.evidence.lists.bounds import checked
from vetoproof.evidence.lists.csvs import AGAIN
from vetoproof.evidence.lists.forms import MAIN, Form, Reading
from vetoproof.evidence.lists.tables import LISTED, Entity, ListFile, table_of
from vetoproof.evidence.reading import HEAD
from vetoproof.evidence.stream import BOUNDS, Bounds, Stream, open_stream, shown
from vetoproof.terms.errors import InputError

FORMS: tuple[Form, ...] = (
    un.FORM, ofac_xml.FORM, ofac_advanced.FORM, eu.FORM, uk.FORM, ftm.FORM, simple.FORM, eu_csv.FORM, uk_csv.FORM,
    ofac_csv.MAIN_FORM, ofac_csv.ALT_FORM, ofac_csv.ADD_FORM, ofac_csv.COMMENTS_FORM, own.FORM,
)  # fmt: skip
AT_ONCE = 4_096  # entities in one table
TOGETHER = "give each party a number of its own, and put the rows of one number one after the other"


def form_of(head: bytes, name: str) -> Form | None:
    """The form that a file has, by its first bytes."""
    return next((form for form in FORMS if form.recognise(head, name)), None)


@frozen(eq=False)
class Opened:
    """A file whose form is known."""

    form: Form
    reading: Reading

    def entities(self) -> Iterator[Entity]:
        """Every entity, checked; at the end, that there are as many as the file itself says."""
        main, refs, count = self.form.part in MAIN, set[str](), 0
        for one in checked(self.form.read(self.reading), self.reading.stream.name, named=main):
            if main and one.ref in refs:
                raise _fault(self.reading, f"has {one.ref!r} twice", TOGETHER if self.form is own.FORM else AGAIN)
            refs.add(one.ref)
            count += 1
            yield one
        if not count:
            raise _fault(self.reading, "is a list with nobody on it")
        if self.reading.stated not in (None, count):
            raise _fault(self.reading, f"says that it has {self.reading.stated:,} records, and {count:,} were found")


def _fault(reading: Reading, what: str, do: str = AGAIN) -> InputError:
    return InputError(what, where=reading.stream.name, do=do)


def opened(stream: Stream) -> Opened:
    """The form of a stream. The stream is at its beginning before and after."""
    head = stream.read(HEAD)
    stream.push(head)
    readable(head, stream.name)
    form = form_of(head, stream.name) or (own.FORM if own.can_be(head) else None)
    if form is None:
        raise InputError(f"is no list of a known form{_found_in(head)}", where=stream.name, do="; ".join(one.wants for one in FORMS))
    return Opened(form, Reading(stream, form.list_name(head, stream.name) if form.list_name else form.list))


def _found_in(head: bytes) -> str:
    """What stands there instead, if it is a table."""
    header = header_of(head)
    columns = ", ".join(shown(cell) for cell in header)
    return f": of its columns ({columns[:120]}) none is called `name`" if len(header) > 1 else ""


def tables(found: Opened, skip: int = 0) -> Iterator[Any]:
    """The entities as tables of LISTED, a few thousand at a time; without the first `skip`."""
    entities = islice(found.entities(), skip, None)
    while part := list(islice(entities, AT_ONCE)):
        table = table_of(found.reading.name, part)
        found.reading.doubts.add(table)
        yield table


def read_list(path: Path, *, name: str = "", as_of: date | None = None, bounds: Bounds = BOUNDS) -> ListFile:
    """A list out of one file. `as_of`: its day, where the file itself states none. `name`: what the file was called where it came from."""
    from vetoproof.evidence.originals import hash_of

    with open_stream(Path(path), shown(name or Path(path).name), bounds) as stream:
        found = opened(stream)
        parts = list(tables(found))
    rows = pa.concat_tables(parts) if parts else LISTED.empty_table()
    reading = found.reading
    return ListFile(reading.name, hash_of(Path(path)), reading.as_of or as_of, rows, found.form.name, found.form.part, notes(reading))


def notes(reading: Reading) -> tuple[str, ...]:
    """What was not taken, by its name and how often (the rest of it is in the original), and what was taken and cannot be right."""
    told = sorted(reading.ignored.items(), key=lambda one: (-one[1], one[0]))[:12]
    left = (f"not taken: {', '.join(f'{name} ({many:,})' for name, many in told)}",) if told else ()
    return (*left, *reading.doubts.told)
