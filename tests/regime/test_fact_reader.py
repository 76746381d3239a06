"""A JSON object reads as a fact, or is refused with the name of the field and what to do."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vetoproof.regime.facts import LONGEST_TEXT, MOST_CODES, MOST_TOTALS, FactReader
from vetoproof.regime.law import Regime
from vetoproof.terms.days import Span
from vetoproof.terms.errors import FactError
from vetoproof.terms.fact import Fact
from vetoproof.terms.quantity import OPEN, Quantity

BASE = {"id": "F-1", "kind": "goods_transfer", "day": "2018-05-01", "state": "CHN", "direction": "to_dprk"}
BEFORE = {"amount": 10, "unit": "bbl", "from": "2018-01-01", "until": "2018-12-31", "of": "all_states"}
DROP = object()


@pytest.fixture(scope="module")
def reader(law: Regime) -> FactReader:
    return FactReader(law.vocabulary)


def fact(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in {**BASE, **fields}.items() if value is not DROP}


def test_a_fact_reads_whole(reader: FactReader) -> None:
    raw = fact(
        goods={"hs": ["0302", "2710"], "description": "fish and oil"},
        quantity={"amount": 5000, "unit": "bbl"},
        vessel={"imo": "9074729", "flag": None},
        circumstances={"livelihood": True, "contract_on": "2017-07-01", "value_usd": 0.1, "total_before": [BEFORE]},
    )
    found = reader.read(raw)
    assert (found.id, found.kind, found.span, found.codes) == (
        "F-1",
        "goods_transfer",
        Span(date(2018, 5, 1), date(2018, 5, 1)),
        ("0302", "2710"),
    )
    assert (found.quantity, found.description) == (Quantity.exactly(Decimal(5000), "bbl"), "fish and oil")
    assert found.values["vessel.flag"] is None
    assert found.values["value_usd"] == Decimal("0.1")
    assert found.values["contract_on"] == date(2017, 7, 1)
    assert "livelihood" in found.values
    assert "committee_approval" not in found.values


def test_null_and_silence_stay_apart(reader: FactReader) -> None:
    asked = reader.read(fact(goods={"hs": None}, quantity={"amount": None, "unit": "t"}, circumstances={"livelihood": None})).values
    assert {"goods.hs", "quantity", "livelihood"} <= set(asked)
    assert set(reader.read(fact()).values) == {"state", "direction"}


def test_a_band_has_a_middle(reader: FactReader) -> None:
    assert reader.read(fact(quantity={"low": 10, "high": 20, "unit": "t"})).quantity == Quantity(Decimal(10), Decimal(15), Decimal(20), "t")


def test_an_exact_number_of_json_stays_exact(reader: FactReader) -> None:
    quantity = reader.read(json.loads(json.dumps(fact(quantity={"amount": 0.3, "unit": "t"})))).quantity
    assert quantity
    assert quantity.mid == Decimal("0.3")


def test_a_total_that_nobody_knows_is_no_total(reader: FactReader) -> None:
    assert reader.read(fact(circumstances={"total_before": [{**BEFORE, "amount": None}]})).values["total_before"] == ()


def test_a_table_may_give_one_end_of_a_band(law: Regime) -> None:
    quantity = FactReader(law.vocabulary, textual=True).read(fact(quantity={"low": "10", "unit": "t"})).quantity
    assert quantity
    assert quantity.high == OPEN


def total(**fields: Any) -> dict[str, Any]:
    entry = {key: value for key, value in {**BEFORE, **fields}.items() if value is not DROP}
    return {"circumstances": {"total_before": [BEFORE, entry]}}


def quantity(**fields: Any) -> dict[str, Any]:
    return {"quantity": {"unit": "t", **fields}}


def known(**circumstances: Any) -> dict[str, Any]:
    return {"circumstances": circumstances}


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("colour", {"colour": "red"}),
    ("circumstances.colour", known(colour="red")),
    ("vessel.colour", {"vessel": {"colour": "red"}}),
    ("counterpart.imo", {"counterpart": {"imo": "9074729"}}),
    ("goods.colour", {"goods": {"hs": ["2710"], "colour": "red"}}),
    ("id", {"id": DROP}),
    ("id", {"id": 7}),
    ("id", {"id": "x" * (LONGEST_TEXT + 1)}),
    ("kind", {"kind": DROP}),
    ("kind", {"kind": "goods_transfers"}),
    ("kind", {"kind": None}),
    ("kind", {"kind": ["goods_transfer"]}),
    ("day", {"day": DROP}),
    ("day", {"day": None}),
    ("day", {"day": "1 May 2018"}),
    ("day", {"day": "2018-5-1"}),
    ("day", {"day": "20180501"}),
    ("day", {"day": "2018-W18-2"}),
    ("day", {"day": "2018-02-30"}),
    ("day", {"day": "9999-12-31"}),
    ("day", {"day": "0001-01-01"}),
    ("day", {"day": 20180501}),
    ("day", {"from": "2018-05-01", "until": "2018-05-02"}),
    ("day", {"from": "2018-05-01"}),
    ("from", {"day": DROP, "until": "2018-05-02"}),
    ("until", {"day": DROP, "from": "2018-05-01"}),
    ("until", {"day": DROP, "from": "2018-05-02", "until": "2018-05-01"}),
    ("state", {"state": "CN"}),
    ("state", {"state": "China"}),
    ("state", {"state": 156}),
    ("direction", {"direction": "north"}),
    ("direction", {"direction": True}),
    ("goods", {"goods": ["2710"]}),
    ("goods.hs", {"goods": {"hs": "2710"}}),
    ("goods.hs", {"goods": {"hs": [2710]}}),
    ("goods.hs", {"goods": {"hs": ["27101"]}}),
    ("goods.hs", {"goods": {"hs": ["27.10"]}}),
    ("goods.hs", {"goods": {"hs": ["oil"]}}),
    ("goods.hs", {"goods": {"hs": ["2710"] * (MOST_CODES + 1)}}),
    ("goods.description", {"goods": {"description": 5}}),
    ("quantity", {"quantity": 5}),
    ("quantity", quantity()),
    ("quantity", quantity(low=1)),
    ("quantity", quantity(amount=1, low=1, high=2)),
    ("quantity", quantity(amount=1, colour="red")),
    ("quantity", quantity(low=3, high=2)),
    ("quantity", quantity(low=1, mid=5, high=2)),
    ("quantity.unit", {"quantity": {"amount": 1}}),
    ("quantity.unit", {"quantity": {"amount": 1, "unit": "barrels"}}),
    ("quantity.amount", quantity(amount=-1)),
    ("quantity.amount", quantity(amount="5")),
    ("quantity.amount", quantity(amount=True)),
    ("quantity.amount", quantity(amount=float("nan"))),
    ("quantity.amount", quantity(amount=float("inf"))),
    ("quantity.amount", quantity(amount=1e300)),
    ("quantity.amount", quantity(amount=1e-300)),
    ("quantity.low", quantity(low=None, high=2)),
    ("quantity.high", quantity(low=1, high=float("inf"))),
    ("vessel", {"vessel": "MV Argo"}),
    ("vessel.flag", {"vessel": {"flag": "Panama"}}),
    ("vessel.designated", {"vessel": {"designated": "true"}}),
    ("vessel.designated_from", {"vessel": {"designated_from": "2018"}}),
    ("vessel.imo", {"vessel": {"imo": 9074729}}),
    ("circumstances", {"circumstances": ["livelihood"]}),
    ("circumstances.livelihood", known(livelihood="true")),
    ("circumstances.livelihood", known(livelihood=1)),
    ("circumstances.value_usd", known(value_usd="5")),
    ("circumstances.value_usd", known(value_usd=float("nan"))),
    ("circumstances.value_usd", known(value_usd=False)),
    ("circumstances.contract_on", known(contract_on="2018")),
    ("circumstances.contract_on", known(contract_on=2018)),
    ("circumstances.origin", known(origin="prk")),
    ("circumstances.product", known(product=True)),
    ("circumstances.product", known(product="x" * (LONGEST_TEXT + 1))),
    ("circumstances.total_before", known(total_before={})),
    ("circumstances.total_before", known(total_before=[BEFORE] * (MOST_TOTALS + 1))),
    ("circumstances.total_before[0]", known(total_before=["10 bbl"])),
    ("circumstances.total_before[1]", total(colour="red")),
    ("circumstances.total_before[1]", total(amount=DROP)),
    ("circumstances.total_before[1].amount", total(amount=-1)),
    ("circumstances.total_before[1].amount", total(amount="10")),
    ("circumstances.total_before[1].unit", total(unit="barrels")),
    ("circumstances.total_before[1].from", total(**{"from": DROP})),
    ("circumstances.total_before[1].until", total(until="2017-12-31")),
    ("circumstances.total_before[1].of", total(of="CHN")),
]


@pytest.mark.parametrize(("where", "fields"), REFUSED, ids=[f"{n}-{where}" for n, (where, _) in enumerate(REFUSED)])
def test_a_refusal_names_the_field(where: str, fields: dict[str, Any], reader: FactReader) -> None:
    with pytest.raises(FactError) as caught:
        reader.read(fact(**fields))
    assert caught.value.where == where
    assert caught.value.do


@pytest.mark.parametrize("raw", [None, [], "fact", 5, True])
def test_what_is_no_object_is_no_fact(raw: object, reader: FactReader) -> None:
    with pytest.raises(FactError, match="fact: is not an object"):
        reader.read(raw)


def test_a_kind_may_have_another_name(law_of: Any) -> None:
    words = law_of("kinds: {sale: {means: goods are sold, aliases: [sell]}}\n").vocabulary
    assert FactReader(words).read({"id": "1", "kind": "sell", "day": "2018-01-01"}).kind == "sell"


def test_the_given_cases_read_as_json_and_as_text_to_the_same_fact(law: Regime, shared: Any) -> None:
    def as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_text(one) for key, one in value.items()}
        if isinstance(value, list):
            return [as_text(one) for one in value]
        return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    def plain(found: Fact) -> tuple[Any, ...]:
        return found.id, found.kind, found.span, dict(found.values), found.codes, found.quantity, found.description

    json_reader, text_reader = FactReader(law.vocabulary), FactReader(law.vocabulary, textual=True)
    for line in (shared / "data/regime/cases.jsonl").read_text("utf-8").splitlines():
        raw = json.loads(line)["fact"]
        assert plain(json_reader.read(raw)) == plain(text_reader.read(as_text(raw)))
