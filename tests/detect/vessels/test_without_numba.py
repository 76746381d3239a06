"""numba is an extra: without it one sentence says how to get it."""

import sys

import pytest

from vetoproof.detect.vessels.kernels.compiled import compiled
from vetoproof.terms.errors import InputError


def test_the_sentence_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(InputError, match=r"pip install 'vetoproof\[vessels\]'"):
        compiled(len)
