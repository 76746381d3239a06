"""Sources, terminals and labels: files or lists, one form of each address, a wrong line named."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from vetoproof.evidence.edges.known import named
from vetoproof.evidence.edges.lists import Label, read_labels, read_sources, read_terminals
from vetoproof.evidence.record import read_table
from vetoproof.terms.errors import InputError

EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
BITCOIN = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"


def file(folder: Path, text: str, name: str = "list.csv") -> str:
    (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return str(folder / name)


def test_sources_from_a_file_with_a_header_comments_and_amounts(tmp_path: Path) -> None:
    text = f"address,amount,time\n# the thief\n{EIP55},1.5,2022-03-23\n\nS,,\nT\n"
    one, two, three = read_sources(file(tmp_path, text, "list.csv.gz"))
    assert (one.address, one.amount, one.time, one.respelled) == (EIP55.lower(), Decimal("1.5"), "2022-03-23", True)
    assert [(two.address, two.amount), (three.address, three.amount)] == [("S", None), ("T", None)]


def test_sources_and_terminals_from_a_list() -> None:
    assert [one.address for one in read_sources(f"S, {EIP55}")] == ["S", EIP55.lower()]
    assert read_terminals("T,U,T") == ("T", "U")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"S\n{EIP55.replace('A', 'a', 1)}\n", "line 2: .*capitals are not its checksum"),
        (f"{BITCOIN[:-1]}3\n", "line 1: .*base58 checksum fails"),
        ("S,much\n", "line 1: 'much' is no amount"),
        ("S,-1\n", "line 1: '-1' is less than nothing"),
        ("S,5\nS\n", "line 2: names a source twice"),
        ("# nobody\n", "names no address"),
        ("\xff", "is not UTF-8|no known"),
    ],
)
def test_a_wrong_line_of_sources_is_named(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=why):
        read_sources(str(path))


@pytest.mark.parametrize("given", ["nowhere.txt", "folder/nowhere"])
def test_a_file_that_is_not_there_is_not_taken_for_an_address(given: str) -> None:
    with pytest.raises(InputError, match="is no file"):
        read_sources(given)


def labels(folder: Path, text: str) -> tuple[Label, ...]:
    return read_labels(Path(file(folder, text)))


def test_kinds_make_a_service_and_other_kinds_do_not(tmp_path: Path) -> None:
    text = "address,label,kind,source\nA,Binance 14,exchange,Etherscan\nB,Tornado,mixer,OFAC\nC,Stargate,bridge,x\nD,a friend,person,x\n"
    found = labels(tmp_path, text)
    assert [one.service for one in found] == [True, True, True, False]
    assert [(one.mixer, one.bridge) for one in found] == [(False, False), (True, False), (False, True), (False, False)]
    assert found[0].source == "Etherscan"


def test_names_without_kinds_are_services_unless_they_name_a_side_of_the_theft(tmp_path: Path) -> None:
    found = labels(tmp_path, "address,label\nA,Binance 14\nB,Harmony Bridge Hacker 45\nC,KuCoin 17\n")
    assert [one.service for one in found] == [True, False, True]


def test_labels_that_stand_in_a_file_of_transfers(tmp_path: Path) -> None:
    text = "Timestamp,From,From_label,To,To_label,Value\n1,A,Hack 01 SRC,B,Huobi_Deposit_0x26e0,5\n2,B,Huobi_Deposit_0x26e0,C,,5\n"
    assert [(one.address, one.service) for one in labels(tmp_path, text)] == [("A", False), ("B", True)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"address,kind,chain\nA,exchange,ethereum\n{BITCOIN},exchange,ethereum\n", "line 3: .*does not look like an address of ethereum"),
        (f"address,kind,chain\n{EIP55},exchange,bitcoin\n", "line 2: .*does not look like an address of bitcoin"),
        ("wallet,kind\nA,exchange\n", "has no columns address and label or kind"),
        ("", "is empty"),
    ],
)
def test_a_label_for_an_address_of_another_chain_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        labels(tmp_path, text)


def test_an_address_is_named_by_whoever_listed_it_in_whatever_case() -> None:
    table = read_table("addresses")
    ronin = "0x098b716b8aaf21512996dc57eb0615e2383e2f96"
    found = named([ronin, "0x" + "0" * 40], table)
    assert list(found) == [ronin]
    assert [(one.holder, one.by, one.since) for one in found[ronin]] == [("LAZARUS GROUP", "USA", "2022-04-14")]
