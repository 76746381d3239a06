"""What is said of a finding after it was made: attestations, dissents, replies, changes of its status. Values; `register` keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Literal, get_args

from attrs import field, frozen

from vetoproof.terms.errors import InputError

Status = Literal["proposed", "corroborated", "replied", "refuted", "withdrawn"]
Kind = Literal["attestation", "dissent", "reply", "status"]
STATUSES: tuple[Status, ...] = get_args(Status)
FINAL = frozenset({"refuted", "withdrawn"})  # a reply does not lift them; another change of status can
LONGEST_REASON, LONGEST_TEXT = 10_000, 200_000
FIRST_CHARACTER, DELETE = " ", "\x7f"


@frozen
class Version:
    """What a finding said when somebody spoke of it: verdict, range, law. The id stays, versions change under it."""

    outcome: str
    low: str | None
    mid: str | None
    high: str | None
    unit: str | None
    law_version: str


@frozen
class Statement:
    """Somebody's word on a finding: on which version, on which day, because of what, from which source."""

    finding: str
    version: Version
    day: date
    source: str
    because: str = ""
    text: str = ""
    who: str = ""

    kind: ClassVar[Kind]
    needs: ClassVar[tuple[str, ...]] = ("because", "source")

    def __attrs_post_init__(self) -> None:
        for name in self.needs:
            if not str(getattr(self, name)).strip():
                raise InputError(f"a {self.kind} needs `{name}`", where=f"finding {self.finding}", do=f"give {' and '.join(self.needs)}")
        for name in ("source", "because", "text", "who"):
            _plain(name, getattr(self, name), LONGEST_TEXT if name == "text" else LONGEST_REASON)


@frozen
class Attestation(Statement):
    """A partner has looked, and finds the same."""

    kind: ClassVar[Kind] = "attestation"


@frozen
class Dissent(Statement):
    """A partner has looked, and does not find the same. The finding stays as it is; the dissent stands beside it."""

    kind: ClassVar[Kind] = "dissent"


@frozen
class Reply(Statement):
    """What the party that is named says to it, in its own words."""

    kind: ClassVar[Kind] = "reply"
    needs: ClassVar[tuple[str, ...]] = ("text", "source")


@frozen
class Change(Statement):
    """Another status, because of something."""

    status: Status = field(default="proposed", kw_only=True)
    kind: ClassVar[Kind] = "status"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.status not in STATUSES:
            raise InputError(f"{self.status!r} is no status", where=f"finding {self.finding}", do=f"use {', '.join(STATUSES)}")


@frozen
class Word:
    """What somebody wants to say, before it is known of which version of the finding: a reply, or another status."""

    day: date
    source: str
    because: str = ""
    text: str = ""
    who: str = ""
    status: Status | None = None

    def about(self, finding: str, version: Version) -> Statement:
        """The statement on one finding."""
        said = (finding, version, self.day, self.source, self.because, self.text, self.who)
        return Change(*said, status=self.status) if self.status else Reply(*said)


@frozen
class Entry:
    """A statement as the register holds it: its number, the hash of the entry before it, and its own."""

    number: int
    statement: Statement
    previous: str
    sha256: str


@frozen
class State:
    """Where a finding stands: its status, and all that was said, in order."""

    status: Status = "proposed"
    entries: tuple[Entry, ...] = ()

    @property
    def replies(self) -> tuple[Reply, ...]:
        return tuple(entry.statement for entry in self.entries if isinstance(entry.statement, Reply))

    @property
    def attestations(self) -> tuple[Attestation, ...]:
        return tuple(entry.statement for entry in self.entries if isinstance(entry.statement, Attestation))

    @property
    def dissents(self) -> tuple[Dissent, ...]:
        return tuple(entry.statement for entry in self.entries if isinstance(entry.statement, Dissent))


def state_of(entries: Iterable[Entry]) -> State:
    """The status that the entries of one finding leave it in. A reply makes it replied, unless it is refuted or withdrawn."""
    found = tuple(entries)
    status: Status = "proposed"
    for entry in found:
        if isinstance(entry.statement, Change):
            status = entry.statement.status
        elif isinstance(entry.statement, Reply) and status not in FINAL:
            status = "replied"
    return State(status, found)


def _plain(name: str, text: str, most: int) -> None:
    """Only what a terminal and a page can show as text, and no more than a register should hold."""
    if len(text) > most:
        raise InputError(f"is longer than {most:,} characters", where=name, do="shorten it, and keep the whole as an original")
    if any((letter < FIRST_CHARACTER and letter not in "\n\t") or letter == DELETE or "\ud800" <= letter <= "\udfff" for letter in text):
        raise InputError("has control characters in it", where=name, do="give plain text; keep the file itself as an original")
