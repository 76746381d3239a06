"""Customs statistics: Comtrade+ (CSV, Parquet), BACI (CSV, Parquet), SDMX. Each row is a flow of goods as one side, or both, state it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from vetoproof.evidence.columns import checker
from vetoproof.evidence.customs import baci, cells, comtrade, parquet, sdmx, totals
from vetoproof.evidence.customs.comtrade import Part
from vetoproof.evidence.heads import BOM, header_of
from vetoproof.evidence.reading import HEAD, Reader, Start
from vetoproof.evidence.stream import Stream, open_stream
from vetoproof.evidence.tables import Batch, Given, split
from vetoproof.terms.errors import InputError

PARQUET = b"PAR1"
WANTS = (
    "CSV or Parquet with period, reporterCode, partnerCode, flowCode, cmdCode, primaryValue (Comtrade+), t, i, j, k, v, q (BACI), or SDMX"
)


def recognise(head: bytes, name: str) -> bool:
    if head.startswith(PARQUET):
        columns = parquet.columns_in(head)
        return comtrade.fits(columns) or baci.fits(columns)
    header = header_of(head)
    return comtrade.fits(header) or baci.fits(header) or sdmx.recognise(head)


def read(stream: Stream, given: Given, start: Start) -> Iterator[Batch]:
    """Checked rows, a batch for each part; totals of what is in the file too are refused."""
    found = totals.find(partial(_anew, stream, start.block))
    con = checker()
    cells.prepare(con)
    for part in _parts(stream, start):
        whole = cells.completed(part.cells)
        checked = found.refuse(con, whole, cells.check(con, whole))
        yield split(checked, part.refused, part.done, part.at)


def _anew(stream: Stream, block: int) -> Iterator[Part]:
    """The same file from its beginning."""
    with open_stream(stream.path, stream.name, stream.bounds) as again:
        yield from _parts(again, Start(block=block))


def _parts(stream: Stream, start: Start) -> Iterator[Part]:
    head = stream.read(HEAD)
    stream.push(head)
    if head.startswith(PARQUET):
        return parquet.read(stream, start)
    header = header_of(head)
    if comtrade.fits(header):
        return comtrade.read(stream, start)
    if baci.fits(header):
        return baci.read(stream, start)
    if sdmx.recognise(head):
        return sdmx.read(stream, start)
    told = ", ".join(header)[:80] or head.removeprefix(BOM)[:40].decode("utf-8", "replace")
    raise InputError(f"is no customs file that is known (it begins {told!r})", where=stream.name, do=f"give {WANTS}")


READER = Reader("customs", "customs", WANTS, recognise, read)
