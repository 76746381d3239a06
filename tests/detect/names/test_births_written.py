"""Days of birth as people write them; what cannot be read is said."""

from __future__ import annotations

import pytest

from vetoproof.detect.names.births import written_birth
from vetoproof.detect.names.query import party_of


@pytest.mark.parametrize("text", ["13/10/1944", "13.10.1944", "13 Oct 1944", "13-Oct-1944", "19441013", "10/13/1944", "1944-10-13"])
def test_a_day_of_birth_is_read_in_each_usual_form(text):
    assert written_birth(text) == "1944-10-13"


@pytest.mark.parametrize("text", ["nonsense", "1944-13-45", "32/01/1944", "13/13/1944", "", "00000000"])
def test_what_is_no_day_is_none(text):
    assert written_birth(text) == ""


def test_a_party_keeps_the_day_and_says_what_it_could_not_read():
    party = party_of({"kind": "Person", "name": "Yun Ho-jin", "props": {"birthDate": ["13.10.1944", "some time ago"]}})
    assert party.births == ("1944-10-13",)
    assert "some time ago" in party.unread[0]
