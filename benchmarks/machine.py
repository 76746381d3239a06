"""The machine, and how a whole process is measured: wall clock and peak memory, the median of three runs."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

RUNS = 3


def machine() -> str:
    """One line: processor, cores, memory, system, Python."""
    names = (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name"))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    processor = next(names, platform.processor() or platform.machine())
    return f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


def program() -> str:
    """The installed command beside the Python that runs this."""
    return str(Path(sys.executable).with_name("vetoproof"))


def measure(command: Sequence[str], out: Path) -> tuple[float, float]:
    """Seconds (median of RUNS) and peak MB of a whole process, its answers written to `out`."""
    seconds, peaks = zip(*(_once(command, out) for _ in range(RUNS)), strict=True)
    return statistics.median(seconds), max(peaks)


def _once(command: Sequence[str], out: Path) -> tuple[float, float]:
    begun = time.perf_counter()
    with out.open("wb") as answers:
        process = subprocess.Popen(command, stdout=answers, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def row(what: str, seconds: float, target: float, note: str = "") -> None:
    """A line of a table: what was measured, against what was asked for."""
    print(f"{what:<58} {seconds:7.2f} s   asked for <= {target:g} s   {note}")
