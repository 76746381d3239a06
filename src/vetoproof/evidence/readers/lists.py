"""Lists of names: UN, OFAC, EU, UK, FollowTheMoney, OpenSanctions, own. A file is taken whole or not at all, as a version."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from vetoproof.evidence.lists import taken
from vetoproof.evidence.lists.read import FORMS, form_of, opened, tables
from vetoproof.evidence.reading import Reader, Start, Whole
from vetoproof.evidence.stream import Stream
from vetoproof.evidence.tables import Batch, Given, refusals


def recognise(head: bytes, name: str) -> bool:
    return form_of(head, name) is not None


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    """The entities after the first `start.done`. A file is read from its beginning again: its entities are joined from many places."""
    found, done = opened(stream), start.done
    for table in tables(found, skip=start.done):
        numbers = pa.array(range(done + 1, done + 1 + table.num_rows), pa.int64())
        done += table.num_rows
        said = pa.array([str(found.reading.as_of or given.received)] * table.num_rows, pa.string())
        yield Batch(taken.for_store(table).append_column("said", said).add_column(0, "row", numbers), refusals(()), done, stream.at)


WHOLE = Whole(taken.look, taken.admit, taken.keep, taken.told, taken.dated)
READER = Reader("list", "listed", "; ".join(form.wants for form in FORMS), recognise, read, WHOLE)
