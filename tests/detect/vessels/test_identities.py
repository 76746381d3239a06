"""Identities side by side, and the changes in them: flags, names, shared numbers, an IMO without a history, slips of a digit."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from vetoproof.detect.vessels.identities import (
    CHANGE,
    ENDS,
    INNOCENT,
    Limits,
    days_of,
    ends_of,
    identities,
    identity_changes,
    without_history,
)
from vetoproof.evidence.positions.tables import DEGREE, POSITION, STATIC
from vetoproof.terms.mids import MIDS, flag_of, mid_of
from vetoproof.terms.names import imo_number

DAY0 = date(2020, 1, 1)
KINGSWAY, SHUN_FA, THIRD = 9191773, 8528864, 9074729
PRK, PLW, TGO = 445_000_001, 511_000_001, 671_000_001


def said(mmsi: int, day: int, imo: int | None = None, **more: Any) -> dict[str, Any]:
    t = ((DAY0 - date(1970, 1, 1)).days + day) * 86_400
    return {**dict.fromkeys(STATIC.names), "mmsi": mmsi, "t": t, "imo": imo, "file": 0, "row": day, **more}


def table(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), STATIC)


def changes(*rows: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = identity_changes(table(*rows), ["ab"], MIDS, **options).to_pylist()
    return found


def of(kind: str, *rows: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    return [row for row in changes(*rows, **options) if row["kind"] == kind]


def on(day: int) -> date:
    return DAY0 + timedelta(days=day)


OTHERS = (said(THIRD % 1000 + 200_000_000, 0), said(THIRD % 1000 + 200_000_000, 95))  # somebody is heard before and after


def test_all_that_was_said_stands_side_by_side() -> None:
    rows = table(said(PRK, 1, KINGSWAY, name="KINGSWAY"), said(PRK, 5, KINGSWAY, name="APEX"), said(PLW, 3, KINGSWAY, name="APEX", file=1))
    found = identities(rows, ["aa", "bb"], MIDS).to_pylist()
    by_imo = [(row["what"], row["value"], row["first"], row["source"]) for row in found if row["subject"] == "imo"]
    assert by_imo == [
        ("flag", "PRK", on(1), "aa"),
        ("flag", "PLW", on(3), "bb"),
        ("mmsi", str(PRK), on(1), "aa"),
        ("mmsi", str(PLW), on(3), "bb"),
        ("name", "KINGSWAY", on(1), "aa"),
        ("name", "APEX", on(3), "bb"),
        ("name", "APEX", on(5), "aa"),
    ]
    assert [(row["number"], row["value"]) for row in found if row["what"] == "imo"] == [(PRK, str(KINGSWAY)), (PLW, str(KINGSWAY))]
    assert days_of(identities(rows, ["aa", "bb"], MIDS)) == (on(1), on(5))


def test_a_flag_hop_names_both_flags_and_their_days() -> None:
    rows = [said(PRK, 1, KINGSWAY), said(PRK, 5, KINGSWAY), said(PLW, 9, KINGSWAY), said(TGO, 20, KINGSWAY)]
    hops = of("flag_hop", *rows)
    assert [(hop["was"], hop["now"], hop["until"], hop["day"]) for hop in hops] == [
        ("PRK", "PLW", on(5), on(9)),
        ("PLW", "TGO", on(9), on(20)),
    ]
    assert [(hop["imo"], hop["mmsi"], hop["other_mmsi"]) for hop in hops][0] == (KINGSWAY, PLW, PRK)


def test_the_same_flag_under_another_number_is_no_hop() -> None:
    assert not of("flag_hop", said(PRK, 1, KINGSWAY), said(PRK + 1, 5, KINGSWAY))


def test_a_new_name_is_told_with_the_old_one() -> None:
    (change,) = of("name_change", said(PRK, 1, KINGSWAY, name="A"), said(PRK, 5, KINGSWAY, name="B"))
    assert (change["was"], change["now"], change["day"]) == ("A", "B", on(5))


@pytest.mark.parametrize(("first", "found"), [(5, 1), (6, 0)])
def test_an_imo_number_is_shared_if_two_say_it_on_one_day(first: int, found: int) -> None:
    assert len(of("shared_imo", said(PRK, 1, KINGSWAY), said(PRK, 5, KINGSWAY), said(PLW, first, KINGSWAY))) == found


FORM = {"length_m": 180, "width_m": 30, "ship_type": 80}


def laundered(gap: int = 5, begins: int = 60, **of_the_new: Any) -> list[dict[str, Any]]:
    old = [said(PRK, 1, KINGSWAY, **FORM), said(PRK, begins - gap, KINGSWAY, **FORM)]
    new = {"mmsi": PLW, "imo": SHUN_FA, **FORM, **of_the_new}
    return [*OTHERS, *old, said(new.pop("mmsi"), begins, new.pop("imo"), **new)]


def ends(far: float) -> pa.Table:
    places = [(PRK, 0, 0, 38 * DEGREE, 124 * DEGREE), (PLW, int((38 + far) * DEGREE), 124 * DEGREE, 0, 0)]
    return pa.Table.from_pylist([dict(zip(ENDS.names, place, strict=True)) for place in places], ENDS)


def test_an_imo_without_a_history_that_begins_where_another_ends() -> None:
    (new,) = of("new_imo", *laundered(), ends=ends(0.1))
    assert (new["imo"], new["other_imo"], new["until"], new["day"]) == (SHUN_FA, KINGSWAY, on(55), on(60))
    assert (new["links"], round(new["distance_km"])) == ("length, width and type, place", 11)


TIES = {
    "the same MMSI": ({"mmsi": PRK, "length_m": 10}, 0.1, "MMSI"),
    "the same call sign": ({"callsign": "X"}, 9.0, ""),
    "another form": ({"length_m": 179}, 0.1, ""),
    "another place": ({}, 1.0, ""),
}


@pytest.mark.parametrize(("of_the_new", "far", "links"), TIES.values(), ids=TIES)
def test_two_are_tied_by_more_than_their_form(of_the_new: dict[str, Any], far: float, links: str) -> None:
    assert [new["links"] for new in of("new_imo", *laundered(**of_the_new), ends=ends(far))] == ([links] if links else [])


def test_the_same_call_sign_ties_without_a_place() -> None:
    rows = laundered(callsign="X")
    rows[2]["callsign"] = "X"
    assert [new["links"] for new in of("new_imo", *rows)] == ["call sign, length, width and type"]


def test_limits_of_the_time_between_and_of_the_history() -> None:
    assert of("new_imo", *laundered(gap=90, begins=94), said(PRK, 70, None), ends=ends(0.1))
    assert not of("new_imo", *laundered(gap=91, begins=95), said(PRK, 70, None), ends=ends(0.1))
    assert not of("new_imo", *laundered(begins=29), ends=ends(0.1))
    assert of("new_imo", *laundered(begins=29), ends=ends(0.1), limits=Limits(history_days=29))


def test_one_that_was_heard_before_is_not_new() -> None:
    assert not of("new_imo", *laundered(), said(PLW, 20, SHUN_FA), ends=ends(0.1))


def test_data_with_a_hole_before_it_tell_of_no_new_number() -> None:
    """Else every ship of the second file would be new."""
    rows = [said(PRK, 1, KINGSWAY, **FORM), said(PRK, 90, KINGSWAY, **FORM), said(PLW, 90, SHUN_FA, **FORM)]
    assert not of("new_imo", *rows, ends=ends(0.1))


@pytest.mark.parametrize("wrong", [9191774, 9191737, 9101773])
def test_a_slip_of_a_digit_is_named_with_the_number_that_was_meant(wrong: int) -> None:
    (slip,) = of("imo_typo", said(PRK, 1, KINGSWAY), said(PRK, 2, wrong))
    assert (slip["imo"], slip["other_imo"]) == (wrong, KINGSWAY)


@pytest.mark.parametrize("wrong", [1, 1234568, 9999999])
def test_a_number_that_fails_and_is_like_none_stands_alone(wrong: int) -> None:
    (slip,) = of("imo_typo", said(PRK, 1, KINGSWAY), said(PRK, 2, wrong))
    assert slip["other_imo"] is None


def test_the_check_digit_is_that_of_the_terms() -> None:
    draw = random.Random(7)
    drawn = {200_000_000 + n: draw.choice([draw.randint(1, 9_999_999), KINGSWAY // 10 * 10 + n % 10]) for n in range(2_000)}
    slips = {slip["mmsi"] for slip in of("imo_typo", *(said(mmsi, 1, imo) for mmsi, imo in drawn.items()))}
    assert slips == {mmsi for mmsi, imo in drawn.items() if imo_number(f"{imo:07}") is None or imo < 1_000_000}


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [*laundered(), said(PRK, 3, KINGSWAY, name="A"), said(TGO, 3, KINGSWAY, name="B"), said(TGO, 3, 7)]
    some = random.Random(1).sample(rows, len(rows))
    assert changes(*some) == changes(*rows)
    assert identities(table(*some), ["a"], MIDS).equals(identities(table(*rows), ["a"], MIDS))
    assert {row["kind"] for row in changes(*rows, ends=ends(0.1))} == set(INNOCENT)


def test_nothing_said_is_nothing_found() -> None:
    assert changes() == []
    assert identity_changes(table(), [], MIDS).schema == CHANGE
    assert days_of(identities(table(), [], MIDS)) is None


def test_where_each_ship_was_first_and_last() -> None:
    rows = [{"mmsi": mmsi, "t": t, "lat": t, "lon": -t, "sog": 0, "file": 0, "row": 0} for mmsi in (1, 2, 3) for t in range(5)]
    whole = pa.Table.from_pylist(rows, POSITION)
    for size in (1, 2, 4, 15):
        found = ends_of(whole.to_batches(max_chunksize=size)).to_pylist()
        assert found == [{"mmsi": mmsi, "first_lat": 0, "first_lon": 0, "last_lat": 4, "last_lon": -4} for mmsi in (1, 2, 3)]
    assert ends_of([]).num_rows == 0


@pytest.mark.parametrize(
    ("mmsi", "flag"),
    [
        (445_123_000, "PRK"),
        (982_190_001, "DNK"),
        (2_190_047, "DNK"),
        (992_190_001, "DNK"),
        (21_912_345, "DNK"),
        (200_000_000, None),
        (1, None),
    ],
)
def test_the_flag_of_a_number(mmsi: int, flag: str | None) -> None:
    assert flag_of(mmsi) == flag


def test_the_table_of_the_itu() -> None:
    assert len(MIDS) == 292
    assert all(200 < digits < 776 and len(state) == 3 for digits, state in MIDS.items())
    assert mid_of(10**10) is None


def test_a_number_that_begins_with_the_data_or_after_silence_has_no_history() -> None:
    rows = table(said(PRK, 0, KINGSWAY), said(PRK, 10, SHUN_FA), said(PLW, 40, THIRD), said(TGO, 90, 9_999_993))
    found = without_history(rows, [KINGSWAY, SHUN_FA, THIRD, 9_999_993, 1_234_567])
    assert found == {KINGSWAY: on(0), SHUN_FA: on(10), 9_999_993: on(90)}


def test_what_has_a_history_is_what_new_imo_looks_at() -> None:
    """A number that begins at once after another: found with 30 days before it, and told as not looked for with 29."""
    for day, looked in ((29, False), (30, True)):
        rows = (said(PRK, 0, KINGSWAY), said(PRK, day, KINGSWAY), said(PRK, day, SHUN_FA), said(PRK, day + 1, SHUN_FA))
        assert bool(of("new_imo", *rows)) is looked
        assert (SHUN_FA not in without_history(table(*rows), [SHUN_FA])) is looked
    assert without_history(table(), [KINGSWAY]) == {}
