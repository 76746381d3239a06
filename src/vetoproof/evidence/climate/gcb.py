"""The Global Carbon Budget: OpenClimate's table of the 2022 release, and the territorial table in million tonnes of carbon.

Traps: the territorial file counts carbon (times 3.664 for CO2), and its repository's name is a year later than its release; its EUU is
the Union of 28, so it is kept apart; its regions have names where States have codes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from vetoproof.evidence.climate import open_climate
from vetoproof.evidence.climate.codes import UNION
from vetoproof.evidence.climate.figures import CARBON_TO_CO2, Account, Figures, figures_of, read_text
from vetoproof.terms.unseen import Unseen

CO2 = Account("co2", "out", "", "CO2 from fossil fuels and cement, Global Carbon Budget")
NO_UNION = Unseen("the European Union as a row", "the file has its members only, or the Union of 28: add up the 27")


def read_release(path: Path) -> Figures:
    """Tonnes of CO2, in OpenClimate's form."""
    return open_climate.read(path, CO2, "GCB", (NO_UNION,))


def read_territorial(path: Path) -> Figures:
    """Million tonnes of carbon by code and year -> Mt of CO2."""
    table, refused = read_text(path, {"entity": ("Code",), "year": ("Year",), "value": ("Emissions",)})

    def party(rows: Any) -> Any:
        state = pc.and_(pc.match_substring_regex(rows["entity"], "^[A-Z]{3}$"), pc.not_equal(rows["entity"], UNION))
        return pc.if_else(state, rows["entity"], "")

    return figures_of(table, CO2, refused, per_mt=1 / CARBON_TO_CO2, party=party, unseen=(NO_UNION,))
