"""Bytes first, then rows: any size of batch gives the same store, a run that was cut short goes on, the same file again is nothing."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st
from written import claim

from vetoproof.evidence.ingest import Ingested, Intake, Progress
from vetoproof.evidence.originals import altered, hash_of, original_path
from vetoproof.evidence.readers import claims
from vetoproof.evidence.reading import Start
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store, open_store
from vetoproof.evidence.stream import open_stream
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError, IntegrityError

ABOUT = Given("", "", date(2020, 1, 1))
Take = Callable[..., Ingested]
Write = Callable[..., Path]


class Killed(BaseException):
    """What a test throws in place of a power cut."""


def mixed(rows: int) -> list[dict[str, str]]:
    """Rows of which every fifth is wrong and some have two lines."""
    return [claim(id=f"C-{n}", mid="x" if n % 5 == 4 else "15", note="two\nlines" if n % 7 == 0 else "") for n in range(rows)]


def contents(store: Store) -> tuple[Any, ...]:
    """All that a store holds, apart from how far single batches went."""
    refused = store.con.execute("SELECT row, why FROM refusals ORDER BY row").fetchall()
    files = store.con.execute("SELECT sha256, taken, refused, done, complete, broken FROM files").fetchall()
    return rows_of(store, "claims").to_pylist(), refused, files


@given_by(block=st.integers(150, 3_000), rows=st.integers(1, 20))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_size_of_batch_gives_the_same_rows(block: int, rows: int, write: Write) -> None:
    path = write(mixed(rows))
    assert read_rows(path, block) == read_rows(path, 1_000_000)


def read_rows(path: Path, block: int) -> tuple[list[Any], list[Any], int, int]:
    with open_stream(path) as stream:
        batches = list(claims.read(stream, ABOUT, Start(block=block)))
    taken = [row for batch in batches for row in batch.rows.to_pylist()]
    return taken, [row for batch in batches for row in batch.refused.to_pylist()], batches[-1].done, batches[-1].at


@pytest.mark.parametrize("block", [1, 97, 2_000])
def test_any_size_of_batch_gives_the_same_store(block: int, write: Write, tmp_path: Path) -> None:
    path = write(mixed(20))
    found = []
    for size in (block, 1_000_000):
        with open_store(tmp_path / f"by {size}", create=True) as store:
            Intake(store, block=size).take(path, ABOUT)
            found.append(contents(store))
    assert found[0] == found[1]


@pytest.mark.parametrize("packed", [None, gzip.compress, lambda text: pa.compress(text, "zstd", asbytes=True)], ids=["plain", "gz", "zst"])
@pytest.mark.parametrize("stop_after", [1, 3, 6])
def test_a_run_that_was_cut_short_goes_on_after_the_last_acknowledged_batch(
    stop_after: int, packed: Any, write: Write, tmp_path: Path
) -> None:
    path = write(mixed(40))
    if packed:
        path.write_bytes(packed(path.read_bytes()))
    with open_store(tmp_path / "whole", create=True) as store:
        Intake(store, block=700).take(path, ABOUT)
        expected = contents(store)
    seen: list[Progress] = []

    def stop(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == stop_after + 1:  # the first is the look before the file is let in
            raise Killed

    with open_store(tmp_path / "cut", create=True) as store, pytest.raises(Killed):
        Intake(store, block=700, report=stop).take(path, ABOUT)
    with open_store(tmp_path / "cut") as store:
        assert store.one("SELECT done FROM files") == (seen[-1].rows,)
        begun = store.one("SELECT count(*) FROM claims")
        done = Intake(store, block=900).take(path, ABOUT)
        assert begun is not None
        assert 0 < begun[0] < done.taken
        assert done.resumed
        assert contents(store) == expected


def test_the_same_file_again_is_a_no_op_that_says_so(write: Write, take: Take, store: Store) -> None:
    path = write(mixed(10))
    first = take(path)
    before = contents(store)
    again = take(path.rename(path.with_name("other name.csv")), Given("", "", date(2021, 1, 1), tlp="RED"))
    assert (first.again, again.again) == (False, True)
    assert (again.taken, again.refused) == (first.taken, first.refused)
    assert again.notes == ("tlp stays AMBER; RED was not applied",)
    assert contents(store) == before


def test_the_bytes_are_kept_as_they_came(write: Write, take: Take, store: Store) -> None:
    path = write(mixed(3))
    done = take(path)
    kept = original_path(store, done.sha256)
    assert kept.read_bytes() == path.read_bytes()
    assert hash_of(path) == done.sha256
    assert kept.stat().st_mode & 0o222 == 0
    assert list((store.originals / "staged").iterdir()) == []


def test_an_original_that_was_altered_is_found(write: Write, take: Take, store: Store) -> None:
    done = take(write(mixed(3)))
    assert list(altered(store)) == []
    kept = original_path(store, done.sha256)
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"15", b"16"))
    (said,) = altered(store)
    assert done.sha256 in said


def test_a_run_does_not_go_on_from_an_altered_original(write: Write, store: Store) -> None:
    path = write(mixed(40))

    def stop(progress: Progress) -> None:
        if progress.taken:
            raise Killed

    with pytest.raises(Killed):
        Intake(store, block=700, report=stop).take(path, ABOUT)
    kept = next(store.originals.glob("??/*"))
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"15", b"16"))
    with pytest.raises(IntegrityError):
        Intake(store).take(path, ABOUT)


def test_strict_takes_all_or_nothing(write: Write, take: Take, store: Store) -> None:
    good, bad = write([claim()], "good.csv"), write([claim(id=f"C-{n}", mid="x" if n == 30 else "15") for n in range(40)], "bad.csv")
    with pytest.raises(InputError, match=r"bad.csv row 31: mid 'x' is not a number"):
        take(bad, strict=True, block=500)
    assert store.one("SELECT count(*) FROM files") == (0,)
    assert [path for path in store.originals.rglob("*") if path.is_file()] == []
    assert take(good, strict=True).taken == 1


def test_what_a_killed_run_staged_is_cleared_away(write: Write, take: Take, store: Store) -> None:
    left = store.originals / "staged" / "0123"
    left.parent.mkdir()
    left.write_bytes(b"half a file")
    take(write([claim()]))
    assert not left.exists()


def test_progress_is_told_after_each_acknowledged_batch(write: Write, take: Take, store: Store) -> None:
    told: list[Progress] = []
    path = write(mixed(40))
    take(path, block=700, report=told.append)
    assert [one.rows for one in told[1:]] == sorted({one.rows for one in told[1:]})
    assert told[-1].rows == 40
    assert told[-1].read == told[-1].size == path.stat().st_size


def test_refusals_are_counted_to_the_last_and_named_to_a_bound(write: Write, take: Take) -> None:
    done = take(write([claim(id=f"C-{n}", mid="x") for n in range(1_500)]), block=60_000)
    assert (done.taken, done.refused_rows, len(done.refused)) == (0, 1_500, 1_000)
