"""An address of a ledger -> the one spelling that compares equal, and whether its checksum holds.

EVM addresses compare without case; with mixed case the case is a checksum (EIP-55). Base58 is exact, four bytes of SHA-256 twice
(BTC, TRX, LTC, DASH, ZEC ..) or, for XRP, in its own alphabet. Bech32 and bech32m (BIP 173, BIP 350) are small letters, never mixed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from attrs import frozen
from Crypto.Hash import keccak

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_EVM = re.compile(r"0[xX][0-9a-fA-F]{40}")
_BECH = re.compile(r"(?i)(?:bc|tb|ltc|addr|cosmos|bnb)1[023456789acdefghjklmnpqrstuvwxyz]{6,}")
_CASH = re.compile(r"(?i)(?:bitcoincash:)?[qp][023456789acdefghjklmnpqrstuvwxyz]{41}")
_LONGEST = 200


@frozen
class Address:
    """`text` as it compares; `fault`: why it cannot be an address, if so."""

    text: str
    chain: str = ""
    fault: str = ""


def address(text: str, currency: str = "") -> Address:
    """An address in its comparable form. A broken checksum is told, not mended."""
    plain = text.strip()
    for head in ("bitcoin:", "ethereum:", "tron:"):
        plain = plain.removeprefix(head)
    if not plain or len(plain) > _LONGEST or not plain.isascii() or any(sign.isspace() for sign in plain):
        return Address("", currency, f"{text[:60]!r} is no address of a ledger")
    if _EVM.fullmatch(plain):
        return _evm(plain, currency)
    if _BECH.fullmatch(plain) and plain in (plain.lower(), plain.upper()):
        small = plain.lower()
        return Address(small, currency, "" if _bech32_holds(small) else f"the checksum of {plain} does not hold")
    if _BECH.fullmatch(plain):
        return Address(plain.lower(), currency, f"{plain} mixes capital and small letters, which no such address does")
    if _CASH.fullmatch(plain) and plain in (plain.lower(), plain.upper()):
        return Address(plain.lower().removeprefix("bitcoincash:"), currency)
    if set(plain) <= set(BITCOIN) and 25 <= len(plain) <= 36:
        return Address(plain, currency, "" if _base58_holds(plain) else f"the checksum of {plain} does not hold")
    return Address(plain, currency)


def _evm(plain: str, currency: str) -> Address:
    digits = plain[2:]
    small = "0x" + digits.lower()
    mixed = digits not in (digits.lower(), digits.upper())
    fault = f"the letters of {plain} do not fit their checksum (EIP-55)" if mixed and checksummed(small)[2:] != digits else ""
    return Address(small, currency, fault)


def checksummed(small: str) -> str:
    """EIP-55: a letter is capital where the digit of the hash is 8 or more."""
    digits = small[2:].lower()
    mask = keccak.new(digest_bits=256, data=digits.encode()).hexdigest()
    return "0x" + "".join(sign.upper() if int(bit, 16) >= 8 else sign for sign, bit in zip(digits, mask, strict=False))


def _base58_holds(text: str) -> bool:
    return any(_holds(text, alphabet) for alphabet in (BITCOIN, RIPPLE))


def _holds(text: str, alphabet: str) -> bool:
    number = 0
    for sign in text:
        number = number * 58 + alphabet.index(sign)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    raw = b"\0" * (len(text) - len(text.lstrip(alphabet[0]))) + raw
    body, check = raw[:-4], raw[-4:]
    return len(raw) > 4 and hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] == check


def _bech32_holds(text: str) -> bool:
    head, _, data = text.rpartition("1")
    values = [_BECH32.index(sign) for sign in data]
    spread = [ord(sign) >> 5 for sign in head] + [0] + [ord(sign) & 31 for sign in head]
    return _polymod([*spread, *values]) in (1, 0x2BC830A3)


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for place, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= factor if top >> place & 1 else 0
    return check
