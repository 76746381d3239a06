"""FollowTheMoney's lines of owners, directors and links -> rows that hold on a day, with the names of whoever is tied."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vetoproof.evidence.lists.ftm_ties import Tied, ftm_ties

DAY = date(2020, 6, 1)


def party(ref: str, name: str, schema: str = "Company", **more: Any) -> dict[str, Any]:
    return {"id": ref, "schema": schema, "properties": {"name": [name], **more}}


PARTIES = [
    party("P", "Zoltan Qwertiak", "Person"),
    party("C", "Plimsoll Widgets AG", alias=["Widgets P"], leiCode=["529900T8BM49AURSDO55"]),
]


def tie(schema: str = "Ownership", **properties: Any) -> dict[str, Any]:
    ends = {"Ownership": ("owner", "asset"), "Directorship": ("director", "organization"), "UnknownLink": ("subject", "object")}[schema]
    return {"id": "T", "schema": schema, "properties": {ends[0]: ["P"], ends[1]: ["C"], **properties}}


def read(tmp_path: Path, *lines: dict[str, Any], day: date = DAY, most: int = 100) -> Tied:
    path = tmp_path / "list.ftm.json"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    return ftm_ties(path, "a list", day, most)


@pytest.mark.parametrize(
    ("schema", "relation", "many"), [("Ownership", "owner", 1), ("Directorship", "director", 1), ("UnknownLink", "linked", 2)]
)
def test_each_sort_of_line_is_a_row(schema: str, relation: str, many: int, tmp_path: Path) -> None:
    found = read(tmp_path, tie(schema, percentage=["75"]), *PARTIES)
    assert found.rows.num_rows == many and found.any
    expected = {"subject": "Plimsoll Widgets AG", "subject_kind": "Company", "relation": relation, "party": "Zoltan Qwertiak"}
    assert found.rows.to_pylist()[0] == {**expected, "share": "75", "source": "a list", "grade": "line T"}
    assert found.called == {"Plimsoll Widgets AG": ("Widgets P", "529900T8BM49AURSDO55")}


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        ({}, True),
        ({"startDate": ["2020-06-01"]}, True),
        ({"startDate": ["2020-06-02"]}, False),
        ({"endDate": ["2020-06-01"]}, True),
        ({"endDate": ["2020-05-31"]}, False),
        ({"startDate": ["2020"]}, True),
        ({"startDate": ["2021"]}, False),
        ({"endDate": ["2020"]}, True),
        ({"endDate": ["2020-06"]}, True),
        ({"endDate": ["2019"]}, False),
        ({"endDate": ["some day"]}, True),
        ({"status": ["ended"]}, False),
    ],
)
def test_only_what_holds_on_the_day(days: dict[str, list[str]], holds: bool, tmp_path: Path) -> None:
    found = read(tmp_path, *PARTIES, tie(**days))
    assert (found.rows.num_rows, found.any) == (int(holds), True)


def test_a_whole_entity_stands_for_its_id_and_one_without_a_name_keeps_its_id(tmp_path: Path) -> None:
    line = tie()
    line["properties"] |= {"owner": [PARTIES[0]], "asset": ["nobody told"]}
    assert [(row["subject"], row["party"]) for row in read(tmp_path, *PARTIES, line).rows.to_pylist()] == [
        ("nobody told", "Zoltan Qwertiak")
    ]


def test_more_rows_than_are_held_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, *PARTIES, *(tie() for _ in range(5)), most=3)
    assert found.rows.num_rows == 3 and found.cut


@pytest.mark.parametrize("properties", [{"owner": "P", "asset": 7}, {"owner": [], "asset": ["C"]}, {"owner": [None, 3], "asset": ["C"]}])
def test_a_line_that_ties_nobody_is_no_row(properties: dict[str, Any], tmp_path: Path) -> None:
    assert read(tmp_path, *PARTIES, {"id": "T", "schema": "Ownership", "properties": properties}).rows.num_rows == 0


def test_a_packed_list_without_such_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.json.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, PARTIES)).encode()))
    found = ftm_ties(path, "a list", DAY, 100)
    assert (found.rows.num_rows, found.any, found.called) == (0, False, {})
