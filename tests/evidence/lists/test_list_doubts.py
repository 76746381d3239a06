"""Numbers on a list that cannot be right: counted and told by the reader, at every door, and kept; the list is taken as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import vetoproof as vp
from vetoproof.cli.app import app
from vetoproof.evidence.lists.doubts import Doubts, doubts_in
from vetoproof.evidence.lists.identifiers import sorted_out
from vetoproof.evidence.lists.read import read_list
from vetoproof.evidence.lists.tables import LISTED, Document, Entity, Wallet, table_of

Put = Callable[..., Path]
Rows = Callable[..., Mapping[str, Any]]
CUT = "1BvBMSEYstWetqTFn5Au4m4GFg7x"
SDN = (
    f'36,"ZZQ MIXER","-0- ","CYBER2","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","Digital Currency Address - XBT {CUT}; '
    'alt. Digital Currency Address - XBT 1abc...; SWIFT/BIC KDBKKPP."\n'
    '37,"ZZQ STAR","vessel","DPRK3","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","Vessel Registration Identification IMO 9187630."\n'
)
TOLD = (
    f"addresses of wallets that cannot be right (2), compared as they stand: {CUT} (36: its base58 checksum fails, so it was mistyped), "
    "1abc... (36: has the form of no address that is known)",
    "IMO numbers that cannot be right (1), compared with nothing: 9187630 (37)",
    "BICs that cannot be right (1), compared with nothing: KDBKKPP (36)",
)


def test_the_reader_tells_what_cannot_be_right(put: Put) -> None:
    found = read_list(put(SDN, "sdn.csv"))
    assert found.notes == TOLD and found.rows.num_rows == 2


def test_every_door_tells_it_and_the_receipt_keeps_it(put: Put, tmp_path: Path) -> None:
    path, store, receipt = put(SDN, "sdn.csv"), str(tmp_path / "store"), tmp_path / "r.json"
    taken = CliRunner().invoke(app, ["ingest", str(path), "--store", store, "--received", "2024-01-01"])
    assert all(told in taken.output for told in TOLD)
    for named in (str(path), "OFAC SDN"):
        words = ["screen", "Nobody Known", "--list", named, "--store", store, "--as-of", "2024-06-01", "--receipt", str(receipt), "--json"]
        ran = CliRunner().invoke(app, words)
        assert all(f"not covered: OFAC SDN: {told}" in ran.stderr for told in TOLD), ran.stderr
        kept = json.loads(receipt.read_text("utf-8"))["not_covered"]
        assert [one["why"] for one in kept if one["what"] == "OFAC SDN"] == list(TOLD)
        assert CliRunner().invoke(app, ["verify", str(receipt), "--store", store]).exit_code == 0


@pytest.mark.parametrize("text", [CUT, "1abc..."])
def test_it_is_compared_as_it_stands(text: str, put: Put) -> None:
    screener = vp.Screener([put(SDN, "sdn.csv")])
    found = screener.screen({"kind": "CryptoWallet", "props": {"publicKey": text}})
    assert found.decision == "match" and any("mistyped" in why or "no address that is known" in why for why in found.matches[0]["why"])
    assert screener.screen({"kind": "CryptoWallet", "props": {"publicKey": text[:-1]}}).decision is None


def test_the_first_few_are_shown_and_all_counted() -> None:
    many = [Entity(str(n), "CryptoWallet", "x", wallets=(Wallet("", f"cut{n}"),)) for n in range(5)]
    found = Doubts()
    for part in (many[:2], many[2:]):
        found.add(table_of("L", part))
    (told,) = found.told
    assert "(5)" in told and "cut2 (2:" in told and "cut3" not in told and told.endswith(", ..")


def test_what_is_right_is_not_told() -> None:
    right = Entity(
        "1", "Vessel", "x", imo="9187629; 9074729", lei="253400V1H6ART1UQ0N98", documents=(Document("SWIFT/BIC", "KDBKKPPYXXX"),),
        wallets=(Wallet("ETH", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),),
    )  # fmt: skip
    assert doubts_in(table_of("L", [right, Entity("2", "Person", "y", documents=(Document("Passport", "12"),))])) == ()
    assert doubts_in(LISTED.empty_table()) == ()


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_pieces_of_a_table_change_nothing(size: int) -> None:
    import pyarrow as pa

    table = table_of("L", [Entity(str(n), "Vessel", "x", imo=f"918763{n}; 9187629", wallets=(Wallet("", f"w{n}"),) * n) for n in range(4)])
    pieces = pa.Table.from_batches(table.to_batches(max_chunksize=size))
    assert doubts_in(pieces) == doubts_in(table) and doubts_in(table.slice(1, 1)) == doubts_in(table.take([1]))


def test_remarks_of_ofac_that_go_on_elsewhere_are_told_until_they_are_there(put: Put) -> None:
    remarks = f"{'DOB 1949; ' * 98}Digital Currency"[:1000].ljust(1000, "x")
    row = '36,"ZZQ MIXER","-0- ","CYBER2","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","{}"\n'
    cut = put(row.format(remarks), "sdn.csv")
    assert read_list(cut).notes == ("remarks that are cut off (1), of which what goes on in sdn_comments.csv was not read: 36",)
    rest = put('36," Address - XBT 1abc."\n', "sdn_comments.csv")
    assert not any("cut off" in one.why for one in vp.Screener([cut, rest]).lists.unseen)
    assert any("cut off" in one.why for one in vp.Screener([cut]).lists.unseen)
    for whole in (remarks[:-1] + ".", remarks[:-1]):
        assert read_list(put(row.format(whole), "sdn.csv")).notes == ()


# ---- a list of one's own with several in one cell


def test_an_own_list_may_have_several_in_each_cell(rows: Rows) -> None:
    found = rows(
        "mine.csv",
        "ref,name,type,imo,mmsi,call sign,lei,wallet,swift\n"
        "1,EXAMPLE STAR; EXAMPLE MOON,vessel,IMO 9187629; 9041552,445000001;445000002,HMZD|HMYX,,,\n"
        "2,Example Bank;예시 은행,company,,,,253400V1H6ART1UQ0N98;5493001KJTIIGC8Y1R12,1abc; 1def,KDBKKPPY;FCBKKPPY\n",
    )
    ship, bank = found["1"], found["2"]
    assert (ship["name"], [one["name"] for one in ship["aliases"]]) == ("EXAMPLE STAR", ["EXAMPLE MOON"])
    assert (ship["imo"], ship["mmsi"], ship["call_sign"]) == ("9187629; 9041552", "445000001; 445000002", "HMZD; HMYX")
    assert (bank["name"], [one["name"] for one in bank["aliases"]]) == ("Example Bank", ["예시 은행"])
    assert bank["lei"] == "253400V1H6ART1UQ0N98; 5493001KJTIIGC8Y1R12"
    assert [one["address"] for one in bank["wallets"]] == ["1abc", "1def"]
    assert [one["number"] for one in bank["documents"]] == ["KDBKKPPY", "FCBKKPPY"]


@pytest.mark.parametrize(("cell", "kept"), [("9187629; 918762", "9187629; 918762"), ("9187632", "9187632"), ("IMO 91876", "IMO 91876")])
def test_a_malformed_imo_of_an_own_list_is_told_and_the_ship_is_found(cell: str, kept: str, put: Put) -> None:
    path = put(f"ref,name,type,imo\n1,EXAMPLE STAR,vessel,{cell}\n", "mine.csv")
    read = read_list(path)
    assert read.rows.column("imo").to_pylist() == [kept] and any("IMO numbers that cannot be right (1)" in note for note in read.notes)
    found = vp.Screener([path]).screen({"kind": "Vessel", "name": "EXAMPLE STAR"})
    assert found.decision == "review"
    if "9187629" in cell:
        assert vp.Screener([path]).screen({"kind": "Vessel", "props": {"imoNumber": "9187629"}}).decision == "match"


@pytest.mark.parametrize("cell", ["none", "does not exist", "-", ""])
def test_no_imo_is_no_fault(cell: str, put: Put) -> None:
    assert read_list(put(f"ref,name,type,imo\n1,EXAMPLE STAR,vessel,{cell}\n", "mine.csv")).notes == ()


# ---- identifiers of which nobody says what they are


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        ("Vessel", "IMO9187629", "imos"), ("Vessel", "9187629", "imos"), ("Vessel", "IMO918", "imos"), ("Vessel", "9187630", "others"),
        ("Vessel", "445000001", "mmsis"), ("Vessel", "945000001", "others"), ("Vessel", "HMZD", "call_signs"),
        ("Vessel", "REG-1", "others"), ("Vessel", "12", "others"),
        ("Company", "253400V1H6ART1UQ0N98", "leis"), ("Company", "253400V1H6ART1UQ0N99", "others"), ("Company", "KDBKKPPY", "bics"),
        ("Person", "KDBKKPPY", "others"), ("Company", "SHIPPING", "others"), ("Company", "IMO9187629", "others"),
        ("Person", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "wallets"), ("Person", "563410163", "others"),
        ("CryptoWallet", "anything", "wallets"),
    ],
)  # fmt: skip
def test_each_identifier_is_put_in_its_place(kind: str, text: str, place: str) -> None:
    found = sorted_out([text], kind)
    assert getattr(found, place) == [text.removeprefix("IMO") if place == "imos" else text]
    assert sum(len(getattr(found, name)) for name in ("imos", "mmsis", "call_signs", "leis", "bics", "wallets", "others")) == 1


def test_a_call_sign_with_digits_may_be_a_document_too() -> None:
    found = sorted_out(["HMYE5"], "Vessel")
    assert (found.call_signs, found.others) == (["HMYE5"], ["HMYE5"])
