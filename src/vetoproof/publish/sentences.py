"""The figures that matter most, each in its sentence and with the rows that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from vetoproof.publish import words
from vetoproof.publish.blind import BlindView
from vetoproof.publish.caps import CapView, Period
from vetoproof.publish.claims import ClaimsView
from vetoproof.publish.events import KindView, anchors
from vetoproof.publish.lawbook import LawView

NEWEST = 2  # periods of a cap that the summary tells of


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
    """A sentence with figures in it, in order; `lead` says what it is about, `to` where to read on."""

    lead: str
    to: str
    parts: tuple[str | Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure))


# ---- a cap
def cap_sentences(lead: str, to: str, cap: CapView) -> Iterator[Sentence]:
    """The newest periods with a figure, the fullest one, and the claims beside them."""
    if not cap.known:
        yield Sentence(lead, to, ("No period has a reported figure. That is not zero.",))
        return
    yield Sentence(lead, to, (*_newest(lead, cap), "."))
    if len(cap.known) > NEWEST:
        full = max(cap.known, key=lambda period: period.year.share.mid if period.year.share else 0)
        yield Sentence(lead, to, (f"The fullest period on the reports alone was {full.label}: ", _share(lead, full), " of the limit."))
    if cap.claims:
        yield Sentence(lead, to, tuple(_passing(lead, cap)))


def _newest(lead: str, cap: CapView) -> Iterator[str | Figure]:
    for n, period in enumerate(cap.known[-NEWEST:]):
        yield f"; for {period.label} to " if n else f"For {period.label}, what was reported comes to "
        yield _share(lead, period)
        of = "" if n else f" of the {cap.limit} {words.unit(cap.unit)} allowed"
        yield of + (f", with {period.silence}" if period.silence else "")


def _share(lead: str, period: Period) -> Figure:
    return Figure(f"{lead}, {period.label}: reported, as a share of the limit", period.share, "of the limit", period.rows)


def _passing(lead: str, cap: CapView) -> Iterator[str | Figure]:
    would, every = cap.passing, cap.claims
    yield "Beside the reports, "
    yield Figure(f"{lead}: claims that would breach {cap.provision.id}", str(len(would)), "claims", tuple(one.anchor for one in would))
    yield " of "
    yield Figure(f"{lead}: claims put to the law", str(len(every)), "claims", tuple(one.anchor for one in every))
    names = words.listed(dict.fromkeys(claim.claimant for claim in would))
    yield f" claims by others would breach {cap.provision.id} if they hold{': ' if names else ''}{names}."


# ---- events
def event_sentence(lead: str, to: str, kinds: Iterable[KindView]) -> Sentence:
    """How many of each kind, and how many of them met a paragraph in force that day."""
    parts: list[str | Figure] = []
    for n, view in enumerate(kinds):
        name, found = words.plainly(view.kind), view.entries
        against = [one for one in found if one.judgement.verdict == "breach"]
        first, last = words.day(found[0].fact.span.start), words.day(found[-1].fact.span.start)
        parts.append("; " if n else "The record holds ")
        parts.append(Figure(f"{lead}: events of the kind “{name}”", f"{len(found):,}", name, anchors(found)))
        parts.append(f" events of the kind “{name}” from {first} to {last}, of which ")
        label = f"{lead}: events of the kind “{name}” that would breach a binding paragraph of their day"
        parts.append(Figure(label, f"{len(against):,}", name, anchors(against)))
        parts.append(" would breach a binding paragraph of their day" if n == 0 else " would")
    return Sentence(lead, to, (*parts, ", if the record holds."))


# ---- claims
def claim_sentences(lead: str, to: str, claims: ClaimsView) -> Iterator[Sentence]:
    """How many claims by how many claimants, and the newest of them."""
    for view in claims.judged:
        newest = view.newest
        count = Figure(f"{lead}: claims in {view.name}", str(len(view.claims)), "claims", view.rows)
        last = Figure(f"{lead}: newest claim in {view.name}", newest.figure, "", (newest.anchor,))
        said = f"said {newest.said}" if newest.said else "on a day not known"
        by = f" claims in {view.name} by {words.counted(view.claimants, 'claimant')} are on record, and they are not added; the newest is "
        yield Sentence(lead, to, (count, by, last, f" ({newest.claimant}, {said})."))


# ---- the law, and what nobody saw
def law_sentence(law: LawView) -> Sentence:
    """What is in force, and since when nobody has a mandate to watch it."""
    held = Figure("provisions in force", str(len(law.provisions)), "provisions", to="law")
    bind = Figure("binding provisions in force", str(law.binding), "provisions", to="law")
    parts = (f"On {words.day(law.day)} ", held, " provisions are in force, ", bind, " of them binding")
    last = law.last_mandate
    if last is None or last.mandate_until is None or law.watched:
        return Sentence("The law in force", "law", (*parts, "."))
    ended = Figure("last day of the last mandate to monitor", words.day(last.mandate_until), to="mandates")
    return Sentence("The law in force", "law", (*parts, "; the last mandate to monitor them ended on ", ended, "."))


def blind_sentence(blind: BlindView) -> Sentence:
    """How much of the law nothing here can speak of."""
    quiet = Figure("provisions in force that no row engages", str(len(blind.quiet)), "provisions", to="unseen")
    parts = (quiet, " provisions in force are engaged by no row here. That is not compliance: for most of them nobody has looked.")
    if len(blind.not_looked) * 2 <= len(blind.quiet):
        parts = (quiet, " provisions in force are engaged by no row here. That is not compliance.")
    return Sentence("What could not be seen", "unseen", parts)
