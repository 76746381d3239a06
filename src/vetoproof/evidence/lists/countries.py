"""A State as lists write it -> its ISO 3166-1 alpha-3 code; what names no State stays as written."""

from __future__ import annotations

from vetoproof.evidence.climate.codes import ALPHA_3


def state_of(text: str) -> str:
    """`DPRK`, `Korea, North`, `kp` -> PRK."""
    return ALPHA_3.get(text, text)
