"""The text of a condition -> a condition (`regime.condition`), by the declared type of each key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from vetoproof.regime.condition import (
    COMPARISONS,
    All,
    Any_,
    Asked,
    Codes,
    Compare,
    Condition,
    Kept,
    Listed,
    Not,
    OneOf,
    Reference,
    Shown,
    Term,
    Value,
    Within,
)
from vetoproof.terms.days import read_day
from vetoproof.terms.quantity import decimal

_REFERENCE = re.compile(r"(?P<month_end>end of month of )?(?P<key>[a-z_][\w.]*)(?: (?P<sign>[+-]) (?P<n>\d{1,4}) (?P<unit>days|months))?")
_CODE = re.compile(r"[0-9]{2}([0-9]{2}){0,2}")
_ORDER = {
    "before": "date",
    "after": "date",
    "from": "date",
    "until": "date",
    "above": "number",
    "at_least": "number",
    "below": "number",
    "at_most": "number",
}


class ConditionError(ValueError):
    """A condition that cannot be read."""


def read_value(text: Any, type_: str) -> Value:
    """One value of the declared type: bool, date, number, state, text."""
    if not isinstance(text, str):
        raise ConditionError(f"{text!r} is not a {type_}")
    if type_ not in _READERS:
        raise ConditionError(f"a value of type {type_} cannot be compared; ask whether it is given, or null")
    try:
        return _READERS[type_](text)
    except ValueError as error:
        raise ConditionError(str(error)) from error


def read_bool(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def read_state(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise ValueError(f"{text!r} is not a State in three capital letters (ISO 3166-1 alpha-3)")
    return text


def read_code(text: Any) -> str:
    """An HS code: 2, 4 or 6 digits, leading zeros kept."""
    if not isinstance(text, str) or not _CODE.fullmatch(text):
        raise ConditionError(f"{text!r} is not an HS code of 2, 4 or 6 digits")
    return text


_READERS: dict[str, Callable[[str], Value]] = {
    "bool": read_bool,
    "date": read_day,
    "number": decimal,
    "state": read_state,
    "text": str,
}


@frozen
class Grammar:
    """Reads conditions; `types` says which keys there are and of which type."""

    types: Mapping[str, str]

    def read(self, raw: Any) -> Condition:
        if not isinstance(raw, dict) or not raw:
            raise ConditionError(f"{raw!r} is not a condition; write KEY: value, or all: [..], any: [..], not: ..")
        parts = tuple(self._entry(key, value) for key, value in raw.items())
        return parts[0] if len(parts) == 1 else All(parts)

    def _entry(self, key: str, value: Any) -> Condition:
        if key in ("all", "any"):
            if not isinstance(value, list):
                raise ConditionError(f"`{key}` needs a list of conditions")
            parts = tuple(self.read(part) for part in value)
            return All(parts) if key == "all" else Any_(parts)
        if key in _WORDS:
            return _WORDS[key](self, value)
        if key not in self.types:
            raise ConditionError(f"`{key}` is no circumstance or field of this regime's vocabulary")
        return self._about(key, value)

    def _about(self, key: str, value: Any) -> Condition:
        if value is None:
            return Asked(key)
        if isinstance(value, list | dict) and not value:
            raise ConditionError(f"`{key}` is compared with nothing; give a value")
        if isinstance(value, list):
            return OneOf(key, tuple(self._literal(key, one) for one in value))
        if isinstance(value, dict):
            parts = tuple(self._comparison(key, how, bound) for how, bound in value.items())
            return parts[0] if len(parts) == 1 else All(parts)
        return Compare(key, "is", self._literal(key, value))

    def _comparison(self, key: str, how: str, bound: Any) -> Condition:
        if how == "given":
            return Asked(key, given=True) if read_value(bound, "bool") else Not(Asked(key, given=True))
        if how not in COMPARISONS:
            raise ConditionError(f"`{how}` is no comparison; there are {', '.join(COMPARISONS)}, given")
        if how in _ORDER and self.types[key] != _ORDER[how]:
            raise ConditionError(f"`{how}` compares a {_ORDER[how]}, and `{key}` is a {self.types[key]}")
        return Compare(key, how, self._literal(key, bound) if how == "is" else self._bound(key, how, bound))

    def _bound(self, key: str, how: str, bound: Any) -> Any:
        found = _REFERENCE.fullmatch(bound) if isinstance(bound, str) else None
        if found is None or found["key"] not in self.types:
            if how == "same_as":
                raise ConditionError(f"`same_as` needs another key, and {bound!r} is none; write `is` for a value")
            return self._literal(key, bound)
        if self.types[found["key"]] != self.types[key]:
            raise ConditionError(f"`{key}` and `{found['key']}` are of different types")
        amount = int(found["n"] or 0) * (-1 if found["sign"] == "-" else 1)
        days, months = (amount, 0) if found["unit"] == "days" else (0, amount)
        return Reference(found["key"], days, months, bool(found["month_end"]))

    def _literal(self, key: str, text: Any) -> Any:
        if text is None:
            raise ConditionError(f"`{key}` is compared with nothing; write `{key}: null` for what nobody knows")
        return read_value(text, self.types[key])


def _codes(_: Grammar, value: Any) -> Condition:
    if not isinstance(value, list) or not value:
        raise ConditionError("`hs` needs a list of codes")
    return Codes(tuple(read_code(code) for code in value))


def _listed(_: Grammar, value: Any) -> Condition:
    if value not in ("listed", "unlisted"):
        raise ConditionError("`goods` is listed or unlisted")
    return Listed() if value == "listed" else Not(Listed())


def _name(word: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ConditionError(f"`{word}` needs a name, not {value!r}")
    return value


_WORDS: dict[str, Callable[[Grammar, Any], Condition]] = {
    "not": lambda grammar, value: Not(grammar.read(value)),
    "shown": lambda grammar, value: Shown(grammar.read(value)),
    "term": lambda _, value: Term(_name("term", value)),
    "within": lambda _, value: Within(_name("within", value)),
    "kept": lambda _, value: Kept(_name("kept", value)),
    "hs": _codes,
    "goods": _listed,
}
