"""SDMX (ML, JSON or CSV) -> cells under our names; ML and JSON through `sdmx1`, which the extra [trade] brings.

A message is read whole, so it is bounded. The names of the dimensions differ between publishers: what each stands for is listed below,
and a message without the five that make a flow is refused. Value and weight are two observations there, and one row here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

import pyarrow as pa

from vetoproof.evidence.customs.comtrade import Part
from vetoproof.evidence.reading import Start
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

MOST_BYTES = 200_000_000
INSTALL = "pip install 'vetoproof[trade]'"
STANDS_FOR = {
    "period": ("TIME_PERIOD", "TIME"),
    "reporter": ("REPORTER", "REF_AREA", "REPORTING_AREA", "DECLARANT", "GEO"),
    "partner": ("PARTNER", "COUNTERPART_AREA", "COUNTERPART_AREA_1", "VIS_AREA"),
    "flow": ("TRADE_FLOW", "FLOW", "FLOWS", "STOCKFLOW", "FLOW_TYPE"),
    "hs": ("COMMODITY", "COMMODITY_1", "PRODUCT", "CMD_CODE", "CC", "COMMODITY_CODE", "HS"),
}
MEASURES = ("UNIT_MEASURE", "MEASURE", "INDICATOR", "INDICATORS", "UNIT")
DOLLARS = ("USD", "VALUE_USD", "VALUE_IN_USD", "TRADE_VALUE", "PRIMARYVALUE", "PRIMARY_VALUE", "")
KILOGRAMS = ("KG", "KGM", "NETWGT", "NET_WEIGHT", "NETWEIGHT", "QUANTITY_KG")
FLOWS = {"I": "M", "IMP": "M", "IMPORT": "M", "IMPORTS": "M", "E": "X", "EXP": "X", "EXPORT": "X", "EXPORTS": "X"}
_CODE = re.compile(r"(?:(H[0-6]|HS(?:92|96|02|07|12|17|22)?)[-_:])?([0-9]+|TOTAL)", re.IGNORECASE)
_ML = (b"/resources/sdmxml/schemas/", b"<message:", b"StructureSpecificData", b"GenericData")


def recognise(head: bytes) -> bool:
    begin = head[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begin.startswith(b"<"):
        return any(mark in begin for mark in _ML)
    if begin.startswith(b"{"):
        return b"sdmx" in begin and b'"dataSets"' in head
    header = begin.partition(b"\n")[0].upper().split(b",")
    return header[0].strip(b'" \r') in (b"STRUCTURE", b"DATAFLOW") and any(b"TIME_PERIOD" in cell for cell in header)


def read(stream: Stream, start: Start) -> Iterator[Part]:
    """The one part of a message."""
    text = stream.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise _fault(stream, f"has more than {MOST_BYTES:,} bytes", "split it, or take it as CSV")
    if b"<!DOCTYPE" in text[:100_000] or b"<!ENTITY" in text[:100_000]:
        raise _fault(stream, "declares a document type", "take the message as its publisher gives it")
    plain = text.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"<", b"{")
    rows = list(_merged(_lines(text, stream) if plain else _observations(_library(stream), text, stream), stream))
    cells = pa.table({name: [row.get(name, "") for row in rows] for name in ("revision", "net", "value", *STANDS_FOR)})
    cells = cells.add_column(0, "row", pa.array(range(1, len(rows) + 1), pa.int64()))
    if start.done < len(rows):
        yield Part(cells.slice(start.done), (), len(rows), len(text))


def _library(stream: Stream) -> Any:
    try:
        import sdmx
    except ImportError as error:
        raise _fault(stream, "is SDMX, which needs the package sdmx1", INSTALL) from error
    return sdmx


def _lines(text: bytes, stream: Stream) -> Iterator[tuple[dict[str, str], str]]:
    """SDMX-CSV: one observation a line, its dimensions by name; it needs no library."""
    try:
        for row in csv.DictReader(StringIO(text.decode("utf-8-sig"), newline=""), strict=True):
            names = {str(name).upper().partition(":")[0].strip(): str(cell).partition(":")[0].strip() for name, cell in row.items() if name}
            yield names, names.get("OBS_VALUE", "")
    except (UnicodeDecodeError, csv.Error) as error:
        raise _fault(stream, f"cannot be read as SDMX-CSV ({error})", "save it as UTF-8 CSV") from error


def _observations(sdmx: Any, text: bytes, stream: Stream) -> Iterator[tuple[dict[str, str], str]]:
    """Each observation: its dimensions and attributes by name, in capitals, and its value as text."""
    try:
        message = sdmx.read_sdmx(BytesIO(text))
        found = [(_names(one), str(one.value)) for part in message.data for one in part.obs]
    except Exception as error:  # the library raises what its parsers raise, of many kinds
        raise _fault(stream, f"cannot be read as SDMX ({type(error).__name__})", "take it again, or as CSV") from error
    yield from found


def _names(one: Any) -> dict[str, str]:
    told = {str(name).upper(): str(getattr(value, "value", value)) for name, value in (getattr(one, "attrib", None) or {}).items()}
    return told | {str(value.id).upper(): str(getattr(value.value, "id", value.value)) for value in one.key}


def _merged(observations: Iterator[tuple[dict[str, str], str]], stream: Stream) -> Iterator[dict[str, str]]:
    """Value and weight of one flow, put together; a second value of one kind begins another row."""
    rows: list[dict[str, str]] = []
    open_: dict[tuple[str, ...], dict[str, str]] = {}
    for names, amount in observations:
        row = _row(names, stream)
        kind = _measure(names)
        if not kind:
            continue
        key = tuple(row[name] for name in (*STANDS_FOR, "revision"))
        if key not in open_ or open_[key].get(kind):
            open_[key] = row
            rows.append(row)
        open_[key][kind] = "" if amount in ("nan", "None", "NaN") else amount
    if not rows:
        raise _fault(stream, "holds no value in USD and no weight in kg", "ask for those measures")
    yield from rows


def _row(names: Mapping[str, str], stream: Stream) -> dict[str, str]:
    row = {}
    for ours, theirs in STANDS_FOR.items():
        name = next((one for one in theirs if one in names), None)
        if name is None:
            raise _fault(stream, f"has no dimension for the {ours} ({', '.join(names)})", f"one of {', '.join(theirs)} is read")
        row[ours] = names[name]
    code = _CODE.fullmatch(row["hs"])
    row["revision"] = (code[1] or "") if code else ""
    row["hs"] = code[2] if code else row["hs"]
    row["flow"] = FLOWS.get(row["flow"].upper(), row["flow"])
    row["period"] = re.sub(r"^([0-9]{4})-M?([0-9]{2})$", r"\1\2", row["period"])
    return row


def _measure(names: Mapping[str, str]) -> str:
    """Whether it is the value or the weight; empty: another measure, which is left in the original."""
    said = next((names[name].upper() for name in MEASURES if name in names), "")
    return "value" if said in DOLLARS else "net" if said in KILOGRAMS else ""


def _fault(stream: Stream, what: str, do: str) -> InputError:
    return InputError(what, where=stream.name, do=do)
