"""Parties with several numbers of a sort: each form reads them all into one cell, and gives them all back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vetoproof.evidence.lists.export import to_ftm, to_simple
from vetoproof.evidence.lists.gather import Gather
from vetoproof.evidence.lists.ofac_remarks import with_remarks
from vetoproof.evidence.lists.read import read_list
from vetoproof.evidence.lists.tables import Entity, out_of_cell, table_of

Put = Callable[..., Path]
SHIP = Entity("S", "Vessel", "EXAMPLE STAR", imo="9041552; 9074729", mmsi="445000001; 445000002", call_sign="HMZD; HMYX")
FIRM = Entity("F", "Company", "EXAMPLE LTD", lei="529900T8BM49AURSDO55; 5493001KJTIIGC8Y1R12")


def test_followthemoney_gives_all_back(put: Put) -> None:
    ship, firm = read_list(put(b"".join(to_ftm(table_of("L", [SHIP, FIRM]))), "again.ftm.json")).rows.to_pylist()
    assert (ship["imo"], ship["mmsi"], ship["call_sign"]) == (SHIP.imo, SHIP.mmsi, SHIP.call_sign)
    assert firm["lei"] == FIRM.lei


def test_what_is_no_number_is_left_out_and_the_others_stay(put: Put) -> None:
    props = {"name": ["EXAMPLE STAR"], "imoNumber": ["unknown", "IMO9074729", "9074729"], "mmsi": ["12", "445000002"]}
    line = json.dumps({"id": "S", "schema": "Vessel", "caption": "EXAMPLE STAR", "properties": props})
    (ship,) = read_list(put(line.encode() + b"\n", "one.ftm.json")).rows.to_pylist()
    assert (ship["imo"], ship["mmsi"]) == ("9074729", "445000002")


def test_the_simple_csv_gives_all_back(put: Put) -> None:
    (ship,) = read_list(put(b"".join(to_simple(table_of("L", [SHIP]))), "targets.simple.csv")).rows.to_pylist()
    assert (ship["imo"], ship["documents"]) == (SHIP.imo, [])


def test_remarks_tell_several() -> None:
    sort = "Vessel Registration Identification"
    told = f"{sort} IMO 9041552; alt. {sort} IMO 9074729; MMSI 445000001; MMSI 445000002."
    ship = with_remarks(Entity("S", "Vessel", "EXAMPLE STAR"), told)
    assert (ship.imo, ship.mmsi) == (SHIP.imo, SHIP.mmsi)


def test_rows_of_one_entity_are_gathered_with_all_its_numbers() -> None:
    have = Gather("S")
    for imo in ("9041552", "", "9074729", "9041552; 9074729"):
        have.add(Entity("S", "Vessel", "EXAMPLE STAR", imo=imo))
    assert have.entity().imo == SHIP.imo


@pytest.mark.parametrize(("cell", "numbers"), [(None, ()), ("", ()), ("1", ("1",)), ("1; 2;1; ", ("1", "2")), (";", ())])
def test_a_cell_is_parted(cell: str | None, numbers: tuple[str, ...]) -> None:
    assert out_of_cell(cell) == numbers
