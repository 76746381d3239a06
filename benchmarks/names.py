"""Names: what is found and what is falsely found, class by class, and how fast; beside rapidfuzz alone, and nomenklatura where it builds.

The tables are those of docs/methods/names.md.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks import names_given as given
from benchmarks import names_korean
from vetoproof.detect.names.compare import Sort, compare_names
from vetoproof.detect.names.party import Listed
from vetoproof.monitor.screening import Screener
from vetoproof.monitor.screening_lists import lists_for

ASKED, POOL, IN_LIST = 300, 1_500, 1_000
PEER = Path(__file__).with_name("peer_nomenklatura.py")
FUZZ = 85.0  # of 100: what rapidfuzz's token_sort_ratio is often set to
Flagged = Callable[[str, str], bool]


def run() -> None:
    if not given.LISTS.is_dir():
        print(f"no {given.LISTS} here")
        return
    _labelled()
    names_korean.run()
    _classes()
    screener = _screener()
    _in_list(screener)
    _speed(screener)


def _ours(kind: Sort) -> Flagged:
    return lambda a, b: compare_names(a, b, kind=kind).decision != "no_match"


def _fuzz(a: str, b: str) -> bool:
    return fuzz.token_sort_ratio(a.lower(), b.lower()) >= FUZZ


def _share(pairs: list[given.Pair], flagged: Flagged) -> str:
    return f"{sum(flagged(a, b) for a, b in pairs)}/{len(pairs)}"


def _sets() -> list[tuple[str, str, Sort, list[given.Pair]]]:
    """(what, FollowTheMoney's schema, how we compare, pairs)."""
    found: list[tuple[str, str, Sort, list[given.Pair]]] = [
        ("Hangul and romanised, one person (EU)", "Person", "person", given.hangul()),
        ("aliases of one person (UN: other names too)", "Person", "person", given.aliases("Person")),
        ("two persons (UN, every two): false", "Person", "person", list(itertools.combinations(given.un("Person"), 2))),
        ("aliases of one body (UN: other names too)", "Organization", "entity", given.aliases("Organization")),
        ("two bodies (UN, every two): false", "Organization", "entity", list(itertools.combinations(given.un("Organization"), 2))),
    ]
    cases = list(given.rows("bench_nomenklatura_name_cases.csv.gz"))
    sorts: tuple[tuple[str, Sort], ...] = (("Person", "person"), ("Company", "entity"), ("Vessel", "vessel"))
    for (schema, kind), label in itertools.product(sorts, ("true", "false")):
        pairs = [(row["name1"], row["name2"]) for row in cases if row["schema"] == schema and row["is_match"] == label]
        found.append((f"nomenklatura's cases, {schema}, labelled {label}", schema, kind, pairs))
    return found


def _labelled() -> None:
    sets = _sets()
    peer = _peer(sets)
    print("| pairs | ours | development | held out | logic-v2, 0.7 | rapidfuzz token_sort, 85 |\n|---|---|---|---|---|---|")
    for what, _, kind, pairs in sets:
        some = [pairs, *given.halves(pairs)]
        ours = " | ".join(_share(one, _ours(kind)) for one in some)
        print(f"| {what} | {ours} | {peer.get(what, 'not run')} | {_share(pairs, _fuzz)} |")


def _peer(sets: list[tuple[str, str, Sort, list[given.Pair]]]) -> dict[str, str]:
    """nomenklatura's logic-v2 in an environment of its own, which is thrown away; its wheels need ICU to build."""
    asked = json.dumps([[what, schema, pairs] for what, schema, _, pairs in sets])
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/bin/python"
        for command in ([sys.executable, "-m", "venv", folder], [python, "-m", "pip", "install", "-q", "nomenklatura"]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print("nomenklatura does not install here:", *done.stderr.strip().splitlines()[-1:])
                return {}
        ran = subprocess.run([python, PEER], input=asked, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    if lines:
        print(f"logic-v2: {sum(line[2] for line in lines) / sum(line[2] / line[3] for line in lines):,.0f} pairs a second of one processor")
    return {what: f"{flagged}/{many}" for what, flagged, many, _ in lines}


def _classes() -> None:
    print("\n| what is done | persons | Koreans | bodies | ships |\n|---|---|---|---|---|")
    draw = random.Random(given.SEED)
    people, bodies, ships = (given.sdn(kind) for kind in ("individual", "-0-", "vessel"))
    sets: tuple[tuple[Sort, list[str], list[str]], ...] = (
        ("person", draw.sample(people, ASKED), draw.sample(people, POOL)),
        ("person", given.un("Person"), given.un("Person")),
        ("entity", draw.sample(bodies, ASKED), draw.sample(bodies, POOL)),
        ("vessel", draw.sample(ships, ASKED), ships),
    )
    for what, treat in given.CLASSES.items():
        print(f"| {what} | {' | '.join(_cell(kind, names, pool, treat) for kind, names, pool in sets)} |")


def _cell(kind: Sort, names: list[str], pool: list[str], treat: Callable[[str, random.Random], str]) -> str:
    """Found of asked; false of near misses that are not already alike without any treatment."""
    draw, flagged = random.Random(given.SEED), _ours(kind)
    asked = [(treat(name, draw), name) for name in names if len(name.split()) > 1]
    asked = [(treated, name) for treated, name in asked if treated != name]
    others = [(treated, one) for treated, name in asked[:100] for one in given.near_misses(name, pool) if not flagged(name, one)]
    return f"{_share(asked, flagged)}, false {_share(others, flagged)}"


def _screener() -> Screener:
    files = [given.LISTS / "ofac_sdn_20240503.csv.gz", given.LISTS / "ofac_alt_20251224.csv.gz"]
    begun = time.perf_counter()
    lists = lists_for(date(2024, 6, 1), regime=None, files=files)
    read = time.perf_counter()
    screener = Screener(lists, date(2024, 6, 1))
    print(f"\nOFAC's list read in {read - begun:.1f} s, indexed in {time.perf_counter() - read:.1f} s ({len(lists.listed):,} parties)")
    return screener


def _in_list(screener: Screener) -> None:
    """Names of the list, treated, looked up in it: how many find their party, and how many would by their names side by side."""
    print("\n| looked up in the list | persons | bodies | ships |\n|---|---|---|---|")
    draw = random.Random(given.SEED)
    kinds: tuple[tuple[str, Sort], ...] = (("Person", "person"), ("Company", "entity"), ("Vessel", "vessel"))
    listed = [[one for one in screener.lists.listed if kind in one.party.sorts] for _, kind in kinds]
    chosen = [draw.sample(some, min(IN_LIST, len(some))) for some in listed]
    for what, treat in given.CLASSES.items():
        cells = (_found(screener, *kind, some, treat) for kind, some in zip(kinds, chosen, strict=True))
        print(f"| {what} | {' | '.join(cells)} |")


def _found(screener: Screener, schema: str, kind: Sort, parties: list[Listed], treat: Callable[[str, random.Random], str]) -> str:
    draw, flagged = random.Random(given.SEED), _ours(kind)
    asked = [(treat(name, draw), name, one.ref) for one in parties if len((name := draw.choice(one.party.names).text).split()) > 1]
    asked = [(treated, name, ref) for treated, name, ref in asked if treated != name]
    answers = screener.stream([{"kind": schema, "name": treated} for treated, _, _ in asked])
    found = sum(any(match["ref"] == ref for match in one.matches) for one, (_, _, ref) in zip(answers, asked, strict=True))
    return f"{found}/{len(asked)}, side by side {sum(flagged(treated, name) for treated, name, _ in asked)}"


def _speed(screener: Screener) -> None:
    sets = (("mixed names", _mixed(1_000_000)), ("names, nearly all new", _new(100_000)), ("Korean-shaped names", _korean(200_000)))
    for what, parties in sets:
        different = len({(one["kind"], one["name"]) for one in parties})
        begun, cpu = time.perf_counter(), _processor()
        count = sum(1 for _ in screener.stream(parties))
        took, used = time.perf_counter() - begun, _processor() - cpu
        print(f"{count:,} {what} ({different:,} different): {took:.1f} s; {used:.1f} s of processor, {count / used:,.0f} a second of one")
    one = {"kind": "Person", "name": "KIM Yong Chol"}
    screener.screen(one)
    begun = time.perf_counter()
    screener.screen(one)
    print(f"one name: {1000 * (time.perf_counter() - begun):.1f} ms")
    people = given.un("Person")
    pairs = list(itertools.islice(itertools.cycle(itertools.combinations(people, 2)), 40_000))
    _ = [compare_names(a, b) for a, b in pairs]
    cpu = time.process_time()
    _ = [compare_names(a, b) for a, b in pairs]
    print(f"compare_names: {len(pairs) / (time.process_time() - cpu):,.0f} pairs a second of one processor, warm")


def _processor() -> float:
    """Seconds of processor of this process and of those that it had."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _new(many: int) -> list[dict[str, str]]:
    """The mixed names, those of people put together anew: given names of one, the family name of another who writes in the same script."""
    draw = random.Random(given.SEED)
    people = defaultdict(list)
    for row in given.rows("bench_yente_negatives_global.csv.gz"):
        people[_script(row["full_name"])].append(row["full_name"].split())
    found = _mixed(many)
    for one in found:
        if one["kind"] == "Person" and draw.random() < 0.98:
            some = people[_script(one["name"])]
            one["name"] = " ".join([*draw.choice(some)[:-1], draw.choice(some)[-1]]) if some else one["name"]
    return found


def _script(name: str) -> str:
    return unicodedata.name(name[0], "").split(" ")[0]


def _mixed(many: int) -> list[dict[str, str]]:
    """Innocent people of the world, invented firms, ships, and one in fifty from the list itself."""
    draw = random.Random(given.SEED)
    people = [row["full_name"] for row in given.rows("bench_yente_negatives_global.csv.gz")]
    listed = [("Person", given.sdn("individual")), ("Company", given.sdn("-0-")), ("Vessel", given.sdn("vessel"))]
    firsts, lasts = (
        ("Blue", "Nova", "Terra", "Alta", "Sun", "Vega", "Delta", "Orion"),
        ("Foods", "Trading Ltd", "Logistics GmbH", "Textiles", "Motors SA"),
    )
    found = []
    for _ in range(many):
        chance = draw.random()
        if chance < 0.7:
            found.append({"kind": "Person", "name": draw.choice(people)})
        elif chance < 0.98:
            word = draw.choice(people).split()[-1]
            found.append({"kind": "Company", "name": f"{draw.choice(firsts)} {word} {draw.choice(lasts)}"})
        else:
            kind, names = draw.choice(listed)
            found.append({"kind": kind, "name": draw.choice(names)})
    return found


def _korean(many: int) -> list[dict[str, str]]:
    draw = random.Random(given.SEED)
    surnames = _words("Kim Ri Pak Choe Jong Kang Jo Yun Jang Rim Han O So Sin Kwon Hwang An Song Jon Hong Yu")
    given_names = _words(
        "Chol Il Yong Nam Hyok Kyong Su Kwang Song Ryong Myong Jong Ho Jin Man Won Hui Un Sok Tong Chun Hak Sam Bong Guk Ok"
    )
    return [
        {"kind": "Person", "name": f"{draw.choice(surnames)} {draw.choice(given_names)} {draw.choice(given_names)}"} for _ in range(many)
    ]


def _words(text: str) -> list[str]:
    return text.split()
