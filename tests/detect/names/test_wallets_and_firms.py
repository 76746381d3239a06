"""Wallets as people paste them, BICs of banks, every sort of number from every form of list: what decides, what is told."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import vetoproof as vp
from vetoproof.detect.names.numbers import bic, listed_document
from vetoproof.evidence.lists.simple import COLUMNS

EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BECH = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
NUMBERS = {
    "leiCode": "253400V1H6ART1UQ0N98", "swiftBic": "KDBKKPPY", "registrationNumber": "PR-123456", "innCode": "7707083893",
    "passportNumber": "PS563410163", "idNumber": "ID99887766", "imoNumber": "IMO9187629", "mmsi": "445000001", "callSign": "HMYE5",
    "publicKey": EVM,
}  # fmt: skip
OTHERS = {
    "leiCode": "5493001KJTIIGC8Y1R12", "swiftBic": "FCBKKPPY", "registrationNumber": "PR-123457", "innCode": "7707083894",
    "passportNumber": "PS563410164", "idNumber": "ID99887767", "imoNumber": "IMO9041552", "mmsi": "445000002", "callSign": "HMYE6",
    "publicKey": BECH,
}  # fmt: skip
KINDS = {
    **dict.fromkeys(("imoNumber", "mmsi", "callSign"), "Vessel"), **dict.fromkeys(("passportNumber", "idNumber"), "Person"),
    "publicKey": "CryptoWallet",
}  # fmt: skip
RADIO = ("mmsi", "callSign")


def kind_of(key: str) -> str:
    return KINDS.get(key, "Company")


def ftm(folder: Path) -> Path:
    lines = (
        {"id": key, "schema": kind_of(key), "caption": f"Zzq {key}", "properties": {"name": [f"Zzq {key}"], key: [text]}}
        for key, text in NUMBERS.items()
    )
    path = folder / "entities.ftm.json"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def simple(folder: Path) -> Path:
    path = folder / "targets.simple.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, restval="", quoting=csv.QUOTE_ALL)
        table.writeheader()
        for key, text in NUMBERS.items():
            name = text if key == "publicKey" else f"Zzq {key}"
            table.writerow({"id": key, "schema": kind_of(key), "name": name, "identifiers": text, "dataset": "x"})
    return path


REMARKS = {
    "leiCode": "Legal Entity Number {} (Russia)", "swiftBic": "SWIFT/BIC {}", "registrationNumber": "Registration Number {}",
    "innCode": "Tax ID No. {} (Russia)", "passportNumber": "Passport {} (Korea, North)", "idNumber": "National ID No. {}",
    "imoNumber": "Vessel Registration Identification {}", "mmsi": "MMSI {}", "publicKey": "Digital Currency Address - ETH {}",
}  # fmt: skip
TYPES = {"Vessel": "vessel", "Person": "individual"}


def ofac(folder: Path) -> Path:
    path = folder / "sdn.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, (key, text) in enumerate(NUMBERS.items(), start=100):
            sign, remarks = (text, "-0- ") if key == "callSign" else ("-0- ", f"alt. x; {REMARKS[key].format(text)}.")
            row = [number, f"ZZQ {key.upper()}", TYPES.get(kind_of(key), "-0-"), "DPRK3", "-0- ", sign, *["-0- "] * 5, remarks]
            csv.writer(file).writerow(row)
    return path


OWN = {
    "leiCode": "LEI", "swiftBic": "SWIFT code", "registrationNumber": "registration number", "innCode": "INN", "passportNumber": "passport",
    "idNumber": "id number", "imoNumber": "IMO", "mmsi": "MMSI", "callSign": "call sign", "publicKey": "wallet",
}  # fmt: skip


def own(folder: Path) -> Path:
    path = folder / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["ref", "name", "kind", *OWN.values()], restval="")
        table.writeheader()
        for key, text in NUMBERS.items():
            table.writerow({"ref": key, "name": f"Zzq {key}", "kind": kind_of(key), OWN[key]: text})
    return path


@pytest.fixture(scope="module", params=[ftm, simple, ofac, own], ids=lambda form: form.__name__)
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> vp.Screener:
    write: Callable[[Path], Path] = request.param
    return vp.Screener([write(tmp_path_factory.mktemp("lists"))])


def ask(bench: vp.Screener, key: str, text: str) -> Any:
    return bench.screen({"kind": kind_of(key), "name": "" if key == "publicKey" else "Mirko Vuk", "props": {key: [text]}})


@pytest.mark.parametrize("key", NUMBERS)
def test_every_sort_of_number_is_found_on_every_form_of_list(bench: vp.Screener, key: str) -> None:
    found = ask(bench, key, NUMBERS[key])
    assert found.decision == ("review" if key in RADIO else "match") and len(found.matches) == 1
    assert ask(bench, key, OTHERS[key]).decision == "no_match"


def test_a_passport_of_the_uns_list(tmp_path: Path) -> None:
    path = tmp_path / "un.xml"
    path.write_text(
        '<CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS><INDIVIDUAL><REFERENCE_NUMBER>KPi.900</REFERENCE_NUMBER><FIRST_NAME>'
        "Zzq</FIRST_NAME><INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>PS-563410163</NUMBER></INDIVIDUAL_DOCUMENT>"
        "</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>",
        "utf-8",
    )
    screener = vp.Screener([path])
    assert [ask(screener, key, "PS563410163").decision for key in ("passportNumber", "idNumber")] == ["match", "match"]


# ---- BIC


@pytest.mark.parametrize("text", ["KDBKKPPY", "kdbkkppy", "KDBKKPPYXXX", "KDBK KP PY 123", "KDBK-KP-PY"])
def test_one_institution_has_one_bic_whatever_the_branch(text: str, bench: vp.Screener) -> None:
    found = ask(bench, "swiftBic", text)
    assert found.decision == "match" and any("KDBKKPPY is the same" in why for why in found.matches[0]["why"])


@pytest.mark.parametrize("text", ["KDBKKPP", "KDBKKPPYXX", "SHIPPING", "KDBKXQPY", "1DBKKPPY", "KDBKKPPYXXXX", "swift"])
def test_what_is_no_bic_is_not_cleared(text: str, bench: vp.Screener) -> None:
    found = ask(bench, "swiftBic", text)
    assert found.decision is None and "is no BIC" in found.unseen and bic(text) is None


def test_another_bic_blocks_nothing(bench: vp.Screener) -> None:
    found = bench.screen({"kind": "Company", "name": "Zzq swiftBic", "props": {"swiftBic": "FCBKKPPY"}})
    assert found.decision == "review"


def test_a_bic_is_no_other_document() -> None:
    assert listed_document("SWIFT/BIC", "ABCDKP22") == "BIC ABCDKP22" != listed_document("Registration Number", "ABCDKP22")
    assert listed_document("SWIFT/BIC", "cut o") is None


# ---- wallets


def test_a_wallet_pasted_without_0x_is_compared_with_it_and_told(bench: vp.Screener) -> None:
    for asked in (
        {"kind": "CryptoWallet", "props": {"publicKey": EVM[2:].lower()}},
        {"kind": "CryptoWallet", "name": EVM[2:]},
        {"name": EVM[2:]},
    ):
        found = bench.screen(asked)
        assert found.decision == "match" and any("no 0x before it and was read as 0x5aaeb6" in why for why in found.matches[0]["why"])


@pytest.mark.parametrize("text", [EVM[2:].replace("A", "a", 1), EVM[2:-1], EVM[:-1]])
def test_a_pasted_wallet_that_cannot_be_right_is_not_cleared(text: str) -> None:
    found = vp.Screener(None, "2024-01-01").screen({"kind": "CryptoWallet", "name": text})
    assert found.decision is None and found.unseen
    if text.startswith("0x"):
        assert vp.Screener(None, "2024-01-01").screen({"name": text}).decision is None


@pytest.mark.parametrize("kind", ["CryptoWallet", None])
def test_bech32_in_mixed_case_is_not_cleared_and_capitals_are(kind: str | None, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"ref,name,kind,wallet\n1,Zzq,wallet,{BECH}\n", "utf-8")
    for screener, right in ((vp.Screener(None, "2024-01-01"), "no_match"), (vp.Screener([path]), "match")):
        assert screener.screen({"kind": kind, "name": BECH.upper()}).decision == right
        mixed = screener.screen({"kind": kind, "name": BECH.capitalize()})
        told = mixed.unseen or " ".join(mixed.matches[0]["why"])
        assert "mixes capitals and small letters" in told and (mixed.decision is None) is (right == "no_match")


def test_a_wallet_with_an_address_may_be_called_as_one_likes(bench: vp.Screener) -> None:
    asked = {"kind": "CryptoWallet", "name": "my cold wallet", "props": {"publicKey": EVM}}
    assert bench.screen(asked).decision == "match"
    assert bench.screen({"kind": "CryptoWallet", "name": "my cold wallet"}).decision is None


def test_a_link_to_pay_by_is_a_wallet_where_nothing_is_said() -> None:
    found = vp.Screener(None, "2024-01-01").screen({"name": "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6p"})
    assert found.decision is None and "checksum" in found.unseen


def test_columns_of_a_file_of_parties(tmp_path: Path) -> None:
    from vetoproof.monitor.screening_files import open_parties

    path = tmp_path / "banks.csv"
    path.write_text("BIC,INN\nKDBKKPPYXXX;FCBKKPPY,7707083893\n", "utf-8")
    (row,) = open_parties(path, {}).rows
    assert row == {"props": {"swiftBic": ["KDBKKPPYXXX", "FCBKKPPY"], "innCode": ["7707083893"]}}
