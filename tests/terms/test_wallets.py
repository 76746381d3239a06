"""Addresses: the chain by form, one form to compare, and a checksum that a slip of one sign breaks."""

import csv
import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

from vetoproof.terms.errors import InputError
from vetoproof.terms.wallets import BITCOIN_58, canonical, chain_of, checksummed, pasted, same, spelled

EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # the first example of EIP-55
CARDANO = "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x"  # CIP 19
GOOD = [
    (EIP55, "evm", EIP55.lower()),
    (EIP55.lower(), "evm", EIP55.lower()),
    ("0x" + EIP55[2:].upper(), "evm", EIP55.lower()),
    ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
    ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bitcoin", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),  # BIP 173
    (
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",  # BIP 350
        "bitcoin",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ),
    ("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "bitcoin-cash", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"),
    ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "bitcoin-testnet", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"),  # BIP 173
    (CARDANO.upper(), "cardano", CARDANO),
]
# an address that is right but for one sign, in each form that has a checksum
SLIPS = [
    EIP55.replace("A", "a", 1),
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj9",
    "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6p",
]


@pytest.mark.parametrize(("address", "chain", "form"), GOOD)
def test_an_address_has_its_chain_and_one_form(address: str, chain: str, form: str) -> None:
    assert (chain_of(address), canonical(address)) == (chain, form)
    assert canonical(form) == form


@pytest.mark.parametrize("address", SLIPS)
def test_one_wrong_sign_breaks_the_checksum(address: str) -> None:
    with pytest.raises(InputError, match="mistyped"):
        canonical(address)


@pytest.mark.parametrize("address", ["", "0x12", "wallet of the thief", "0x" + "g" * 40, "I" * 34])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert chain_of(address) == ""
    with pytest.raises(InputError, match="no chain known"):
        canonical(address)


def test_an_address_of_another_chain_is_refused_by_the_name_of_the_chain() -> None:
    for chain in ("XBT", "bitcoin", "tron"):
        with pytest.raises(InputError, match=f"does not look like an address of {chain}"):
            canonical(EIP55, chain)
    assert canonical(EIP55, "bsc") == canonical(EIP55, "ETH") == EIP55.lower()


def bech32(prefix: str, data: list[int]) -> str:
    """BIP 173, written again for the test."""
    spread = [*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix), *data, *[0] * 6]
    state = 1
    for value in spread:
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= term if top >> place & 1 else 0
    check = [(state ^ 1) >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[value] for value in [*data, *check])


@pytest.mark.parametrize(("prefix", "chain"), [("cosmos", "cosmos"), ("bnb", "cosmos"), ("stake", "cardano"), ("zs", "zcash")])
def test_chains_with_bech32_and_a_prefix_of_their_own(prefix: str, chain: str) -> None:
    made = bech32(prefix, [place % 32 for place in range(32)])
    assert (chain_of(made), canonical(made.upper())) == (chain, made)
    assert spelled(made[:-1] + ("q" if made[-1] != "q" else "p")).fault


@pytest.mark.parametrize(
    "address", [f"bitcoin:{GOOD[3][0]}?amount=1.5&label=x", f"BITCOIN:{GOOD[5][0]}", f"ethereum:pay-{EIP55}", f" {EIP55} "]
)
def test_a_link_to_pay_by_is_its_address(address: str) -> None:
    form = next(form for given, _, form in GOOD if given in address)
    assert canonical(address) == form


def test_a_slip_is_told_and_the_address_compared_all_the_same() -> None:
    slip = EIP55.replace("A", "a", 1)
    assert spelled(slip).text == EIP55.lower() and "EIP-55" in spelled(slip).fault
    assert spelled("no address").text == "no address" and not spelled("no address").chain


def test_of_two_forms_that_fit_the_one_whose_checksum_holds() -> None:
    """Old addresses of Dogecoin and of Bitcoin Gold may both begin with A."""
    gold = base58(b"\x17" + bytes(20))
    assert gold[0] == "A" and spelled(gold).chain == "bitcoin-gold" and canonical(gold) == gold


def base58(raw: bytes) -> str:
    value, text = int.from_bytes(raw + sha256(sha256(raw).digest()).digest()[:4], "big"), ""
    while value:
        value, sign = divmod(value, 58)
        text = BITCOIN_58[sign] + text
    return text


def test_addresses_are_compared_by_the_rules_of_their_chain() -> None:
    assert same(EIP55, EIP55.lower())
    assert not same("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1bvbmseystwetqtfn5au4m4gfg7xjanvn2")
    assert same("S1", "S1")
    assert not same("S1", "s1")


@pytest.mark.parametrize("address", ["0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"])
def test_the_spelling_of_eip_55(address: str) -> None:
    assert checksummed(address.lower()) == address


def test_every_address_that_ofac_lists_passes_its_checksum(shared: Path) -> None:
    """Under the ticker of its list, but for USDT (several chains) and one address of Tron that stands under XBT."""
    path = shared / "data/cyber/ofac_digital_currency_addresses_20240927.json.gz"
    listed = json.loads(gzip.decompress(path.read_bytes()))["addresses"]
    assert all(canonical(address) for some in listed.values() for address in some)
    misfiled = []
    for symbol, address in ((symbol, address) for symbol, some in listed.items() if symbol != "USDT" for address in some):
        try:
            canonical(address, symbol)
        except InputError:
            misfiled.append(chain_of(address))
    assert misfiled == ["tron"]


def test_a_slip_in_any_listed_base58_address_is_found(shared: Path) -> None:
    with (shared / "data/lists/ofac_wallets_20240503.csv").open(encoding="utf-8", newline="") as text:
        listed = [row["address"] for row in csv.DictReader(text) if row["currency"] == "XBT" and row["address"][0] in "13"]
    for address in listed:
        turned = BITCOIN_58[(BITCOIN_58.index(address[-1]) + 1) % 58]
        with pytest.raises(InputError):
            canonical(address[:-1] + turned)


@pytest.mark.parametrize(
    "address",
    [
        GOOD[5][0].capitalize(),
        "bc1qW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "osmo1Qpzry9x8gf2tvdw5s3jn54khce6muap2345678",  # as a key of Solana it would hold 32 bytes
        "Qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
        CARDANO[:-1] + CARDANO[-1].upper(),
    ],
)
def test_bech32_in_mixed_case_is_a_fault_whatever_else_it_looks_like(address: str) -> None:
    """BIP 173: decoders must not accept strings where some characters are uppercase and some are lowercase."""
    assert "mixes capitals and small letters" in spelled(address).fault
    with pytest.raises(InputError, match="mixes capitals"):
        canonical(address)


def test_forty_digits_are_read_with_0x_where_somebody_pasted_them() -> None:
    bare = EIP55[2:]
    assert (pasted(bare).text, pasted(bare).fault) == (EIP55.lower(), "") and "no 0x before it" in pasted(bare).note
    assert pasted(bare.lower()).text == EIP55.lower()
    assert "EIP-55" in pasted(bare.replace("A", "a", 1)).fault
    assert pasted(EIP55) == spelled(EIP55)
    with pytest.raises(InputError, match="no chain known"):  # where nobody pasted, as in a table of transfers, it is none
        canonical(bare)


@pytest.mark.parametrize("text", [EIP55[2:-1], EIP55[2:] + "0", "0" * 39 + "x", "0x" + EIP55[2:-1]])
def test_what_is_not_forty_digits_is_not_read_with_0x(text: str) -> None:
    assert pasted(text).chain == "" and not pasted(text).note
