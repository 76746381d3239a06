"""Chunks of parties on several processes: the order and the answers of one, and a process that dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from vetoproof.detect.names.screener import NONE, Answer
from vetoproof.monitor import screening_workers as workers


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 3)


def answered(asked: Sequence[int]) -> list[workers.Noted]:
    return [(NONE if one % 2 else Answer("review", more=one), "odd" if one == 7 else "") for one in asked]


@pytest.mark.parametrize("many", [0, 1, 3, 4, 7, 20])
def test_two_processes_answer_as_one(many: int) -> None:
    one, two = (list(workers.in_chunks(answered, iter(range(many)), processes)) for processes in (1, 2))
    assert one == two
    assert [row for chunk, _ in one for row in chunk] == list(range(many))
    assert [noted for _, some in two for noted in some] == answered(range(many))


def test_what_a_process_that_died_had_in_hand_is_answered_here() -> None:
    here = os.getpid()

    def dies(asked: Sequence[int]) -> list[workers.Noted]:
        if os.getpid() != here:
            os._exit(1)
        return answered(asked)

    found = list(workers.in_chunks(dies, range(20), 2))
    assert [noted for _, some in found for noted in some] == answered(range(20))


def test_a_fault_in_a_process_is_raised_here() -> None:
    def fails(asked: Sequence[int]) -> list[workers.Noted]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(workers.in_chunks(fails, range(20), 2))


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("most", [0, 2, 100])
def test_what_was_asked_before_is_answered_as_before_and_asked_once(monkeypatch: pytest.MonkeyPatch, processes: int, most: int) -> None:
    monkeypatch.setattr(workers, "MOST_REMEMBERED", most)
    parties = [number % 7 for number in range(60)]
    chunks = list(workers.chunks_of(parties, lambda party: party if party else None))
    assert [party for chunk in chunks for party in chunk.asked] == parties
    answers = workers.in_chunks(answered, parties, processes, lambda party: party if party else None)
    assert [noted for _, some in answers for noted in some] == answered(parties)
    new = [party for chunk in chunks for party in chunk.new.values()]
    assert new.count(0) == parties.count(0)  # what cannot be remembered is asked each time
    assert all(new.count(party) == 1 for party in range(1, 7)) == (most == 100)


def test_a_chunk_of_parties_that_came_before_is_not_held_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_ROWS", 10)
    chunks = list(workers.chunks_of([1] * 25, lambda party: party))
    assert [len(chunk.asked) for chunk in chunks] == [10, 10, 5]
    assert [len(chunk.new) for chunk in chunks] == [1, 0, 0]


DIES = """
import os, signal, sys
from vetoproof.detect.names.screener import NONE
from vetoproof.monitor import screening_workers as workers
signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # as the doors have it
workers.CHUNK, here = 3, os.getpid()
def dies(asked):
    if os.getpid() != here:
        os._exit(1)
    return [(NONE, "")] * len(asked)
for _ in range(50):
    print(sum(len(some) for _, some in workers.in_chunks(dies, range(20), 2)))
"""


def test_a_door_goes_on_when_a_process_dies() -> None:
    done = subprocess.run([sys.executable, "-c", DIES], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["20"] * 50)


ASKS = """
import os, sys, time
from vetoproof.monitor import screening_workers as workers
workers.CHUNK = 3
def sleeps(asked):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(600)
list(workers.in_chunks(sleeps, range(20), 2))
"""


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="needs /proc to see what runs")
def test_no_process_outlives_the_one_that_asks() -> None:
    with subprocess.Popen([sys.executable, "-c", ASKS], stdout=subprocess.PIPE, text=True) as asks:
        assert asks.stdout is not None
        pids = [int(asks.stdout.readline()) for _ in range(2)]
        asks.kill()
    until = time.monotonic() + 30
    while any(map(runs, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(runs, pids))
