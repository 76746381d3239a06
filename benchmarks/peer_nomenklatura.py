"""Run by the Python of a throw-away environment with nomenklatura in it: labelled pairs in, how many logic-v2 flags from 0.7 on out."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

THRESHOLD = 0.7  # what yente's documentation recommends


def main() -> None:
    from followthemoney import model  # type: ignore[import-not-found]
    from nomenklatura.matching import ScoringConfig, get_algorithm  # type: ignore[import-not-found]

    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()

    def entity(schema: str, name: str) -> Any:
        return model.get_proxy({"id": name, "schema": schema, "properties": {"name": [name]}})

    for what, schema, pairs in json.load(sys.stdin):
        begun = time.process_time()
        flagged = sum(algorithm.compare(entity(schema, a), entity(schema, b), config).score >= THRESHOLD for a, b in pairs)
        print(json.dumps([what, flagged, len(pairs), len(pairs) / (time.process_time() - begun)]), flush=True)


main()
