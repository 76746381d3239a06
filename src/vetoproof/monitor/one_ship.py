"""One ship, whole: the lists, her identities side by side, her events, what the law makes of them, a verdict, what was not covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import orjson
import pyarrow as pa
import pyarrow.compute as pc
from attrs import evolve, frozen

from vetoproof.assess.ship import Reason, Verdict, of_acts, of_changes, of_matches, of_record, of_silences, weigh
from vetoproof.detect.vessels.identities import INNOCENT, Limits, ends_of, identities, identity_changes, without_history
from vetoproof.evidence.positions import layout
from vetoproof.evidence.positions.held import HeldPositions
from vetoproof.evidence.record import Row, read_table, said_by
from vetoproof.findings.calls import NOT_ESTIMATED, PossibleCall
from vetoproof.findings.enrich import Enricher
from vetoproof.findings.entries import Entry
from vetoproof.findings.wire import findings_of
from vetoproof.monitor.questions import enricher
from vetoproof.monitor.screening import Lists, Screener, lists_for
from vetoproof.monitor.screening_lists import holds_store
from vetoproof.monitor.the_reach import calls_within_reach
from vetoproof.regime.law import Regime
from vetoproof.regime.load import DEFAULT_REGIME, load_regime
from vetoproof.terms.errors import InputError
from vetoproof.terms.mids import MIDS
from vetoproof.terms.names import imo_number, plain_name
from vetoproof.terms.unseen import Unseen
from vetoproof.terms.version import VERSION

MOST_EVENTS = 500  # shown; all count
RECEIPT = "vetoproof ship"
T = TypeVar("T")


@frozen
class Asked:
    """The ship that is asked about: by her IMO number, her MMSI, or a name."""

    query: str
    imo: str = ""
    mmsi: int = 0
    name: str = ""

    @property
    def by(self) -> str:
        return "imo" if self.imo else "mmsi" if self.mmsi else "name"


@frozen(eq=False)
class Known:
    """All numbers and names under which she is known here."""

    imos: tuple[str, ...]
    mmsis: tuple[int, ...]
    names: tuple[str, ...]


@frozen(eq=False)
class ShipAnswer:
    """What the `ship` door answers."""

    asked: Asked
    known: Known
    lists: tuple[Mapping[str, Any], ...]
    identities: tuple[Mapping[str, Any], ...]
    changes: tuple[Mapping[str, Any], ...]
    events: tuple[Mapping[str, Any], ...]
    entries: tuple[Entry, ...]
    calls: tuple[PossibleCall, ...]
    record: tuple[Row, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...]
    unseen: tuple[Unseen, ...]
    receipt: Mapping[str, Any]
    covered: bool
    innocent: Mapping[str, tuple[str, ...]]  # by kind of act: what else it may have been

    def as_json(self) -> dict[str, Any]:
        """The object of the door."""
        judged = {entry.row["id"]: entry for entry in self.entries}
        return {
            "query": self.asked.query,
            "by": self.asked.by,
            "numbers": {"imo": list(self.known.imos), "mmsi": list(self.known.mmsis), "names": list(self.known.names)},
            "identities": [_plain(one) for one in self.identities],
            "changes": [_plain(one) for one in self.changes],
            "lists": [*self.lists, *({"list": f"record: {row['authority']}", **row} for row in self.record)],
            "events": [_plain(one) for one in self.events[:MOST_EVENTS]],
            "acts": [_act(entry, self.innocent.get(entry.fact.kind, ())) for entry in judged.values()],
            "possible_calls": [call.as_row() for call in self.calls],
            "verdict": self.verdict,
            "reasons": [
                {"for": one.verdict, "what": one.what, "source": one.source, "or_innocent": list(one.alternatives)} for one in self.reasons
            ],
            "unseen": [{"what": one.what, "why": one.why} for one in self.unseen],
            "receipt": dict(self.receipt),
        }


def read_query(text: str) -> Asked:
    """Seven digits are an IMO number, with its check digit; nine are an MMSI; all else is a name."""
    plain = " ".join(text.split())
    digits = plain.upper().removeprefix("IMO").strip()
    if digits.isdigit() and len(digits) == 7:
        if imo_number(digits) is None:
            raise InputError(
                "fails its check digit", where=f"IMO {digits}", do="see whether two digits were swapped; ask by the MMSI or the name"
            )
        return Asked(plain, imo=digits)
    if digits.isdigit() and len(digits) == 9:
        return Asked(plain, mmsi=int(digits))
    if not any(sign.isalpha() for sign in plain):
        raise InputError("is no IMO number (7 digits), MMSI (9 digits) or name", where=f"ship {plain!r}", do="give one of them")
    return Asked(plain, name=plain)


def ship(
    query: str,
    as_of: date,
    known_by: date,
    *,
    since: date | None = None,
    store: Path | None = None,
    lists: Sequence[Path | str] = (),
    regime: str = DEFAULT_REGIME,
) -> ShipAnswer:
    """All that the lists, the record and the positions of a store say of one ship."""
    asked, law = read_query(query), load_regime(regime)
    held = _held(store, since, as_of)
    statics = held.statics() if held else None
    record = [row for row in read_table("ships").rows if said_by(row, known_by.isoformat()) and row["day"] <= as_of.isoformat()]
    against = lists_for(as_of, regime=regime, files=lists, store=store)
    known = _known(asked, statics, record, against)
    matches = tuple(_matches(Screener(against, as_of), known, asked))
    listed = frozenset(number for one in against.listed if one.on(as_of) for number in one.party.imos)
    own = [row for row in record if row["imo"] in known.imos or (asked.name and plain_name(row["name"]) == plain_name(asked.name))]
    side, changes = _identities(held, statics, known)
    seen = _seen(held, known, law, as_of, enricher(regime, as_of, known_by, store)) if held and known.mmsis else Seen()
    watched = frozenset(reading.of for reading in law.calls)
    innocent = {name: kind.alternatives for name, kind in law.vocabulary.kinds.items()}
    reasons = [
        *of_matches(matches, str(as_of)),
        *of_record(own),
        *of_changes(changes, INNOCENT, listed),
        *of_acts(seen.entries, listed, watched, innocent),
        *of_silences(seen.calls),
    ]
    verdict, ordered = weigh(reasons)
    covered = bool(seen.positions)
    unseen = (*against.unseen, *seen.unseen, *_not_covered(held, known, seen, since, as_of), *_not_new(statics, known), *_not_owned(store))
    answer = ShipAnswer(
        asked,
        known,
        matches,
        side,
        changes,
        seen.events,
        seen.entries,
        seen.calls,
        tuple(own),
        verdict,
        ordered,
        tuple(dict.fromkeys(unseen)),
        {},
        covered,
        innocent,
    )
    options = {"since": since and str(since), "as_of": str(as_of), "known_by": str(known_by), "regime": regime}
    return evolve(answer, receipt=_receipt(answer, options, law.law_version, against, store))


# ---- who she is
def _held(store: Path | None, since: date | None, until: date) -> HeldPositions | None:
    if store is None or not layout.folder_of(store).is_dir():
        return None
    held = HeldPositions(store, since, until)
    return held if held.files else None


def _known(asked: Asked, statics: pa.Table | None, record: list[Row], against: Lists) -> Known:
    """Her numbers by what was asked: those that were said together with it, here or on a list. Nothing is merged by a name alone."""
    rows = [] if statics is None else _said_with(asked, statics)
    imos = [asked.imo, *(str(row["imo"]) for row in rows if row["imo"])]
    names = [asked.name, *(row["name"] for row in rows if row["name"])]
    if asked.name:
        wanted = plain_name(asked.name)
        imos += [row["imo"] for row in record if wanted in {plain_name(row["name"]), *map(plain_name, row["other_names"].split("; "))}]
    imos += [number for one in against.listed if asked.mmsi and str(asked.mmsi) in one.party.mmsis for number in one.party.imos]
    names += [row["name"] for row in record if row["imo"] and row["imo"] in imos]
    mmsis = [asked.mmsi, *(row["mmsi"] for row in rows)]
    return Known(_each_once(imos), _each_once(mmsis), _each_once(names))


def _each_once(found: Iterable[T]) -> tuple[T, ...]:
    """What is not empty, in the order in which it came."""
    return tuple(dict.fromkeys(one for one in found if one))


def _said_with(asked: Asked, statics: pa.Table) -> list[dict[str, Any]]:
    """The STATIC rows that bear what was asked for."""
    if asked.imo:
        kept = pc.equal(statics["imo"], int(asked.imo))
    elif asked.mmsi:
        kept = pc.equal(statics["mmsi"], asked.mmsi)
    else:
        wanted = plain_name(asked.name)
        kept = pa.array([bool(name) and plain_name(name) == wanted for name in statics["name"].to_pylist()])
    return list(statics.filter(kept).to_pylist())


def _matches(screener: Screener, known: Known, asked: Asked) -> Iterator[Mapping[str, Any]]:
    """Each of her numbers and names against the lists, a match once."""
    parties = [
        *({"imoNumber": imo} for imo in known.imos),
        *({"mmsi": str(mmsi)} for mmsi in known.mmsis),
        *({"name": name} for name in known.names),
    ]
    shown: dict[tuple[str, str], Mapping[str, Any]] = {}
    for given in parties:
        name = given.pop("name", "")
        props = given | ({"imoNumber": known.imos[0]} if name and known.imos else {})
        for one in screener.screen({"id": asked.query, "kind": "Vessel", "name": name, "props": props}).matches:
            key = (one["list"], one["ref"])
            if key not in shown or one["decision"] == "match":
                shown[key] = one
    yield from shown.values()


def _identities(held: HeldPositions | None, statics: pa.Table | None, known: Known) -> tuple[tuple[Mapping[str, Any], ...], ...]:
    """Her identities side by side, and the changes that touch one of her numbers."""
    if held is None or statics is None:
        return (), ()
    sources, flags = [file.sha256 for file in held.files], MIDS
    imos, mmsis = {int(imo) for imo in known.imos}, set(known.mmsis)
    own = statics.filter(
        pc.or_kleene(
            pc.is_in(statics["imo"], pa.array(sorted(imos), pa.int32())), pc.is_in(statics["mmsi"], pa.array(sorted(mmsis), pa.int32()))
        )
    )
    side = identities(own, sources, flags).to_pylist()
    every = identity_changes(statics, sources, flags, ends=ends_of(held.sorted_batches())).to_pylist()
    mine = (one for one in every if {one["imo"], one["other_imo"]} & imos or {one["mmsi"], one["other_mmsi"]} & mmsis)
    return tuple(side), tuple(mine)


# ---- what she did
@frozen(eq=False)
class Seen:
    """Her events, what the law makes of them, what her silences could hide; how many positions that rests on."""

    events: tuple[Mapping[str, Any], ...] = ()
    entries: tuple[Entry, ...] = ()
    calls: tuple[PossibleCall, ...] = ()
    positions: int = 0
    unseen: tuple[Unseen, ...] = ()


def _seen(held: HeldPositions, known: Known, law: Regime, as_of: date, looked_up: Enricher) -> Seen:
    positions = sum(held.of(mmsi).num_rows for mmsi in known.mmsis)
    if not positions:
        return Seen()
    try:
        from vetoproof.monitor.held_events import held_events, sighted  # here: numba is an extra
    except InputError as error:
        return Seen(positions=positions, unseen=(Unseen("events in her positions", f"{error.what}; {error.do}"),))
    found = held_events(held, law.name, known.mmsis)
    entries, unput = sighted(found, law, looked_up, as_of)
    calls = calls_within_reach(found.events, found.reached.rows, found.statics, regime=law.name)
    return Seen(tuple(found.events.to_pylist()), entries, calls, positions, (*found.reached.unseen, *unput))


# ---- what was not covered
def _not_covered(held: HeldPositions | None, known: Known, seen: Seen, since: date | None, as_of: date) -> Iterator[Unseen]:
    if held is None:
        yield Unseen("her movements", "the store holds no positions: calls, encounters and silences were not looked for")
        return
    days = [(span.first, min(span.last, as_of)) for span in held.spans if span.first and span.last and span.first <= as_of]
    if not known.mmsis or not seen.positions:
        yield Unseen("her movements", "no position of hers is among those of the store")
        return
    first, last = min(first for first, _ in days), max(last for _, last in days)
    yield Unseen("days without positions", f"the store holds positions from {first} to {last}; before and after nothing was looked at")
    if since:
        yield Unseen(f"before {since}", "not asked for")


def _not_new(statics: pa.Table | None, known: Known) -> Iterator[Unseen]:
    """Her numbers that may be new ones, for all that the data before them say."""
    for number, day in ({} if statics is None else without_history(statics, [int(imo) for imo in known.imos if imo_number(imo)])).items():
        why = f"the data cover fewer than {Limits().history_days} days before {day}, the first day of IMO {number}"
        yield Unseen("new numbers were not looked for", why)


def _not_owned(store: Path | None) -> Iterator[Unseen]:
    """The rows of owners are asked by `screen` alone."""
    if holds_store(store):
        yield Unseen("who owns or manages her", "rows of owners were not looked at; `vetoproof screen` with the same store does")


# ---- how it is shown
def _act(entry: Entry, alternatives: Iterable[str]) -> dict[str, Any]:
    return {
        "id": entry.row["id"], "event": entry.row["event"], "from": entry.row["from"], "until": entry.row["until"],
        "port": entry.row["port"], "port_state": entry.row["port_state"], "other": entry.row.get("other_mmsi", ""),
        "verdict": entry.judgement.verdict, "findings": findings_of(entry.judgement),
        "likelihood": NOT_ESTIMATED, "alternatives": list(alternatives),
    }  # fmt: skip


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def _receipt(answer: ShipAnswer, options: Mapping[str, Any], law_version: str, against: Lists, store: Path | None) -> dict[str, Any]:
    """What the answer rests on, and its hash: the same query on the same lists and positions gives the same one."""
    manifest = layout.folder_of(store) / layout.MANIFEST if store else None
    said = {key: value for key, value in answer.as_json().items() if key != "receipt"}
    return {
        "receipt": RECEIPT,
        "query": answer.asked.query,
        **options,
        "law_version": law_version,
        "lists": [{"list": one.list, "version": one.version} for one in against.sources],
        "positions": sha256(manifest.read_bytes()).hexdigest() if manifest and manifest.is_file() else None,
        "vetoproof": VERSION,
        "result": sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest(),
    }
