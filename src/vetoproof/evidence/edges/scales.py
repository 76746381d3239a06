"""How many decimal places a token's smallest unit has: as stated, else by what its amounts look like.

Whole numbers throughout are taken as they are, in the smallest unit. If any amount of a token has a point, all of them are coins:
a known token then has its own places, an unknown one 6, or 18 if six are not enough.
"""

from __future__ import annotations

from attrs import define, field

from vetoproof.evidence.edges.tables import DIGITS
from vetoproof.terms.errors import InputError

MOST = 18  # places of the finest common token, Ethereum's
PLACES = {
    "USD": 6,  # a graph in dollars is kept in micro-dollars: its values are products of prices, and no finer
    **dict.fromkeys(("USDT", "USDC", "TRX", "XRP"), 6),
    **dict.fromkeys(("BTC", "XBT", "WBTC", "BCH", "LTC", "DOGE"), 8),
    "SOL": 9,
    **dict.fromkeys(("ETH", "WETH", "STETH", "DAI", "BNB", "MATIC"), MOST),
}
FEW = 6


@define
class Scales:
    """The places of each token; `wanted` are those that a reading of the file found too few."""

    stated: dict[str, int] = field(factory=dict)
    places: dict[str, int] = field(factory=dict)
    wanted: dict[str, int] = field(factory=dict)

    def of(self, token: str) -> int:
        return self.stated.get(token, self.stated.get("", self.places.get(token, 0)))

    def saw(self, token: str, pointed: bool, behind: int) -> None:
        """Amounts of a token: whether one had a point, and the most places behind it."""
        if token in self.stated or "" in self.stated or not pointed:
            return
        need = PLACES.get(token.upper(), FEW if behind <= FEW else MOST)
        if need > self.of(token):
            self.wanted[token] = max(need, self.wanted.get(token, 0))

    def coins(self, token: str) -> bool:
        """Whether amounts are in coins, so that they were moved to the smallest unit."""
        return self.of(token) > 0

    def turn(self) -> bool:
        """Take what was found too few; whether there was anything, so that the file must be read again."""
        self.places |= self.wanted
        again, self.wanted = bool(self.wanted), {}
        return again


def decimals_option(text: str) -> dict[str, int]:
    """`6` or `ETH=18,USDC=6` -> places by token; the token `` is any."""
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        token, sign, digits = part.rpartition("=")
        if not digits.isdigit() or int(digits) > DIGITS or (sign and not token):
            raise InputError(f"{part!r} says no number of places", where="--decimals", do=f"write 6, or TOKEN=6; 0 to {DIGITS}")
        found[token] = int(digits)
    return found
