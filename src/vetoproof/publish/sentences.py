"""The figures that matter most, each in its sentence and with the rows that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from attrs import frozen

from vetoproof.findings.targets.regressions import Regression
from vetoproof.publish import words
from vetoproof.publish.advice import Advice
from vetoproof.publish.blind import BlindView
from vetoproof.publish.caps import CapView, Period
from vetoproof.publish.claims import ClaimsView
from vetoproof.publish.events import KindView, anchors
from vetoproof.publish.intervals import IntervalsView
from vetoproof.publish.lawbook import LawView
from vetoproof.publish.listed import Listed, counted
from vetoproof.publish.parts import PartView
from vetoproof.publish.promised import FlowView, PathView
from vetoproof.publish.run import Run
from vetoproof.regime.law import BINDING, Provision

NEWEST = 2  # periods of a cap that the summary tells of


@frozen
class Figure:
    """One figure: its value in words, and the anchors of the rows that it came from.

    `weights`: how much each row adds to it, where it is a sum; a plain count has none. `names`: the paragraphs or names on a list
    that it counts, where it comes from the law and not from rows; `to` is then a place on the page.
    """

    label: str
    value: str
    unit: str = ""
    rows: tuple[str, ...] = ()
    to: str = ""
    weights: tuple[Decimal, ...] = ()
    names: tuple[str, ...] = ()


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
    label = f"{lead}, {period.label}: reported, as a share of the limit"
    return Figure(label, period.share, "% of the limit", period.rows, weights=period.weights)


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
        found = view.entries
        first, last = words.day(found[0].fact.span.start), words.day(found[-1].fact.span.start)
        parts.append("; " if n else "The record holds ")
        parts.append(Figure(f"{lead}: {view.plural}", f"{len(found):,}", view.name, anchors(found)))
        parts.append(f" {view.name} from {first} to {last}" if len(found) > 1 else f" {view.name} on {first}")
        parts += _answers(lead, view)
    return Sentence(lead, to, (*parts, ". All of it holds only if the record does."))


def _answers(lead: str, view: KindView) -> Iterator[str | Figure]:
    """Of how many the law says what."""
    told = (("breach", "would breach a binding paragraph of their day"), ("depends", "are open, because nobody has said what would decide"))
    shown = 0
    for verdict, says in told:
        if found := [one for one in view.entries if one.judgement.verdict == verdict]:
            yield " and " if shown else ", of which "
            yield Figure(f"{lead}: {view.plural} with the answer {verdict}", f"{len(found):,}", view.name, anchors(found))
            yield f" {says}"
            shown += 1


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


def grouped_sentence(lead: str, to: str, claims: ClaimsView, provision: str) -> Sentence:
    """Claims about several things: how many, about what, and which would breach."""
    every = [claim for view in claims.units for claim in view.claims]
    would = [claim for claim in every if claim.entry and claim.entry.judgement.verdict == "breach"]
    about = words.listed(sorted({view.name for view in claims.units for claim in view.claims if claim in would}))
    count = Figure(f"{lead}: claims", str(len(every)), "claims", tuple(claim.anchor for claim in every))
    against = Figure(f"{lead}: claims that would breach {provision}", str(len(would)), "claims", tuple(claim.anchor for claim in would))
    tail = f" would breach {provision} if they hold{': ' if about else ''}{about}."
    return Sentence(lead, to, (count, " claims are on record, and they are not added; ", against, tail))


# ---- what is no act: sites over time, the list, what ought to be done
def interval_sentence(lead: str, to: str, view: IntervalsView) -> Sentence:
    looked = f"; the newest look at any of them was on {words.day(view.looked)}" if view.looked else ""
    sites = Figure(f"{lead}: followed over time", str(len(view.strands)), "sites", view.rows)
    return Sentence(lead, to, (sites, f" sites are followed over time{looked}. They are not put to the law.".replace("..", ".")))


def list_sentence(lead: str, to: str, view: Listed) -> Sentence:
    parts: list[str | Figure] = [f"On {words.day(view.day)} the list holds "]
    named = list(counted(view))
    for n, (name, refs) in enumerate(named):
        parts += [Figure(f"{lead}: {name} on the list", str(len(refs)), name, to=to, names=refs), f" {name}"]
        parts.append({len(named) - 1: ", as compiled here.", len(named) - 2: " and "}.get(n, ", "))
    return Sentence(lead, to, tuple(parts))


def advice_sentence(lead: str, to: str, found: tuple[Advice, ...]) -> Sentence:
    told = words.sentence(words.counted(len(found), "thing ought", "things ought"))
    return Sentence(lead, to, (f"{told} to be done, each with the rows or paragraphs that it follows from.",))


def part_figures(lead: str, view: PartView) -> Iterator[Figure]:
    """The figures of a part that no sentence need tell: each period of a limit, and events by what tells them apart."""
    if view.cap:
        yield from (_share(view.part.title or lead, period) for period in view.cap.known)
    for kind in view.kinds:
        for word in kind.outcomes if kind.told_apart else ():
            found = [entry for entry in kind.entries if kind.outcome_of(entry) == word]
            label = f"{lead}: {kind.plural}, {words.plainly(kind.column)} {word}"
            yield Figure(label, f"{len(found):,}", kind.name, anchors(found))


def part_sentences(run: Run, lead: str, to: str, view: PartView) -> Iterator[Sentence]:
    """What the summary says of one part of a chapter."""
    if view.cap and view.cap.provision.binds_on(run.as_of):
        yield from cap_sentences(view.part.title or lead, to, view.cap)
    if view.kinds:
        yield event_sentence(lead, to, view.kinds)
    if view.intervals and view.intervals.strands:
        yield interval_sentence(lead, to, view.intervals)
    if view.claims and view.part.by and view.claims.units:
        yield grouped_sentence(lead, to, view.claims, view.part.provision or "a paragraph")
    elif view.claims:
        yield from claim_sentences(lead, to, view.claims)
    if view.paths:
        yield path_sentence(lead, to, view.paths)
    if view.flow:
        yield flow_sentence(lead, to, view.flow)
    if view.fallen:
        yield fallen_sentence(lead, to, view.fallen)
    if view.listed and view.listed.count:
        yield list_sentence(lead, to, view.listed)
    if view.advice:
        yield advice_sentence(lead, to, view.advice)


# ---- promises
def path_sentence(lead: str, to: str, view: tuple[PathView, ...]) -> Sentence:
    """How many promises with a level are off the straight line, on it, or cannot be told."""
    paces = [pace for path in view for pace in path.paces]
    verdicts = {pace.promise.provision.id: [one.answer.verdict for one in pace.lines] for pace in paces}
    off = tuple(name for name, found in verdicts.items() if "off_line" in found)
    on = tuple(name for name, found in verdicts.items() if "on_line" in found and name not in off)
    every = Figure(f"{lead}: promises with a level", str(len(verdicts)), "promises", to=to, names=tuple(verdicts))
    behind = Figure(f"{lead}: off a straight line", str(len(off)), "promises", to=to, names=off)
    kept = Figure(f"{lead}: on a straight line", str(len(on)), "promises", to=to, names=on)
    rest = "of the others nothing can be said, or it is too early"
    tail = (" are off a straight line to their target and ", kept, f" on it; {rest}. No promise fixes a straight line.")
    parties = words.counted(len({path.party for path in view}), "party", "parties")
    return Sentence(lead, to, ("Of ", every, f" promises by {parties} that fix a level, ", behind, *tail))


def flow_sentence(lead: str, to: str, view: FlowView) -> Sentence:
    """Which years met the goal, on the newest report of each."""
    told = [(year, year.told) for year in view.years if year.told]
    met = [year for year, one in told if one.answer.verdict == "met"]
    missed = [year for year, one in told if one.answer.verdict == "missed"]
    of = f"{view.goal:g} {view.unit}" if view.goal is not None else "the goal"
    parts: list[str | Figure] = [f"On the newest reports {of} was "]
    for n, (name, years) in enumerate((("met", met), ("missed", missed))):
        rows = tuple(row[0] for year in years for row in year.rows)
        parts += [" and " if n else "", f"{name} in "]
        parts.append(Figure(f"{lead}: years {name}", words.listed([str(year.year) for year in years]) or "no year", rows=rows))
    return Sentence(lead, to, (*parts, "; a year without a report is not missed."))


def fallen_sentence(lead: str, to: str, found: tuple[Regression, ...]) -> Sentence:
    weaker = tuple(one.provision.id for one in found if one.earlier)
    back = tuple(one.provision.id for one in found if not one.earlier)
    first = Figure(f"{lead}: weaker than before", str(len(weaker)), "promises", to=to, names=weaker)
    second = Figure(f"{lead}: taken back", str(len(back)), "promises", to=to, names=back)
    return Sentence(
        lead,
        to,
        (
            first,
            " later promise" + ("s ask" if len(weaker) != 1 else " asks") + " for less than an earlier one; ",
            second,
            " were taken back.",
        ),
    )


# ---- the law, and what nobody saw
def law_sentence(law: LawView) -> Sentence:
    """What is in force, and since when nobody has a mandate to watch it."""
    ids = tuple(provision.id for provision in law.provisions)
    binding = tuple(provision.id for provision in law.provisions if provision.force in BINDING)
    held = Figure("provisions in force", str(len(ids)), "provisions", to="law", names=ids)
    bind = Figure("binding provisions in force", str(len(binding)), "provisions", to="law", names=binding)
    parts = (f"On {words.day(law.day)} ", held, " provisions are in force, ", bind, " of them binding")
    last = law.last_mandate
    if last is None or last.mandate_until is None or law.watched:
        return Sentence("The law in force", "law", (*parts, "."))
    ended = Figure("last day of the last mandate to monitor", words.day(last.mandate_until), to="mandates", names=(last.id,))
    return Sentence("The law in force", "law", (*parts, "; the last mandate to monitor them ended on ", ended, "."))


def blind_sentence(blind: BlindView) -> Sentence:
    """How much of the law nothing here can speak of."""
    quiet, unread = _ids(blind.quiet), _ids(blind.not_looked)
    against = Figure("provisions in force against which no row stands", str(len(quiet)), "provisions", to="unseen", names=quiet)
    blank = Figure("provisions in force at which no table looks", str(len(unread)), "provisions", to="unseen", names=unread)
    parts = (against, " provisions in force have no row against them. That is not compliance: at ", blank, " of them no table can look.")
    return Sentence("What could not be seen", "unseen", parts)


def _ids(provisions: Iterable[Provision]) -> tuple[str, ...]:
    return tuple(provision.id for provision in provisions)
