"""Keys of JSON however they are called; days and lists that tell of nobody; more matches than are shown; text for paths."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import vetoproof as vp
from vetoproof.cli.app import app
from vetoproof.terms.errors import InputError

DAY = "2024-01-01"


@pytest.fixture(scope="module")
def bench() -> Any:
    return vp.Screener(None, DAY)


FOUND = [
    {"kind": "Vessel", "name": "Blue Sea", "imoNumber": "9314650"},
    {"kind": "Vessel", "name": "Blue Sea", "imo": 9314650},
    {"kind": "Vessel", "name": "Blue Sea", "props": {"imo": "9314650"}},
    {"kind": "Vessel", "name": "Blue Sea", "props": {"IMONumber": ["9314650"]}},
    {"kind": "Vessel", "name": "Blue Sea", "properties": {"imo_no": ["9314650"]}},
    {"Kind": "Vessel", "Name": "Blue Sea", "Props": {"imoNumber": "9314650"}},
    {"name": "Foo", "props": {"passport": "381310014"}},
    {"name": "Foo", "Passport No.": 381310014.0},
    {"name": "Foo", "props": {"passport_2": "381310014", "passportNumber": "A1234567"}},
    {"kind": "Person", "name": "RI Won Ho", "dob": "1964-07-17"},
    {"schema": "Person", "caption": "RI Won Ho", "properties": {"name": ["RI Won Ho"], "birthDate": ["1964-07-17"]}, "datasets": ["x"]},
]


@pytest.mark.parametrize("asked", FOUND, ids=str)
def test_a_key_is_read_as_people_mean_it(bench: Any, asked: dict[str, Any]) -> None:
    assert bench.screen(asked).decision == "match"


LOST = [
    {"name": "Mirko Vuk", "props": {"imoValue": "9314650"}},
    {"name": "Mirko Vuk", "old passport": "381310014"},
    {"name": "Mirko Vuk", "passport": {"number": "381310014"}},
    {"name": "Mirko Vuk", "props": {"Passport details": ["381310014"]}},
]


@pytest.mark.parametrize("asked", LOST, ids=str)
def test_a_number_under_a_key_that_nobody_knows_is_never_clear(bench: Any, asked: dict[str, Any]) -> None:
    found = bench.screen(asked)
    assert found.decision is None and found.unseen


HARMLESS: dict[str, Any] = {
    "address": "1 Road", "notes": "n", "datasets": ["a"], "referents": [], "first_seen": "2020-01-01", "last_seen": "x", "target": True,
    "birthPlace": "Oslo", "passport_expiry": "2030-01-01", "customer": {"segment": "retail"}, "company": "Bluewater", "score": 1.5,
    "topics": ["x"], "wallet_balance": 3, "imo": None, "passport": "",
}  # fmt: skip


@pytest.mark.parametrize("inside", [True, False])
def test_what_else_a_row_has_makes_it_no_less_clear(bench: Any, inside: bool) -> None:
    beside = {key: value for key, value in HARMLESS.items() if key not in ("customer", "company")} if inside else HARMLESS
    asked = {"name": "Mirko Vuk", "props": beside} if inside else {"name": "Mirko Vuk", **beside}
    assert bench.screen(asked).decision == "no_match"


def test_many_are_answered_as_one_by_one(bench: Any) -> None:
    rows = [*FOUND, *LOST, {"name": "Mirko Vuk", **HARMLESS}]
    assert [one.answer for one in bench.screen_many(rows)] == [bench.screen(row).answer for row in rows]


def test_a_kind_that_is_none_is_looked_for_among_all_and_clears_nobody(bench: Any) -> None:
    assert bench.screen({"kind": "Horse", "name": "RI Won Ho"}).decision == "review"
    found = bench.screen({"kind": "Horse", "name": "Mirko Vuk"})
    assert found.decision is None and "no kind 'Horse'" in found.unseen


# ---- nobody to compare with


def door(*words: str) -> Any:
    return CliRunner().invoke(app, ["screen", *words], env={"VETOPROOF_STORE": "/nowhere/store"})


def test_a_day_before_the_first_that_the_list_tells_of_is_not_covered() -> None:
    ran = door("9041552", "Mirko Vuk", "--as-of", "1990-01-01", "--json", "--quiet")
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.exit_code == 3 and [one["decision"] for one in found] == [None, None] and "not covered: 1990-01-01" in found[0]["unseen"]
    assert door("Mirko Vuk", "--as-of", "2016-03-01", "--quiet").exit_code == 0


def test_no_list_clears_nobody() -> None:
    assert vp.Screener([], DAY).screen("Mirko Vuk").decision is None


@pytest.mark.parametrize(
    "given", [{"lists": [1]}, {"lists": 1}, {"as_of": 5}, {"as_of": "yesterday"}, {"store": "/nowhere/store"}, {"lists": ["no.csv"]}]
)
def test_what_is_no_list_day_or_store_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        vp.Screener(**given)


# ---- the store


def test_of_a_store_that_is_named_and_keeps_nothing_it_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        ran = door("Mirko Vuk", "--as-of", DAY, "--store", str(folder))
        assert ran.exit_code == 0 and "nothing is kept" in ran.stderr


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "mine.csv").write_text("ref,name,type,imo\nA-1,Zorblax Quixotl,person,\nA-2,Example Star,vessel,9314650\n")
    words = ["ingest", str(tmp_path / "mine.csv"), "--as", "list", "--store", str(tmp_path / "store"), "--received", "2020-01-01"]
    assert CliRunner().invoke(app, words).exit_code == 0
    return tmp_path / "store"


def test_text_stands_for_a_path_in_the_functions_of_the_package(store: Path) -> None:
    assert len(vp.store_lists(str(store))[0]) == 1 and vp.store_status(str(store)) == vp.store_status(store)
    assert vp.Screener(store=str(store)).screen("Mirko Vuk").decision == "no_match"
    assert vp.screen("Mirko Vuk", DAY, store=str(store))[0].decision == "no_match"


@pytest.mark.parametrize("ending", ["ftm.json", "jsonl", "csv"])
def test_a_list_goes_out_in_a_form_that_comes_in_again(store: Path, ending: str) -> None:
    (name,) = [one.list for one in vp.store_lists(store)[0]]
    out = store.parent / f"out.{ending}"
    ran = CliRunner().invoke(app, ["store", "lists", name, "--out", str(out), "--store", str(store), "--json"])
    assert ran.exit_code == 0 and json.loads(ran.stdout)["list"] == name
    found = door("Zorblax Quixotl", "--list", str(out), "--json", "--quiet")
    assert [one["ref"] for one in json.loads(found.stdout)["matches"]] == ["A-1"]
    again = store.parent / f"again.{ending}"
    vp.write_list(name, str(again), "2026-01-01", str(store))
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("nolist", "--out", "x.csv"),
        ("--out", "x.csv"),
        ("mine", "--out", "x.pdf"),
        ("mine", "--out", "x.csv", "--as-of", "2001-01-01"),
        ("nolist",),
    ],
)
def test_what_cannot_go_out_is_refused(store: Path, words: tuple[str, ...]) -> None:
    assert isinstance(CliRunner().invoke(app, ["store", "lists", *words, "--store", str(store)]).exception, InputError)
    assert not Path("x.csv").exists()


# ---- more than are shown


def test_matches_beyond_those_shown_are_counted_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("ref,name,type\n" + "".join(f"A-{n},Zorblax Quixotl,person\n" for n in range(150)))
    words = ("Zorblax Quixotl", "--list", str(tmp_path / "l.csv"), "--as-of", DAY)
    assert json.loads(door(*words, "--json").stdout)["more"] == 50
    assert "and 50 more" in door(*words).stdout
    for form in ("csv", "parquet"):
        door(*words, "--out", str(tmp_path / f"o.{form}"))
    assert pq.read_table(tmp_path / "o.parquet").column("more").to_pylist() == [50]
    assert (tmp_path / "o.csv").read_text().splitlines()[1].endswith('"50"')
