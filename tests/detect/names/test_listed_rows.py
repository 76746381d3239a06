"""Rows of lists -> listed parties: each cell in its place, empty ones empty, in whatever pieces the table comes."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from vetoproof.detect.names.listed import listed_in
from vetoproof.detect.names.party import Named
from vetoproof.evidence.lists.join import joined
from vetoproof.evidence.lists.tables import LISTED, Alias, Document, Entity, Wallet, table_of

EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
FULL = Entity(
    "R-1", "Person", "Example Pak", (Alias("Mr Pak", "weak"), Alias("Example Pak"), Alias(""), Alias("박예일", "strong", "script")),
    ("1964-07-17", "1965"), gender="male", nationalities=("KP",), countries=("China",), flag="",
    documents=(Document("Passport", "PS-563410163", "KP"), Document("Passport", "12")),
    wallets=(Wallet("ETH", EVM), Wallet("", "no address")),
    programs=("DPRK2", "NPWMD"), listed_on=date(2016, 3, 2), until=date(2020, 1, 1),
)  # fmt: skip
SHIP = Entity("R-2", "Vessel", "Example Star", imo="9187629", mmsi="445000001", call_sign="HMZZ", flag="North Korea", lei="")
BARE = Entity("R-3")
ROWS = (FULL, SHIP, BARE, Entity("R-4", "Company", "Bad Numbers", imo="9187630", lei="5493001KJTIIGC8Y1R13"))


def test_every_cell_is_in_its_place() -> None:
    full, ship, bare, wrong = listed_in(table_of("L", ROWS))
    assert full.party.names == (Named("Example Pak"), Named("Mr Pak", True), Named("박예일"))
    assert (full.party.births, full.party.states, full.party.gender) == (("1964-07-17", "1965"), ("PRK", "CHN"), "male")
    assert (full.party.documents, [one.text for one in full.party.wallets]) == (("PS563410163",), [EVM.lower()])
    assert (full.list, full.ref, full.since, full.until, full.note) == ("L", "R-1", date(2016, 3, 2), date(2020, 1, 1), "DPRK2; NPWMD")
    assert (ship.party.imos, ship.party.mmsis, ship.party.call_signs, ship.party.states) == (
        ("9187629",),
        ("445000001",),
        ("HMZZ",),
        ("PRK",),
    )
    assert (bare.party.kind, bare.party.names, bare.since, bare.note) == ("Thing", (), None, "")
    assert (wrong.party.imos, wrong.party.leis) == ((), ())  # check digits that do not hold


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_pieces_of_a_table_change_nothing(size: int) -> None:
    whole = table_of("L", ROWS)
    pieces = pa.Table.from_batches(whole.to_batches(max_chunksize=size))
    assert listed_in(pieces) == listed_in(whole)
    assert listed_in(whole.slice(1, 2)) == listed_in(whole)[1:3]
    assert listed_in(LISTED.empty_table()) == ()


def test_parts_are_joined_by_number_wherever_their_rows_stand() -> None:
    main = table_of("L", ROWS)
    more = [Entity("R-2", aliases=(Alias("A"),)), Entity("R-1", aliases=(Alias("B"),)), Entity("R-2", aliases=(Alias("C"),)), Entity("R-9")]
    add = [Entity("R-3", addresses=("Somewhere",), countries=("China",))]
    found = {row["ref"]: row for row in joined({"sdn": main, "alt": table_of("L", more), "add": table_of("L", add)}).to_pylist()}
    assert list(found) == ["R-1", "R-2", "R-3", "R-4"]
    assert [one["name"] for one in found["R-1"]["aliases"]] == ["Mr Pak", "Example Pak", "", "박예일", "B"]
    assert [one["name"] for one in found["R-2"]["aliases"]] == ["A", "C"]
    assert (found["R-3"]["addresses"], found["R-3"]["countries"], found["R-4"]["aliases"]) == (["Somewhere"], ["CHN"], [])
