"""The figures of a run: plain values, each with the rows it came from. The arithmetic of the page; a site uses the same."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from vetoproof.evidence.record import Table
from vetoproof.findings.entries import Entry
from vetoproof.publish import words
from vetoproof.publish.blind import BlindView, blind_view
from vetoproof.publish.caps import CapView, cap_view
from vetoproof.publish.claims import ClaimsView, claims_view
from vetoproof.publish.events import Group, KindView, groups, kinds
from vetoproof.publish.lawbook import LawView, law_view
from vetoproof.publish.rows import Book, Sheet
from vetoproof.publish.run import Run
from vetoproof.publish.sentences import (
    Figure,
    Sentence,
    blind_sentence,
    cap_sentences,
    claim_sentences,
    event_sentence,
    law_sentence,
)
from vetoproof.regime.law import Chapter

__all__ = ["ChapterView", "Figure", "Figures", "Sentence", "figures"]


@frozen(eq=False)
class ChapterView:
    """A chapter with what its form needs; what does not belong to its form is empty."""

    chapter: Chapter
    anchor: str
    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...] = ()
    cap: CapView | None = None
    claims: ClaimsView | None = None
    kinds: tuple[KindView, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.cap or self.kinds or (self.claims and self.claims.units))


@frozen(eq=False)
class Figures:
    """All that the page counts."""

    book: Book
    sheets: tuple[Sheet, ...]
    chapters: tuple[ChapterView, ...]
    law: LawView
    blind: BlindView
    summary: tuple[Sentence, ...]


def figures(run: Run) -> Figures:
    """The figures of a run, and the sentences that matter most."""
    book = Book(run)
    sheets = tuple(book.sheets())
    views = tuple(_chapter(book, chapter, f"chapter-{n}", sheets) for n, chapter in enumerate(chapters(run), start=1))
    law, blind = law_view(run.law, run.as_of), blind_view(run)
    return Figures(book, sheets, views, law, blind, tuple(_summary(views, law, blind)))


def chapters(run: Run) -> tuple[Chapter, ...]:
    """The chapters of the regime; without any, one for each table that was read."""
    return run.law.chapters or tuple(map(_derived, run.tables.values()))


def _derived(table: Table) -> Chapter:
    claimed = any(row.get("claimant") for row in table.rows)
    title = words.sentence(words.plainly(table.name))
    return Chapter(id=table.name, title=title, form="claims" if claimed else "events", tables=(table.name,))


def _chapter(book: Book, chapter: Chapter, anchor: str, sheets: tuple[Sheet, ...]) -> ChapterView:
    entries, own = book.run.of(chapter), tuple(sheet for sheet in sheets if sheet.name in chapter.tables)
    if chapter.form == "cap":
        return ChapterView(chapter, anchor, own, entries, cap=cap_view(book, chapter))
    if chapter.form == "claims":
        return ChapterView(chapter, anchor, own, entries, claims=claims_view(book, chapter))
    if chapter.form == "events":
        return ChapterView(chapter, anchor, own, entries, kinds=kinds(entries), groups=groups(book.run.law, entries))
    return ChapterView(chapter, anchor, own, entries)


def _summary(views: tuple[ChapterView, ...], law: LawView, blind: BlindView) -> Iterator[Sentence]:
    for view in views:
        lead, to = view.chapter.title, view.anchor
        if view.cap:
            yield from cap_sentences(lead, to, view.cap)
        if view.kinds:
            yield event_sentence(lead, to, view.kinds)
        if view.claims:
            yield from claim_sentences(lead, to, view.claims)
    yield law_sentence(law)
    if blind.quiet:
        yield blind_sentence(blind)
