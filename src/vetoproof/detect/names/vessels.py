"""Two ships as maps of their particulars -> match, review or no_match: the IMO number decides, the name only asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vetoproof.detect.names.compare import Comparison
from vetoproof.detect.names.decide import decide
from vetoproof.detect.names.party import Listed, Party
from vetoproof.detect.names.query import party_of
from vetoproof.terms.errors import InputError

_PROPERTIES = {
    "imo": "imoNumber", "imo_number": "imoNumber", "imonumber": "imoNumber", "call_sign": "callSign", "callsign": "callSign",
    "mmsi": "mmsi", "flag": "flag", "alias": "alias", "aliases": "alias", "names": "name",
    "former_names": "previousName", "previous_names": "previousName",
}  # fmt: skip


def compare_vessels(a: Mapping[str, Any], b: Mapping[str, Any]) -> Comparison:
    """`{"name", "imo", "mmsi", "call_sign", "flag", "aliases"}`, or FollowTheMoney's properties; what is not known is left out."""
    for one in (a, b):
        if not isinstance(one, Mapping):
            raise InputError("is no object", where="compare_vessels", do='give each ship as {"name", "imo", ...}')
    found = decide(_ship(a), Listed("", "", _ship(b)))
    return Comparison(found.score, found.decision, found.why)


def _ship(given: Mapping[str, Any]) -> Party:
    props: dict[str, list[Any]] = {}
    for key, value in given.items():
        if key not in ("name", "kind", "id"):
            props.setdefault(_PROPERTIES.get(key.lower(), key), []).extend(value if isinstance(value, list | tuple) else (value,))
    return party_of({"kind": "Vessel", "name": given.get("name"), "props": props})
