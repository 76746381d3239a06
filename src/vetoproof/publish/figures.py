"""The figures of a run: plain values, each with the rows it came from. The arithmetic of the page; a site uses the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from attrs import field, frozen

from vetoproof.evidence.record import Table
from vetoproof.findings.entries import Entry
from vetoproof.publish import words
from vetoproof.publish.blind import BlindView, blind_view
from vetoproof.publish.caps import CapView, Claim, cap_view
from vetoproof.publish.claims import ClaimsView, claims_view, unit_name
from vetoproof.publish.events import Group, KindView, anchors, groups, kinds
from vetoproof.publish.lawbook import LawView, law_view
from vetoproof.publish.rows import Book
from vetoproof.publish.run import Run
from vetoproof.regime.law import Chapter


@frozen
class Figure:
    """One figure: its value in words, and the anchors of the rows that it came from."""

    label: str
    value: str
    unit: str = ""
    rows: tuple[str, ...] = ()
    to: str = ""  # a place on the page, for a figure that comes from the law and not from rows


@frozen
class Sentence:
    """A sentence with figures in it, in order."""

    parts: tuple[str | Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure))


@frozen(eq=False)
class ChapterView:
    """A chapter with what its form needs; what does not belong to its form is empty."""

    chapter: Chapter
    anchor: str
    newest: tuple[tuple[str, str, str], ...]  # table, newest day, newest word
    cap: CapView | None = None
    claims: ClaimsView | None = None
    kinds: tuple[KindView, ...] = ()
    groups: tuple[Group, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.cap or self.kinds or (self.claims and self.claims.units))


@frozen(eq=False)
class Figures:
    """All that the page counts."""

    book: Book
    chapters: tuple[ChapterView, ...]
    law: LawView
    blind: BlindView
    summary: tuple[Sentence, ...] = field(default=())


def figures(run: Run) -> Figures:
    """The figures of a run, and the sentences that matter most."""
    book = Book(run)
    views = tuple(_chapter(book, chapter, n) for n, chapter in enumerate(chapters(run), start=1))
    law, blind = law_view(run.law, run.as_of), blind_view(run)
    sentences = (*chain.from_iterable(map(_sentences, views)), *_law_sentences(law), *_blind_sentences(blind))
    return Figures(book, views, law, blind, sentences)


def chapters(run: Run) -> tuple[Chapter, ...]:
    """The chapters of the regime; without any, one for each table that was read."""
    return run.law.chapters or tuple(_derived(table) for table in run.tables.values())


def _derived(table: Table) -> Chapter:
    claimed = any(row.get("claimant") for row in table.rows)
    return Chapter(table.name, words.sentence(words.plainly(table.name)), "claims" if claimed else "events", tables=(table.name,))


def _chapter(book: Book, chapter: Chapter, n: int) -> ChapterView:
    entries = book.run.of(chapter)
    sheets = {sheet.name: sheet for sheet in book.sheets()}
    newest = tuple((name, sheets[name].newest, sheets[name].said) for name in chapter.tables if name in sheets)
    anchor = f"chapter-{n}"
    if chapter.form == "cap":
        return ChapterView(chapter, anchor, newest, cap=cap_view(book, chapter), entries=entries)
    if chapter.form == "claims":
        return ChapterView(chapter, anchor, newest, claims=claims_view(book, chapter), entries=entries)
    if chapter.form == "events":
        grouped = groups(book.run.law, entries)
        return ChapterView(chapter, anchor, newest, kinds=kinds(entries), groups=grouped, entries=entries)
    return ChapterView(chapter, anchor, newest, entries=entries)


# ---- the sentences of the summary
def _sentences(view: ChapterView) -> Iterator[Sentence]:
    if view.cap:
        yield from _cap_sentences(view, view.cap)
    if view.kinds:
        yield from _event_sentences(view)
    if view.claims:
        yield from _claim_sentences(view, view.claims)


def _cap_sentences(view: ChapterView, cap: CapView) -> Iterator[Sentence]:
    title = view.chapter.title
    period = cap.latest
    if period is None:
        yield Sentence((f"{title}: no period has a reported figure.",))
        return
    share = Figure(f"{title} {period.label}, share of the limit", period.share, "of the limit", period.rows)
    silence = f", {period.silence}" if period.silence else ""
    limit = f" of the {cap.limit} {words.unit(cap.unit)} allowed{silence}."
    yield Sentence((f"{title}: for {period.label}, the newest period with a figure, reported deliveries come to ", share, limit))
    if full := _fullest(cap):
        figure = Figure(f"{title} {full.label}, share of the limit", full.share, "of the limit", full.rows)
        yield Sentence((f"The fullest year on the reports alone was {full.label}: ", figure, " of the limit."))
    passing = [claim for claim in cap.claims if _passes(claim, cap.provision.id)]
    if cap.claims:
        figure = Figure(f"{title}, claims that would pass the limit", str(len(passing)), "claims", tuple(one.anchor for one in passing))
        yield Sentence((_beside(passing), figure, _out_of(cap, passing)))


def _fullest(cap: CapView):  # type: ignore[no-untyped-def]
    known = [period for period in cap.periods if period.year.share]
    return max(known, key=lambda period: period.year.share.mid, default=None) if len(known) > 1 else None


def _passes(claim: Claim, provision: str) -> bool:
    found = claim.entry.judgement.findings if claim.entry else ()
    return any(one.provision == provision and one.outcome == "breach" for one in found)


def _beside(passing: list[Claim]) -> str:
    return "Beside the reports, "


def _out_of(cap: CapView, passing: list[Claim]) -> str:
    names = words.listed(dict.fromkeys(claim.claimant for claim in passing))
    holds = f" ({names})" if names else ""
    return f" of {len(cap.claims)} outside claims of volume would breach {cap.provision.id} if the cited claims hold{holds}."


def _event_sentences(view: ChapterView) -> Iterator[Sentence]:
    for kind in view.kinds:
        name, found = words.plainly(kind.kind), kind.entries
        figure = Figure(f"{view.chapter.title}, {name}", f"{len(found):,}", name, anchors(found))
        against = [one for one in found if one.judgement.verdict == "breach"]
        bound = Figure(f"{name}, on a day when a paragraph in force forbade it", f"{len(against):,}", name, anchors(against))
        first, last = words.day(found[0].fact.span.start), words.day(found[-1].fact.span.start)
        head = f"{view.chapter.title}: of events of the kind “{name}” the record holds "
        tail = " would breach a binding paragraph in force that day if the cited record holds."
        yield Sentence((head, figure, f", from {first} to {last}; ", bound, tail))


def _claim_sentences(view: ChapterView, claims: ClaimsView) -> Iterator[Sentence]:
    for unit in claims.judged:
        newest, name = unit.newest, unit_name(unit)
        count = Figure(f"{view.chapter.title}, claims in {name}", str(len(unit.claims)), "claims", unit.rows)
        last = Figure(f"{view.chapter.title}, newest claim in {name}", newest.figure, "", (newest.anchor,))
        head, by = f"{view.chapter.title}: ", f" claims in {name} by {unit.claimants} claimants, never added; the newest is "
        yield Sentence((head, count, by, last, f" ({newest.claimant}, said {newest.said or 'on a day not known'})."))


def _law_sentences(law: LawView) -> Iterator[Sentence]:
    held = Figure("provisions in force", str(len(law.provisions)), "provisions", to="law")
    bind = Figure("binding provisions in force", str(law.binding), "provisions", to="law")
    yield Sentence((f"The law: on {words.day(law.day)} ", held, " provisions are in force, ", bind, " of them binding."))
    last = law.last_mandate
    if last and last.mandate_until and not law.watched:
        ended = Figure("last day of the last mandate", words.day(last.mandate_until), to="mandates")
        yield Sentence(("Who watches: no mandate to monitor has run since the last one ended on ", ended, "."))


def _blind_sentences(blind: BlindView) -> Iterator[Sentence]:
    count = len(blind.not_looked) + len(blind.nothing_found)
    if count:
        quiet = Figure("provisions that no row engages", str(count), "provisions", to="unseen")
        yield Sentence(("What could not be seen: ", quiet, " provisions in force are engaged by no row here. That is not compliance."))
