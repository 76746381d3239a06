"""What a page carries so that it can check itself: its findings and its law, packed as text that a browser can take apart again.

Findings are packed by key: each distinct value once, as the JSON text that stands in findings.jsonl, and for each line which
one it is. Put together again they give the bytes of findings.jsonl, and their hash can be compared with the one printed. The
id of a finding is not carried: it is the hash of fact, paragraph and limb, and is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

MADE_ANEW = "id"
IDENTITY = ("fact", "provision", "limb")


def packed(lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Lines with the same keys, by key: the distinct values, and for each line the place of its value."""
    columns: dict[str, dict[str, int]] = {}
    places: dict[str, list[int]] = {}
    given = list(lines)
    for line in given:
        for key, value in line.items():
            if key == MADE_ANEW:
                continue
            known = columns.setdefault(key, {})
            places.setdefault(key, []).append(known.setdefault(orjson.dumps(value).decode(), len(known)))
    keys = [MADE_ANEW, *columns]
    return {
        "lines": len(given),
        "keys": keys,
        "values": {key: list(known) for key, known in columns.items()},
        "places": {key: found for key, found in places.items() if len(columns[key]) > 1},
    }


def script_text(value: Any) -> str:
    """A value as JSON that may stand inside a script element: letters of ASCII alone, and no sign that opens a tag."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
