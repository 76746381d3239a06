"""The real graphs of the shared folder: sums, duplicates, terminals, structuring. They are read there and never copied."""

from decimal import Decimal
from pathlib import Path

import pytest

from vetoproof.monitor.the_money import Traced, trace

MICRO = 1_000_000
ETHER = 10**18
RONIN = "0x098b716b8aaf21512996dc57eb0615e2383e2f96"


def traced(shared: Path, name: str, **how: object) -> Traced:
    files = [shared / f"data/cyber/mftracer_{name}_{part}.gz" for part in ("edges.csv", "sources.txt", "terminals.txt")]
    if not files[0].is_file():
        pytest.skip(f"there is no {files[0].name}")
    return trace(files[0], str(files[1]), str(files[2]), **how)  # type: ignore[arg-type]


def test_atomic_wallet(shared: Path) -> None:
    """10.74 M USD left the 17 sources; 10.61 M if the one that is written in capitals is compared as text."""
    lines = traced(shared, "atomic").lines()
    assert {line.stolen for line in lines} == {10_737_048_438_260}
    assert {line.stolen - line.respelled for line in lines} == {10_606_520_245_600}
    assert all(line.conserved for line in lines)
    assert {line.rule: len(line.reached) for line in lines} == {"haircut": 98, "fifo": 93, "poison": 101, "lifo": 91, "seniority": 93}
    for line in lines[:2]:
        assert sum(line.reached.values()) + line.residual == line.stolen


def test_harmony_with_and_without_its_duplicates(shared: Path) -> None:
    without, kept = traced(shared, "hb", rules="haircut"), traced(shared, "hb", rules=["haircut"], keep_duplicates=True)
    (one,), (other,) = without.lines(), kept.lines()
    assert (one.duplicates, other.duplicates) == (189, 0)
    assert len(without.prepared.graph.row) == 3887
    assert sum(one.reached.values()) // MICRO == 63_010_644
    assert sum(other.reached.values()) // MICRO == 61_151_905
    assert one.conserved
    assert other.conserved


def test_harmony_lost_one_sum_whatever_the_rule(shared: Path) -> None:
    """73.46 M USD left the 14 sources for others; 2.94 M of it came back."""
    found = traced(shared, "hb")
    lines = found.lines()
    (over,) = found.ranges(lines)
    assert {line.stolen for line in (*lines, over)} == {73_461_136_408_940}
    assert {line.returned for line in lines} == {2_935_997_538_500}
    assert all(sum(line.reached.values()) + line.residual == line.stolen + line.contaminated and line.conserved for line in lines)


@pytest.mark.parametrize(("name", "stolen"), [("lifi", 9_685_530_195_049), ("54m", 59_410_346_204_286)])
def test_the_two_controls_are_conserved_too(shared: Path, name: str, stolen: int) -> None:
    lines = traced(shared, name).lines()
    assert {line.stolen for line in lines} == {stolen}
    assert all(line.conserved for line in lines)


def ronin(shared: Path) -> Traced:
    path = shared / "data/cyber/lazarus_ofac_eth_txs_2022.csv.gz"
    if not path.is_file():
        pytest.skip(f"there is no {path.name}")
    return trace(path, RONIN, rules=["haircut"])


def test_ronin_dust_spreads_nothing_and_its_addresses_are_listed(shared: Path) -> None:
    found = ronin(shared)
    (line,) = found.lines()
    assert line.zero + line.dust == 358
    assert Decimal(line.stolen) / ETHER == Decimal("182163.95603")
    assert Decimal(line.returned) / ETHER == 2
    assert len(found.named(line)) == 8
    assert {one.holder for said in found.named(line).values() for one in said} == {"LAZARUS GROUP"}


def test_ronin_structuring_is_found(shared: Path) -> None:
    first, *_ = ronin(shared).patterns()
    assert (first.pattern, Decimal(first.amount) / ETHER, first.transfers) == ("equal_amounts", Decimal("3003.3"), 18)
    assert len(first.senders) == 4
