"""Any receipt -> the question that it holds, asked again: the same bytes, or what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from vetoproof.monitor.screening_again import LARGEST, Verified, verify_screening
from vetoproof.terms.errors import InputError

SHIP = "vetoproof ship"


def verify(path: Path | str, store: Path | None = None) -> Verified:
    """Run a receipt again: of a screening, or of a ship (the whole answer of `ship --json`, or its receipt alone)."""
    path = Path(path)
    receipt = _ship_receipt(path)
    return _verify_ship(receipt, store) if receipt else verify_screening(path, store)


def _ship_receipt(path: Path) -> Mapping[str, Any] | None:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"is larger than {LARGEST:,} bytes", where=str(path), do="give a receipt")
        said = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path), do="give a receipt") from error
    except orjson.JSONDecodeError as error:
        raise InputError("is not JSON", where=str(path), do="give a receipt of `screen` or the answer of `ship --json`") from error
    found = said.get("receipt") if isinstance(said, dict) else None
    if isinstance(found, dict) and found.get("receipt") == SHIP:
        return found
    return said if found == SHIP else None


def _verify_ship(said: Mapping[str, Any], store: Path | None) -> Verified:
    from vetoproof.monitor.one_ship import ship

    try:
        days = [date.fromisoformat(said[name]) if said.get(name) else None for name in ("as_of", "known_by", "since")]
        as_of, known_by = days[0], days[1]
        if as_of is None or known_by is None:
            raise KeyError("as_of")
        again = ship(str(said["query"]), as_of, known_by, since=days[2], store=store, regime=str(said["regime"])).receipt
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"is no whole receipt ({error})", where="receipt", do="give the answer of `ship --json` as written") from error
    return Verified(again["result"] == said.get("result"), 1, tuple(_differences(said, again)))


def _differences(said: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[str]:
    for name in ("result", "law_version", "lists", "positions", "vetoproof"):
        if said.get(name) != again.get(name):
            yield f"{name.replace('_', ' ')}: {_brief(again.get(name))}, the receipt says {_brief(said.get(name))}"


def _brief(value: Any) -> str:
    return str(value)[:60]
