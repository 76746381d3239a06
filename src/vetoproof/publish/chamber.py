"""A ballot -> the chamber drawn: one seat a member, its vote by shape and letter, a veto by a ring; nothing rests on colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import cos, pi, sin

from attrs import frozen

WIDTH, HEIGHT = 640, 400
CENTRE, OUTER, INNER, SEAT = (320.0, 320.0), 262.0, 160.0, 26.0
INK, PAPER, FILLED = "#1a1a1a", "#ffffff", "#1a1a1a"
# A vote is told by shape, by filling and by a word: black and white print and every eye can tell them apart.
WORDS: Mapping[str, str] = {
    "yes": "yes",
    "no": "NO",
    "abstain": "abst.",
    "not_voting": "no part",
    "absent": "absent",
    "": "not named",
}
SPOKEN: Mapping[str, str] = {
    "yes": "voted yes",
    "no": "voted no",
    "abstain": "abstained",
    "not_voting": "took no part",
    "absent": "was absent",
    "": "is not named",
}


@frozen
class Place:
    """A member in the drawing."""

    state: str
    permanent: bool
    vote: str = ""
    veto: bool = False


def chamber_svg(places: Sequence[Place], title: str, outcome: str) -> str:
    """An SVG of its own: permanent members in the inner row, elected ones in the outer, the outcome between them."""
    inner = [place for place in places if place.permanent]
    outer = [place for place in places if not place.permanent]
    drawn = [*_row(inner, INNER), *_row(outer, OUTER)]
    says = f"{title}: {outcome}. {_told(places)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(says)}" '
        f'font-family="system-ui, sans-serif" fill="{INK}">',
        f"<title>{escape(title)}</title><desc>{escape(says)}</desc>",
        *drawn,
        _text(CENTRE[0], CENTRE[1] - 6, outcome, 24, bold=True),
        _text(CENTRE[0], CENTRE[1] + 18, title, 13),
        *_key(),
        "</svg>",
    ]
    return "\n".join(parts)


def _row(places: Sequence[Place], radius: float) -> list[str]:
    """Seats along a half circle, from left to right."""
    angles = [pi - pi * (n + 0.5) / len(places) for n in range(len(places))]
    return [_seat(place, *_at(radius, angle)) for place, angle in zip(places, angles, strict=True)]


def _at(radius: float, angle: float) -> tuple[float, float]:
    return round(CENTRE[0] + radius * cos(angle), 1), round(CENTRE[1] - radius * sin(angle), 1)


def _seat(place: Place, x: float, y: float) -> str:
    fill = PAPER if place.vote == "yes" else INK
    word = WORDS.get(place.vote, place.vote)
    name = _text(x, y - 1, place.state, 13, bold=place.permanent, fill=fill)
    vote = _text(x, y + 12, word, 9.5, bold=place.vote == "no", fill=fill)
    ring = _veto(x, y) if place.veto else ""
    spoken = f"{place.state} {SPOKEN.get(place.vote, place.vote)}{' and so vetoed it' if place.veto else ''}"
    return (
        f'<g class="seat {escape(place.vote or "unnamed")}"><title>{escape(spoken)}</title>{ring}{_shape(place.vote, x, y)}{name}{vote}</g>'
    )


def _shape(vote: str, x: float, y: float) -> str:
    """Yes: a full disc. No: a square. Abstain: an open disc. The others: a broken line."""
    if vote == "no":
        side = 2 * SEAT - 4
        corner = f'x="{x - side / 2:g}" y="{y - side / 2:g}" width="{side:g}" height="{side:g}"'
        return f'<rect {corner} fill="{PAPER}" stroke="{INK}" stroke-width="4"/>'
    fill = FILLED if vote == "yes" else PAPER
    broken = "" if vote in ("yes", "abstain") else ' stroke-dasharray="3 4"'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{SEAT:g}" fill="{fill}" stroke="{INK}" stroke-width="1.5"{broken}/>'


def _veto(x: float, y: float) -> str:
    """The mark of a veto: a ring around the seat, and the word above it."""
    ring = f'<circle class="veto" cx="{x:g}" cy="{y:g}" r="{SEAT + 13:g}" fill="none" stroke="{INK}" stroke-width="2.5"/>'
    return ring + _text(x, y - SEAT - 17, "VETO", 12, bold=True)


def _text(x: float, y: float, text: str, size: float, *, bold: bool = False, fill: str = INK) -> str:
    weight = ' font-weight="700"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" text-anchor="middle" fill="{fill}"{weight}>{escape(text)}</text>'


def _key() -> list[str]:
    """What the shapes mean."""
    return [_text(WIDTH / 2, HEIGHT - 18, "full disc: yes · square: no · open disc: abstained · broken line: no vote · ring: veto", 12)]


def _told(places: Sequence[Place]) -> str:
    return "; ".join(f"{place.state} {SPOKEN.get(place.vote, place.vote)}{' (veto)' if place.veto else ''}" for place in places)
