"""Run all benchmarks, or those named: `python -m benchmarks judge`."""

import importlib
import sys

from benchmarks.machine import machine

NAMES = ("judge", "doors", "ingest", "council", "caps", "funds", "trade", "tracks", "reach", "names")


def main() -> None:
    print(machine())
    for name in sys.argv[1:] or NAMES:
        print(f"\n## {name}")
        importlib.import_module(f"benchmarks.{name}").run()


main()
