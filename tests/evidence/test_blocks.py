"""Blocks of whole records: the same whatever their size, the same as Python's own reader gives, broken lines named."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.evidence.blocks import CSV, LINES, Blocks, Shape

SIZES = st.integers(1, 200)
CELL = st.text(st.sampled_from('ab",\n\r é北'), max_size=6)
HOSTILE = st.lists(st.sampled_from([b"a", b",", b'"', b'""', b"\n", b"\r\n", b"\r", b"\0", b"\xff", "é".encode(), b"xyz" * 9]), max_size=60)


def read(text: bytes, size: int, shape: Shape = CSV, longest: int = 40) -> tuple[bytes, list[int], list[tuple[int, str]], int]:
    """All blocks together: the text, the numbers, the refusals, how many records."""
    source = io.BytesIO(text)
    blocks = list(Blocks(source.read, shape, longest, size))
    numbers = [int(number) for block in blocks for number in block.numbers]
    refused = [(one.row, one.why) for block in blocks for one in block.refused]
    return b"".join(block.text for block in blocks), numbers, refused, blocks[-1].done if blocks else 0


@given(parts=HOSTILE, size=SIZES, shape=st.sampled_from([CSV, LINES]))
@settings(max_examples=400, deadline=None)
def test_the_size_of_a_block_changes_nothing(parts: list[bytes], size: int, shape: Shape) -> None:
    text = b"".join(parts)
    assert read(text, size, shape) == read(text, 100_000, shape)


@given(parts=HOSTILE)
@settings(max_examples=400, deadline=None)
def test_every_record_is_either_kept_or_refused(parts: list[bytes]) -> None:
    _, numbers, refused, done = read(b"".join(parts), 16)
    assert sorted([*numbers, *(row for row, _ in refused)]) == list(range(1, done + 1))


@given(parts=HOSTILE, size=SIZES)
@settings(max_examples=300, deadline=None)
def test_reading_goes_on_from_the_end_of_any_block(parts: list[bytes], size: int) -> None:
    text = b"".join(parts)
    blocks = list(Blocks(io.BytesIO(text).read, CSV, 40, size))
    for place, block in enumerate(blocks):
        again = io.BytesIO(text[block.at :])
        rest = list(Blocks(again.read, CSV, 40, size, done=block.done, at=block.at))
        assert b"".join(one.text for one in rest) == b"".join(one.text for one in blocks[place + 1 :])
        assert [one for found in rest for one in found.refused] == [one for found in blocks[place + 1 :] for one in found.refused]


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=3), max_size=12), size=SIZES)
@settings(max_examples=300, deadline=None)
def test_well_formed_rows_are_those_of_pythons_own_reader(rows: list[list[str]], size: int) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    text, numbers, refused, _ = read(out.getvalue().encode(), size, longest=1_000)
    assert refused == []
    assert len(numbers) == len(rows)
    assert list(csv.reader(io.StringIO(text.decode(), newline=""))) == rows


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'a,"never closed', "a quote that is not closed"),
        (b'a,5" pipe', "stands inside a cell"),
        (b'a,"b" c', "stands inside a cell"),
        (b"a,\0", "a NUL byte at byte 8"),
        (b"a,\xe9", "not UTF-8 at byte 8 (0xe9)"),
        (b"a\rb", "a lone CR"),
        (b"a," + b"x" * 100, "longer than 40 bytes"),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_a_broken_line_is_named_and_the_next_one_is_read(line: bytes, why: str, size: int) -> None:
    text, numbers, refused, _ = read(b"a,1\n" + b"b\n" + line + b"\nc,2\nd,3\n", size)
    assert text == b"a,1\nb\nc,2\nd,3\n"
    assert numbers == [1, 2, 4, 5]
    assert refused[0][0] == 3
    assert why in refused[0][1]
