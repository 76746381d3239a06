"""What follows from which fields: each rule of docs/methods/names.md, as an officer would ask it, and two ships by their particulars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from vetoproof.detect.names.party import Listed, Named, Party
from vetoproof.detect.names.query import party_of
from vetoproof.detect.names.screener import Screener
from vetoproof.detect.names.vessels import compare_vessels
from vetoproof.detect.names.wallets import address
from vetoproof.terms.errors import InputError

EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # from EIP-55
GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
BECH = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # from BIP 173


def listed(ref: str, kind: str, *names: str, **more: Any) -> Listed:
    return Listed("L", ref, Party(kind, tuple(map(Named, names)), **more), date(2016, 3, 2))


LISTED = (
    listed("P1", "Person", "PAK MIN HYOK", births=("1961-04-05",), documents=("PS563410163",), states=("kp",)),
    listed("P2", "Person", "RI SONG GUK", births=("1970",)),
    listed("P4", "Person", "IVANOV, Sergey Petrovich", births=("1980-02-01",)),
    listed("E1", "Organization", "KOREA PUKSONG TRADING CORPORATION", documents=("HRB12345",)),
    listed("E2", "Organization", "GREENFIELD SHIPPING LIMITED (GSL)", leis=("529900T8BM49AURSDO55",)),
    listed("E4", "Organization", "OFFICE 39"),
    listed("E7", "Organization", "TANCHON COMMERCIAL BANK"),
    listed("V1", "Vessel", "HOE RYONG", "OLD NAME", imos=("9041552",)),
    listed("V2", "Vessel", "TONG SAN 2", imos=("8937675",)),
    listed("W1", "Organization", "ALPHA MIXER", wallets=(address(EVM), address(GENESIS), address(BECH))),
)
CASES: tuple[tuple[str, str, dict[str, Any], str | None], ...] = (
    # a number that names one party only decides, whatever the name
    ("Person", "Somebody Else", {"passportNumber": "PS 563-410-163"}, "match"),
    ("Person", "Somebody Else", {"passportNumber": "563410163"}, "match"),
    ("Person", "Somebody Else", {"idNumber": "ps563410163"}, "match"),
    ("Person", "PAK MIN HYOK", {"passportNumber": "PS563410163", "birthDate": "1990-01-01"}, "match"),
    ("Person", "", {"passportNumber": "PS563410163"}, "match"),
    ("Person", "Somebody", {"publicKey": EVM}, "match"),
    ("Company", "Nobody", {"registrationNumber": "HRB 12345"}, "match"),
    ("Company", "Nobody", {"leiCode": "529900T8BM49AURSDO55"}, "match"),
    ("Vessel", "Anything", {"imoNumber": "IMO 9041552"}, "match"),
    ("", "9041552", {}, "match"),
    ("CryptoWallet", EVM.lower(), {}, "match"),
    ("CryptoWallet", "", {"publicKey": BECH.upper()}, "match"),
    ("CryptoWallet", GENESIS, {}, "match"),
    # another document does not speak against it: people have several
    ("Person", "PAK MIN HYOK", {"passportNumber": "PS563410164"}, "review"),
    # a name alone asks
    ("Person", "Park, Min Hyuk", {}, "review"),
    ("Person", "박민혁", {}, "review"),
    ("Person", "Other Name", {"alias": ["PAK MIN HYOK"]}, "review"),
    ("LegalEntity", "PAK MIN HYOK", {}, "review"),
    ("Company", "Puksong Trading Co", {}, "review"),
    ("Organization", "GSL", {}, "review"),
    ("Organization", "Room 39", {}, "review"),
    ("Organization", "단천상업은행", {}, "review"),
    ("Vessel", "OLD NAME", {}, "review"),
    # the day of birth
    ("Person", "PAK MIN HYOK", {"birthDate": "1961-04-05"}, "match"),
    ("Person", "Park Min-hyuk", {"birthDate": "05/04/1961"}, "match"),
    ("Person", "PAK MIN HYOK", {"birthDate": "1961-05-04"}, "review"),
    ("Person", "PAK MIN HYOK", {"birthDate": "1961"}, "review"),
    ("Person", "PAK MIN HYOK", {"birthDate": "1961-04"}, "review"),
    ("Person", "PAK MIN HYOK", {"birthDate": "1990-12-12"}, "review"),
    ("Person", "RI SONG GUK", {"birthDate": "1970-06-07"}, "review"),
    ("Person", "Sergei Ivanov", {"birthDate": "1980-02-01"}, "match"),
    ("Person", "Sergey Ivanov", {"birthDate": "1955-07-07"}, "no_match"),
    ("Person", "Other Name", {"birthDate": "1961-04-05"}, "no_match"),
    ("Person", "PAK MIN SU", {"birthDate": "1961-04-05"}, "no_match"),
    # another number under the name
    ("Vessel", "HOE RYONG", {"imoNumber": "9074729"}, "review"),
    ("Vessel", "HOE RYONG", {"imoNumber": "9041553"}, "review"),  # no IMO number: nothing contradicts
    ("Vessel", "TONG SAN", {"imoNumber": "9074729"}, "no_match"),  # only alike, and another number
    ("Company", "Greenfield Shipping Ltd", {"leiCode": "5493001KJTIIGC8Y1R12"}, "review"),
    # the innocent
    ("Person", "KIM CHOL SU", {}, "no_match"),
    ("Person", "Ivanov", {}, "no_match"),
    ("Person", "Petr Ivanov", {}, "no_match"),
    ("Company", "Korea Trading Corporation", {}, "no_match"),
    ("Company", "General Trading Company", {}, "no_match"),
    ("Company", "Korea Paekho Trading Corporation", {}, "no_match"),
    ("Company", "PAK MIN HYOK", {}, "no_match"),
    ("Organization", "Office 38", {}, "no_match"),
    ("Organization", "Commercial Bank", {}, "no_match"),
    ("Vessel", "TONG SAN 3", {}, "no_match"),
    ("Vessel", "PUKSONG", {}, "no_match"),
    ("CryptoWallet", "0x0000000000000000000000000000000000000001", {}, "no_match"),
    ("CryptoWallet", GENESIS[:-1] + "b", {}, None),
)


@pytest.fixture(scope="module")
def held() -> Screener:
    return Screener.of(LISTED, date(2024, 1, 1))


@pytest.mark.parametrize(("kind", "name", "props", "decision"), CASES)
def test_the_rules(held: Screener, kind: str, name: str, props: dict[str, Any], decision: str | None) -> None:
    assert held.screen(party_of({"kind": kind, "name": name, "props": props})).decision == decision


SHIP = {"name": "HOE RYONG", "imo": "9041552"}
SHIPS: tuple[tuple[Mapping[str, Any], Mapping[str, Any], str], ...] = (
    (SHIP, {"name": "OTHER", "imo": "IMO9041552"}, "match"),
    (SHIP, {"name": "OTHER", "IMO": 9041552}, "match"),
    (SHIP, {"imo": "9041552"}, "match"),
    (SHIP, {"name": "Hoeryong", "imo": "9074729"}, "review"),
    (SHIP, {"name": "M/V Hoe-Ryong"}, "review"),
    (SHIP, {"name": "회령"}, "review"),
    (SHIP, {"name": "NEW", "former_names": ["HOE RYONG"]}, "review"),
    (SHIP, {"name": "HOE RYONG", "imo": "9041553"}, "review"),
    (SHIP, {"name": "TAN CHON", "imo": "9041553"}, "no_match"),
    (SHIP, {"name": "TAN CHON", "imo": "9074729"}, "no_match"),
    ({"name": "TONG SAN 2", "imo": "9041552"}, {"name": "TONG SAN", "imo": "9074729"}, "no_match"),
    ({"name": "ONE STAR", "mmsi": "445123000"}, {"name": "OTHER", "mmsi": 445123000}, "review"),
    ({**SHIP, "mmsi": "445123000"}, {"name": "OTHER", "imo": "9074729", "mmsi": "445123000"}, "review"),
    ({"name": "ONE STAR", "call_sign": "HM-ZD"}, {"name": "OTHER", "callSign": "hmzd"}, "review"),
    ({"name": "ONE STAR", "mmsi": "000000000"}, {"name": "OTHER", "mmsi": "000000000"}, "no_match"),
    ({"name": "ONE STAR", "call_sign": "NONE"}, {"name": "OTHER", "call_sign": "NONE"}, "no_match"),
    ({"name": "ONE STAR", "imo": "none"}, {"name": "OTHER", "imo": "none"}, "no_match"),
    ({"name": None, "imo": None}, {}, "no_match"),
)


@pytest.mark.parametrize(("a", "b", "decision"), SHIPS)
def test_two_ships_by_their_particulars(a: Mapping[str, Any], b: Mapping[str, Any], decision: str) -> None:
    assert compare_vessels(a, b).decision == compare_vessels(b, a).decision == decision


def test_a_ship_that_is_no_map_is_refused() -> None:
    with pytest.raises(InputError, match="compare_vessels"):
        compare_vessels("HOE RYONG", SHIP)  # type: ignore[arg-type]
