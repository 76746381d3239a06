"""What a run shows -> what ought to be done about it, each with the rows or paragraphs behind it. Nothing else is advised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from vetoproof.findings.entries import Entry
from vetoproof.findings.ledger import Account
from vetoproof.publish import words
from vetoproof.publish.events import anchors
from vetoproof.publish.rows import Book, anchor_of, key_of, newest
from vetoproof.publish.run import Run
from vetoproof.publish.watch import Cover, lapse
from vetoproof.regime.law import BINDING, Provision

OLD = timedelta(days=365)
NOBODY = "XXX"  # the code of a State that is not known


@frozen(eq=False)
class Advice:
    """One recommendation: what, because of what, and the rows or paragraphs that it rests on."""

    what: str
    why: str
    rows: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    to: str = ""


def advice(book: Book, cover: Cover) -> tuple[Advice, ...]:
    """What follows from the run, what weighs most first."""
    run = book.run
    every = (_mandate(run), _silent(run), _conflicts(run), _open(run), _replies(run), _blind(cover), _unchecked(run), _doubtful(book))
    return (*(one for some in every for one in some), *_old(book))


def _mandate(run: Run) -> Iterator[Advice]:
    if since := lapse(run):
        bound = sum(provision.force in BINDING for provision in run.law.in_force(run.as_of))
        days = f"{(run.as_of - since).days + 1:,}"
        why = f"No mandate to monitor has run since {words.day(since)}, {days} days by now, while {bound} binding paragraphs are in force."
        yield Advice("Give somebody a mandate to monitor again.", why, to="mandates")


def _silent(run: Run) -> Iterator[Advice]:
    """The months without a figure, by limit and reporter."""
    for provision, years in run.ledgers.items():
        by_reporter: dict[str, list[Account]] = {}
        for year in years:
            for account in year.accounts:
                by_reporter.setdefault(account.reporter, []).append(account)
        for reporter, found in by_reporter.items():
            silent = list(dict.fromkeys(month for account in found for month in account.silent))
            if silent:
                what = f"Ask {words.state(reporter)} for its figures of {words.months(silent)}."
                why = f"{words.sentence(words.counted(len(silent), 'month'))} of it are silent, so the totals are floors only."
                yield Advice(what, why, _rows(run, found), (run.law.by_id[provision],))


def _rows(run: Run, accounts: Iterable[Account]) -> tuple[str, ...]:
    """The rows of the newest period in which a reporter has any figure."""
    lines = next((account.lines for account in reversed(list(accounts)) if account.lines), ())
    places = _places(run)
    return tuple(places[key_of(line.row)] for line in lines)


def _places(run: Run) -> Mapping[str, str]:
    return {key_of(row): anchor_of(name, row) for name, table in run.tables.items() for row in table.rows}


def _conflicts(run: Run) -> Iterator[Advice]:
    places = _places(run)
    for provision, years in run.ledgers.items():
        for account in (account for year in years for account in year.accounts if account.conflicts):
            lines = (account.lines[0], *account.conflicts)
            what = f"Ask {words.state(account.reporter)} which of its figures for {words.span(lines[0].span)} holds."
            why = f"{words.sentence(words.counted(len(lines), 'figure'))} for the same days do not fit together."
            yield Advice(what, why, tuple(places[key_of(line.row)] for line in lines), (run.law.by_id[provision],))


def _open(run: Run) -> Iterator[Advice]:
    """What nobody knows and what would decide, by kind of fact."""
    by_kind: dict[str, list[Entry]] = {}
    for entry in run.entries:
        if entry.judgement.verdict == "depends":
            by_kind.setdefault(entry.fact.kind, []).append(entry)
    for kind, entries in sorted(by_kind.items(), key=lambda pair: -len(pair[1])):
        missing = dict.fromkeys(name for entry in entries for one in entry.judgement.findings for name in one.missing)
        provisions = dict.fromkeys(one.provision for entry in entries for one in entry.judgement.findings if one.missing)
        what = f"Find out, for {len(entries)} {words.kind(run.law, kind, len(entries))}, {_asked(run, missing)}."
        why = "The answer of the law hangs on it, and no row says."
        yield Advice(what, why, anchors(entries), tuple(run.law.by_id[name] for name in provisions))


def _asked(run: Run, missing: Iterable[str]) -> str:
    known = run.law.vocabulary.circumstances
    means = (known[name].means if name in known else words.plainly(name) for name in missing)
    return words.listed(f"“{text.partition(';')[0]}”" for text in means)


def _replies(run: Run) -> Iterator[Advice]:
    """Claims against a named State on which it has not been heard."""
    by_state: dict[str, list[Entry]] = {}
    for entry in run.entries:
        state = entry.fact.values.get("state")
        if entry.judgement.verdict == "breach" and "bound" in entry.row and isinstance(state, str) and state != NOBODY:
            by_state.setdefault(state, []).append(entry)
    if by_state:
        order = sorted(by_state.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        every = [entry for _, entries in order for entry in entries]
        provisions = dict.fromkeys(one.provision for entry in every for one in entry.judgement.findings if one.outcome == "breach")
        told = words.listed(f"{words.state(state)} ({len(entries)})" for state, entries in order)
        what = f"Put {words.counted(len(every), 'claim')} to the States that they concern, and print their replies."
        yield Advice(what, f"No reply is on record of {told}.", anchors(every), tuple(run.law.by_id[name] for name in provisions))


def _blind(cover: Cover) -> Iterator[Advice]:
    binding = tuple(provision for provision in cover.not_looked if provision.force in BINDING and not provision.not_judged)
    if binding:
        what = f"Find a source for {words.counted(len(binding), 'binding paragraph')} at which nobody here looks."
        yield Advice(what, "No table of this record could show an act against them.", (), binding, "unseen")


def _unchecked(run: Run) -> Iterator[Advice]:
    resting = {finding.provision for _, finding in run.findings() if finding.outcome == "breach"}
    found = tuple(provision for provision in run.law.provisions if provision.id in resting and provision.confidence != "high")
    if found:
        what = f"Read {words.counted(len(found), 'paragraph')} in the text of the resolution before a finding on it is used."
        yield Advice(what, f"Findings rest on it, and its law confidence is below high: {words.UNCHECKED}.", (), found)


def _doubtful(book: Book) -> Iterator[Advice]:
    flagged = [(name, row) for name in book.run.tables for row in book.rows(name) if row.get("flag")]
    if flagged:
        flags = words.listed(sorted({words.plainly(row["flag"]) for _, row in flagged}))
        what = f"Read {words.counted(len(flagged), 'row')} again in the sources."
        yield Advice(what, f"The record itself marks them {flags}.", tuple(anchor_of(name, row) for name, row in flagged))


def _old(book: Book) -> Iterator[Advice]:
    """Tables whose newest day lies more than a year back."""
    as_of = book.run.as_of
    days = {name: newest(book.rows(name), as_of) for name in book.run.tables}
    old = {name: text for name, text in days.items() if text and date.fromisoformat(text) < as_of - OLD}
    if old:
        told = words.listed(f"{words.plainly(name)} (to {text})" for name, text in old.items())
        yield Advice("Bring the record up to the day.", f"More than a year behind: {told}.", to="record")
