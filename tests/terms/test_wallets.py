"""Addresses: the chain by form, one form to compare, and a checksum that a slip of one sign breaks."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from vetoproof.terms.errors import InputError
from vetoproof.terms.wallets import BITCOIN_58, canonical, chain_of, checksummed, same

EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # the first example of EIP-55
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
