"""Claims: what a number may say of itself, and how numbers of one claimant, or of several, are put together."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from vetoproof.evidence.record import read_table
from vetoproof.terms.claim import Bound, Claim, independent, read_claim, read_roots
from vetoproof.terms.days import Span
from vetoproof.terms.errors import InputError
from vetoproof.terms.sums import Conflict, conflict, differ, distinct, product, total

JAN, FEB = Span(date(2024, 1, 1), date(2024, 1, 31)), Span(date(2024, 2, 1), date(2024, 2, 29))


def claim(bound: Bound = "reported", *ends: int | None, who: str = "USA", **more: Any) -> Claim:
    """`claim("about", 1, 2, 3)`, `claim("at_least", 5)`; one end is put where the bound has it."""
    if len(ends) == 1:
        (one,) = ends
        ends = {"at_least": (one, None, None), "about": (None, one, None), "reported": (one, one, one)}.get(bound, (None, None, one))
    low, mid, high = (None if end is None else Decimal(end) for end in ends or (None, None, None))
    given = {"said": None, "period": None, "unit": "bbl", "roots": who, "sources": f"{who} said", **more}
    return Claim(who=who, bound=bound, low=low, mid=mid, high=high, **given)


def ends(one: Claim) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return one.low, one.mid, one.high


MISSING = claim("reported", status="missing", what="March")


# ---- what a claim may say


@pytest.mark.parametrize(
    "one",
    [
        claim("at_least", 500_000),
        claim("at_most", 7),
        claim("capacity", 7),
        claim("about", 7),
        claim("about", 5, None, 9),
        claim("about", 5, 7, 9),
        claim("reported", 0),
        MISSING,
        claim("reported", 0, status="inferred_zero"),
        claim("reported", 3, 4, 9, status="derived"),
    ],
)
def test_a_claim_that_says_what_its_bound_lets_it_say_is_taken(one: Claim) -> None:
    assert one.mix == ()


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: claim("at_least", 5, None, 9), "is said to be at least and states low, high"),
        (lambda: claim("at_least", None, None, 9), "is said to be at least and states high"),
        (lambda: claim("at_most", 1, None, 9), "is said to be at most and states low, high"),
        (lambda: claim("capacity", 1, 2, 9), "is said to be capacity"),
        (lambda: claim("reported", 1, 2, 3), "is a reported figure and states a band"),
        (lambda: claim("about", 9, 7, 5), "ends that are not in order"),
        (lambda: claim("about", 9, None, 5), "ends that are not in order"),
        (lambda: claim("reported", -1), "below nothing"),
        (lambda: claim("reported"), "has no figure and is not called missing"),
        (lambda: claim("reported", 0, status="missing"), "is missing and has a figure"),
        (lambda: claim("reported", 3, status="inferred_zero"), "is inferred to be zero"),
        (lambda: claim("reported", 1, sources=""), "has no source"),
        (lambda: claim("reported", 1, sources=()), "has no source"),
        (lambda: claim("reported", 1, who=" ", sources="x"), "has no claimant"),
    ],
)
def test_a_claim_that_contradicts_itself_is_refused(make: Callable[[], Claim], what: str) -> None:
    with pytest.raises(InputError, match=what):
        make()


def test_an_infinite_end_is_refused_because_an_open_one_is_left_empty() -> None:
    with pytest.raises(InputError, match="without end"):
        evolve(claim("at_least", 1), low=Decimal("Infinity"))


# ---- sums of one claimant


def test_reported_figures_add_to_a_reported_figure_that_is_derived() -> None:
    summed = total([claim("reported", 3, period=JAN), claim("reported", 4, period=FEB)])
    assert (ends(summed), summed.bound, summed.status) == ((7, 7, 7), "reported", "derived")
    assert summed.period == Span(JAN.start, FEB.end)


@pytest.mark.parametrize(
    ("one", "other", "wanted", "bound"),
    [
        (claim("reported", 3), claim("at_least", 4), (7, None, None), "at_least"),
        (claim("at_most", 3), claim("at_most", 4), (None, None, 7), "at_most"),
        (claim("capacity", 3), claim("capacity", 4), (None, None, 7), "capacity"),
        (claim("capacity", 3), claim("at_most", 4), (None, None, 7), "at_most"),
        (claim("at_least", 3), claim("at_most", 4), (3, None, None), "at_least"),
        (claim("reported", 3), claim("at_most", 4), (3, None, 7), "about"),
        (claim("about", 1, 2, 3), claim("reported", 4), (5, 6, 7), "about"),
        (claim("about", 2), claim("reported", 4), (4, 6, None), "about"),
    ],
)
def test_a_sum_is_bounded_as_its_parts_let_it_be(one: Claim, other: Claim, wanted: tuple[int | None, ...], bound: str) -> None:
    summed = total([one, other])
    assert (ends(summed), summed.bound) == (wanted, bound)


def test_what_is_missing_is_no_zero_the_sum_is_a_floor_and_says_so() -> None:
    summed = total([claim("reported", 3), MISSING])
    assert (ends(summed), summed.bound, summed.gaps) == ((3, None, None), "at_least", ("March",))
    assert str(summed) == "USA: at least 3 bbl (no figure for March)"


def test_an_inferred_zero_is_a_zero() -> None:
    summed = total([claim("reported", 3), claim("reported", 0, status="inferred_zero")])
    assert (ends(summed), summed.gaps) == ((3, 3, 3), ())


def test_two_that_are_missing_are_still_missing() -> None:
    summed = total([MISSING, claim("reported", status="missing", what="April")])
    assert (summed.status, summed.stated, summed.gaps) == ("missing", False, ("April", "March"))


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ([], "there is nothing"),
        ([claim("reported", 3), claim("reported", 4, unit="t")], "put them into one unit first"),
        ([claim("reported", 3, period=JAN), claim("reported", 7, period=Span(JAN.start, FEB.end))], "counted twice"),
        ([claim("reported", 3, period=JAN), claim("reported", 3, period=JAN, sources="a paper that copied it")], "counted twice"),
        ([claim("reported", 3), claim("reported", 4, who="ROK")], "mixed with numbers of"),
    ],
)
def test_what_cannot_be_added_is_refused(parts: list[Claim], what: str) -> None:
    with pytest.raises(InputError, match=what):
        total(parts)


def test_different_things_of_one_month_are_not_counted_twice() -> None:
    parts = [claim("reported", 3, period=JAN, what="petrol"), claim("reported", 4, period=JAN, what="diesel")]
    assert total(parts).low == 7


# ---- across claimants


def test_numbers_of_several_claimants_add_only_if_all_are_named_and_the_result_carries_them() -> None:
    parts = [claim("reported", 3), claim("at_least", 4, who="ROK")]
    summed = total(parts, mix=("USA", "ROK"))
    assert (summed.mix, ends(summed)) == (("ROK", "USA"), (7, None, None))
    assert str(summed) == "ROK, USA: at least 7 bbl (mix of ROK, USA)"
    with pytest.raises(InputError, match="name them all"):
        total(parts, mix=("USA",))


def test_a_product_of_two_claimants_carries_the_mix_and_both_sources() -> None:
    loads, per_load = claim("at_least", 30, unit="calls"), claim("about", 10_000, 12_000, 14_000, who="UN Panel", unit="bbl")
    barrels = product([loads, per_load], "bbl", mix=("USA", "UN Panel"))
    assert (ends(barrels), barrels.mix, barrels.sources) == ((300_000, None, None), ("UN Panel", "USA"), ("UN Panel said", "USA said"))
    with pytest.raises(InputError, match="mixed"):
        product([loads, per_load], "bbl")


def test_a_factor_that_is_missing_leaves_the_product_without_a_figure() -> None:
    found = product([claim("reported", 3), MISSING], "bbl")
    assert (found.quantity, found.gaps) == (None, ("March",))


def test_capacity_times_calls_is_no_floor() -> None:
    assert ends(product([claim("capacity", 3), claim("at_least", 2)], "bbl")) == (None, None, None)


# ---- conflicts


def test_parts_and_a_total_that_differ_stay_a_conflict_with_both_shown() -> None:
    stated = claim("reported", 50_523, who="RUS")
    parts = [claim("reported", 50_000, who="RUS", period=JAN), claim("reported", 520, who="RUS", period=FEB)]
    found = conflict(stated, parts)
    assert found
    assert (found.one.low, found.other.low) == (50_523, 50_520)
    assert found.why == "50,523 bbl and 50,520 bbl: no amount fits both"


@pytest.mark.parametrize(
    ("stated", "parts"),
    [
        (claim("reported", 7), [claim("reported", 3, period=JAN), claim("reported", 4, period=FEB)]),
        (claim("reported", 9), [claim("reported", 3), MISSING]),
        (claim("about", 6, 7, 8), [claim("about", 1, 2, 3, period=JAN), claim("about", 5, 5, 6, period=FEB)]),
        (claim("at_least", 5), [claim("reported", 9)]),
        (MISSING, [claim("reported", 9)]),
    ],
)
def test_a_total_that_its_parts_allow_is_no_conflict(stated: Claim, parts: list[Claim]) -> None:
    assert conflict(stated, parts) is None


@pytest.mark.parametrize(
    ("stated", "parts"),
    [
        (claim("reported", 2), [claim("reported", 3), MISSING]),
        (claim("at_most", 5), [claim("reported", 9)]),
        (claim("at_least", 10), [claim("reported", 9)]),
    ],
)
def test_a_bound_can_be_contradicted_too(stated: Claim, parts: list[Claim]) -> None:
    assert conflict(stated, parts)


def test_totals_of_another_claimant_are_not_reconciled() -> None:
    with pytest.raises(InputError, match="another claimant"):
        conflict(claim("reported", 7, who="ROK"), [claim("reported", 3)])
    with pytest.raises(InputError, match="one unit"):
        differ(claim("reported", 7), claim("reported", 7, unit="t"))


def test_a_conflict_does_not_add() -> None:
    found = differ(claim("reported", 1), claim("reported", 2))
    assert isinstance(found, Conflict)
    with pytest.raises(AttributeError):
        total([found])  # type: ignore[list-item]


# ---- roots and copies


def test_copies_of_one_root_count_once() -> None:
    assert independent(["USA", "usa", "UN Panel of Experts", "USA"]) == ("UN Panel of Experts", "USA")


def test_what_names_nobody_is_no_root() -> None:
    assert read_roots("USA;  UN  Panel of Experts ; ") == ("UN Panel of Experts", "USA")
    assert read_roots("claimant not read") == ()
    assert read_roots("") == ()


def test_copies_of_a_claim_count_once_and_copies_that_differ_are_a_conflict() -> None:
    once = claim("reported", 3, period=JAN)
    copy = claim("reported", 3, period=JAN, sources="a paper")
    wrong = claim("reported", 4, period=JAN, sources="a paper with a slip")
    assert len(distinct([once, copy])) == 1
    (found,) = distinct([once, copy, wrong])
    assert isinstance(found, Conflict)
    assert {found.one.low, found.other.low} == {3, 4}
    assert len(distinct([once, claim("reported", 3, period=FEB), claim("reported", 3, who="ROK", period=JAN)])) == 3


# ---- the border


@pytest.mark.parametrize("table", ["oil", "oil_periods", "estimates", "arms"])
def test_every_row_of_the_record_is_a_claim(table: str) -> None:
    rows = read_table(table).rows
    assert len([read_claim(row) for row in rows]) == len(rows)


def test_a_missing_month_of_the_record_is_missing_and_no_zero() -> None:
    found = [read_claim(row) for row in read_table("oil").rows if row["status"] == "missing"]
    assert found
    assert all(one.quantity is None for one in found)


def test_a_month_stands_for_its_days() -> None:
    row = {"claimant": "USA", "unit": "bbl", "low": "1", "bound": "at_least", "source": "s", "root": "USA", "said": "2024-02"}
    assert read_claim(row).said == FEB


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"source": ""}, "has no source"),
        ({"claimant": ""}, "has no claimant"),
        ({"low": "1e9999"}, "out of all measure"),
        ({"low": "=1+1"}, "is not a number"),
        ({"low": "NaN"}, "number"),
        ({"bound": "perhaps"}, "is none of at_least"),
        ({"status": "guessed"}, "is none of reported"),
        ({"said": "last week"}, "is not a day"),
        ({"from": "2024-13-01"}, "calendar"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_reason(change: dict[str, str], what: str) -> None:
    row = {"claimant": "USA", "unit": "bbl", "low": "1", "bound": "at_least", "source": "s", **change}
    with pytest.raises(InputError, match=what):
        read_claim(row)


def test_a_row_without_a_unit_is_refused() -> None:
    with pytest.raises(InputError, match="has no unit"):
        read_claim({"claimant": "USA", "low": "1", "bound": "at_least", "source": "s"})


# ---- what holds of all


AMOUNT = st.integers(0, 10_000).map(Decimal)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    bound = draw(st.sampled_from(["at_least", "about", "at_most", "capacity", "reported"]))
    who = draw(st.sampled_from(["USA", "ROK", "UN Panel"]))
    if draw(st.integers(0, 5)) == 0:
        return claim("reported", who=who, status="missing", what=draw(st.sampled_from(["May", "June"])))
    if bound == "about":
        low, mid, high = sorted(draw(st.tuples(AMOUNT, AMOUNT, AMOUNT)))
        shown = draw(st.sampled_from([(low, mid, high), (low, None, high), (None, mid, None), (low, mid, None)]))
        return claim(bound, *shown, who=who)  # type: ignore[arg-type]
    return claim(bound, draw(AMOUNT), who=who)  # type: ignore[arg-type]


PARTS = st.lists(claims(), min_size=1, max_size=5)
ALL = ("USA", "ROK", "UN Panel")


def join(how: str, parts: list[Claim]) -> Claim:
    return total(parts, mix=ALL) if how == "sum" else product(parts, "bbl", mix=ALL)


@given(PARTS, st.randoms(), st.sampled_from(["sum", "product"]))
def test_the_order_changes_nothing(parts: list[Claim], random: Any, how: str) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert join(how, shuffled) == join(how, parts)


@given(PARTS, PARTS, st.sampled_from(["sum", "product"]))
def test_step_by_step_gives_the_same_ends_as_at_once(some: list[Claim], others: list[Claim], how: str) -> None:
    at_once, stepwise = join(how, some + others), join(how, [join(how, some), join(how, others)])
    assert ends(stepwise) == ends(at_once)
    assert (stepwise.mix, stepwise.roots, stepwise.gaps) == (at_once.mix, at_once.roots, at_once.gaps)


@given(PARTS, st.sampled_from(["sum", "product"]))
def test_the_mix_is_never_lost(parts: list[Claim], how: str) -> None:
    named = {name for part in parts for name in part.who}
    assert set(join(how, parts).mix) == (named if len(named) > 1 else set())


@given(PARTS, st.sampled_from(["sum", "product"]))
def test_an_open_end_stays_open(parts: list[Claim], how: str) -> None:
    found = join(how, parts)
    assert (found.high is None) == any(part.high is None for part in parts)
    assert (found.mid is None) == any(part.mid is None for part in parts)
    if how == "product":
        assert (found.low is None) == any(part.low is None for part in parts)


@given(PARTS)
def test_what_is_missing_never_lowers_or_closes_a_sum(parts: list[Claim]) -> None:
    before, after = total(parts, mix=ALL), total([*parts, MISSING], mix=ALL)
    assert after.low == before.low
    assert after.high is None
    assert "March" in after.gaps


@given(PARTS)
def test_a_sum_holds_every_amount_that_its_parts_allow(parts: list[Claim]) -> None:
    summed = total(parts, mix=ALL)
    least = sum((part.low or Decimal(0) for part in parts), Decimal(0))
    assert (summed.low or Decimal(0)) == least
    if summed.high is not None:
        assert summed.high == sum((part.high for part in parts if part.high is not None), Decimal(0))
