"""Each form of position file is read, by its content; each row is taken, or left out by its reason."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sailed import HEADER, ROW, T0, csv_of, left, parquet_of, places, read, times

from vetoproof.evidence.positions import reasons
from vetoproof.evidence.positions.formats import six_bits
from vetoproof.evidence.positions.tables import NOT_SAID
from vetoproof.terms.errors import InputError

DANISH = (
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,"
    "Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D"
)
NEWER = (
    "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,"
    "length,width,draft,cargo,transceiver"
)
EXACT = "MMSI,Message_ID,Time,Vessel_Name,Call_sign,IMO,Ship_Type,Dimension_to_Bow,Dimension_to_stern,Draught,SOG,Longitude,Latitude"


def test_both_generations_of_the_american_files(tmp_path: Path) -> None:
    older = csv_of(tmp_path / "a.csv", [ROW], HEADER)
    newer = csv_of(
        tmp_path / "b.csv", ["338148873,2022-01-03 00:00:00,-117.91483,33.60716,0.0,,,CAZADOR,IMO9207721,,37,,14,4,3.2,,B"], NEWER
    )
    (one, first), (other, second) = read(older), read(newer)
    assert first.to_pylist() == second.to_pylist() == [
        {"mmsi": 338148873, "t": 1641168000, "lat": 20164296, "lon": -70748898, "sog": 0, "file": 0, "row": 0}
    ]  # fmt: skip
    said = {"imo": 9207721, "name": "CAZADOR", "ship_type": 37, "length_m": 14, "width_m": 4, "draught_dm": 32}
    for found in (one, other):
        assert said.items() <= found.statics.to_pylist()[0].items()


def test_the_danish_file_has_the_day_first_and_buoys_in_it(tmp_path: Path) -> None:
    tail = ",Unknown,Unknown,,Undefined,,,,,,,,AIS,,,,"
    rows = [
        f"02/01/2024 00:00:01,Class A,219000001,55.5,10.5,Under way,0.0,12.3,90,90{tail}",
        f"02/01/2024 00:00:02,Base Station,2190047,56.0,11.0,,,,,{tail}",
        f"02/01/2024 00:00:03,AtoN,992190001,56.0,11.0,,,,,{tail}",
        f"02/01/2024 00:00:04,Class A,219000001,91.0,0.0,,,,,{tail}",
    ]
    found, table = read(csv_of(tmp_path / "dk.csv", rows, DANISH))
    assert datetime.fromtimestamp(times(table)[0], UTC).isoformat() == "2024-01-02T00:00:01+00:00"
    assert (found.counts.taken, found.counts.left_out) == (1, {reasons.NO_SHIP: 2, reasons.NOT_AVAILABLE: 1})
    assert not found.warnings  # the form is known to have the day first


def test_static_rows_of_a_mixed_file_tell_of_the_ship(tmp_path: Path) -> None:
    rows = [
        '"432905000","1","20210701_185151","","","","","","","","13.6","-103.63687","8.8775"',
        '"432905000","5","20210701_185200","SHOUN MARU","7KXX","9000003","70","180","20","9.5","","",""',
        '"2320001","4","20210701_185201","","","","","","","","","-1.0","50.0"',
    ]
    found, table = read(csv_of(tmp_path / "x.csv", rows, EXACT))
    assert places(table) == [(8.8775, -103.63687)]
    assert found.counts.left_out == {reasons.NO_PLACE: 1, reasons.NO_SHIP: 1}
    assert {"imo": 9000003, "name": "SHOUN MARU", "length_m": 200, "draught_dm": 95, "row": 1}.items() <= found.statics.to_pylist()[
        0
    ].items()


@pytest.mark.parametrize("keys", [("mmsi", "t", "sog"), ("ssvid", "timestamp", "speed")])
def test_json_lines_are_known_without_options(keys: tuple[str, str, str], tmp_path: Path) -> None:
    who, when, speed = keys
    lines = [
        {who: "412331104", when: T0, "lat": 1.5, "lon": 2, speed: 3.25, "course": 0},
        {who: 412331104, when: T0 + 60, "lat": None, "lon": None},
    ]
    path = tmp_path / "x.json"
    path.write_text("\n".join(map(json.dumps, lines)) + '\n\n{"broken\n[1]\n', "utf-8")
    found, table = read(path)
    assert table.drop_columns(["file", "row"]).to_pylist() == [{"mmsi": 412331104, "t": T0, "lat": 900_000, "lon": 1_200_000, "sog": 32}]
    assert (found.counts.rows, found.counts.left_out) == (4, {reasons.NO_PLACE: 1, reasons.UNREADABLE: 2})


def test_one_json_array_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"ssvid": "1", "timestamp": "2024-01-01 00:00:00.5 UTC", "lat": 1, "lon": 2}, 7], indent=1), "utf-8")
    found, table = read(path)
    assert (times(table), found.counts.rows, found.files[0].format) == ([1704067200], 2, "json")


FIRST_OF_TWO = (
    r"\g:1-2-3454,s:41925,c:1635731893,t:1635731965*19"
    r"\!AIVDM,2,1,2,,57`B?hl2CdtQ`lO;SK9L4Tl5@62222222222220l1@>666QVS>1jDhSl,0*20"
)
NEVER_WHOLE = (
    r"\g:1-2-3455,s:41925,c:1635731896,t:1635731965*1D"
    r"\!AIVDM,2,1,3,,57`K9t01Wwte`lO;;;QUL4n0dtP400000000000r38G826Pd0850EDPC,0*34"
)
SENTENCES = {
    r"\s:42809,c:1635731889,t:1635731965*6A\!AIVDM,1,1,,,403t>B1vFhQr5`NonbBw?>G00<0n,0*7B": reasons.NO_SHIP,
    r"\s:41925,c:1635731889,t:1635731965*66\!AIVDM,1,1,,,15Di=4002i<chWiba2`rPpD:04;`,0*37": "",
    r"\s:41925,c:1635731889,t:1635731965*66\!AIVDM,1,1,,,15Di=4002i<chWiba2`rPpD:04;`,0*38": reasons.CHECKSUM,
    r"\s:41925,c:1635731880,t:1635731965*66\!AIVDM,1,1,,,15Di=4002i<chWiba2`rPpD:04;`,0*37": reasons.CHECKSUM,
    "!AIVDM,1,1,,A,13RlIW?04F1beOVEFLB9bRvH0L0L,0*6C": reasons.UNDATED,
    "!AIVDM,1,1,,B,,0*25": reasons.EMPTY,
    FIRST_OF_TWO: reasons.PART,
    r"\g:2-2-3454*5B\!AIVDM,2,2,2,,SQH888888888880,2*15": reasons.NO_PLACE,
    NEVER_WHOLE: reasons.INCOMPLETE,
    "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47": reasons.NO_SENTENCE,
    "# a comment": reasons.NO_SENTENCE,
}


def test_each_line_of_nmea_has_one_fate(tmp_path: Path) -> None:
    path = tmp_path / "x.nm4"
    path.write_text("\n\n".join(SENTENCES) + "\n", "utf-8")
    found, table = read(path)
    wanted = [reason for reason in SENTENCES.values() if reason]
    assert found.counts.left_out == {reason: wanted.count(reason) for reason in wanted}
    assert (found.counts.rows, table.column("row").to_pylist(), times(table)) == (len(SENTENCES), [1], [1635731889])
    assert found.statics.to_pylist()[0]["name"] == "WAIMATA"


def test_a_message_is_put_together_over_the_border_of_a_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.nm4"
    path.write_text("\n".join(list(SENTENCES) * 3) + "\n", "utf-8")
    whole, table = read(path)
    monkeypatch.setattr("vetoproof.evidence.positions.formats.nmea_cells.AT_ONCE", 90)
    cut, again = read(path)
    assert (cut.counts, again, cut.statics) == (whole.counts, table, whole.statics)


def test_parquet_with_seconds_or_timestamps(tmp_path: Path) -> None:
    rows = [{"mmsi": 1 + n // 3, "t": T0 + n, "lat": 1.0 + n, "lon": 180.0, "sog": 102.3 if n else 5.04} for n in range(9)]
    path = parquet_of(tmp_path / "a.parquet", rows, row_group_size=2)
    stamped = parquet_of(tmp_path / "b.parquet", [row | {"t": datetime.fromtimestamp(row["t"], UTC)} for row in rows])
    (found, table), (_, again) = read(path), read(stamped)
    assert table.equals(again)
    assert table.column("sog").to_pylist() == [50, *[NOT_SAID] * 8]
    assert set(table.column("lon").to_pylist()) == {-180 * 600_000}
    assert found.counts.not_said == {"speed": 8}
    narrow = pa.table(
        {"mmsi": pa.array([1], pa.int64()), "t": pa.array([T0], pa.int32()), "lat": pa.array([1.5], pa.float32()), "lon": [2.0]}
    )

    pq.write_table(narrow, tmp_path / "c.parquet")
    assert places(read(tmp_path / "c.parquet")[1]) == [(1.5, 2.0)]


def test_parquet_tells_of_ships_in_numbers_and_texts(tmp_path: Path) -> None:
    row = {"mmsi": 1, "t": T0, "lat": 1.0, "lon": 2.0, "imo": 9191773, "name": None, "length": 180.0, "draught": 7.5, "ship_type": 80}
    found, _ = read(parquet_of(tmp_path / "x.parquet", [row, row | {"t": T0 + 9, "imo": None, "name": "APEX@@@"}]))
    told = [(one["imo"], one["name"], one["length_m"], one["draught_dm"], one["t"] - T0) for one in found.statics.to_pylist()]
    assert told == [(9191773, None, 180, 75, 0), (None, "APEX", 180, 75, 9)]


@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_any_file_by_its_columns(kind: str, tmp_path: Path) -> None:
    columns = {"mmsi": "ID", "t": "ais_pos_timestamp", "lon": "longitude", "lat": "latitude"}
    row = {"ID": 7, "ais_pos_timestamp": "20/03/2021 00:22", "longitude": 32.5, "latitude": 31.5, "mmsi": 999}
    path = tmp_path / "x"
    if kind == "csv":
        csv_of(path, [",".join(map(str, row.values()))], "\ufeff" + ",".join(row))
    elif kind == "json":
        path.write_text(json.dumps(row), "utf-8-sig")
    else:
        parquet_of(path, [row])
    _, table = read(path, columns=columns)
    assert table.to_pylist() == [{"mmsi": 7, "t": 1616199720, "lat": 18_900_000, "lon": 19_500_000, "sog": NOT_SAID, "file": 0, "row": 0}]


def packed(kind: str, text: bytes) -> bytes:
    if kind == "gz":
        return gzip.compress(text)
    if kind == "zst":
        return bytes(pa.compress(text, "zstd", asbytes=True))
    if kind == "zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("AIS/readme.txt", "about")
            file.writestr("AIS/a.csv", text)
        return out.getvalue()
    return text


@pytest.mark.parametrize("kind", ["", "gz", "zst", "zip"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_packed_files_byte_order_marks_and_line_ends(kind: str, mark: bytes, end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any name"
    path.write_bytes(packed(kind, mark + end.join([HEADER.encode(), ROW.encode(), b"", ROW.encode()])))
    found, table = read(path)
    assert (found.counts.rows, found.counts.left_out, table.column("row").to_pylist()) == (2, {reasons.DUPLICATE: 1}, [0])


def test_semicolons_and_tabs_part_columns_too(tmp_path: Path) -> None:
    for sign in ";\t":
        path = csv_of(tmp_path / "x", [sign.join(["1", str(T0), "1", "2"])], sign.join(["mmsi", "time", "latitude", "longitude"]))
        assert read(path)[1].num_rows == 1


FATES = {
    f"1,{T0},1.5,2.5,3.0": "",
    f"1.0,{T0}.9,1e1,+2.5,": "",
    f",{T0},1,2,3": reasons.NO_MMSI,
    f"0,{T0},1,2,3": reasons.BAD_MMSI,
    f"1234567890,{T0},1,2,3": reasons.BAD_MMSI,
    f"1.5,{T0},1,2,3": reasons.BAD_MMSI,
    f"ship,{T0},1,2,3": reasons.BAD_MMSI,
    "1,,1,2,3": reasons.NO_TIME,
    "1,yesterday,1,2,3": reasons.BAD_TIME,
    "1,-5,1,2,3": reasons.BAD_TIME,
    "1,2099-01-01T00:00:00,1,2,3": reasons.BAD_TIME,
    f"1,{T0},,,3": reasons.NO_PLACE,
    f"1,{T0},1,,3": reasons.NO_PLACE,
    f"1,{T0},91,181,3": reasons.NOT_AVAILABLE,
    f"1,{T0},1,181,3": reasons.NOT_AVAILABLE,
    f"1,{T0},nan,2,3": reasons.NO_NUMBER,
    f"1,{T0},inf,2,3": reasons.OUT_OF_RANGE,
    f"1,{T0},north,2,3": reasons.NO_NUMBER,
    f"1,{T0},90.01,2,3": reasons.OUT_OF_RANGE,
    f"1,{T0},1,-180.01,3": reasons.OUT_OF_RANGE,
    f"1,{T0},1,2": reasons.UNEVEN,
    f"1,{T0},1,2,3,4": reasons.UNEVEN,
    f'1,{T0},"1,2,3': reasons.UNREADABLE,
}


def test_each_row_has_one_fate(tmp_path: Path) -> None:
    wanted = [reason for reason in FATES.values() if reason]
    found, table = read(csv_of(tmp_path / "x.csv", FATES))
    assert found.counts.left_out == {reason: wanted.count(reason) for reason in wanted}
    assert table.column("row").to_pylist() == [0, 1]
    for cells, reason in FATES.items():
        assert left(csv_of(tmp_path / "x.csv", [cells])) == ({reason: 1} if reason else {}), cells


@pytest.mark.parametrize("said", ["102.3", "51.2", "63", "63.0", "", "-0.1", "nan", "fast", "1000"])
def test_a_speed_that_is_not_available_costs_no_position(said: str, tmp_path: Path) -> None:
    found, table = read(csv_of(tmp_path / "x.csv", [f"1,{T0},1,2,{said}", f"1,{T0 + 1},1,2,102.2", f"1,{T0 + 2},1,2,51.1"]))
    assert table.column("sog").to_pylist() == [NOT_SAID, 1022, 511]
    assert found.counts.not_said == {"speed": 1}


MISSING = {
    "has no column for t; its columns are 'mmsi', 'lat', 'lon'": b"mmsi,lat,lon\n1,2,3\n",
    "has no column for mmsi, t, lat, lon": b"hello\n",
    "has no column for lat": b'{"mmsi":1,"t":1,"lon":1}\n',
    "has the column 'lat' twice": b"mmsi,t,lat,lat,lon\n",
    "is empty": b"",
    "is UTF-16": "mmsi,t".encode("utf-16"),
    "is no text, and no Parquet": b"\x00\x01\x02",
    "has no header": b"\xff\xfa\n",
    "is one JSON array that cannot be read": b'[{"mmsi":1}',
    "is damaged": b"PAR1 and no more",
}


@pytest.mark.parametrize(("why", "content"), list(MISSING.items()), ids=list(MISSING))
def test_a_file_that_cannot_be_read_says_why(why: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(InputError, match=why):
        read(path)


def test_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    path = csv_of(tmp_path / "x.csv", [])
    with pytest.raises(InputError, match="has no column 'ID'; its columns are 'mmsi', 't'"):
        read(path, columns={"mmsi": "ID"})
    with pytest.raises(InputError, match="'colour' is no field"):
        read(path, columns={"colour": "mmsi"})


def test_a_zip_of_several_tables_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("a.csv", "mmsi")
        file.writestr("b.csv", "mmsi")
    with pytest.raises(InputError, match="a zip with 2 tables"):
        read(tmp_path / "x.zip")


def test_position_reports_are_decoded_as_pyais_does() -> None:
    from pyais import decode, encode_dict

    draw = random.Random(11)
    for kind in (1, 2, 3, 18, 27):
        for _ in range(40):
            fields = {"msg_type": kind, "mmsi": draw.randint(1, 999_999_999), "lat": draw.uniform(-91, 91), "lon": draw.uniform(-181, 181)}
            line = encode_dict({**fields, "speed": draw.choice([0, 102.3, 63, draw.uniform(0, 60)])})[0]
            found, wanted = six_bits.report(line.split(",")[5].encode()), decode(line)
            assert found is not None
            assert found[:2] == (wanted.msg_type, int(wanted.mmsi)) == (kind, fields["mmsi"])
            assert [round(one, 5) for one in found[2:]] == pytest.approx([wanted.lat, wanted.lon, wanted.speed], abs=1e-5)
    for payload in (b"5", b"15Di", b"15Di=4002i<chWiba2`rPpD:04;~", b"\x00", b"403t>B1vFhQr5`NonbBw?>G00<0n"):
        assert six_bits.report(payload) is None


def test_noise_between_sentences_costs_its_line_alone(tmp_path: Path) -> None:
    good = list(SENTENCES)[1].encode()
    path = tmp_path / "x.nm4"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join([good, b"\xff\xfe", b"", good[:-40], good]) + b"\n")
    found, table = read(path)
    assert (found.counts.rows, sum(found.counts.left_out.values()), table.column("row").to_pylist()) == (4, 3, [0])
