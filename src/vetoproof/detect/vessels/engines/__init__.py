"""The same kernels on threads, Dask, Ray or Spark: an engine is a map over tasks, and the results stand in the order of the tasks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from vetoproof.detect.vessels.engine import Map, threads
from vetoproof.terms.errors import InputError

ENGINES = ("local", "dask", "ray", "spark")
_EXTRA = {"dask": "pip install 'vetoproof[cluster]'", "ray": "pip install ray", "spark": "pip install 'pyspark>=4'"}


@contextmanager
def open_engine(name: str, workers: int) -> Iterator[Map]:
    """A map over tasks, for as long as it is needed; tasks of all but `local` run in other processes."""
    if name not in ENGINES:
        raise InputError(f"no engine is called {name!r}", where="--engine", do=f"choose from {', '.join(ENGINES)}")
    if name == "local":
        yield threads(workers)
        return
    try:
        page = import_module(f"vetoproof.detect.vessels.engines.on_{name}")
    except ImportError as error:
        raise InputError(f"the engine {name} is not installed", where="--engine", do=f"run {_EXTRA[name]}, or leave it at local") from error
    with page.open_map(workers) as pmap:
        yield pmap
