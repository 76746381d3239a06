"""The World Port Index as ../shared/data/ais has it -> `ports.csv` of the record: a port a row, with its place to the minute of arc.

tools/ports_record.py            writes src/vetoproof/record/ports.csv
tools/ports_record.py --check    exit 1 if the table there is another
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from vetoproof.evidence.record import record_folder

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("VETOPROOF_SHARED") or ROOT.parent / "shared") / "data/ais/wpi_ports.csv.gz"
HEADER = ("id", "name", "state", "lat", "lon", "also", "said", "root", "source", "note")
ROOT_NAME = "NGA World Port Index"
SOURCE = "GlobalFishingWatch/pipe-anchorages @ e1db7c87 WPI_ports.csv"

# The word for port, which the Index puts behind some names and not behind others.
PORT_WORD = {"PRK": " HANG", "KOR": " HANG", "CHN": " GANG", "TWN": " KANG", "JPN": " KO"}
# The Index leaves these without a State.
STATE = {
    "MIDWAY ISLAND": "UMI", "JOHNSTON ATOLL": "UMI", "WAKE ISLAND": "UMI", "LUDERITZ BAY": "NAM", "WALVIS BAY": "NAM",
    "BARENTSBURG": "SJM", "LONGYEARBYEN": "SJM", "NY ALESUND": "SJM",
}  # fmt: skip
# Names that are written in another way today: (state, name in the Index) -> (name, other names).
NAMES = {
    ("PRK", "NAJIN"): ("Najin", "Rajin; Rason; Najin-Sonbong"),
    ("PRK", "SENBONG"): ("Sonbong", "Senbong; Unggi; Rason"),
    ("PRK", "KYOMIP'O"): ("Songnim", "Kyomipo"),
    ("PRK", "KIMCH'AEK"): ("Kimchaek", "Songjin"),
    ("PRK", "CH'ONGJIN"): ("Chongjin", "Chungjin"),
    ("PRK", "CH'AHO"): ("Chaho", ""),
    ("PRK", "NAMPO"): ("Nampo", "Nampho; Chinnampo"),
    ("PRK", "HUNGNAM"): ("Hungnam", "Heungnam"),
    ("PRK", "WONSAN"): ("Wonsan", ""),
    ("PRK", "HAEJU HANG"): ("Haeju", ""),
    ("KOR", "PUSAN"): ("Busan", "Pusan"),
    ("KOR", "INCHON"): ("Incheon", "Inchon"),
    ("KOR", "CHEJU HANG"): ("Jeju", "Cheju"),
    ("KOR", "KUNSAN"): ("Gunsan", "Kunsan"),
    ("KOR", "TONGHAE"): ("Donghae", "Tonghae"),
    ("KOR", "SOKCH'O HANG"): ("Sokcho", ""),
    ("CHN", "SHAN T OU"): ("Shantou", ""),
    ("CHN", "TIANJIN XIN GANG"): ("Tianjin", "Xingang"),
    ("CHN", "DAGU TANGGU"): ("Tanggu", "Dagu"),
}
# Places that cannot be right, with the place where the port is and how we know.
PLACES = {("CHN", "LANSHAN"): ("35.1", "119.3667", "latitude 30 in our source, inland; 35 by general knowledge (Lanshan, Shandong)")}


def main() -> None:
    """Write the table, or compare it."""
    text, path = table(), record_folder() / "ports.csv"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if path.read_text(encoding="utf-8") == text else "ports.csv is another; run tools/ports_record.py")
    path.write_text(text, encoding="utf-8")


def table() -> str:
    """The whole table as text, sorted by id."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        rows = sorted(_rows(csv.DictReader(lines)))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue()


def _rows(ports: Iterator[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    taken: Counter[str] = Counter()
    for port in sorted(ports, key=lambda port: (port["iso3"], port["label"], float(port["latitude"]), float(port["longitude"]))):
        state = port["iso3"] or STATE[port["label"]]
        name, also = NAMES.get((state, port["label"])) or _name(state, port["label"])
        lat, lon, note = PLACES.get((state, port["label"]), (_minutes(port["latitude"]), _minutes(port["longitude"]), ""))
        stem = f"port-{state.lower()}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"
        taken[stem] += 1
        ident = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        yield (ident, name, state, lat, lon, also, "", ROOT_NAME, SOURCE, note)


def _name(state: str, label: str) -> tuple[str, str]:
    """The name in small letters without the word for port, and the name in brackets as another."""
    label, _, also = label.partition("(")
    label = label.strip(" -")
    label = label.removesuffix(PORT_WORD.get(state, "\n")) if label != "TIANJIN XIN GANG" else label
    if state in PORT_WORD:
        label = label.replace("'", "")
    return _words(label), _words(also.replace(")", "").strip())


def _words(text: str) -> str:
    return re.sub(r"[A-Za-z']+", lambda word: word.group().capitalize(), " ".join(text.split()))


def _minutes(degrees: str) -> str:
    """The Index gives whole minutes of arc: 125.61666699999999 is 125 degrees 37 minutes."""
    return f"{round(float(degrees) * 60) / 60:.4f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    main()
