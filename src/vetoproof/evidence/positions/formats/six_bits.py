"""The payload of a position report (messages 1, 2, 3, 18, 27 of ITU-R M.1371) -> its fields, without an object for each message.

pyais decodes all other messages; a test holds both to the same answer.
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping

from attrs import frozen

DEGREE = 600_000  # ten-thousandths of a minute
# AIS writes six bits as the signs 0..W and `..w; base64 decodes the same six bits.
_AIS = bytes([*range(48, 88), *range(96, 120)])
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BASE64 = bytes(_BASE64[_AIS.index(sign)] if sign in _AIS else 0 for sign in range(256))


@frozen
class Form:
    """Where the fields of a message lie: first bit and length, and the units in a degree and a knot."""

    bits: int
    sog: tuple[int, int]
    lon: tuple[int, int]
    lat: tuple[int, int]
    per_degree: int = DEGREE
    per_knot: int = 10


_CLASS_A = Form(168, (50, 10), (61, 28), (89, 27))
FORMS: Mapping[int, Form] = {
    **dict.fromkeys((1, 2, 3), _CLASS_A),
    18: Form(168, (46, 10), (57, 28), (85, 27)),
    27: Form(96, (79, 6), (44, 18), (62, 17), 600, 1),
}
_FIRST = {_AIS[kind]: kind for kind in FORMS}

Report = tuple[int, int, float, float, float]  # type, MMSI, latitude, longitude, speed


def report(payload: bytes) -> Report | None:
    """Type, MMSI, latitude and longitude in degrees, speed in knots; None if it is another message, or not of full length."""
    kind = _FIRST.get(payload[0])
    form = FORMS.get(kind or 0)
    if kind is None or form is None or len(payload) * 6 < form.bits:
        return None
    text = payload.translate(_TO_BASE64)
    if b"\0" in text:
        return None
    raw = binascii.a2b_base64(text + b"A" * (-len(text) % 4))
    size, number = len(raw) * 8, int.from_bytes(raw, "big")

    def bits(first: int, length: int) -> int:
        return (number >> (size - first - length)) & ((1 << length) - 1)

    lat, lon = _signed(bits(*form.lat), form.lat[1]), _signed(bits(*form.lon), form.lon[1])
    return kind, bits(8, 30), lat / form.per_degree, lon / form.per_degree, bits(*form.sog) / form.per_knot


def _signed(value: int, length: int) -> int:
    return value - (1 << length) if value >> (length - 1) else value
