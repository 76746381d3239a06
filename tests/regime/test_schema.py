"""The committed JSON Schemas are those of the code, and the files and facts that we ship keep them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime
from vetoproof.regime.schema import fact_schema, regime_schema
from vetoproof.regime.tree import read_tree

ROOT = Path(__file__).parents[2]
REGIMES = ROOT / "src/vetoproof/regimes"
FILES = sorted(path for folder in (REGIMES, ROOT / "tests/toy") for path in folder.rglob("*.yaml"))


def pretty(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def checker(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def of_files() -> Draft202012Validator:
    return checker(regime_schema())


@pytest.fixture(scope="module")
def of_facts(law: Regime) -> Draft202012Validator:
    return checker(fact_schema(law))


def complaints(schema: Draft202012Validator, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in schema.iter_errors(value)]


def test_the_schema_of_a_file_is_the_committed_one(expected: Callable[[Path, str], None]) -> None:
    expected(ROOT / "schemas/regime-file.schema.json", pretty(regime_schema()))


def test_the_schema_of_a_fact_is_the_committed_one(law: Regime, expected: Callable[[Path, str], None]) -> None:
    expected(ROOT / "schemas/fact.un-dprk.schema.json", pretty(fact_schema(law)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_of_a_regime_keeps_the_schema(path: Path, of_files: Draft202012Validator) -> None:
    assert complaints(of_files, read_tree(path).value) == []


def test_every_given_fact_keeps_the_schema(shared: Path, of_facts: Draft202012Validator) -> None:
    for line in (shared / "data/regime/cases.jsonl").read_text("utf-8").splitlines():
        assert complaints(of_facts, json.loads(line)["fact"]) == []


PROVISION = {
    "id": "A/1", "title": "t", "measure": "m", "force": "decides", "summary": "s", "bound": ["x"], "direction": "none",
    "in_force": {"from": "2000-01-01"}, "confidence": "high", "source": ["S"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ({"provison": []}, "'provison' was unexpected"),
        ({"provisions": [{**PROVISION, "forse": "x"}]}, "'forse' was unexpected"),
        ({"provisions": [{**PROVISION, "force": "orders"}]}, "'orders' is not one of"),
        ({"provisions": [{**PROVISION, "in_force": {"from_": "2000-01-01"}}]}, "'from_' was unexpected"),
        ({"provisions": [{**PROVISION, "in_force": {"from": "1 May 2000"}}]}, "does not match"),
        ({"provisions": [{"id": "A/1"}]}, "'title' is a required property"),
        ({"terms": {"t": {"hs": ["12345"]}}}, "does not match"),
        ({"terms": {"t": {"goods": "some"}}}, "'some' is not one of"),
        ({"terms": {"t": {}}}, "should be non-empty"),
        ({"terms": {"t": {"all": {"a": "b"}}}}, "is not of type 'array'"),
        ({"terms": {"t": {"any": [{"day": {"since": "2000-01-01"}}]}}}, "is not valid under any of the given schemas"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(section: dict[str, Any], wrong: str, of_files: Draft202012Validator) -> None:
    assert any(wrong in complaint for complaint in complaints(of_files, section))


@pytest.mark.parametrize("plain", [2397, False, 2.5, "2397"])
def test_an_editor_may_read_plain_text_as_a_number_or_a_bool(plain: object, of_files: Draft202012Validator) -> None:
    assert complaints(of_files, {"defaults": {"x": [{"is": plain}]}, "terms": {"t": {"x": plain, "y": {"is": plain}}}}) == []


@pytest.mark.parametrize(
    "fact",
    [
        {"id": "1", "kind": "launch"},
        {"id": "1", "kind": "launch", "day": "2020-01-01", "from": "2020-01-01", "until": "2020-01-02"},
        {"id": "1", "kind": "lunch", "day": "2020-01-01"},
        {"id": "1", "kind": "launch", "day": "2020-01-01", "colour": "red"},
        {"id": "1", "kind": "launch", "day": "2020-01-01", "circumstances": {"colour": "red"}},
        {"id": "1", "kind": "launch", "day": "2020-01-01", "circumstances": {"livelihood": "true"}},
        {"id": "1", "kind": "launch", "day": "2020-01-01", "quantity": {"amount": -1, "unit": "t"}},
        {"id": "1", "kind": "launch", "day": "2020-01-01", "goods": {"hs": [2710]}},
    ],
)
def test_the_schema_refuses_a_fact_that_the_reader_refuses(fact: dict[str, Any], of_facts: Draft202012Validator) -> None:
    assert complaints(of_facts, fact)


def test_a_toy_regime_has_a_schema_of_facts_too() -> None:
    assert "oil_delivery" in pretty(fact_schema(load_regime(str(ROOT / "tests/toy"))))
