"""A screening -> a receipt: what was asked, of which lists by their hash, with which code, and the hash of the answers; and back again.

A receipt is run again years later: the same lists (looked for where they were, beside the receipt, and by their hash in the store) give
the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from attrs import define, field, frozen

from vetoproof.detect.names.persons import REVIEW
from vetoproof.detect.names.several import utf8
from vetoproof.monitor.screening import Asked, Screened, Screener
from vetoproof.monitor.screening_lists import Kept, Lists, Source, designated, lists_for, stored_version
from vetoproof.regime.load import load_regime
from vetoproof.terms.canonical import digest
from vetoproof.terms.errors import InputError, IntegrityError
from vetoproof.terms.version import VERSION

KIND, FORM = "vetoproof screen", 1
ORIGINS = ("regime", "store", "file")  # where a list may be from
LARGEST = 50_000_000  # bytes of a receipt


def _readable(names: Iterable[str]) -> tuple[str, ...]:
    """Arguments of a command may be bytes that are no text."""
    return tuple(map(utf8, names))


@frozen
class Question:
    """What was asked: names, or a file of parties; the kind where a row has none; which column holds what."""

    names: tuple[str, ...] = field(default=(), converter=_readable)
    file: Path | None = None
    kind: str = ""
    map: Mapping[str, str] = field(factory=dict)

    def parties(self, skip: int = 0) -> Iterator[Asked]:
        """The parties, in their order; the first `skip` left out."""
        for place, name in enumerate(self.names):
            if place >= skip:
                yield {"id": name, "kind": self.kind, "name": name}
        if self.file is not None:
            from vetoproof.monitor.screening_files import open_parties  # here: a name alone needs no Arrow

            for raw in open_parties(self.file, self.map, max(0, skip - len(self.names))).rows:
                yield (
                    {**raw, "kind": self.kind}
                    if self.kind and isinstance(raw, dict) and not (raw.get("kind") or raw.get("schema"))
                    else raw
                )


@define
class Sum:
    """The hash of answers as they pass, and how many of each decision."""

    rows: int = 0
    counts: dict[str, int] = field(factory=dict)
    _hash: Any = field(factory=hashlib.sha256)

    def over(self, answers: Iterable[Screened]) -> Iterator[Screened]:
        for one in answers:
            self.add(one)
            yield one

    def add(self, one: Screened) -> None:
        self._hash.update(line_of(one))
        self.rows += 1
        key = one.decision or "unseen"
        self.counts[key] = self.counts.get(key, 0) + 1

    @property
    def result(self) -> str:
        return str(self._hash.hexdigest())


def line_of(one: Screened) -> bytes:
    """The answer as the door writes it with --json."""
    said = one.as_json()
    try:
        return orjson.dumps(said) + b"\n"
    except TypeError:  # an id that JSON does not know, or text that is no UTF-8
        return orjson.dumps(said | {"id": utf8(str(one.id)), "query": utf8(one.query)}) + b"\n"


def receipt_of(question: Question, screener: Screener, regime: str, total: Sum) -> dict[str, Any]:
    """The receipt, with a hash of itself."""
    said: dict[str, Any] = {
        "receipt": KIND,
        "form": FORM,
        "asked": _asked(question),
        "as_of": str(screener.as_of),
        "regime": regime,
        "lists": [_source(one) for one in screener.lists.sources],
        "owners": screener.owners,
        "options": {"threshold": str(REVIEW)},
        "code": {"vetoproof": VERSION, "names": code_version()},
        "answers": total.rows,
        "counts": dict(sorted(total.counts.items())),
        "result": total.result,
    }
    return said | {"sha256": digest(said)}


def receipt_bytes(question: Question, screener: Screener, regime: str, total: Sum) -> bytes:
    return orjson.dumps(receipt_of(question, screener, regime, total), option=orjson.OPT_INDENT_2) + b"\n"


def _asked(question: Question) -> dict[str, Any]:
    file = question.file
    if file is not None and str(file) == "-":
        raise InputError("cannot be read again", where="standard input", do="give the parties in a file, if a receipt is wanted")
    return {
        "names": list(question.names),
        "file": None if file is None else {"path": str(file.resolve()), "sha256": _hash_of(file)},
        "kind": question.kind,
        "map": dict(question.map),
    }


def _source(one: Source) -> dict[str, Any]:
    origin = [one.origin[0], *(str(Path(part).resolve()) if one.origin[0] == "file" else part for part in one.origin[1:])]
    return {"list": one.list, "version": one.version, "as_of": one.as_of, "parties": one.parties, "origin": origin}


@cache
def code_version() -> str:
    """SHA-256 over the files that compare names: another hash may give other answers."""
    total = hashlib.sha256()
    folder = files("vetoproof.detect.names")
    for name in sorted(_files(folder, "")):
        total.update(name.encode() + b"\0" + folder.joinpath(name).read_bytes() + b"\0")
    return total.hexdigest()


def _files(folder: Any, before: str) -> Iterator[str]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files(one, f"{before}{one.name}/") if one.name != "__pycache__" else ()
        elif one.name.endswith((".py", ".txt")):
            yield before + one.name


# ---- and back


@frozen
class Verified:
    """`same`: the run gave the same bytes. `why`: what differs, if not."""

    same: bool
    answers: int
    why: tuple[str, ...] = ()


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
    screener = Screener(_lists(said, day, beside, store), day, store=store, owners=bool(said["owners"]))
    if screener.owners != said["owners"]:
        raise IntegrityError(
            "the rows of owners are others than those of the receipt", where=str(path), do="give the --store that it was made with"
        )
    for _ in total.over(screener.stream(question.parties())):
        pass
    return Verified(total.result == said["result"], total.rows, tuple(_differences(said, total)))


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
        if place.is_file() and _hash_of(place) == sha256:
            return place
    if path.is_file():
        raise IntegrityError(f"was altered: it no longer has the hash {sha256[:12]}..", where=str(path), do="bring back the file as it was")
    raise InputError(
        f"is gone (hash {sha256[:12]}..)", where=str(path), do="bring it back, lay it beside the receipt, or give the --store that has it"
    )


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
