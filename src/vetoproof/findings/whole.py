"""One finding whole: its fact, its paragraph, the reasons, the sources with their roots, and all that was said of it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from vetoproof.findings.answer import Finding
from vetoproof.findings.corroborate import Cited, Corroboration, alternatives, corroborate
from vetoproof.findings.entries import Entry, finding_id
from vetoproof.findings.explain import Flip, flips, tried
from vetoproof.findings.judge import Judge
from vetoproof.findings.statements import State, Version
from vetoproof.findings.trial import Trial
from vetoproof.regime.law import Provision, Regime
from vetoproof.terms.errors import InputError

SHORTEST = 6  # characters of an id that may stand for the whole
Made = tuple[Entry, Finding]


@frozen(eq=False)
class Whole:
    """A finding with all that belongs to it. `entry` None: the register knows it, but its fact is not in this run."""

    id: str
    entry: Entry | None
    finding: Finding | None
    provision: Provision | None
    state: State
    cited: tuple[Cited, ...] = ()
    tried: tuple[Trial, ...] = ()
    flips: tuple[Flip, ...] = ()
    alternatives: tuple[str, ...] = ()

    @property
    def corroboration(self) -> Corroboration:
        return corroborate(self.cited)


def whole(law: Regime, id_: str, made: Made | None, state: State) -> Whole:
    """A finding put together; its paragraph is tried again, to show what decided."""
    if made is None:
        return Whole(id_, None, None, None, state)
    entry, finding = made
    judge = Judge(law)
    return Whole(
        id_,
        entry,
        finding,
        law.by_id.get(finding.provision),
        state,
        (Cited.of(entry.row),),
        tried(judge, entry.fact),
        flips(judge, entry.fact, entry.judgement),
        alternatives(law, entry.fact.kind, entry.table),
    )


def pick(asked: str, made: Iterable[Made], registered: Iterable[str] = ()) -> tuple[str, Made | None]:
    """The one finding whose id is `asked`, or begins with it."""
    if len(asked) < SHORTEST:
        raise InputError(f"is shorter than {SHORTEST} characters", where=f"finding {asked}", do="give more of the id")
    found: dict[str, Made | None] = dict.fromkeys(id_ for id_ in registered if id_.startswith(asked))
    for entry, finding in made:
        if (id_ := finding_id(entry.fact.id, finding.provision, finding.limb)).startswith(asked):
            found[id_] = (entry, finding)
    if not found:
        do = "take an id from findings.jsonl of a report of the same two days, or give a later --as-of or --known-by"
        raise InputError("there is no such finding in the record, the store or the register", where=f"finding {asked}", do=do)
    if asked not in found and len(found) > 1:
        raise InputError(f"stands for {len(found)} findings", where=f"finding {asked}", do=f"give one of {', '.join(sorted(found)[:10])}")
    id_ = asked if asked in found else next(iter(found))
    return id_, found[id_]


def standing(state: State, cited: Iterable[Cited]) -> dict[str, Any]:
    """The keys of a line of findings.jsonl that hang on the register and on the sources."""
    confidence = corroborate(cited).confidence
    return {
        "status": state.status,
        "confidence": {"grade": confidence.grade, "independent_roots": confidence.independent_roots},
        "replies": [{"who": one.who, "day": one.day.isoformat(), "text": one.text, "source": one.source} for one in state.replies],
    }


def version_of(line: Mapping[str, Any], law_version: str) -> Version:
    """What a line of findings.jsonl says, as the version that a statement is about."""
    low, mid, high = (None if line[end] is None else str(line[end]) for end in ("low", "mid", "high"))
    return Version(line["outcome"], low, mid, high, line["unit"], law_version)


def line_of_version(whole: Whole) -> dict[str, Any]:
    """The line of a finding whose fact is not in this run: what was last said of it in the register, all else unknown."""
    last = whole.state.entries[-1].statement.version
    numbers = {end: None if (given := getattr(last, end)) is None else float(given) for end in ("low", "mid", "high")}
    unknown = dict.fromkeys(("fact", "provision", "limb"))
    return {
        "id": whole.id,
        **unknown,
        "outcome": last.outcome,
        "day": None,
        **numbers,
        "unit": last.unit,
        "status": whole.state.status,
        "law_confidence": None,
        "likelihood": "not estimated",
        "sources": [],
        "why": "its fact is not in this record; the register holds what was said of it",
        **standing(whole.state, ()),
    }
