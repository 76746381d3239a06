"""Who stood behind a ship on a day: chains with their sources, the product of the shares, the 50 % rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from written import owner

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.owners import Holder, Ownership, ownership_on, ties_on
from vetoproof.evidence.store import Store, open_store

Take = Callable[..., Ingested]
Write = Callable[..., Path]
DAY = date(2018, 1, 1)


@pytest.fixture
def behind(write: Write, take: Take, store: Store) -> Callable[..., Ownership]:
    """Rows -> who stands behind the ship."""

    def ask(*rows: dict[str, str], day: date = DAY, subject: str = "MV Example") -> Ownership:
        done = take(write(rows, "owners.csv"))
        assert done.refused == ()
        return ownership_on(store, subject, day)

    return ask


def holder(found: Ownership, party: str) -> Holder:
    return next(one for one in found.holders if one.party == party)


def share(party: str, of: str, pct: str, **cells: str) -> dict[str, str]:
    return owner(subject=of, party=party, share_pct=pct, **cells)


GOOD = [{}, {"share_pct": ""}, {"share_pct": "33.333333333333333333"}, {"relation": "flag", "share_pct": ""}, {"relation": "manager"},
        {"relation": "controller"}, {"party_state": ""}, {"from_": ""}, {"until": "2017-01-01"}, {"said": "2018-06"}]  # fmt: skip
BAD = [
    ({"subject": ""}, "subject is empty"),
    ({"subject_kind": ""}, "subject_kind is empty"),
    ({"party": ""}, "party is empty"),
    ({"relation": "friend"}, "relation 'friend' is not known"),
    ({"party_state": "Panama"}, "party_state 'Panama' is no State"),
    ({"share_pct": "101"}, "share_pct '101' is no percentage"),
    ({"share_pct": "-1"}, "share_pct '-1' is no percentage"),
    ({"share_pct": "101 %"}, "share_pct '101 %' is no percentage"),
    ({"relation": "beneficial friend"}, "relation 'beneficial friend' is not known"),
    ({"relation": "flag"}, "a flag has no share"),
    ({"until": "2016-12-31"}, "until lies before from"),
    ({"party": "MV Example"}, "names itself"),
    ({"source": ""}, "has no source"),
]


@pytest.mark.parametrize("cells", GOOD)
def test_a_row_is_taken(cells: dict[str, str], write: Write, take: Take) -> None:
    assert take(write([owner(**cells)])).taken == 1


@pytest.mark.parametrize(("cells", "why"), BAD)
def test_a_row_that_says_nothing_is_refused(cells: dict[str, str], why: str, write: Write, take: Take) -> None:
    done = take(write([owner(**cells)]))
    assert done.taken == 0
    assert why in done.refused[0].why


@pytest.mark.parametrize(
    ("cell", "share", "said"),
    [
        ("50%", 50, None),
        ("50.0 %", 50, None),
        ("50,5", Decimal("50.5"), None),
        ("1E1", 10, None),
        (">50", None, ">50"),
        ("25-50", None, "25-50"),
        ("75+", None, "75+"),
        ("not stated", None, "not stated"),
        ("", None, None),
    ],
)
def test_a_row_is_kept_however_its_share_is_written(
    cell: str, share: Decimal | None, said: str | None, write: Write, take: Take, store: Store
) -> None:
    assert take(write([owner(share_pct=cell)])).taken == 1
    assert store.one("SELECT share_pct, share_said FROM ownership") == (share, said)


@pytest.mark.parametrize(
    ("word", "relation"),
    [("Owner", "owner"), ("shareholder", "owner"), ("Beneficial-Owner", "owner"), ("parent", "controller"), ("ISM manager", "manager"),
     ("operator", "manager"), ("director", "director"), ("board_member", "director"), (" flag ", "flag")],
)  # fmt: skip
def test_the_words_of_registers_are_known(word: str, relation: str, write: Write, take: Take, store: Store) -> None:
    assert take(write([owner(relation=word, share_pct="")])).taken == 1
    assert store.one("SELECT relation FROM ownership") == (relation,)


@pytest.mark.parametrize(("cell", "low", "high", "half"), [(">50", 50, 100, True), ("25-50", 25, 50, None), ("10-25", 10, 25, False)])
def test_a_range_is_a_range(cell: str, low: int, high: int, half: bool | None, behind: Callable[..., Ownership]) -> None:
    assert holder(behind(share("X", "MV Example", cell)), "X") == Holder("X", half, Decimal(low), Decimal(high))


def test_several_shares_in_one_source_may_add_up(behind: Callable[..., Ownership]) -> None:
    found = behind(share("X", "MV Example", "30"), share("X", "MV Example", "25"))
    assert holder(found, "X") == Holder("X", None, Decimal(25), Decimal(55))


def test_an_older_store_is_given_the_column_for_shares_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "older"
    with open_store(folder, create=True) as made:
        made.con.execute("ALTER TABLE ownership DROP COLUMN share_said")
        made.con.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
    with open_store(folder) as again:
        assert ties_on(again, DAY, 10).num_rows == 0


def test_a_chain_goes_up_to_the_last_owner_and_the_flag_ends_it(behind: Callable[..., Ownership]) -> None:
    found = behind(
        share("A", "MV Example", "60"),
        share("B", "A", "50", source="a filing"),
        owner(relation="flag", party="Panama", party_state="PAN", share_pct=""),
        owner(relation="manager", party="M", share_pct=""),
        share("C", "M", "100"),
    )
    chains = {tuple(link.party for link in chain.links): chain.share_pct for chain in found.chains}
    assert chains == {("A",): 60, ("A", "B"): 30, ("Panama",): None, ("M",): None, ("M", "C"): None}
    assert [link.source for link in found.chains[-1].links] == ["a registry", "a filing"]


def test_only_the_links_of_the_day_count(behind: Callable[..., Ownership]) -> None:
    rows = [share("Old", "MV Example", "100", until="2017-12-31"), share("New", "MV Example", "100", from_="2018-01-01")]
    assert [one.party for one in behind(*rows, day=date(2017, 12, 31)).holders] == ["Old"]
    assert [one.party for one in behind(*rows, day=date(2018, 1, 1)).holders] == ["New"]


def test_half_of_a_half_counts_though_the_product_is_a_quarter(behind: Callable[..., Ownership]) -> None:
    found = behind(share("A", "MV Example", "50"), share("X", "A", "50"))
    assert found.chains[-1].share_pct == 25
    assert holder(found, "X").half is True


def test_less_than_half_passes_nothing_on(behind: Callable[..., Ownership]) -> None:
    found = behind(share("A", "MV Example", "100"), share("X", "A", "49.999"))
    assert found.chains[-1].share_pct == Decimal("49.999")
    assert holder(found, "X").half is False
    assert holder(found, "A").half is True


def test_shares_of_one_party_by_several_ways_are_added(behind: Callable[..., Ownership]) -> None:
    found = behind(share("X", "MV Example", "25"), share("A", "MV Example", "25"), share("X", "A", "75"))
    assert holder(found, "X") == Holder("X", True, Decimal(50), Decimal(50))
    assert holder(found, "A").half is False


def test_an_unknown_share_is_neither_nothing_nor_all(behind: Callable[..., Ownership]) -> None:
    found = behind(share("X", "MV Example", ""))
    assert holder(found, "X") == Holder("X", None, Decimal(0), Decimal(100))
    assert found.chains[0].share_pct is None


def test_sources_that_differ_stand_side_by_side_and_leave_it_open(behind: Callable[..., Ownership]) -> None:
    found = behind(share("X", "MV Example", "60", source="one"), share("X", "MV Example", "40", source="another"))
    assert [(chain.share_pct, chain.links[0].source) for chain in found.chains] == [(60, "one"), (40, "another")]
    assert holder(found, "X") == Holder("X", None, Decimal(40), Decimal(60))


def test_owners_in_a_circle_end_it(behind: Callable[..., Ownership]) -> None:
    found = behind(share("A", "MV Example", "100"), share("B", "A", "100"), share("A", "B", "60"), share("X", "B", "40"))
    assert {tuple(link.party for link in chain.links) for chain in found.chains} == {
        ("A",),
        ("A", "B"),
        ("A", "B", "A"),
        ("A", "B", "X"),
    }
    assert not found.cut


def test_a_web_without_end_is_cut_and_says_so(behind: Callable[..., Ownership]) -> None:
    firms = [["MV Example"], *([f"{level}-{n}" for n in range(4)] for level in range(9))]
    rows = [share(up, firm, "25") for lower, upper in zip(firms, firms[1:], strict=False) for firm in lower for up in upper]
    found = behind(*rows)
    assert found.cut
    assert len(found.chains) == 10_000


def test_a_ship_of_which_nothing_is_known_has_no_owner(behind: Callable[..., Ownership]) -> None:
    found = behind(owner(), subject="MV Other")
    assert (found.chains, found.holders, found.cut) == ((), (), False)
