"""An address of a ledger as somebody gave it -> the one spelling that compares equal, and what is wrong with it.

The forms and checksums of the chains stand in `terms/wallets`. A broken checksum is told, not mended; the address is compared as it is.
Forty hexadecimal digits are an address of Ethereum's kind whose `0x` was not copied: compared with it, and told so.
"""

from __future__ import annotations

from attrs import frozen

from vetoproof.terms.wallets import chain_of, pasted

_LONGEST = 200
_SHORTEST = 25  # signs of an address that is known by nothing but its looks


@frozen
class Address:
    """`text` as it compares; `fault`: why it can be none; `note`: how it was read. `chain`: the currency as it was stated; `known`: has a
    known form."""

    text: str
    chain: str = ""
    fault: str = ""
    known: bool = True
    note: str = ""


def address(text: str, currency: str = "") -> Address:
    """An address in its comparable form; empty if it can be none."""
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or not plain.isascii() or any(sign.isspace() for sign in plain):
        return Address("", currency, f"{text[:60]!r} is no address of a ledger")
    found = pasted(plain)
    fault, note = found.fault and f"{plain}: {found.fault}", found.note and f"wallet: {found.note}"
    return Address(found.text, currency, fault, bool(found.chain), note)


def can_be_address(text: str) -> bool:
    """Whether a text of which nothing is said can only be an address: by its form, or by letters and digits without a blank."""
    plain = text.strip()
    if len(plain) < _SHORTEST or not plain.isascii() or " " in plain:
        return False
    return (plain.isalnum() and any(sign.isdigit() for sign in plain)) or bool(chain_of(plain))
