"""Tasks -> a Dask cluster: workers of this machine, or the cluster of $DASK_SCHEDULER_ADDRESS (which must share the run's folder)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import dask
import distributed

from vetoproof.detect.vessels.engine import Map

Client: Any = distributed.Client  # carries no types
LocalCluster: Any = distributed.LocalCluster


@contextmanager
def open_map(workers: int) -> Iterator[Map]:
    """One thread a worker: kernels of one task use one core."""
    address = dask.config.get("scheduler-address", None)
    if address:
        with Client(address) as client:
            yield _map_of(client)
        return
    local = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0)
    with local as cluster, Client(cluster) as client:
        yield _map_of(client)


def _map_of(client: Any) -> Map:
    def pmap(function: Callable[[Any], Any], tasks: Sequence[Any]) -> list[Any]:
        """Not all at once: a task of stage 3 carries the grid of its ships."""
        if len(tasks) == 1:
            return [function(tasks[0])]  # not worth the way
        done: list[Any] = []
        at_once = max(2, 2 * len(client.scheduler_info()["workers"]))
        for begin in range(0, len(tasks), at_once):
            futures = [client.submit(function, tasks[at], pure=False) for at in range(begin, min(begin + at_once, len(tasks)))]
            done.extend(client.gather(futures))
        return done

    return pmap
