"""`vetoproof status`: where each duty, cap or target of a regime stands; one line an answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from vetoproof.findings.targets import Answer

WIDTHS = (24, 6, 26, 28)


def show(found: Iterable[Answer], *, json: bool, folded: bool) -> int:
    """Print the answers; the exit code. `folded`: of a group only the line for all."""
    import orjson

    from vetoproof.cli.options import Exit
    from vetoproof.findings.targets import COUNTED, OPEN

    verdicts, left_out = set[str](), 0
    for one in found:
        verdicts.add(one.verdict)
        if json:
            sys.stdout.write(orjson.dumps(one.as_json()).decode() + "\n")
        elif folded and one.of_group:
            left_out += 1
        else:
            typer.echo(_line(one))
    if left_out:
        typer.echo(f"{left_out:,} more lines of single members; see --party or --json", err=True)
    if verdicts & COUNTED:
        return int(Exit.FINDING)
    return int(Exit.OPEN if verdicts & OPEN else Exit.CLEAR)


def _line(one: Answer) -> str:
    raw = f" [arithmetic: {one.raw_verdict}]" if one.raw_verdict not in (None, one.verdict) else ""
    cells = (one.provision, one.party, one.test, one.verdict)
    told = "; ".join(part for part in (one.why, one.basis) if part)
    return f"{'  '.join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))}  {told}{raw}"
