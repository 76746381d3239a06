"""`vetoproof cap`: one object, or the same in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

import typer

from vetoproof.cli import show as lines

if TYPE_CHECKING:
    from vetoproof.findings.cap_account import CapAccount
    from vetoproof.findings.ledger import Year


def rates(text: str) -> tuple[Decimal, Decimal, Decimal]:
    """`0.1` or `0,0.05,0.1` -> low, middle and high of a share."""
    from vetoproof.terms.errors import InputError
    from vetoproof.terms.quantity import decimal

    try:
        found = [decimal(part.strip()) for part in text.split(",")]
    except ValueError as error:
        raise InputError(str(error), where="--false-positive", do="write a share as 0.1, or three as 0,0.05,0.1") from error
    low, mid, high = found if len(found) == 3 else (found[0], found[0], found[0])
    if len(found) not in (1, 3) or not 0 <= low <= mid <= high <= 1:
        raise InputError(f"{text!r} is no share", where="--false-positive", do="write a share from 0 to 1, or three in order as 0,0.05,0.1")
    return low, mid, high


def show(found: CapAccount, years: Iterable[Year] | None, *, json: bool) -> None:
    """Print one account; before it, without a year, a line for each period."""
    if json:
        from vetoproof.findings.cap_wire import cap_json

        lines.line(cap_json(found))
        return
    from vetoproof.publish.cap_told import account_lines, year_lines

    for text in (*(year_lines(years) if years is not None else ()), *account_lines(found)):
        typer.echo(text)
