"""Who stood behind a ship or a firm on a day: the chains of owners, managers, controllers and flags, each link with its source.

Two sources that differ stay side by side. A share that nobody stated stays unknown: it is neither nothing nor the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa
from attrs import frozen

from vetoproof.evidence.store import Store
from vetoproof.terms.shares import HALF, WHOLE, Share, read_share
from vetoproof.terms.shares import NONE as NOTHING

DEEPEST, MOST_CHAINS = 20, 10_000


# A row that holds on a day, as text: `share` as it was written, empty if nobody said it.
TIES = pa.schema([(name, pa.string()) for name in ("subject", "subject_kind", "relation", "party", "share", "source", "grade")])


@frozen
class Link:
    """One row: `party` is the `relation` of `subject`, with `share_pct` per cent if somebody stated it."""

    subject: str
    subject_kind: str
    relation: str
    party: str
    party_state: str | None
    share_pct: Decimal | None
    since: date | None
    until: date | None
    said: str | None
    source: str
    root: str
    grade: str
    file: str
    row: int
    share_said: str | None = None  # a share that is no plain number, as it was written

    @property
    def share(self) -> Share:
        """The least and the most that the share may be."""
        if self.share_pct is not None:
            return Share(self.share_pct, self.share_pct, stated=True)
        return read_share(self.share_said or "")


@frozen
class Chain:
    """Links from the subject upwards. `share_pct` is the product of the shares: None if a link is no ownership or has no share."""

    links: tuple[Link, ...]
    share_pct: Decimal | None

    @property
    def party(self) -> str:
        return self.links[-1].party


@frozen
class Holder:
    """A party and what it owns of the subject by all its chains together.

    `half`: whether the 50 % rule is met (OFAC, 13 August 2014: a firm counts as a party's if 50 % or more of it is owned, directly
    or through firms that count so themselves); None: unknown or differing shares decide. The product of shares does not matter to it:
    half of a half counts.
    """

    party: str
    half: bool | None
    low_pct: Decimal  # owned directly or through firms that count as the party's; of differing sources the least, unknown as nothing
    high_pct: Decimal  # of differing sources the most, unknown as all


@frozen
class Ownership:
    """The answer for one subject on one day. `cut`: there was more than can be told (depth, number of chains)."""

    subject: str
    day: date
    chains: tuple[Chain, ...]
    holders: tuple[Holder, ...]
    cut: bool = False


def ownership_on(store: Store, subject: str, day: date) -> Ownership:
    """Every chain upwards from `subject` on `day`, and for each owner whether the 50 % rule is met."""
    links, deep = _links(store, subject, day)
    chains: list[Chain] = []
    for chain in _chains(links, subject, ()):
        if len(chains) == MOST_CHAINS:
            return Ownership(subject, day, tuple(chains), _holders(links, subject), cut=True)
        chains.append(chain)
    return Ownership(subject, day, tuple(chains), _holders(links, subject), cut=deep)


_LINKS = """
SELECT subject, subject_kind, relation, party, party_state, share_pct, happened_from, happened_until, t.said, t.source, t.root,
  f.reliability || f.credibility AS grade, file, row, share_said
FROM ownership t JOIN files f ON f.sha256 = t.file AND f.format = 'ownership'
WHERE lower(trim(subject)) IN (SELECT unnest($subjects)) 
  AND coalesce(happened_from <= $day, true) AND coalesce(happened_until >= $day, true)
ORDER BY subject, relation, party, file, row
"""


_TIES = """
SELECT subject, coalesce(subject_kind, '') AS subject_kind, relation, party,
  coalesce(rtrim(rtrim(share_pct::VARCHAR, '0'), '.'), share_said, '') AS share, t.source, f.reliability || f.credibility AS grade
FROM ownership t JOIN files f ON f.sha256 = t.file AND f.format = 'ownership'
WHERE coalesce(happened_from <= $day, true) AND coalesce(happened_until >= $day, true)
ORDER BY file, row
LIMIT $most
"""


def ties_on(store: Store, day: date, most: int) -> Any:
    """All rows that hold on a day, as a table of TIES, at most so many."""
    return store.arrow(_TIES, day=day, most=most).cast(TIES)


def _links(store: Store, subject: str, day: date) -> tuple[dict[str, list[Link]], bool]:
    """The links of the subject, of its parties, of theirs ..., by subject; and whether the last step found new ones still."""
    found: dict[str, list[Link]] = {}
    ask = {_same(subject)}
    for _ in range(DEEPEST):
        rows: list[tuple[Any, ...]] = store.con.execute(_LINKS, {"subjects": sorted(ask), "day": day}).fetchall()
        found |= {key: [] for key in ask}
        for row in rows:
            found[_same(row[0])].append(Link(*row))
        ask = {_same(row[3]) for row in rows if row[2] != "flag"} - found.keys()
        if not ask:
            return found, False
    return found, True


def _same(name: str) -> str:
    """Names are joined as written, capitals and blanks at the ends apart. Likeness is for the matcher."""
    return name.strip().lower()


def _chains(links: dict[str, list[Link]], subject: str, before: tuple[Link, ...]) -> Iterator[Chain]:
    """Each chain, shorter ones first on each way; a circle ends where it would close."""
    passed = {_same(link.subject) for link in before} | {_same(subject)}
    for link in links.get(_same(subject), ()):
        way = (*before, link)
        yield Chain(way, _product(way))
        if link.relation != "flag" and _same(link.party) not in passed:
            yield from _chains(links, link.party, way)


def _product(way: Sequence[Link]) -> Decimal | None:
    share = WHOLE
    for link in way:
        if link.relation != "owner" or link.share_pct is None:
            return None
        share = share * link.share_pct / WHOLE
    return share.normalize()


def _holders(links: dict[str, list[Link]], subject: str) -> tuple[Holder, ...]:
    parties = {_same(link.party): link.party for found in links.values() for link in found if link.relation == "owner"}
    return tuple(_holder(links, subject, parties[key]) for key in sorted(parties) if key != _same(subject))


def _holder(links: dict[str, list[Link]], subject: str, party: str) -> Holder:
    least, most = _owned(links, party, False), _owned(links, party, True)
    low, high = least(_same(subject)), most(_same(subject))
    return Holder(party, True if low >= HALF else False if high < HALF else None, low, min(high, WHOLE))


def _owned(links: dict[str, list[Link]], party: str, most: bool) -> Any:
    """A function: per cent of a firm owned by the party and by the firms that count as its own."""
    counted = {_same(party)}

    def owned(firm: str) -> Decimal:
        shares = [link for link in links.get(firm, ()) if link.relation == "owner" and _same(link.party) in counted]
        by_party = groupby(sorted(shares, key=lambda link: _same(link.party)), key=lambda link: _same(link.party))
        return sum((_share(list(same), most) for _, same in by_party), NOTHING)

    while new := {firm for firm in links if firm not in counted and owned(firm) >= HALF}:
        counted |= new
    return owned


def _share(same: list[Link], most: bool) -> Decimal:
    """What the sources say that one party owns: the most or the least of it; a source that states no share contradicts none.

    Several shares in one source may be several blocks of shares: at most they add up.
    """
    known = [link for link in same if link.share.stated]
    if not known:
        return WHOLE if most else NOTHING
    if not most:
        return min(link.share.low for link in known)
    blocks: dict[str, set[Decimal]] = {}
    for link in known:
        blocks.setdefault(link.source, set()).add(link.share.high)
    return min(WHOLE, max(sum(shares, NOTHING) for shares in blocks.values()))
