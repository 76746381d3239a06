"""What could not be seen: silent months, provisions that no row could show, what the run and the chapters say themselves."""

from __future__ import annotations

from attrs import frozen

from vetoproof.publish import words
from vetoproof.publish.run import Run
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
    engaged: int

    @property
    def quiet(self) -> tuple[Provision, ...]:
        """The provisions in force that no row engages."""
        return (*self.not_looked, *self.nothing_found)


def blind_view(run: Run) -> BlindView:
    """Everything that this run cannot answer for."""
    kinds = {str(reading.fact.get("kind", "")) for reading in run.law.readings}
    reach = {measure for kind in kinds for measure in _measures(run, kind)}
    engaged = {finding.provision for _, finding in run.findings()}
    quiet = [provision for provision in run.law.in_force(run.as_of) if provision.id not in engaged]
    return BlindView(
        tuple((chapter.title, chapter.unseen) for chapter in run.law.chapters if chapter.unseen),
        run.unseen,
        tuple(_silent(run)),
        tuple(provision for provision in quiet if provision.measure not in reach),
        tuple(provision for provision in quiet if provision.measure in reach),
        len(engaged),
    )


def _measures(run: Run, kind: str) -> tuple[str, ...]:
    found = run.law.vocabulary.kinds.get(kind)
    return found.measures if found else ()


def _silent(run: Run) -> list[tuple[str, str, str]]:
    return [
        (provision, f"{words.span(year.span)}, {words.state(account.reporter)}", words.months(account.silent))
        for provision, years in run.ledgers.items()
        for year in years
        for account in year.accounts
        if account.silent
    ]
