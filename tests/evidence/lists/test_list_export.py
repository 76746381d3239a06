"""Lists written as FollowTheMoney JSON and as targets.simple.csv, and read again: what the form can carry comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from list_samples import ALL

from vetoproof.evidence.lists.export import to_ftm, to_simple
from vetoproof.evidence.lists.read import read_list
from vetoproof.evidence.lists.tables import Alias, Entity, table_of

Put = Callable[..., Path]
CARRIED = ("kind", "name", "imo", "listed_on", "programs", "countries", "mmsi", "flag", "lei", "birth_dates", "nationalities")


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("alt.csv", "add.csv")])
def test_followthemoney_comes_back(name: str, put: Put) -> None:
    before = read_list(put(ALL[name][0], name)).rows
    after = read_list(put(b"".join(to_ftm(before)), "again.ftm.json")).rows
    for was, now in zip(before.to_pylist(), after.to_pylist(), strict=True):
        assert was["ref"] == now["ref"]
        for field in ("kind", "name", "imo", "listed_on", "programs", "countries"):
            assert was[field] == now[field], field
        if was["kind"] == "Person":
            assert was["nationalities"] == now["nationalities"]
        assert {alias["name"] for alias in was["aliases"]} <= {alias["name"] for alias in now["aliases"]}
        weak = {alias["name"] for alias in was["aliases"] if alias["quality"] == "weak"}
        assert weak == {alias["name"] for alias in now["aliases"] if alias["quality"] == "weak"}
        assert {paper["number"] for paper in was["documents"]} == {paper["number"] for paper in now["documents"]}


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("alt.csv", "add.csv")])
def test_the_simple_csv_comes_back(name: str, put: Put) -> None:
    before = read_list(put(ALL[name][0], name)).rows
    data = b"".join(to_simple(before))
    assert data == b"".join(to_simple(before))
    for was, now in zip(before.to_pylist(), read_list(put(data, "targets.simple.csv")).rows.to_pylist(), strict=True):
        assert (was["ref"], was["kind"], was["name"], was["imo"], was["programs"]) == (
            now["ref"], now["kind"], now["name"], now["imo"], now["programs"],
        )  # fmt: skip
        strong = {alias["name"] for alias in was["aliases"] if alias["quality"] != "weak"}
        assert strong == {alias["name"] for alias in now["aliases"]}


def test_each_line_is_an_entity_of_the_form() -> None:
    row = table_of("OFAC SDN", [Entity("1", "Person", "A", aliases=(Alias("B", "weak"),), nationalities=("KP",), programs=("DPRK",))])
    lines = [json.loads(line) for line in to_ftm(row)]
    assert [line["schema"] for line in lines] == ["Person", "Sanction"]
    assert lines[0]["properties"] == {"name": ["A"], "weakAlias": ["B"], "nationality": ["kp"], "topics": ["sanction"]}
    assert (lines[0]["datasets"], lines[1]["properties"]["entity"]) == (["ofac_sdn"], ["1"])


def test_a_formula_in_a_name_does_not_run_in_a_spreadsheet() -> None:
    row = table_of("X", [Entity("1", "Person", '=HYPERLINK("http://x")', aliases=(Alias("+cmd"), Alias("a;b")))])
    text = b"".join(to_simple(row)).decode()
    assert '"\'=HYPERLINK(""http://x"")"' in text
    assert '"\'+cmd;""a;b"""' in text
