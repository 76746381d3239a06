"""Tasks -> a Dask cluster: workers of this machine, or the cluster of $DASK_SCHEDULER_ADDRESS (which must share the run's folder)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import dask
import distributed

from vetoproof.detect.vessels.engine import Map
from vetoproof.terms.pipes import told_of_closed_pipes

Client: Any = distributed.Client  # carries no types
LocalCluster: Any = distributed.LocalCluster


# Workers of Dask give memory back at every turn (a trim threshold of 64 KiB), and arrays of some MB then cost more in new pages than in
# work: twice the time of a processor for the same walk. 32 MiB is the most that glibc takes as the size from which memory is mapped apart.
_ALLOCATOR = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 256 << 20,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 32 << 20,
}


def local_cluster(workers: int) -> Any:
    """Workers of this machine. One thread each: the kernels of one task use one core."""
    with dask.config.set(_ALLOCATOR), told_of_closed_pipes():
        return LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, memory_limit=0)


@contextmanager
def open_map(workers: int) -> Iterator[Map]:
    address = dask.config.get("scheduler-address", None)
    if address:
        with _client_of(address) as client:
            yield _map_of(client)
        return
    with local_cluster(workers) as cluster, _client_of(cluster) as client:
        yield _map_of(client)


def _client_of(cluster: Any) -> Any:
    with told_of_closed_pipes():
        return Client(cluster)


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
