"""An address of a ledger as somebody gave it -> the one spelling that compares equal, and what is wrong with it.

The forms and checksums of the chains stand in `terms/wallets`. A broken checksum is told, not mended; the address is compared as it is.
"""

from __future__ import annotations

from attrs import frozen

from vetoproof.terms.wallets import spelled

_LONGEST = 200


@frozen
class Address:
    """`text` as it compares; `fault`: why it can be none. `chain`: the currency as it was stated; `known`: has a known form."""

    text: str
    chain: str = ""
    fault: str = ""
    known: bool = True


def address(text: str, currency: str = "") -> Address:
    """An address in its comparable form; empty if it can be none."""
    plain = text.strip()
    if not plain or len(plain) > _LONGEST or not plain.isascii() or any(sign.isspace() for sign in plain):
        return Address("", currency, f"{text[:60]!r} is no address of a ledger")
    found = spelled(plain)
    return Address(found.text, currency, found.fault and f"{plain}: {found.fault}", bool(found.chain))
