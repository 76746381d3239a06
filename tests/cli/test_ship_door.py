"""`vetoproof ship`: numbers, lists, identities, events, the law, the verdict, what was not covered; the receipt."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vetoproof.assess.ship import Reason, of_matches, weigh
from vetoproof.cli.app import app
from vetoproof.monitor.one_ship import read_query
from vetoproof.terms.errors import InputError

DAYS = ["--as-of", "2026-11-24", "--known-by", "2026-11-24"]
LISTED = "8916293"  # Chong Rim 2, designated on 2016-03-02
HEADER = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass"
START = datetime(2020, 3, 1, tzinfo=UTC)
NAMPO, OFF_NAMPO, OPEN_SEA = (38.7167, 125.4), (38.0, 124.0), (36.0, 123.9)
KEYS = {"query", "identities", "lists", "events", "verdict", "unseen", "receipt"}


def line(mmsi: int, hour: float, lat: float, lon: float, sog: float, name: str, imo: str) -> str:
    at = START + timedelta(hours=hour)
    return f"{mmsi},{at:%Y-%m-%dT%H:%M:%S},{lat:.5f},{lon:.5f},{sog},0,511,{name},IMO{imo},XX{mmsi % 1000},80,0,120,18,6.5,80,A"


def voyage(mmsi: int, name: str, imo: str, *stays: tuple[float, float, tuple[float, float]]) -> list[str]:
    """Positions every ten minutes at each place from one hour to another; between them nothing."""
    return [
        line(mmsi, first + n / 6, place[0], place[1] + n * 1e-6, 0.1, name, imo)
        for first, last, place in stays
        for n in range(int((last - first) * 6) + 1)
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ships")
    rows = [
        *voyage(563111111, "CALLER", "9074729", (0, 8, NAMPO), (30, 40, OPEN_SEA)),
        *voyage(563222222, "SILENT", "9176187", (0, 6, OFF_NAMPO), (72, 80, OFF_NAMPO)),
        *voyage(445333333, "CHONG RIM 2", LISTED, (30, 40, (OPEN_SEA[0] + 0.001, OPEN_SEA[1]))),
        *voyage(563444444, "HARMLESS", "9241061", (0, 12, (30.0, 130.0))),
    ]
    path = folder / "day.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    made = CliRunner().invoke(app, ["ingest", str(path), "--store", str(folder / "store"), "--source", "made for a test", "--quiet"])
    assert made.exit_code == 0, made.output
    return folder / "store"


@cache
def ask(query: str, *options: str) -> tuple[int, dict]:
    made = CliRunner().invoke(app, ["ship", query, "--json", *DAYS, *options])
    return made.exit_code, json.loads(made.stdout) if made.stdout else {}


def test_a_ship_on_the_list_is_listed_by_her_number():
    code, found = ask(LISTED)
    assert (code, found["verdict"]) == (1, "listed")
    assert set(found) >= KEYS
    assert any(one.get("ref") == f"IMO {LISTED}" and one["decision"] == "match" for one in found["lists"])


def test_before_her_day_she_is_not(store):
    made = CliRunner().invoke(app, ["ship", LISTED, "--json", "--as-of", "2016-03-01", "--known-by", "2016-03-01"])
    assert json.loads(made.stdout)["verdict"] == "clear" and made.exit_code == 3


def test_an_unknown_ship_without_positions_is_not_covered():
    code, found = ask("9241061")
    assert (code, found["verdict"]) == (3, "clear")
    assert any(one["what"] == "her movements" for one in found["unseen"])


@pytest.mark.parametrize("query", ["9074729", "563111111", "Caller"])
def test_a_call_in_a_watched_port_and_a_meeting_with_a_listed_ship_are_suspect(store, query):
    code, found = ask(query, "--store", str(store))
    assert (code, found["verdict"]) == (1, "suspect")
    kinds = {one["event"] for one in found["events"]}
    assert {"port-visit", "encounter"} <= kinds
    said = " ".join(one["what"] for one in found["reasons"])
    assert "PRK" in said and "a ship on a list" in said
    assert all(one["likelihood"] == "not estimated" for one in found["acts"])


def test_an_encounter_is_put_to_the_law_and_hangs_on_the_transfer(store):
    _, found = ask("9074729", "--store", str(store))
    acts = [one for one in found["acts"] if one["event"] == "encounter"]
    assert acts and all(one["verdict"] != "breach" for one in acts)
    assert any("transfer_occurred" in finding["missing"] for one in acts for finding in one["findings"])


def test_a_silence_with_a_watched_port_within_reach_is_watched_not_accused(store):
    code, found = ask("9176187", "--store", str(store))
    assert (code, found["verdict"]) == (3, "watch")
    assert any(call["state"] == "PRK" for call in found["possible_calls"])
    assert all(one["or_innocent"] for one in found["reasons"] if "silent" in one["what"])


def test_a_ship_that_did_nothing_is_clear_in_what_was_covered(store):
    code, found = ask("9241061", "--store", str(store))
    assert (code, found["verdict"]) == (0, "clear")
    assert any("days without positions" in one["what"] for one in found["unseen"])


def test_identities_stand_side_by_side_with_their_days(store):
    _, found = ask("563111111", "--store", str(store))
    told = {(one["what"], one["value"]) for one in found["identities"]}
    assert {("name", "CALLER"), ("imo", "9074729")} <= told
    assert all(one["first"] and one["last"] and one["source"] for one in found["identities"])


def test_every_suspicion_of_an_act_has_its_innocent_explanations(store):
    _, found = ask("9074729", "--store", str(store))
    calls = [one for one in found["reasons"] if "port-visit Nampo" in one["what"]]
    acts = {act["event"]: set(act["alternatives"]) for act in found["acts"]}
    assert calls and all(acts["port-visit"] and acts["port-visit"] <= set(one["or_innocent"]) for one in calls)
    met = [one for one in found["reasons"] if "a ship on a list" in one["what"]]
    assert met and all(acts["encounter"] <= set(one["or_innocent"]) for one in met)


def test_a_listed_name_alone_may_be_another_ship():
    match = {"list": "made", "ref": "7", "name": "CHONG RIM 2", "decision": "review", "why": ["the same name"]}
    (alike,), (by_number,) = of_matches([match], "2026-11-24"), of_matches([match | {"decision": "match"}], "2026-11-24")
    assert (alike.verdict, by_number.verdict) == ("watch", "listed")
    assert "another ship" in alike.alternatives[0]


@pytest.fixture(scope="module")
def renumbered(tmp_path_factory):
    """A listed number ends and another begins at once under the same MMSI, ten days after the data begin."""
    folder = tmp_path_factory.mktemp("renumbered")
    rows = [
        *voyage(445333333, "CHONG RIM 2", LISTED, (0, 2, OPEN_SEA), (238, 240, OPEN_SEA)),
        *voyage(445333333, "NEW HOPE", "9241061", (241, 244, OPEN_SEA), (270, 272, OPEN_SEA)),
    ]
    path = folder / "day.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    assert CliRunner().invoke(app, ["ingest", str(path), "--store", str(folder / "s"), "--quiet"]).exit_code == 0
    return str(folder / "s")


def test_a_new_number_that_was_not_looked_for_is_said(renumbered):
    _, found = ask("9241061", "--store", renumbered)
    said = {one["what"]: one["why"] for one in found["unseen"]}
    assert "the data cover fewer than 30 days before 2020-03-11" in said["new numbers were not looked for"]


def test_nothing_said_after_the_horizon_is_in_the_answer(renumbered):
    """On 2020-03-10 the second number, name and day lie ahead."""
    made = CliRunner().invoke(app, ["ship", LISTED, "--json", "--store", renumbered, "--as-of", "2020-03-10", "--known-by", "2026-11-24"])
    found = json.loads(made.stdout)
    assert found["numbers"]["imo"] == [LISTED] and "NEW HOPE" not in found["numbers"]["names"]
    assert {one["value"] for one in found["identities"]}.isdisjoint({"9241061", "NEW HOPE"}) and not found["changes"]
    assert all("2020-03-01" <= one["first"] <= one["last"] <= "2020-03-10" for one in found["identities"])
    assert any("from 2020-03-01 to 2020-03-10" in one["why"] for one in found["unseen"])
    before = CliRunner().invoke(app, ["ship", LISTED, "--json", "--store", renumbered, "--as-of", "2020-02-29", "--known-by", "2026-11-24"])
    assert json.loads(before.stdout)["identities"] == []


def test_the_report_has_a_line_for_each_act_that_the_law_asks_about(store, tmp_path):
    made = CliRunner().invoke(app, ["report", *DAYS, "--store", str(store), "--out", str(tmp_path / "r")])
    assert made.exit_code in (0, 1, 3), made.output
    page = (tmp_path / "r" / "index.html").read_text("utf-8")
    table = page.split("Acts of ships that the law asks about</h4>")[1].split("</table>")[0]
    rows = table.split("<tbody>")[1].split("</tr>")[:-1]
    call = next(row for row in rows if "port visit" in row and "CALLER" in row)
    assert "Nampo, PRK" in call and "a call in distress" in call
    met = [row for row in rows if "encounter with" in row]
    assert met and all("Chong Rim 2 (since" in row and "they waited" in row for row in met)
    assert all(f'id="{row.split(chr(35))[1].split(chr(34))[0]}"' in page for row in rows)
    assert not any("HARMLESS" in row for row in rows)


def test_a_number_that_two_ships_share_is_taken_apart(tmp_path):
    """One lies off Nampo and falls silent for two days while the other goes on elsewhere."""
    rows = [
        *voyage(563555555, "TWIN", "9074729", (0, 6, OFF_NAMPO), (54, 60, OFF_NAMPO)),
        *(row for hour in range(60) for row in [line(563555555, hour + 0.07, 10.0, -30.0 + hour / 1000, 0.1, "TWIN", "9074729")]),
    ]
    path = tmp_path / "day.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    assert CliRunner().invoke(app, ["ingest", str(path), "--store", str(tmp_path / "s"), "--quiet"]).exit_code == 0
    code, found = ask("563555555", "--store", str(tmp_path / "s"))
    events = [one["event"] for one in found["events"]]
    assert "identity" in events and "gap" in events and "jump" not in events
    assert any(call["state"] == "PRK" for call in found["possible_calls"]) and code == 3


def test_the_same_question_gives_the_same_receipt_and_another_day_another(store):
    first, again = (one("9074729", "--store", str(store))[1]["receipt"] for one in (ask, ask.__wrapped__))
    later = ask("9074729", "--store", str(store), "--since", "2020-03-02")[1]["receipt"]
    assert first == again and first["result"] != later["result"]


@pytest.mark.parametrize(
    ("query", "words"), [("9074728", "check digit"), ("12345", "no IMO number"), ("   ", "no IMO number"), ("!!", "no IMO number")]
)
def test_a_wrong_number_is_bad_input(query, words):
    with pytest.raises(InputError, match=words):
        read_query(query)


def test_the_weightiest_reason_gives_the_verdict():
    watch, suspect = Reason("watch", "a", "s"), Reason("suspect", "b", "s")
    assert weigh([watch, suspect, watch]) == ("suspect", (suspect, watch))
    assert weigh([]) == ("clear", ())


def test_the_words_say_what_was_not_covered():
    said = CliRunner().invoke(app, ["ship", "9241061", *DAYS]).stdout
    assert "by the lists alone" in said and "not covered" in said


def test_an_answer_from_the_lists_alone_loads_no_kernels():
    code = (
        "import sys; from typer.testing import CliRunner; from vetoproof.cli.app import app; "
        "made = CliRunner().invoke(app, ['ship', '9241061', '--json']); "
        "print(made.exit_code, 'numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == ["3", "False"]
