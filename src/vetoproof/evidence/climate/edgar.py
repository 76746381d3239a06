"""EDGAR v8 in OpenClimate's form: tonnes of CO2e on AR5, land use left out.

Traps: the stored file is a fragment (75 actors, gaps in most series, no United States), so it serves as a cross-check and never as a path.
"""

from __future__ import annotations

from pathlib import Path

from vetoproof.evidence.climate import open_climate
from vetoproof.evidence.climate.figures import Account, Figures
from vetoproof.terms.unseen import Unseen

GHG = Account("ghg", "out", "AR5", "all greenhouse gases without land use, EDGAR v8")
FRAGMENT = Unseen(
    "most States and years of EDGAR", "the file is a fragment: 75 actors, a median of about eight years each, no United States"
)


def read(path: Path) -> Figures:
    return open_climate.read(path, GHG, "EDGAR", (FRAGMENT,))
