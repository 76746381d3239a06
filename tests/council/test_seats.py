"""Who sat: every day is walked."""

from datetime import date

import pytest

from vetoproof.council.house import House
from vetoproof.terms.days import ONE_DAY
from vetoproof.terms.errors import InputError

FIRST, LAST = date(1946, 1, 17), date(2027, 12, 31)


def test_every_day_has_eleven_or_fifteen_members_save_one_week_of_1980(house: House) -> None:
    day, short = FIRST, []
    while day <= LAST:
        sitting = house.seats(day)
        assert sitting.permanent == ("CHN", "FRA", "GBR", "RUS", "USA")
        assert len(set(sitting.states)) == sitting.size
        assert not sitting.unseen
        if sitting.size != (11 if day < date(1966, 1, 1) else 15):
            short.append((day, sitting.size))
        day += ONE_DAY
    assert short == [(date(1980, 1, n), 14) for n in range(1, 7)]


def test_after_the_last_full_year_only_the_half_that_is_elected_is_known(house: House) -> None:
    sitting = house.seats(date(2028, 1, 1))
    assert (sitting.size, len(sitting.elected)) == (10, 5)
    assert "2027-12-31" in sitting.unseen[0].what


@pytest.mark.parametrize("day", [date(1946, 1, 16), date(2029, 1, 1), date(1900, 1, 1)])
def test_a_day_without_a_council_is_refused(house: House, day: date) -> None:
    with pytest.raises(InputError, match="no Council is known"):
        house.seats(day)


@pytest.mark.parametrize(
    ("day", "state", "name"),
    [
        ("1971-10-24", "CHN", "Republic of China"),
        ("1971-10-25", "CHN", "People's Republic of China"),
        ("1991-12-23", "RUS", "Union of Soviet Socialist Republics"),
        ("1991-12-24", "RUS", "Russian Federation"),
        ("1961-06-01", "EGY", "United Arab Republic"),
        ("1980-01-07", "MEX", "Mexico"),
        ("2017-12-31", "ITA", "Italy"),
        ("2018-01-01", "NLD", "Netherlands"),
        ("2014-01-01", "JOR", "Jordan"),
        ("2024-03-28", "SVN", "Slovenia"),
    ],
)
def test_seats_that_changed_hands_or_names(house: House, day: str, state: str, name: str) -> None:
    seat = house.seats(date.fromisoformat(day)).seat_of(state)
    assert seat is not None
    assert seat.name == name


@pytest.mark.parametrize(("day", "state"), [("2018-01-01", "ITA"), ("1980-01-06", "MEX"), ("1964-06-01", "MYS"), ("2014-01-01", "SAU")])
def test_seats_that_were_not_held(house: House, day: str, state: str) -> None:
    assert house.seats(date.fromisoformat(day)).seat_of(state) is None


def test_older_records_name_a_seat_by_another_code(house: House) -> None:
    seat = house.seats(date(1950, 1, 13)).seat_of("SUN")
    assert seat is not None
    assert seat.state == "RUS"
    assert house.seats(date(2000, 1, 1)).seat_of("SUN") is None
