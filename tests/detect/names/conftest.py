from __future__ import annotations

import pytest
from listed_people import AS_OF, LISTED

from vetoproof.detect.names.screener import Screener


@pytest.fixture(scope="session")
def screener() -> Screener:
    return Screener.of(LISTED, AS_OF)
