"""A JSON object (or the text of a table) -> a fact, by the vocabulary of a regime. Refuses what it does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from attrs import frozen

from vetoproof.regime.grammar import read_code, read_value
from vetoproof.regime.words import Vocabulary
from vetoproof.terms.days import Span, read_day
from vetoproof.terms.errors import FactError
from vetoproof.terms.fact import Fact, FactValue
from vetoproof.terms.quantity import NOTHING, OPEN, Quantity, Total, decimal

FIELDS = ("id", "kind", "day", "from", "until", "state", "direction", "goods", "quantity", "circumstances")
LONGEST_TEXT = 10_000
MOST_CODES = 1_000
MOST_TOTALS = 1_000
COUNTED = ("all_states", "state")
TOTAL_FIELDS = ("from", "until", "of")

T = TypeVar("T")


@frozen
class FactReader:
    """Reads facts under `words`. `textual`: every value is text, as in YAML and CSV; else JSON types are required."""

    words: Vocabulary
    textual: bool = False

    def read(self, raw: Any) -> Fact:
        """The fact, or a FactError that names the field."""
        if not isinstance(raw, dict):
            raise _fault("", "is not an object", "write one JSON object a line")
        known = (*FIELDS, *self.words.objects)
        for key in raw:
            if key not in known:
                raise _fault(str(key), "is no field of a fact", f"use {', '.join(known)}; what is not a field is a circumstance")
        goods = self._goods(raw.get("goods"))
        values = self._values(raw)
        if "goods" in raw and (raw["goods"] is None or raw["goods"].get("hs", ()) is None):
            values["goods.hs"] = None
        quantity = self._quantity(raw.get("quantity"))
        if "quantity" in raw and quantity is None:
            values["quantity"] = None
        return Fact(
            id=_text("id", raw.get("id")),
            kind=self._word("kind", raw.get("kind"), self.words.kinds),
            span=_span(raw),
            values=values,
            codes=goods[0],
            quantity=quantity,
            description=goods[1],
        )

    def _values(self, raw: Mapping[str, Any]) -> dict[str, FactValue]:
        values: dict[str, FactValue] = {}
        if "state" in raw:
            values["state"] = self._value("state", raw["state"], "state")
        if "direction" in raw:
            allowed = {*self.words.one_way, "both", "none"}
            values["direction"] = None if raw["direction"] is None else self._word("direction", raw["direction"], allowed)
        for name, fields in self.words.objects.items():
            values |= self._object(name, raw.get(name), fields)
        for key, given in _map("circumstances", raw.get("circumstances")).items():
            circumstance = self.words.circumstances.get(key)
            if circumstance is None:
                raise _fault(f"circumstances.{key}", "is no circumstance of this regime", "see the regime's vocabulary for its name")
            values[key] = self._value(f"circumstances.{key}", given, circumstance.type)
        return values

    def _object(self, name: str, raw: Any, fields: Mapping[str, str]) -> dict[str, FactValue]:
        values: dict[str, FactValue] = {}
        for key, given in _map(name, raw).items():
            if key not in fields:
                raise _fault(f"{name}.{key}", "is no field", f"use {', '.join(fields)}")
            values[f"{name}.{key}"] = self._value(f"{name}.{key}", given, fields[key])
        return values

    def _value(self, where: str, given: Any, type_: str) -> FactValue:
        if given is None:
            return None
        if type_ == "totals":
            return self._totals(where, given)
        if self.textual and isinstance(given, str):
            return _within(where, lambda: read_value(given, type_))
        if type_ == "bool":
            if not isinstance(given, bool):
                raise _fault(where, f"{given!r} is neither true nor false", "write true, false or null")
            return given
        if type_ == "number":
            return _within(where, lambda: decimal(_no_text(given)))
        return _within(where, lambda: read_value(_text(where, given), type_))

    def _totals(self, where: str, raw: Any) -> tuple[Total, ...]:
        if not isinstance(raw, list) or len(raw) > MOST_TOTALS:
            raise _fault(where, "is not a list of totals", f"write [{{..}}, {{..}}], at most {MOST_TOTALS:,}")
        return tuple(total for n, entry in enumerate(raw) if (total := self._total(f"{where}[{n}]", entry)))

    def _total(self, where: str, raw: Any) -> Total | None:
        entry = _map(where, raw)
        amounts = {key: value for key, value in entry.items() if key not in TOTAL_FIELDS}
        quantity = self._quantity(amounts, where)
        start, end = _range(entry.get("from"), entry.get("until"), f"{where}.")
        of = self._word(f"{where}.of", entry.get("of", COUNTED[0]), COUNTED)
        return Total(quantity, Span(start, end), of) if quantity else None  # asked, and nobody knows the total

    def _quantity(self, raw: Any, where: str = "quantity") -> Quantity | None:
        if raw is None:
            return None
        entry = _map(where, raw)
        unit = self._word(f"{where}.unit", entry.get("unit"), self.words.units)
        given = set(entry) - {"unit"}
        if given == {"amount"} and entry["amount"] is None:
            return None
        if given == {"amount"}:
            return Quantity.exactly(self._number("amount", entry, where), unit)
        if self.textual and given in ({"low"}, {"mid"}, {"high"}):
            return self._claimed(given.pop(), entry, unit, where)
        if given not in ({"low", "high"}, {"low", "mid", "high"}):
            raise _fault(where, f"has {', '.join(sorted(map(str, given))) or 'nothing'}", "give amount, or low, mid and high, with unit")
        low, high = self._number("low", entry, where), self._number("high", entry, where)
        mid = self._number("mid", entry, where) if "mid" in entry else (low + high) / 2
        if not low <= mid <= high:
            raise _fault(where, "low, mid and high are not in order", "give low <= mid <= high")
        return Quantity(low, mid, high, unit)

    def _claimed(self, end: str, entry: Mapping[str, Any], unit: str, where: str) -> Quantity:
        """A claim with one end: at least so much (the other end stays open), at most so much, or about so much."""
        amount = self._number(end, entry, where)
        if end == "low":
            return Quantity(amount, amount, OPEN, unit)
        return Quantity(NOTHING, amount, amount, unit) if end == "high" else Quantity.exactly(amount, unit)

    def _number(self, key: str, entry: Mapping[str, Any], where: str) -> Decimal:
        given = entry[key]
        number = _within(f"{where}.{key}", lambda: decimal(given if self.textual else _no_text(given)))
        if number < 0:
            raise _fault(f"{where}.{key}", "is negative", "give a quantity of 0 or more, and turn the direction")
        return number

    def _goods(self, raw: Any) -> tuple[tuple[str, ...] | None, str]:
        entry = _map("goods", raw)
        if unknown := set(entry) - {"hs", "description"}:
            raise _fault(f"goods.{sorted(unknown)[0]}", "is no field", "use hs, description")
        hs = entry.get("hs")
        if hs is not None and (not isinstance(hs, list) or len(hs) > MOST_CODES):
            raise _fault("goods.hs", "is not a list of codes", 'write "hs": ["2710"]')
        codes = _within("goods.hs", lambda: tuple(map(read_code, hs))) if hs else None
        return codes, _text("goods.description", entry.get("description", ""))

    def _word(self, where: str, given: Any, allowed: Any) -> str:
        word = _text(where, given)
        if word not in allowed:
            raise _fault(where, f"{word!r} is not known", f"use one of {', '.join(sorted(allowed))}")
        return word


def _span(raw: Mapping[str, Any]) -> Span:
    """The day of the act, or the range in which it happened."""
    if ("day" in raw) == ("from" in raw or "until" in raw):
        raise _fault("day", "a fact has a day, or from and until", "give one of the two")
    if "day" in raw:
        day = _day("day", raw["day"])
        return Span(day, day)
    return Span(*_range(raw.get("from"), raw.get("until")))


def _range(start: Any, end: Any, within: str = "") -> tuple[date, date]:
    first, last = _day(f"{within}from", start), _day(f"{within}until", end)
    if last < first:
        raise _fault(f"{within}until", "lies before from", "give the earlier day first")
    return first, last


def _day(where: str, given: Any) -> date:
    return _within(where, lambda: read_day(_text(where, given)))


def _map(where: str, raw: Any) -> Mapping[str, Any]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise _fault(where, "is not an object", "write it in {..}")
    return raw


def _text(where: str, given: Any) -> str:
    if not isinstance(given, str):
        raise _fault(where, "is missing" if given is None else f"{given!r} is not text", "give it as text")
    if len(given) > LONGEST_TEXT:
        raise _fault(where, f"is longer than {LONGEST_TEXT:,} characters", "shorten it")
    return given


def _no_text(given: Any) -> Any:
    if isinstance(given, str):
        raise ValueError(f"{given!r} is text, not a number")
    return given


def _within(where: str, read: Callable[[], T]) -> T:
    """What `read` returns; a ValueError becomes an error of the field `where`."""
    try:
        return read()
    except ValueError as error:
        raise _fault(where, str(error), "correct it") from error


def _fault(where: str, what: str, do: str) -> FactError:
    return FactError(what, where=where or "fact", do=do)
