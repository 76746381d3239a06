"""Lines, peaks, paces and accounts, on paths small enough to be worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetoproof.detect.emissions.groups import sum_of
from vetoproof.detect.emissions.line import Line, against_line
from vetoproof.detect.emissions.pace import achieved, cut_pct, needed
from vetoproof.detect.emissions.path import Account, BoundaryMismatch, Path, ratio, require_alike, share_pct
from vetoproof.detect.emissions.peak import find_peak, revision_pct
from vetoproof.terms.errors import InputError

FALLING = Path.of({2018: 100.0, 2019: 98.0, 2020: 90.0, 2021: 94.0, 2022: 92.0, 2023: 90.0}, "Mt")


def test_a_line_falls_evenly_and_stays_at_its_end() -> None:
    line = Line("a line", 2020, 100.0, 2030, 50.0)
    assert [line.level(year) for year in (2020, 2025, 2030, 2040)] == [100.0, 75.0, 50.0, 50.0]


def test_a_path_on_the_line_is_on_it() -> None:
    line = Line("a line", 2018, 100.0, 2028, 80.0)
    found = against_line(FALLING, line)
    assert (found.year, found.line, found.gap, found.points, found.on) == (2023, 90.0, 0.0, 0.0, True)


def test_a_line_that_runs_backwards_is_refused() -> None:
    with pytest.raises(InputError, match="take a later end"):
        Line("a line", 2030, 1.0, 2030, 0.0)


def test_a_base_year_outside_the_series_is_refused_and_not_guessed() -> None:
    with pytest.raises(InputError, match="has no figure for 1990"):
        cut_pct(FALLING, 1990)


@pytest.mark.parametrize(("last", "raw"), [(2022, False), (2023, True)])
def test_a_peak_lies_five_years_back(last: int, raw: bool) -> None:
    assert find_peak(FALLING.until(last), 5, 3.0).raw is raw


def test_a_fall_inside_the_margin_is_no_clear_peak() -> None:
    assert find_peak(FALLING, 5, 9.9).clear
    assert not find_peak(FALLING, 5, 10.0).clear


def test_of_two_equal_maxima_the_last_counts() -> None:
    assert find_peak(Path.of({2010: 5.0, 2015: 5.0, 2020: 1.0}, "Mt"), 5, 3.0).max_year == 2015


def test_paces() -> None:
    assert achieved(FALLING, 5).a_year == 2.0
    assert needed(FALLING, 0.0, 2033).a_year == 9.0
    with pytest.raises(InputError, match="judge the level instead"):
        needed(FALLING, 0.0, 2023)


def test_a_revision_is_that_of_the_newest_year_of_the_older_release() -> None:
    older, newer = Path.of({2020: 10.0, 2021: 10.0}, "Mt"), Path.of({2020: 20.0, 2021: 11.0, 2022: 5.0}, "Mt")
    assert revision_pct(older, newer) == pytest.approx(10.0)
    assert revision_pct(Path.of({1990: 1.0}, "Mt"), newer) is None


@pytest.mark.parametrize(
    ("wanted", "found", "share", "alike"),
    [
        (Account("ghg", "in"), Account("ghg", "in"), None, True),
        (Account("ghg"), Account("ghg", "out"), None, True),
        (Account("any", "in"), Account("co2", "out"), 9.0, True),
        (Account("ghg", "in"), Account("ghg", "out"), -9.0, True),
        (Account("ghg", "in"), Account("ghg", "out"), 10.1, False),
        (Account("ghg", "in"), Account("ghg", "out"), None, False),
        (Account("ghg", "in"), Account("co2", "in"), 0.0, False),
        (Account("co2"), Account("ghg"), 0.0, False),
    ],
)
def test_two_accounts_are_alike_or_a_typed_error(wanted: Account, found: Account, share: float | None, alike: bool) -> None:
    if alike:
        require_alike(wanted, found, share, 10.0)
    else:
        with pytest.raises(BoundaryMismatch):
            require_alike(wanted, found, share, 10.0)


def test_two_releases_make_no_ratio() -> None:
    one = Path.of({2020: 4.0, 2021: 6.0}, "Mt", vintage="a")
    assert ratio(one, Path.of({2021: 2.0}, "USD", vintage="a")).at(2021) == 3.0
    with pytest.raises(InputError, match="take both from one release"):
        ratio(one, Path.of({2021: 2.0}, "USD", vintage="b"))
    assert share_pct(one, Path.of({2020: 8.0}, "Mt"), 2020) == 50.0


def test_a_sum_lacks_a_member_or_names_it_twice() -> None:
    paths = {"A": FALLING, "B": FALLING}
    assert sum_of(paths, ["A", "B"], 2018) == 200.0
    for members in (["A", "A"], ["A", "C"]):
        with pytest.raises(InputError):
            sum_of(paths, members, 2018)
    with pytest.raises(InputError):
        sum_of(paths, ["A"], 1990)


FIGURES = st.dictionaries(st.integers(1970, 2030), st.floats(1, 1e5), min_size=8)


@given(FIGURES)
def test_the_order_of_the_rows_changes_nothing(figures: dict[int, float]) -> None:
    one, other = Path.of(figures, "Mt"), Path.of(dict(reversed(figures.items())), "Mt")
    assert find_peak(one, 5, 3.0) == find_peak(other, 5, 3.0)


@given(FIGURES, st.floats(0.1, 100))
def test_another_unit_changes_no_percentage(figures: dict[int, float], factor: float) -> None:
    one, other = Path.of(figures, "Mt"), Path.of({year: mt * factor for year, mt in figures.items()}, "other")
    assert find_peak(one, 5, 3.0).fall_pct == pytest.approx(find_peak(other, 5, 3.0).fall_pct, abs=1e-6)


@given(FIGURES)
def test_a_line_through_the_needed_cuts_arrives(figures: dict[int, float]) -> None:
    path = Path.of(figures, "Mt")
    pace = needed(path, 0.5, 2050)
    assert path.need(path.last) - pace.a_year * pace.years == pytest.approx(0.5)
