"""The columns of a position file -> the fields that we read: by the names that are known, or by those that the caller gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vetoproof.terms.errors import InputError

NEEDED = ("mmsi", "t", "lat", "lon")
# A field, and how files call it, without signs and capitals; the first that is there is taken.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "mmsi": ("mmsi", "ssvid", "mmsinumber"),
    "t": ("t", "timestamp", "basedatetime", "time", "datetime", "timestamputc", "dtposutc", "datetimeutc", "receivedtime", "ts"),
    "lat": ("lat", "latitude", "latdeg", "y"),
    "lon": ("lon", "longitude", "long", "lng", "londeg", "x"),
    "sog": ("sog", "speed", "speedoverground", "sogkn", "speedkn", "speedknots"),
    "imo": ("imo", "imonumber"),
    "name": ("vesselname", "shipname", "name"),
    "callsign": ("callsign",),
    "ship_type": ("vesseltype", "shiptype", "shipandcargotype"),
    "length_m": ("length", "lengthm"),
    "width_m": ("width", "beam", "widthm"),
    "draught_dm": ("draught", "draft"),  # metres in the file
    "destination": ("destination",),
    "to_bow": ("dimensiontobow", "tobow"),
    "to_stern": ("dimensiontostern", "tostern"),
    "to_port": ("dimensiontoport", "toport"),
    "to_starboard": ("dimensiontostarboard", "tostarboard"),
    "sender": ("messageid", "typeofmobile"),  # the type of the message, or of what sent it
}
SAID = (
    "imo",
    "name",
    "callsign",
    "ship_type",
    "length_m",
    "width_m",
    "draught_dm",
    "destination",
    "to_bow",
    "to_stern",
    "to_port",
    "to_starboard",
)
# What a caller may call a field, beside our names.
_AS = {
    "time": "t", "timestamp": "t", "speed": "sog", "latitude": "lat", "longitude": "lon", "ssvid": "mmsi",
    "length": "length_m", "width": "width_m", "draught": "draught_dm", "draft": "draught_dm",
}  # fmt: skip


def plain(name: str) -> str:
    """A column's name without capitals, blanks, signs and a byte order mark."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def read_columns(text: str) -> dict[str, str]:
    """`mmsi=ID,t=ais_pos_timestamp` -> {"mmsi": "ID", "t": "ais_pos_timestamp"}."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if wrong := [field for field, sign, name in pairs if not sign or not field.strip() or not name.strip()]:
        raise InputError(f"{wrong[0].strip()!r} is no FIELD=COLUMN", where="--columns", do="write it as mmsi=ID,t=..,lat=..,lon=..")
    return known_fields({field.strip(): name.strip() for field, _, name in pairs})


def known_fields(given: Mapping[str, str]) -> dict[str, str]:
    """The same with our names of the fields."""
    named = {_AS.get(field, field): name for field, name in given.items()}
    if unknown := sorted(set(named) - set(KNOWN)):
        raise InputError(
            f"{unknown[0]!r} is no field", where="--columns", do=f"use {', '.join(name for name in KNOWN if name != 'sender')}"
        )
    return named


def resolve(names: Sequence[str], given: Mapping[str, str] | None, where: str) -> dict[str, str]:
    """Field -> column of the file. Raises InputError naming what was found if a needed one is missing."""
    found = _found(names)
    for field, name in known_fields(given or {}).items():
        found[field] = _the_one(names, name, where)
    if lacking := [field for field in NEEDED if field not in found]:
        if not given and sum(_is_number(name) for name in names) > len(names) / 2:
            raise InputError(
                "begins with a row of numbers and not with the names of its columns", where=where, do="put a line of names first"
            )
        raise InputError(
            f"has no column for {', '.join(lacking)}; its columns are {_shown(names)}",
            where=where,
            do=f"name it by --columns, as in {','.join(f'{field}=NAME' for field in lacking)}",
        )
    for name in set(found.values()):
        if list(names).count(name) > 1:
            raise InputError(f"has the column {name!r} twice", where=where, do="give each its own name")
    return found


def _is_number(name: str) -> bool:
    return bool(re.fullmatch(r"\s*[-+]?[0-9.]+\s*", name))


def _found(names: Sequence[str]) -> dict[str, str]:
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(plain(name), name)
    hits = {field: [by_plain[alias] for alias in aliases if alias in by_plain] for field, aliases in KNOWN.items()}
    return {field: some[0] for field, some in hits.items() if some}


def _the_one(names: Sequence[str], name: str, where: str) -> str:
    if name in names:
        return name
    like = [one for one in names if one.strip().casefold() == name.casefold()]
    if len(like) != 1:
        raise InputError(f"has no column {name!r}; its columns are {_shown(names)}", where=where, do="name one of these by --columns")
    return like[0]


def _shown(names: Sequence[str]) -> str:
    some = ", ".join(repr(name[:40]) for name in names[:40])
    return f"{some}, and {len(names) - 40} more" if len(names) > 40 else some or "none"
