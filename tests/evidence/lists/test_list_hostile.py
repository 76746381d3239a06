"""Lists that mean harm or were torn on their way: refused loudly, in bounded time and memory; and any bytes at all, fuzzed."""

from __future__ import annotations

import gzip
import importlib.util
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from list_samples import ALL, EU_CSV, FTM, OWN, SDN, SDN_XML, SIMPLE, UK_CSV, UN

from vetoproof.evidence.ingest import ingest
from vetoproof.evidence.lists import bounds, csvs, xml
from vetoproof.evidence.lists.ofac_remarks import with_remarks
from vetoproof.evidence.lists.read import FORMS, form_of, read_list
from vetoproof.evidence.lists.tables import Entity
from vetoproof.evidence.store import Store
from vetoproof.evidence.stream import Bounds
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError

Put = Callable[..., Path]
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n + 1} "' + f"&a{n};" * 10 + '">' for n in range(9))
    + "]><CONSOLIDATED_LIST><INDIVIDUALS>&a9;</INDIVIDUALS></CONSOLIDATED_LIST>"
)
FILE_OUTSIDE = '<!DOCTYPE b [<!ENTITY f SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&f;</CONSOLIDATED_LIST>'
DEEP = "<CONSOLIDATED_LIST>" + "<INDIVIDUAL>" * 50
ROW = SDN.splitlines()[0]
TORN = {
    "has a document type": BOMB,
    "has a document type ": FILE_OUTSIDE,
    "is nested deeper than 40 elements": DEEP,
    "is not well-formed XML .not well-formed": UN.replace("A made-up", "A \x19made-up"),
    "is not well-formed XML .(no element found|unclosed token)": UN[: len(UN) // 2],
    "is not well-formed XML .mismatched tag": UN.replace("</INDIVIDUAL>", "</ENTITY>", 1),
    "is not well-formed XML .undefined entity": UN.replace("&amp;", "&nbsp;"),
    "says that it is 'ISO-8859-1'": UN.replace("UTF-8", "ISO-8859-1"),
    "has 'KPi.900' twice": UN.replace("LYe.900", "KPi.900"),
    "'KPi.900' has no name": re.sub("<(FIRST|SECOND|THIRD)_NAME>[^<]*", r"<\1_NAME>", UN, count=3),
    "'2016' is no day": UN.replace("2016-03-02", "2016"),
    "is a list with nobody on it": "<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>",
    "holds the control character 0x19": SDN.replace("Director", "Dir\x19ector"),
    "is no CSV in line 2": SDN[: SDN.index("DOB 1949")],  # inside a quoted cell
    "has 3 cells in row 5 where sdn.csv has 12": SDN.rstrip("\x1a") + '104,"HALF A ROW",-0-',
    "'yacht' is no type .row 5": SDN.rstrip("\x1a") + ROW.replace("36,", "104,").replace('"EXAMPLE AIRLINES",-0- ', '"X","yacht"'),
    "has '36' twice": SDN.rstrip("\x1a") + ROW,
    "has 3 cells in row 6, and its header has": EU_CSV + "25/05/2025;9;EU.9\n",
    "'robot' is no type of subject": EU_CSV.replace(";person;", ";robot;", 1),
    "has no column 'Entity_SubjectType'": EU_CSV.replace("Entity_SubjectType;", "Entity_SubjectTypo;"),
    "'Robot' is no type of designation": UK_CSV.replace("Individual", "Robot"),
    "is no JSON": FTM.decode().replace('"id":"s1"', '"id":s1'),
    "has 'NK-1' twice": FTM.decode() + "\n" + FTM.decode(),
    "has a value that is no text": FTM.decode().replace('["Mr Pak"]', "[1]"),
    "is no schema of a target": SIMPLE.replace('"Person"', '"Robot"'),
    "is no kind of party": OWN.replace("person", "robot"),
    "is no list of a known form": "<html><body>Service unavailable</body></html>",
    "is no list of a known form ": "id,colour\n1,x\n",
    "is no text: a NUL byte at byte 0": "\x00\x01\x02",
}


@pytest.mark.parametrize("what", TORN)
def test_a_list_that_is_not_whole_is_refused_with_what_to_do(what: str, put: Put) -> None:
    with pytest.raises(InputError, match=what.strip()) as refused:
        read_list(put(TORN[what], "a list"))
    assert refused.value.do


def test_another_encoding_is_refused_where_it_begins(put: Put) -> None:
    with pytest.raises(InputError, match="is not UTF-8 at byte 1"):
        read_list(put(SDN.replace("Director", "Diréctor").encode("cp1252"), "sdn.csv"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "cp1252"])
def test_another_encoding_has_one_message_at_every_door(encoding: str, put: Put, store: Store) -> None:
    path = put(UN.replace("A made-up", "Une inventée").encode(encoding, "replace"), "un.xml")
    about, told = Given("", "", date(2020, 1, 1)), []
    for read in (read_list, lambda one: ingest(store, one, about), lambda one: ingest(store, one, about, format="list")):
        with pytest.raises(InputError) as refused:
            read(path)
        told.append(str(refused.value))
    assert len(set(told)) == 1 and "UTF-8" in told[0]


def test_a_list_that_is_packed_too_well_or_cut_in_its_packing_is_refused(put: Put) -> None:
    blown = gzip.compress(b"<CONSOLIDATED_LIST>" + b" " * 3_000_000)
    with pytest.raises(InputError, match="unpacks to more than 200 times its size"):
        read_list(put(blown, "un.xml.gz"), bounds=Bounds(slack=1_000_000))
    with pytest.raises(InputError, match="is damaged or cut off"):
        read_list(put(gzip.compress(UN.encode())[:-20], "un.xml.gz"))
    assert read_list(put(gzip.compress(UN.encode()), "un.xml.gz")).rows.num_rows == 2


@pytest.mark.parametrize(
    ("name", "limit", "what"),
    [
        ("un.xml", {"streamed": 1_000}, "has more than 1,000 bytes"),
        ("un.xml", {"nodes": 20}, "has a <INDIVIDUAL> of more than 20 elements"),
        ("un.xml", {"record": 300}, "has a <INDIVIDUAL> of more than 300 characters"),
        ("un.xml", {"entities": 1}, "has more than 1 entities"),
        ("sdn.csv", {"streamed": 1_000}, "has more than 1,000 bytes"),
        ("sdn.csv", {"field": 100}, "field larger than field limit"),
    ],
)
def test_what_is_let_in_is_bounded(name: str, limit: dict[str, int], what: str, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    most = evolve(bounds.MOST, **limit)
    monkeypatch.setattr(xml.records, "__defaults__", (most,))
    monkeypatch.setattr(csvs.lines, "__defaults__", (most,))
    monkeypatch.setattr(csvs.rows, "__defaults__", (",", most))
    monkeypatch.setitem(bounds.checked.__kwdefaults__ or {}, "most", most)
    with pytest.raises(InputError, match=what):
        read_list(put(ALL[name][0], name))


def test_a_line_without_end_is_not_held(put: Put) -> None:
    with pytest.raises(InputError, match="has a line of more than 4,000,000 characters"):
        read_list(put(SDN.rstrip("\x1a") + "104," + "x" * 5_000_000, "sdn.csv"))


def test_marks_that_turn_the_writing_are_kept_as_they_stand(put: Put) -> None:
    odd = "Pak\u202eelpmaxE \u200bIl"
    found = read_list(put(FTM.replace(b"Example Pak", odd.encode())))
    assert found.rows.column("name")[0].as_py() == odd


def test_a_name_of_ten_thousand_signs_is_read(put: Put) -> None:
    long = "A" * 10_000
    assert read_list(put(UN.replace("EXAMPLE IL", long).replace("EXAMPLE<", long + "<"))).rows.num_rows == 2


# ---- any bytes at all
def seen(data: bytes, path: Path) -> None:
    """Rows, or an InputError: nothing else."""
    path.write_bytes(data)
    try:
        assert read_list(path).rows.num_rows > 0
    except InputError as error:
        assert str(error)


FUZZED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", ALL)
@FUZZED
@given(seed=st.integers(0, 2**32), many=st.integers(1, 12))
def test_a_list_with_any_bytes_changed_is_rows_or_an_error(name: str, seed: int, many: int, tmp_path: Path) -> None:
    chance, data = random.Random(seed), bytearray(ALL[name][0].encode())
    for _ in range(many):
        at, kind = chance.randrange(len(data) + 1), chance.randrange(4)
        if kind == 0 and at < len(data):
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randrange(40)]
        elif kind == 2:
            data[at:at] = chance.choice((b'"', b"<", b">", b"&", b";", b",", b"\n", b"\0", b"\xff", b"-0-", b"]]>", b"{", b"(", b"\x1a"))
        else:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + chance.randrange(60)]
    seen(bytes(data), tmp_path / name)


@FUZZED
@given(data=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_rows_or_an_error(data: bytes, tmp_path: Path) -> None:
    seen(data, tmp_path / "any")


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0.02, 0.98))
def test_a_list_cut_off_anywhere_never_passes_for_a_longer_one(name: str, cut: float, tmp_path: Path) -> None:
    data = ALL[name][0].encode()
    path = tmp_path / name
    path.write_bytes(data[: int(len(data) * cut)])
    try:
        assert read_list(path).rows.num_rows <= ALL[name][2]
    except InputError as error:
        assert error.do
    if data.startswith(b"<"):
        with pytest.raises(InputError):
            read_list(path)


@FUZZED
@given(values=st.lists(st.text(max_size=30), min_size=12, max_size=12))
def test_any_text_in_the_cells_of_ofac_comes_through_or_is_refused(values: list[str], tmp_path: Path) -> None:
    cells = ['"' + value.replace('"', '""') + '"' for value in values]
    seen(f'1,{cells[1]},"vessel",{",".join(cells[3:])}\r\n'.encode("utf-8", "replace"), tmp_path / "sdn.csv")


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300),
    st.sampled_from(["Passport ", "DOB ", "a.k.a. '", "(Linked To: ", "alt. Digital Currency Address - ", "((", "; ; "]),
)
def test_any_remarks_are_read_in_time(text: str, begin: str) -> None:
    made = with_remarks(Entity("1", "Person", "X"), (begin + text) * 30)
    assert made.remarks == (begin + text) * 30


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    """The tool that runs for hours what is run here for a second."""
    spec = importlib.util.spec_from_file_location("fuzz_lists_tool", Path(__file__).parents[3] / "tools" / "fuzz_lists.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_lines_cells_and_encodings_out_of_place_are_rows_or_an_error(name: str, seed: int, fuzz: ModuleType, tmp_path: Path) -> None:
    text = ALL[name][0]
    data = next(fuzz.inputs([text if isinstance(text, bytes) else text.encode()], seed))
    assert fuzz.once(data, tmp_path / name) in ("read", "refused")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+cmd(' /C calc')",
        "x" * 10_000,
        "9" * 5_000,
        "\u202eelif",
        "a\u0301" * 500,
        "(" * 300,
        "a b " * 40_000 + "박",
        "Passport " * 15_000,
        "'; --",
    ],
)
def test_a_cell_that_means_harm_is_kept_as_text(cell: str, put: Put) -> None:
    found = read_list(put(OWN.replace("Mr Pak", cell), "mine.csv")).rows.to_pylist()
    assert cell.strip(" ,") in [alias["name"] for alias in found[0]["aliases"]] or ";" in cell


def test_a_count_that_no_file_can_have_is_no_count(put: Put) -> None:
    assert read_list(put(SDN_XML.replace("<Record_Count>2<", f"<Record_Count>{'9' * 6_000}<"), "sdn.xml")).rows.num_rows == 2


def test_every_form_is_told_from_every_other(put: Put) -> None:
    for name, (text, _, _) in ALL.items():
        fitting = [form.name for form in FORMS[:-1] if form.recognise(text.encode(), name)]
        assert len(fitting) == (not name.startswith("watch")), (name, fitting)  # the last form is asked last: a CSV with a name in it
    assert form_of(b"", "") is None
