"""A party beside a list: what decides, what asks, what contradicts, what could not be looked up; many at once as one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listed_people import AS_OF, EVM, GENESIS, LISTED

from vetoproof.detect.names.common import bearers
from vetoproof.detect.names.party import Named, Party
from vetoproof.detect.names.query import party_of
from vetoproof.detect.names.screener import Answer, Screener
from vetoproof.detect.names.wallets import address
from vetoproof.terms.errors import InputError


def ask(screener: Screener, kind: str, name: str, **props: Any) -> Answer:
    return screener.screen(party_of({"kind": kind, "name": name, "props": props}))


def refs(answer: Answer) -> set[str]:
    return {match.ref for match in answer.matches}


def why(answer: Answer) -> str:
    return " | ".join(answer.matches[0].why)


@pytest.mark.parametrize(
    ("kind", "name", "props", "ref"),
    [
        ("Person", "Somebody Else", {"passportNumber": "PS 123456789"}, "P1"),
        ("Person", "Park Minhyuk", {"birthDate": ["1961-04-05"]}, "P1"),
        ("Person", "박민혁", {"birthDate": "1961-04-05"}, "P1"),
        ("Vessel", "ANOTHER NAME", {"imoNumber": "IMO 9074729"}, "V1"),
        ("Company", "Nobody", {"leiCode": "529900T8BM49AURSDO55"}, "E2"),
        ("CryptoWallet", EVM, {}, "W1"),
        ("CryptoWallet", EVM.lower(), {}, "W1"),
        ("CryptoWallet", "x", {"publicKey": GENESIS}, "W1"),
        ("", "9074729", {}, "V1"),
        ("", EVM.lower(), {}, "W1"),
    ],
)
def test_what_names_one_party_only_matches(screener: Screener, kind: str, name: str, props: dict[str, Any], ref: str) -> None:
    answer = ask(screener, kind, name, **props)
    assert answer.decision == "match" and ref in refs(answer)


@pytest.mark.parametrize(
    ("kind", "name", "ref"),
    [
        ("Person", "PAK Min Hyok", "P1"),
        ("Person", "Lee Sung-kook", "P2"),
        ("Person", "Sergei Ivanov", "P4"),
        ("Person", "S. IVANOV", "P4"),
        ("Person", "Sirajaldin Barzani", "P6"),
        ("", "남궁철", "P3"),
        ("Company", "Puksong Trading Corp", "E1"),
        ("Company", "KOREA PUKSONG TRADING CORPORATION", "E1"),
        ("Organization", "GSL", "E2"),
        ("Vessel", "SAEPYOL-2", "V1"),
        ("Vessel", "MIN HE 7", "V2"),
    ],
)
def test_a_name_alone_is_review(screener: Screener, kind: str, name: str, ref: str) -> None:
    answer = ask(screener, kind, name)
    assert answer.decision == "review" and ref in refs(answer)


@pytest.mark.parametrize(
    ("kind", "name"), [("Person", "Mirko Vuk"), ("Person", "PAK Min Su"), ("Company", "Bluewater Shipping"), ("Vessel", "MIN HE 8")]
)
def test_others_are_no_match(screener: Screener, kind: str, name: str) -> None:
    assert ask(screener, kind, name) == Answer("no_match")


def test_the_same_name_under_another_number_is_review_and_says_so(screener: Screener) -> None:
    answer = ask(screener, "Vessel", "SAE PYOL 2", imoNumber="9041552")
    assert answer.decision == "review" and "contradicts" in why(answer)


def test_another_birth_date_blocks_a_match(screener: Screener) -> None:
    equal = ask(screener, "Person", "PAK MIN HYOK", birthDate="1990-01-01")
    assert equal.decision == "review" and "blocks a match" in why(equal)
    assert ask(screener, "Person", "S. Ivanov", birthDate="1990-01-01").decision == "no_match"  # alike only, and contradicted


@pytest.mark.parametrize("near", ["1961-05-04", "1962-04-05", "1961-04-06"])
def test_a_near_birth_date_is_told_and_does_not_match(screener: Screener, near: str) -> None:
    answer = ask(screener, "Person", "PAK MIN HYOK", birthDate=near)
    assert answer.decision == "review" and "is near" in why(answer)


def test_a_year_alone_supports_and_does_not_match(screener: Screener) -> None:
    assert "may be the same" in why(ask(screener, "Person", "RI SONG GUK", birthDate="1970-05-05"))
    assert ask(screener, "Person", "RI SONG GUK", birthDate="1970-05-05").decision == "review"


def test_a_name_in_chinese_sounds_asks_only_with_a_second_factor(screener: Screener) -> None:
    listed = Party("Person", (Named("KANG MUN KIL"),), births=("1963-02-09",))
    from vetoproof.detect.names.party import Listed

    small = Screener.of([Listed("L", "X", listed)], AS_OF)
    assert ask(small, "Person", "Jiang Wenji").decision == "no_match"


def test_who_was_taken_off_or_came_later_is_not_found(screener: Screener) -> None:
    assert ask(screener, "Person", "TORIN OAKHEART").decision == "no_match"
    assert ask(screener, "Person", "MIRABEL THORNE").decision == "no_match"
    later = Screener.of(LISTED, AS_OF.replace(year=2022))
    assert ask(later, "Person", "Mirabel Thorne").decision == "review"


@pytest.mark.parametrize(
    ("kind", "name", "props"),
    [
        ("Person", "", {}),
        ("Person", "...", {}),
        ("Person", "\u200b\u200b", {}),
        ("Person", "A" * 10_000, {}),
        ("CryptoWallet", "0x27b1fdb04752bbc536007a920d24acb045561c26".replace("b1f", "B1f"), {}),  # breaks EIP-55
        ("CryptoWallet", GENESIS[:-1] + "b", {}),
        ("Vessel", "", {"imoNumber": "1234568"}),
    ],
)
def test_what_cannot_be_screened_is_never_a_silent_miss(screener: Screener, kind: str, name: str, props: dict[str, Any]) -> None:
    answer = ask(screener, kind, name, **props)
    assert answer.decision is None and answer.unseen


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="Person"):
        party_of({"kind": "Horse", "name": "x"})


def test_a_common_name_says_how_common(screener: Screener) -> None:
    assert bearers("KIM Yong Chol") >= 10_000 and bearers("John Smith") == 0
    assert bearers("KIM Yong Chol") == bearers("김영철") or bearers("김영철") > 0


def test_checksums() -> None:
    assert address("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4").text == "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP 173
    assert not address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4").fault
    assert address("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5").fault
    assert not address("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED").fault  # all capitals: no checksum is claimed


NAMES = st.sampled_from([name.text for one in LISTED for name in one.party.names])
KINDS = st.sampled_from(["Person", "Company", "Vessel", "CryptoWallet", ""])
TREATED = st.builds(
    lambda name, treat: treat(name),
    NAMES,
    st.sampled_from(
        [
            str,
            str.lower,
            lambda name: name.replace(" ", ""),
            lambda name: " ".join(reversed(name.split())),
            lambda name: name.replace("O", "О"),  # Cyrillic
            lambda name: name[:2] + "\u200b" + name[2:],
            lambda name: name + name[-1],
            lambda name: name.replace("A", "", 1),
            lambda name: " ".join(word[0] + "." if place else word for place, word in enumerate(name.split())),
        ]
    ),
)
QUERIES = st.builds(
    lambda kind, name, born: {"kind": kind, "name": name, "props": {"birthDate": born} if born else {}},
    KINDS, st.one_of(TREATED, st.text(max_size=30)), st.sampled_from(["", "1961-04-05", "1961", "1900-01-01"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(QUERIES, min_size=1, max_size=12))
def test_many_at_once_are_answered_as_one_by_one(asked: list[dict[str, Any]]) -> None:
    screener = Screener.of(LISTED, AS_OF)
    parties = [party_of(one) for one in asked]
    assert list(screener.screen_all(parties)) == [screener.screen(party) for party in parties]


def test_the_order_of_a_list_changes_nothing() -> None:
    forth, back = Screener.of(LISTED, AS_OF), Screener.of(LISTED[::-1], AS_OF)
    for name in ("PAK Min Hyok", "Puksong Trading", "SAE PYOL 2"):
        assert forth.screen(party_of({"name": name})) == back.screen(party_of({"name": name}))


def test_a_name_that_came_before_is_answered_as_before(screener: Screener) -> None:
    parties = [party_of({"kind": "Person", "name": name}) for name in ("PAK Min Hyok", "Mirko Vuk", "PAK Min Hyok", "")]
    answers = list(screener.screen_all([*parties, *parties]))
    assert answers[:4] == answers[4:] and answers[0] == answers[2] != answers[1]
    born = party_of({"kind": "Person", "name": "PAK Min Hyok", "props": {"birthDate": "1961-04-05"}})
    assert screener.screen(born).decision == "match"


def test_words_of_others_are_forgotten_and_the_list_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Screener.of(LISTED, AS_OF)
    before = [ask(fresh, "Person", name) for name in ("PAK Min Hyok", "Sergei Ivanov")]
    monkeypatch.setattr("vetoproof.detect.names.screener.MOST_WORDS_KNOWN", 0)
    ask(fresh, "Person", "Someone Wholly Other")
    assert [ask(fresh, "Person", name) for name in ("PAK Min Hyok", "Sergei Ivanov")] == before
