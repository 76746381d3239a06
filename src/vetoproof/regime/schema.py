"""The values of a regime -> JSON Schema (draft 2020-12): of a file of a regime, and of a fact under its vocabulary.

Editors check a file against it while it is written, and other programs a fact before they send it. The loader and the
fact reader stay the judges: what they refuse for its meaning (a paragraph that is not there) no schema shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import attrs

from vetoproof.regime.condition import COMPARISONS, Condition
from vetoproof.regime.facts import LONGEST_TEXT, MOST_CODES, MOST_TOTALS
from vetoproof.regime.law import Regime
from vetoproof.regime.sheet import Sheet
from vetoproof.regime.words import Vocabulary
from vetoproof.terms.days import Span

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
CODE: Schema = {"type": "string", "pattern": r"^\d{2}(\d{2}){0,2}$"}
STATE: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}
NULL: Schema = {"type": "null"}
# The loader keeps all as text; an editor reads a plain 2397 as a number and a plain false as a bool.
TEXT: Schema = {"type": ["string", "number", "boolean"]}
PLAIN: Mapping[Any, Schema] = {
    str: {"$ref": "#/$defs/text"},
    bool: {"enum": [True, False, "true", "false"]},
    int: {"type": ["integer", "string"], "pattern": r"^[+-]?\d+$"},
    Decimal: {"type": ["number", "string"], "pattern": r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"},
    date: DAY,
    Span: {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2}(\.\.\d{4}-\d{2}-\d{2})?)?)?$"},
    object: {},
    NoneType: NULL,
    Condition: {"$ref": "#/$defs/condition"},
}


def regime_schema() -> Schema:
    """What one file of a regime may hold: the sections of `Sheet` and all within them."""
    defs: dict[str, Schema] = {"text": TEXT, "condition": _condition(), "asked": _asked()}
    whole = _of_class(Sheet, defs)
    return {"$schema": DRAFT, "title": "A file of a regime", **whole, "$defs": dict(sorted(defs.items()))}


def fact_schema(law: Regime) -> Schema:
    """What one fact may say under the vocabulary of a regime (a JSON object a line)."""
    words = law.vocabulary
    objects = {
        name: _nullable(_map({key: _circumstance(type_, words) for key, type_ in fields.items()})) for name, fields in words.objects.items()
    }
    circumstances = {key: {**_circumstance(one.type, words), "description": one.means} for key, one in words.circumstances.items()}
    properties: dict[str, Schema] = {
        "id": _long_text(),
        "kind": {"oneOf": [{"const": name, "description": kind.means} for name, kind in words.kinds.items()]},
        "day": DAY,
        "from": DAY,
        "until": DAY,
        "state": _nullable(STATE),
        "direction": {"enum": [*sorted({*words.one_way, "both", "none"}), None]},
        "goods": _nullable(_map({"hs": _nullable({"type": "array", "items": CODE, "maxItems": MOST_CODES}), "description": _long_text()})),
        "quantity": _nullable(_quantity(words, {})),
        **objects,
        "circumstances": _nullable(_map(circumstances)),
    }
    one_day = {"required": ["day"], "properties": {"from": False, "until": False}}
    a_range = {"required": ["from", "until"], "properties": {"day": False}}
    title = f"A fact under {law.about.title}"
    return {"$schema": DRAFT, "title": title, **_map(properties, ("id", "kind")), "oneOf": [one_day, a_range]}


# ---- files of a regime


def _of(type_: Any, defs: dict[str, Schema]) -> Schema:
    """The schema of one declared type; classes go into `defs`."""
    if type_ in PLAIN:
        return PLAIN[type_]
    if attrs.has(type_):
        if type_.__name__ not in defs:
            defs[type_.__name__] = {}  # a place is kept: a class may hold itself
            defs[type_.__name__] = _of_class(type_, defs)
        return {"$ref": f"#/$defs/{type_.__name__}"}
    origin, arguments = get_origin(type_), get_args(type_)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], defs)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(arguments[1], defs)}
    return {"anyOf": [_of(argument, defs) for argument in arguments]}  # a union: `X | None`


def _of_class(type_: type[attrs.AttrsInstance], defs: dict[str, Schema]) -> Schema:
    """A map with the fields of a class; `from_` and `is_` are spelled without the line in the files."""
    fields = attrs.fields(attrs.resolve_types(type_))
    properties = {_spelled(field): _of(field.type, defs) for field in fields}
    required = tuple(_spelled(field) for field in fields if field.default is attrs.NOTHING)
    return {"description": " ".join((type_.__doc__ or "").split()), **_map(properties, required)}


def _spelled(field: attrs.Attribute[Any]) -> str:
    return field.name.removesuffix("_")


def _condition() -> Schema:
    """The condition language, by the words of `regime.grammar`; any other key is one of the vocabulary."""
    one, several = {"$ref": "#/$defs/condition"}, {"type": "array", "items": {"$ref": "#/$defs/condition"}}
    words = {
        "all": several,
        "any": several,
        "not": one,
        "shown": one,
        "term": {"type": "string"},
        "within": {"type": "string"},
        "kept": {"type": "string"},
        "hs": {"type": "array", "items": CODE, "minItems": 1},
        "goods": {"enum": ["listed", "unlisted"]},
    }
    return {"type": "object", "minProperties": 1, "properties": words, "additionalProperties": {"$ref": "#/$defs/asked"}}


def _asked() -> Schema:
    """What may be asked of one key: a value, one of several, null (nobody knows), or comparisons."""
    text = {"$ref": "#/$defs/text"}
    comparisons: dict[str, Schema] = {**dict.fromkeys(COMPARISONS, text), "given": PLAIN[bool]}
    return {"anyOf": [text, NULL, {"type": "array", "items": text, "minItems": 1}, {**_map(comparisons), "minProperties": 1}]}


# ---- facts


def _circumstance(type_: str, words: Vocabulary) -> Schema:
    """A value of the declared type, or null: it was asked, and nobody knows."""
    types: dict[str, Schema] = {
        "bool": {"type": "boolean"},
        "date": DAY,
        "number": {"type": "number"},
        "state": STATE,
        "text": _long_text(),
        "totals": {"type": "array", "maxItems": MOST_TOTALS, "items": _quantity(words, _counted(), ("from", "until"))},
    }
    return _nullable(types[type_])


def _counted() -> dict[str, Schema]:
    return {"from": DAY, "until": DAY, "of": {"enum": ["all_states", "state"]}}


def _quantity(words: Vocabulary, more: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """An exact amount, or a band, in a unit of the regime."""
    number: Schema = {"type": "number", "minimum": 0}
    unit: Schema = {"enum": list(words.units)}
    exact = _map({"amount": _nullable(number), "unit": unit, **more}, ("amount", "unit", *required))
    band = _map({"low": number, "mid": number, "high": number, "unit": unit, **more}, ("low", "high", "unit", *required))
    return {"anyOf": [exact, band]}


def _long_text() -> Schema:
    return {"type": "string", "maxLength": LONGEST_TEXT}


def _map(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": dict(properties), **needed, "additionalProperties": False}


def _nullable(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, NULL]}
