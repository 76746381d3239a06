"""Parties beside the designations of the law and other lists, as of a day: one, many, or a file of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from vetoproof.detect.names.party import Listed, Party
from vetoproof.detect.names.query import party_of, shown_name
from vetoproof.detect.names.screener import NONE, Answer, no_collection
from vetoproof.detect.names.screener import Screener as Bench
from vetoproof.monitor.screening_lists import Lists, Source, from_rows, holds_store, lists_for
from vetoproof.monitor.screening_workers import Noted, in_chunks
from vetoproof.regime.load import DEFAULT_REGIME
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError, VetoproofError

if TYPE_CHECKING:
    from vetoproof.monitor.screening_owners import Owners


@frozen(eq=False)
class Screened:
    """An answer as the door writes it. Its fields can be asked for by name in brackets, too."""

    id: Any
    query: str
    answer: Answer
    bad: bool = False  # the row itself could not be read
    numbered: bool = False  # the id is only its place among the others

    def as_json(self) -> dict[str, Any]:
        if self.answer is NONE:  # what most are
            return {"id": self.id, "query": self.query, "decision": "no_match", "matches": []}
        said: dict[str, Any] = {"id": self.id, "query": self.query, "decision": self.answer.decision, "matches": self.matches}
        if self.answer.more:
            said["more"] = self.answer.more
        return said | ({"unseen": self.answer.unseen} if self.answer.unseen else {})

    @property
    def decision(self) -> str | None:
        return self.answer.decision

    @property
    def unseen(self) -> str:
        return self.answer.unseen

    @property
    def matches(self) -> list[dict[str, Any]]:
        return [
            {"list": one.list, "ref": one.ref, "name": one.name, "score": one.score, "decision": one.decision, "why": list(one.why)}
            for one in self.answer.matches
        ]

    def __getitem__(self, key: str) -> Any:
        return self.as_json()[key]


@frozen
class Unread:
    """A row of a file that is no party: where it stands and what is wrong."""

    where: str
    why: str


class Torn(dict[str, Any]):
    """A row in which some signs could not be read: it is asked by the others, and cleared by none."""

    place = ""

    @classmethod
    def of(cls, row: Mapping[str, Any], place: str) -> Torn:
        found = cls(row)
        found.place = place
        return found


Asked = Mapping[str, Any] | str | Unread


def is_bad(raw: Asked, decision: str | None) -> bool:
    """Whether a row of a file itself is at fault."""
    return decision is None and isinstance(raw, Unread | Torn)


class Screener:
    """`Screener(lists, as_of)`: `lists` are files of lists, tables of rows of lists, or None for the designations of the regime."""

    def __init__(
        self, lists: Any = None, as_of: date | str | None = None, *, regime: str | None = DEFAULT_REGIME, store: Path | str | None = None,
        owners: bool = True, processes: int | None = None,
    ) -> None:  # fmt: skip
        day, folder = _day(as_of), _folder(store)
        self.as_of, self.lists = day, _given(lists, day, regime, folder)
        self.processes = processes  # for many parties; None: as many as there are processors
        self._bench = Bench.of(self.lists.listed, day)
        self._owners = _owners_in(folder, day, self.lists, self._bench, processes) if owners else None
        self.lists += Lists((), (), tuple(self._owners.unseen) if self._owners else ())
        self._uncovered = "; ".join(_uncovered(self.lists, day))

    @property
    def owners(self) -> str:
        """The hash that pins the rows of owners that were asked, too; empty: none were."""
        return self._owners.version if self._owners else ""

    def screen(self, party: Asked) -> Screened:
        """One party: a name, or a map of the file format."""
        return next(self.stream([party]))

    def stream(self, parties: Iterable[Asked], before: int = 0) -> Iterator[Screened]:
        """Any number of parties, in their order; many of them on as many processors as there are. `before`: who were answered already."""
        for asked, answers in in_chunks(self._answers, parties, self.processes, _plain):
            for number, (raw, (answer, note)) in enumerate(zip(asked, answers, strict=True), before + 1):
                given = _id(raw)
                name = str(number) if given is None else given
                if note or self._uncovered or type(raw) is Torn:
                    answer = self._doubted(raw, answer, note)  # noqa: PLW2901
                yield Screened(name, _shown(raw), answer, is_bad(raw, answer.decision), given is None)
            before += len(asked)

    def _doubted(self, raw: Asked, answer: Answer, note: str) -> Answer:
        """The answer where something was not screened: a row that is no party or is torn, a day that the lists do not tell of."""
        if note:
            return Answer(None, unseen=note)
        if answer.decision == "no_match" and self._uncovered:
            return Answer(None, unseen=self._uncovered)
        return Answer(None, unseen=f"{raw.place}: {answer.unseen}") if isinstance(raw, Torn) and answer.unseen else answer

    def _answers(self, asked: Sequence[Asked]) -> list[Noted]:
        with no_collection():
            read = [_party(raw) for raw in asked]
            parties = [party for party, _ in read]
            answers = self._bench.screen_all(parties)
            whole = self._owners.add_all(parties, answers) if self._owners else answers
            return [(answer, note) for answer, (_, note) in zip(whole, read, strict=True)]

    def screen_many(self, table: Any) -> Any:
        """An Arrow table (or a list of maps) -> the answers, as an Arrow table (or a list), row by row."""
        if hasattr(table, "to_batches"):
            from vetoproof.monitor.screening_arrow import answers_table
            from vetoproof.monitor.screening_files import maps_of

            return answers_table(self.stream(maps_of(table)))
        return list(self.stream(table))


def _day(as_of: Any) -> date:
    """No day: no end."""
    if as_of is None:
        return date.max
    try:
        day = read_day(as_of) if isinstance(as_of, str) else as_of
    except ValueError as error:
        raise InputError(str(error), where="as_of", do="give a day, as 2024-01-31") from error
    if isinstance(day, datetime) or not isinstance(day, date):
        raise InputError(f"{type(as_of).__name__} is no day", where="as_of", do="give a datetime.date, or text as 2024-01-31")
    return day


def _folder(store: Path | str | None) -> Path | None:
    if store is not None and not Path(store).is_dir():
        raise InputError("there is no store here", where=f"store {store}", do="give the folder of a store, or none")
    return None if store is None else Path(store)


def _uncovered(lists: Lists, day: date) -> Iterator[str]:
    """Why nobody is cleared: nobody to compare with, or a day before the first that the designations tell of."""
    if not lists.sources and not lists.listed:
        yield "no list was given, so there was nobody to compare with"
    for name in dict.fromkeys(one.list for one in lists.sources if one.origin[0] == "regime"):
        first = min((one.since or date.min for one in lists.listed if one.list == name), default=date.min)
        if day < first:
            yield f"not covered: {day} is before {first}, the first day that the designations of {name} tell of"


def _owners_in(store: Path | None, day: date, lists: Lists, bench: Bench, processes: int | None) -> Owners | None:
    """None if there is neither a store nor a list in a file, which may tell who owns whom."""
    if not holds_store(store) and not any(one.places for one in lists.sources):
        return None
    from vetoproof.monitor.screening_owners import Owners  # here: the law alone needs none of it

    return Owners.of(store, day, lists, bench, processes)


def _given(lists: Any, day: date, regime: str | None, store: Path | None) -> Lists:
    if lists is None:
        return lists_for(day, regime=regime, store=store)
    if isinstance(lists, Lists):
        return lists
    some = [lists] if isinstance(lists, str | Path) or hasattr(lists, "to_batches") or not isinstance(lists, Iterable) else list(lists)
    found = lists_for(day, regime=None, files=[one for one in some if isinstance(one, str | Path)], store=store)
    for one in some:
        if hasattr(one, "to_batches"):
            found += from_rows(one, Source("rows", "", "", one.num_rows, ("rows",)))
        elif isinstance(one, Listed):
            found += Lists((one,), ())
        elif not isinstance(one, str | Path):
            raise InputError(f"{type(one).__name__} is no list", where="lists", do="give files of lists, or tables of rows of lists")
    return found


def _party(raw: Any) -> tuple[Party, str]:
    """The party, or an empty one and why it cannot be read."""
    if isinstance(raw, Unread):
        return _NOBODY, f"{raw.where}: {raw.why}"
    if not isinstance(raw, str | Mapping):
        return _NOBODY, f"{type(raw).__name__} is no party; give a name, or a map with kind, name, props"
    try:
        return party_of({"name": raw} if isinstance(raw, str) else raw), ""
    except VetoproofError as error:
        if error.where != "kind" or isinstance(raw, str):
            return _NOBODY, str(error)
        return _of_any_kind(raw, str(error))


def _of_any_kind(raw: Mapping[str, Any], fault: str) -> tuple[Party, str]:
    """A kind that is none: all kinds are looked through, and nobody is cleared."""
    try:
        party = party_of({key: value for key, value in raw.items() if str(key).lower() not in ("kind", "schema")})
    except VetoproofError as error:
        return _NOBODY, str(error)
    return evolve(party, faults=(*party.faults, fault)), ""


_NOBODY = Party("Thing")


def _plain(raw: Asked) -> tuple[Any, str] | None:
    """What the answer hangs on, if it is only a kind and a name."""
    if type(raw) is str:
        return "", raw
    if type(raw) is not dict or type(name := raw.get("name")) is not str:
        return None
    kind = raw.get("kind", "")
    return (kind, name) if type(kind) is str and len(raw) == 1 + ("kind" in raw) + ("id" in raw) else None


def _shown(raw: Asked) -> str:
    if type(raw) is dict and type(name := raw.get("name")) is str and name:
        return name.strip() or shown_name(raw)
    return raw if isinstance(raw, str) else shown_name(raw) if isinstance(raw, Mapping) else ""


def _id(raw: Asked) -> Any:
    return raw.get("id") if type(raw) is dict or isinstance(raw, Mapping) else None


def screener(
    as_of: date | str, *, regime: str = DEFAULT_REGIME, files: Sequence[Path | str] = (), store: Path | str | None = None
) -> Screener:
    """What the door screens with: the designations of the regime, and other lists."""
    day, folder = _day(as_of), None if store is None else Path(store)
    held = folder if holds_store(folder) else None
    return Screener(lists_for(day, regime=regime, files=files, store=folder), day, store=held)


def screen(parties: Iterable[Asked] | Asked, as_of: date | str, **where: Any) -> list[Screened]:
    """Parties, or one, against the designations of the regime and other lists (`files`, `store`)."""
    _folder(where.get("store"))
    some: Iterable[Asked] = [parties] if isinstance(parties, str | Mapping | Unread) else parties
    return list(screener(as_of, **where).stream(some))


__all__ = ["Asked", "Lists", "Screened", "Screener", "Unread", "lists_for", "screen", "screener"]
