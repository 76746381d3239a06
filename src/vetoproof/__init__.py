"""Sanctions law and evidence as data: what happened, what it breaches, how sure that is, and what nobody saw.

Each command is a function of the same name, loaded when it is first asked for: `law`, `judge`, `report`.
"""

from importlib import import_module
from typing import Any

__all__ = [
    "Screener",
    "cap",
    "compare_names",
    "compare_vessels",
    "council",
    "council_lapse",
    "council_replay",
    "duties",
    "estimate",
    "finding",
    "ingest",
    "judge",
    "law",
    "listed",
    "load_regime",
    "ownership",
    "record",
    "report",
    "screen",
    "ship",
    "tracks",
    "status",
    "store_diff",
    "store_lists",
    "store_status",
    "trace",
    "verify",
    "verify_screening",
    "write_list",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("vetoproof.terms.version").VERSION
    if name in __all__:
        found = getattr(import_module("vetoproof.monitor"), name)
        return found if isinstance(found, type) else import_module("vetoproof.terms.paths").takes_text(found)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
