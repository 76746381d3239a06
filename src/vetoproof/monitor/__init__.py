"""The only place that joins the rooms. Each command is a function here; a function's page is loaded when it is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vetoproof.detect.names.compare import compare_names
    from vetoproof.detect.names.query import kind_of_party
    from vetoproof.detect.names.vessels import compare_vessels
    from vetoproof.evidence.which_store import store_folder
    from vetoproof.monitor.estimates import estimate
    from vetoproof.monitor.main_run import report, run
    from vetoproof.monitor.one_cap import cap
    from vetoproof.monitor.one_finding import finding, say
    from vetoproof.monitor.one_ship import ship
    from vetoproof.monitor.questions import Recorded, answer_book, duties, enricher, judge, law, record
    from vetoproof.monitor.receipts import verify
    from vetoproof.monitor.screening import Screener, screen, screener
    from vetoproof.monitor.screening_again import verify_screening
    from vetoproof.monitor.screening_lists import holds_store
    from vetoproof.monitor.screening_out import answers_file
    from vetoproof.monitor.screening_receipt import Question, Sum, line_of, receipt_bytes
    from vetoproof.monitor.screening_watch import only_new
    from vetoproof.monitor.the_council import council, council_lapse, council_replay, council_sunset
    from vetoproof.monitor.the_incidents import AsPublished, Match, as_published, match_thefts
    from vetoproof.monitor.the_ledgers import cap_years
    from vetoproof.monitor.the_money import Traced, trace
    from vetoproof.monitor.the_reach import draw_ships
    from vetoproof.monitor.the_store import (
        altered,
        ingest,
        intake,
        listed,
        ownership,
        store_diff,
        store_lists,
        store_status,
        write_list,
    )
    from vetoproof.monitor.the_tracks import Tracked, tracks, write_events
    from vetoproof.monitor.where_it_stands import status
    from vetoproof.regime.load import DEFAULT_REGIME, load_regime

_PAGES = {
    "vetoproof.evidence.which_store": ("store_folder",),
    "vetoproof.monitor.estimates": ("estimate",),
    "vetoproof.monitor.questions": ("Recorded", "answer_book", "duties", "enricher", "judge", "law", "record"),
    "vetoproof.detect.names.compare": ("compare_names",),
    "vetoproof.detect.names.query": ("kind_of_party",),
    "vetoproof.detect.names.vessels": ("compare_vessels",),
    "vetoproof.monitor.screening": ("Screener", "screen", "screener"),
    "vetoproof.monitor.screening_again": ("verify_screening",),
    "vetoproof.monitor.screening_lists": ("holds_store",),
    "vetoproof.monitor.screening_out": ("answers_file",),
    "vetoproof.monitor.screening_watch": ("only_new",),
    "vetoproof.monitor.receipts": ("verify",),
    "vetoproof.monitor.screening_receipt": ("Question", "Sum", "line_of", "receipt_bytes"),
    "vetoproof.monitor.the_council": ("council", "council_lapse", "council_replay", "council_sunset"),
    "vetoproof.monitor.one_cap": ("cap",),
    "vetoproof.monitor.the_ledgers": ("cap_years",),
    "vetoproof.monitor.one_ship": ("ship",),
    "vetoproof.monitor.one_finding": ("finding", "say"),
    "vetoproof.monitor.main_run": ("report", "run"),
    "vetoproof.monitor.the_incidents": ("AsPublished", "Match", "as_published", "match_thefts"),
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
        "write_list",
    ),  # fmt: skip
    "vetoproof.monitor.the_reach": ("draw_ships",),
    "vetoproof.monitor.the_tracks": ("Tracked", "tracks", "write_events"),
    "vetoproof.monitor.where_it_stands": ("status",),
    "vetoproof.regime.load": ("DEFAULT_REGIME", "load_regime"),
}
_HOME = {name: page for page, names in _PAGES.items() for name in names}

__all__ = [
    "altered", "answer_book", "answers_file", "as_published", "AsPublished", "cap", "cap_years", "compare_names",
    "compare_vessels", "council", "council_lapse", "council_replay", "council_sunset", "DEFAULT_REGIME", "draw_ships", "duties",
    "enricher", "estimate", "finding", "holds_store",
    "ingest", "intake", "judge", "kind_of_party", "law", "line_of", "listed", "load_regime", "Match", "match_thefts",
    "only_new", "ownership", "Question", "receipt_bytes", "record", "Recorded", "report", "run", "say", "screen", "screener", "Screener",
    "ship", "status", "store_diff", "store_folder", "store_lists", "store_status", "Sum", "trace", "Traced", "Tracked", "tracks", "verify",
    "verify_screening", "write_events", "write_list",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """The function of that name, from its page."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found
