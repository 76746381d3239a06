"""The public files of ../shared/data/climate -> the climate tables of the record, for the parties of the regime only.

    tools/climate_record.py            writes src/vetoproof/record/climate_*.csv
    tools/climate_record.py --check    exit 1 if a table there is another

Within the licences that SOURCES.md states: nothing of IGES, Net Zero Tracker or PRIMAP; UNFCCC values unchanged and with their source.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vetoproof.evidence.climate import gcb, owid, registry, unfccc
from vetoproof.evidence.climate.codes import EU_27, UNION
from vetoproof.evidence.record import record_folder
from vetoproof.regime.load import load_regime

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("VETOPROOF_SHARED") or ROOT.parent / "shared") / "data/climate"
FIRST = 1970  # the maximum of each party's path lies after it (tests/emissions/test_record.py)
INVENTORY_FIRST = 1990
OWID_2024, GCB_2019, GCB_2022, GCB_2025, CRF_2023 = "owid-2024", "gcb-2019", "gcb-2022", "gcb-2025", "crf-2023"
EU_NAME = "European Union (27)"
Row = tuple[str, ...]

VINTAGES: tuple[Row, ...] = (  # id, vintage, account, gas, land_use, gwp, counted_in, said, root, source, note
    (f"fossil_co2-{GCB_2019}", GCB_2019, "fossil_co2", "co2", "out", "", "Mt", "2019-12-04", "Global Carbon Project",
     "openclimatedata/global-carbon-budget @ 122c7639 data/territorial-emissions.csv (CDIAC, UNFCCC, BP)",
     "Global Carbon Budget 2019, Mt of carbon x 3.664; conditional on citing the original data sources; "
     "its EUU is the Union of 28 and is left out"),
    (f"fossil_co2-{GCB_2022}", GCB_2022, "fossil_co2", "co2", "out", "", "Mt", "2022-11-11", "Global Carbon Project",
     "Open-Earth-Foundation/OpenClimate @ 822037b7 GCB_2022/EmissionsAgg.csv; doi 10.18160/gcp-2022",
     "EUU is the sum of its 27 members, added up by us"),
    (f"fossil_co2-{OWID_2024}", OWID_2024, "fossil_co2", "co2", "out", "", "Mt", "2024-11-13", "Global Carbon Project",
     "owid/co2-data, release of late 2024 (Global Carbon Budget 2024), CC BY 4.0", "2004 on"),
    (f"fossil_co2-{GCB_2025}", GCB_2025, "fossil_co2", "co2", "out", "", "Mt", "2025-11-13", "Global Carbon Project",
     "Our World in Data, Annual CO2 emissions; Global Carbon Budget 2025, CC BY 4.0, doi 10.18160/GCP-2025",
     "vintage inferred: data through 2024"),
    (f"inventory_ghg-{CRF_2023}", CRF_2023, "inventory_ghg", "ghg", "out", "AR5", "Mt", "2023-11-03", "UNFCCC",
     "Open-Earth-Foundation/OpenClimate @ 822037b7 UNFCCC_Annex1/EmissionsAgg.csv, inventories submitted in 2023",
     "values unchanged; EUU is the sum of its 27 members, added up by us"),
    (f"land_use_co2-{OWID_2024}", OWID_2024, "land_use_co2", "co2", "in", "", "Mt", "2024-11-13", "Global Carbon Project",
     "owid/co2-data, release of late 2024, CC BY 4.0", "bookkeeping models, not the managed-land accounting of inventories"),
    (f"fossil_industry_ghg-{OWID_2024}", OWID_2024, "fossil_industry_ghg", "ghg", "out", "AR6", "Mt", "2024-11-13", "Jones et al.",
     "owid/co2-data, release of late 2024, CC BY 4.0",
     "total_ghg_excluding_lucf: farming is left out, so it is no inventory without land use"),
    (f"total_ghg-{OWID_2024}", OWID_2024, "total_ghg", "ghg", "in", "AR6", "Mt", "2024-11-13", "Jones et al.",
     "Our World in Data, total greenhouse gases; Jones et al. 2024, CC BY 4.0", "land use by bookkeeping models; no F-gases"),
)  # fmt: skip
LETTER = {"fossil_co2": "f", "total_ghg": "t", "land_use_co2": "l", "inventory_ghg": "i", "fossil_industry_ghg": "n"}
OUTPUT = ("CHN", "IND")  # whose promises count by GDP
SAID = {row[0]: row[7] for row in VINTAGES}

# What each report of the OECD came out as. The rows of 2020 and 2021 were read in the reports named, before the vintage of 2024.
OECD_SAID = {
    "oecd-2015": "2015-10",
    "oecd-2020": "2020-11",
    "oecd-2021": "2021-09-17",
    "oecd-2024": "2024-05-29",
    "oecd-2026": "2026-05-21",
}
READ_EARLIER = {"oecd-2020": "2022-07-29", "oecd-2021": "2023-11-16"}  # by the id of the row

LEVELS: tuple[Row, ...] = (  # id, party, metric, year, from, until, value, unit, said, root, source, note
    ("nonfossil-capacity-IND-2025-06", "IND", "nonfossil_capacity", "2025", "2025-06-30", "2025-06-30", "242.8", "GW", "2025-07",
     "Government of India", "government statements, by way of the pledge list of 2026-11-24", "of 484.8 GW"),
    ("nonfossil-share-IND-2025-06", "IND", "nonfossil_share_of_capacity", "2025", "2025-06-30", "2025-06-30", "50.08", "percent", "2025-07",
     "Government of India", "government statements, by way of the pledge list of 2026-11-24", "242.8 of 484.8 GW"),
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the climate tables of the record.")
    parser.add_argument("--check", action="store_true", help="only say whether they are as they would be written")
    check = parser.parse_args().check
    stale = []
    for name, text in tables().items():
        path = record_folder() / f"{name}.csv"
        if not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, "utf-8")
    print(*(f"{name}: {'differs' if check else 'written'}" for name in stale), sep="\n", end="\n" if stale else "")
    return 1 if check and stale else 0


def tables(data: Path = DATA) -> dict[str, str]:
    """The text of each table."""
    parties = sorted(
        {party for name, group in load_regime("net-zero").vocabulary.groups.items() if group.ever == (name,) for party in group.ever}
    )
    return {
        "climate_emissions": _csv("id,party,year,account,vintage,mt,said", emissions(data, parties)),
        "climate_finance": _csv(
            "id,party,metric,year,from,until,value,unit,vintage,partial,status,goal,said,root,source,note", finance(data / "finance.csv")
        ),
        "climate_levels": _csv("id,party,metric,year,from,until,value,unit,vintage,said,root,source,note", levels(data)),
        "climate_submissions": _csv("id,party,day,kind,title,status,said,root,source", submissions(data)),
        "climate_vintages": _csv("id,vintage,account,gas,land_use,gwp,counted_in,said,root,source,note", VINTAGES),
    }


def emissions(data: Path, parties: list[str]) -> Iterator[Row]:
    wide, names = data / "owid-co2-2000on.csv.gz", owid.names_in(data / "owid-co2-2000on.csv.gz")
    long, total = owid.read_co2(data / "co2-fossil-by-country.csv.gz"), owid.read_ghg(data / "ghg-total-by-country.csv.gz", names)
    columns = {"fossil_co2": owid.read_column(wide, "co2"), "land_use_co2": owid.read_column(wide, "land_use_change_co2")}
    industry = owid.read_column(wide, "total_ghg_excluding_lucf")
    old, older = gcb.read_release(data / "gcb2022-fossil-co2.csv.gz"), gcb.read_territorial(data / "gcb2020-territorial-mtc.csv.gz")
    inventory = unfccc.read_annex_1(data / "unfccc-annex1-ghg.csv.gz")
    for party in parties:
        union = party == UNION
        yield from _years("fossil_co2", GCB_2025, party, long.aggregate(EU_NAME) if union else long.of(party), FIRST)
        yield from _years("total_ghg", OWID_2024, party, total.aggregate(EU_NAME) if union else total.of(party), FIRST)
        for series, found in columns.items():
            yield from _years(series, OWID_2024, party, found.aggregate(EU_NAME) if union else found.of(party), FIRST)
        if party in OUTPUT:
            yield from _years("fossil_industry_ghg", OWID_2024, party, industry.of(party), FIRST)
        yield from _years("fossil_co2", GCB_2022, party, _sum(old.of) if union else old.of(party), FIRST)
        yield from _years("fossil_co2", GCB_2019, party, {} if union else older.of(party), FIRST)
        yield from _years("inventory_ghg", CRF_2023, party, _sum(inventory.of) if union else inventory.of(party), INVENTORY_FIRST)


def _sum(of: object) -> dict[int, float]:
    """The Union as the sum of its members, for the years that all of them have."""
    members = [of(member) for member in EU_27]  # type: ignore[operator]
    years = sorted(set.intersection(*(set(one) for one in members)))
    return {year: sum(one[year] for one in members) for year in years}


def _years(series: str, vintage: str, party: str, found: Mapping[int, float], first: int) -> Iterator[Row]:
    for year, mt in found.items():
        if year >= first:
            yield f"{vintage}-{LETTER[series]}-{party}-{year}", party, str(year), series, vintage, _plain(mt), SAID[f"{series}-{vintage}"]


def _plain(mt: float) -> str:
    return f"{mt:.6f}".rstrip("0").rstrip(".")


def finance(path: Path) -> Iterator[Row]:
    """Sums of the developed countries, one vintage a row; the goals are in the law."""
    with path.open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["kind"] == "observation"]
    for row in rows:
        public = row["metric"] == "adaptation" and row["public_usd_bn"]
        base = (row["id"], row["metric"], row["value_usd_bn"])
        again = (f"{row['id']}-public", "adaptation_public", row["public_usd_bn"])
        for id_, metric, value in (base, again) if public else (base,):
            said = READ_EARLIER.get(row["id"]) or OECD_SAID[row["vintage"]]
            partial = (
                "yes" if metric == "total_provided_and_mobilised" and not row["private_mobilised_usd_bn"] and row["public_usd_bn"] else "no"
            )
            status = "superseded" if "OLD VINTAGE" in row["note"] else "latest"
            year = row["year"]
            note = "; ".join(part for part in (row["note"], f"confidence {row['confidence']}") if part)
            yield (
                id_, "developed", metric, year, f"{year}-01-01", f"{year}-12-31", value, "USD bn", row["vintage"], partial, status,
                row["goal_usd_bn"], said, "OECD", row["source"], note,
            )  # fmt: skip


def levels(data: Path) -> Iterator[Row]:
    yield from ((*row[:8], "", *row[8:]) for row in LEVELS)
    for party in OUTPUT:
        for year, gdp in _gdp(data / "owid-co2-2000on.csv.gz", party):
            yield (
                f"gdp-{party}-{year}", party, "gdp", year, f"{year}-01-01", f"{year}-12-31", gdp, "USD of 2011", OWID_2024, "2024-11-13",
                "Maddison Project", "owid/co2-data, release of late 2024, CC BY 4.0", "international dollars of 2011",
            )  # fmt: skip


def _gdp(path: Path, party: str) -> Iterator[tuple[str, str]]:
    from vetoproof.evidence.climate.figures import read_text

    table, _ = read_text(path, {"code": ("iso_code",), "year": ("year",), "gdp": ("gdp",)})
    yield from ((row["year"], _plain(float(row["gdp"]))) for row in table.to_pylist() if row["code"] == party and row["gdp"])


def submissions(data: Path) -> Iterator[Row]:
    source = "openclimatedata/ndcs @ 519d9f54 (2026-08-19), NDC registry"
    for one in registry.read(data / "ndc-registry.csv.gz").documents:
        title = " ".join(one.title.replace("\u200b", " ").split())
        yield f"ndc-{one.party}-{one.day}-{one.kind}", one.party, str(one.day), one.kind, title, one.status, str(one.day), "UNFCCC", source


def _csv(header: str, rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(sorted(rows, key=lambda row: row[0]))
    return text.getvalue()


if __name__ == "__main__":
    sys.exit(main())
