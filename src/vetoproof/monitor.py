"""One run, top to bottom: the only place that joins the rooms. Each command is a function here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from vetoproof.assess.calendar import Due
from vetoproof.assess.calendar import duties as calendar
from vetoproof.assess.totals import Counted, count
from vetoproof.evidence.definitions import definition as definition_of
from vetoproof.evidence.record import Table, read_table
from vetoproof.findings.bulk import AnswerBook
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import read_entries
from vetoproof.findings.judge import Judge
from vetoproof.findings.ledger import Year, cap_ledger
from vetoproof.findings.register import Register
from vetoproof.findings.statements import Statement, Word
from vetoproof.findings.ties import Tie
from vetoproof.findings.whole import Whole, line_of_version, pick, standing, version_of, whole
from vetoproof.findings.wire import answer
from vetoproof.publish.lines import line_of
from vetoproof.publish.report import Report, write_report
from vetoproof.publish.run import Run
from vetoproof.regime.facts import FactReader
from vetoproof.regime.law import Provision, Regime
from vetoproof.regime.load import load_regime
from vetoproof.regime.scope import Scope, in_scope
from vetoproof.terms.days import Span
from vetoproof.terms.unseen import Unseen
from vetoproof.terms.version import VERSION

if TYPE_CHECKING:
    from vetoproof.assess.coverage import Coverage
    from vetoproof.council.house import House
    from vetoproof.council.lapse import Sunset
    from vetoproof.council.replay import Replay
    from vetoproof.evidence.ingest import Ingested, Intake, Progress
    from vetoproof.evidence.owners import Ownership
    from vetoproof.evidence.status import Line
    from vetoproof.evidence.tables import Given
    from vetoproof.findings.targets import Answer

__all__ = [
    "DEFAULT_REGIME",
    "altered",
    "answer_book",
    "council",
    "council_lapse",
    "council_replay",
    "council_sunset",
    "duties",
    "finding",
    "ingest",
    "intake",
    "judge",
    "law",
    "load_regime",
    "ownership",
    "record",
    "report",
    "run",
    "say",
    "status",
    "store_status",
]

DEFAULT_REGIME = "un-dprk"


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


def duties(span: Span, as_of: date, *, regime: str = DEFAULT_REGIME) -> tuple[Due, ...]:
    """The calendar of duties for a span of days."""
    return calendar(load_regime(regime), span, as_of)


def judge(
    facts: Iterable[Mapping[str, Any]], *, why: bool = False, regime: str = DEFAULT_REGIME, enricher: Enricher | None = None
) -> Iterator[dict[str, Any]]:
    """Facts, each a map of the fact format -> answers, in their order. Raises FactError at the first that cannot be read."""
    loaded = load_regime(regime)
    bench, reader = Judge(loaded), FactReader(loaded.vocabulary)
    for raw in facts:
        fact = reader.read(raw)
        yield {"id": fact.id, **answer(bench, fact, why=why, enricher=enricher)}


def record(table: str, as_of: date, known_by: date, *, definition: str | None = None, where: Mapping[str, str] | None = None) -> Recorded:
    """The rows of a table of the public record, and their totals under a stated definition."""
    name, how = definition_of(table, definition)
    return Recorded(table, name, how.means, as_of, known_by, count(read_table(table), how, where or {}, as_of, known_by))


def status(
    as_of: date,
    known_by: date,
    *,
    provision: str | None = None,
    party: str | None = None,
    test: str | None = None,
    regime: str = DEFAULT_REGIME,
) -> Iterator[Answer]:
    """Where each duty, cap or target of a regime stands, party by party and test by test."""
    from vetoproof.findings.targets import Wanted, answers, tables_of  # here: no other question needs numpy

    loaded = load_regime(regime)
    tables = {name: read_table(name) for name in tables_of(loaded)}
    return answers(loaded, tables, as_of, known_by, Wanted(provision, party, test))


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


def finding(id_: str, as_of: date, known_by: date, store: Path, *, regime: str = DEFAULT_REGIME) -> tuple[Whole, dict[str, Any]]:
    """One finding whole, and its line of findings.jsonl. A piece of the id is enough if it is the only one that begins so."""
    made, register = run(regime, as_of, known_by), Register(store)
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


def report(
    out: Path,
    as_of: date,
    known_by: date,
    *,
    regime: str = DEFAULT_REGIME,
    formats: Sequence[str] = ("html", "jsonl"),
    against: Path | None = None,
    record: Path | None = None,
) -> Report:
    """The main job: the report in a folder. `against`: the folder of an earlier one, with which it is compared."""
    return write_report(run(regime, as_of, known_by, record=record), out, formats, against)


def run(regime: str, as_of: date, known_by: date, *, record: Path | None = None) -> Run:
    """The law and the record, put together. `record`: another folder of tables than the package's own."""
    loaded = load_regime(regime)
    wanted = [*(reading.table for reading in loaded.readings), *(name for chapter in loaded.chapters for name in chapter.every_table)]
    tables = {name: read_table(name, record) for name in dict.fromkeys(wanted)}
    entries, unread = read_entries(loaded, tables, as_of, known_by)
    ledgers = dict(_ledgers(loaded, tables, as_of, known_by))
    return Run(loaded, as_of, known_by, VERSION, tables, entries, ledgers, (*unread, *_unseen(loaded, as_of)))


def _ledgers(loaded: Regime, tables: dict[str, Table], as_of: date, known_by: date) -> Iterable[tuple[str, tuple[Year, ...]]]:
    for part in (part for chapter in loaded.chapters for part in chapter.sections):
        if part.form == "cap" and part.provision:
            ledger = [tables[name] for name in part.tables if tables[name].rows and "reporter" in tables[name].rows[0]]
            yield part.provision, cap_ledger(loaded, loaded.by_id[part.provision], ledger, as_of, known_by)


def _unseen(loaded: Regime, as_of: date) -> Iterable[Unseen]:
    """What an answer for this day cannot rest on."""
    for listed in loaded.designations:
        if as_of < listed.complete_from:
            yield Unseen(f"designations before {listed.complete_from}", listed.unseen)
        if as_of > listed.as_of:
            yield Unseen(f"designations after {listed.as_of}", "The list compiled here is of that day; later changes are not in it.")


# ---- the store; its libraries are loaded only where it is used (DuckDB and Arrow: 0.2 s)


@contextmanager
def intake(store: Path | None = None, *, strict: bool = False, report: Callable[[Progress], None] | None = None) -> Iterator[Intake]:
    """What takes files in: the store opened to write, made if there is none."""
    from vetoproof.evidence.ingest import Intake
    from vetoproof.evidence.store import open_store, store_folder

    with open_store(store_folder(store), create=True) as opened:
        yield Intake(opened, strict=strict, report=report)


def ingest(
    files: Iterable[Path], given: Given, store: Path | None = None, *, format: str | None = None, claim: str = "", strict: bool = False
) -> tuple[Ingested, ...]:
    """Files into the store, and what became of each. Raises at the first that cannot be taken."""
    with intake(store, strict=strict) as taking:
        return tuple(taking.take(Path(file), given, format=format, claim=claim) for file in files)


def store_status(store: Path | None = None) -> tuple[Line, ...]:
    """What the store holds: each format, then each source in it."""
    from vetoproof.evidence.status import status
    from vetoproof.evidence.store import open_store, store_folder

    with open_store(store_folder(store), read_only=True) as opened:
        return status(opened)


def altered(store: Path | None = None) -> tuple[str, ...]:
    """The originals of the store that are gone or no longer have their hash."""
    from vetoproof.evidence import originals
    from vetoproof.evidence.store import open_store, store_folder

    with open_store(store_folder(store), read_only=True) as opened:
        return tuple(originals.altered(opened))


def ownership(subject: str, day: date, store: Path | None = None) -> Ownership:
    """The chains of owners, managers, controllers and flags of a ship or firm on a day."""
    from vetoproof.evidence.owners import ownership_on
    from vetoproof.evidence.store import open_store, store_folder

    with open_store(store_folder(store), read_only=True) as opened:
        return ownership_on(opened, subject, day)


def council() -> House:
    """The Council by its record: `seats`, `decide`, `pivot`, `powers`, `tally`."""
    from vetoproof.council.house import House

    return House.of(lambda name: read_table(name).rows)


def council_replay(path: Path, outcomes: Path | None = None) -> Replay:
    """Every ballot of a public table, decided again; each disagreement with its reason."""
    from vetoproof.evidence.ballots import read_ballots

    return council().replay(read_ballots(path, outcomes).ballots)


def council_lapse(mandate: str, on: date, as_of: date, *, regime: str = DEFAULT_REGIME) -> Coverage:
    """What the end of a mandate leaves unwatched."""
    from vetoproof.assess.coverage import coverage
    from vetoproof.council.lapse import lapse

    loaded = load_regime(regime)
    return coverage(loaded, lapse(loaded, mandate, on, as_of), as_of)


def council_sunset(found: Coverage, every_months: int | None) -> Sunset:
    """The same mandate under another clock, none (or 0) being open-ended: how far the same no would have reached."""
    from vetoproof.council.lapse import sunset

    refused = found.lapse.refused.adopted if found.lapse.refused else found.as_of
    return sunset(found.lapse.terms[0].span.start, refused, every_months or None)
