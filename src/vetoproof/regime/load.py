"""A folder of YAML files -> one `Regime`, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve

from vetoproof.regime.check import faults_in
from vetoproof.regime.check_cap import faults_of_caps
from vetoproof.regime.check_target import faults_of_targets
from vetoproof.regime.check_watch import faults_of_watch
from vetoproof.regime.condition import OneOf
from vetoproof.regime.grammar import read_value
from vetoproof.regime.law import About, Regime
from vetoproof.regime.sheet import Sheet, converter, declared_types, read_sheet
from vetoproof.regime.target import Group
from vetoproof.regime.tree import Tree, read_tree
from vetoproof.regime.words import Default, Presumption, Vocabulary
from vetoproof.terms.canonical import canonical
from vetoproof.terms.errors import Fault, RegimeError

DEFAULT_REGIME = "un-dprk"
MOST_FILES = 500
ONLY_ONCE = ("regime", "list_extension", "report_missed", "report_keys", "enrichment", "margins")
BY_NAME = (
    "kinds", "objects", "circumstances", "defaults", "addressees", "routes", "terms", "sources", "measures",
    "groups", "metrics", "series", "statuses",
)  # fmt: skip
# They use the law; a change of theirs is no change of law.
NOT_LAW = ("cases", "answers", "chapters", "readings", "customs", "calls", "sightings", "measures", "watchers", "fallbacks")


def _own() -> Path:
    return Path(str(files("vetoproof"))) / "regimes"


def regime_folder(name: str) -> Path:
    """The folder of a regime: one of ours by name, or any folder by its path."""
    own = _own() / name
    found = own if "/" not in name and own.is_dir() else Path(name)
    if not found.is_dir():
        known = sorted(path.name for path in own.parent.iterdir() if path.is_dir())
        raise RegimeError("there is no such regime", where=name, do=f"use {' or '.join(known)}, or the path of a folder")
    return found


def load_regime(name: str, *, with_cases: bool = False) -> Regime:
    """The regime in a folder. Cases are read only where they are run: they are the larger part of the text.

    One of ours is read once in a process: its text comes with the package and does not change.
    """
    folder = regime_folder(name)
    return _kept(folder, with_cases) if folder.parent == _own() else _load(folder, with_cases)


@lru_cache(4)
def _kept(folder: Path, with_cases: bool) -> Regime:
    return _load(folder, with_cases)


def _load(folder: Path, with_cases: bool) -> Regime:
    paths = sorted(path for path in folder.rglob("*.yaml") if with_cases or "cases" not in path.relative_to(folder).parts)
    if not paths or len(paths) > MOST_FILES:
        raise RegimeError(f"holds {len(paths)} YAML files", where=str(folder), do=f"give 1 to {MOST_FILES}")
    trees = tuple(_named(read_tree(path), path.relative_to(folder)) for path in paths)
    types = declared_types(trees)
    reader = converter(types)
    read = [read_sheet(tree, reader) for tree in trees]
    faults = [*chain.from_iterable(found for _, found in read), *said_twice(trees)]
    faults = faults or list(misread_defaults([sheet for sheet, _ in read if sheet], trees, types))
    if faults:
        raise RegimeError.of(faults)
    regime, placed = join(folder.name, [sheet for sheet, _ in read if sheet], trees, types)
    more = (faults_of_caps, faults_of_watch, faults_of_targets)
    if faults := [*faults_in(regime, placed), *chain.from_iterable(look(regime, placed) for look in more)]:
        raise RegimeError.of(faults)
    return regime


def join(
    name: str, sheets: Iterable[Sheet], trees: tuple[Tree, ...], types: Mapping[str, str]
) -> tuple[Regime, dict[tuple[str, str], str]]:
    """One regime of many sheets, and where each of its entries stands."""
    sheets = list(sheets)

    def every(section: str) -> tuple[Any, ...]:
        return tuple(chain.from_iterable(getattr(sheet, section) for sheet in sheets))

    def merged(section: str) -> dict[str, Any]:
        return {key: value for sheet in sheets for key, value in getattr(sheet, section).items()}

    text = canonical(law_text(trees))
    about = next((sheet.regime for sheet in sheets if sheet.regime), About(name, ""))
    regime = Regime(
        name=name,
        about=about,
        vocabulary=_vocabulary(sheets, merged, every, types),
        instruments=(*(sheet.instrument for sheet in sheets if sheet.instrument), *every("instruments")),
        provisions=every("provisions"),
        exemptions=every("exemptions"),
        general_exemptions=every("general_exemptions"),
        designations=tuple(sheet.designations for sheet in sheets if sheet.designations),
        conversions=every("conversions"),
        sources=merged("sources"),
        readings=every("readings"),
        customs=every("customs"),
        calls=every("calls"),
        sightings=every("sightings"),
        chapters=every("chapters"),
        cases=every("cases"),
        law_version=sha256(text).hexdigest(),
        text=text.decode(),
        mandates=every("mandates"),
        watchers=every("watchers"),
        fallbacks=every("fallbacks"),
        answers=every("answers"),
    )
    return regime, _places(trees)


def _vocabulary(sheets: list[Sheet], merged: Any, every: Any, types: Mapping[str, str]) -> Vocabulary:
    stated = {key: entry.default for key, entry in merged("circumstances").items() if entry.default} | merged("defaults")
    groups: dict[str, Group] = merged("groups")
    named = {name: OneOf("state", group.ever or ("",)) for name, group in groups.items()}  # a group is an addressee by itself
    kinds = merged("kinds")
    kinds |= {alias: evolve(kind, aliases=()) for kind in list(kinds.values()) for alias in kind.aliases}
    return Vocabulary(
        kinds=kinds,
        objects=merged("objects"),
        circumstances=merged("circumstances"),
        defaults={key: tuple(_presumption(one, types.get(key, "text")) for one in defaults) for key, defaults in stated.items()},
        one_way=every("one_way"),
        units=every("units"),
        addressees=named | merged("addressees"),
        routes=merged("routes"),
        terms=merged("terms"),
        list_extension=next((sheet.list_extension for sheet in sheets if sheet.list_extension), None),
        report_missed=next((sheet.report_missed for sheet in sheets if sheet.report_missed), None),
        report_keys=every("report_keys"),
        enrichment=every("enrichment"),
        measures=merged("measures"),
        groups=groups,
        metrics=merged("metrics"),
        series=merged("series"),
        statuses=merged("statuses"),
        margins=next((sheet.margins for sheet in sheets if sheet.margins), None),
    )


def said_twice(trees: Iterable[Tree]) -> Iterator[Fault]:
    """Two files that both say a thing which can be said only once: the order of files is no law."""
    first: dict[tuple[str, ...], Tree] = {}
    for tree in trees:
        for path in _once(tree):
            before = first.setdefault(path, tree)
            if before is not tree:
                yield Fault(tree.where(path), f"{path[-1]} also stands at {before.where(path)}", "keep one")


def _once(tree: Tree) -> Iterator[tuple[str, ...]]:
    """The paths of a file that no other file may have: sections that stand once, and named entries."""
    for section, content in tree.value.items() if isinstance(tree.value, dict) else ():
        if section in ONLY_ONCE:
            yield (section,)
        elif section in BY_NAME and isinstance(content, dict):
            yield from ((section, name) for name in content)


def misread_defaults(sheets: Iterable[Sheet], trees: tuple[Tree, ...], types: Mapping[str, str]) -> Iterator[Fault]:
    """What silence is to mean must be about a key of the regime, in the type of that key."""
    places = _places(trees)
    for sheet in sheets:
        own = (("circumstances", key, entry.default) for key, entry in sheet.circumstances.items())
        apart = (("defaults", key, defaults) for key, defaults in sheet.defaults.items())
        for section, key, defaults in chain(own, apart):
            where = places.get((section, key), section)
            if key not in types:
                yield Fault(where, f"there is no key {key}", "correct the name, or add it to circumstances or objects")
                continue
            for default in defaults:
                try:
                    _presumption(default, types[key])
                except ValueError as error:
                    yield Fault(where, str(error), f"give a default of type {types[key]}")


def _presumption(default: Default, type_: str) -> Presumption:
    return Presumption(None if default.is_ is None else read_value(default.is_, type_), default.when)


def law_text(trees: Iterable[Tree]) -> dict[str, Any]:
    """What the files say, whichever file says it: the text that `law_version` is the hash of."""
    whole: dict[str, Any] = {}
    for tree in trees:
        for section, content in (tree.value or {}).items():
            if section in NOT_LAW:
                continue
            if section in ONLY_ONCE:
                whole[section] = content
            elif isinstance(content, list):
                whole[section] = sorted([*whole.get(section, []), *content], key=str)
            elif section in ("instrument", "designations"):
                whole.setdefault(section, []).append(content)
            elif isinstance(content, Mapping):
                whole[section] = whole.get(section, {}) | content
    return whole | {section: sorted(whole[section], key=str) for section in ("instrument", "designations") if section in whole}


def _places(trees: tuple[Tree, ...]) -> dict[tuple[str, str], str]:
    """Where each entry that has an id, and each named word, stands."""
    places: dict[tuple[str, str], str] = {}
    for tree in trees:
        for section, content in (tree.value or {}).items():
            entries = content.get("entries") if section == "designations" else content
            if isinstance(entries, list):
                for n, entry in enumerate(entries):
                    path = (section, "entries", n) if section == "designations" else (section, n)
                    places.setdefault((section, _name_of(entry)), tree.where(path))
            elif isinstance(entries, dict):
                places |= {(section, key): tree.where((section, key)) for key in entries}
    return places


def _name_of(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    fact = entry.get("fact")
    return str(entry.get("id") or entry.get("ref") or (fact.get("id") if isinstance(fact, dict) else None) or entry.get("table"))


def _named(tree: Tree, path: Path) -> Tree:
    """The tree under its path in the folder, so that errors name `cases/labour.yaml`."""
    text = path.as_posix()
    moved = tuple(Fault(fault.where.replace(tree.file, text, 1), fault.what, fault.do) for fault in tree.faults)
    return evolve(tree, file=text, faults=moved)
