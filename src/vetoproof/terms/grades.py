"""How good a source is (Admiralty code, NATO AJP-2.1) and who may see it (Traffic Light Protocol 2.0, FIRST 2022)."""

from __future__ import annotations

import re

from attrs import frozen

from vetoproof.terms.errors import InputError

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")  # from everybody to the reader alone


@frozen
class Grade:
    """The source and what it says, judged apart: a liar may tell the truth."""

    reliability: str  # a key of RELIABILITY
    credibility: int  # a key of CREDIBILITY

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


UNJUDGED = Grade("F", 6)


def read_grade(text: str) -> Grade:
    """`B2` -> usually reliable, probably true."""
    if not re.fullmatch(r"[A-F][1-6]", text):
        raise InputError(
            f"{text!r} is not a grade", where="--grade", do="write a letter A to F and a digit 1 to 6, as B2; F6 is not judged"
        )
    return Grade(text[0], int(text[1]))


def read_tlp(text: str) -> str:
    """A marking of the Traffic Light Protocol; `TLP:` before it may stand."""
    marking = text.upper().removeprefix("TLP:")
    if marking not in TLP:
        raise InputError(f"{text!r} is no marking", where="--tlp", do=f"use one of {', '.join(TLP)}")
    return marking
