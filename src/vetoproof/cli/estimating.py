"""`vetoproof estimate`: a claim estimate in one object, or in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vetoproof.cli import show

if TYPE_CHECKING:
    from vetoproof.assess.estimates import Estimated

BAR = 32  # letters for the widest bar of the tornado


def told(found: Estimated, *, json: bool) -> None:
    if json:
        show.line(found.as_json())
    else:
        _in_words(found)


def _in_words(found: Estimated) -> None:
    one = found.estimate
    print(f"{found.name}: {found.means}\n")
    print(f"  between {_n(one.low)} and {_n(one.high)} {found.unit}; the likeliest inputs give {_n(one.mid)}")
    print(f"  of 10,000 draws: 5 % below {_n(one.p05)}, half below {_n(one.p50)}, 95 % below {_n(one.p95)}")
    for bound in found.bounds:
        print(f"  {bound.end + ' end:':<10} {bound.why}")
    if found.mix:
        print(f"  mixes the numbers of {', '.join(found.mix)}: no claimant has said this product")
    print("\ninputs")
    for given in found.inputs:
        span = _n(given.mid) if given.known else f"{_n(given.low)} / {_n(given.mid)} / {_n(given.high)}"
        print(f"  {given.name.replace('_', ' '):<26} {span:<22} {given.unit:<11} {given.said_by}")
    _tornado(found)
    for title, lines in (
        ("checks", [f"{check.standing:<11} {check.name}: {check.why}" for check in found.checks]),
        ("what others say", [f"{'inside' if one.inside else 'beside':<7} {one.why}" for one in found.beside]),
        ("not seen", [f"{one.what}: {one.why}" for one in found.unseen]),
    ):
        if lines:
            print(f"\n{title}", *(f"  {line}" for line in lines), sep="\n")


def _tornado(found: Estimated) -> None:
    widest = max((swing.width for swing in found.estimate.tornado), default=0)
    if widest:
        print("\nwhat moves it, each alone")
    for swing in found.estimate.tornado:
        bar = "#" * max(1, round(BAR * swing.width / widest))
        print(f"  {swing.name.replace('_', ' '):<26} {bar:<{BAR}} {_n(swing.low)} to {_n(swing.high)}")


def _n(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.3g}"
