"""Tasks -> Ray: workers of this machine, or the cluster of $RAY_ADDRESS (which must share the run's folder)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from vetoproof.detect.vessels.engine import Map

ray: Any = import_module("ray")  # not among our requirements


@contextmanager
def open_map(workers: int) -> Iterator[Map]:
    address = os.environ.get("RAY_ADDRESS")
    more = {} if address else {"num_cpus": workers, "include_dashboard": False, "log_to_driver": False}
    ray.init(address=address, **more)
    try:
        yield _pmap
    finally:
        ray.shutdown()


def _pmap(function: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
    remote = ray.remote(_call)
    return list(ray.get([remote.remote(function, tasks[at]) for at in range(len(tasks))]))


def _call(function: Callable[[Any], Any], task: Any) -> Any:
    return function(task)
