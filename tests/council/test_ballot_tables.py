"""Public tables of ballots: three forms read alike, slips of the source put right, all outcomes explained."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from benches import HOUSE

from vetoproof.council.replay import Replay
from vetoproof.evidence.ballots import BallotTable, differing, read_ballots
from vetoproof.evidence.record import read_table
from vetoproof.terms.ballot import count
from vetoproof.terms.days import read_day
from vetoproof.terms.errors import InputError

WIDE = "Vote in the DB,UN classification,Vote outcome,Date,Yes,No,Abstentions,Non-Voting,"
WIDE += "CHINA,FRANCE,RUSSIAN FEDERATION/USSR,UNITED KINGDOM,UNITED STATES"
LIBRARY = "undl_id,ms_code,ms_name,ms_vote,date,resolution,modality,total_yes,total_no,total_abstentions,total_non_voting"
LONG = "vote_id,symbol,date,iso3,vote"
RESULTS = "vote_id,outcome,mode,matter,yes,no,abstain,nonvoting"
TEN = "ALGERIA,ECUADOR,JAPAN,MALTA,MOZAMBIQUE,KOREA,GUYANA,SIERRA LEONE,SLOVAKIA,SWITZERLAND"
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def wide(tables: Path) -> BallotTable:
    return read_ballots(tables / "scpo-unsc-votes-1946-2025.orig.csv.gz")


@pytest.fixture(scope="module")
def long(tables: Path) -> BallotTable:
    return read_ballots(tables / "votes.csv.gz", tables / "drafts.csv.gz")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(*lines: str, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return to


# ---- all ballots
def by_reason(replay: Replay) -> dict[str, int]:
    found = {"without a vote": 0, "27(2)": 0, "109(3)": 0, "error of the source": 0}
    for one in replay.disagree:
        found[next(word for word in found if word in one.reason)] += 1
    return found


def test_each_of_the_3203_ballots_agrees_or_is_explained(wide: BallotTable) -> None:
    replay = HOUSE.replay(wide.ballots)
    assert (replay.ballots, replay.agree, len(replay.disagree), replay.unexplained) == (3203, 3152, 51, ())
    assert by_reason(replay) == {"without a vote": 38, "27(2)": 9, "109(3)": 1, "error of the source": 3}
    assert [one.symbol for one in replay.disagree if one.by == "source"] == ["S/516", "S/1148", "S/5134"]
    assert {slip.symbol for slip in replay.slips} >= {"S/1158", "S/1159", "S/RES/338(1973)", "S/PV.49", "S/PV.303", "Oral amendment"}


def test_two_files_of_the_same_ballots_give_the_same_table(wide: BallotTable, long: BallotTable) -> None:
    assert HOUSE.replay(wide.ballots) == HOUSE.replay(long.ballots)


def test_a_replay_is_stable(wide: BallotTable) -> None:
    there, back = HOUSE.replay(wide.ballots), HOUSE.replay(wide.ballots[::-1])
    assert (there.agree, set(there.disagree)) == (back.agree, set(back.disagree))


def test_every_vote_was_cast_from_a_seat_and_every_seat_cast_one(wide: BallotTable) -> None:
    for record in wide.ballots:
        if record.votes:
            assert set(record.votes) == set(HOUSE.seats(record.day).states), record.symbol


def test_the_columns_that_slipped_are_put_right(wide: BallotTable, long: BallotTable) -> None:
    assert wide.corrected == 219
    assert [(one.symbol, one.votes) for one in wide.ballots] == [(one.symbol, one.votes) for one in long.ballots]
    assert differing(wide) == ()


def test_the_vetoes_of_the_record_are_those_of_the_ballots(wide: BallotTable) -> None:
    rows = {row["ballot"]: row for row in read_table("council_vetoes").rows if row["ballot"]}
    vetoed = {one.ballot: one for one in wide.ballots if one.outcome == "vetoed"}
    assert set(rows) == set(vetoed)
    for ballot, record in vetoed.items():
        found = HOUSE.reader.of(record.day, "substantive", record.votes)
        noes = sorted(state for state in found.sitting.permanent if record.votes.get(state) == "no")
        assert rows[ballot]["cast_by"].split() == noes
        assert tuple(int(rows[ballot][column]) for column in ("yes", "no", "abstain", "not_voting")) == count(record.votes)


# ---- small tables


def test_a_wide_table_is_read_plain_and_zipped(write: Write) -> None:
    plain = write(f"{WIDE},{TEN}", f"1,S/2024/255,vetoed,2024-03-28,13,1,1,0,A,Y,N,Y,Y{',Y' * 10}")
    zipped = plain.with_suffix(".csv.gz")
    zipped.write_bytes(gzip.compress(plain.read_bytes()))
    (record,) = read_ballots(plain).ballots
    assert read_ballots(zipped) == read_ballots(plain)
    assert (record.outcome, record.tally, record.votes["SVN"], read_ballots(plain).corrected) == ("vetoed", (13, 1, 1, 0), "yes", 1)


def test_the_library_marks_all_with_yes_where_nobody_voted(write: Write) -> None:
    row = "7,{},x,Y,1991-08-09,S/RES/704(1991),Without vote,,,,"
    path = write(LIBRARY, *(row.format(state) for state in HOUSE.seats(read_day("1991-08-09")).states))
    (record,) = read_ballots(path).ballots
    assert (record.without_vote, record.votes) == (True, {})
    (one,) = HOUSE.replay([record]).disagree
    assert "without a vote" in one.reason


def test_the_library_form_needs_no_order_of_lines(write: Write) -> None:
    states = HOUSE.seats(read_day("2024-03-28")).states
    rows = [f"9,{state},x,{'N' if state == 'RUS' else 'Y'},2024-03-28,S/RES/1(2024),Vote,14,1,0,0" for state in states]
    assert read_ballots(write(LIBRARY, *rows)) == read_ballots(write(LIBRARY, *reversed(rows), name="back.csv"))
    assert HOUSE.replay(read_ballots(write(LIBRARY, *rows)).ballots).unexplained[0].rule == "vetoed"


def test_a_vote_without_a_seat_is_a_disagreement_with_the_seats(write: Write) -> None:
    path = write(LONG, *(f"1,S/1,2024-03-28,{state},yes" for state in ("DEU", "CHN")))
    results = write(RESULTS, "1,adopted,vote,substantive_or_unmarked,2,0,0,13", name="results.csv")
    (one,) = HOUSE.replay(read_ballots(path, results).ballots).disagree
    assert one.rule == "refused"
    assert "DEU did not sit" in one.reason
    assert "SVN" in one.reason


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("a,b,c", "1,2,3"), "no table of ballots"),
        ((), "is empty"),
        ((f"{WIDE},ATLANTIS", "1,S,vetoed,2024-03-28,1,0,0,0,,,,,,Y"), "unknown column 'ATLANTIS'"),
        ((WIDE, "1,S,vetoed,2024-03-28,1,0,0,0,Q,,,,"), "'Q' is no vote"),
        ((WIDE, "1,S,passed,2024-03-28,1,0,0,0,Y,,,,"), "'passed' is no outcome"),
        ((WIDE, "1,S,vetoed,2024-02-30,1,0,0,0,Y,,,,"), "not a day of the calendar"),
        ((WIDE, "1,S,vetoed,2024-03-28,1,0,0,0,Y"), "has 9 fields of 13"),
        ((LONG, "1,S,2024-03-28,CHN,yes", "1,S,2024-03-28,CHN,no"), "CHN votes twice"),
        ((LONG, "1,S,2024-03-28,CHN,perhaps"), "'perhaps' is no vote"),
        ((LIBRARY, "1,CHN,x,Z,2024-03-28,S,Vote,1,0,0,0"), "'Z' is no vote"),
        ((LIBRARY, "1,CHN,x,Y,28/3/2024,S,Vote,1,0,0,0"), "is not a day"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(write: Write, lines: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_ballots(write(*lines))


def test_votes_without_outcomes_cannot_be_replayed(write: Write) -> None:
    path = write(LONG, "1,S,2024-03-28,CHN,yes")
    with pytest.raises(InputError, match="has no outcome"):
        HOUSE.replay(read_ballots(path).ballots)
    with pytest.raises(InputError, match="has no outcomes"):
        read_ballots(path, write("vote_id,outcome", "1,adopted", name="o.csv"))
    with pytest.raises(InputError, match="has no outcome for ballot 1"):
        read_ballots(path, write(RESULTS, "2,adopted,vote,x,1,0,0,0", name="p.csv"))


def test_a_table_with_its_outcomes_takes_no_second_file(write: Write) -> None:
    path = write(WIDE, "1,S,vetoed,2024-03-28,1,0,0,0,Y,,,,")
    with pytest.raises(InputError, match="has its outcomes in it"):
        read_ballots(path, path)


@pytest.mark.parametrize("data", [b"\x1f\x8bnot really", b"\xff\xfe\x00", b"\x1f\x8b\x08\x00"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_ballots(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_ballots(tmp_path / "none.csv")
