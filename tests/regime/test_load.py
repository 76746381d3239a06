"""A folder of files loads whole, or every fault in it is told, each with its place; the hash is of what the law says."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from vetoproof.findings.cases import run_cases
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime
from vetoproof.terms.errors import RegimeError

HERE = Path(__file__).parent
GOOD, BAD = sorted((HERE / "good").glob("*.yaml")), sorted((HERE / "bad").glob("*.yaml"))
TOY = (HERE.parent / "toy/regime.yaml").read_text("utf-8")
TREATY = "adopted: 2000-01-01, kind: treaty, source: [], confidence: high"
Load = Callable[..., Regime]


def name(path: Path) -> str:
    return path.stem


def faults_of(load: Load, text: str = "", **files: str) -> tuple[str, ...]:
    with pytest.raises(RegimeError) as caught:
        load(text, **files)
    return caught.value.faults


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_file_loads_and_its_cases_agree(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path)
    assert all(result.agrees for result in run_cases(load_regime(str(tmp_path), with_cases=True)))


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_file_is_refused_for_what_is_wrong_in_it(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path)
    expected = path.read_text("utf-8").splitlines()[0].removeprefix("# expect: ")
    with pytest.raises(RegimeError) as caught:
        load_regime(str(tmp_path), with_cases=True)
    assert any(expected in fault for fault in caught.value.faults), caught.value.faults


def test_each_feature_has_its_good_file_and_each_fault_its_bad_one() -> None:
    assert len(GOOD) >= 30
    assert len(BAD) >= 30


def test_all_faults_of_all_files_are_told_at_once(law_of: Load) -> None:
    faults = faults_of(law_of, a="provison: []\n", b="terms: {x: {blest: true}}\n", c="sources: [\n")
    assert [fault.split(":")[0] for fault in faults] == ["a.yaml", "b.yaml", "c.yaml"]


def test_all_faults_of_one_entry_are_told_at_once(law_of: Load) -> None:
    faults = faults_of(law_of, TOY.replace("force: decides", "force: orders").replace("1900-01-01", "MCM"))
    assert len([fault for fault in faults if "none of the words" in fault]) == 3
    assert len([fault for fault in faults if "'MCM' is not a day" in fault]) == 4


def test_a_fault_names_file_line_and_path(law_of: Load) -> None:
    faults = faults_of(law_of, "sources:\n  S: x\nprovisions:\n  - id: A/1\n    in_force:\n      from: 1 May\n")
    assert "regime.yaml:6 provisions[0].in_force.from: '1 May' is not a day; do write it as YYYY-MM-DD" in faults


def test_a_fault_in_a_folder_within_names_the_folder(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/x.yaml").write_text("case: []\n", "utf-8")
    with pytest.raises(RegimeError, match=r"^cases/x\.yaml:1"):
        load_regime(str(tmp_path), with_cases=True)


def test_a_word_said_in_two_files_is_a_fault(law_of: Load) -> None:
    (fault,) = faults_of(law_of, a="sources: {S: one}\n", b="sources: {T: two, S: three}\n")
    assert fault == "b.yaml:1 sources.S: S also stands at a.yaml:1 sources.S; do keep one"


def test_an_id_said_in_two_files_is_a_fault(law_of: Load) -> None:
    text = "instruments:\n  - {id: A, adopted: 2000-01-01, kind: treaty, source: [], confidence: high}\n"
    (fault,) = faults_of(law_of, a=text, b=text)
    assert "the id A stands 2 times" in fault


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegimeError, match="holds 0 YAML files"):
        load_regime(str(tmp_path))


def test_an_unknown_regime_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(RegimeError, match="un-dprk"):
        load_regime("un-dprq")


def test_a_name_does_not_lead_out_of_the_folder_of_regimes() -> None:
    with pytest.raises(RegimeError):
        load_regime("../regimes/un-dprk/nothing")


# ---- the version of the law


def split(text: str) -> dict[str, str]:
    """The same sections, each in a file of its own, in the opposite order."""
    sections: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0] not in " #-":
            sections.append("")
        if sections:
            sections[-1] += line
    return {f"part{99 - n}": section for n, section in enumerate(sections)}


def version(load: Load, text: str = "", **files: str) -> str:
    return load(text, **files).law_version


def test_a_comment_does_not_change_the_version(law_of: Load) -> None:
    assert version(law_of, TOY) == version(law_of, TOY.replace("kinds:", "# nothing of weight\nkinds:"))


def test_the_same_law_in_many_files_has_the_same_version(law_of: Load, tmp_path: Path) -> None:
    whole = version(law_of, TOY)
    (tmp_path / "regime.yaml").unlink()
    assert version(law_of, **split(TOY)) == whole


def test_the_order_of_files_does_not_change_the_version(law_of: Load, tmp_path: Path) -> None:
    one, other = (f"instrument: {{id: {name}, {TREATY}}}\n" for name in "AB")
    first = version(law_of, a=one, b=other)
    assert version(law_of, a=other, b=one) == first


def test_the_order_of_provisions_in_a_file_does_not_change_the_version(law_of: Load) -> None:
    one, other = (f"  - {{id: {name}, {TREATY}}}\n" for name in "AB")
    assert version(law_of, f"instruments:\n{one}{other}") == version(law_of, f"instruments:\n{other}{one}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("in_force: {from: 1900-01-01}, when: {kind: dimming}", "in_force: {from: 1900-01-02}, when: {kind: dimming}"),
        ("quantity: 40", "quantity: 41"),
        ("storm: true}}", "storm: false}}"),
        ("exemptions: [storm]", "exemptions: []"),
    ],
)
def test_a_change_of_law_changes_the_version(law_of: Load, old: str, new: str) -> None:
    assert old in TOY
    assert version(law_of, TOY.split("cases:")[0]) != version(law_of, TOY.split("cases:")[0].replace(old, new))


def test_a_case_does_not_change_the_version(law_of: Load) -> None:
    assert version(law_of, TOY) == version(law_of, TOY.split("cases:")[0])


def test_the_version_is_the_same_with_and_without_cases(law: Regime) -> None:
    assert load_regime("un-dprk").law_version == law.law_version
