"""Errors a reader can act on: what is wrong, where it stands, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class VetoproofError(Exception):
    """Something the caller can mend. `exit_code` is what the command line returns for it."""

    exit_code = 2

    def __init__(self, what: str, *, where: str, do: str) -> None:
        super().__init__(f"{where}: {what}; {do}")
        self.what, self.where, self.do = what, where, do


class RegimeError(VetoproofError):
    """A fault in the files of a regime. `faults` lists every one that was found."""

    faults: tuple[str, ...] = ()

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> Self:
        """One error that carries all faults, each on its own line."""
        lines = tuple(str(fault) for fault in faults)
        error = cls("does not hold together", where="regime", do="mend what is listed")
        error.faults = lines
        error.args = ("\n".join(lines),)
        return error


class FactError(VetoproofError):
    """A fact that cannot be read."""


class InputError(VetoproofError):
    """A file or argument that cannot be used."""


class IntegrityError(VetoproofError):
    """Something was altered: a hash or a signature does not fit."""

    exit_code = 4


class Fault:
    """One fault in a file: `file:line path: what; do ...`."""

    def __init__(self, where: str, what: str, do: str) -> None:
        self.where, self.what, self.do = where, what, do

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; do {self.do}"
