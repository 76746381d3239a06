"""Files that mean harm or are simply wrong: refused with what, where and what to do; nothing that was right before is lost."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from written import CLAIM, claim

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.outgoing import defused
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store
from vetoproof.evidence.stream import Bounds
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]
Write = Callable[..., Path]
HEADER = ",".join(CLAIM).encode()
ROW = ",".join(CLAIM.values()).encode()

UNREADABLE = {
    "is empty": b"",
    "is UTF-16": "id,claimant".encode("utf-16"),
    r"is not UTF-8 at byte \d+ \(0xe9\)": HEADER + b"\n" + ROW + b"caf\xe9\n",
    r"a NUL byte at byte 2": b"id\0,claimant",
    "columns parted by something else than commas": HEADER.replace(b",", b";") + b"\n",
    "is one JSON array": b'[{"id":"F"}]',
    "is of no known format .it begins 'imo, name'": b"imo,name\n1,2\n",
    "is of no known format": b"{]",
    "has unknown columns: 'colour', 'Claimant'": HEADER + b",colour,Claimant\n" + ROW + b",red,x\n",
    "has no column unit": HEADER.replace(b"unit,", b"") + b"\n",
    "has no column source": HEADER.replace(b"source,", b"") + b"\n",
    "has the column 'note' twice": HEADER + b",note\n",
    "has no header of 1 to 64 columns": HEADER + b",x" * 60 + b"\n",
}


@pytest.mark.parametrize(("why", "content"), list(UNREADABLE.items()), ids=list(UNREADABLE))
def test_a_file_that_cannot_be_read_is_refused_whole(why: str, content: bytes, tmp_path: Path, take: Take, store: Store) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    if content == b"{]":
        assert take(path).taken == 0
        return
    with pytest.raises(InputError, match=why):
        take(path)
    assert store.one("SELECT count(*) FROM files") == (0,)
    assert [kept for kept in store.originals.rglob("*") if kept.is_file()] == []


READABLE = {
    "a byte order mark": b"\xef\xbb\xbf" + HEADER + b"\n" + ROW + b"\n",
    "CRLF": HEADER + b"\r\n" + ROW + b"\r\n",
    "no last line end": HEADER + b"\n" + ROW,
    "blank lines and a tail of commas": HEADER + b"\n\n" + ROW + b"\n\n" + b"," * 13 + b"\n",
    "another order of columns": b",".join(reversed(HEADER.split(b","))) + b"\n" + b",".join(reversed(ROW.split(b","))) + b"\n",
    "a quoted header": b",".join(b'"%s"' % name for name in HEADER.split(b",")) + b"\n" + ROW + b"\n",
    "no optional column": HEADER.removesuffix(b",root,note") + b"\n" + ROW.rsplit(b",", 2)[0] + b"\n",
}


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
@pytest.mark.parametrize("name", ["file", "file.jsonl"])
def test_the_content_counts_and_not_the_name(content: bytes, name: str, tmp_path: Path, take: Take, store: Store) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = take(path)
    assert (done.format, done.taken, done.refused) == ("claims", 1, ())
    assert rows_of(store, "claims").column("id").to_pylist() == ["C-1"]


def test_rows_of_the_wrong_length_are_named_and_the_others_kept(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"\n".join((HEADER, ROW, ROW + b",more", ROW, b"too,few", b"", ROW, b'"open,' + ROW, ROW)))
    done = take(path)
    assert done.taken == 4
    assert [(one.row, one.why.split(";")[0]) for one in done.refused] == [
        (2, "15 cells, and the header has 14"),
        (4, "2 cells, and the header has 14"),
        (7, "a quote that is not closed, or stands inside a cell"),
    ]


def test_a_byte_that_is_no_utf8_far_down_costs_its_row_alone(tmp_path: Path, take: Take) -> None:
    path = tmp_path / "file.csv"
    many = b"\n".join([HEADER, *[ROW] * 10_000])
    path.write_bytes(many + b"\n" + ROW + b"\xe9\n" + ROW + b"\n")
    done = take(path)
    assert (done.taken, done.refused_rows) == (10_001, 1)
    assert f"not UTF-8 at byte {len(many) + 1 + len(ROW)}" in done.refused[0].why


def packed(rows: int, **cells: str) -> bytes:
    line = ",".join({**CLAIM, **cells}.values()).encode() + b"\n"
    return HEADER + b"\n" + line * rows


@pytest.mark.parametrize("pack", [gzip.compress, lambda text: pa.compress(text, "zstd", asbytes=True)], ids=["gz", "zst"])
def test_what_blows_up_beyond_the_ratio_is_refused(pack: Callable[[bytes], bytes], tmp_path: Path, take: Take) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(pack(packed(100_000)))
    with pytest.raises(InputError, match="unpacks to more than 200 times its size"):
        take(path, bounds=Bounds(slack=100_000), strict=True)
    done = take(path, bounds=Bounds(slack=8_000_000))
    assert 0 < done.taken < 100_000
    assert "unpacks to more than 200 times" in done.broken


@pytest.mark.parametrize("cut", [0.5, 0.9])
@pytest.mark.parametrize("pack", [gzip.compress, lambda text: pa.compress(text, "zstd", asbytes=True)], ids=["gz", "zst"])
def test_of_a_packed_file_that_is_cut_off_the_rows_before_are_kept(
    pack: Callable[[bytes], bytes], cut: float, tmp_path: Path, take: Take
) -> None:
    text = HEADER + b"\n" + b"".join(ROW.replace(b"C-1", b"C-%d" % (n * 7919 % 100_003)) + b"\n" for n in range(60_000))
    path = tmp_path / "cut.csv.gz"
    whole = pack(text)
    path.write_bytes(whole[: int(len(whole) * cut)])
    done = take(path, block=200_000)
    assert 1_000 < done.taken < 60_000
    assert done.broken


def test_bounds_on_bytes_and_rows_hold(write: Write, take: Take) -> None:
    path = write([claim(id=f"C-{n}") for n in range(100)])
    with pytest.raises(InputError, match="bytes, and at most 1,000 are read"):
        take(path, bounds=Bounds(file=1_000))
    done = take(path, bounds=Bounds(rows=50), block=2_000)
    assert 0 < done.taken <= 50
    assert "more than 50 rows" in done.broken


def test_what_is_no_file_is_not_even_opened(tmp_path: Path, take: Take) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "missing", Path("a\0b"), Path("x" * 5_000)):
        with pytest.raises(InputError):
            take(path)


@pytest.mark.parametrize(
    "name", ["two\nlines.csv", "\x1b[31mred.csv", "-rf", "=1+1.csv", "..csv", b"\xff\xfe.csv".decode("utf-8", "surrogateescape")]
)
def test_a_name_cannot_harm(name: str, tmp_path: Path, take: Take, store: Store) -> None:
    path = tmp_path / name
    path.write_bytes(HEADER + b"\n" + ROW + b"\n")
    done = take(path)
    assert done.taken == 1
    assert done.name.isprintable()
    assert [kept.name for kept in store.originals.rglob("*") if kept.is_file()] == [done.sha256]


def test_an_unknown_format_is_told_what_there_is(write: Write, take: Take) -> None:
    with pytest.raises(InputError, match="use one of .*original, .*facts.*ownership, claims"):
        take(write([claim()]), format="xlsx")


def test_a_format_that_is_forced_on_another_file_is_refused(write: Write, take: Take) -> None:
    for wanted in ("ownership", "record"):
        with pytest.raises(InputError):
            take(write([claim()]), format=wanted)
    assert take(write([claim()]), format="facts").refused_rows == 2


def test_formulas_are_kept_as_text_and_defused_on_the_way_out(write: Write, take: Take, store: Store) -> None:
    armed = ['=HYPERLINK("http://x")', "+1+cmd", "-2+3", "@SUM(A1)", "\tx", "-5", "plain", "=\u00e9"]
    take(write([claim(note=note) for note in armed]))
    rows = rows_of(store, "claims")
    assert rows.column("note").to_pylist() == armed
    assert rows.column("formulas").to_pylist() == ["note"] * 6 + [None, "note"]
    out = defused(rows).column("note").to_pylist()
    assert out == [f"'{note}" if note not in ("-5", "plain") else note for note in armed]


def test_sql_in_a_cell_is_text(write: Write, take: Take, store: Store) -> None:
    note = "'; DROP TABLE claims; SELECT * FROM read_csv('/etc/passwd'); --"
    take(write([claim(note=note, claimant=note, source=note)]))
    assert rows_of(store, "claims").column("note").to_pylist() == [note]
