"""Enrichment on a made-up treaty (its keys are its own words), on the UN list, and equal in bulk and single."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vetoproof.findings.bulk import AnswerBook, Broken, Tally, judge_lines
from vetoproof.findings.enrich import Enriched, Enricher
from vetoproof.findings.judge import Judge
from vetoproof.findings.tables import judge_parquet, read_ties
from vetoproof.findings.ties import COLUMNS, Tie, TieBook, read_tie
from vetoproof.findings.wire import answer
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError, RegimeError
from vetoproof.terms.names import imo_number, plain_name

# Ship numbers with a right check digit.
LISTED, LATER, FREE = "8518780", "9074729", "8814275"
TREATY = f"""
regime: {{title: The Eel Treaty, version: '1'}}
kinds: {{call: {{means: a boat lands, measures: [eels]}}}}
objects:
  boat: {{title: text, plate: text, banned: bool, banned_since: date, colours: state, keeper: state}}
  buyer: {{called: text, banned: bool}}
defaults: {{boat.banned: [{{is: false}}], buyer.banned: [{{is: false}}]}}
enrichment:
  - {{listed_as: [vessel], name: boat.title, imo: boat.plate, designated: boat.banned, designated_from: boat.banned_since,
      flag: boat.colours, owner_state: boat.keeper}}
  - {{listed_as: [person, entity], name: buyer.called, designated: buyer.banned}}
addressees: {{all: {{state: {{given: true}}}}}}
sources: {{MADE-UP: for the tests, LIST: the list of eel thieves}}
provisions:
  - {{id: ET/1, title: No banned boat lands, summary: '', measure: eels, force: decides, bound: [all], direction: none,
      in_force: {{from: 1990-01-01}}, confidence: high, source: [MADE-UP],
      when: {{any: [{{boat.banned: true, boat.banned_since: {{until: day}}}}, {{buyer.banned: true}}]}}}}
designations:
  as_of: 2020-12-31
  complete_from: 2010-01-01
  unseen: Who was taken off before 2010 is not known.
  source: [LIST]
  entries:
    - {{ref: B.1, kind: vessel, name: Sea Eel, since: 2005-05-05, imo: '{LISTED}', aliases: ['a.k.a.: Grey-Eel']}}
    - {{ref: B.2, kind: vessel, name: Moray, since: 2015-06-01, imo: '{LATER}'}}
    - {{ref: B.3, kind: vessel, name: Lamprey, since: 2005-05-05}}
    - {{ref: P.1, kind: person, name: Ch'oe Sŏk, since: 2012-01-01}}
"""
Fill = Callable[..., Enriched]


@pytest.fixture
def treaty(law_of: Callable[..., Regime]) -> Regime:
    return law_of(TREATY)


@pytest.fixture
def fill(treaty: Regime) -> Fill:
    """`fill("2012-01-01", boat={...}, ties=[...])` -> the fact, filled."""

    def run(day: str, *, ties: Any = (), as_of: date = date.max, known_by: date = date.max, **objects: Any) -> Enriched:
        first, _, last = day.partition("..")
        when = {"from": first, "until": last} if last else {"day": first}
        fact = FactReader(treaty.vocabulary).read({"id": "F", "kind": "call", "state": "NOR", **when, **objects})
        return Enricher.of(treaty, ties, as_of=as_of, known_by=known_by).enrich(fact)

    return run


def values(found: Enriched) -> dict[str, Any]:
    return {one.key: one.value for one in found.filled}


def unseen(found: Enriched, *, ties: bool = False) -> list[str]:
    """What was not seen; the line on registers, which stands wherever none is handed in, apart."""
    return [one.what for one in found.unseen if ties or "register" not in one.why]


# ---- the list, by number


def test_a_number_on_the_list_decides_from_its_day_on_with_its_source(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"plate": LISTED})
    assert values(found) == {"boat.banned": True, "boat.banned_since": date(2005, 5, 5)}
    assert {one.source for one in found.filled} == {"LIST: B.1; since 2005-05-05"}
    assert found.fact.values["boat.banned"] is True


@pytest.mark.parametrize("plate", [f"IMO {LISTED}", f"imo{LISTED}", f" {LISTED} ", f"IMO: {LISTED}"])
def test_a_number_is_found_however_it_is_written(fill: Fill, plate: str) -> None:
    assert values(fill("2012-01-01", boat={"plate": plate}))["boat.banned"] is True


def test_before_its_day_it_was_not_designated(fill: Fill, treaty: Regime) -> None:
    found = fill("2015-05-31", boat={"plate": LATER})
    assert values(found) == {"boat.banned": False, "boat.banned_since": date(2015, 6, 1)}
    assert Judge(treaty).judge(found.fact).verdict == "no_breach"
    assert Judge(treaty).judge(fill("2015-06-01", boat={"plate": LATER}).fact).verdict == "breach"


def test_a_range_that_its_day_lies_in_hangs_on_the_day(fill: Fill, treaty: Regime) -> None:
    said = Judge(treaty).judge(fill("2015-05-30..2015-06-02", boat={"plate": LATER}).fact)
    assert (said.verdict, said.findings[0].missing) == ("depends", ("day",))


def test_who_is_listed_after_the_horizon_is_not_known_yet(fill: Fill) -> None:
    found = fill("2014-01-01", boat={"plate": LATER}, as_of=date(2014, 6, 1))
    assert values(found) == {"boat.banned": False}


def test_a_number_that_is_not_on_a_list_whole_for_that_day_is_not_designated(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"plate": FREE})
    assert values(found) == {"boat.banned": False}
    assert found.filled[0].source == "LIST, as of 2020-12-31"


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ("2009-12-31", ["boat.banned before 2010-01-01"]),
        ("2021-01-01", ["boat.banned after 2020-12-31"]),
        ("2009-12-31..2021-01-01", ["boat.banned before 2010-01-01", "boat.banned after 2020-12-31"]),
    ],
)
def test_outside_the_days_of_the_list_nothing_is_filled_and_that_is_said(fill: Fill, day: str, what: list[str]) -> None:
    found = fill(day, boat={"plate": FREE})
    assert (values(found), unseen(found)) == ({}, what)


@pytest.mark.parametrize("plate", ["8518781", "851878", "85187801", "no number", "IMO", "٨٥١٨٧٨٠"])
def test_what_is_no_ship_number_is_not_looked_up_and_that_is_said(fill: Fill, plate: str) -> None:
    found = fill("2012-01-01", boat={"plate": plate})
    assert "boat.plate" in unseen(found)
    assert values(found).get("boat.banned") is None


# ---- the list, by name


@pytest.mark.parametrize("name", ["Sea Eel", "SEA-EEL", "sea  eel.", "Grey Eel"])
def test_a_name_or_alias_alone_is_possible_never_true(fill: Fill, name: str, treaty: Regime) -> None:
    found = fill("2012-01-01", boat={"title": name})
    assert values(found) == {"boat.banned": None}
    assert "possible" in found.filled[0].note
    assert Judge(treaty).judge(found.fact).verdict == "depends"


def test_a_person_is_possible_by_name_without_marks_and_apostrophes(fill: Fill) -> None:
    assert values(fill("2012-01-01", buyer={"called": "CHOE SOK"})) == {"buyer.banned": None}


def test_a_name_listed_only_later_is_not_possible(fill: Fill) -> None:
    assert values(fill("2011-12-31", buyer={"called": "Choe Sok"})) == {}


@pytest.mark.parametrize("name", ["Sea Eels", "Eel Sea", "Sea Ee", "P.1"])
def test_another_name_is_not_found_and_that_other_spellings_were_not_sought_is_said(fill: Fill, name: str) -> None:
    found = fill("2012-01-01", boat={"title": name})
    assert (values(found), unseen(found)) == ({}, ["boat.banned"])


def test_a_ship_is_not_taken_for_a_person_of_the_same_name(fill: Fill) -> None:
    assert values(fill("2012-01-01", buyer={"called": "Sea Eel"})) == {}


def test_a_namesake_with_another_number_is_named_and_not_taken_for_the_same(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"title": "Sea Eel", "plate": FREE})
    assert values(found) == {"boat.banned": False}
    assert [one.why for one in found.unseen if "B.1" in one.why]


def test_a_listed_name_without_a_number_stays_possible_for_a_ship_with_one(fill: Fill) -> None:
    assert values(fill("2012-01-01", boat={"title": "Lamprey", "plate": FREE})) == {"boat.banned": None}


# ---- what the fact states stands


@pytest.mark.parametrize(
    "stated",
    [
        {"banned": False},
        {"banned": None},
        {"banned_since": "2011-11-11"},
        {"banned_since": None},
        {"banned": True, "banned_since": "2011-11-11"},
        {"banned": False, "banned_since": None},
    ],
)
def test_what_the_fact_states_is_never_overwritten(fill: Fill, stated: dict[str, Any]) -> None:
    found = fill("2012-01-01", boat={"plate": LISTED, **stated})
    assert not found.filled


def test_a_fact_that_says_designated_gets_the_day_of_it(fill: Fill) -> None:
    assert values(fill("2012-01-01", boat={"plate": LISTED, "banned": True})) == {"boat.banned_since": date(2005, 5, 5)}


def test_a_day_of_the_list_that_would_undo_what_the_fact_says_is_told_and_not_filled(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"plate": LATER, "banned": True})
    assert (values(found), unseen(found)) == ({}, ["boat.banned_since"])


@pytest.mark.parametrize("objects", [{}, {"boat": {"colours": "NOR"}}, {"boat": {"title": None}}, {"buyer": {"banned": True}}])
def test_a_fact_that_names_nobody_is_left_as_it_is(fill: Fill, objects: dict[str, Any]) -> None:
    found = fill("2012-01-01", **objects)
    assert (found.filled, found.unseen) == ((), ())


# ---- the registers


def tie(relation: str, state: str | None, start: str = "", end: str = "", **more: Any) -> Tie:
    row = {"subject": FREE, "relation": relation, "party": "Sun Ltd", "party_state": state, "from": start, "until": end, "source": "R 1"}
    return read_tie({**row, **more})


@pytest.mark.parametrize(
    ("ties", "value"),
    [
        ([tie("flag", "PAN")], "PAN"),
        ([tie("flag", "PAN", "2012-01-01", "2012-01-01")], "PAN"),
        ([tie("flag", "PAN", "", "2011-12-31"), tie("flag", "TGO", "2012-01-01")], "TGO"),
        ([tie("flag", "PAN"), tie("flag", "PAN", source="R 2")], "PAN"),
    ],
)
def test_the_flag_of_the_day_is_filled_with_its_source(fill: Fill, ties: list[Tie], value: str) -> None:
    found = fill("2012-01-01", boat={"plate": FREE}, ties=ties)
    (flag,) = (one for one in found.filled if one.key == "boat.colours")
    assert (flag.value, "R 1" in flag.source) == (value, True)


@pytest.mark.parametrize(
    ("day", "ties", "note"),
    [
        ("2012-01-01", [tie("flag", "PAN"), tie("flag", "TGO")], "the rows name several"),
        ("2012-01-01..2012-01-05", [tie("flag", "PAN", "", "2012-01-03"), tie("flag", "TGO", "2012-01-04")], "the rows name several"),
        ("2012-01-01..2012-01-05", [tie("flag", "PAN", "2012-01-02")], "a part of the days only"),
        ("2012-01-01..2012-01-05", [tie("flag", "PAN", "", "2012-01-04")], "a part of the days only"),
        ("2012-01-01", [tie("flag", None)], "the rows give no State"),
    ],
)
def test_rows_that_differ_or_do_not_reach_leave_it_open(fill: Fill, day: str, ties: list[Tie], note: str) -> None:
    (flag,) = (one for one in fill(day, boat={"plate": FREE}, ties=ties).filled if one.key == "boat.colours")
    assert (flag.value, note in flag.note) == (None, True)


@pytest.mark.parametrize(
    "ties",
    [
        [tie("flag", "PAN", "2012-01-02")],
        [tie("flag", "PAN", "", "2011-12-31")],
        [tie("owner", "PAN")],
        [tie("flag", "PAN", subject=LISTED)],
    ],
)
def test_where_no_row_reaches_that_is_said(fill: Fill, ties: list[Tie]) -> None:
    found = fill("2012-01-01", boat={"plate": FREE}, ties=ties)
    assert "boat.colours" not in values(found)
    assert "boat.colours" in unseen(found, ties=True)


def test_owner_and_flag_are_told_apart_and_a_manager_fills_neither(fill: Fill) -> None:
    ties = [tie("owner", "HKG"), tie("flag", "PAN"), tie("manager", "CHN"), tie("controller", "PRK")]
    found = values(fill("2012-01-01", boat={"plate": FREE}, ties=ties))
    assert found == {"boat.banned": False, "boat.colours": "PAN", "boat.keeper": "HKG"}


@pytest.mark.parametrize(
    ("shares", "state"),
    [
        ({"Sun": "50"}, "PRK"),
        ({"Sun": "49.9"}, None),
        ({"Sun": "30", "Moon": "20"}, "PRK"),
        ({"Sun": "30", "SUN.": "30"}, None),
        ({"Sun": "10"}, None),
        ({"Sun": ""}, "PRK"),
        ({"Sun": "10", "Moon": ""}, "PRK"),
    ],
)
def test_a_state_owns_if_half_is_shown(fill: Fill, shares: dict[str, str], state: str | None) -> None:
    ties = [tie("owner", "PRK", party=party, share_pct=share) for party, share in shares.items()]
    assert values(fill("2012-01-01", boat={"plate": FREE}, ties=ties))["boat.keeper"] == state


def test_a_stated_flag_stands(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"plate": FREE, "colours": None, "keeper": "NOR"}, ties=[tie("flag", "PAN"), tie("owner", "HKG")])
    assert found.fact.values["boat.colours"] is None
    assert set(values(found)) == {"boat.banned"}


def test_rows_under_the_name_alone_are_told_and_fill_nothing(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"title": "sea eels"}, ties=[tie("owner", "PRK", subject="Sea Eels")])
    assert "boat.keeper" not in values(found)
    assert [one for one in found.unseen if "possible" in one.why and "PRK" in one.why]


@pytest.mark.parametrize(
    ("said", "known"), [("2012-03-01", False), ("2012-02", True), ("2012-03", False), ("2012", True), ("", True), ("2012-02-29", True)]
)
def test_what_was_said_later_is_not_known(fill: Fill, said: str, known: bool) -> None:
    found = fill("2012-01-01", boat={"plate": FREE}, ties=[tie("flag", "PAN", said=said)], known_by=date(2012, 2, 29))
    assert ("boat.colours" in values(found)) == known


def test_without_registers_that_is_said_once(fill: Fill) -> None:
    found = fill("2012-01-01", boat={"plate": FREE})
    assert [one.what for one in found.unseen] == ["boat.colours, boat.keeper"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"relation": "cousin"}, "is none of owner"),
        ({"subject": ""}, "has no subject"),
        ({"source": ""}, "has no source"),
        ({"share_pct": "101"}, "no share"),
        ({"share_pct": "-1"}, "no share"),
        ({"share_pct": "half"}, "not a number"),
        ({"from": "yesterday"}, "not a day"),
    ],
)
def test_an_ownership_row_that_cannot_be_read_is_refused(change: dict[str, str], what: str) -> None:
    row = {"subject": FREE, "relation": "owner", "party": "Sun Ltd", "party_state": "HKG", "source": "R 1"}
    with pytest.raises(InputError, match=what):
        read_tie({**row, **change})


def test_ownership_comes_as_a_table_of_the_store_too() -> None:
    columns = {
        "subject": [f"IMO {FREE}"],
        "relation": ["owner"],
        "party": ["Sun Ltd"],
        "party_state": ["HKG"],
        "share_pct": pa.array([Decimal("60.00")], pa.decimal128(38, 18)),
        "happened_from": pa.array([date(2012, 1, 1)], pa.date32()),
        "happened_until": pa.array([None], pa.date32()),
        "said": ["2012-02"],
        "source": ["R 1"],
    }
    (found,) = read_ties(pa.table(columns))
    assert (found.share_pct, found.from_, found.told) == (60, date(2012, 1, 1), "Sun Ltd, HKG, 60 % (R 1)")
    held = TieBook.of([found]).state(FREE, "owner", Span(date(2012, 1, 1), date(2012, 1, 1)))
    assert held
    assert held.state == "HKG"


@pytest.mark.parametrize(("said", "state"), [(">50", "HKG"), ("75+", "HKG"), ("25-50", None), ("some", None)])
def test_a_share_in_words_counts_by_the_least_that_it_may_be(said: str, state: str | None) -> None:
    row = {"subject": FREE, "relation": "owner", "party": "Sun Ltd", "party_state": "HKG", "source": "R 1", "share_pct": None}
    found = read_tie({**row, "share_said": said})
    held = TieBook.of([found]).state(FREE, "owner", Span(date(2012, 1, 1), date(2012, 1, 1)))
    assert held and held.state == state


def test_an_ownership_table_without_a_column_is_refused() -> None:
    with pytest.raises(InputError, match="lacks the columns party_state, share_pct"):
        list(read_ties(pa.table({name: ["x"] for name in COLUMNS if name not in ("party_state", "share_pct")})))


# ---- the regime says which keys


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("designated: boat.banned,", "designated: boat.sunk,", "boat.sunk is no key of an object of type bool"),
        ("designated: boat.banned,", "designated: boat.plate,", "boat.plate is no key of an object of type bool"),
        ("name: boat.title, imo: boat.plate, ", "", "has nothing to look up by"),
        ("listed_as: [vessel]", "listed_as: [fish]", "none of the words allowed here"),
        ("owner_state: boat.keeper", "owners: boat.keeper", "unknown key owners"),
    ],
)
def test_an_enrichment_that_does_not_fit_the_vocabulary_is_a_fault(law_of: Callable[..., Regime], old: str, new: str, what: str) -> None:
    assert old in TREATY
    with pytest.raises(RegimeError, match=what):
        law_of(TREATY.replace(old, new, 1))


def test_a_regime_without_enrichment_fills_nothing(law_of: Callable[..., Regime]) -> None:
    start, end = TREATY.index("enrichment:"), TREATY.index("addressees:")
    law = law_of(TREATY[:start] + TREATY[end:])
    fact = FactReader(law.vocabulary).read({"id": "F", "kind": "call", "day": "2012-01-01", "boat": {"plate": LISTED}})
    assert Enricher.of(law).enrich(fact).filled == ()


def test_a_regime_without_a_list_says_so(law_of: Callable[..., Regime]) -> None:
    law = law_of(TREATY[: TREATY.index("designations:")])
    fact = FactReader(law.vocabulary).read({"id": "F", "kind": "call", "day": "2012-01-01", "boat": {"plate": LISTED}})
    assert "the regime holds no list" in [one.why for one in Enricher.of(law).enrich(fact).unseen]


# ---- names and numbers


@pytest.mark.parametrize(
    ("text", "plain"), [("KO CH'O'L-CHAE", "ko chol chae"), ("a.k.a.: “KOMID”", "komid"), ("Pyŏng  Co., Ltd.", "pyong co ltd"), ("...", "")]
)
def test_names_are_put_into_one_spelling(text: str, plain: str) -> None:
    assert plain_name(text) == plain


def test_every_number_of_the_un_list_is_a_ship_number() -> None:
    numbers = [one.imo for listed in LAW.designations for one in listed.entries if one.imo]
    assert len(numbers) > 50
    assert [number for number in numbers if imo_number(number) != number] == []


@given(st.integers(0, 9_999_999), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_no_ship_number(number: int, place: int, more: int) -> None:
    """The weights 7 to 2 find each single slip unless it adds a multiple of ten."""
    text = f"{number:07}"
    slip = text[:place] + str((int(text[place]) + more) % 10) + text[place + 1 :]
    moved = (int(slip[place]) - int(text[place])) * (7 - place)
    if imo_number(text) and moved % 10:
        assert imo_number(slip) is None


# ---- the UN list; bulk and single


LAW = load_regime("un-dprk")
JUDGE, READER = Judge(LAW), FactReader(LAW.vocabulary)
TIES = (
    Tie(FREE, "owner", "Sun Ltd", "PRK", "R 1", from_=date(2019, 1, 1)),
    Tie(FREE, "flag", "Panama", "PAN", "R 2"),
    Tie("8518780", "flag", "Belize", "BLZ", "R 3", until=date(2017, 12, 31)),
)
ENRICHER = Enricher.of(LAW, TIES)
SHIPS = [entry for listed in LAW.designations for entry in listed.entries if entry.kind == "vessel"]
NAMES = [entry.name for listed in LAW.designations for entry in listed.entries if entry.kind != "vessel"][::9]


def test_a_designated_ship_in_port_is_a_breach_only_once_it_is_looked_up() -> None:
    fact = READER.read(
        {"id": "F", "kind": "port_call", "day": "2018-05-01", "state": "CHN", "direction": "none", "vessel": {"imo": "8518780"}}
    )
    assert answer(JUDGE, fact)["verdict"] == "no_breach"
    found = answer(JUDGE, fact, enricher=ENRICHER)
    assert "2371/6" in {one["provision"] for one in found["findings"] if one["outcome"] == "breach"}
    assert found["enriched"][0]["key"] == "vessel.designated"
    assert set(found["enriched"][0]) == {"key", "value", "source"}


def test_without_enrich_an_answer_has_no_word_of_it() -> None:
    fact = READER.read({"id": "F", "kind": "port_call", "day": "2018-05-01", "state": "CHN", "vessel": {"imo": "8518780"}})
    assert not {"enriched", "unseen"} & set(answer(JUDGE, fact))


def test_a_bank_that_bears_a_listed_name_makes_the_answer_depend() -> None:
    raw = {"id": "F", "kind": "funds_transfer", "day": "2020-05-01", "state": "CHN", "direction": "to_dprk"}
    fact = READER.read({**raw, "counterpart": {"state": "PRK", "name": "Tanchon Commercial Bank"}})
    found = answer(JUDGE, fact, enricher=ENRICHER)
    assert (found["verdict"], found["findings"][0]["missing"]) == ("depends", ["counterpart.designated"])


def paid(name: str) -> dict[str, Any]:
    return {"id": "F", "kind": "funds_transfer", "day": "2025-06-01", "state": "CHN", "direction": "to_dprk", "counterpart": {"name": name}}


@pytest.mark.parametrize("name", ["리제선", "Ri Che Son", "Je Son Ri", "RI JE\u200b-SON"])
def test_a_listed_party_in_another_spelling_is_possible_and_no_more(name: str) -> None:
    found = ENRICHER.enrich(READER.read(paid(name)))
    assert [(one.key, one.value) for one in found.filled] == [("counterpart.designated", None)]
    assert "KPi.002" in found.filled[0].note and "decides nothing" in found.filled[0].note


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Tanchon Commerical Bank", "review: .* TANCHON COMMERCIAL BANK (.*), and not the same"),
        ("Mirabel Thorne", "nobody on the list has the name Mirabel Thorne, or one like it"),
        ("A" * 2_000, "the name was not looked up: the name is longer than"),
    ],
)
def test_a_name_that_is_only_like_one_is_told_and_fills_nothing(name: str, why: str) -> None:
    found = ENRICHER.enrich(READER.read(paid(name)))
    assert found.filled == () and any(re.search(why, one.why) for one in found.unseen)


def test_names_looked_up_together_are_answered_as_one_by_one() -> None:
    raws = [paid(name) for name in ("리제선", "Tanchon Bank", "Mirabel Thorne", "", NAMES[0], "A" * 2_000)]
    ahead = Enricher.of(LAW)
    ahead.look_ahead([*raws, {}, {"counterpart": 1}, {"counterpart": {"name": 2}}])
    for raw in raws:
        fact = READER.read(raw)
        one, other = ahead.enrich(fact), Enricher.of(LAW).enrich(fact)
        assert (one.filled, one.unseen, one.fact.values) == (other.filled, other.unseen, other.fact.values)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    ship = draw(st.sampled_from(SHIPS))
    vessel: dict[str, Any] = draw(
        st.sampled_from([{"imo": ship.imo}, {"name": ship.name}, {"imo": ship.imo, "name": ship.name}, {"imo": FREE}, {"imo": "1"}, {}])
    )
    vessel = {key: value for key, value in vessel.items() if value}
    vessel |= draw(st.sampled_from([{}, {"flag": "PAN"}, {"designated": False}, {"designated_from": "2018-03-30"}, {"designated": True}]))
    day = draw(st.sampled_from([ship.since + timedelta(days=n) for n in (-1, 0, 1)] + [date(2025, 6, 1), date(2026, 3, 1)]))
    other = draw(st.sampled_from([{}, {"state": "PRK"}, {"name": draw(st.sampled_from(NAMES))}]))
    return {
        "kind": draw(st.sampled_from(["port_call", "ship_to_ship_transfer", "goods_transfer", "suspect_vessel", "vessel_use"])),
        "day": day.isoformat(),
        "state": draw(st.sampled_from(["CHN", "RUS", "PRK"])),
        "direction": draw(st.sampled_from(["to_dprk", "from_dprk", "none"])),
        "vessel": vessel,
        "counterpart": other,
    }


FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@FEW
@given(st.lists(facts(), min_size=1, max_size=8))
def test_bulk_and_single_answers_are_equal_with_enrichment(tmp_path_factory: pytest.TempPathFactory, raw: list[dict[str, Any]]) -> None:
    rows = [{"id": f"f{n}", **one} for n, one in enumerate([*raw, *raw])]
    single = b"".join(orjson.dumps({"id": row["id"], **answer(JUDGE, READER.read(row), enricher=ENRICHER)}) + b"\n" for row in rows)
    broken: list[Broken] = []
    lines = io.BytesIO(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    assert b"".join(judge_lines(lines, AnswerBook(JUDGE, enricher=ENRICHER), Tally(), broken.append)) == single
    path = tmp_path_factory.mktemp("bulk") / "f.parquet"
    text = {"vessel", "counterpart"}
    columns = {key: [orjson.dumps(row[key]).decode() if key in text else row[key] for row in rows] for key in rows[0]}
    pq.write_table(pa.table(columns), path)
    assert b"".join(bytes(part) for part in judge_parquet(path, AnswerBook(JUDGE, enricher=ENRICHER), Tally(), broken.append)) == single
    assert broken == []


@FEW
@given(facts())
def test_what_a_fact_says_is_in_the_filled_fact_unchanged(raw: dict[str, Any]) -> None:
    fact = READER.read({"id": "F", **raw})
    found = ENRICHER.enrich(fact)
    assert fact.values.items() <= found.fact.values.items()
    assert {one.key for one in found.filled} == set(found.fact.values) - set(fact.values)
    assert all(one.source for one in found.filled)


@FEW
@given(facts())
def test_a_name_alone_never_makes_anybody_designated(raw: dict[str, Any]) -> None:
    raw["vessel"].pop("imo", None)
    found = ENRICHER.enrich(READER.read({"id": "F", **raw}))
    assert all(one.value is None for one in found.filled)


def test_the_keys_of_a_regime_stand_in_no_python_file() -> None:
    words = {
        key
        for lookup in LAW.vocabulary.enrichment
        for key in (lookup.imo, lookup.designated, lookup.designated_from, lookup.owner_state)
        if key
    }
    package = Path(__file__).parents[2] / "src/vetoproof"
    assert [(path.name, word) for path in package.rglob("*.py") for word in words if word in path.read_text("utf-8")] == []
