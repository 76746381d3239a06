"""CSV, Parquet and Arrow as they come: numbers as doubles, bytes, bad bytes, days out of the calendar; one row costs no other."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import vetoproof as vp
from vetoproof.cli.app import app
from vetoproof.terms.errors import InputError

DAY = "2024-01-01"
WHO = "RI Won Ho"  # passport 381310014, born on 17 July 1964


def door(path: Path | str, *words: str, text: bytes | None = None) -> Any:
    args = ["screen", "--file", str(path), "--json", "--as-of", DAY, *words]
    return CliRunner().invoke(app, args, input=text, env={"VETOPROOF_STORE": "/nowhere/store"})


def answers(ran: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def parquet(tmp_path: Path, **columns: Any) -> Path:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table(columns), path)
    return path


PASSPORTS = {
    "int64": pa.array([381310014, None]), "float64": pa.array([381310014.0, None]), "decimal": pa.array([Decimal("381310014.00"), None]),
    "text": pa.array(["381310014", None]), "binary": pa.array([b"381310014", None]), "text of a float": pa.array(["381310014.0", None]),
    "list": pa.array([[381310014], None]),
}  # fmt: skip


@pytest.mark.parametrize("form", PASSPORTS)
def test_a_number_is_the_same_number_in_every_form(tmp_path: Path, form: str) -> None:
    (one, two) = answers(door(parquet(tmp_path, name=pa.array(["Foo", "Mirko Vuk"]), passport=PASSPORTS[form])))
    assert (one["decision"], one["matches"][0]["ref"], two["decision"]) == ("match", "KPi.033", "no_match")


LOST = {
    "a fraction": pa.array([381310014.5]), "few bits": pa.array([381310014.0], pa.float32()), "none at all": pa.array([float("inf")]),
    "beyond": pa.array([2.0**60]), "cut": pa.array(["3.8131E+08"]), "struct": pa.array([{"no": "381310014"}]),
}  # fmt: skip


@pytest.mark.parametrize("form", LOST)
def test_a_number_that_lost_signs_is_never_clear(tmp_path: Path, form: str) -> None:
    ran = door(parquet(tmp_path, name=pa.array(["Mirko Vuk"]), passport=LOST[form]))
    (one,) = answers(ran)
    assert one["decision"] is None and "passportNumber" in one["unseen"] and ran.exit_code == 3


def test_names_as_bytes_are_read_and_those_that_are_no_text_are_said(tmp_path: Path) -> None:
    (one, two) = answers(door(parquet(tmp_path, name=pa.array([WHO.encode(), b"Caf\xe9 Soleil"], pa.binary()))))
    assert (one["query"], one["decision"]) == (WHO, "review") and two["decision"] is None
    (one,) = answers(door(parquet(tmp_path, name=pa.array([{"a": WHO}]))))
    assert one["decision"] is None and "no text" in one["unseen"]


def test_a_day_out_of_the_calendar_costs_its_own_row(tmp_path: Path) -> None:
    stamps = pa.array([0, 2**62, -172281600_000_000, None], pa.int64()).cast(pa.timestamp("us"))
    ran = door(parquet(tmp_path, name=pa.array(["A B", "Mirko Vuk", WHO, "C D"]), dob=stamps))
    found = answers(ran)
    assert [one["decision"] for one in found] == ["no_match", None, "match", "no_match"] and ran.exit_code == 2
    assert found[1]["unseen"].startswith("row 2: ") and "birthDate" in found[1]["unseen"]


PROPS = {
    "struct": pa.array([{"birthDate": ["1964-07-17"], "imoNumber": None}]),
    "map": pa.array([[("birthDate", ["1964-07-17"])]], pa.map_(pa.string(), pa.list_(pa.string()))),
    "json": pa.array(['{"birthDate": "1964-07-17"}']),
}


@pytest.mark.parametrize("form", PROPS)
def test_a_column_of_props_is_read_in_a_file_as_in_a_table(tmp_path: Path, form: str) -> None:
    path = parquet(tmp_path, id=["a"], kind=["Person"], name=[WHO], props=PROPS[form])
    (line,) = answers(door(path))
    (row,) = vp.Screener(None, DAY).screen_many(pq.read_table(path)).to_pylist()
    assert line["decision"] == row["decision"] == "match" and line["matches"] == row["matches"]
    assert line == vp.Screener(None, DAY).screen({"id": "a", "kind": "Person", "name": WHO, "props": {"birthDate": "1964-07-17"}}).as_json()


def test_props_that_are_no_object_are_said(tmp_path: Path) -> None:
    (one,) = answers(door(parquet(tmp_path, name=[WHO], props=["[1]"])))
    assert one["decision"] is None and one["unseen"] == "row 1: props is no object"


# ---- CSV


def test_a_bad_byte_costs_its_own_row(tmp_path: Path) -> None:
    rows = [b"Nobody Known"] * 300
    rows[200], rows[250] = b"R\xe9mi Vuk", WHO.encode()
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,born,address\n" + b"".join(one + b",,x\n" for one in rows) + b"Mirko Vuk,,Caf\xe9\n")
    ran = door(path)
    found = answers(ran)
    assert len(found) == 301 and [one["id"] for one in found if one["decision"] != "no_match"] == ["201", "251"]
    assert found[200]["unseen"].startswith("row 202: the name 'R\ufffdmi Vuk'") and found[250]["decision"] == "review"
    assert ran.exit_code == 2 and "2 rows hold bytes that are no UTF-8, the first is row 202" in ran.stderr


def test_a_bad_byte_beside_a_number_that_decides_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,imo\nCaf\xe9,9041552\n")
    assert answers(door(path))[0]["decision"] == "match"


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-16-be"])
def test_text_that_is_no_utf_8_at_all_is_refused_plainly(tmp_path: Path, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("name,dob\nMirko Vuk,\n".encode(code))
    found = door(path).exception
    assert isinstance(found, InputError) and "save it as UTF-8" in str(found)


def test_a_header_that_is_no_utf_8_is_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Nom,Prénom\nRI,Won Ho\n".encode("latin-1"))
    found = door(path).exception
    assert isinstance(found, InputError) and "save it as UTF-8" in str(found)


def test_a_row_with_a_stray_quotation_mark_costs_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'name,dob\n"Mirko" Vuk,\n{WHO},1964-07-17\n')
    found = answers(door(path))
    assert [one["decision"] for one in found] == [None, "match"] and "row 2" in found[0]["unseen"]


def test_a_line_without_end_costs_its_own_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetoproof.monitor.screening_csv.LONGEST_ROW", 50_000)
    path = tmp_path / "a.csv"
    path.write_text("name\nMirko Vuk\n" + "x," * 200_000 + f"\n{WHO}\n")
    ran = door(path)
    assert [one["decision"] for one in answers(ran)] == ["no_match", None, "review"] and ran.exit_code == 2


def test_a_packed_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    import gzip

    for name, text in (("a.csv.gz", f"name\n{WHO}\n"), ("a.jsonl.gz", f'{{"name":"{WHO}"}}\n')):
        path = tmp_path / name
        packed = gzip.compress((text + "".join(f"# {n * n}\n" for n in range(3_000))).encode())
        path.write_bytes(packed[: len(packed) // 2])
        found = answers(door(path))
        assert found[0]["decision"] == "review" and "what comes after it was not looked at" in found[-1]["unseen"]


# ---- standard input


def test_standard_input_is_read_as_a_file(tmp_path: Path) -> None:
    long = b'{"name":"Mirko Vuk"}\n{"name":"' + b"x" * 5_000_000 + b'"}\n{"name":"RI Won Ho"}\n'
    path = tmp_path / "a.jsonl"
    path.write_bytes(long)
    piped = answers(door("-", text=long))
    assert piped == answers(door(path)) and [one["decision"] for one in piped] == ["no_match", None, "review"]
    assert [one["decision"] for one in answers(door("-", text=b"name;IMO No.\nx;9041552\n"))] == ["match"]
    assert answers(door("-", text=b"")) == []
    assert isinstance(door("-", text=b"PAR1xxxx").exception, InputError)
