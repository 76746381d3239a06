"""A CSV of yearly emissions -> rows of one form, in Mt; aggregates, doubled years and changes of unit kept apart, wrong rows refused.

Every cell is read as text ("NA" is a State). The checks run over columns, never row by row.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from attrs import frozen

from vetoproof.evidence.stream import open_stream, shown
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

MOST_BYTES, MOST_ROWS, MOST_NAMED = 200_000_000, 5_000_000, 1_000
FIRST_YEAR, LAST_YEAR = 1700, 2100
# A step of this size between two figures is another unit (t, kt, Mt are 1000 apart), not another economy. Series of land use pass
# through zero, and an oil field may open: so the smaller figure must be of some size, or the step out of all measure.
UNIT_STEP, UNIT_FLOOR_MT, UNIT_LEAP = 300.0, 0.1, 1e5
CARBON_TO_CO2 = 3.664  # Global Carbon Budget: "multiply by 3.664 to convert to CO2"

Table = Any  # Arrow has no types


@frozen
class Account:
    """What the figures of a file count, and in which release."""

    gas: Literal["co2", "ghg"]
    land_use: Literal["in", "out"]
    gwp: str
    title: str


@frozen
class Figures:
    """`rows`: entity, party, year, mt, one a party and year. `apart`: the same and why. `refused`: row and why."""

    rows: Table
    apart: Table
    refused: tuple[tuple[int, str], ...]
    account: Account
    unseen: tuple[Unseen, ...] = ()

    def of(self, party: str) -> dict[int, float]:
        """The figures of one party by year."""
        found = self.rows.filter(pc.equal(self.rows["party"], party))
        return dict(zip(found["year"].to_pylist(), found["mt"].to_pylist(), strict=True))

    def aggregate(self, entity: str) -> dict[int, float]:
        """The figures of one aggregate, by its name in the file."""
        found = self.apart.filter(pc.and_(pc.equal(self.apart["entity"], entity), pc.equal(self.apart["why"], AGGREGATE)))
        return dict(zip(found["year"].to_pylist(), found["mt"].to_pylist(), strict=True))


AGGREGATE, TWICE, STEP = "an aggregate", "the year stands twice with different values", "the unit changes inside the series"


def read_text(path: Path, wanted: Mapping[str, tuple[str, ...]]) -> tuple[Table, list[tuple[int, str]]]:
    """The wanted columns as text, under our names; rows of another length are refused. `wanted`: our name -> names in the file."""
    name, refused = shown(path.name), list[tuple[int, str]]()
    with open_stream(path) as stream:
        text = stream.whole(MOST_BYTES)

    def misfit(row: Any) -> str:
        refused.append((row.number or 0, f"has {row.actual_columns} cells, not {row.expected_columns}"))
        return "skip"

    try:
        table = pa_csv.read_csv(
            io.BytesIO(text),
            read_options=pa_csv.ReadOptions(use_threads=False),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=misfit),
            convert_options=pa_csv.ConvertOptions(
                column_types=_all_text(text), strings_can_be_null=False, quoted_strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as CSV ({str(error)[:80]})", where=name, do="save it as UTF-8 CSV with a header") from error
    if table.num_rows > MOST_ROWS:
        raise InputError(f"has more than {MOST_ROWS:,} rows", where=name, do="split it")
    return _named(table, wanted, name), refused


def _all_text(text: bytes) -> dict[str, Any]:
    header = text[: text.find(b"\n")].decode("utf-8", "replace").lstrip("\ufeff")
    return {cell.strip().strip('"'): pa.string() for cell in header.split(",")}


def _named(table: Table, wanted: Mapping[str, tuple[str, ...]], name: str) -> Table:
    found = {}
    for ours, theirs in wanted.items():
        column = next((one for one in theirs if one in table.column_names), None)
        if column is None:
            raise InputError(f"has no column {' or '.join(theirs)}", where=name, do="give the file in its publisher's form")
        found[ours] = pc.utf8_trim_whitespace(table[column].cast(pa.string()).combine_chunks())
    return pa.table(found)


def figures_of(
    table: Table,
    account: Account,
    refused: list[tuple[int, str]],
    *,
    per_mt: float,
    party: Callable[[Table], Any],
    unseen: tuple[Unseen, ...] = (),
) -> Figures:
    """Text columns entity, year, value -> figures. An empty value is no figure; it is neither zero nor refused.

    `per_mt`: units of the file in one Mt. `party`: the code of each row, empty for an aggregate.
    """
    years = _numbers(table["year"], r"^[0-9]{4}$")
    values = _numbers(table["value"], r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?$") / per_mt
    empty = pc.equal(table["value"], "").to_numpy(zero_copy_only=False)
    outside = ~((years >= FIRST_YEAR) & (years <= LAST_YEAR))  # true for what is no number, too
    wrong = outside | (np.isnan(values) & ~empty)
    for row in np.flatnonzero(wrong)[:MOST_NAMED]:
        cell = table["year"][int(row)].as_py() if outside[row] else table["value"][int(row)].as_py()
        refused.append((int(row) + 2, f"{'year' if outside[row] else 'value'} {cell[:40]!r} is not a number of its kind"))
    keep = ~wrong & ~empty
    kept = pa.table({"entity": table["entity"], "party": party(table)}).filter(pa.array(keep))
    kept = kept.append_column("year", pa.array(years[keep].astype(np.int32))).append_column("mt", pa.array(values[keep]))
    rows, apart = _apart(kept)
    return Figures(rows, apart, tuple(sorted(refused)), account, unseen)


def _numbers(column: Any, form: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The numbers of a text column; NaN for what has not the form."""
    good = pc.match_substring_regex(column, form)
    found = pc.if_else(good, column, pa.scalar(None, pa.string())).cast(pa.float64())
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.float64)


def _apart(table: Table) -> tuple[Table, Table]:
    """Rows that may be used, by party and year; and those kept apart, each with its reason."""
    aggregate = pc.equal(table["party"], "").to_numpy(zero_copy_only=False)
    key = pc.if_else(pa.array(aggregate), table["entity"], table["party"])
    order = pc.sort_indices(pa.table({"key": key, "year": table["year"]}), sort_keys=[("key", "ascending"), ("year", "ascending")])
    table, key = table.take(order), key.take(order)
    codes = key.dictionary_encode()
    codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
    place = codes.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    years, values = table["year"].to_numpy(), table["mt"].to_numpy()
    same = (place[1:] == place[:-1]) & (years[1:] == years[:-1])
    differs = same & (values[1:] != values[:-1])
    twice = np.zeros(len(years), bool)
    for cell in {(int(place[n]), int(years[n])) for n in np.flatnonzero(differs)}:
        twice |= (place == cell[0]) & (years == cell[1])
    copies = np.concatenate([[False], same]) & ~twice
    stepped = np.isin(place, _changed_unit(place, values, ~twice & ~copies))
    why = np.where(aggregate[order.to_numpy()], AGGREGATE, np.where(twice, TWICE, np.where(stepped, STEP, "")))
    whole = table.append_column("why", pa.array(why.astype(object), pa.string())).filter(pa.array(~copies))
    free = pc.equal(whole["why"], "")
    return whole.filter(free).drop_columns(["why"]), whole.filter(pc.invert(free))


def _changed_unit(place: Any, values: Any, usable: Any) -> Any:
    """The series in which two figures in a row are so far apart that their units must differ."""
    at, found = place[usable], np.abs(values[usable])
    low, high = np.minimum(found[1:], found[:-1]), np.maximum(found[1:], found[:-1])
    large = (low >= UNIT_FLOOR_MT) & (high > UNIT_STEP * low) | (high > UNIT_LEAP * low)
    jump = (at[1:] == at[:-1]) & (low > 0) & (high >= 1) & large
    return np.unique(at[1:][jump])
