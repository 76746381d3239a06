"""The common form of OpenClimate's files: emissions_id, actor_id (ISO 3166-1 alpha-2), year, total_emissions (tonnes), datasource_id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from vetoproof.evidence.climate.codes import ALPHA_3
from vetoproof.evidence.climate.figures import Account, Figures, figures_of, read_text
from vetoproof.terms.errors import InputError
from vetoproof.terms.unseen import Unseen


def read(path: Path, account: Account, source: str, unseen: tuple[Unseen, ...] = ()) -> Figures:
    """The file of one source; a file of another is refused, for its account would be another."""
    names = {"entity": ("actor_id",), "year": ("year",), "value": ("total_emissions",), "source": ("datasource_id",)}
    table, refused = read_text(path, names)
    given = set(table["source"].combine_chunks().dictionary_encode().dictionary.to_pylist()) if table.num_rows else set()
    other = sorted(one for one in given if not one.startswith(source))
    if other:
        raise InputError(f"holds {other[0]!r}, not {source}", where=path.name, do="give it to the reader of its own source")
    return figures_of(table, account, refused, per_mt=1e6, party=_states, unseen=unseen)


def _states(rows: Any) -> Any:
    """The State of each row. Two letters that are no State stay apart."""
    column = rows["entity"].combine_chunks() if isinstance(rows["entity"], pa.ChunkedArray) else rows["entity"]
    encoded = column.dictionary_encode()
    return pa.array([ALPHA_3.get(code, "") for code in encoded.dictionary.to_pylist()], pa.string()).take(encoded.indices)
