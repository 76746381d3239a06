"""`ingest`, `store lists` and `store diff` on lists: what they print and what they return."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from list_samples import ALT, SDN, UN
from typer.testing import CliRunner

import vetoproof as vp
from vetoproof.cli.app import app

Put = Callable[..., Path]


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("VETOPROOF_STORE", str(tmp_path / "held"))

    def run(*words: str | Path) -> Any:
        done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)
        if done.exception and hasattr(done.exception, "exit_code"):
            done.exit_code = done.exception.exit_code
        return done

    return run


def objects(done: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


LATER = UN.replace("2020-02-27", "2021-05-01").replace("FIRST EXAMPLE BANK", "=OLD \u202eBANK")


def test_lists_in_versions_out(door: Callable[..., Any], put: Put) -> None:
    done = door("ingest", put(UN, "un.xml"), put(SDN, "sdn.csv"), put(ALT, "alt.csv"), "--received", "2024-05-03", "--json")
    assert done.exit_code == 0
    assert [(said["format"], said["taken"], said["refused"]) for said in objects(done)] == [("list", 2, 0), ("list", 4, 0), ("list", 3, 0)]
    found = objects(door("store", "lists", "--json"))
    assert [(one["list"], one["as_of"], one["entities"]) for one in found] == [("OFAC SDN", "2024-05-03", 4), ("UN", "2020-02-27", 2)]
    assert all(one["sha256"].startswith(one["version"]) and len(one["sha256"]) == 64 for one in found)
    assert [file["part"] for file in found[0]["files"]] == ["alt", "sdn"]
    told = door("store", "lists").stdout
    assert "OFAC SDN" in told
    assert "2024-05-03          4 entities" in told
    assert "(alt, sdn)" in told
    (whole, *_) = objects(door("store", "status", "--json"))
    assert (whole["format"], whole["table"], whole["files"], whole["rows"]) == ("list", "listed", 3, 9)


def test_what_changed_is_told_field_by_field(door: Callable[..., Any], put: Put) -> None:
    door("ingest", put(UN, "un.xml"), put(LATER, "later.xml"))
    (one,) = objects(door("store", "diff", "UN", "2020-02-27", "2021-05-01", "--json"))
    assert (one["change"], one["ref"], one["name"], list(one["fields"])) == ("changed", "LYe.900", "EXAMPLE & SONS BANK (ESB)", ["aliases"])
    assert one["fields"]["aliases"]["old"][0]["name"] == "FIRST EXAMPLE BANK"
    told = door("store", "diff", "un", "2020-02-27", "2021-05-01").stdout
    assert "0 added, 0 removed, 1 changed" in told
    assert "- FIRST EXAMPLE BANK, fka; + =OLD ?BANK, fka" in told  # what turns the writing is not printed
    assert objects(door("store", "diff", "UN", "2021-05-01", "2021-05-01", "--json")) == []


@pytest.mark.parametrize(
    "words", [("store", "diff", "EU", "2020-02-27", "2021-05-01"), ("store", "diff", "UN", "1999-01-01", "2021-05-01"), ("store", "lists")]
)
def test_what_is_not_held_is_bad_input(words: tuple[str, ...], door: Callable[..., Any], put: Put) -> None:
    if words[1] == "diff":
        door("ingest", put(UN, "un.xml"))
    assert door(*words).exit_code == 2


def test_a_torn_list_is_bad_input_and_changes_nothing(door: Callable[..., Any], put: Put) -> None:
    door("ingest", put(UN, "un.xml"))
    before = door("store", "lists", "--json").stdout
    done = door("ingest", put(LATER[: len(LATER) // 2], "half.xml"), put(LATER.replace("OLD", "O\x19D"), "crushed.xml"), "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("is not well-formed XML") == 2
    fewer = LATER[: LATER.index("<ENTITIES>")] + "</CONSOLIDATED_LIST>"
    done = door("ingest", put(fewer, "fewer.xml"))
    assert done.exit_code == 2
    assert "more than 25 % are gone" in done.stderr
    assert door("store", "lists", "--json").stdout == before
    assert door("ingest", put(fewer, "fewer.xml"), "--accept-shrink").exit_code == 0
    assert [one["entities"] for one in objects(door("store", "lists", "--json"))] == [2, 1]


def test_a_part_that_waits_is_told(door: Callable[..., Any], put: Put) -> None:
    door("ingest", put(ALT, "alt.csv"))
    done = door("store", "lists")
    assert done.exit_code == 0
    assert "alt.csv is held, and waits for sdn.csv" in done.stderr


def test_the_same_from_python(door: Callable[..., Any], put: Put, tmp_path: Path) -> None:
    door("ingest", put(UN, "un.xml"), put(LATER, "later.xml"))
    held, waiting = vp.store_lists(tmp_path / "held")
    assert ([one.list for one in held], waiting) == (["UN", "UN"], ())
    assert len(vp.store_diff("UN", "2020-02-27", "2021-05-01", tmp_path / "held").changes) == 1
    from datetime import date

    assert vp.listed("UN", "KPi.900", date(2016, 3, 1), tmp_path / "held").listed == "no"
