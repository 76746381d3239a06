"""One theft or two: each test by itself, its ends, and the reasons given."""

from datetime import date
from decimal import Decimal

import pytest

from vetoproof.detect.funds.thefts import decide, firms, names_of, nearest, same_victim
from vetoproof.terms.theft import Theft


def theft(victim: str = "Ronin", day: int = 10, amount: str | None = "100", last: int | None = None) -> Theft:
    return Theft("", victim, date(2022, 3, day), date(2022, 3, last or day), Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (theft(), True),
        (theft(day=13), True),
        (theft(day=14), False),
        (theft(day=7), True),
        (theft(day=1, last=7), True),  # only a span is known, and it ends three days before
        (theft(day=1, last=6), False),
        (theft(amount="142"), True),  # 100 / 142 is 0.704
        (theft(amount="143"), False),
        (theft(amount="71.5"), True),  # 100 / 71.5 is 1.399
        (theft(amount="71"), False),
        (theft(amount=None), True),
        (theft("Harmony"), False),
    ],
)
def test_victim_days_and_amount_decide(other: Theft, one: bool) -> None:
    assert decide(theft(), other).one is one


def test_every_test_gives_its_reason_and_what_is_not_said_is_open() -> None:
    found = decide(theft(), theft("Ronin bridge / Axie Infinity", 20, None))
    assert not found.one
    assert "10 days apart, more than 3" in found.why
    assert found.open == ("an amount is not said",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harmony", "Harmony Horizon bridge", True),
        ("Heco Bridge", "HTX hot wallets + Heco bridge", True),
        ("Youbit #2 (17 % of assets)", "Yapizon / Youbit #1", True),
        ("Fantom Foundation", "Fantom allocation receiver", False),
        ("Upbit", "Bithumb", False),
    ],
)
def test_a_victim_goes_by_several_names(one: str, other: str, same: bool) -> None:
    assert same_victim(one, other) is same


def test_a_victim_robbed_four_times_is_one_firm() -> None:
    assert firms(["Bithumb #1", "Bithumb #2", "Yapizon / Youbit #1", "Youbit #2", "Upbit", "Upbit (Solana hot wallet)"]) == 3
    assert names_of("The Exchange") == (("the", "exchange"),)  # generic words alone are a name after all


def test_of_two_thefts_of_one_victim_the_nearer_fits() -> None:
    march, may = theft(), Theft("may", "Ronin", date(2022, 5, 1), date(2022, 5, 1), Decimal(5))
    assert (nearest(Theft("", "Ronin", date(2022, 4, 29), date(2022, 4, 29), Decimal(5)), [march, may]) or (None,))[0] == may
    assert nearest(theft("Nomad"), [march, may]) is None
