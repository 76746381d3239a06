"""Our World in Data: the chart export of CO2, the long series of all gases, and the wide file `owid-co2-data`.

Traps: continents, income groups and "(GCP)" twins stand beside their members and are kept apart; World and Kosovo have codes of OWID's
own; the long series of all gases has no code at all, so its names must come from a file that has both; `total_ghg_excluding_lucf` is
fossil and industry only, and no inventory without land use: it is read as what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from vetoproof.evidence.climate.codes import KOSOVO
from vetoproof.evidence.climate.figures import Account, Figures, figures_of, read_text
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen

CO2 = Account("co2", "out", "", "CO2 from fossil fuels and cement, Global Carbon Budget by way of Our World in Data")
GHG = Account("ghg", "in", "AR6", "all greenhouse gases with land use by bookkeeping models (Jones et al.), F-gases absent")
LAND_USE = Account("co2", "in", "", "CO2 from land use by bookkeeping models, by way of Our World in Data")
FOSSIL_INDUSTRY = Account("ghg", "out", "AR6", "greenhouse gases of fossil fuels and industry (Jones et al.), farming left out")
COLUMNS: Mapping[str, Account] = {
    "co2": CO2,
    "total_ghg": GHG,
    "land_use_change_co2": LAND_USE,
    "total_ghg_excluding_lucf": FOSSIL_INDUSTRY,
}
BOOKKEEPING = Unseen("the managed-land accounting of inventories", "land use is by bookkeeping models; F-gases are in none of these series")


def read_co2(path: Path) -> Figures:
    """The chart export: tonnes of CO2 by entity and year."""
    names = {
        "entity": ("entity", "Entity"),
        "code": ("iso3", "Code"),
        "year": ("year", "Year"),
        "value": ("co2_tonnes", "Annual CO₂ emissions"),
    }
    table, refused = read_text(path, names)
    return figures_of(table, CO2, refused, per_mt=1e6, party=_states)


def read_ghg(path: Path, codes: Mapping[str, str]) -> Figures:
    """The long series without codes: Mt of CO2e by entity and year. `codes`: entity -> State, see `names_in`."""
    table, refused = read_text(path, {"entity": ("entity", "Entity"), "year": ("year", "Year"), "value": ("total_ghg_mtco2e",)})

    def party(rows: Any) -> Any:
        encoded = rows["entity"].combine_chunks().dictionary_encode()
        known = pa.array([codes.get(name, "") for name in encoded.dictionary.to_pylist()], pa.string())
        return known.take(encoded.indices)

    return figures_of(table, GHG, refused, per_mt=1.0, party=party, unseen=(BOOKKEEPING,))


def read_column(path: Path, column: str) -> Figures:
    """One column of the wide file, in Mt."""
    if column not in COLUMNS:
        raise InputError(f"{column} is no series of emissions that we read", where=path.name, do=f"use {', '.join(COLUMNS)}")
    table, refused = read_text(path, {"entity": ("country",), "code": ("iso_code",), "year": ("year",), "value": (column,)})
    unseen = (BOOKKEEPING,) if COLUMNS[column].land_use == "in" else ()
    return figures_of(table, COLUMNS[column], refused, per_mt=1.0, party=_states, unseen=unseen)


def names_in(path: Path) -> dict[str, str]:
    """Entity -> State, from the wide file."""
    table, _ = read_text(path, {"entity": ("country",), "code": ("iso_code",)})
    pairs = zip(table["entity"].to_pylist(), _states(table).to_pylist(), strict=True)
    return {entity: state for entity, state in pairs if state}


def _states(rows: Any) -> Any:
    """The State of each row: three letters; Kosovo, whose code is OWID's own; empty for an aggregate."""
    code = rows["code"]
    kosovo = pc.or_(pc.equal(code, "OWID_KOS"), pc.and_(pc.equal(code, ""), pc.equal(rows["entity"], "Kosovo")))
    state = pc.if_else(pc.match_substring_regex(code, "^[A-Z]{3}$"), code, "")
    found = pc.if_else(kosovo, KOSOVO, state)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
