"""`make designations FILE`: the official list into the law; what the list does not have is kept, what changed is asked of a reviewer."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from vetoproof.evidence.lists.read import read_list
from vetoproof.regime.law import Designation
from vetoproof.terms.errors import InputError

ROOT = Path(__file__).parents[3]
LAW = """# Who is on the list of 2020-02-27. Kept.

designations:
  as_of: 2020-02-27
  complete_from: 2019-01-01
  source: [UN-LIST-20200227]
  entries:
    - {ref: KPi.900, kind: person, name: 'PAK EXAMPLE IL', since: 2016-03-02, instrument: '2270', measures: [asset_freeze]}
    - {ref: KPe.900, kind: entity, name: 'OLD FIRM', since: 2016-03-02, instrument: '2270', aliases: ['IT''S OLD'], measures: [ban]}
    - {ref: 'IMO 9187629', kind: vessel, name: 'Example Star', since: 2017-10-03, imo: '9187629', measures: [port_entry_ban]}
"""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("designations_tool", ROOT / "tools" / "designations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def row(ref: str, name: str, kind: str = "Person", day: date = date(2016, 3, 2), **more: Any) -> dict[str, Any]:
    aliases = [{"name": one, "quality": ""} for one in more.pop("aliases", ())]
    nothing: dict[str, Any] = {"birth_dates": [], "nationalities": [], "countries": [], "documents": []}
    return {"ref": ref, "name": name, "kind": kind, "listed_on": day, "aliases": aliases, **nothing, **more}


PAK, FIRM = row("KPi.900", "PAK EXAMPLE IL"), row("KPe.900", "OLD FIRM", "Organization", aliases=["IT'S OLD"])


def entries(text: str) -> dict[str, dict[str, Any]]:
    return {entry["ref"]: entry for entry in yaml.safe_load(text)["designations"]["entries"]}


def test_the_same_list_changes_nothing(tool: ModuleType) -> None:
    made = tool.compiled(LAW, [PAK, FIRM], date(2020, 2, 27))
    assert (made.text, made.questions) == (LAW, ())


def test_a_new_entry_takes_the_instrument_of_its_day_and_the_measures_of_its_kind(tool: ModuleType) -> None:
    new = row("KPi.901", "NEW PERSON", aliases=["N. PERSON", "NEW PERSON"])
    late = row("KPe.901", "LATE FIRM", "Organization", date(2021, 4, 30))
    made = tool.compiled(LAW, [PAK, FIRM, new, late], date(2021, 5, 1))
    found = entries(made.text)
    assert list(found) == ["KPi.900", "KPe.900", "KPi.901", "KPe.901", "IMO 9187629"]  # ships stay last
    assert found["KPi.901"] == {
        "ref": "KPi.901", "kind": "person", "name": "NEW PERSON", "since": date(2016, 3, 2), "instrument": "2270",
        "aliases": ["N. PERSON"], "measures": ["asset_freeze"],
    }  # fmt: skip
    assert "instrument" not in found["KPe.901"]
    assert any("by which instrument" in question for question in made.questions)
    assert "as_of: 2021-05-01" in made.text
    assert "source: [UN-LIST-20210501]" in made.text
    assert "Who is on the list of 2021-05-01. Kept." in made.text
    assert tool.compiled(made.text, [PAK, FIRM, new, late], date(2021, 5, 1)).text == made.text


def test_an_entry_that_is_gone_keeps_its_place_until_its_last_known_day(tool: ModuleType) -> None:
    made = tool.compiled(LAW, [PAK], date(2021, 5, 1))
    assert entries(made.text)["KPe.900"]["until"] == date(2020, 2, 27)
    assert made.questions == ("KPe.900 OLD FIRM is gone: on which day was it removed? `until` is its last day known here",)
    again = tool.compiled(made.text, [PAK], date(2021, 5, 1))
    assert (again.text, again.questions) == (made.text, ())
    back = tool.compiled(made.text, [PAK, FIRM], date(2022, 1, 1))
    assert "until" not in entries(back.text)["KPe.900"]
    assert "is on the list again" in back.questions[0]
    gone = Designation("KPe.900", "entity", "OLD FIRM", date(2016, 3, 2), until=date(2020, 2, 27))
    assert [gone.on(date(*day)) for day in ((2016, 3, 1), (2016, 3, 2), (2020, 2, 27), (2020, 2, 28))] == [False, True, True, False]


def test_an_older_list_is_refused(tool: ModuleType) -> None:
    with pytest.raises(InputError, match="the law is already that of 2020-02-27"):
        tool.compiled(LAW, [PAK], date(2020, 2, 26))


def test_the_source_of_the_new_list_stands_after_the_old_one(tool: ModuleType) -> None:
    text = "sources:\n  UN-LIST-20200227: 'the list, XML generated 2020-02-27'\n  B: 'b'\n"
    made = tool.with_source(text, date(2020, 2, 27), date(2021, 5, 1))
    assert made.splitlines()[2] == "  UN-LIST-20210501: 'the list, XML generated 2021-05-01'"
    assert tool.with_source(made, date(2020, 2, 27), date(2021, 5, 1)) == made
    with pytest.raises(InputError, match="no source of 2020-02-27"):
        tool.with_source("sources: {}\n", date(2020, 2, 27), date(2021, 5, 1))


def test_the_law_is_what_the_official_list_says(tool: ModuleType, official: Path) -> None:
    path = official / "un_consolidated_20260227.xml.gz"
    text = (ROOT / "src/vetoproof/regimes/un-dprk/designations.yaml").read_text("utf-8")
    rows = [one for one in read_list(path).rows.to_pylist() if "DPRK" in one["programs"]]
    made = tool.compiled(text, rows, date(2026, 2, 27))
    assert (len(rows), made.text == text, made.questions) == (155, True, ())


def test_the_door_of_the_tool(
    tool: ModuleType, official: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], put: Callable[..., Path]
) -> None:
    monkeypatch.setattr(sys, "argv", ["designations.py", str(official / "un_consolidated_20260227.xml.gz"), "--check"])
    assert tool.main() == 0
    assert "the law says the same" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["designations.py", str(official / "ofac_sdn_20210707.csv.gz"), "--check"])
    with pytest.raises(InputError, match="is the list OFAC SDN"):
        tool.main()
