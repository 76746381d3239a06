"""Bulk and single answers are the same, from lines and from columns, whatever the rows repeat."""

import io
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.findings.bulk import AnswerBook, Broken, Tally, judge_lines
from vetoproof.findings.judge import Judge
from vetoproof.findings.tables import judge_parquet
from vetoproof.findings.wire import answer
from vetoproof.regime.facts import FactReader
from vetoproof.regime.load import load_regime

LAW = load_regime("un-dprk")
JUDGE = Judge(LAW)
FACTS = st.fixed_dictionaries(
    {
        "id": st.text(min_size=1, max_size=8),
        "kind": st.sampled_from(["goods_transfer", "ship_to_ship_transfer", "tourism", "port_call"]),
        "day": st.dates(date(2006, 1, 1), date(2025, 1, 1)).map(str),
        "state": st.sampled_from(["CHN", "RUS", "PRK"]),
        "direction": st.sampled_from(["to_dprk", "from_dprk"]),
        "goods": st.fixed_dictionaries({"hs": st.lists(st.sampled_from(["2701", "2710", "8710", "27"]), min_size=1, max_size=2)}),
        "circumstances": st.dictionaries(
            st.sampled_from(["livelihood", "committee_approval", "tainted_party"]), st.sampled_from([True, False, None])
        ),
    }
)


def singly(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    reader = FactReader(LAW.vocabulary)
    return [{"id": fact["id"], **answer(JUDGE, reader.read(fact))} for fact in facts]


def by_lines(facts: list[dict[str, Any]], broken: list[Broken] | None = None) -> list[dict[str, Any]]:
    text = io.BytesIO(b"".join(orjson.dumps(fact) + b"\n" for fact in facts))
    blocks = judge_lines(text, AnswerBook(JUDGE), Tally(), (broken if broken is not None else []).append)
    return [orjson.loads(line) for line in b"".join(blocks).splitlines()]


def by_columns(rows: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    pq.write_table(pa.Table.from_pylist(rows), folder / "facts.parquet")
    blocks = judge_parquet(folder / "facts.parquet", AnswerBook(JUDGE), Tally(), [].append)
    return [orjson.loads(line) for line in b"".join(blocks).splitlines()]


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=12))
def test_lines_in_bulk_get_the_answers_that_each_would_get_alone(facts: list[dict[str, Any]]) -> None:
    assert by_lines([*facts, *facts]) == singly([*facts, *facts])


@settings(max_examples=25, deadline=None)
@given(st.lists(FACTS, min_size=1, max_size=12))
def test_columns_get_the_same_answers_as_lines(facts: list[dict[str, Any]]) -> None:
    nested = [fact | {key: orjson.dumps(fact[key]).decode() for key in ("goods", "circumstances")} for fact in facts]
    with tempfile.TemporaryDirectory() as folder:
        assert by_columns(nested, Path(folder)) == singly(facts)


def test_an_id_that_looks_like_json_stays_an_id(tmp_path: Path) -> None:
    fact = {"id": "[]", "kind": "goods_transfer", "day": "2018-01-01", "state": "CHN", "direction": "to_dprk"}
    assert [one["id"] for one in by_columns([fact], tmp_path)] == ["[]"]


def test_an_id_may_stand_anywhere_in_the_line_and_need_escapes() -> None:
    fact = {"kind": "tourism", "day": "2018-10-01", "state": "CHN", "direction": "to_dprk", "id": 'a "quoted" \\ id'}
    assert by_lines([fact])[0]["id"] == fact["id"]


def test_a_text_that_looks_like_an_id_is_not_taken_for_one() -> None:
    rest = {"kind": "goods_transfer", "day": "2018-10-01", "state": "CHN", "direction": "to_dprk"}
    fact = {"goods": {"description": 'his "id": "x"', "hs": ["1006"]}, "id": "real", **rest}
    assert by_lines([fact, fact | {"id": "second"}]) == singly([fact, fact | {"id": "second"}])


def test_the_book_is_emptied_when_it_grows_and_the_answers_stay_right(monkeypatch: Any) -> None:
    monkeypatch.setattr("vetoproof.findings.bulk.MOST_KEPT", 2)
    facts = [{"id": str(n), "kind": "tourism", "day": f"2018-10-{n % 5 + 1:02}", "state": "CHN", "direction": "to_dprk"} for n in range(20)]
    assert by_lines(facts) == singly(facts)


def test_a_nested_id_is_refused_however_often_it_comes() -> None:
    broken: list[Broken] = []
    fact = {"vessel": {"id": "x"}, "id": "a", "kind": "tourism", "day": "2018-10-01", "state": "CHN", "direction": "to_dprk"}
    assert by_lines([fact, fact | {"id": "b"}], broken) == []
    assert [one.where for one in broken] == ["line 1 vessel.id", "line 2 vessel.id"]


def test_struct_columns_are_silent_where_they_are_empty(tmp_path: Path) -> None:
    coal = {"kind": "goods_transfer", "state": "CHN", "direction": "from_dprk", "goods": {"hs": ["2701"]}, "vessel": None}
    tour = {"kind": "tourism", "state": "CHN", "direction": "to_dprk", "goods": None, "vessel": {"flag": "PAN", "designated": None}}
    rows = [{"id": str(n), "day": "2019-06-01", **fact} for n, fact in enumerate((coal, tour))]
    spoken = [{key: value for key, value in row.items() if value is not None} for row in rows]
    spoken[1]["vessel"] = {"flag": "PAN"}
    assert by_columns(rows, tmp_path) == singly(spoken)
