"""Rows of registers and listed parties -> who counts as theirs, by which chains and shares: link by link, in the aggregate, in circles."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetoproof.detect.ownership.chains import Owned
from vetoproof.detect.ownership.told import MOST_CHAINS, MOST_LINKS, Telling
from vetoproof.detect.ownership.web import UNIT, Web
from vetoproof.evidence.owners import TIES

Row = tuple[str, str, str, str]  # subject, relation, party, share
LISTED = "L"


def owned(*rows: Row | tuple[str, str, str, str, str], listed: tuple[str, ...] = (LISTED,), like: tuple[str, ...] = ()) -> Owned:
    cells = [dict(zip(TIES.names, (row[0], "Company", *row[1:4], row[4] if len(row) > 4 else "r", "F6"), strict=True)) for row in rows]
    web = Web.of(pa.Table.from_pylist(cells, TIES), str.lower)
    places = [web.spelled[name.lower()] for name in (*listed, *like) if name.lower() in web.spelled]
    sure = [web.spelled[name.lower()] for name in listed if name.lower() in web.spelled]
    return Owned(web, np.array(sorted(places), np.int64), np.array(sorted(sure), np.int64))


def whom(found: Owned) -> set[str]:
    return {found.web.spellings(node)[0] for node in found.whom.tolist()}


def told(found: Owned, name: str) -> list[str]:
    behind = found.behind(found.web.spelled[name.lower()])
    telling = Telling(found, behind, date(2024, 1, 1))
    return [line for some in behind.chains.values() for line in telling.of_chains(some, ())]


def own(subject: str, party: str, share: str, source: str = "r") -> tuple[str, str, str, str, str]:
    return subject, "owner", party, share, source


YES = [
    [own("S", "L", "50")],
    [own("S", "L", "")],
    [own("S", "L", ">50")],
    [own("S", "L", "25-50")],
    [own("S", "L", "majority")],
    [own("S", "A", "50"), own("A", "L", "50")],
    [own("S", "A", "25"), own("A", "L", "50"), own("S", "L", "25")],
    [own("S", "A", "50"), own("A", "S", "50"), own("A", "L", "50")],
    [own("S", "L", "30", "one"), own("S", "L", "60", "another")],
    [own("S", "L", "30", "one"), own("S", "L", "25", "one")],  # two blocks of shares, perhaps
    [("S", "controller", "L", "")],
    [("S", "manager", "L", "")],
    [("S", "controller", "A", ""), own("A", "L", "50")],
    [own("S", "A", "50"), ("A", "controller", "L", "")],
    [("S", "director", "L", "")],  # told as a role
    [("S", "linked", "L", "")],
]
NO = [
    [own("S", "L", "49.999999999")],
    [own("S", "L", "0")],
    [own("S", "L", "<50")],
    [own("S", "L", "10-25")],
    [own("S", "L", "30", "one"), own("S", "L", "30", "another")],
    [own("S", "A", "10"), ("A", "controller", "L", "")],
    [("S", "controller", "A", ""), own("A", "L", "1")],
    [("S", "manager", "A", ""), own("A", "L", "10")],
    [own("S", "A", "100"), own("A", "L", "49")],
    [("S", "director", "A", ""), own("A", "L", "100")],
    [own("S", "A", "100"), ("A", "director", "L", "")],
    [("S", "flag", "L", "")],
    [own("S", "S", "100")],
    [own("L", "S", "100")],  # whom a listed party is owned by is not owned by it
    [own("S", "L", "30"), own("S", "L", "", "another")],  # who states no share contradicts none
]


@pytest.mark.parametrize("rows", YES)
def test_who_may_count_as_a_listed_partys(rows: list[Row]) -> None:
    assert "S" in whom(owned(*rows))


@pytest.mark.parametrize("rows", NO)
def test_a_minority_is_no_link_of_a_chain(rows: list[Row]) -> None:
    assert "S" not in whom(owned(*rows))


def test_an_owner_behind_many_others_is_found_and_told() -> None:
    found = owned(*(own("S", f"A{n:03}", "0.1") for n in range(400)), own("S", "L", "60"))
    assert told(found, "S") == [
        "review: owned or controlled by a listed party on 2024-01-01",
        "chain: L is owner of S, 60 % (r, F6)",
        "share: between 60 and 60 %; the 50 % rule is met",
    ]


def test_a_chain_of_any_depth_is_found_and_its_ends_are_told() -> None:
    links = 3_000
    found = owned(*(own(f"F{n}", f"F{n + 1}", "100") for n in range(links)), own(f"F{links}", "L", "100"))
    chain = told(found, "F0")[1]
    assert chain.startswith("chain: F1 is owner of F0, 100 %") and chain.endswith("L is owner of F3000, 100 % (r, F6)")
    assert f"{links + 1 - MOST_LINKS:,} links more" in chain


def test_all_chains_that_make_the_sum_are_told_with_each_source() -> None:
    lines = told(
        owned(own("S", "A", "50"), own("S", "B", "50"), own("A", "L", "100"), own("B", "L", "60", "x"), own("B", "L", "70", "y")), "S"
    )
    assert [line for line in lines if line.startswith("chain")] == [
        "chain: A is owner of S, 50 % (r, F6); L is owner of A, 100 % (r, F6)",
        "chain: B is owner of S, 50 % (r, F6); L is owner of B, 60 % (x, F6), or 70 % (y, F6)",
    ]
    assert lines[-1] == "share of A (50 %), B (50 %) in the aggregate: between 100 and 100 %; the 50 % rule is met"


def test_a_half_within_a_chain_shows_whose_parts_it_is() -> None:
    found = owned(own("S", "A", "100"), own("A", "L", "25"), own("A", "M", "25"), listed=("L", "M"))
    assert len(found.behind(found.web.spelled["s"]).chains) == 2
    assert "share of L (25 %), M (25 %) in A in the aggregate: between 50 and 50 %; the 50 % rule is met" in told(found, "S")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([own("S", "L", "30", "a"), own("S", "L", "60", "b")], "between 30 and 60 %; the 50 % rule cannot be told"),
        ([own("S", "L", "")], "between 0 and 100 %; the 50 % rule cannot be told"),
        ([own("S", "L", "25-50")], "between 25 and 50 %; the 50 % rule cannot be told"),
        ([own("S", "L", ">50")], "between 50 and 100 %; the 50 % rule is met"),
    ],
)
def test_a_share_is_a_range(rows: list[Row], why: str) -> None:
    lines = told(owned(*rows), "S")
    assert any(why in line for line in lines)
    assert ("may be owned" in lines[0]) == ("cannot be told" in why)


def test_more_chains_than_are_shown_are_counted() -> None:
    rows = [row for n in range(MOST_CHAINS + 5) for row in (own("S", f"A{n:02}", "4"), own(f"A{n:02}", "L", "100"))]
    lines = told(owned(*rows), "S")
    assert sum(line.startswith("chain: A") for line in lines) == MOST_CHAINS and "chain: and 5 more" in lines


def test_a_name_that_is_only_like_a_listed_one_makes_nothing_sure() -> None:
    assert "the register's name is only like it" in told(owned(own("S", "L", "100"), listed=(), like=("L",)), "S")[0]


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = [own("S", "A", "50"), own("S", "L", "10"), own("A", "L", "60"), ("S", "controller", "L", "")]
    assert len({tuple(told(owned(*some), "S")) for some in permutations(rows)}) == 1


NAMES = st.sampled_from("ABCDEL")
SHARES = st.sampled_from(["", "10", "25", "50", "60", ">50", "25-50", "100"])


def by_hand(rows: list[Row]) -> set[str]:
    """The rule said once more, as simply as it can be: the most that each owner may hold, again and again until nobody is new."""
    most = {"": 100, ">50": 100, "25-50": 50}
    held: dict[tuple[str, str], int] = {}
    for subject, relation, party, _ in rows:
        if relation == "owner" and subject != party:
            known = [one[3] for one in rows if one[:3] == (subject, relation, party) and one[3]]
            held[subject, party] = min(100, sum(most.get(text) or int(text) for text in set(known))) if known else 100
    counted = {LISTED}
    while True:
        new = {
            subject for subject in "ABCDEL"
            if sum(share for (of, party), share in held.items() if of == subject and party in counted) >= 50
            or any(one[0] == subject and one[1] == "controller" and one[2] in counted and one[2] != subject for one in rows)
        }  # fmt: skip
        if new | {LISTED} <= counted:
            return new
        counted |= new


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["owner", "owner", "controller"]), NAMES, SHARES), max_size=12))
def test_the_walk_finds_whom_the_rule_names(rows: list[Row]) -> None:
    if rows:
        assert whom(owned(*rows)) == by_hand(rows)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["owner", "controller", "director"]), NAMES, SHARES), min_size=1, max_size=12))
def test_every_chain_is_one_of_links_that_begin_at_the_party_and_end_at_a_listed_one(rows: list[Row]) -> None:
    found = owned(*rows)
    for node in found.whom.tolist():
        behind = found.behind(node)
        assert behind.chains or behind.roles
        for end, chains in behind.chains.items():
            for chain in chains:
                assert int(found.web.pair_subject[chain[0]]) == node and int(found.web.pair_party[chain[-1]]) == end
                assert all(found.web.pair_party[a] == found.web.pair_subject[b] for a, b in zip(chain, chain[1:], strict=False))
        told(found, found.web.spellings(node)[0])
        if total := found.sum(node):
            assert 0 <= total.low <= total.high <= 100 * UNIT
