"""Customs files that are wrong: each wrong row refused with its reason and counted, the good ones kept, nothing summed twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from customs_files import FULL, SHORT, csv_of, short

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]
BAD = {
    "no such heading": ({"cmdCode": "123456"}, "no revision of the HS has such a heading"),
    "no such chapter": ({"cmdCode": "770000"}, "no such chapter"),
    "goods of no kind": ({"cmdCode": "999999"}, "not specified by kind"),
    "no such subheading since 2022": ({"cmdCode": "270199"}, "unknown in HS 2022"),
    "letters": ({"cmdCode": "27O112"}, "no HS code"),
    "dots": ({"cmdCode": "2701.12"}, "no HS code"),
    "a lost zero": ({"cmdCode": "10121"}, "odd number of digits"),
    "a level": ({"cmdCode": "AG6"}, "a level of the HS"),
    "no code": ({"cmdCode": ""}, "the code is empty"),
    "negative weight": ({"netWgt": "-5"}, "is negative"),
    "negative value": ({"primaryValue": "-1"}, "is negative"),
    "thousands with commas": ({"primaryValue": '"1,234,567"'}, "thousands separator"),
    "thousands with blanks": ({"primaryValue": "1 234 567.5"}, "thousands separator"),
    "thousands with dots": ({"primaryValue": '"1.234.567,5"'}, "thousands separator"),
    "no number": ({"primaryValue": "n/a"}, "not a number"),
    "nothing": ({"primaryValue": "0"}, "neither a value nor a weight"),
    "the world": ({"partnerCode": "0"}, "the world"),
    "a group": ({"partnerCode": "97"}, "a group"),
    "no such partner": ({"partnerCode": "1"}, "no code of a State"),
    "a month too many": ({"period": "202313"}, "no year"),
    "a day": ({"period": "20230401"}, "no year"),
    "no such flow": ({"flowCode": "Z"}, "no flow"),
}


def refused(done: Ingested) -> list[tuple[int, str]]:
    return [(one.row, one.why) for one in done.refused]


def test_each_wrong_row_is_refused_with_its_reason_and_the_good_ones_are_kept(tmp_path: Path, take: Take) -> None:
    rows = [row for cells, _ in BAD.values() for row in (short(cmdCode="260111"), short(**cells))]
    done = take(csv_of(tmp_path / "a.csv", rows))
    assert (done.taken, done.refused_rows) == (len(BAD), len(BAD))
    told = dict(refused(done))
    wrong = {what: told.get(2 * n) for n, (what, (_, reason)) in enumerate(BAD.items(), 1) if reason not in told.get(2 * n, "")}
    assert wrong == {}


def test_rows_of_another_classification_are_refused(tmp_path: Path, take: Take) -> None:
    rows = [
        short(classificationCode="H6"),
        short(classificationCode="S4"),
        short(classificationCode="H6", period="2019"),
        short(classificationCode="H6", cmdCode="970300"),
    ]
    done = take(csv_of(tmp_path / "a.csv", rows, FULL))
    reasons = ("no revision of the HS", "began after the period", "unknown in HS 2022")
    assert [row for row, _ in refused(done)] == [2, 3, 4]
    assert all(reason in why for reason, (_, why) in zip(reasons, refused(done), strict=True))


def test_a_code_of_an_earlier_revision_is_kept_in_its_own_years(tmp_path: Path, take: Take) -> None:
    done = take(csv_of(tmp_path / "a.csv", [short(cmdCode="970300", period="2017"), short(cmdCode="950210", period="2005")]))
    assert (done.taken, done.refused_rows) == (2, 0)


def test_totals_that_their_details_make_up_are_refused(tmp_path: Path, take: Take) -> None:
    rows = [
        short(cmdCode="TOTAL", primaryValue="600"),
        short(cmdCode="27", primaryValue="300"),
        short(cmdCode="2701", primaryValue="300"),
        short(cmdCode="270112", primaryValue="100"),
        short(cmdCode="270119", primaryValue="200"),
        short(cmdCode="670411", primaryValue="300"),
        short(cmdCode="27", primaryValue="300", flowCode="X"),
    ]
    done = take(csv_of(tmp_path / "a.csv", rows))
    assert done.taken == 4
    assert [row for row, _ in refused(done)] == [1, 2, 3]
    assert "over all goods" in refused(done)[0][1] and "make up 300 USD" in refused(done)[2][1]


def test_a_total_with_more_than_its_details_is_kept_for_the_rest(tmp_path: Path, take: Take) -> None:
    done = take(csv_of(tmp_path / "a.csv", [short(cmdCode="84", primaryValue="500"), short(cmdCode="847130", primaryValue="200")]))
    assert (done.taken, done.refused_rows) == (2, 0)


def test_of_two_revisions_of_one_trade_the_reporters_own_counts(tmp_path: Path, take: Take, store: Store) -> None:
    one = short(classificationCode="H6", primaryValue="10")
    rows = [one, one | {"classificationCode": "H5", "isOriginalClassification": "true"}, one | {"cmdCode": "670411"}]
    done = take(csv_of(tmp_path / "a.csv", rows, FULL))
    ((row, why),) = refused(done)
    assert (row, "in H5 too (revisions mixed)" in why) == (1, True)
    assert [(one["hs"], one["revision"]) for one in rows_of(store, "customs").to_pylist()] == [("270112", "H5"), ("670411", "H6")]


def test_half_a_file_keeps_what_is_whole(tmp_path: Path, take: Take) -> None:
    path = csv_of(tmp_path / "a.csv", [short(), short(cmdCode="260111"), short(cmdCode="870323")])
    text = path.read_text("utf-8")
    path.write_text(text[: text.rindex("870323") + 3], "utf-8")
    done = take(path)
    assert (done.taken, done.refused_rows) == (2, 1)
    assert "cells" in refused(done)[0][1]


def test_half_a_parquet_file_is_refused_whole(tmp_path: Path, take: Take) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({name: ["1"] * 5000 for name in SHORT}), path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(InputError):
        take(path)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("period,reporterCode,partnerCode,flowCode,cmdCode\n", "no known format"),
        ("period,reporterCode,partnerCode,flowCode,cmdCode,primaryValue,Period\n2023,156,408,M,27,1,2023\n", "twice"),
        ("period;reporterCode;partnerCode;flowCode;cmdCode;primaryValue\n", "something else than commas"),
    ],
)
def test_a_file_that_cannot_be_told_is_refused_with_what_to_do(tmp_path: Path, take: Take, text: str, what: str) -> None:
    (tmp_path / "a.csv").write_text(text, "utf-8")
    with pytest.raises(InputError, match=what):
        take(tmp_path / "a.csv")


@pytest.mark.parametrize("text", ["<!DOCTYPE x [<!ENTITY a 'b'>]><message:GenericData/>", "<message:GenericData>"])
def test_a_hostile_or_broken_sdmx_message_is_refused(tmp_path: Path, take: Take, text: str) -> None:
    pytest.importorskip("sdmx", reason="the extra [trade] is not installed")
    (tmp_path / "m.xml").write_text(text, "utf-8")
    with pytest.raises(InputError):
        take(tmp_path / "m.xml")


def test_strict_takes_nothing_of_a_file_with_a_wrong_row(tmp_path: Path, take: Take, store: Store) -> None:
    with pytest.raises(InputError, match="strict"):
        take(csv_of(tmp_path / "a.csv", [short(), short(cmdCode="99")]), strict=True)
    assert rows_of(store, "customs").num_rows == 0


def test_the_same_file_again_adds_nothing(tmp_path: Path, take: Take, store: Store) -> None:
    path = csv_of(tmp_path / "a.csv", [short()])
    results: list[Any] = [take(path), take(path)]
    assert [one.again for one in results] == [False, True]
    assert rows_of(store, "customs").num_rows == 1
