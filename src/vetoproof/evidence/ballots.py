"""Public tables of Council ballots (CSV, plain or gzip, form known by the header) -> ballots with named votes.

Three forms: the wide one of Sciences Po (a row a ballot, a column a State, outcomes in it), the long one of the UN Digital
Library (a row a State, adopted resolutions only), and our own long one (a row a State; outcomes in a second file).
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path

from attrs import evolve, field, frozen

from vetoproof.evidence.record import Row, read_table
from vetoproof.terms.ballot import RecordedBallot, Tally, Vote, count
from vetoproof.terms.days import Span, read_day
from vetoproof.terms.errors import InputError

MOST_BYTES = 200_000_000  # unpacked; all ballots to 2025 are 2.4 MB
MOST_ROWS = 2_000_000
LONGEST_FIELD = 100_000
NOT_NAMED = "?"  # a State that voted, nobody wrote down how
MARKS: Mapping[str, Vote] = {"Y": "yes", "N": "no", "A": "abstain", "NV": "not_voting", "X": "not_voting"}
LONG_MARKS: Mapping[str, Vote] = {"yes": "yes", "no": "no", "abstain": "abstain", "nonvoting": "not_voting"}
OUTCOMES = {"adopted": "adopted", "vetoed": "vetoed", "lack of maj.": "failed", "failed": "failed"}
WIDE = ("Vote in the DB", "UN classification", "Vote outcome", "Date", "Yes", "No", "Abstentions", "Non-Voting")
BESIDE = frozenset(
    {*WIDE, "Vote outcome typology-Observable", "Resolution number", "Official full title", "Title-Observable", "Total", "(of which veto)"}
)
LIBRARY = (
    "undl_id",
    "ms_code",
    "ms_vote",
    "date",
    "resolution",
    "modality",
    "total_yes",
    "total_no",
    "total_abstentions",
    "total_non_voting",
)
LONG = ("vote_id", "symbol", "date", "iso3", "vote")
RESULTS = ("vote_id", "outcome", "mode", "matter", "yes", "no", "abstain", "nonvoting")


@frozen
class Names:
    """Which State the column of a name holds on a day: a slip of the source on its days, else its own State."""

    own: Mapping[str, str]
    slips: tuple[tuple[str, Span, str], ...] = field(default=())

    def state(self, name: str, day: date) -> str:
        return next((state for slipped, span, state in self.slips if slipped == name and day in span), self.own[name])

    def slip_of(self, name: str, day: date) -> bool:
        return any(slipped == name and day in span for slipped, span, _ in self.slips)


@frozen
class BallotTable:
    """The ballots of one file, in the order of their numbers; `corrected`: marks that stood in another State's column."""

    ballots: tuple[RecordedBallot, ...]
    corrected: int = 0


def read_ballots(path: Path, outcomes: Path | None = None) -> BallotTable:
    """The ballots of a table in any of the three forms."""
    header, rows = _table(path)
    if outcomes is not None and not set(LONG) <= set(header):
        raise InputError("has its outcomes in it", where=str(path), do="drop --outcomes")
    reader = _reader_of(header, path)
    table = reader(path, header, rows)
    return _with_outcomes(table, outcomes) if outcomes else table


def ballot_names() -> Names:
    """The names of columns, from the record."""
    rows = read_table("council_names").rows
    slips = tuple((row["name"], Span(read_day(row["first_day"]), read_day(row["last_day"])), row["state"]) for row in rows if _slipped(row))
    return Names({row["name"]: row["state"] for row in rows if not _slipped(row)}, slips)


def _slipped(row: Row) -> bool:
    return row["what"] == "slip"


Reader = Callable[[Path, list[str], Iterable[list[str]]], BallotTable]


def _reader_of(header: list[str], path: Path) -> Reader:
    for columns, reader in ((WIDE, _read_wide), (LIBRARY, _read_library), (LONG, _read_long)):
        if set(columns) <= set(header):
            return reader
    raise InputError(
        "is no table of ballots that is known here", where=str(path), do="give the form of Sciences Po, of the UN Digital Library or ours"
    )


# ---- one row a ballot
def _read_wide(path: Path, header: list[str], rows: Iterable[list[str]]) -> BallotTable:
    names, at = ballot_names(), {column: n for n, column in enumerate(header)}
    if unknown := [name for name in header if name not in BESIDE and name not in names.own]:
        raise InputError(f"has the unknown column {unknown[0]!r}", where=str(path), do="add the name to record/council_names.csv")
    columns = [(n, name) for name, n in at.items() if name in names.own]
    ballots, corrected = [], 0
    for line, row in enumerate(rows, start=2):
        day = _day(row[at["Date"]], path, line)
        votes: dict[str, Vote] = {}
        for n, name in columns:
            if mark := row[n]:
                state = names.state(name, day)
                corrected += names.slip_of(name, day)
                _put(votes, state, mark, MARKS, f"{path}:{line}")
        ballots.append(_wide_ballot(row, at, day, votes, f"{path}:{line}"))
    return BallotTable(tuple(sorted(ballots, key=_number)), corrected)


def _wide_ballot(row: list[str], at: Mapping[str, int], day: date, votes: dict[str, Vote], where: str) -> RecordedBallot:
    tally = _tally([row[at[column]] for column in ("Yes", "No", "Abstentions", "Non-Voting")])
    outcome = OUTCOMES.get(row[at["Vote outcome"]])
    if outcome is None:
        raise InputError(f"{row[at['Vote outcome']]!r} is no outcome", where=where, do=f"use {', '.join(OUTCOMES)}")
    # The source marks "not voting" for all where nobody voted at all: adopted without a vote.
    silent = outcome == "adopted" and bool(votes) and set(votes.values()) == {"not_voting"}
    return RecordedBallot(row[at["Vote in the DB"]], row[at["UN classification"]].strip(), day, votes, tally, outcome, silent)


# ---- one row a State
def _read_library(path: Path, header: list[str], rows: Iterable[list[str]]) -> BallotTable:
    """The UN Digital Library marks every member "Y" where nobody voted; its `modality` then says so."""
    at = {column: n for n, column in enumerate(header)}
    ballots = []
    for key, lines in _by(at["undl_id"], rows):
        first = lines[0][1]
        votes = _votes(lines, at["ms_code"], at["ms_vote"], MARKS, path)
        tally = _tally([first[at[column]] for column in LIBRARY[-4:]])
        without = "without" in first[at["modality"]].lower()
        day = _day(first[at["date"]], path, lines[0][0])
        ballots.append(RecordedBallot(key, first[at["resolution"]], day, {} if without else votes, tally, "adopted", without))
    return BallotTable(tuple(sorted(ballots, key=lambda ballot: (ballot.day, ballot.symbol))))


def _read_long(path: Path, header: list[str], rows: Iterable[list[str]]) -> BallotTable:
    at = {column: n for n, column in enumerate(header)}
    ballots = []
    for key, lines in _by(at["vote_id"], rows):
        first = lines[0][1]
        votes = _votes(lines, at["iso3"], at["vote"], LONG_MARKS, path)
        ballots.append(RecordedBallot(key, first[at["symbol"]], _day(first[at["date"]], path, lines[0][0]), votes))
    return BallotTable(tuple(sorted(ballots, key=_number)))


def _with_outcomes(table: BallotTable, path: Path) -> BallotTable:
    """The outcomes of a second file, by the number of the ballot."""
    header, rows = _table(path)
    if not set(RESULTS) <= set(header):
        raise InputError("has no outcomes", where=str(path), do=f"give a table with {', '.join(RESULTS)}")
    found = {row["vote_id"]: row for row in (dict(zip(header, line, strict=True)) for line in rows)}
    if lost := [ballot.ballot for ballot in table.ballots if ballot.ballot not in found]:
        raise InputError(f"has no outcome for ballot {lost[0]}", where=str(path), do="give the table that belongs to the votes")
    return evolve(table, ballots=tuple(_settled(ballot, found[ballot.ballot]) for ballot in table.ballots))


def _settled(ballot: RecordedBallot, row: Mapping[str, str]) -> RecordedBallot:
    matter = row["matter"] if row["matter"] in ("procedural", "article_109_3") else ""
    tally = _tally([row[column] for column in ("yes", "no", "abstain", "nonvoting")])
    return evolve(ballot, outcome=OUTCOMES.get(row["outcome"], ""), tally=tally, without_vote=row["mode"] == "without_vote", matter=matter)


# ---- text
def _table(path: Path) -> tuple[list[str], Iterable[list[str]]]:
    text = _text(path)
    csv.field_size_limit(LONGEST_FIELD)
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(lines)
        rows = list(lines)
    except (csv.Error, StopIteration) as error:
        raise InputError(str(error) or "is empty", where=str(path), do="give a CSV file of ballots") from error
    if len(rows) > MOST_ROWS:
        raise InputError(f"has more than {MOST_ROWS:,} rows", where=str(path), do="split it")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise InputError(f"has {len(row)} fields of {len(header)}", where=f"{path}:{line}", do="mend the line")
    return header, rows


def _text(path: Path) -> str:
    """The text of a file; gzip is known by its first bytes, and its unpacked size is bounded."""
    try:
        with path.open("rb") as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path) if zipped else path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise InputError(f"cannot be read ({error})", where=str(path), do="give a CSV file, plain or gzip") from error
    if len(data) > MOST_BYTES:
        raise InputError(f"holds more than {MOST_BYTES:,} bytes", where=str(path), do="split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 at byte {error.start}", where=str(path), do="save it as UTF-8") from error


Lines = list[tuple[int, list[str]]]


def _by(column: int, rows: Iterable[list[str]]) -> Iterable[tuple[str, Lines]]:
    """The lines of each ballot, whatever their order in the file."""
    numbered = sorted(enumerate(rows, start=2), key=lambda one: one[1][column])
    return ((key, list(lines)) for key, lines in groupby(numbered, key=lambda one: one[1][column]))


def _votes(lines: Lines, code: int, vote: int, marks: Mapping[str, Vote], path: Path) -> dict[str, Vote]:
    votes: dict[str, Vote] = {}
    for line, row in lines:
        _put(votes, row[code], row[vote], marks, f"{path}:{line}")
    return votes


def _put(votes: dict[str, Vote], state: str, mark: str, marks: Mapping[str, Vote], where: str) -> None:
    if state in votes:
        raise InputError(f"{state} votes twice", where=where, do="keep one")
    if mark in marks:
        votes[state] = marks[mark]
    elif mark not in (NOT_NAMED, "unknown"):
        raise InputError(f"{mark!r} is no vote", where=where, do=f"use {', '.join(marks)} or {NOT_NAMED}")


def _tally(texts: list[str]) -> Tally | None:
    """Four numbers, or nothing where the source does not know them."""
    if not all(text.isdecimal() for text in texts):
        return None
    yes, no, abstain, silent = map(int, texts)
    return yes, no, abstain, silent


def _day(text: str, path: Path, line: int) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise InputError(str(error), where=f"{path}:{line}", do="give the day of the ballot") from error


def _number(ballot: RecordedBallot) -> tuple[int, str]:
    return (int(ballot.ballot) if ballot.ballot.isdecimal() else 0, ballot.ballot)


def differing(table: BallotTable) -> tuple[RecordedBallot, ...]:
    """The ballots whose named votes do not add up to the tally that stands beside them."""
    return tuple(
        ballot
        for ballot in table.ballots
        if ballot.tally and count(ballot.votes) != ballot.tally and len(ballot.votes) == sum(ballot.tally)
    )
