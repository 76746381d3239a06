"""Inventories handed in to the UNFCCC, in OpenClimate's form: tonnes of CO2e.

Traps: the Annex I values are those of the 2023 submissions on AR5, whatever the date in `datasource_id` says; the other Parties' file
mixes GWPs, and land use comes in between two years of some (Brazil 2016 to 2020): no path, so every row is kept apart.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
from attrs import evolve

from vetoproof.evidence.climate import open_climate
from vetoproof.evidence.climate.figures import Account, Figures
from vetoproof.terms.unseen import Unseen

ANNEX_I = Account("ghg", "out", "AR5", "national inventories without land use, submissions of 2023")
OTHERS = Account("ghg", "out", "mixed", "national inventories of Parties outside Annex I")
MIXED = "GWPs and accounts are mixed within the series"


def read_annex_1(path: Path) -> Figures:
    return open_climate.read(path, ANNEX_I, "UNFCCC:GHG_ANNEX1")


def read_others(path: Path) -> Figures:
    """No row of it may stand beside another; each is kept apart, with that reason."""
    found = open_climate.read(path, OTHERS, "UNFCCC:GHG_profiles_nonAnnexOne", (Unseen("a path of Parties outside Annex I", MIXED),))
    moved = found.rows.append_column("why", pa.array([MIXED] * found.rows.num_rows, pa.string()))
    return evolve(found, rows=found.rows.slice(0, 0), apart=pa.concat_tables([found.apart, moved]))
