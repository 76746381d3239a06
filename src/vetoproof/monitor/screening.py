"""Parties beside the designations of the law and other lists, as of a day: one, many, or a file of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from vetoproof.detect.names.party import Listed, Party
from vetoproof.detect.names.query import party_of, shown_name
from vetoproof.detect.names.screener import NONE, Answer, no_collection
from vetoproof.detect.names.screener import Screener as Bench
from vetoproof.monitor.screening_lists import Lists, Source, from_rows, holds_store, lists_for
from vetoproof.monitor.screening_workers import Noted, in_chunks
from vetoproof.regime.load import DEFAULT_REGIME
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import VetoproofError

if TYPE_CHECKING:
    from vetoproof.monitor.screening_owners import Owners


@frozen(eq=False)
class Screened:
    """An answer as the door writes it. Its fields can be asked for by name in brackets, too."""

    id: Any
    query: str
    answer: Answer
    bad: bool = False  # the row itself could not be read

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


Asked = Mapping[str, Any] | str | Unread


class Screener:
    """`Screener(lists, as_of)`: `lists` are files of lists, tables of rows of lists, or None for the designations of the regime."""

    def __init__(
        self, lists: Any = None, as_of: date | str | None = None, *, regime: str | None = DEFAULT_REGIME, store: Path | None = None,
        owners: bool = True, processes: int | None = None,
    ) -> None:  # fmt: skip
        day = read_day(as_of) if isinstance(as_of, str) else as_of or date.max
        self.as_of, self.lists = day, _given(lists, day, regime, store)
        self.processes = processes  # for many parties; None: as many as there are processors
        self._bench = Bench.of(self.lists.listed, day)
        self._owners = _owners_in(store, day) if owners and holds_store(store) else None

    @property
    def owners(self) -> str:
        """The hash that pins the rows of owners that were asked, too; empty: none were."""
        return self._owners.version if self._owners else ""

    def screen(self, party: Asked) -> Screened:
        """One party: a name, or a map of the file format."""
        return next(self.stream([party]))

    def stream(self, parties: Iterable[Asked]) -> Iterator[Screened]:
        """Any number of parties, in their order; many of them on as many processors as there are."""
        before = 0
        for asked, answers in in_chunks(self._answers, parties, self.processes, _plain):
            for number, (raw, (answer, note)) in enumerate(zip(asked, answers, strict=True), before + 1):
                whole = self._owned(raw, answer) if self._owners else answer
                yield Screened(_id(raw, number), _shown(raw), Answer(None, unseen=note) if note else whole, isinstance(raw, Unread))
            before += len(asked)

    def _answers(self, asked: Sequence[Asked]) -> list[Noted]:
        with no_collection():
            read = [_party(raw) for raw in asked]
            answers = self._bench.screen_all([party for party, _ in read])
            return [(answer, note) for answer, (_, note) in zip(answers, read, strict=True)]

    def _owned(self, raw: Asked, answer: Answer) -> Answer:
        return self._owners.add(_party(raw)[0], answer, self._bench) if self._owners else answer

    def screen_many(self, table: Any) -> Any:
        """An Arrow table (or a list of maps) -> the answers, as an Arrow table (or a list), row by row."""
        if hasattr(table, "to_batches"):
            from vetoproof.monitor.screening_files import answers_table, maps_of

            return answers_table(self.stream(maps_of(table)))
        return list(self.stream(table))


def _owners_in(store: Path | None, day: date) -> Owners | None:
    from vetoproof.monitor.screening_owners import Owners  # here: only a store needs its engine

    return Owners.of(store, day)


def _given(lists: Any, day: date, regime: str | None, store: Path | None) -> Lists:
    if lists is None:
        return lists_for(day, regime=regime, store=store)
    if isinstance(lists, Lists):
        return lists
    some = [lists] if isinstance(lists, str | Path) or hasattr(lists, "to_batches") else list(lists)
    found = lists_for(day, regime=None, files=[one for one in some if isinstance(one, str | Path)], store=store)
    for one in some:
        if hasattr(one, "to_batches"):
            found += from_rows(one, Source("rows", "", "", one.num_rows, ("rows",)))
        elif isinstance(one, Listed):
            found += Lists((one,), ())
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
        return _NOBODY, str(error)


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


def _id(raw: Asked, number: int) -> Any:
    given = raw.get("id") if type(raw) is dict or isinstance(raw, Mapping) else None
    return str(number) if given is None else given


def screener(as_of: date, *, regime: str = DEFAULT_REGIME, files: Sequence[Path] = (), store: Path | None = None) -> Screener:
    """What the door screens with: the designations of the regime, and other lists."""
    return Screener(lists_for(as_of, regime=regime, files=files, store=store), as_of, store=store)


def screen(parties: Iterable[Asked], as_of: date, **where: Any) -> list[Screened]:
    """Parties against the designations of the regime and other lists (`files`, `store`)."""
    return list(screener(as_of, **where).stream(parties))


__all__ = ["Asked", "Lists", "Screened", "Screener", "Unread", "lists_for", "screen", "screener"]
