"""`vetoproof estimate`: the object of the door, words for people, errors."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from vetoproof.cli.app import app

KEYS = {"name", "low", "mid", "high", "p05", "p50", "p95", "unit", "inputs", "bounds", "checks", "tornado", "mix", "unseen"}
DAYS = ["--as-of", "2026-11-24", "--known-by", "2026-11-24"]


@pytest.mark.parametrize("name", ["arms", "plutonium", "workers"])
def test_the_object_has_the_keys_of_the_door(name):
    made = CliRunner().invoke(app, ["estimate", name, "--json", *DAYS])
    assert made.exit_code == 0
    found = json.loads(made.stdout)
    assert set(found) >= KEYS and found["name"] == name
    assert found["low"] <= found["p05"] <= found["p50"] <= found["p95"] <= found["high"]
    assert all(one["said_by"] and one["source"] for one in found["inputs"]) and found["unseen"]


def test_the_words_name_the_ends_and_what_was_not_seen():
    said = CliRunner().invoke(app, ["estimate", "arms", *DAYS]).stdout
    assert "between 750,000 and 4,800,000 rounds" in said
    assert "no claimant has said this product" in said and "not seen" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["estimate", "gold"], "no such estimate"),
        (["estimate", "arms", "--host", "RUS"], "no such option"),
        (["estimate", "plutonium", "--between", "2024-12-31..2024-01-01"], "not a span"),
        (["estimate", "plutonium", "--between", "2024"], "not a span"),
        (["estimate", "workers", "--host", "CHE"], "nobody had said"),
    ],
)
def test_a_wrong_question_is_bad_input(words, says, capsys):
    from vetoproof.cli.app import main

    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as stopped:
        patch.setattr("sys.argv", ["vetoproof", *words])
        main()
    assert stopped.value.code == 2
    assert says in capsys.readouterr().err
