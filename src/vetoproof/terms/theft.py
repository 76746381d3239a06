"""One report of a theft, as any list gives it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import frozen


@frozen
class Theft:
    """Whose loss, in which days it lies, how much was taken (None: not said)."""

    id: str
    victim: str
    first: date
    last: date
    amount: Decimal | None = None
