"""Claims come in with their types, source and grade; a row that is no claim is refused by name, and the others are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written import claim

from vetoproof.evidence.ingest import Ingested, Intake
from vetoproof.evidence.rows import rows_of, stream_of
from vetoproof.evidence.store import Store, open_store
from vetoproof.evidence.tables import Given
from vetoproof.terms.claim import read_claim
from vetoproof.terms.errors import InputError
from vetoproof.terms.grades import read_grade

Take = Callable[..., Ingested]
Write = Callable[..., Path]

GOOD = {
    "a band": {},
    "a floor": {"low": "10", "mid": "", "high": "", "bound": "at_least"},
    "a floor in the middle": {"low": "", "mid": "10", "high": "", "bound": "at_least"},
    "a ceiling": {"low": "", "mid": "", "high": "20", "bound": "at_most"},
    "room": {"low": "", "mid": "", "high": "20", "bound": "capacity"},
    "a report": {"low": "", "mid": "7", "high": "", "bound": "reported"},
    "zero is a figure": {"low": "0", "mid": "0", "high": "0", "bound": "reported"},
    "no end": {"until": ""},
    "no beginning": {"from_": ""},
    "a month": {"said": "2019-03"},
    "not said when": {"said": ""},
    "an exponent": {"low": "1e3", "mid": "1.5E+3", "high": "20e2"},
    "eighteen places": {"low": "0.000000000000000001", "mid": "1", "high": "1.500000000000000000000"},
    "a formula": {"note": "=cmd|' /C calc'!A0"},
    "two lines": {"note": 'a "quoted" word,\nand a second line'},
    "no Latin letters": {"claimant": "조선 · 北"},
    "no root": {"root": ""},
}
BAD = {
    "id is empty": {"id": ""},
    "claimant is empty": {"claimant": ""},
    "measure is empty": {"measure": ""},
    "unit is empty": {"unit": ""},
    "has no source": {"source": ""},
    "low 'NaN' is not a number": {"low": "NaN"},
    "mid 'Infinity' is not a number": {"mid": "Infinity"},
    "high '1,000' is not a number": {"high": "1,000"},
    "high '1e999999' is not a number": {"high": "1e999999"},
    "low '0.1234567890123456789' is not": {"low": "0.1234567890123456789"},
    "bound 'roughly' is not known": {"bound": "roughly"},
    "from '2018-02-30' is not a day": {"from_": "2018-02-30"},
    "until '31.12.2018' is not a day": {"until": "31.12.2018"},
    "said 'spring' is neither": {"said": "spring"},
    "until lies before from": {"until": "2017-01-01"},
    "has no period": {"from_": "", "until": ""},
    "has no figure": {"low": "", "mid": "", "high": ""},
    "not in order": {"low": "30"},
    "below nothing": {"low": "-1"},
    "note is longer than": {"note": "x" * 10_001},
}


@pytest.mark.parametrize("cells", GOOD.values(), ids=GOOD)
def test_a_claim_is_taken(cells: dict[str, str], write: Write, take: Take, store: Store) -> None:
    done = take(write([claim(**cells)]))
    assert (done.taken, done.refused) == (1, ())
    (row,) = rows_of(store, "claims").to_pylist()
    assert row["misfit"] is None
    assert read_claim(as_text(row)).stated


@pytest.mark.parametrize(("why", "cells"), BAD.items(), ids=BAD)
def test_a_row_that_is_no_claim_is_refused_and_its_neighbours_are_kept(
    why: str, cells: dict[str, str], write: Write, take: Take, store: Store
) -> None:
    done = take(write([claim(id="before"), claim(**cells), claim(id="after")]))
    assert (done.taken, done.refused_rows) == (2, 1)
    assert done.refused[0].row == 2
    assert why in done.refused[0].why
    assert rows_of(store, "claims").column("id").to_pylist() == ["before", "after"]


def test_a_row_knows_all_that_is_known_of_it(write: Write, take: Take, store: Store) -> None:
    about = Given("a letter", "MSMT", date(2020, 2, 3), read_grade("B2"), "GREEN")
    done = take(
        write([claim(low="1e3", mid="1500", high="2000", root=""), claim(source="", root="", note="-1+2", claimant="@home")]), about
    )
    first, second = rows_of(store, "claims").to_pylist()
    assert first == {
        "file": done.sha256, "row": 1, "id": "C-1", "claimant": "UN Panel of Experts", "measure": "refined petroleum delivered",
        "low": Decimal(1000), "mid": Decimal(1500), "high": Decimal(2000), "unit": "bbl", "bound": "about",
        "happened_from": date(2018, 1, 1), "happened_until": date(2018, 12, 31), "said": "2019-03-05",
        "source": "S/2019/171", "root": "MSMT", "note": None, "misfit": None, "formulas": None,
        "reliability": "B", "credibility": 2, "tlp": "GREEN", "received": date(2020, 2, 3),
    }  # fmt: skip
    assert (second["source"], second["root"], second["note"], second["formulas"]) == ("a letter", "MSMT", "-1+2", "claimant note")


def test_nothing_unmarked_leaves_by_mistake_and_nothing_ungraded_is_trusted(write: Write, take: Take, store: Store) -> None:
    take(write([claim()]))
    (row,) = rows_of(store, "claims").to_pylist()
    assert (row["reliability"], row["credibility"], row["tlp"]) == ("F", 6, "AMBER")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"bound": "at_least"}, "at least, and more than a low is stated"),
        ({"bound": "at_most"}, "at most, and more than a high is stated"),
        ({"bound": "reported"}, "reported, and a band is stated"),
        ({"bound": "at_least", "low": "", "mid": ""}, "at least, and more than a low is stated"),
    ],
)
def test_ends_that_do_not_fit_the_bound_are_kept_and_marked(
    cells: dict[str, str], why: str, write: Write, take: Take, store: Store
) -> None:
    assert take(write([claim(**cells)])).taken == 1
    (row,) = rows_of(store, "claims").to_pylist()
    assert row["misfit"] == why
    with pytest.raises(InputError):
        read_claim(as_text(row))


NUMBERS = st.sampled_from(["", "0", "1", "2.5", "2.50", "3e1", "NaN", "-1", "1.", "+4", "1_000", "٣"])
CELLS = st.fixed_dictionaries(
    {
        "low": NUMBERS, "mid": NUMBERS, "high": NUMBERS,
        "bound": st.sampled_from(["at_least", "about", "at_most", "capacity", "reported", "more"]),
        "from_": st.sampled_from(["2018-01-01", "2018-1-1", "2018-13-01", "1700-01-01"]),
        "until": st.sampled_from(["", "2018-12-31", "2017-12-31", "2018-02-29"]),
        "said": st.sampled_from(["", "2019-03", "2019-13", "2019-03-31", "2019"]),
    }
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(CELLS, min_size=1, max_size=30))
def test_what_is_taken_and_fits_is_what_the_claims_of_the_house_can_read(
    rows: list[dict[str, str]], write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    texts = [claim(**cells) for cells in rows]
    with open_store(tmp_path_factory.mktemp("s"), create=True) as store:
        Intake(store).take(write(texts), Given("", "", date(2020, 1, 1)))
        kept = {row["row"]: row for row in rows_of(store, "claims").to_pylist()}
    for number, text in enumerate(texts, 1):
        if number in kept and kept[number]["misfit"] is None:
            assert read_claim(as_text(kept[number])).stated
        elif number not in kept and text["until"] != "2017-12-31":  # terms.claim lets a period end before it begins
            with pytest.raises(InputError):
                read_claim(text)


def test_rows_stream_in_the_order_in_which_they_stand(write: Write, take: Take, store: Store) -> None:
    take(write([claim(id=f"C-{n}") for n in range(50)]))
    take(write([claim(id=f"D-{n}") for n in range(50)], "more.csv"))
    whole = rows_of(store, "claims")
    parts = list(stream_of(store, "claims", rows=7))
    assert max(part.num_rows for part in parts) <= 7
    assert [row for part in parts for row in part.to_pylist()] == whole.to_pylist()


def as_text(row: dict[str, Any]) -> dict[str, str]:
    """A row of the store as a row of the record."""
    text = {name: "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value) for name, value in row.items()}
    return {**text, "from": text["happened_from"], "until": text["happened_until"], "day": text["happened_until"]}
