"""Trade of the world by HS code and month, made by a seed: both sides' figures with freight, delay and noise, and breaches planted in it.

Trade with the DPRK has the totals of the record (`bilateral`: China 2023, KOTRA's figure for all others). What is planted is known, so what
a detector finds can be scored. It is no picture of any State's trade: only the totals with the DPRK are real.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import frozen

from vetoproof.detect.trade.margins import margin
from vetoproof.evidence.customs.codes import state_numbers
from vetoproof.evidence.record import read_table

SEED, YEAR, MONTHS = 7, 2023, 12
SUBJECT, NAMESAKE, HUB = "PRK", "KOR", "CHN"
# Codes that the resolutions name in so many words, or whose chapter they name (2397/6 and 7, 2371/8 to 10, 2375/16): bought from, sold to.
BANNED_FROM = [
    "270112", "260111", "260112", "030743", "030617", "160554", "620293", "611020", "854430", "850440",
    "251910", "440710", "081290", "740400", "790111", "720110",
]  # fmt: skip
BANNED_TO = ["847989", "842952", "870323", "870421", "852872", "854442", "730890", "760410", "720839", "860110", "890190"]
LEGAL_FROM = ["670411", "670420", "670490", "271600", "261100", "261310", "910811"]
LEGAL_TO = [
    "100630", "150790", "310210", "392690", "401110", "540752", "550320", "300490", "240220", "110100",
    "481910", "690721", "340220", "190590", "170199",
]  # fmt: skip
PARTNERS = ["RUS", "IND", "DEU", "JPN", "VNM", "THA", "POL", "BRA", "ZAF", "MNG"]
SUBJECT_GOODS = ((LEGAL_FROM, True, 0.97), (BANNED_FROM, True, 0.03), (LEGAL_TO, False, 0.98), (BANNED_TO, False, 0.02))
CONFUSED = tuple(zip(["POL", "BRA", "ZAF", "VNM", "THA", "ITA", "FRA", "ESP", "MEX", "AUS"], [False, True] * 5, strict=True))
FREIGHT_NOISE, PRICE_NOISE, MONTH_NOISE, LATE = 0.06, 0.25, 0.4, 0.12
PLANTED = 300


@frozen(eq=False)
class Made:
    """Rows of CUSTOMS, and what was planted: keys of rows, or of cells as `exporter>importer:hs:period`."""

    rows: Any
    banned: frozenset[str]  # exporter>importer:hs:period
    gaps: frozenset[str]
    orphans: frozenset[str]
    prices: frozenset[int]  # row numbers
    confused: frozenset[tuple[str, bool]]  # reporter, sale


def totals() -> dict[str, float]:
    """Dollars a year, from the record: China and the DPRK in 2023 and the wigs in it (GACC), all other partners (KOTRA)."""
    held = {row["id"].removeprefix(f"bilateral-{YEAR}-01-{YEAR}-12-"): float(row["value"]) for row in read_table("bilateral").rows}
    bought = held["CHN-PRK-import-gacc"]
    return {
        "china from": bought,
        "china to": held["CHN-PRK-total-gacc"] - bought,
        "wigs": held["CHN-PRK-import-hs67-gacc"] / bought,
        "others from": held["PRK-WLD-export-kotra"] - held["PRK-CHN-export-kotra"],
        "others to": held["PRK-WLD-import-kotra"] - held["PRK-CHN-import-kotra"],
    }


class Maker:
    """Draws a world of about `rows` rows."""

    def __init__(self, rows: int, seed: int = SEED) -> None:
        self.draw = np.random.default_rng(seed)
        names = sorted(name for name in state_numbers() if len(name) == 3 and name.isalpha() and name not in ("W00", "EU2", "PUS"))
        self.names = [*[name for name in names if name not in (SUBJECT, NAMESAKE, HUB, "RUS")], HUB, NAMESAKE, "RUS", SUBJECT]
        self.reports = self.draw.random(len(self.names)) < 0.85
        for name in (HUB, NAMESAKE, *PARTNERS, *(name for name, _ in CONFUSED)):
            self.reports[self.names.index(name)] = True
        self.reports[self.names.index(SUBJECT)] = False
        self.codes = self._codes()
        self.price = np.exp(self.draw.normal(1.0, 1.5, len(self.codes)))
        self.size = np.exp(self.draw.normal(0, 1.2, len(self.names)))
        self.size[[self.names.index(name) for name in (HUB, NAMESAKE, "RUS")]] = self.size.max()
        self.trades = max(1_000, int(rows / (MONTHS * 2 * 0.85)))

    def _codes(self) -> np.ndarray[Any, Any]:
        from vetoproof.evidence.customs.codes import goods

        known = [code for code in goods()["code"].to_pylist() if len(code) == 6]
        return np.array(sorted(known))

    def make(self) -> Made:
        exporter, importer, code, value = self._trades()
        subject = self._subject_trade()
        exporter, importer, code, value = (np.concatenate(pair) for pair in zip((exporter, importer, code, value), subject, strict=True))
        order = np.lexsort((code, importer, exporter))
        keep = order[np.append(True, np.diff(self._triple(exporter, importer, code)[order]) != 0)]
        return self._stated(exporter[keep], importer[keep], code[keep], value[keep])

    def _triple(self, exporter: Any, importer: Any, code: Any) -> Any:
        return (exporter.astype(np.int64) * 1000 + importer) * 100_000 + code

    def _trades(self) -> tuple[Any, ...]:
        """Pairs by size, codes by how common they are: who sells what to whom, dollars a month."""
        n, share = self.trades, self.size[:-1] / self.size[:-1].sum()
        exporter, importer = (self.draw.choice(len(share), n, p=share) for _ in range(2))
        common = 1 / (1 + np.arange(len(self.codes))) ** 0.7
        code = self.draw.permutation(len(self.codes))[self.draw.choice(len(self.codes), n, p=common / common.sum())]
        value = np.exp(self.draw.normal(11.5, 1.8, n))
        apart = exporter != importer
        return exporter[apart], importer[apart], code[apart], value[apart]

    def _subject_trade(self) -> tuple[Any, ...]:
        """Trade with the DPRK with the totals of the record: China's, and that of ten others together. Some of it is banned."""
        wanted, rows = totals(), list[tuple[int, int, int, float]]()
        for partner in (HUB, *PARTNERS):
            whose, among = ("china", 1) if partner == HUB else ("others", len(PARTNERS))
            for codes, sale, share in SUBJECT_GOODS:
                amount = wanted[f"{whose} {'from' if sale else 'to'}"] / among * share / MONTHS
                rows += self._goods(self.names.index(partner), codes, sale, amount, wanted["wigs"] if partner == HUB else None)
        return tuple(np.array(column) for column in zip(*rows, strict=True))

    def _goods(
        self, partner: int, codes: list[str], sale: bool, amount: float, wigs: float | None
    ) -> Iterator[tuple[int, int, int, float]]:
        """An amount a month, spread over goods: a few of them where the partner is small, wigs by their share of what China bought."""
        chosen = codes if wigs is not None else list(self.draw.choice(codes, 4, replace=False))
        weights = self.draw.dirichlet(np.ones(len(chosen)))
        if chosen is LEGAL_FROM and wigs is not None:
            hair = np.array([code.startswith("67") for code in chosen])
            weights = np.where(hair, wigs / SUBJECT_GOODS[0][2] / hair.sum(), 0) + ~hair * (1 - wigs / SUBJECT_GOODS[0][2]) / (~hair).sum()
        subject = self.names.index(SUBJECT)
        for code, weight in zip(chosen, weights, strict=True):
            pair = (subject, partner) if sale else (partner, subject)
            yield (*pair, int(np.searchsorted(self.codes, code)), amount * weight)

    def _stated(self, exporter: Any, importer: Any, code: Any, value: Any) -> Made:
        """Each trade, each month, as both sides state it; then what is planted."""
        n = len(value)
        month = np.tile(np.arange(MONTHS), n)
        at = np.repeat(np.arange(n), MONTHS)
        true = value[at] * np.exp(self.draw.normal(0, MONTH_NOISE, n * MONTHS))
        mids, lows, highs = self._margins(exporter, importer)
        freight = self.draw.uniform(lows[at], highs[at]) * np.exp(self.draw.normal(0, FREIGHT_NOISE, n * MONTHS))
        late = np.where(self.draw.random(n * MONTHS) < LATE, self.draw.uniform(0, 1, n * MONTHS), 0) * (month < MONTHS - 1)
        arrived = true * (1 - late)
        arrived[1:] += (true * late)[:-1] * (at[1:] == at[:-1])
        out, into = true, arrived * freight
        subject = self.names.index(SUBJECT)
        third = (exporter[at] != subject) & (importer[at] != subject)
        both = third & self.reports[exporter[at]] & self.reports[importer[at]] & (true > 50_000)
        odd = self.draw.choice(np.flatnonzero(both), 2 * PLANTED, replace=False)
        gaps, orphans = odd[:PLANTED], odd[PLANTED:]
        into[gaps] *= self.draw.choice([0.15, 0.25, 4, 6], PLANTED)
        out_there, into_there = self.reports[exporter[at]].copy(), self.reports[importer[at]].copy()
        hidden = self.draw.random(PLANTED) < 0.5
        out_there[orphans[hidden]] = False
        into_there[orphans[~hidden]] = False
        names = np.array(self.names)
        cell = lambda k: f"{names[exporter[at[k]]]}>{names[importer[at[k]]]}:{self.codes[code[at[k]]]}:{YEAR}-{month[k] + 1:02}"  # noqa: E731
        rows, prices = self._rows(exporter[at], importer[at], code[at], month, (out, into), (out_there, into_there))
        rows, confused = self._confuse(rows)
        banned_from, banned_to = np.isin(self.codes[code[at]], BANNED_FROM), np.isin(self.codes[code[at]], BANNED_TO)
        banned = np.flatnonzero(
            ((exporter[at] == subject) & banned_from & into_there) | ((importer[at] == subject) & banned_to & out_there)
        )
        return Made(rows, frozenset(map(cell, banned)), frozenset(map(cell, gaps)), frozenset(map(cell, orphans)), prices, confused)

    def _margins(self, exporter: Any, importer: Any) -> tuple[Any, Any, Any]:
        pairs, places = np.unique(exporter.astype(np.int64) * 1000 + importer, return_inverse=True)
        found = [margin(self.names[pair // 1000], self.names[pair % 1000]) for pair in pairs.tolist()]
        return tuple(np.array([getattr(one, end) for one in found])[places] for end in ("mid", "low", "high"))  # type: ignore[return-value]

    def _rows(self, exporter: Any, importer: Any, code: Any, month: Any, usd: Any, there: Any) -> tuple[Any, frozenset[int]]:
        """CUSTOMS rows of both sides; a weight is stated, estimated (from the world's price) or missing; a few prices are odd."""
        parts = []
        for side, (amount, kept) in enumerate(zip(usd, there, strict=True)):
            where = np.flatnonzero(kept)
            parts.append(
                (exporter[where], importer[where], code[where], month[where], np.full(len(where), side), np.round(amount[where], 2))
            )
        exporter, importer, code, month, side, amount = (np.concatenate(column) for column in zip(*parts, strict=True))
        n = len(amount)
        world = self.price[code]
        price = world * np.exp(self.draw.normal(0, PRICE_NOISE, n))
        kind = self.draw.random(n)
        common = np.bincount(code, minlength=len(self.codes))[code] >= 12 * 20
        odd = self.draw.choice(np.flatnonzero((kind < 0.8) & common), min(PLANTED, n // 50), replace=False)
        price[odd] *= self.draw.choice([1 / 8, 8], len(odd))
        kg = np.round(amount / np.where(kind < 0.9, price, world), 3)
        kg[(kind >= 0.8) & (kind < 0.9)] = np.nan
        names, codes = pa.array(self.names), pa.array(self.codes)
        first = np.array([f"{YEAR}-{m + 1:02}-01" for m in range(MONTHS)], "datetime64[D]")
        last = np.append(first[1:], np.datetime64(f"{YEAR + 1}-01-01")) - 1
        who = np.where(side == 0, exporter, importer)
        table = pa.table(
            {
                "file": _same("made", n), "row": pa.array(np.arange(1, n + 1)),
                "reporter": _words(names, who), "exporter": _words(names, exporter), "importer": _words(names, importer),
                "flow": _words(pa.array(["X", "M"]), side), "hs": _words(codes, code), "revision": _same("H6", n),
                "net_kg": pa.array(kg, from_pandas=True), "value_usd": pa.array(amount), "weight_estimated": pa.array(kind >= 0.9),
                "original": pa.array(np.ones(n, np.bool_)), "part": _same("", n),
                "happened_from": pa.array(first[month]), "happened_until": pa.array(last[month]),
                "vintage": _same("2024-03-01", n), "source": _same("made by a seed", n),
            }
        )  # fmt: skip
        return table, frozenset((odd + 1).tolist())

    def _confuse(self, rows: Any) -> tuple[Any, frozenset[tuple[str, bool]]]:
        """Ten reporters book a third of their trade with the South, one way, under the North; five of them trade with the North too."""
        done = set()
        for reporter, sale in CONFUSED:
            flow, side, other = ("M", "exporter", "importer") if sale else ("X", "importer", "exporter")
            theirs = pc.and_(pc.equal(rows["reporter"], reporter), pc.and_(pc.equal(rows[side], NAMESAKE), pc.equal(rows["flow"], flow)))
            hit = pc.and_(theirs, pa.array(self.draw.random(rows.num_rows) < 0.33))
            if pc.sum(hit).as_py():
                place = rows.column_names.index(side)
                changed = pc.if_else(hit, SUBJECT, rows[side].cast(pa.string()))
                rows = rows.set_column(place, side, changed)
                done.add((reporter, sale))
        return rows, frozenset(done)


def _words(names: Any, places: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int32()), names.cast(pa.string()))


def _same(word: str, n: int) -> Any:
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), n), pa.array([word]))


def write_parquet(made: Made, path: Path) -> None:
    """The rows as the store would hand them on, a million to a group."""
    pq.write_table(made.rows, path, row_group_size=1_000_000, compression="zstd")


def write_comtrade(made: Made, path: Path) -> None:
    """The rows as Comtrade+ gives them."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COMTRADE)
        table.writerows(_comtrade(made))


COMTRADE = (
    "period", "reporterCode", "partnerCode", "flowCode", "classificationCode", "cmdCode", "isNetWgtEstimated", "netWgt", "cifvalue",
    "fobvalue", "primaryValue",
)  # fmt: skip


def _comtrade(made: Made) -> Iterator[list[Any]]:
    numbers = state_numbers()
    for row in made.rows.to_pylist():
        sells, value = row["flow"] == "X", f"{row['value_usd']:.2f}"
        partner = row["importer"] if sells else row["exporter"]
        kg = "" if row["net_kg"] is None else f"{row['net_kg']:.3f}"
        yield [f"{row['happened_from']:%Y%m}", numbers[row["reporter"]], numbers[partner], row["flow"], "H6", row["hs"],
               row["weight_estimated"], kg, "" if sells else value, value if sells else "", value]  # fmt: skip


if __name__ == "__main__":  # a process of its own, so that what it needs is not counted against what is measured
    write_parquet(Maker(int(sys.argv[1])).make(), Path(sys.argv[2]))
