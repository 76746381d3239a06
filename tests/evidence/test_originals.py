"""Images, PDFs and letters are kept by their hash, never opened, and stand under a claim with a source."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.originals import original_path
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]
PNG = b"\x89PNG\r\n\x1a\n not really an image"
DESK = Given("our desk", "", date(2020, 1, 1))
SIDECAR = {
    "claimant": "UN Panel",
    "claim": "two tankers side by side",
    "said": "2019-03-05",
    "source": "S/2019/171, fig. 3",
    "day": "2018-06-07",
}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    path.write_bytes(PNG)
    return path


def beside(photo: Path, said: Any) -> None:
    photo.with_name("photo.png.claim.json").write_text(said if isinstance(said, str) else json.dumps(said), "utf-8")


def test_an_original_stands_under_the_claim_beside_it(photo: Path, take: Take, store: Store) -> None:
    beside(photo, {**SIDECAR, "place": "East China Sea"})
    done = take(photo)
    assert (done.format, done.taken) == ("original", 1)
    assert original_path(store, done.sha256).read_bytes() == PNG
    (row,) = rows_of(store, "originals").to_pylist()
    assert (row["type"], row["claimant"], row["claim"], row["place"]) == ("image/png", "UN Panel", SIDECAR["claim"], "East China Sea")
    assert (row["happened_from"], row["said"]) == (date(2018, 6, 7), "2019-03-05")
    assert row["source"] == row["root"] == SIDECAR["source"]


def test_a_claim_is_made_by_the_caller(photo: Path, take: Take, store: Store) -> None:
    take(photo, DESK, format="original", claim="a crane at Rajin")
    (row,) = rows_of(store, "originals").to_pylist()
    assert (row["claimant"], row["claim"], row["said"], row["happened_from"]) == ("our desk", "a crane at Rajin", "2020-01-01", None)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\0", "image/tiff"),
        (b"Dear Sir", "application/octet-stream"),
        (b"\x1f\x8b no gzip at all", "application/octet-stream"),
        (b"\0\0\0\0", "application/octet-stream"),
        (b"id,claimant,measure,bound\n", "application/octet-stream"),
    ],
)
def test_the_type_is_told_by_the_first_bytes_alone(head: bytes, kind: str, tmp_path: Path, take: Take, store: Store) -> None:
    path = tmp_path / "name.jpg"
    path.write_bytes(head)
    take(path, DESK, format="original", claim="it shows something")
    assert rows_of(store, "originals").column("type").to_pylist() == [kind]


def test_another_claim_on_the_same_original_is_added_and_the_same_is_not(photo: Path, take: Take, store: Store) -> None:
    first = take(photo, DESK, format="original", claim="a crane")
    again = take(photo, DESK, format="original", claim="a crane")
    other = take(photo, DESK, format="original", claim="no crane")
    assert (first.again, again.again, other.again) == (False, True, False)
    assert rows_of(store, "originals").column("claim").to_pylist() == ["a crane", "no crane"]
    assert rows_of(store, "originals").column("row").to_pylist() == [1, 2]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (None, "nothing is claimed"),
        ("{", "is not JSON"),
        ([], "has 0 claims"),
        (["x"], "is not an object"),
        ({**SIDECAR, "source": ""}, "source is missing"),
        ({**SIDECAR, "claimant": 7}, "claimant is missing or not text"),
        ({**SIDECAR, "said": "lately"}, "is not a day"),
        ({**SIDECAR, "day": "2018-06"}, "is not a day"),
        ({**SIDECAR, "verdict": "guilty"}, "'verdict' is no field"),
        ({**SIDECAR, "claim": "x" * 10_001}, "no text of at most"),
    ],
)
def test_an_original_without_a_whole_claim_is_not_kept(said: Any, why: str, photo: Path, take: Take, store: Store) -> None:
    if said is not None:
        beside(photo, said)
    with pytest.raises(InputError, match=why):
        take(photo)
    assert store.one("SELECT count(*) FROM files") == (0,)


def test_a_claim_without_a_source_is_refused(photo: Path, take: Take) -> None:
    with pytest.raises(InputError, match="a claim without a source"):
        take(photo, format="original", claim="a crane")


def test_a_claim_on_a_table_is_refused(tmp_path: Path, take: Take) -> None:
    (tmp_path / "facts.jsonl").write_text('{"id":"F","kind":"x","day":"2018-01-01"}')
    with pytest.raises(InputError, match="a claim is made on an original only"):
        take(tmp_path / "facts.jsonl", DESK, claim="it says so")
