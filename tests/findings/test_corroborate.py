"""Independent roots, standard of proof, likelihood by ICD 203, innocent explanations."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetoproof.findings.corroborate import BANDS, Cited, Rate, alternatives, band, best, corroborate, likelihood
from vetoproof.regime.law import Regime
from vetoproof.terms.errors import InputError


def cited(*roots: str, source: str = "a paper", grade: str | None = None) -> Cited:
    return Cited(source, roots, grade)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ([], "no source"),
        ([cited(source="")], "no source"),
        ([cited("USA", source=" ")], "no source"),
        ([cited("USA")], "single source"),
        ([cited("USA", grade="A1")], "single source"),
        ([cited("USA"), cited("USA", source="another paper"), cited("usa")], "single source"),
        ([cited(), cited(source="another paper that names no root")], "single source"),
        ([cited("USA"), cited()], "single source"),
        ([cited("USA"), cited("ROK")], "corroborated by 2 roots"),
        ([cited("USA", "ROK")], "corroborated by 2 roots"),
        ([cited("USA", grade="C2"), cited("ROK", grade="B3")], "corroborated by 2 roots"),
        ([cited("USA", grade="F6"), cited("ROK")], "corroborated by 2 roots"),
        ([cited("USA", grade="B2"), cited("ROK", grade="E5")], "reasonable grounds: 2 independent roots, the best graded B2"),
        ([cited("USA", grade="A1"), cited("ROK"), cited("MSMT")], "reasonable grounds: 3 independent roots, the best graded A1"),
    ],
)
def test_the_standard_of_proof_is_told_in_plain_words(sources: list[Cited], told: str) -> None:
    assert corroborate(sources).told == told


def test_a_row_of_the_record_names_its_roots() -> None:
    found = Cited.of({"source": "press", "root": "USA; UN Panel of Experts", "grade": ""})
    assert (found.roots, found.grade) == (("UN Panel of Experts", "USA"), None)
    assert Cited.of({"source": "press", "root": "claimant not read"}).roots == ()


@given(st.lists(st.sampled_from(["USA", "usa", "ROK", "MSMT"]), min_size=1), st.lists(st.sampled_from(["USA", "usa", "ROK", "MSMT"])))
def test_copies_never_add_a_root(roots: list[str], copies: list[str]) -> None:
    before = corroborate([cited(*roots)]).confidence.independent_roots
    again = [cited(root, source=f"copy {n}") for n, root in enumerate(copies) if root.casefold() in {one.casefold() for one in roots}]
    assert corroborate([cited(*roots), *again]).confidence.independent_roots == before


def test_the_best_grade_is_told_and_one_that_nobody_could_judge_is_none() -> None:
    assert (best(["C3", "B2", None]), best(["F6", None]), best([]), best(["F6", "E5"])) == ("B2", None, None, "E5")


@pytest.mark.parametrize("grade", ["G1", "A7", "A0", "a1", "B", "B22", "2B"])
def test_a_grade_that_is_none_is_refused(grade: str) -> None:
    with pytest.raises(InputError, match="is not a grade"):
        best([grade])


# ---- likelihood


def test_without_a_measured_rate_or_a_stated_prior_it_is_not_estimated() -> None:
    assert likelihood(None) == "not estimated"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0.001", "almost no chance"),
        ("0.03", "almost no chance"),
        ("0.05", "very unlikely"),
        ("0.2", "unlikely"),
        ("0.45", "roughly even chance"),
        ("0.5", "roughly even chance"),
        ("0.55", "roughly even chance"),
        ("0.551", "likely"),
        ("0.8", "likely"),
        ("0.94", "very likely"),
        ("0.97", "almost certain"),
        ("1", "almost certain"),
    ],
)
def test_a_rate_is_told_by_its_band(share: str, words: str) -> None:
    found = likelihood(Rate(Decimal(share), "measured", "docs/methods/encounters.md, held-out 2024"))
    assert isinstance(found, dict)
    assert (found["words"], found["basis"]) == (words, "measured")


@pytest.mark.parametrize(("share", "source"), [("1.01", "s"), ("-0.1", "s"), ("0.5", " ")])
def test_a_rate_that_is_none_or_rests_on_nothing_is_refused(share: str, source: str) -> None:
    with pytest.raises(InputError):
        likelihood(Rate(Decimal(share), "stated", source))


def test_the_bands_leave_no_gap() -> None:
    assert all(one[1] == other[0] for one, other in zip(BANDS, BANDS[1:], strict=False))
    assert band(Decimal("0.99")) == BANDS[-1]


# ---- innocent explanations


TREATY = """
kinds: {call: {means: a boat lands, alternatives: [it was blown in, a namesake]}, sale: {means: eels are sold}}
readings:
  - {table: logs, fact: {kind: call}, alternatives: [the log is of another boat, a namesake]}
  - {table: logs, fact: {kind: sale}, alternatives: [the price was for eel nets]}
"""


def test_explanations_stand_on_readings_and_kinds_and_each_is_told_once(law_of: Callable[..., Regime]) -> None:
    law = law_of(TREATY)
    assert alternatives(law, "call", "logs") == ("the log is of another boat", "a namesake", "it was blown in")
    assert alternatives(law, "call") == ("it was blown in", "a namesake")
    assert alternatives(law, "sale", "logs") == ("the price was for eel nets",)
    assert alternatives(law, "sale") == alternatives(law, "no such kind", "logs") == ()


def test_an_explanation_is_text(law_of: Callable[..., Regime]) -> None:
    with pytest.raises(Exception, match="is not a list"):
        law_of("kinds: {call: {means: a boat lands, alternatives: blown in}}")


def test_an_explanation_on_a_reading_is_no_change_of_law(law_of: Callable[..., Regime]) -> None:
    assert law_of(TREATY).law_version == law_of(TREATY.replace("of another boat", "of yesterday")).law_version


def test_most_kinds_of_the_un_regime_that_a_measure_reaches_have_one(law: Regime) -> None:
    reached = {name: kind for name, kind in law.vocabulary.kinds.items() if kind.measures}
    assert sum(1 for kind in reached.values() if kind.alternatives) >= len(reached) // 2
