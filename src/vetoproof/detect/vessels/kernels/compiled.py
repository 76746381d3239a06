"""numba -> a decorator that compiles a kernel once and keeps it, or one sentence on how to get numba."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

from vetoproof.terms.errors import InputError

Function = TypeVar("Function", bound=Callable[..., Any])


def _numba() -> Any:
    try:
        return import_module("numba")
    except ImportError as error:
        raise InputError(
            "the events of ships need numba, which is not installed", where="vetoproof tracks", do="run pip install 'vetoproof[vessels]'"
        ) from error


def compiled(function: Function) -> Function:
    """Compiled at its first call, kept on disk, without the lock of Python; never `fastmath`: a value may reach an event.

    Such a kernel makes no arrays of its own, so it counts no references: that halves its time.
    """
    return cast(Function, _numba().njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(function))


def compiled_with_arrays(function: Function) -> Function:
    """The same for a kernel that makes arrays."""
    return cast(Function, _numba().njit(cache=True, nogil=True, error_model="numpy")(function))
