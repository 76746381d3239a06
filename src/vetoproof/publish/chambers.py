"""Ballots of the record -> the chamber drawn for each: who sat, how each voted, who vetoed."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from vetoproof.council.seats import Chamber, chamber
from vetoproof.evidence.record import Row
from vetoproof.publish.chamber import Place, chamber_svg
from vetoproof.publish.grids import shown
from vetoproof.publish.rows import Book
from vetoproof.regime.telling import Part
from vetoproof.terms.days import read_day

SEATS = "council_seats"  # the table of who sat when; a part that draws a chamber names it beside the ballots
VOTES = {"voted_yes": "yes", "voted_no": "no", "abstained": "abstain", "not_voting": "not_voting"}


@frozen(eq=False)
class Drawn:
    """One ballot: its row, its tally in words, and the drawing."""

    table: str
    row: Row
    day: date
    tally: str
    svg: str


def chambers(book: Book, part: Part) -> tuple[Drawn, ...]:
    """The ballots of a part, in the order of the record; only those whose `by` column holds one of `marks`, if it names any."""
    seats = chamber(book.run.tables[SEATS].rows)
    return tuple(_drawn(seats, table, row) for table, row in shown(book, part) if table != SEATS and _wanted(part, row))


def _wanted(part: Part, row: Row) -> bool:
    return not part.marks or row.get(part.by) in part.marks


def _drawn(seats: Chamber, table: str, row: Row) -> Drawn:
    day = read_day(row["day"])
    votes = {state: vote for column, vote in VOTES.items() for state in row.get(column, "").split()}
    vetoed = row["outcome"] == "vetoed"
    barred = {state for state, vote in votes.items() if vetoed and vote == "no"}
    places = [
        Place(one.state, one.permanent, votes.get(one.state, ""), one.permanent and one.state in barred) for one in seats.on(day).seats
    ]
    tally = "-".join(str(sum(vote == said for said in votes.values())) for vote in ("yes", "no", "abstain"))
    return Drawn(table, row, day, tally, chamber_svg(places, f"{row['symbol']}, {row['day']}", f"{row['outcome']} {tally}"))
