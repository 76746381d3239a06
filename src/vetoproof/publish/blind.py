"""What could not be seen: silent months, provisions that no row could show, what the run and the chapters say themselves."""

from __future__ import annotations

from attrs import frozen

from vetoproof.publish import words
from vetoproof.publish.run import Run
from vetoproof.publish.watch import Cover
from vetoproof.regime.law import Provision
from vetoproof.terms.unseen import Unseen


@frozen(eq=False)
class BlindView:
    """The gaps: `not_looked` is not `looked, nothing`."""

    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    unseen: tuple[Unseen, ...]
    silent: tuple[tuple[str, str, str], ...]  # provision, period, months
    not_looked: tuple[Provision, ...]
    nothing_found: tuple[Provision, ...]
    found: int

    @property
    def quiet(self) -> tuple[Provision, ...]:
        """The provisions in force against which nothing is found."""
        return (*self.not_looked, *self.nothing_found)


def blind_view(run: Run, cover: Cover) -> BlindView:
    """Everything that this run cannot answer for."""
    return BlindView(
        tuple((chapter.title, chapter.unseen) for chapter in run.law.chapters if chapter.unseen),
        run.unseen,
        tuple(_silent(run)),
        cover.not_looked,
        cover.nothing_found,
        len(cover.found),
    )


def _silent(run: Run) -> list[tuple[str, str, str]]:
    return [
        (provision, f"{words.span(year.span)}, {words.state(account.reporter)}", words.months(account.silent))
        for provision, years in run.ledgers.items()
        for year in years
        for account in year.accounts
        if account.silent
    ]
