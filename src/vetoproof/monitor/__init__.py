"""The only place that joins the rooms. Each command is a function here; a function's page is loaded when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vetoproof.monitor.estimates import estimate
    from vetoproof.monitor.main_run import report, run
    from vetoproof.monitor.one_cap import cap, cap_years
    from vetoproof.monitor.one_finding import finding, say
    from vetoproof.monitor.questions import DEFAULT_REGIME, Recorded, answer_book, duties, enricher, judge, law, record
    from vetoproof.monitor.the_council import council, council_lapse, council_replay, council_sunset
    from vetoproof.monitor.the_money import Traced, trace
    from vetoproof.monitor.the_store import altered, ingest, intake, listed, ownership, store_diff, store_lists, store_status
    from vetoproof.monitor.where_it_stands import status
    from vetoproof.regime.load import load_regime

_PAGES = {
    "vetoproof.monitor.estimates": ("estimate",),
    "vetoproof.monitor.questions": ("DEFAULT_REGIME", "Recorded", "answer_book", "duties", "enricher", "judge", "law", "record"),
    "vetoproof.monitor.the_council": ("council", "council_lapse", "council_replay", "council_sunset"),
    "vetoproof.monitor.one_cap": ("cap", "cap_years"),
    "vetoproof.monitor.one_finding": ("finding", "say"),
    "vetoproof.monitor.main_run": ("report", "run"),
    "vetoproof.monitor.the_money": ("Traced", "trace"),
    "vetoproof.monitor.the_store": (
        "altered",
        "ingest",
        "intake",
        "listed",
        "ownership",
        "store_diff",
        "store_lists",
        "store_status",
    ),  # fmt: skip
    "vetoproof.monitor.where_it_stands": ("status",),
    "vetoproof.regime.load": ("load_regime",),
}
_HOME = {name: page for page, names in _PAGES.items() for name in names}

__all__ = [
    "DEFAULT_REGIME", "Recorded", "Traced", "altered", "answer_book", "cap", "cap_years", "council", "council_lapse", "council_replay", "council_sunset", "duties",
    "estimate", "enricher", "finding", "ingest", "intake", "judge", "law", "listed", "load_regime", "ownership", "record", "report", "run", "say", "status",
    "store_diff", "store_lists", "store_status", "trace",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """The function of that name, from its page."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found
