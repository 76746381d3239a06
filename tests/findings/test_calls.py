"""Gap -> port -> paragraph -> barrels: what a call that nobody saw would engage."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from vetoproof.detect.vessels.capacity import Hull, capacity, carried, moved
from vetoproof.findings.calls import PossibleCall, Silent, possible_calls
from vetoproof.regime.law import Regime

START = datetime(2024, 3, 1, 6)
TANKER = Silent(671000001, 9000003, "EXAMPLE STAR", "TGO", Hull(112, 18, 68, 41))


def calls(law: Regime, ship: Silent, *, start: datetime = START, hours: float = 40, state: str = "PRK") -> list[PossibleCall]:
    gap = {"mmsi": ship.mmsi, "imo": ship.imo, "start": start, "end": start + timedelta(hours=hours)}
    reach = {"gap": 0, "port": "Nampo", "state": state, "lat": 38.7, "lon": 125.4, "out_km": 200.0, "back_km": 220.0, "hours": hours - 15.1}
    return list(possible_calls(law, [gap], [reach], {0: ship}))


def engaged(call: PossibleCall) -> dict[str, set[str]]:
    return {one.title: set(one.provisions) for one in call.put}


def test_a_tanker_that_came_out_lighter_is_put_under_the_cap_of_that_day(law: Regime) -> None:
    (call,) = calls(law, TANKER)
    found = engaged(call)
    assert call.cargo == "unloaded"
    assert "2397/5" in found["refined petroleum delivered there"]
    assert "coal loaded there" not in found
    assert call.likelihood == "not estimated"


def test_the_day_decides_which_paragraph(law: Regime) -> None:
    (before,) = calls(law, TANKER, start=datetime(2017, 3, 1))
    assert "2397/5" not in engaged(before)["refined petroleum delivered there"]


def test_a_ship_that_came_out_deeper_is_put_under_the_ban_on_coal(law: Regime) -> None:
    (call,) = calls(law, evolve(TANKER, hull=Hull(112, 18, 41, 68)))
    found = engaged(call)
    assert call.cargo == "loaded"
    assert found["coal loaded there"] == {"2371/8"}
    assert "refined petroleum delivered there" not in found


def test_of_a_ship_that_said_nothing_both_are_put_no_barrels_are_given_and_the_gaps_are_told(law: Regime) -> None:
    (call,) = calls(law, Silent(1))
    assert call.cargo == "unknown"
    assert {"refined petroleum delivered there", "coal loaded there"} <= set(engaged(call))
    assert call.barrels is None
    assert {one.what for one in call.unseen} == {"the call", "the cargo", "the size of the ship", "the flag"}


def test_an_unchanged_draught_leaves_the_call_alone(law: Regime) -> None:
    (call,) = calls(law, evolve(TANKER, hull=Hull(112, 18, 60, 61)))
    assert set(engaged(call)) == {"the call itself"}


@pytest.mark.parametrize(
    ("hull", "words"),
    [
        (Hull(112, 18, 41, 68), ("none delivered", " t by the change of draught")),
        (Hull(112, 18, 60, 61), ("draught unchanged", " t by the size of the hull")),
        (Hull(None, None, 41, 68), ("none delivered", "size not said")),
        (Hull(), ("size not said",)),
    ],
)
def test_why_no_barrels_are_given_is_said_with_the_tonnes_if_known(law: Regime, hull: Hull, words: tuple[str, ...]) -> None:
    (call,) = calls(law, evolve(TANKER, hull=hull))
    assert call.barrels is None
    assert all(one in call.no_barrels for one in words)
    assert ("size not said" in call.no_barrels) == (hull.size is None)


def test_with_barrels_nothing_is_to_be_explained(law: Regime) -> None:
    (call,) = calls(law, TANKER)
    assert call.barrels and call.no_barrels == ""


def test_ports_of_other_states_are_not_told_of(law: Regime) -> None:
    assert calls(law, TANKER, state="CHN") == []


def test_the_days_are_those_on_which_she_could_have_been_there(law: Regime) -> None:
    (call,) = calls(law, TANKER, start=datetime(2024, 3, 1, 20), hours=40)
    sailing = 15.1
    first = datetime(2024, 3, 1, 20, tzinfo=UTC) + timedelta(hours=sailing * 200 / 420)
    last = datetime(2024, 3, 3, 12, tzinfo=UTC) - timedelta(hours=sailing * 220 / 420)
    assert (call.first, call.last) == (first.date(), last.date()) == (date(2024, 3, 2), date(2024, 3, 3))


def test_every_fact_carries_its_innocent_explanations(law: Regime) -> None:
    (call,) = calls(law, TANKER)
    assert all(one.alternatives for one in call.put)
    row: dict[str, Any] = call.as_row()
    assert row["would_engage"][1]["alternatives"]
    assert row["barrels"]["unit"] == "bbl"
    assert row["barrels"]["low"] < row["barrels"]["mid"] < row["barrels"]["high"]


def test_barrels_are_tonnes_by_the_factors_of_the_law(law: Regime) -> None:
    (call,) = calls(law, TANKER)
    (factor,) = (one.default for one in law.conversions if one.to_unit == "bbl")
    assert call.tonnes and call.barrels and factor.low and factor.high
    assert call.barrels.low == (call.tonnes.low * factor.low).quantize(Decimal(1))
    assert call.barrels.high == (call.tonnes.high * factor.high).quantize(Decimal(1))


# ---- hulls


@pytest.mark.parametrize(
    ("length", "width", "draught", "deadweight"),
    [(105, 16, 65, 5_500), (120, 20, 80, 10_000), (183, 32, 120, 46_000), (90, 14, 60, 3_500)],  # usual product tankers, in round figures
)
def test_the_deadweight_of_usual_tankers_lies_in_the_band(length: int, width: int, draught: int, deadweight: int) -> None:
    found = capacity(Hull(length, width, draught, 30))
    assert found
    assert found.low <= deadweight <= found.high


def test_no_more_is_moved_than_the_hull_holds() -> None:
    amount, rests_on = carried(Hull(100, 15, 99, 20))
    whole, part = capacity(Hull(100, 15, 99, 20)), moved(Hull(100, 15, 99, 20))
    assert amount and whole and part
    assert amount.high <= whole.high
    assert rests_on == "the change of draught"


@pytest.mark.parametrize("hull", [Hull(), Hull(100, None), Hull(None, 15, 50, 60), Hull(0, 0, 50, 60)])
def test_no_size_no_tonnes(hull: Hull) -> None:
    assert carried(hull)[0] is None


def test_half_a_metre_is_a_change_and_less_is_none() -> None:
    assert [Hull(100, 15, 60, after).state for after in (54, 55, 56, 64, 65)] == [
        "unloaded",
        "unloaded",
        "unchanged",
        "unchanged",
        "loaded",
    ]
