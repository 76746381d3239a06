"""The sums that SOURCES.md says hold, and its figures on vintages: tried on the given files, read by our readers."""

import csv
from pathlib import Path as File

import pytest

from vetoproof.detect.emissions.groups import conserved, sum_of
from vetoproof.detect.emissions.pace import cut_pct
from vetoproof.detect.emissions.path import Path, ratio
from vetoproof.detect.emissions.peak import revision_pct
from vetoproof.evidence.climate import edgar, gcb, owid, registry, unfccc
from vetoproof.evidence.climate.codes import ALPHA_3, EU_27, UNION
from vetoproof.evidence.climate.figures import Figures, read_text


def paths(figures: Figures) -> dict[str, Path]:
    return {party: Path.of(figures.of(party), "Mt") for party in sorted(set(figures.rows["party"].to_pylist()))}


def test_states_and_bunkers_make_the_world(fossil: Figures) -> None:
    states = sum(path.at(2024) or 0.0 for path in paths(fossil).values())
    air, sea = (fossil.aggregate(name)[2024] for name in ("International aviation", "International shipping"))
    assert (round(states, 1), round(air, 1), round(sea, 1)) == (37406.1, 569.0, 623.4)
    check = conserved(fossil.aggregate("World")[2024], (states, air, sea))
    assert round(check.stated, 1) == 38598.6
    assert check.holds(within=0.1)


@pytest.mark.parametrize("year", [1990, 2005, 2021, 2024])
def test_the_union_is_the_sum_of_its_members(fossil: Figures, year: int) -> None:
    stated = fossil.aggregate("European Union (27)")[year]
    assert conserved(stated, [sum_of(paths(fossil), EU_27, year)]).holds(within=0.1)


def test_adding_every_row_counts_the_world_six_times(fossil: Figures) -> None:
    every = sum(row["mt"] for table in (fossil.rows, fossil.apart) for row in table.to_pylist() if row["year"] == 2024)
    assert round(every / fossil.aggregate("World")[2024], 2) == 6.36


def test_the_parts_of_climate_finance_make_the_total(files: File) -> None:
    with (files / "finance.csv").open(encoding="utf-8") as text:
        rows = [row for row in csv.DictReader(text) if row["metric"] == "total_provided_and_mobilised"]
    parts = ("bilateral_public_usd_bn", "multilateral_public_usd_bn", "export_credits_usd_bn", "private_mobilised_usd_bn")
    whole = [row for row in rows if all(row[part] for part in parts) and row["value_usd_bn"]]
    assert len(whole) == 8
    for row in whole:
        assert conserved(float(row["value_usd_bn"]), [float(row[part]) for part in parts]).holds(within=0.051), row["id"]


@pytest.mark.parametrize(
    ("party", "moved"), [("CHN", 2.26), ("TUR", 12.70), ("ARG", -8.89), ("ZAF", 8.64), ("SAU", -7.98), ("MEX", -5.05), ("RUS", -4.56)]
)
def test_a_new_year_is_revised(files: File, fossil: Figures, party: str, moved: float) -> None:
    before = owid.read_column(files / "owid-co2-2000on.csv.gz", "co2")
    found = revision_pct(Path.of(before.of(party), "Mt"), Path.of(fossil.of(party), "Mt"))
    assert found is not None and round(found, 2) == moved


def test_china_2021_fell_between_two_releases(files: File, fossil: Figures) -> None:
    before = gcb.read_release(files / "gcb2022-fossil-co2.csv.gz")
    found = revision_pct(Path.of(before.of("CHN"), "Mt"), Path.of(fossil.of("CHN"), "Mt"))
    assert found is not None and round(found, 2) == -1.64


def test_carbon_is_put_into_co2_and_the_union_of_28_is_kept_apart(files: File) -> None:
    found = gcb.read_territorial(files / "gcb2020-territorial-mtc.csv.gz")
    assert UNION not in found.rows["party"].to_pylist()
    assert round(found.aggregate("EUU")[2018]) == 3445
    assert round(found.of("CHN")[2018]) == 10065


def test_namibia_is_a_state(files: File) -> None:
    assert ALPHA_3["NA"] == "NAM"
    assert len(gcb.read_release(files / "gcb2022-fossil-co2.csv.gz").of("NAM")) == 31


def test_the_long_series_of_all_gases_is_the_wide_file(files: File) -> None:
    wide = owid.read_column(files / "owid-co2-2000on.csv.gz", "total_ghg")
    long = owid.read_ghg(files / "ghg-total-by-country.csv.gz", owid.names_in(files / "owid-co2-2000on.csv.gz"))
    for party in ("CHN", "IND", "USA", "RUS", "BRA"):
        assert wide.of(party) == {year: mt for year, mt in long.of(party).items() if year in wide.of(party)}


def test_the_us_inventory_is_that_of_2023_whatever_its_tag_says(files: File) -> None:
    found = unfccc.read_annex_1(files / "unfccc-annex1-ghg.csv.gz").of("USA")
    assert (round(found[1990], 1), round(found[2021], 1)) == (6487.3, 6340.2)


def test_inventories_outside_annex_1_and_edgar_give_no_path(files: File) -> None:
    others = unfccc.read_others(files / "unfccc-nonannex1-ghg.csv.gz")
    assert (others.rows.num_rows, others.apart.num_rows) == (0, 925)
    fragment = edgar.read(files / "edgar-v8-ghg.csv.gz")
    assert fragment.of("USA") == {} and fragment.unseen


def test_the_output_of_india_by_the_gdp_on_record(files: File) -> None:
    """22.9 % below 2005 in 2022, on fossil fuels and industry; the Party counts otherwise."""
    table, _ = read_text(files / "owid-co2-2000on.csv.gz", {"code": ("iso_code",), "year": ("year",), "gdp": ("gdp",)})
    gdp = {int(row["year"]): float(row["gdp"]) for row in table.to_pylist() if row["code"] == "IND" and row["gdp"]}
    above = Path.of(owid.read_column(files / "owid-co2-2000on.csv.gz", "total_ghg_excluding_lucf").of("IND"), "Mt", vintage="one")
    found = ratio(above, Path.of(gdp, "USD", vintage="one"))
    assert (found.last, round(cut_pct(found, 2005), 1)) == (2022, 22.9)


def test_land_use_of_the_five_is_above_a_tenth(files: File) -> None:
    wide = files / "owid-co2-2000on.csv.gz"
    part, whole = owid.read_column(wide, "land_use_change_co2"), owid.read_column(wide, "total_ghg")
    for party in ("BRA", "IDN", "ARG", "CAN", "AUS"):
        assert 100 * part.of(party)[2023] / whole.of(party)[2023] > 10


def test_the_registry_has_each_document_once(files: File) -> None:
    found = registry.read(files / "ndc-registry.csv.gz")
    assert found.apart["an addendum without a day"] == 84
    assert found.apart["a translation"] == 53
    assert found.apart["the Union's document under a member's name"] == 4 * 27
    assert not {one.party for one in found.documents} & set(EU_27)
    assert len(found.documents) + sum(found.apart.values()) == 741
    assert not found.refused
