"""What a run of `tracks` should say of its files beside their counts: swapped places, an MMSI of several ships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from attrs import define, field

from vetoproof.detect.vessels.swapped import WINDOW, Glance

MOST_GLANCES = 16  # batches of a run that are looked at: the first ones, then one of so many


@define
class Glances:
    """Looks at a bounded part of sorted batches while they pass by; the same files give the same part."""

    found: dict[int, Glance] = field(factory=dict)
    _seen: int = 0

    def watch(self, batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            self.add(batch)
            yield batch

    def add(self, batch: Any) -> None:
        self._seen += 1
        if batch.num_rows and (self._seen <= MOST_GLANCES or self._seen % MOST_GLANCES == 0):
            begin = max(0, batch.num_rows - WINDOW) // 2
            self._add(batch.slice(begin, WINDOW))

    def _add(self, rows: Any) -> None:
        files = rows.column("file").to_numpy()
        for file in np.unique(files).tolist():
            mine = rows if (files == file).all() else rows.take(np.flatnonzero(files == file))
            self.found.setdefault(file, Glance()).add(mine)

    def warnings(self, names: Sequence[str]) -> Iterator[str]:
        """A question for each file that looks swapped."""
        for file in sorted(self.found):
            if self.found[file].looks_swapped:
                yield f"{names[file]}: its places fit better the other way round: are latitude and longitude swapped?"


def shared_unasked(ships: int) -> Iterator[str]:
    """What to do where gaps and jumps may be those from ship to ship."""
    if ships:
        who = f"{ships:,} MMSI look" if ships > 1 else "1 MMSI looks"
        yield f"{who} shared by several ships; add identity to --events to take them apart"
