"""Customs files written in a test: rows of Comtrade's short form, of its full export, of BACI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

SHORT = ("period", "reporterCode", "partnerCode", "flowCode", "cmdCode", "netWgt", "cifvalue", "fobvalue", "primaryValue")
# The columns of a download of Comtrade+, in its own order and case.
FULL = [
    "typeCode", "freqCode", "refPeriodId", "refYear", "refMonth", "period", "reporterCode", "reporterISO", "reporterDesc", "flowCode",
    "flowDesc", "partnerCode", "partnerISO", "partnerDesc", "partner2Code", "partner2ISO", "partner2Desc", "classificationCode",
    "classificationSearchCode", "isOriginalClassification", "cmdCode", "cmdDesc", "aggrLevel", "isLeaf", "customsCode", "customsDesc",
    "mosCode", "motCode", "motDesc", "qtyUnitCode", "qtyUnitAbbr", "qty", "isQtyEstimated", "altQtyUnitCode", "altQtyUnitAbbr", "altQty",
    "isAltQtyEstimated", "netWgt", "isNetWgtEstimated", "grossWgt", "isGrossWgtEstimated", "cifvalue", "fobvalue", "primaryValue",
    "legacyEstimationFlag", "isReported", "isAggregate",
]  # fmt: skip
GOOD = {"period": "202304", "reporterCode": "156", "partnerCode": "408", "flowCode": "M", "cmdCode": "270112", "primaryValue": "1000"}


def csv_of(path: Path, rows: Iterable[Mapping[str, str]], columns: Iterable[str] = SHORT) -> Path:
    """Rows by column name -> a CSV file; a name that a row lacks is empty."""
    columns = list(columns)
    lines = [",".join(columns), *(",".join(row.get(name, "") for name in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def short(**cells: str) -> dict[str, str]:
    """A good row of the short form with some cells changed."""
    return {**GOOD, **cells}
