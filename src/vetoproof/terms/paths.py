"""A function whose arguments are paths -> the same, that takes text for them as well."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any


def takes_text(function: Callable[..., Any]) -> Callable[..., Any]:
    """By its annotations: what is a Path, or several of them, and no text, may be given as text."""
    asked = signature(function)
    paths = [name for name, one in asked.parameters.items() if "Path" in str(one.annotation) and "str" not in str(one.annotation)]

    @wraps(function)
    def taking(*args: Any, **named: Any) -> Any:
        try:
            given = asked.bind(*args, **named)
        except TypeError:
            return function(*args, **named)  # which says what is wrong with them
        given.arguments |= {name: _path(given.arguments[name]) for name in paths if name in given.arguments}
        return function(*given.args, **given.kwargs)

    return taking if paths else function


def _path(value: Any) -> Any:
    if isinstance(value, str):
        return Path(value)
    return [_path(one) for one in value] if isinstance(value, list | tuple) else value
