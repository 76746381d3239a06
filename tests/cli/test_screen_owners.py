"""`screen` with rows of owners in the store, or ties in a list: who is found behind a party, how it is told, what is not told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import vetoproof as vp
from vetoproof.cli.app import app
from vetoproof.monitor import screening_owners, screening_ties
from vetoproof.monitor.screening import Screened, Screener

HEAD = "subject,subject_kind,relation,party,party_state,share_pct,from,until,said,source\n"
TCB, KOMID = "Tanchon Commercial Bank", "Korea Mining Development Trading Corporation"
DAY = "2024-01-01"


def own(subject: str, party: str = TCB, share: str = "100", relation: str = "owner", kind: str = "Company", source: str = "u") -> str:
    quoted = [f'"{cell}"' for cell in (subject, kind, relation, party, "", share, "", "", "", source)]
    return ",".join(quoted) + "\n"


@pytest.fixture
def screener(tmp_path: Path) -> Callable[..., Screener]:
    def made(*rows: str, **more: Any) -> Screener:
        path, store = tmp_path / "owners.csv", tmp_path / "store"
        path.write_text(HEAD + "".join(rows), "utf-8")
        done = CliRunner().invoke(app, ["ingest", str(path), "--as", "ownership", "--store", str(store), "--received", "2018-01-02"])
        assert done.exit_code == 0, done.output
        return Screener(None, DAY, store=store, **more)

    return made


def refs(found: Screened) -> list[str]:
    return [match["ref"] for match in found.matches]


def why(found: Screened) -> str:
    return "\n".join(reason for match in found.matches for reason in match["why"])


SUBJECTS = ["Sunny Pearl & Sons Ltd", "529900T8BM49AURSDO55", "IMO9187629", "IMO: 9241308", "평양무역", "Société d'Export SARL"]
ASKED = [
    {"name": "Sunny Pearl & Sons"}, {"name": "SUNNY PEARL AND SONS CO., LTD."}, {"name": "Sunny P\u200bearl & Sons"},
    {"name": "Sunny P\u0435arl & S\u043ens"}, {"name": "Sons & Sunny Pearl"}, {"kind": "Company", "name": "Sunny Pearll & Sons"},
    {"kind": "Company", "name": "Q", "props": {"leiCode": "529900T8BM49AURSDO55"}}, {"name": "IMO 9187629"},
    {"kind": "Vessel", "name": "Q", "props": {"imoNumber": "9187629"}}, {"kind": "Vessel", "name": "9241308"},
    {"kind": "Company", "name": "평양 무역"}, {"name": "Societe d\u2019Export"},
]  # fmt: skip


def test_a_party_is_found_in_the_registers_as_it_is_on_a_list(screener: Callable[..., Screener]) -> None:
    bench = screener(*map(own, SUBJECTS))
    found = bench.screen_many(ASKED)
    assert [(one.query, one.decision, refs(one)) for one in found] == [(one.query, "review", ["KPe.003"]) for one in found]
    only_like = [one.query for one in found if "the register's name is only like it" in why(one)]
    assert only_like == ["Sunny Pearll & Sons"]
    assert [bench.screen(one).as_json() | {"id": ""} for one in ASKED] == [one.as_json() | {"id": ""} for one in found]


@pytest.mark.parametrize("name", ["Moon Pearl Foods", "Sunny Trading Ltd", "Pyongyang Electronics", "9074729"])
def test_another_party_is_not_taken_for_one_of_the_registers(name: str, screener: Callable[..., Screener]) -> None:
    assert screener(*map(own, SUBJECTS)).screen(name).decision == "no_match"


OWNERS = ["Tanchon Commercial Bnak", "Tanchon Commercial Bank Dalian", "단천상업은행", "KPe.003", f"{KOMID}; Somebody Else"]


@pytest.mark.parametrize("owner", OWNERS)
def test_an_owners_name_is_screened_like_any_other(owner: str, screener: Callable[..., Screener]) -> None:
    found = screener(own("Sunny Pearl", owner)).screen("Sunny Pearl")
    assert found.decision == "review" and "owned or controlled by a listed party" in why(found)
    assert ("may be owned" in why(found)) == (owner in OWNERS[:3])


def test_rows_are_joined_through_spellings_but_not_through_likeness(screener: Callable[..., Screener]) -> None:
    rows = (
        own("Lower Goods", "Marble  H\u043eld Co. Ltd"),
        own("MARBLE HOLD"),
        own("Quartz Bay", "Marble Holdings"),
        own("Third", "Marbel Hold"),
    )
    bench = screener(*rows)
    assert [bench.screen(name).decision for name in ("Lower Goods", "Quartz Bay", "Third")] == ["review", "no_match", "no_match"]


def test_a_listed_owner_among_many_others_and_far_above(screener: Callable[..., Screener]) -> None:
    wide = [own("Wide Goods", f"Holder {n:02}", "1") for n in range(30)] + [own("Wide Goods", TCB, "60")]
    deep = [own("Deep Goods", "Level 0"), *(own(f"Level {n}", f"Level {n + 1}") for n in range(40)), own("Level 40")]
    bench = screener(*wide, *deep)
    assert [refs(bench.screen(name)) for name in ("Wide Goods", "Deep Goods")] == [["KPe.003"], ["KPe.003"]]


def test_a_minority_anywhere_is_no_accusation(screener: Callable[..., Screener]) -> None:
    rows = [
        own("A", "Boss", "", "controller"), own("Boss", TCB, "1"), own("B", "Ship Men", "", "manager"), own("Ship Men", TCB, "10"),
        own("C", "Held", "10"), own("Held", TCB, "", "controller"), own("D", TCB, "49"),
    ]  # fmt: skip
    bench = screener(*rows)
    assert [bench.screen(name).as_json()["matches"] for name in "ABCD"] == [[], [], [], []]
    assert bench.screen("Held").decision == "review"


def test_the_chain_is_told_of_a_name_that_is_like_its_owners_too(screener: Callable[..., Screener]) -> None:
    found = screener(own(f"{KOMID} Dalian", KOMID)).screen(f"{KOMID} Dalian")
    assert refs(found) == ["KPe.001"] and found.matches[0]["score"] < 1
    assert "a name alone is never a match" in why(found) and "chain: Korea Mining" in why(found)


def test_two_listed_owners_make_a_half_and_both_are_told(screener: Callable[..., Screener]) -> None:
    found = screener(own("Sum Goods", TCB, "30", source="one"), own("Sum Goods", KOMID, "20", source="two")).screen("Sum Goods")
    assert sorted(refs(found)) == ["KPe.001", "KPe.003"]
    assert f"share of {TCB} (30 %), {KOMID} (20 %) in the aggregate: between 50 and 50 %; the 50 % rule is met" in why(found)
    assert "30 % (one, F6)" in why(found) and "20 % (two, F6)" in why(found)


def test_a_director_is_a_role_and_no_owner(screener: Callable[..., Screener]) -> None:
    bench = screener(own("Dir Goods", TCB, "", "director"), own("Below", "Dir Goods"))
    found = bench.screen("Dir Goods")
    assert found.decision == "review" and "neither ownership nor control" in why(found) and "owned or controlled by" not in why(found)
    assert bench.screen("Below").decision == "no_match"


def test_an_owner_that_cannot_be_screened_leaves_it_open(screener: Callable[..., Screener]) -> None:
    bench = screener(own("Long Goods", "x" * 1_200), own("Clear Goods", "Somebody Else"))
    found = bench.screen("Long Goods")
    assert found.decision is None and "who owns it could not be screened" in found.unseen
    assert bench.screen("Clear Goods").decision == "no_match"


def test_more_rows_than_are_looked_at_clear_nobody(screener: Callable[..., Screener], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening_ties, "MOST_ROWS", 2)
    bench = screener(own("One"), own("Two"), own("Three"))
    assert bench.screen("One").decision == "review"
    assert bench.screen("Nobody Known").decision is None and any(one.what == "owners" for one in bench.lists.unseen)


def test_who_is_beyond_the_likeness_is_found_by_its_own_spelling(
    screener: Callable[..., Screener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_owners, "MOST_BY_LIKENESS", 1)
    bench = screener(own("Alder Goods"), own("Birch Goods"))
    assert [bench.screen(name).decision for name in ("Alder Goods", "BIRCH GOODS LTD.", "Birhc Goods")] == ["review", "review", "no_match"]
    assert any("looked up by their own spelling alone" in one.why for one in bench.lists.unseen)


def test_one_process_and_several_give_the_same(screener: Callable[..., Screener]) -> None:
    rows = (own("Sunny Pearl"), own("Moon Goods", TCB, "30"))
    names = [*(f"Nobody {n}" for n in range(300)), "Sunny Pearl", "Moon Goods", "Sunny Pearl Ltd"] * 2
    one, two = (list(screener(*rows, processes=many).stream(names)) for many in (1, 2))
    assert [found.as_json() for found in one] == [found.as_json() for found in two]
    assert sum(found.decision == "review" for found in one) == 4


# ---- ties in a list

LINES: list[dict[str, Any]] = [
    {"id": "L1", "schema": "Person", "properties": {"name": ["Zoltan Qwertiak"]}},
    {"id": "C1", "schema": "Company", "target": False, "properties": {"name": ["Plimsoll Widgets AG"], "alias": ["Quorn & Vale"]}},
    {"id": "C2", "schema": "Company", "target": False, "properties": {"name": ["Harbinger Freight LLC"]}},
    {"id": "C3", "schema": "Company", "target": False, "properties": {"name": ["Mulberry Docks"]}},
    {"id": "O1", "schema": "Ownership", "properties": {"owner": ["L1"], "asset": ["C1"], "percentage": ["75"], "endDate": ["2021-12-31"]}},
    {"id": "O2", "schema": "Ownership", "properties": {"owner": ["C1"], "asset": ["C2"], "percentage": [">50"]}},
    {"id": "D1", "schema": "Directorship", "properties": {"director": ["L1"], "organization": ["C2"], "role": ["CEO"]}},
    {"id": "U1", "schema": "UnknownLink", "properties": {"subject": ["C3"], "object": ["L1"]}},
]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    path = folder / "l.ftm.json"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), "utf-8")
    return path


def answers(names: Iterable[str], lists: Any, day: str, store: Path | None = None) -> dict[str, Screened]:
    return {one.query: one for one in vp.Screener(lists, date.fromisoformat(day), store=store).stream(names)}


def test_ties_of_a_list_join_the_rows_of_owners(listed: Path) -> None:
    names = ("Plimsoll Widgets", "Quorn and Vale", "Harbinger Freight", "Mulberry Docks", "Nobody Known")
    found = answers(names, [listed], "2020-06-01")
    assert [one.decision for one in found.values()] == ["review", "review", "review", "review", "no_match"]
    assert "75 % (FollowTheMoney l, line O1)" in why(found["Quorn and Vale"])
    both = why(found["Harbinger Freight"])
    assert ">50 % (FollowTheMoney l, line O2); Zoltan Qwertiak is owner of" in both and "is director of Harbinger Freight LLC" in both
    later = answers(names, [listed], "2022-06-01")
    assert later["Plimsoll Widgets"].decision == "no_match" and "chain" not in why(later["Harbinger Freight"])


def test_ties_of_a_stored_list_and_their_receipts_hold_after_a_move(listed: Path, tmp_path: Path) -> None:
    run = CliRunner()
    store, receipt = str(tmp_path / "s"), listed.parent / "r.json"
    assert run.invoke(app, ["ingest", str(listed), "--as", "list", "--store", store, "--received", "2020-01-01"]).exit_code == 0
    ask = ["screen", "Plimsoll Widgets", "--json", "--as-of", "2020-06-01", "--store", store]
    kept = run.invoke(app, [*ask, "--list", "FollowTheMoney l"])
    filed = run.invoke(app, [*ask, "--list", str(listed), "--receipt", str(receipt)])
    assert kept.exit_code == filed.exit_code == 3 and kept.stdout == filed.stdout
    shutil.move(listed.parent, tmp_path / "archive")
    again = run.invoke(app, ["verify", str(tmp_path / "archive" / "r.json"), "--json", "--store", store])
    assert json.loads(again.stdout)["same"] is True
