"""Questions about the law, facts and the record: nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from vetoproof.assess.calendar import Due
from vetoproof.assess.calendar import duties as calendar
from vetoproof.assess.totals import Counted, count
from vetoproof.evidence.definitions import definition as definition_of
from vetoproof.evidence.vintages import read_newest
from vetoproof.findings.bulk import AnswerBook
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.judge import Judge
from vetoproof.findings.ties import Tie
from vetoproof.findings.wire import answer
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Provision
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.regime.scope import Scope, in_scope
from vetoproof.terms.days import Span

FROM_THE_STORE = ("flows", "mirror")


@frozen
class Recorded:
    """A table of the record, counted under a definition on two days."""

    table: str
    definition: str
    means: str
    as_of: date
    known_by: date
    counted: Counted


def law(on: date, *, goods: str | None = None, state: str | None = None, regime: str = DEFAULT_REGIME) -> tuple[Provision, ...]:
    """The provisions in force on a day; those that name the goods, those that bind the State."""
    return in_scope(load_regime(regime), Scope(on, goods, state))


def duties(span: Span, as_of: date, known_by: date | None = None, *, regime: str = DEFAULT_REGIME) -> tuple[Due, ...]:
    """The one calendar of duties for a span of days, with each State's report under a cap: whether it is known by the second day."""
    from vetoproof.assess.silence import silence  # here: no other question of this page reads the ledgers of caps
    from vetoproof.monitor.the_ledgers import ledgers

    loaded = load_regime(regime)
    reports = (due for due in silence(ledgers(loaded, as_of, known_by or as_of), as_of) if due.day in span)
    return tuple(sorted([*calendar(loaded, span, as_of), *reports]))


def judge(
    facts: Iterable[Mapping[str, Any]], *, why: bool = False, regime: str = DEFAULT_REGIME, enricher: Enricher | None = None
) -> Iterator[dict[str, Any]]:
    """Facts, each a map of the fact format -> answers, in their order. Raises FactError at the first that cannot be read."""
    loaded = load_regime(regime)
    bench, reader = Judge(loaded), FactReader(loaded.vocabulary)
    for raw in facts:
        fact = reader.read(raw)
        yield {"id": fact.id, **answer(bench, fact, why=why, enricher=enricher)}


def record(
    table: str,
    as_of: date,
    known_by: date,
    *,
    definition: str | None = None,
    where: Mapping[str, str] | None = None,
    switches: Mapping[str, str] | None = None,
    store: Path | None = None,
    regime: str = DEFAULT_REGIME,
) -> Recorded:
    """The rows of a table, and their totals under a stated definition; `switches`: those of the table.

    A table of the public record; or one that is worked out from what the store holds, by the law of a regime.
    """
    if table in FROM_THE_STORE:
        from vetoproof.monitor import the_trade  # here: no other table needs numpy and the store's engine

        return the_trade.record(table, as_of, known_by, definition=definition, where=where, store=store, regime=regime)
    name, how = definition_of(table, definition, switches=switches)
    return Recorded(table, name, how.means, as_of, known_by, count(read_newest(table, None, store), how, where or {}, as_of, known_by))


def answer_book(regime: str, as_of: date, *, why: bool = False, enricher: Enricher | None = None) -> AnswerBook:
    """What judges files of facts: the book in which each distinct question is answered once."""
    return AnswerBook(Judge(load_regime(regime)), horizon=as_of, why=why, enricher=enricher)


def enricher(regime: str, as_of: date, known_by: date, store: Path | None = None) -> Enricher:
    """What looks up what facts are silent on: in the regime's designations, and in the ownership rows of a store if there is one."""
    return Enricher.of(load_regime(regime), _ties(store), as_of=as_of, known_by=known_by)


def _ties(store: Path | None) -> tuple[Tie, ...]:
    from vetoproof.evidence.rows import rows_of  # here: no other question opens the store's engine
    from vetoproof.evidence.store import open_store
    from vetoproof.findings.tables import read_ties

    if store is None or not (store / "store.duckdb").is_file():
        return ()
    with open_store(store, read_only=True) as held:
        return tuple(read_ties(rows_of(held, "ownership")))
