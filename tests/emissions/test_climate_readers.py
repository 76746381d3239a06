"""What a file of emissions may do to a reader: refused or kept apart, and said; and how long a large one takes."""

import gzip
from pathlib import Path

import pytest

from vetoproof.evidence.climate import edgar, gcb, owid, registry, unfccc
from vetoproof.evidence.climate.figures import AGGREGATE, STEP, TWICE, Figures
from vetoproof.terms.errors import InputError

HEADER = "entity,iso3,year,co2_tonnes\n"


def co2(tmp_path: Path, rows: str, header: str = HEADER) -> Figures:
    file = tmp_path / "co2.csv"
    file.write_text(header + rows, "utf-8")
    return owid.read_co2(file)


def why(figures: Figures) -> list[str]:
    return figures.apart["why"].to_pylist()


def test_tonnes_become_mt(tmp_path: Path) -> None:
    assert co2(tmp_path, "China,CHN,2024,12289036992\n").of("CHN") == {2024: pytest.approx(12289.036992)}


def test_an_aggregate_is_kept_apart_from_its_members(tmp_path: Path) -> None:
    found = co2(tmp_path, "China,CHN,2024,5\nAsia,,2024,9\nWorld,OWID_WRL,2024,10\nKosovo,OWID_KOS,2024,1\n")
    assert sorted(found.rows["party"].to_pylist()) == ["CHN", "XKX"]
    assert why(found) == [AGGREGATE] * 2


def test_a_year_with_two_values_is_used_in_neither(tmp_path: Path) -> None:
    found = co2(tmp_path, "China,CHN,2023,5\nChina,CHN,2024,5\nChina,CHN,2024,6\n")
    assert (list(found.of("CHN")), why(found)) == ([2023], [TWICE] * 2)


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    found = co2(tmp_path, "China,CHN,2024,5\nChina,CHN,2024,5\n")
    assert (list(found.of("CHN")), why(found)) == ([2024], [])


def test_a_change_of_unit_inside_a_series_is_kept_apart(tmp_path: Path) -> None:
    found = co2(tmp_path, "China,CHN,2022,12000000000\nChina,CHN,2023,12100000\nIndia,IND,2022,3000000000\nIndia,IND,2023,3100000000\n")
    assert (list(found.of("IND")), why(found)) == ([2022, 2023], [STEP] * 2)


def test_an_oil_field_that_opens_is_no_change_of_unit(tmp_path: Path) -> None:
    assert list(co2(tmp_path, "Venezuela,VEN,1931,3717\nVenezuela,VEN,1932,3806895\n").of("VEN")) == [1931, 1932]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("China,CHN,next year,5", "year 'next year' is not a number"),
        ("China,CHN,2024,much", "value 'much' is not a number"),
        ("China,CHN,2024,NaN", "value 'NaN' is not a number"),
        ("China,CHN,24,5", "year '24' is not a number"),
        ("China,CHN,3024,5", "year '3024' is not a number"),
        ("China,CHN,2024,5,6", "has 5 cells, not 4"),
    ],
)
def test_a_wrong_row_is_refused_by_its_line_and_the_others_stay(tmp_path: Path, row: str, told: str) -> None:
    found = co2(tmp_path, f"China,CHN,2023,5\n{row}\n")
    assert list(found.of("CHN")) == [2023]
    ((line, what),) = found.refused
    assert told in what and line == 3


def test_an_empty_value_is_neither_zero_nor_refused(tmp_path: Path) -> None:
    found = co2(tmp_path, "China,CHN,2023,5\nChina,CHN,2024,\n")
    assert (list(found.of("CHN")), found.refused) == ([2023], ())


@pytest.mark.parametrize("header", ["entity,iso3,year,co2\n", "entity,year,co2_tonnes\n", "a\n"])
def test_a_file_without_the_unit_in_its_header_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(InputError, match="has no column"):
        co2(tmp_path, "", header)


def test_what_is_no_csv_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "co2.csv"
    file.write_bytes(b"\xff\xfe\x00\x01" * 40)
    with pytest.raises(InputError):
        owid.read_co2(file)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "co2.csv.gz"
    file.write_bytes(gzip.compress(HEADER.encode() * 100)[:-20])
    with pytest.raises(InputError, match="damaged or cut off"):
        owid.read_co2(file)


def test_a_file_of_another_source_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "edgar.csv"
    file.write_text("emissions_id,actor_id,year,total_emissions,datasource_id\nx,CN,2020,5,GCB2022:x\n", "utf-8")
    for read in (edgar.read, unfccc.read_annex_1):
        with pytest.raises(InputError, match="give it to the reader of its own source"):
            read(file)
    assert gcb.read_release(file).of("CHN") == {2020: 5e-06}


def test_a_day_that_is_none_is_refused_in_the_registry(tmp_path: Path) -> None:
    file = tmp_path / "ndcs.csv"
    file.write_text("code,title,fileType,language,version,status,submissionDate\nIND,India NDC,NDC,English,,Active,2026-13-01\n", "utf-8")
    found = registry.read(file)
    assert (found.documents, found.refused[0][0]) == ((), 2)


def test_two_hundred_thousand_rows_are_read_whole(tmp_path: Path) -> None:
    rows = "".join(
        f"Land {n},{chr(65 + n // 676)}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)},{1800 + y},{n * y + 1e6:.0f}\n"
        for n in range(1000)
        for y in range(200)
    )
    found = co2(tmp_path, rows)
    assert found.rows.num_rows == 200_000
