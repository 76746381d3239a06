"""Who is behind a party -> in words: each chain with its sources, the shares that are added up, what is only alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from vetoproof.detect.ownership.chains import Behind, Owned, Sum
from vetoproof.detect.ownership.web import HALF, per_cent
from vetoproof.terms.quantity import plain

MOST_CHAINS, MOST_ROWS, MOST_PARTS, MOST_LINKS, MOST_SUMS = 20, 4, 6, 40, 6  # that are shown
LIKE = "the register's name is only like it"


@frozen
class Telling:
    """One party as the registers have it, on a day."""

    owned: Owned
    behind: Behind
    day: date

    def of_chains(self, chains: Sequence[tuple[int, ...]], doubts: Sequence[str]) -> Iterator[str]:
        """Of the chains that end at one listed party."""
        doubts = [*doubts, *(() if self.behind.sure else self._open(bool(doubts)))]
        may = f"may be owned or controlled by a listed party on {self.day}: {'; '.join(dict.fromkeys(doubts))}"
        yield f"review: {may if doubts else f'owned or controlled by a listed party on {self.day}'}"
        yield from (f"chain: {self._chain(chain)}" for chain in chains[:MOST_CHAINS])
        if len(chains) > MOST_CHAINS or self.behind.cut:
            more = f"{len(chains) - MOST_CHAINS:,} more" if len(chains) > MOST_CHAINS else "more"
            yield f"chain: and {more}{', and not all who are behind it were looked at' if self.behind.cut else ''}"
        yield from self._sums(chains[:MOST_CHAINS])

    def of_roles(self, pairs: Sequence[int], doubts: Sequence[str]) -> Iterator[str]:
        """Of the roles that a listed party has."""
        yield f"review: {'; '.join(('a listed party has a role in it, which is neither ownership nor control', *doubts))}, on {self.day}"
        yield from (f"role: {self._link(pair)}" for pair in pairs[:MOST_CHAINS])

    def _open(self, told: bool) -> Iterator[str]:
        """Why it is not sure: by the shares, or by a name elsewhere in the web. `told`: a name that is only alike was told already."""
        sums = [self.owned.sum(node) for node in self._nodes(self.behind)]
        if any(found and found.low < HALF for found in sums):
            yield "shares are unknown or differ"
        elif not told:
            yield f"elsewhere in the chains, {LIKE}"

    def _nodes(self, behind: Behind) -> list[int]:
        """The party, and who is on its chains."""
        on_chains = (pair for some in behind.chains.values() for chain in some[:MOST_CHAINS] for pair in chain[:MOST_LINKS])
        return list(dict.fromkeys((behind.node, *(int(self.owned.web.pair_subject[pair]) for pair in on_chains))))

    def _chain(self, chain: tuple[int, ...]) -> str:
        steps = [self._link(pair) for pair in chain]
        if len(steps) > MOST_LINKS:
            half = MOST_LINKS // 2
            steps = [*steps[:half], f"and so on, {len(steps) - MOST_LINKS:,} links more", *steps[-half:]]
        return "; ".join(steps)

    def _link(self, pair: int) -> str:
        """`A is owner of B, 60 % (registry, B2), or 40 % (annual report, B2)`."""
        web = self.owned.web
        said: dict[tuple[str, str, str], list[str]] = {}
        for of, source in sorted(self._row(int(row)) for row in web.rows(pair)):
            said.setdefault(of, []).append(source)
        told = [f"{party} is {_AS.get(word, word + ' of')} {subject}{_several(some)}" for (party, word, subject), some in said.items()]
        return " and ".join(told[:MOST_ROWS]) + (f" and {len(told) - MOST_ROWS:,} rows more" if len(told) > MOST_ROWS else "")

    def _row(self, row: int) -> tuple[tuple[str, str, str], str]:
        web = self.owned.web
        of = (str(web.names[int(web.party[row])].as_py()), web.relation.text(row), str(web.names[int(web.subject[row])].as_py()))
        return of, f"{_share(web.share.text(row))}({web.source.text(row)}, {web.grade.text(row)})"

    def _sums(self, chains: Sequence[tuple[int, ...]]) -> Iterator[str]:
        """The shares in the party itself, and in each on the chains of whom several hold a part."""
        if own := self.owned.sum(self.behind.node):
            yield self._sum(own)
        nodes = dict.fromkeys(int(self.owned.web.pair_subject[pair]) for chain in chains for pair in chain[1:][:MOST_LINKS])
        several = [found for node in nodes if node != self.behind.node and (found := self.owned.sum(node)) and len(found.parts) > 1]
        yield from (self._sum(found) for found in several[:MOST_SUMS])

    def _sum(self, found: Sum) -> str:
        firm = "" if found.of == self.behind.node else f" in {self._name(found.of)}"
        if len(found.parts) == 1:
            return f"share{firm}: {_between(found)}"
        parts = [f"{self._name(party)} ({_range(low, high)} %)" for party, low, high in found.parts[:MOST_PARTS]]
        more = f" and {len(found.parts) - MOST_PARTS:,} more" if len(found.parts) > MOST_PARTS else ""
        return f"share of {', '.join(parts)}{more}{firm} in the aggregate: {_between(found)}"

    def _name(self, node: int) -> str:
        return self.owned.web.spellings(node)[0]


_AS = {"linked": "linked, it is not said how, to"}


def _several(some: list[str]) -> str:
    """`, 60 % (u1, F6), or 30 % (u2, F6)`; without a share ` (u1, F6)`."""
    shown = list(dict.fromkeys(some))
    more = [f"as {len(shown) - MOST_ROWS:,} rows more say"] if len(shown) > MOST_ROWS else []
    return (" " if shown[0].startswith("(") else ", ") + ", or ".join([*shown[:MOST_ROWS], *more])


def _share(text: str) -> str:
    if not text:
        return ""
    return f"{text} % " if text[-1].isdigit() else f"{text} "


def _range(low: int, high: int) -> str:
    least, most = plain(per_cent(low)), plain(per_cent(high))
    return least if least == most else f"{least} to {most}"


def _between(found: Sum) -> str:
    """`between 50 and 75 %; the 50 % rule is met`."""
    met = "is met" if found.low >= HALF else "cannot be told: shares are unknown or differ"
    return f"between {plain(per_cent(found.low))} and {plain(per_cent(found.high))} %; the 50 % rule {met}"
