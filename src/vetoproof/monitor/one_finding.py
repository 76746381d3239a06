"""One finding whole, and what is said of it since: replies and changes of status, in the register that only grows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from vetoproof.findings.register import Register
from vetoproof.findings.statements import Statement, Word
from vetoproof.findings.whole import Whole, line_of_version, pick, standing, version_of, whole
from vetoproof.monitor.main_run import run
from vetoproof.publish.lines import line_of
from vetoproof.regime.load import DEFAULT_REGIME, load_regime


def finding(id_: str, as_of: date, known_by: date, store: Path, *, regime: str = DEFAULT_REGIME) -> tuple[Whole, dict[str, Any]]:
    """One finding whole, and its line of findings.jsonl. A piece of the id is enough if it is the only one that begins so."""
    made, register = run(regime, as_of, known_by, store=store), Register(store)
    full, found = pick(id_, made.findings(), register.findings())
    one = whole(made.law, full, found, register.states([full], known_by)[full])
    line = {**line_of(made, *found), **standing(one.state, one.cited)} if found else line_of_version(one)
    return one, line


def say(
    id_: str, as_of: date, known_by: date, store: Path, words: Iterable[Word], *, regime: str = DEFAULT_REGIME
) -> tuple[Statement, ...]:
    """Add replies and changes of status to the register, all or none. Said again right after itself, nothing is added."""
    one, line = finding(id_, as_of, known_by, store, regime=regime)
    version = version_of(line, load_regime(regime).law_version)
    new = tuple(word.about(one.id, version) for word in words)
    if tuple(entry.statement for entry in one.state.entries[-len(new) :]) == new:
        return ()
    Register(store).append(*new)
    return new
