"""Who owns or controls a party, in the rows of the store -> a review with the chain shown, if that is somebody listed.

The 50 % rule (OFAC, 13 August 2014): a share of half or more, directly or through firms that count so themselves, of one listed party or of
several in the aggregate. A controller or manager needs no share. Names in registers are screened like any others; a name alone is never a
match, and neither is what it owns. The party itself is found by its name but for case, accents, signs and the form of its firm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from attrs import evolve, frozen

from vetoproof.detect.names.decide import EQUAL, Match
from vetoproof.detect.names.lexicon import LEGAL, common_form
from vetoproof.detect.names.party import Named, Party
from vetoproof.detect.names.screener import Answer
from vetoproof.detect.names.screener import Screener as Bench
from vetoproof.evidence.owners import Chain, Holder, Ownership, owned_together, ownership_on
from vetoproof.evidence.store import Store, open_store
from vetoproof.terms.canonical import digest
from vetoproof.terms.days import LAST
from vetoproof.terms.names import imo_number, plain_name
from vetoproof.terms.quantity import plain

MOST_CHAINS = 20  # shown of one party


@frozen(eq=False)
class Owners:
    """The rows of a store, and whom they speak of."""

    store: Store
    subjects: Mapping[str, tuple[str, ...]]  # a name without what differs from register to register -> the names as written
    day: date
    version: str  # SHA-256 over the hashes of the files that the rows are from

    @classmethod
    def of(cls, folder: Path | None, day: date) -> Owners | None:
        """None if there is no store, or it has no such rows."""
        if folder is None or not (folder / "store.duckdb").is_file():
            return None
        store = open_store(folder, read_only=True)
        subjects: dict[str, tuple[str, ...]] = {}
        for (name,) in store.con.execute("SELECT DISTINCT lower(trim(subject)) AS name FROM ownership ORDER BY name").fetchall():
            key = _bare(name)
            subjects[key] = (*subjects.get(key, ()), name)
        if not subjects:
            store.close()
            return None
        files = store.con.execute("SELECT DISTINCT file FROM ownership ORDER BY file").fetchall()
        return cls(store, subjects, min(day, LAST), digest([file for (file,) in files]))

    def add(self, party: Party, answer: Answer, bench: Bench) -> Answer:
        """The answer, with the listed parties that own or control whom it is about."""
        keys = [name for key in _keys(party) for name in self.subjects.get(key, ())]
        if not keys or answer.decision == "match":
            return answer
        known = {(one.list, one.ref) for one in answer.matches}
        found = [one for key in dict.fromkeys(keys) for one in self._behind(ownership_on(self.store, key, self.day), bench)]
        new = tuple({(one.list, one.ref): one for one in found if (one.list, one.ref) not in known}.values())
        return evolve(answer, decision="review", matches=(*answer.matches, *new)) if new else answer

    def _behind(self, owned: Ownership, bench: Bench) -> Iterator[Match]:
        """A review for each listed party at the end of a chain that counts, alone or with other listed owners."""
        holders = {one.party.strip().lower(): one for one in owned.holders}
        chains = [chain for chain in owned.chains if chain.links[-1].relation != "flag"][:MOST_CHAINS]
        listed = [(chain, holders.get(chain.party.strip().lower()), tuple(_listed(chain.party, bench))) for chain in chains]
        small = {holder.party: holder for chain, holder, some in listed if some and holder and not _counts(chain, holder)}
        together = owned_together(self.store, owned.subject, owned.day, sorted(small)) if len(small) > 1 else None
        for chain, holder, some in listed:
            count = _counts(chain, holder) or (holder and holder.party in small and together and together.half is not False)
            for one in some if count else ():
                shared = None if _counts(chain, holder) else together
                yield Match(one.list, one.ref, one.name, one.score, "review", tuple(_told(owned, chain, holder, shared, one)))


def _keys(party: Party) -> Iterator[str]:
    """How the registers may call the party: a ship by its number."""
    for number in party.imos:
        yield number
        yield f"imo {number}"
    yield from dict.fromkeys(_bare(name.text) for name in party.names)


def _bare(name: str) -> str:
    """A name without case, accents and signs, and without the form of the firm: `Sunny Foods Co., Ltd.` is `sunny foods`."""
    plain = plain_name(name)
    kept = " ".join(word for text in plain.split() if (word := common_form(text)) not in LEGAL)
    return kept or plain


def _counts(chain: Chain, holder: Holder | None) -> bool:
    """A controller or manager anywhere, or an owner whose shares are half or more, or not known to be less."""
    return any(link.relation != "owner" for link in chain.links) or holder is None or holder.half is not False


def _listed(name: str, bench: Bench) -> Iterable[Match]:
    number = imo_number(name)
    answer = bench.screen(Party("Vessel", imos=(number,)) if number else Party("LegalEntity", (Named(name),)))
    return (one for one in answer.matches if one.score >= EQUAL)


def _told(owned: Ownership, chain: Chain, holder: Holder | None, together: Holder | None, one: Match) -> Iterator[str]:
    steps = [
        f"{link.party} is {link.relation} of {link.subject}{_share(link.share_pct)} ({link.source}, {link.grade})" for link in chain.links
    ]
    yield f"review: owned or controlled by a listed party on {owned.day}"
    yield f"chain: {'; '.join(steps)}"
    if holder is not None:
        yield f"share: {_between(holder)}"
    if together is not None:
        yield f"share of {together.party} in the aggregate: {_between(together)}"
    yield from one.why[1:]


def _between(holder: Holder) -> str:
    rule = {True: "is met", False: "is not met", None: "cannot be told: shares are unknown or differ"}[holder.half]
    return f"between {plain(Decimal(str(holder.low_pct)))} and {plain(Decimal(str(holder.high_pct)))} %; the 50 % rule {rule}"


def _share(share: object) -> str:
    return "" if share is None else f", {plain(Decimal(str(share)))} %"
