"""Answers, and those of the last time in a file -> only what is new of them.

A match is new if the party had none with that number of that list the last time, or a weaker one (review, then match). A party that could
not be screened is new if it could be, and one whose last match is gone is told once, as no match. What was shown and still stands is not
shown again, nor is a match that became weaker; what went and comes again is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson
from attrs import evolve

from vetoproof.detect.names.decide import Match
from vetoproof.monitor.screening import Screened, Screener
from vetoproof.terms.errors import InputError

KIND, FORM = "vetoproof screen", 2
_STRENGTH = {"": 0, "no_match": 0, "review": 1, "match": 2}
_UNSEEN = "not screened"
Known = Mapping[str, str]  # list and number of a match -> its decision; or that the party was not screened


def only_new(answers: Iterable[Screened], watch: Path, screener: Screener) -> Iterator[Screened]:
    """What is new since the answers that the file remembers; at the end it remembers these."""
    known, now, seen = _remembered(watch), dict[str, Known](), Counter[str]()
    for one in answers:
        key = _key(one, seen)
        if kept := _kept(one):
            now[key] = kept
        if new := _new(one, known.get(key, {})):
            yield new
    lists = [f"{source.list} {source.version} {source.as_of}" for source in screener.lists.sources]
    fresh = watch.with_name(watch.name + ".new")
    fresh.write_bytes(orjson.dumps({"watch": KIND, "form": FORM, "lists": lists, "answers": now}, option=orjson.OPT_SORT_KEYS))
    fresh.replace(watch)


def _key(one: Screened, seen: Counter[str]) -> str:
    """Who a party is the next time, too: its id and name; without an id its name, and which of that name, wherever it stands by then."""
    if not one.numbered:
        return f"{one.id}\0{one.query}"
    seen[one.query] += 1
    return f"\0{one.query}\0{seen[one.query]}"


def _new(one: Screened, before: Known) -> Screened | None:
    stronger = tuple(match for match in one.answer.matches if _STRENGTH[match.decision] > _STRENGTH[before.get(_about(match), "")])
    if stronger:
        best = max((match.decision for match in stronger), key=_STRENGTH.__getitem__)
        return evolve(one, answer=evolve(one.answer, decision=best, matches=stronger))
    if one.decision is None:
        return None if _UNSEEN in before else one
    return one if before and not one.answer.matches else None


def _kept(one: Screened) -> Known:
    """What is remembered of an answer: of two matches with one party the stronger."""
    if one.decision is None:
        return {_UNSEEN: ""}
    weakest_first = sorted(one.answer.matches, key=lambda match: _STRENGTH[match.decision])
    return {_about(match): match.decision for match in weakest_first}


def _about(match: Match) -> str:
    """Whom a match is about. A list that was ingested and is now compiled is the same list."""
    return f"{match.list.partition(' (')[0]}\0{match.ref}"


def _remembered(watch: Path) -> dict[str, Known]:
    if not watch.is_file():
        return {}
    try:
        said = orjson.loads(watch.read_bytes())
        if (said["watch"], said["form"]) != (KIND, FORM):
            raise KeyError("form")
        return {str(key): {str(about): str(decision) for about, decision in kept.items()} for key, kept in said["answers"].items()}
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "is no file of a watch, or of an older form", where=str(watch), do="give a new file, or one that `screen --watch` wrote"
        ) from error
