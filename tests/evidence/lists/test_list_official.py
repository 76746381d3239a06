"""The official lists among the given inputs: read whole, and checked against what others took out of them."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vetoproof.evidence.ingest import ingest
from vetoproof.evidence.lists.changes import difference
from vetoproof.evidence.lists.read import read_list
from vetoproof.evidence.lists.versions import listed_on, lists_as_of
from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import Given

OLD, NEW = "ofac_sdn_20210707.csv.gz", "ofac_sdn_20240503.csv.gz"


@pytest.fixture(scope="module")
def sdn(official: Path) -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in read_list(official / NEW).rows.to_pylist()}


def table(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


@pytest.mark.parametrize(
    ("name", "list_name", "as_of", "count"),
    [
        ("un_consolidated_20250419.xml.gz", "UN", date(2025, 4, 19), 877),
        ("un_consolidated_20260227.xml.gz", "UN", date(2026, 2, 27), 1_003),
        (OLD, "OFAC SDN", None, 8_976),
        (NEW, "OFAC SDN", None, 14_965),
        ("ofac_alt_20251224.csv.gz", "OFAC SDN", None, 8_653),
        ("un-1718-facts.csv", "un-1718-facts", None, 155),
        ("un-1718-vessels.csv", "un-1718-vessels", None, 61),
        ("eu_names_20250525.csv.gz", "eu_names", None, 5_316),
        ("uk_names_20250525.csv.gz", "uk_names", None, 2_523),  # of 2,524: one row has no name, which is told
    ],
)
def test_an_official_list_is_read_whole(name: str, list_name: str, as_of: date | None, count: int, official: Path) -> None:
    found = read_list(official / name)
    assert (found.name, found.as_of, found.rows.num_rows) == (list_name, as_of, count)


def test_the_un_entries_are_those_that_others_took_out(official: Path) -> None:
    found = {row["ref"]: row for row in read_list(official / "un_consolidated_20260227.xml.gz").rows.to_pylist()}
    for row in table(official / "un-1718-facts.csv"):
        one = found[row["ref"]]
        born = {text.replace("-", "/") if len(text) == len("1967-1969") and text[4] == "-" and text[5] in "12" else text for text in
                filter(None, row["dob"].split(";"))}  # fmt: skip
        assert (one["name"], str(one["listed_on"]), set(one["birth_dates"])) == (row["name"], row["listed_on"], born)


def test_every_wallet_of_ofac_is_found(official: Path, sdn: dict[str, dict[str, Any]]) -> None:
    ours = {(ref, wallet["currency"], wallet["address"]) for ref, row in sdn.items() for wallet in row["wallets"]}
    theirs = {(row["ent_num"], row["currency"], row["address"]) for row in table(official / "ofac_wallets_20240503.csv")}
    assert len(theirs) == 294
    # The last of a cut-off remark is half an address: it goes on in sdn_comments.csv, which is not among the inputs.
    cut = {(ref, *found) for ref, *found in theirs - ours}
    assert all(len(sdn[ref]["remarks"]) == 1_000 and sdn[ref]["remarks"].endswith(address) for ref, _, address in cut)
    assert ours <= theirs


def test_ships_and_passports_of_ofac_are_those_that_others_took_out(official: Path, sdn: dict[str, dict[str, Any]]) -> None:
    for row in table(official / "ofac_dprk_20240503.csv.gz"):
        one = sdn[row["ent_num"]]
        if one["kind"] == "Vessel":
            assert (one["imo"] or "") == row["imo"]
        elif row["imo"]:
            numbers = {paper["number"] for paper in one["documents"] if paper["type"] == "IMO company number"}
            assert numbers == set(row["imo"].split(";"))
        papers = {paper["number"] for paper in one["documents"] if "Passport" in paper["type"]}
        assert all(any(number.startswith(text.strip()) for number in papers) for text in filter(None, row["passports"].split(";")))


def test_what_changed_of_ofac_is_what_its_daily_files_show(official: Path, store: Store) -> None:
    for name, day in ((OLD, "2021-07-07"), (NEW, "2024-05-03")):
        ingest(store, official / name, Given("", "", date.fromisoformat(day)))
    found = difference(store, "ofac", "2021-07-07", "2024-05-03")
    ours = {
        (change.what, change.ref) for change in found.changes if change.what != "changed" and any("DPRK" in one for one in change.programs)
    }
    daily = table(official / "ofac_dprk_changes_2021-08_2024-05.csv")
    net: dict[str, list[str]] = {}
    for row in daily:
        net.setdefault(row["ent_num"], []).append(row["change"])
    theirs = {(what[-1], ref) for ref, what in net.items() if len(set(what)) == 1}
    assert ours == theirs
    assert len(ours) == 74
    added = next(row for row in daily if row["change"] == "added")
    assert listed_on(store, "ofac", added["ent_num"], date(2022, 1, 1)).listed == "no"
    assert listed_on(store, "ofac", added["ent_num"], date(2024, 5, 3)).listed == "yes"
    assert {name: rows.num_rows for name, (_, rows) in lists_as_of(store, date(2023, 1, 1)).items()} == {"OFAC SDN": 8_976}
