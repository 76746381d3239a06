"""The labelled pairs of the given lists, and what is done to names to hide them: seeded, so that each run asks the same."""

from __future__ import annotations

import csv
import gzip
import os
import random
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

LISTS = Path(os.environ.get("VETOPROOF_SHARED") or Path(__file__).parents[2] / "shared") / "data/lists"
SEED = 20260227
Pair = tuple[str, str]


def rows(name: str) -> Iterator[dict[str, str]]:
    path = LISTS / name
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:  # type: ignore[operator]
        yield from csv.DictReader(file)


def sdn(kind: str) -> list[str]:
    """Names of OFAC's list: individual, vessel or -0- (all else)."""
    with gzip.open(LISTS / "ofac_sdn_20240503.csv.gz", "rt", encoding="utf-8", errors="replace") as file:
        return [row[1].replace(",", " ") for row in csv.reader(file) if len(row) > 3 and row[2].strip() == kind]


def hangul() -> list[Pair]:
    """Official Hangul forms beside the romanised name: the EU's cells."""
    found = []
    for row in rows("eu_2017_1509_facts.csv.gz"):
        if row["schema"] == "Person":
            name = re.sub("[가-힣]+", "", row["name"]).strip()
            found += [(name, form.strip()) for form in re.findall("[가-힣][가-힣 ]*", f"{row['name']};{row['alias']}")]
    return found


def aliases(schema: str) -> list[Pair]:
    """The UN's aliases of one party: some are spellings, many are other names, which no comparison of letters can find."""
    return [
        (row["name"], alias.partition(":")[2].strip())
        for row in rows("un-1718-facts.csv")
        if (row["schema"] == "Person") == (schema == "Person")
        for alias in row["aliases"].split(";")
        if alias.partition(":")[2].strip()
    ]


def un(schema: str) -> list[str]:
    return [row["name"] for row in rows("un-1718-facts.csv") if (row["schema"] == "Person") == (schema == "Person")]


def halves(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Development and held out: by the hash of the two names, in any order, so that a pair stays in its half whatever is added."""
    found: tuple[list[Pair], list[Pair]] = ([], [])
    for pair in pairs:
        found[sha256("\n".join(sorted(pair)).encode()).digest()[0] % 2].append(pair)
    return found


# ---- what is done to a name

_LOOKS = dict(zip("aeopcxyikmthjsbAEOPCXIKMTHBSJ", "аеорсхуікмтһјѕЬАЕОРСХІКМТНВЅЈ", strict=False))


def _zero_width(name: str, draw: random.Random) -> str:
    place = draw.randrange(1, len(name))
    return name[:place] + draw.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad") + name[place:]


def _look_alikes(name: str, draw: random.Random) -> str:
    places = [place for place, sign in enumerate(name) if sign in _LOOKS]
    chosen = set(draw.sample(places, min(2, len(places))))
    return "".join(_LOOKS[sign] if place in chosen else sign for place, sign in enumerate(name))


def _doubled(name: str, draw: random.Random) -> str:
    place = draw.choice([place for place, sign in enumerate(name) if sign.isalpha()])
    return name[:place] + name[place] + name[place:]


def _without_vowels(name: str, _: random.Random) -> str:
    return " ".join(word[0] + re.sub("[aeiouAEIOU]", "", word[1:]) for word in name.split())


def _two_vowels(name: str, draw: random.Random) -> str:
    """Without two of its vowels, wherever they stand after a letter."""
    places = [place for place, sign in enumerate(name) if sign in "AEIOUaeiou" and place and name[place - 1].isalpha()]
    gone = set(draw.sample(places, min(2, len(places))))
    return "".join(sign for place, sign in enumerate(name) if place not in gone)


def _swapped(name: str, _: random.Random) -> str:
    first, *rest = name.split()
    return " ".join([*rest, first])


def _initial(name: str, _: random.Random) -> str:
    first, *rest = name.split()
    return " ".join([f"{first[0]}.", *rest])


def _spacing(name: str, draw: random.Random) -> str:
    parts = name.split()
    place = draw.randrange(max(1, len(parts) - 1))
    return " ".join([*parts[:place], "".join(parts[place : place + 2]), *parts[place + 2 :]])


CLASSES: dict[str, Callable[[str, random.Random], str]] = {
    "zero width": _zero_width, "look-alikes": _look_alikes, "doubled letters": _doubled, "vowels dropped": _without_vowels,
    "two vowels dropped": _two_vowels, "order swapped": _swapped, "an initial": _initial, "spacing": _spacing,
}  # fmt: skip


def near_misses(name: str, pool: list[str], many: int = 3) -> list[str]:
    """Others of the list that share the most words with the name, and are not the same letters."""
    mine = set(name.lower().replace("-", " ").split())
    bare = re.sub("[^a-z]", "", name.lower())
    others = [one for one in pool if re.sub("[^a-z]", "", one.lower()) != bare]
    return sorted(others, key=lambda one: (-len(mine & set(one.lower().replace("-", " ").split())), one))[:many]
