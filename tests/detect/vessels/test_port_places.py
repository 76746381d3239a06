"""The ports of the record and files of anchorages."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from vetoproof.detect.vessels.land import is_land
from vetoproof.detect.vessels.ports import known_ports, places, read_anchorages
from vetoproof.terms.errors import InputError


def written(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def test_the_ten_ports_of_the_dprk() -> None:
    named = {row["name"] for row in known_ports().to_pylist() if row["state"] == "PRK"}
    assert named == {"Nampo", "Wonsan", "Najin", "Chongjin", "Hungnam", "Haeju", "Songnim", "Sonbong", "Kimchaek", "Chaho"}


def test_every_port_lies_on_the_earth_and_most_beside_the_sea() -> None:
    lat, lon = (known_ports()[name].to_numpy() for name in ("lat", "lon"))
    assert (np.abs(lat) <= 90).all()
    assert (np.abs(lon) <= 180).all()
    shifted = np.stack([is_land(lat + dy, lon + dx) for dy in (-0.2, 0, 0.2) for dx in (-0.2, 0, 0.2)])
    assert (~shifted.all(axis=0)).mean() > 0.85  # the others lie on rivers and lakes


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_the_form_of_gfw(tmp_path: Path, name: str) -> None:
    text = (
        "s2id,latitude,longitude,label,sublabel,iso3\n356ec741,34.84,128.42,TONGYEONG,,KOR\n35,35.1,129.0,BUSAN,GAMCHEON,KOR\n36,1,2,,,\n"
    )
    rows = read_anchorages(written(tmp_path, text, name)).rows.to_pylist()
    assert rows[0] == {"name": "TONGYEONG", "state": "KOR", "lat": 34.84, "lon": 128.42}
    assert [row["name"] for row in rows] == ["TONGYEONG", "BUSAN (GAMCHEON)", "36"]


def test_our_own_form_with_a_byte_order_mark(tmp_path: Path) -> None:
    rows = read_anchorages(written(tmp_path, "\ufeffName,State,Lat,Lon\nBuoy 1,prk,38.5,124.9\n")).rows.to_pylist()
    assert rows == [{"name": "Buoy 1", "state": "PRK", "lat": 38.5, "lon": 124.9}]


def test_bad_rows_are_left_out_by_name_and_the_others_stay(tmp_path: Path) -> None:
    path = written(tmp_path, "name,lat,lon\na,1,2\nb,11.8,1001\nc,,3\nd,nan,1\ne,x,1\nf,91,0\n")
    read = read_anchorages(path)
    assert read.rows["name"].to_pylist() == ["a"]
    assert len(read.left_out) == 5
    assert "a.csv line 3" in read.left_out[0]
    assert "1001" in read.left_out[0]
    assert places([path]).rows.num_rows == known_ports().num_rows + 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column"),
        ("name,lat\na,1\n", "no column longitude"),
        ("name,lat,lon\n", "has no rows"),
        ("name,lat,lon\na,200,1\n", "no place on the earth"),
    ],
)
def test_a_file_without_a_good_row_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_anchorages(written(tmp_path, text))


def test_a_broken_archive_and_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b"name,lat,lon\n" + b"a,1,2\n" * 5000)
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "bytes.csv").write_bytes(b"name,lat,lon\n\xff\xfe,1,2\n")
    for name, says in (("cut.csv.gz", "cut short"), ("bytes.csv", "no UTF-8"), ("missing.csv", "cannot be read")):
        with pytest.raises(InputError, match=says):
            read_anchorages(tmp_path / name)


def test_the_named_anchorages_of_gfw_are_read_whole(shared: Path) -> None:
    path = shared / "data/ais/gfw_named_anchorages.csv.gz"
    if not path.is_file():
        pytest.skip(f"there is no {path}")
    read = read_anchorages(path)
    with gzip.open(path, "rt") as lines:
        assert read.rows.num_rows + len(read.left_out) == sum(1 for _ in lines) - 1
    assert len(read.left_out) == 1  # longitude 1001
