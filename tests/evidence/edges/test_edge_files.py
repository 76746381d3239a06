"""Files of transfers: columns by name, exact amounts, times of all kinds; and what is wrong is refused with the row named."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from vetoproof.evidence.edges.naming import columns_option
from vetoproof.evidence.edges.reader import How, read_edges
from vetoproof.evidence.edges.scales import decimals_option
from vetoproof.evidence.edges.tables import Edges, exact
from vetoproof.terms.errors import InputError

HEADER = "tx,time,from,to,amount,token"
EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def read(folder: Path, text: str, how: How | None = None, name: str = "edges.csv") -> Edges:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_edges(path, how)


def row(amount: str = "5", time: str = "1", sender: str = "A", receiver: str = "B", token: str = "ETH") -> str:
    return f"0x1,{time},{sender},{receiver},{amount},{token}"


def of(folder: Path, *rows: str, how: How | None = None) -> Edges:
    return read(folder, "\n".join([HEADER, *rows]) + "\n", how)


def amounts(found: Edges) -> list[int]:
    return exact(found.limbs("amount"))


def times(found: Edges) -> list[int]:
    return found.column("t").tolist()


def test_whole_numbers_are_taken_as_they_are_up_to_38_digits(tmp_path: Path) -> None:
    most = 10**38 - 1
    found = of(tmp_path, row("5"), row(str(2**64)), row(str(2**64 + 1)), row(str(most)), row("0"))
    assert amounts(found) == [5, 2**64, 2**64 + 1, most, 0]
    assert (found.tokens[0].places, found.tokens[0].coins) == (0, False)


def test_a_point_anywhere_makes_all_amounts_of_a_token_coins(tmp_path: Path) -> None:
    found = of(tmp_path, row("5"), row("1.5"), row("1e-05"), row("7", token="XYZ"), row("0.25", token="USD"))
    assert [(token.name, token.places) for token in found.tokens] == [("ETH", 18), ("XYZ", 0), ("USD", 6)]
    assert amounts(found) == [5 * 10**18, 15 * 10**17, 10**13, 7, 250_000]


def test_dollars_are_kept_in_micro_dollars_and_what_is_finer_is_rounded_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "time,from,to,Value_in_USD\n1,A,B,34755.1308111996\n2,A,B,0.0000005\n3,A,B,200000.0\n")
    assert amounts(found) == [34_755_130_811, 1, 200_000_000_000]
    assert (found.tokens[0].name, found.tokens[0].rounded) == ("USD", 2)


def test_an_unknown_token_has_six_places_or_eighteen(tmp_path: Path) -> None:
    found = of(tmp_path, row("1.5", token="FEW"), row("0.00000001", token="MANY"), row("2", token="MANY"))
    assert [token.places for token in found.tokens] == [6, 18]
    assert amounts(found) == [1_500_000, 10**10, 2 * 10**18]


def test_stated_places_hold_and_a_token_may_be_named_for_all_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "time,from,to,amount\n1,A,B,1\n2,A,B,0.125\n", How(token="ABC", decimals={"": 2}))
    assert (amounts(found), found.tokens[0].name, found.tokens[0].rounded) == ([100, 13], "ABC", 1)


def test_a_point_far_down_is_seen_too(tmp_path: Path) -> None:
    rows = [row("3") for _ in range(2000)]
    assert amounts(of(tmp_path, *rows, row("0.5", token="BTC"), row("0.5")))[0] == 3 * 10**18


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1685742563", 1_685_742_563_000_000),
        ("1685742563.25", 1_685_742_563_250_000),
        ("1685742563000", 1_685_742_563_000_000),  # milliseconds
        ("1685742563000000", 1_685_742_563_000_000),
        ("1685742563000000000", 1_685_742_563_000_000),
        ("2023-06-02 21:49:23", 1_685_742_563_000_000),
        ("2023-06-02T21:49:23Z", 1_685_742_563_000_000),
        ("2023-06-02 21:49:23 UTC", 1_685_742_563_000_000),
        ("2023-06-02T23:49:23+02:00", 1_685_742_563_000_000),
        ("2023-06-02T16:19:23-0530", 1_685_742_563_000_000),
        ("2023-06-02", 1_685_664_000_000_000),
        ("0", 0),
    ],
)
def test_times_are_read_whatever_their_unit_and_offset(tmp_path: Path, text: str, microseconds: int) -> None:
    assert times(of(tmp_path, row(time=text))) == [microseconds]


def test_addresses_of_ethereum_are_one_in_any_case_and_others_are_not(tmp_path: Path) -> None:
    found = of(tmp_path, row(sender=EIP55, receiver=EIP55.lower()), row(sender="0x" + EIP55[2:].upper(), receiver="s1"), row(sender="S1"))
    assert found.texts.to_pylist() == [EIP55.lower(), "S1", "s1", "B"]


def test_the_columns_of_explorers_are_known_and_others_are_named(tmp_path: Path) -> None:
    text = "Timestamp,Block,Tx_hash,From,From_label,To,To_label,Value_in_USD\n2023-06-02 21:49:23,17395810,0x1,A,,B,,7\n"
    found = read(tmp_path, text)
    assert (amounts(found), found.column("block").tolist(), found.tokens[0].name) == ([7], [17395810], "USD")
    how = How(columns_option("time=when,from=payer,to=payee,amount=sum"))
    assert amounts(read(tmp_path, "when,payer,payee,sum\n1,A,B,9\n", how)) == [9]


def test_packed_and_quoted_files_with_blanks_and_fees(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv.gz"
    path.write_bytes(gzip.compress(b'time,from,to,amount,fee\r\n 1 ,"A, the first", B ,5,2\r\n2,B,C,4,\r\n'))
    found = read_edges(path)
    assert found.texts.to_pylist() == ["A, the first", "B", "C"]
    assert exact(found.limbs("fee")) == [2, 0]


def test_blank_lines_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEADER}\n{row()}\n\n{row('7')}\r\n\r\n\n").column("row").tolist() == [1, 3]


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, float]] = []
    path = tmp_path / "edges.csv"
    path.write_text(f"{HEADER}\n{row()}\n{row()}\n", "utf-8")
    read_edges(path, None, lambda rows, share: told.append((rows, share)))
    assert told[-1] == (2, 1.0)


def test_a_row_that_moves_nothing_may_lack_its_receiver(tmp_path: Path) -> None:
    assert amounts(of(tmp_path, row("0", receiver=""))) == [0]


def test_an_empty_token_is_an_unknown_one_apart_from_the_others(tmp_path: Path) -> None:
    assert [token.name for token in of(tmp_path, row(token=""), row()).tokens] == ["unknown", "ETH"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row("-5"), "row 2: amount '-5' is no number of 0 or more"),
        (row("five"), "row 2: amount 'five'"),
        (row("1_000"), "row 2: amount '1_000'"),
        (row("NaN"), "row 2: amount 'NaN'"),
        (row("inf"), "row 2: amount 'inf'"),
        (row(""), "row 2: amount ''"),
        (row("0x10"), "row 2: amount '0x10'"),
        (row(str(10**38)), "row 2: amount is larger than 38 digits"),
        (row("1e60"), "row 2: amount is larger than 38 digits"),
        (row(time="yesterday"), "row 2: time 'yesterday' is none"),
        (row(time="-1"), "row 2: time '-1' is none"),
        (row(time="2023-02-30"), "row 2: time '2023-02-30' is none"),
        (row(time="infinity"), "row 2: time 'infinity' is none"),
        (row(time=""), "row 2: time '' is none"),
        (row(sender=""), "row 2: from is empty"),
        (row(receiver=""), "row 2: to is empty"),
        (row(sender=EIP55.replace("A", "a", 1)), "row 2: .* mistyped: its capitals are not its checksum"),
        ("1,2,3", "row 2: 3 cells, and the header has 6"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, bad: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        of(tmp_path, row(), bad, row())


def test_an_amount_that_only_its_places_make_too_large_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 2: amount is larger than 38 digits with 18 places"):
        of(tmp_path, row("0.5"), row(str(10**21)))


def test_many_wrong_rows_are_counted_and_the_first_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 1: .*; row 5: .* and 3 more rows"):
        of(tmp_path, *(row("x") for _ in range(8)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("time,from,to\n1,A,B\n", "has no column for amount"),
        ("time,from,to,value,amount_usd\n1,A,B,1,1\n", "may both be amount"),
        ("time,time,from,to,amount\n1,1,A,B,1\n", "has the column 'time' twice"),
        ("time,block,from,to,amount\n1,first,A,B,1\n", "row 1: block 'first'|row 1: height 'first'"),
        ("time,from,to,amount,fee\n1,A,B,1,-1\n", "row 1: fee '-1'"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(tmp_path, text)


def test_columns_and_decimals_as_options(tmp_path: Path) -> None:
    assert decimals_option("6") == {"": 6}
    assert decimals_option("ETH=18, USDC=6") == {"ETH": 18, "USDC": 6}
    for wrong in ("six", "ETH=", "=6", "-1", "39"):
        with pytest.raises(InputError, match="says no number of places"):
            decimals_option(wrong)
    with pytest.raises(InputError, match="names no column"):
        columns_option("time")
    with pytest.raises(InputError, match="there is no column 'when'"):
        read(tmp_path, "time,from,to,amount\n1,A,B,1\n", How(columns_option("when=time")))
    with pytest.raises(InputError, match="has no column 'nowhere'"):
        read(tmp_path, "time,from,to,amount\n1,A,B,1\n", How(columns_option("time=nowhere")))
