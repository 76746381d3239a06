"""One run, top to bottom: the law, the record and the store, judged; then what people read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from vetoproof.assess.estimates import Estimated
from vetoproof.assess.silence import silence
from vetoproof.evidence.positions.layout import folder_of
from vetoproof.evidence.record import Table, read_table
from vetoproof.evidence.rows import stream_of
from vetoproof.evidence.store import open_store
from vetoproof.evidence.vintages import read_newest
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import STORED, Entry, finding_id, read_entries, stored_entries
from vetoproof.findings.ledger import Year
from vetoproof.findings.ledger_rows import cap_ledger
from vetoproof.findings.register import Register
from vetoproof.findings.sightings import SIGHTED
from vetoproof.findings.statements import State
from vetoproof.findings.tables import read_stored
from vetoproof.findings.targets import tables_of
from vetoproof.findings.targets.promise import promises
from vetoproof.findings.targets.regressions import regressions
from vetoproof.monitor.estimates import estimate
from vetoproof.monitor.questions import enricher
from vetoproof.monitor.the_ledgers import ledgers as ledgers_of_caps
from vetoproof.publish.report import Report, write_report
from vetoproof.publish.run import Run
from vetoproof.publish.ships import Ships
from vetoproof.regime.law import Regime
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen
from vetoproof.terms.version import VERSION


def report(
    out: Path,
    as_of: date,
    known_by: date,
    *,
    regime: str = DEFAULT_REGIME,
    formats: Sequence[str] = ("html", "jsonl"),
    against: Path | None = None,
    record: Path | None = None,
    store: Path | None = None,
) -> Report:
    """The main job: the report in a folder. `against`: the folder of an earlier one, with which it is compared."""
    return write_report(run(regime, as_of, known_by, record=record, store=store), out, formats, against)


def run(regime: str, as_of: date, known_by: date, *, record: Path | None = None, store: Path | None = None) -> Run:
    """The law, the record and the store, put together. `record`: another folder of tables than the package's own."""
    loaded = load_regime(regime)
    wanted = [*(reading.table for reading in loaded.readings), *(name for chapter in loaded.chapters for name in chapter.every_table)]
    tables = {name: read_newest(name, record, store) if store else read_table(name, record) for name in dict.fromkeys(wanted)}
    looked_up = enricher(regime, as_of, known_by, store)
    entries, unread = read_entries(loaded, tables, as_of, known_by, looked_up)
    ledgers = _ledgers(loaded, tables, as_of, known_by)
    held, unheld = _held(loaded, store, as_of, known_by, looked_up)
    if held:
        tables[STORED] = Table(STORED, tuple(entry.row for entry in held))
    ships, sighted, dark = _ships(store, as_of, loaded, looked_up)
    if sighted:
        tables[SIGHTED] = Table(SIGHTED, tuple(entry.row for entry in sighted))
    everything, unseen = (*entries, *held, *sighted), (*unread, *unheld, *dark, *_unseen(loaded, as_of))
    measured = {name: tables.get(name) or read_table(name, record) for name in tables_of(loaded)}
    return Run(
        loaded, as_of, known_by, VERSION, tables, everything, ledgers, unseen, _states(everything, store, known_by),
        promises(loaded, measured, as_of, known_by) if measured else (),
        regressions(loaded, as_of),
        _estimates(loaded, as_of, known_by),
        tuple(table for name, table in measured.items() if name not in tables),
        clock=tuple(silence(ledgers_of_caps(loaded, as_of, known_by, record), as_of)),
        ships=ships,
    )  # fmt: skip


def _held(
    loaded: Regime, store: Path | None, as_of: date, known_by: date, looked_up: Enricher
) -> tuple[tuple[Entry, ...], tuple[Unseen, ...]]:
    """The facts of the store, judged."""
    if store is None or not (store / "store.duckdb").is_file():
        return (), ()
    with open_store(store, read_only=True) as opened:
        return stored_entries(loaded, read_stored(stream_of(opened, "facts")), as_of, known_by, looked_up)


def _ships(store: Path | None, as_of: date, law: Regime, looked_up: Enricher) -> tuple[Ships | None, tuple[Entry, ...], tuple[Unseen, ...]]:
    """What the positions of the store show, and the facts among it. The kernels are loaded only if there are any."""
    if store is None or not folder_of(store).is_dir():
        return None, (), ()
    try:
        from vetoproof.monitor.ships_in_report import ships_in_store

        found = ships_in_store(store, as_of, law, looked_up)
        return found.ships, found.entries, found.unseen
    except InputError as error:  # numba is an extra
        return None, (), (Unseen("positions of ships in the store", f"{error.what}; {error.do}"),)


def _states(entries: Iterable[Entry], store: Path | None, known_by: date) -> Mapping[str, State]:
    """What the register says of each finding: its status and the replies to it."""
    if store is None or not store.is_dir():
        return {}
    ids = {finding_id(entry.fact.id, one.provision, one.limb) for entry in entries for one in entry.judgement.findings}
    return Register(store).states(sorted(ids), known_by)


def _ledgers(loaded: Regime, tables: dict[str, Table], as_of: date, known_by: date) -> dict[str, tuple[Year, ...]]:
    """The periods of each cap that the report tells of; of a limit in two units those of both."""
    found: dict[str, tuple[Year, ...]] = {}
    for part in (part for chapter in loaded.chapters for part in chapter.sections):
        if part.form == "cap" and part.provision:
            ledger = [tables[name] for name in part.tables if tables[name].rows and "reporter" in tables[name].rows[0]]
            provision = loaded.by_id[part.provision]
            years = cap_ledger(loaded, provision, ledger, as_of, known_by, unit=part.unit, suppliers=part.suppliers)
            found[part.provision] = (*found.get(part.provision, ()), *years)
    return found


def _estimates(loaded: Regime, as_of: date, known_by: date) -> Mapping[str, Estimated]:
    """The estimates that a chapter tells of, as far as their inputs had been said by then."""
    found = {}
    for name in (part.estimate for chapter in loaded.chapters for part in chapter.sections if part.estimate):
        with suppress(InputError):
            found[name] = estimate(name, as_of, known_by)
    return found


def _unseen(loaded: Regime, as_of: date) -> Iterable[Unseen]:
    """What an answer for this day cannot rest on."""
    for listed in loaded.designations:
        if as_of < listed.complete_from:
            yield Unseen(f"designations before {listed.complete_from}", listed.unseen)
        if as_of > listed.as_of:
            yield Unseen(f"designations after {listed.as_of}", "The list compiled here is of that day; later changes are not in it.")
