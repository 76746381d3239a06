"""A receipt of a screening -> the same question, asked again: the same bytes, or what differs. Files are looked for where they were, beside
the receipt, and by their hash in the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from vetoproof.monitor.screening import Screener
from vetoproof.monitor.screening_lists import Kept, Lists, designated, holds_store, lists_for, stored_version
from vetoproof.monitor.screening_receipt import FORM, KIND, Question, Sum, code_version, hash_of
from vetoproof.regime.load import load_regime
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import InputError, IntegrityError
from vetoproof.terms.version import VERSION

ORIGINS = ("regime", "store", "file")  # where a list may be from
LARGEST = 50_000_000  # bytes of a receipt
Texts = tuple[str, ...]


@frozen
class Verified:
    """`same`: the run gave the same bytes, and the file of the answers has them. `why`: what differs. `notes`: what was compared."""

    same: bool
    answers: int
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_receipt(path: Path) -> dict[str, Any]:
    """A receipt of ours whose hash of itself holds."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"is larger than {LARGEST:,} bytes", where=str(path), do="give a receipt of `vetoproof screen`")
        said = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), do="give a receipt of `vetoproof screen`") from error
    except orjson.JSONDecodeError as error:
        raise InputError("is not JSON", where=str(path), do="give a receipt of `vetoproof screen`") from error
    if not isinstance(said, dict) or said.get("receipt") != KIND or said.get("form") != FORM:
        raise InputError("is no receipt of a screening", where=str(path), do="give a receipt that `vetoproof screen --receipt` wrote")
    if said.get("sha256") != digest({key: value for key, value in said.items() if key != "sha256"}):
        raise IntegrityError("was altered: it does not have the hash that it states", where=str(path), do="take it from who wrote it")
    try:
        _whole(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"is no whole receipt ({error})", where=str(path), do="give one as `vetoproof screen --receipt` wrote it"
        ) from error
    return said


def _whole(said: Mapping[str, Any]) -> None:
    """Raises a ValueError, TypeError or KeyError if something is not there: its hash only shows that nothing was changed since."""
    asked = said["asked"]
    texts = [asked["kind"], said["as_of"], said["regime"], said["owners"], said["result"], *asked["names"]]
    texts += [cell for pair in asked["map"].items() for cell in pair]
    texts += [asked["file"]["path"], asked["file"]["sha256"]] if asked["file"] is not None else []
    texts += [said["out"]["path"], said["out"]["sha256"]] if said.get("out") is not None else []
    for one in said["lists"]:
        where, *rest = one["origin"]
        texts += [one["list"], one["version"], where, *rest]
        if where not in ORIGINS or len(rest) != (one["version"].count("+") + 1 if where == "file" else 1):
            raise ValueError(f"a list from {str(where)[:20]!r}")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("a value is no text")
    if type(said["answers"]) is not int or not isinstance(said["code"], dict):
        raise TypeError("no answers or no code")
    date.fromisoformat(said["as_of"])


def verify_screening(path: Path, store: Path | None = None) -> Verified:
    """Run a receipt again. Raises InputError if a list cannot be found, IntegrityError if the receipt or a file was altered."""
    said = read_receipt(path)
    asked = said["asked"]
    beside = path.resolve().parent
    file = None if asked["file"] is None else _found(Path(asked["file"]["path"]), asked["file"]["sha256"], beside, store)
    question = Question(tuple(asked["names"]), file, asked["kind"], asked["map"])
    day = date.fromisoformat(said["as_of"])
    total = Sum()
    screener = Screener(_lists(said, day, beside, store), day, store=store if holds_store(store) else None, owners=bool(said["owners"]))
    if said["owners"] and store is None and not screener.owners:
        raise InputError("rests on rows of owners in a store", where=str(path), do="give the --store that it was made with")
    if screener.owners != said["owners"]:
        raise IntegrityError(
            "the rows of owners are others than those of the receipt", where=str(path), do="give the --store that it was made with"
        )
    for _ in total.over(screener.stream(question.parties())):
        pass
    altered, notes = _answers_kept(said.get("out"), beside)
    why = (*_differences(said, total), *altered)
    return Verified(not why, total.rows, why, notes)


def _answers_kept(out: Mapping[str, str] | None, beside: Path) -> tuple[Texts, Texts]:
    """Whether the file that the answers went to, where it was or beside the receipt, still has them: what was altered, what is told."""
    if out is None:
        return (), ()
    path, sha256 = Path(out["path"]), out["sha256"]
    there = [place for place in dict.fromkeys((path, beside / path.name)) if place.is_file()]
    if not there:
        return (), (f"the file of the answers, {path}, is not there: only the run was compared",)
    if sha256 in map(hash_of, there):
        return (), (f"the file of the answers, {path.name}, has the hash of the receipt",)
    return (f"the file of the answers, {there[0]}, was altered: it no longer has the hash {sha256[:12]}..",), ()


def _differences(said: Mapping[str, Any], total: Sum) -> Iterator[str]:
    if total.result == said["result"]:
        return
    yield f"the answers have the hash {total.result[:12]}.., the receipt says {said['result'][:12]}.."
    if total.rows != said["answers"]:
        yield f"{total.rows:,} answers, the receipt says {said['answers']:,}"
    if said["code"] != {"vetoproof": VERSION, "names": code_version()}:
        made = said["code"]
        yield f"the code is another: the receipt was made by vetoproof {made.get('vetoproof')}, names {str(made.get('names'))[:12]}.."


def _lists(said: Mapping[str, Any], day: date, beside: Path, store: Path | None) -> Lists:
    found = Lists((), ())
    for one in said["lists"]:
        where, *rest = one["origin"]
        if where == "regime":
            law = load_regime(said["regime"])
            if law.law_version != one["version"]:
                raise IntegrityError(
                    f"the law is another: {law.law_version[:12]}.., the receipt was made with {one['version'][:12]}..",
                    where=f"regime {said['regime']}", do="use the vetoproof whose law has that version",
                )  # fmt: skip
            found += designated(law, day)
        elif where == "store":
            found += stored_version(store, rest[0], one["version"], one["list"])
        else:
            pairs = zip(map(Path, rest), one["version"].split("+"), strict=True)
            found += lists_for(day, regime=None, files=[Kept(_found(path, sha, beside, store), path) for path, sha in pairs])
    return found


def _found(path: Path, sha256: str, beside: Path, store: Path | None) -> Path:
    """The file of that hash: where it was, beside the receipt, or among the originals of the store."""
    kept = [store / "originals" / sha256[:2] / sha256] if store else []
    places: list[Path] = [path, beside / path.name, *kept]
    for place in places:
        if place.is_file() and hash_of(place) == sha256:
            return place
    if path.is_file():
        raise IntegrityError(f"was altered: it no longer has the hash {sha256[:12]}..", where=str(path), do="bring back the file as it was")
    raise InputError(
        f"is gone (hash {sha256[:12]}..)", where=str(path), do="bring it back, lay it beside the receipt, or give the --store that has it"
    )
