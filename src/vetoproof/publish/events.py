"""Entries -> events: how many a year, with which outcome, and which paragraphs each group of them engages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from attrs import frozen

from vetoproof.findings.answer import Finding
from vetoproof.findings.entries import Entry
from vetoproof.publish import words
from vetoproof.publish.cells import texts
from vetoproof.publish.rows import anchor_of
from vetoproof.regime.law import Provision, Regime

END = re.compile(r"_(?:low|mid|high)$")
SKIPPED = re.compile(r"id|lat|lon|day.*|time.*|from|until|said|claimant|root|source|note|flag|outcome|bound|unit")
PLAIN_VALUE = re.compile(r"[-+]?[\d.,: TZ]*|yes|no|unknown")
UNSTATED = "not stated"
WEIGHT = list(words.OUTCOMES)


@frozen(eq=False)
class Engaged:
    """The paragraphs that a group engages with one outcome."""

    outcome: str
    provisions: tuple[Provision, ...]
    missing: tuple[str, ...]

    @property
    def says(self) -> str:
        hangs = f", hangs on {words.listed(map(words.plainly, self.missing))}" if self.missing else ""
        return words.HEADINGS[self.outcome] + hangs


@frozen(eq=False)
class Group:
    """Events that engage the same paragraphs in the same way."""

    kind: str
    name: str
    first: date
    last: date
    entries: tuple[Entry, ...]
    engaged: tuple[Engaged, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        return anchors(self.entries)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(provision for one in self.engaged for provision in one.provisions)


@frozen(eq=False)
class KindView:
    """All events of one kind, with what a reader calls them; `column` says in what they differ."""

    kind: str
    name: str
    plural: str
    entries: tuple[Entry, ...]
    outcomes: tuple[str, ...]
    column: str

    def years(self) -> Iterator[tuple[int, Counter[str]]]:
        """Each year from the first event to the last, with how many had which outcome; a year without any is there too."""
        found = {year: Counter(self.outcome_of(entry) for entry in group) for year, group in groupby(self.entries, key=year_of)}
        yield from ((year, found.get(year, Counter())) for year in range(min(found), max(found) + 1))

    def outcome_of(self, entry: Entry) -> str:
        return entry.row.get(self.column) or UNSTATED

    @property
    def told_apart(self) -> bool:
        return self.outcomes != (UNSTATED,)

    def of(self, year: int) -> tuple[str, ...]:
        return anchors(entry for entry in self.entries if year_of(entry) == year)


def year_of(entry: Entry) -> int:
    return entry.fact.span.start.year


def anchors(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(anchor_of(entry.table, entry.row) for entry in entries)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.fact.span.start, entry.fact.last, entry.fact.id))


def kinds(law: Regime, entries: Iterable[Entry], column: str = "outcome") -> tuple[KindView, ...]:
    """The events by kind, the most frequent first; `column` names what tells those of one kind apart."""
    by_kind: dict[str, list[Entry]] = {}
    for entry in in_order(entries):
        by_kind.setdefault(entry.fact.kind, []).append(entry)
    views = [_kind(law, kind, tuple(found), column) for kind, found in by_kind.items()]
    return tuple(sorted(views, key=lambda view: (-len(view.entries), view.kind)))


def _kind(law: Regime, kind: str, found: tuple[Entry, ...], column: str) -> KindView:
    return KindView(kind, words.kind(law, kind, len(found)), words.kind(law, kind, 2), found, _outcomes(found, column), column)


def _outcomes(entries: Iterable[Entry], column: str) -> tuple[str, ...]:
    counts = Counter(entry.row.get(column) or UNSTATED for entry in entries)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))


def groups(law: Regime, entries: Iterable[Entry]) -> tuple[Group, ...]:
    """The events grouped by the whole set of their findings, in the order of their first day."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    for entry in in_order(entries):
        findings = sorted((one.provision, one.limb or "", one.outcome, one.missing) for one in entry.judgement.findings)
        found.setdefault((entry.fact.kind, *findings), []).append(entry)
    return tuple(_group(law, tuple(members)) for members in found.values())


def _group(law: Regime, members: tuple[Entry, ...]) -> Group:
    one = members[0]
    engaged = tuple(_engaged(law, one.judgement.findings))
    name, last = words.kind(law, one.fact.kind, len(members)), max(member.fact.last for member in members)
    return Group(one.fact.kind, name, one.fact.span.start, last, members, engaged)


def _engaged(law: Regime, findings: Iterable[Finding]) -> Iterator[Engaged]:
    """The paragraphs by outcome, what weighs most first; the limbs of one paragraph are one."""
    by_outcome = sorted(findings, key=lambda one: WEIGHT.index(one.outcome))
    for outcome, found in groupby(by_outcome, key=lambda one: one.outcome):
        same = list(found)
        names = dict.fromkeys(one.provision for one in same)
        missing = dict.fromkeys(name for one in same for name in one.missing)
        yield Engaged(outcome, tuple(law.by_id[name] for name in names), tuple(missing))


def named(grouped: Iterable[Group]) -> tuple[Provision, ...]:
    """Every paragraph that some group engages, once."""
    return tuple({provision.id: provision for group in grouped for provision in group.provisions}.values())


def describe(entry: Entry, columns: Iterable[str] = ()) -> str:
    """What happened, in the words of the row: the columns named, else its texts without days and the source, else its numbers."""
    if columns:
        return ", ".join(text for text in texts(entry.row, columns) if text)
    told = {key: value for key, value in entry.row.items() if value and not SKIPPED.fullmatch(key)}
    found = [value for value in told.values() if not PLAIN_VALUE.fullmatch(value)]
    return ", ".join(dict.fromkeys(found)) or ", ".join(_bands(told))


def _bands(told: Mapping[str, str]) -> Iterator[str]:
    """`magnitude 4.1 to 4.3` of magnitude_low and magnitude_high; other numbers as they are."""
    ends: dict[str, list[str]] = {}
    for key, value in told.items():
        ends.setdefault(END.sub("", key), []).append(value)
    for name, values in ends.items():
        distinct = list(dict.fromkeys(values))
        middle = f" ({distinct[1]})" if len(distinct) == 3 else ""
        yield f"{words.plainly(name)} {distinct[0]}{f' to {distinct[-1]}' if len(distinct) > 1 else ''}{middle}"
