"""What one file of a regime may say, and how its text becomes values: cattrs, with our own faults.

A regime may be one file or fifty: every section may stand in any file, and the loader joins them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs
import cattrs
from attrs import field, frozen
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from vetoproof.regime.condition import Condition
from vetoproof.regime.grammar import Grammar, read_bool
from vetoproof.regime.law import About, Case, DesignationList, Exemption, Instrument, Provision
from vetoproof.regime.limits import Conversion
from vetoproof.regime.target import AnswerCase, Group, Margins, Metric, SeriesTerms, StatusWord
from vetoproof.regime.telling import CallReading, Chapter, CustomsReading, Reading, SightingReading
from vetoproof.regime.tree import Tree
from vetoproof.regime.watch import Fallback, Mandate, Watcher
from vetoproof.regime.words import Circumstance, CircumstanceType, Default, Kind, Lookup, Names
from vetoproof.terms.days import Span, read_day, read_when
from vetoproof.terms.errors import Fault
from vetoproof.terms.quantity import decimal


@frozen
class Sheet:
    """The sections of a file; all optional."""

    regime: About | None = None
    kinds: dict[str, Kind] = field(factory=dict)
    objects: dict[str, dict[str, CircumstanceType]] = field(factory=dict)
    circumstances: dict[str, Circumstance] = field(factory=dict)
    defaults: dict[str, tuple[Default, ...]] = field(factory=dict)
    one_way: Names = ()
    units: Names = ()
    addressees: dict[str, Condition] = field(factory=dict)
    routes: dict[str, Condition | None] = field(factory=dict)
    terms: dict[str, Condition] = field(factory=dict)
    list_extension: Condition | None = None
    report_missed: Condition | None = None
    report_keys: Names = ()
    enrichment: tuple[Lookup, ...] = ()
    measures: dict[str, str] = field(factory=dict)
    groups: dict[str, Group] = field(factory=dict)
    metrics: dict[str, Metric] = field(factory=dict)
    series: dict[str, SeriesTerms] = field(factory=dict)
    statuses: dict[str, StatusWord] = field(factory=dict)
    margins: Margins | None = None
    sources: dict[str, str] = field(factory=dict)
    conversions: tuple[Conversion, ...] = ()
    instrument: Instrument | None = None
    instruments: tuple[Instrument, ...] = ()
    provisions: tuple[Provision, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    general_exemptions: Names = ()
    designations: DesignationList | None = None
    readings: tuple[Reading, ...] = ()
    customs: tuple[CustomsReading, ...] = ()
    calls: tuple[CallReading, ...] = ()
    sightings: tuple[SightingReading, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    watchers: tuple[Watcher, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    cases: tuple[Case, ...] = ()
    answers: tuple[AnswerCase, ...] = ()


FIELDS = {"kind": "text", "state": "state", "direction": "text", "day": "date", "quantity": "number"}


def declared_types(trees: tuple[Tree, ...]) -> dict[str, str]:
    """The keys that conditions may read and their types, from the vocabulary as it stands in the files."""
    types = dict(FIELDS)
    for tree in trees:
        sheet = tree.value if isinstance(tree.value, dict) else {}
        for name, fields in _entries(sheet.get("objects")):
            types |= {f"{name}.{key}": str(type_) for key, type_ in _entries(fields)}
        for name, entry in _entries(sheet.get("circumstances")):
            types[name] = str(entry.get("type")) if isinstance(entry, dict) else "text"
    return types


def read_sheet(tree: Tree, reader: cattrs.Converter) -> tuple[Sheet | None, list[Fault]]:
    """The sections of a file, or every fault in it. `reader`: see `converter`; one serves all files of a regime."""
    if tree.value is None:
        return (None if tree.faults else Sheet()), list(tree.faults)
    if not isinstance(tree.value, dict):
        return None, [*tree.faults, Fault(tree.where(), "is not a map of sections", f"use {', '.join(_keys(Sheet))}")]
    try:
        return reader.structure(tree.value, Sheet), list(tree.faults)
    except cattrs.BaseValidationError as error:
        found = cattrs.transform_error(error, path="$", format_exception=_explain)
        return None, [*tree.faults, *(_fault(tree, line) for line in found)]


def converter(types: Mapping[str, str]) -> cattrs.Converter:
    """Text -> values by declared type; unknown keys and wrong words are refused."""
    made = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    grammar = Grammar(types)
    made.register_structure_hook(str, _text)
    made.register_structure_hook(bool, lambda raw, _: read_bool(raw))
    made.register_structure_hook(int, lambda raw, _: _whole(raw))
    made.register_structure_hook(Decimal, lambda raw, _: decimal(raw))
    made.register_structure_hook(date, lambda raw, _: read_day(_text(raw, str)))
    made.register_structure_hook(Span, lambda raw, _: read_when(_text(raw, str)))
    made.register_structure_hook_func(lambda type_: type_ is object, lambda raw, _: raw)
    made.register_structure_hook(Condition, lambda raw, _: grammar.read(raw))
    made.register_structure_hook_factory(lambda type_: _origin(type_) is tuple, lambda type_: _listed(made, type_))
    made.register_structure_hook_factory(lambda type_: _origin(type_) is dict, lambda type_: _mapped(made, type_))
    made.register_structure_hook_factory(attrs.has, lambda type_: _class_hook(made, type_))
    return made


def _origin(type_: Any) -> Any:
    return get_origin(type_)


def _class_hook(made: cattrs.Converter, type_: Any) -> Callable[[Any, Any], Any]:
    """A map -> a value; `from_` and `is_` are spelled without the line in the files."""
    attrs.resolve_types(type_)
    renamed = {name: override(rename=name.removesuffix("_")) for name in _fields(type_) if name.endswith("_")}
    structure = make_dict_structure_fn(type_, made, _cattrs_forbid_extra_keys=True, **renamed)  # type: ignore[arg-type]

    def hook(raw: Any, wanted: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueError(f"{raw!r} is not a map with {', '.join(_keys(type_))}")
        return structure(raw, wanted)

    return hook


def _listed(made: cattrs.Converter, type_: Any) -> Callable[[Any, Any], Any]:
    """A list -> a tuple; a lone text is refused, not taken letter by letter."""
    (item, *_) = get_args(type_)

    def hook(raw: Any, _: Any) -> Any:
        if not isinstance(raw, list):
            raise ValueError(f"{raw!r} is not a list; write it in [..]")
        return tuple(made.structure(raw, list[item]))  # type: ignore[valid-type]

    return hook


def _mapped(made: cattrs.Converter, type_: Any) -> Callable[[Any, Any], Any]:
    """A map of names -> a dict."""
    structure = cattrs.gen.mapping_structure_factory(type_, made)

    def hook(raw: Any, wanted: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueError(f"{raw!r} is not a map; write NAME: ...")
        return structure(raw, wanted)

    return hook


def _text(raw: Any, _: Any) -> str:
    if not isinstance(raw, str):
        raise ValueError(f"{raw!r} is not text" if raw is not None else "is empty")
    return raw


def _whole(raw: Any) -> int:
    number = decimal(raw)
    if number != number.to_integral_value():
        raise ValueError(f"{raw!r} is not a whole number")
    return int(number)


def _explain(error: BaseException, type_: Any) -> str:
    """The sentence of one error, as the files' authors read it."""
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown key {', '.join(sorted(error.extra_fields))}; use {', '.join(_keys(error.cl))}"
    if isinstance(error, KeyError):
        return f"`{error.args[0]}` is missing; give it"
    if words := _words(type_):
        return f"is none of the words allowed here; use {', '.join(words)}"
    if isinstance(error, ValueError):
        text = str(error)
        return text if ";" in text else f"{text}; correct it"
    return f"cannot be read ({type(error).__name__}); compare it with a neighbour"


def _words(type_: Any) -> tuple[str, ...]:
    """The words of a `Literal`, bare or optional."""
    if get_origin(type_) in (Union, UnionType):
        return tuple(word for part in get_args(type_) for word in _words(part))
    return tuple(map(str, get_args(type_))) if get_origin(type_) is Literal else ()


_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\['([^']*)'\]|\[([^\]]*)\]")


def _fault(tree: Tree, line: str) -> Fault:
    """`sentence; remedy @ $.provisions[0].in_force.from_` -> a fault with its line."""
    sentence, _, place = line.rpartition(" @ ")
    steps: list[str | int] = []
    for name, number, quoted, bare in _STEP.findall(place):
        steps.append(int(number) if number else (name or quoted or bare).removesuffix("_"))
    what, _, do = sentence.partition("; ")
    return Fault(tree.where(tuple(steps)), what, do)


def _keys(type_: Any) -> list[str]:
    return [name.removesuffix("_") for name in _fields(type_)]


def _fields(type_: Any) -> list[str]:
    return [attribute.name for attribute in attrs.fields(type_)]


def _entries(raw: Any) -> list[tuple[str, Any]]:
    return list(raw.items()) if isinstance(raw, dict) else []
