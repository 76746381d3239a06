"""Addresses of digital currency -> the chain whose form they have, and the one form in which they are compared.

`chain_of` goes by the form alone; `canonical` checks the checksum too, and refuses an address that was mistyped; `spelled` tells the
fault and compares it all the same; `pasted` reads it as people copy it. A link to pay by (`bitcoin:..?amount=1`) is its address.
Hexadecimal addresses of the Ethereum kind mean the same in any case, and one in mixed case carries a checksum (EIP-55).
Base58 is exact: another case is another address. Bech32 is compared in small letters (BIP 173, BIP 350).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from attrs import evolve, frozen

from vetoproof.terms.errors import InputError

BITCOIN_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE_58 = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
BECH_32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32, _BECH32M = 1, 0x2BC830A3  # the constants of BIP 173 and BIP 350
_EVM = re.compile("0[xX][0-9a-fA-F]{40}")
_BARE = re.compile("[0-9a-fA-F]{40}")
_LINK = re.compile("(?i:bitcoin|litecoin|ethereum|tron|monero|dash|zcash|dogecoin|ripple|solana|cardano):(?:pay-)?")
_58 = "[1-9A-HJ-NP-Za-km-z]"
_XMR_BLOCK, _XMR_TEXT = 8, 11  # Monero writes 8 bytes as 11 signs, and the last 5 as 7


@frozen
class Form:
    """How the addresses of a chain look, and what makes the one form of them: a ValueError if the checksum fails."""

    chain: str
    looks: re.Pattern[str]
    check: Callable[[str], str]
    caseless: bool = False  # capitals and small letters mean the same


@frozen
class Spelled:
    """An address as it compares. `fault`: why it cannot be one as it stands, if so. `chain` is empty where no form is known. `note`: what
    was added to it, to read it."""

    text: str
    chain: str = ""
    fault: str = ""
    note: str = ""


def chain_of(address: str) -> str:
    """The chain whose form an address has; `evm` for Ethereum and all chains with its addresses; empty if none is known."""
    text = _plain(address)
    return next((form.chain for form in FORMS if form.looks.fullmatch(text)), "")


def canonical(address: str, chain: str | None = None) -> str:
    """The one form of an address. `chain` is a name or a ticker (bitcoin, XBT, ETH, bsc); without it the form tells the chain.

    InputError if the address does not have the form of the chain, or its checksum fails.
    """
    found = spelled(address, chain)
    if not found.chain:
        what = f"does not look like an address of {chain}" if chain else "has the form of no chain known here"
        raise InputError(what, where=_shown(address), do="check the address and its chain")
    if found.fault:
        raise InputError(found.fault, where=_shown(address), do="copy it again from its source")
    return found.text


def spelled(address: str, chain: str | None = None) -> Spelled:
    """The same, told and not refused. Of forms that fit, the first whose checksum holds; an unknown form is compared as it stands."""
    text, family = _plain(address), family_of(chain) if chain else ""
    fitting = [form for form in FORMS if family in ("", form.chain) and form.looks.fullmatch(text)]
    fitting = [form for form in fitting if form.caseless][:1] or fitting  # named by its own prefix: what looks like it besides is chance
    faults: list[str] = []
    for form in fitting:
        try:
            return Spelled(form.check(text), form.chain)
        except ValueError as error:
            faults.append(f"{error}, so it was mistyped")
    if not fitting:
        return Spelled(text)
    first = fitting[0]
    return Spelled(text.lower() if first.caseless else text, first.chain, faults[0])


def pasted(address: str) -> Spelled:
    """The same of what somebody copied: forty hexadecimal digits are an address of Ethereum's kind whose `0x` was left behind."""
    text = address.strip()
    if not _BARE.fullmatch(text):
        return spelled(text)
    found = spelled(f"0x{text}")
    return evolve(found, note=f"{text} has no 0x before it and was read as {found.text}")


def _plain(address: str) -> str:
    """Without the blanks at its ends, and without what a link to pay by has around it."""
    return _LINK.sub("", address.strip()).partition("?")[0]


def family_of(chain: str) -> str:
    """A chain's name or ticker -> the family of forms that its addresses have; an unknown name stands for itself."""
    name = chain.strip().lower()
    return FAMILIES.get(name, name)


def same(one: str, other: str) -> bool:
    """Whether two addresses are one. An address of no known form, or with a slip, is only equal to itself."""
    return _loose(one) == _loose(other)


def _loose(address: str) -> str:
    found = spelled(address)
    return address.strip() if found.fault else found.text


def _shown(address: str) -> str:
    return "address " + "".join(sign if sign.isprintable() else "?" for sign in address[:110])


# ---- Ethereum's kind


def checksummed(address: str) -> str:
    """The EIP-55 spelling: a letter is a capital where the keccak of the small letters has a high digit."""
    plain = address[2:].lower()
    digits = _keccak(plain.encode()).hex()
    return "0x" + "".join(sign.upper() if int(digit, 16) > 7 else sign for sign, digit in zip(plain, digits, strict=False))


def _evm(text: str) -> str:
    letters = text[2:]
    if letters not in (letters.lower(), letters.upper()) and checksummed(text)[2:] != letters:
        raise ValueError("its capitals are not its checksum (EIP-55)")
    return "0x" + letters.lower()


def _keccak(raw: bytes) -> bytes:
    from Crypto.Hash import keccak

    return keccak.new(digest_bits=256, data=raw).digest()


# ---- base58 with a checksum


def _base58(*versions: bytes, alphabet: str = BITCOIN_58) -> Callable[[str], str]:
    """Base58check with one of these version bytes and 20 bytes of hash; the form is exact."""

    def check(text: str) -> str:
        raw = _from_58(text, alphabet)
        if len(raw) < 25 or sha256(sha256(raw[:-4]).digest()).digest()[:4] != raw[-4:]:
            raise ValueError("its base58 checksum fails")
        if raw[:-24] not in versions:
            raise ValueError("its version byte is of another chain")
        return text

    return check


def _from_58(text: str, alphabet: str) -> bytes:
    value = 0
    for sign in text:
        value = value * 58 + alphabet.index(sign)
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")


def _monero(text: str) -> str:
    raw = b""
    for start in range(0, len(text), _XMR_TEXT):
        part = text[start : start + _XMR_TEXT]
        size = _XMR_BLOCK if len(part) == _XMR_TEXT else 5
        value = int.from_bytes(_from_58(part, BITCOIN_58), "big")
        if value >= 256**size:
            raise ValueError("its base58 blocks overflow")
        raw += value.to_bytes(size, "big")
    if _keccak(raw[:-4])[:4] != raw[-4:]:
        raise ValueError("its checksum fails")
    return text


def _key(text: str) -> str:
    """32 bytes without a checksum: only the length can be checked."""
    if len(_from_58(text, BITCOIN_58)) != 32:
        raise ValueError("it does not hold 32 bytes")
    return text


# ---- bech32


def _segwit(text: str) -> str:
    """The first sign is the witness version: 0 has bech32, later ones bech32m."""
    return _bech32(text, lambda first: _BECH32M if first else _BECH32)


def _bech32(text: str, wanted: Callable[[int], int] = lambda _: _BECH32) -> str:
    if text not in (text.lower(), text.upper()):
        raise ValueError("it mixes capitals and small letters")
    prefix, _, body = text.lower().rpartition("1")
    data = [BECH_32.index(sign) for sign in body]
    spread = [*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix), *data]
    if _polymod(spread, (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3), 25, 1) != wanted(data[0]):
        raise ValueError("its bech32 checksum fails")
    return text.lower()


def _cash(text: str) -> str:
    """Bitcoin Cash: the prefix may be left out, and is left out here."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("it mixes capitals and small letters")
    body = text.lower().removeprefix("bitcoincash:")
    spread = [*(ord(sign) & 31 for sign in "bitcoincash"), 0, *(BECH_32.index(sign) for sign in body)]
    generator = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
    if _polymod(spread, generator, 35, 1) ^ 1:
        raise ValueError("its checksum fails")
    return body


def _polymod(values: list[int], generator: tuple[int, ...], shift: int, state: int) -> int:
    for value in values:
        top = state >> shift
        state = (state & ((1 << shift) - 1)) << 5 ^ value
        for place, term in enumerate(generator):
            state ^= term if top >> place & 1 else 0
    return state


# ---- the forms; of two that fit, the earlier counts


def _form(chain: str, looks: str, check: Callable[[str], str], *, caseless: bool = False) -> Form:
    return Form(chain, re.compile(looks), check, caseless)


def _bech(chain: str, prefixes: str, check: Callable[[str], str], longest: int = 87) -> Form:
    return _form(chain, f"(?i:(?:{prefixes})1[{BECH_32}]{{8,{longest}}})", check, caseless=True)


# Chains of Cosmos' kind, by the prefix of their addresses.
_COSMOS = "cosmos|osmo|juno|terra|kava|bnb|thor|sei|inj|celestia|axelar|secret|akash|stars|evmos|dydx|noble|kujira|stride|cro|persistence"
FORMS = (
    Form("evm", _EVM, _evm, caseless=True),
    _form("bitcoin", f"[13]{_58}{{25,34}}", _base58(b"\x00", b"\x05")),
    _bech("bitcoin", "bc", _segwit),
    _form("litecoin", f"[LM3]{_58}{{25,34}}", _base58(b"\x30", b"\x32", b"\x05")),
    _bech("litecoin", "ltc", _segwit),
    _form("tron", f"T{_58}{{33}}", _base58(b"\x41")),
    _form("dash", f"[X7]{_58}{{33}}", _base58(b"\x4c", b"\x10")),
    _form("zcash", f"t[13]{_58}{{33}}", _base58(b"\x1c\xb8", b"\x1c\xbd")),
    _bech("zcash", "zs", _bech32),
    _form("dogecoin", f"[DA9]{_58}{{25,34}}", _base58(b"\x1e", b"\x16")),
    _form("bitcoin-gold", f"[GA]{_58}{{25,34}}", _base58(b"\x26", b"\x17")),
    _form("ripple", f"r[{RIPPLE_58}]{{24,34}}", _base58(b"\x00", alphabet=RIPPLE_58)),
    _form("bitcoin-cash", f"(?i:(bitcoincash:)?[qp][{BECH_32}]{{41}})", _cash, caseless=True),
    _form("bitcoin-cash", f"[13]{_58}{{25,34}}", _base58(b"\x00", b"\x05")),
    _bech("bitcoin-testnet", "tb", _segwit),
    _bech("cardano", "addr|addr_test|stake|stake_test", _bech32, longest=120),
    _form("cardano", f"(?:Ae2|DdzFF){_58}{{50,105}}", str),  # of the days of Byron
    _bech("cosmos", _COSMOS, _bech32),
    _form("monero", f"[48]{_58}{{94}}|4{_58}{{105}}", _monero),
    _form("monero", "[0-9a-f]{64}", str),
    _form("solana", f"{_58}{{32,44}}", _key),
)
CHAINS = frozenset(form.chain for form in FORMS)

_EVM_NAMES = (
    *("eth", "ethereum", "etc", "bsc", "bnb", "arb", "arbitrum", "polygon", "matic", "optimism", "base"),
    *("avalanche", "avax", "fantom", "ftm", "heco", "ronin", "usdc", "erc20"),
)
FAMILIES = {
    **dict.fromkeys(_EVM_NAMES, "evm"),
    **dict.fromkeys(("btc", "xbt", "bsv", "bitcoin-sv"), "bitcoin"),
    **dict.fromkeys(("bch", "bcash"), "bitcoin-cash"),
    **{"ltc": "litecoin", "trx": "tron", "trc20": "tron", "zec": "zcash", "doge": "dogecoin", "xvg": "dogecoin", "verge": "dogecoin"},
    **{"btg": "bitcoin-gold", "xrp": "ripple", "xmr": "monero", "sol": "solana", "ada": "cardano", "atom": "cosmos"},
}
"""Names and tickers by family. A token that runs on several chains (USDT) is in none: its address tells the chain."""
