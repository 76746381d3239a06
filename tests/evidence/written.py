"""Rows of claims and of ownership as a test writes them: whole ones, in which it changes single cells."""

from __future__ import annotations

CLAIM = {
    "id": "C-1",
    "claimant": "UN Panel of Experts",
    "measure": "refined petroleum delivered",
    "low": "10",
    "mid": "15.5",
    "high": "20",
    "unit": "bbl",
    "bound": "about",
    "from": "2018-01-01",
    "until": "2018-12-31",
    "said": "2019-03-05",
    "source": "S/2019/171",
    "root": "UN Panel of Experts",
    "note": "",
}
OWNER = {
    "subject": "MV Example",
    "subject_kind": "vessel",
    "relation": "owner",
    "party": "First Shipping Ltd",
    "party_state": "MHL",
    "share_pct": "100",
    "from": "2017-01-01",
    "until": "",
    "said": "2018-06-01",
    "source": "a registry",
    "root": "",
}


def claim(**cells: str) -> dict[str, str]:
    return {**CLAIM, **{name.rstrip("_"): cell for name, cell in cells.items()}}


def owner(**cells: str) -> dict[str, str]:
    return {**OWNER, **{name.rstrip("_"): cell for name, cell in cells.items()}}
