"""The figures of a run: plain values, each with the rows it came from. The arithmetic of the page; a site uses the same."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from vetoproof.evidence.record import Table
from vetoproof.publish import words
from vetoproof.publish.annex import Page, annex, placed
from vetoproof.publish.blind import BlindView, blind_view
from vetoproof.publish.lawbook import LawView, law_view
from vetoproof.publish.parts import PartView, part_view
from vetoproof.publish.rows import Book, Sheet
from vetoproof.publish.run import Run
from vetoproof.publish.sentences import Figure, Sentence, blind_sentence, law_sentence, part_figures, part_sentences
from vetoproof.publish.watch import Cover, cover
from vetoproof.regime.telling import Chapter, Part

__all__ = ["ChapterView", "Figure", "Figures", "Sentence", "figures"]


@frozen(eq=False)
class ChapterView:
    """A chapter: its parts, and the tables that they tell of."""

    chapter: Chapter
    anchor: str
    sheets: tuple[Sheet, ...]
    parts: tuple[PartView, ...]

    @property
    def empty(self) -> bool:
        return all(part.empty for part in self.parts)

    @property
    def newest(self) -> str:
        """The newest day that the chapter knows of."""
        return max((sheet.newest or sheet.said for sheet in self.sheets), default="")


@frozen(eq=False)
class Figures:
    """All that the page counts."""

    book: Book
    sheets: tuple[Sheet, ...]
    chapters: tuple[ChapterView, ...]
    law: LawView
    blind: BlindView
    cover: Cover
    annex: tuple[Page, ...]
    summary: tuple[Sentence, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that a later run can be compared by, each label once: those of the summary, and those behind them."""
        told = [figure for said in self.summary for figure in said.figures]
        parts = ((view, part) for view in self.chapters for part in view.parts)
        told += (figure for view, part in parts for figure in part_figures(view.chapter.title, part))
        return tuple({figure.label: figure for figure in told}.values())


def figures(run: Run) -> Figures:
    """The figures of a run, and the sentences that matter most."""
    book = Book(run)
    sheets = tuple(book.sheets())
    covered = cover(run)
    views = tuple(_chapter(book, chapter, f"chapter-{n}", sheets, covered) for n, chapter in enumerate(chapters(run), start=1))
    law, blind = law_view(run.law, run.as_of), blind_view(run, covered)
    groups = [one for view in views for part in view.parts for one in placed(part.anchor, part.groups)]
    return Figures(book, sheets, views, law, blind, covered, annex(run, groups), tuple(_summary(run, views, law, blind)))


def chapters(run: Run) -> tuple[Chapter, ...]:
    """The chapters of the regime; without any, one for each table that was read."""
    return run.law.chapters or tuple(map(_derived, run.tables.values()))


def _derived(table: Table) -> Chapter:
    claimed = any(row.get("claimant") for row in table.rows)
    title = words.sentence(words.plainly(table.name))
    return Chapter(id=table.name, title=title, form="claims" if claimed else "events", tables=(table.name,))


def _chapter(book: Book, chapter: Chapter, anchor: str, sheets: tuple[Sheet, ...], covered: Cover) -> ChapterView:
    own = tuple(sheet for sheet in sheets if sheet.name in chapter.every_table)
    parts = tuple(part_view(book, part, _place(anchor, n, chapter.sections), covered) for n, part in enumerate(chapter.sections, start=1))
    return ChapterView(chapter, anchor, own, parts)


def _place(anchor: str, n: int, parts: tuple[Part, ...]) -> str:
    return f"{anchor}-{n}" if len(parts) > 1 else f"{anchor}-part"


def _summary(run: Run, views: tuple[ChapterView, ...], law: LawView, blind: BlindView) -> Iterator[Sentence]:
    for view in views:
        for part in view.parts:
            yield from part_sentences(run, view.chapter.title, view.anchor, part)
    yield law_sentence(law)
    if blind.quiet:
        yield blind_sentence(blind)
