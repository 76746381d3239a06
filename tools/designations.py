"""The official UN list (XML) -> the designations of a regime's law, rewritten line by line; prints the diff for review as a law change.

`make designations FILE` writes regimes/un-dprk/designations.yaml. Kept from the file as it is, because the list does not have it: the
instrument of a day, ships, measures, the order. An entry that is no longer on the list keeps its place and gets its last known day.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from vetoproof.evidence.lists.read import read_list
from vetoproof.terms.errors import InputError, VetoproofError

ROOT = Path(__file__).parents[1] / "src" / "vetoproof" / "regimes"
KIND = {"Person": "person", "Organization": "entity"}
ORDER = ("ref", "kind", "name", "since", "until", "instrument", "imo", "aliases", "weak", "born", "states", "documents", "measures")
QUOTED = ("name", "instrument", "imo")
LISTS_QUOTED = ("aliases", "weak", "born", "documents")
_ENTRY = re.compile(r"^    - (\{.*\})$")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.]*|\d{4}-\d{2}-\d{2}")
Entry = Mapping[str, Any]


@frozen
class Compiled:
    """The new text of the file, and what a reviewer has to look at."""

    text: str
    as_of: date
    before: date
    questions: tuple[str, ...] = field(default=())


def compiled(text: str, rows: list[dict[str, Any]], as_of: date) -> Compiled:
    """The text of designations.yaml by the rows of a newer list, those of one regime only."""
    head = yaml.load(text, Loader=yaml.BaseLoader)["designations"]
    before = date.fromisoformat(head["as_of"])
    if as_of < before:
        raise InputError(f"is the list of {as_of}, and the law is already that of {before}", where="designations", do="give a newer list")
    listed, known = {row["ref"]: row for row in rows}, _known(head["entries"])
    questions: list[str] = []
    out, at = [], 0
    for line in text.splitlines():
        found = _ENTRY.match(line)
        entry = yaml.load(found[1], Loader=yaml.BaseLoader) if found else {}
        out.append(_line(line, entry, listed.pop(entry.get("ref", ""), None), known, before, questions))
        at = len(out) if _of_list(entry) else at
    new = [written(_updated({}, row, known, questions)) for row in listed.values()]
    whole = "\n".join([*out[:at], *new, *out[at:]]) + "\n"
    return Compiled(_dated(whole, before, as_of), as_of, before, tuple(questions))


def _line(
    line: str, entry: Entry, row: Mapping[str, Any] | None, known: Mapping[str, Mapping[Any, Any]], before: date, questions: list[str]
) -> str:
    """A line of the file as it is now: of an entry that is on the list, of one that no longer is, or any other."""
    if row is not None:
        return written(_updated(entry, row, known, questions))
    return written(_removed(entry, before, questions)) if _of_list(entry) else line


def _of_list(entry: Entry) -> bool:
    """Whether an entry can stand on the list: ships cannot, they are on a page of the Committee."""
    return entry.get("kind") in KIND.values()


def _known(entries: list[Entry]) -> dict[str, dict[Any, Any]]:
    """The instrument of a day and the measures of a kind, as the file has them."""
    measures: dict[str, Counter[tuple[str, ...]]] = {}
    for entry in entries:
        measures.setdefault(entry["kind"], Counter())[tuple(entry.get("measures", ()))] += 1
    return {
        "instrument": {entry["since"]: entry["instrument"] for entry in entries if entry.get("instrument")},
        "measures": {kind: list(found.most_common(1)[0][0]) for kind, found in measures.items()},
    }


def _updated(entry: Entry, row: Mapping[str, Any], known: Mapping[str, Mapping[Any, Any]], questions: list[str]) -> dict[str, Any]:
    """An entry with the names and the day of the list; what the list does not have stays."""
    kind, since = KIND[row["kind"]], str(row["listed_on"] or entry.get("since", ""))
    made: dict[str, Any] = {**entry, "ref": row["ref"], "kind": kind, "name": row["name"], "since": since, "aliases": _aliases(row)}
    made |= {"weak": _weak(row), "born": row["birth_dates"], "states": row["nationalities"], "documents": _documents(row)}
    made.pop("until", None)
    made.setdefault("measures", known["measures"].get(kind, []))
    if not entry:
        instrument = known["instrument"].get(since, "")
        made["instrument"] = instrument
        questions.append(f"{row['ref']} is new: {instrument or 'by which instrument? write it in'}; are its measures right?")
    elif entry["since"] != since:
        questions.append(f"{row['ref']}: its first day was {entry['since']} and is {since}; is its instrument still right?")
    if entry.get("until"):
        questions.append(f"{row['ref']} is on the list again; the law had it until {entry['until']}: give it two entries?")
    return made


def _aliases(row: Mapping[str, Any]) -> list[str]:
    return [alias for alias in dict.fromkeys(one["name"] for one in row["aliases"]) if alias != row["name"]]


def _weak(row: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(one["name"] for one in row["aliases"] if one["quality"] == "weak"))


def _documents(row: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(one["number"].partition("(")[0].strip() for one in row["documents"]))


def _removed(entry: Entry, before: date, questions: list[str]) -> dict[str, Any]:
    if entry.get("until"):
        return dict(entry)
    questions.append(f"{entry['ref']} {entry['name']} is gone: on which day was it removed? `until` is its last day known here")
    return {**entry, "until": str(before)}


def _dated(text: str, before: date, as_of: date) -> str:
    """The day of the list in the head of the file, and in the name of its source."""
    head, mark, entries = text.partition("  entries:\n")
    return head.replace(str(before), str(as_of)).replace(f"{before:%Y%m%d}", f"{as_of:%Y%m%d}") + mark + entries


def written(entry: Entry) -> str:
    """One entry on one line, in the order and with the quotation marks of the file."""
    cells = [f"{name}: {_cell(name, entry[name])}" for name in ORDER if entry.get(name)]
    if unknown := set(entry) - set(ORDER):
        raise InputError(
            f"{sorted(unknown)[0]!r} is no field of a designation", where=str(entry["ref"]), do="add it to tools/designations.py"
        )
    return f"    - {{{', '.join(cells)}}}"


def _cell(name: str, value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_text(one, name in LISTS_QUOTED) for one in value)}]"
    return _text(value, name in QUOTED)


def _text(value: str, quoted: bool) -> str:
    return value if not quoted and _PLAIN.fullmatch(value) else f"'{value.replace(chr(39), chr(39) * 2)}'"


def with_source(text: str, before: date, as_of: date) -> str:
    """The sources of the regime with the new list after the old one."""
    old, new = f"{before:%Y%m%d}", f"{as_of:%Y%m%d}"
    lines = text.splitlines()
    if old == new or any(f"-{new}:" in line for line in lines):
        return text
    for place, line in enumerate(lines):
        if re.match(rf"\s+\S+-LIST-{old}:", line):
            lines.insert(place + 1, line.replace(old, new).replace(str(before), str(as_of)))
            return "\n".join(lines) + "\n"
    raise InputError(f"no source of {before} stands in regime.yaml", where="sources", do=f"add one that ends in -{new}")


def _rows(path: Path, program: str) -> tuple[list[dict[str, Any]], date]:
    found = read_list(path)
    if found.name != "UN" or found.as_of is None:
        raise InputError(f"is the list {found.name}", where=path.name, do="give the UN's consolidated list, XML, with its day in it")
    rows = [row for row in found.rows.to_pylist() if program in row["programs"]]
    if not rows:
        raise InputError(f"has no entry of {program}", where=path.name, do="give the whole list, or another --program")
    return rows, found.as_of


def _diff(name: str, old: str, new: str) -> Iterator[str]:
    yield from difflib.unified_diff(old.splitlines(), new.splitlines(), f"{name} (law)", f"{name} (list)", lineterm="", n=0)


def main() -> int:
    reader = argparse.ArgumentParser(description="Compile designations.yaml from the UN's consolidated list.")
    reader.add_argument("file", type=Path)
    reader.add_argument("--regime", default="un-dprk")
    reader.add_argument("--program", default="DPRK", help="UN_LIST_TYPE of the regime")
    reader.add_argument("--check", action="store_true", help="write nothing; exit 1 if the law differs from the list")
    given = reader.parse_args()
    folder = ROOT / given.regime
    law, sources = folder / "designations.yaml", folder / "regime.yaml"
    rows, as_of = _rows(given.file, given.program)
    old, old_sources = law.read_text("utf-8"), sources.read_text("utf-8")
    made = compiled(old, rows, as_of)
    new_sources = with_source(old_sources, made.before, made.as_of)
    for name, one, two in ((law.name, old, made.text), (sources.name, old_sources, new_sources)):
        for line in _diff(name, one, two):
            print(line)
    for question in made.questions:
        print(f"? {question}", file=sys.stderr)
    if not given.check:
        law.write_text(made.text, "utf-8")
        sources.write_text(new_sources, "utf-8")
    same = (old, old_sources) == (made.text, new_sources)
    print(f"{len(rows)} entries as of {as_of}: {'the law says the same' if same else 'read the diff as a change of law, then `make law`'}")
    return 0 if same or not given.check else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except VetoproofError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
