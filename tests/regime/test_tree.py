"""A YAML file stays text with line numbers; what could harm the reader is refused with its line."""

from pathlib import Path
from typing import Any

import pytest

from vetoproof.regime import tree
from vetoproof.regime.tree import Tree, read_tree, spell


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def of(text: str | bytes) -> Tree:
        path = tmp_path / "law.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_tree(path)

    return of


def faults(found: Tree) -> list[str]:
    return [str(fault) for fault in found.faults]


@pytest.mark.parametrize("plain", ["NO", "0302", "2397", "1e3", "true", "yes", "2018-01-01", "1.10", "0x10", "12:30", "~x"])
def test_plain_words_stay_text(read: Any, plain: str) -> None:
    assert read(f"state: {plain}\ncodes: [{plain}]\n").value == {"state": plain, "codes": [plain]}


@pytest.mark.parametrize("nothing", ["", "null", "~", "Null", "NULL"])
def test_only_an_unquoted_null_or_nothing_is_none(read: Any, nothing: str) -> None:
    assert read(f"key: {nothing}\n").value == {"key": None}


def test_a_quoted_null_is_text(read: Any) -> None:
    assert read("key: 'null'\n").value == {"key": "null"}


def test_a_key_stays_text_too(read: Any) -> None:
    assert read("NO: 1\n2397: 2\nnull: 3\n").value == {"NO": "1", "2397": "2", "null": "3"}


def test_a_file_of_nothing_is_none_without_a_fault(read: Any) -> None:
    assert read("# only a comment\n") == Tree("law.yaml", None)


def test_each_entry_has_its_line(read: Any) -> None:
    found = read("a:\n  - b: 1\n    c:\n      - d\n      - e\n")
    assert found.where(("a", 0, "c", 1)) == "law.yaml:5 a[0].c[1]"
    assert found.where(("a", 0, "b")) == "law.yaml:2 a[0].b"


def test_a_place_that_is_not_there_has_the_line_of_its_nearest_entry(read: Any) -> None:
    assert read("a:\n  - b: 1\n").where(("a", 0, "x", "y")) == "law.yaml:2 a[0].x.y"


def test_a_path_is_spelled_as_a_person_writes_it() -> None:
    assert spell(("provisions", 0, "in_force", "from")) == "provisions[0].in_force.from"


def test_an_alias_is_refused_with_its_line(read: Any) -> None:
    assert faults(read("a: &x [1]\nb: *x\n")) == ["law.yaml:1 b: an alias (*name) stands here; do write the entry out"]


def test_a_billion_laughs_cost_nothing(read: Any) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert len(read("\n".join(lines)).faults) == 2 * 59


def test_a_scalar_may_stand_under_an_alias_only_if_written_out(read: Any) -> None:
    assert read("a: &x one\nb: *x\n").value == {"a": "one", "b": "one"}  # a text costs nothing to repeat


def test_a_key_that_stands_twice_is_refused_and_the_first_is_kept(read: Any) -> None:
    found = read("a: 1\nb: 2\na: 3\n")
    assert (found.value, faults(found)) == ({"a": "1", "b": "2"}, ["law.yaml:1 a: a key stands twice; do keep one"])


def test_a_key_that_is_no_text_is_refused(read: Any) -> None:
    assert "a key is not text" in faults(read("? [a]\n: b\n"))[0]


def test_nesting_is_bounded_and_the_line_told(read: Any) -> None:
    deep = "".join(f"{' ' * n}k:\n" for n in range(tree.DEEPEST + 2))
    assert faults(read(deep)) == [f"law.yaml:{tree.DEEPEST + 1}: is nested deeper than {tree.DEEPEST}; do flatten it"]


@pytest.mark.parametrize("bomb", ["a: " + "[" * 200_000, "- " * 200_000, "{a: " * 100_000])
def test_a_text_of_brackets_does_not_overrun_the_stack(read: Any, bomb: str) -> None:
    assert "is nested deeper" in faults(read(bomb))[0]


def test_nesting_up_to_the_bound_is_read(read: Any) -> None:
    assert read("[" * tree.DEEPEST + "]" * tree.DEEPEST).faults == ()


def test_a_large_file_is_refused_unread(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_BYTES", 10)
    assert faults(read("a: 1234567890\n")) == ["law.yaml: is larger than 10 bytes; do split it"]


def test_a_file_that_is_not_utf_8_is_refused_with_the_byte(read: Any) -> None:
    assert faults(read(b"a: \xe9\n")) == ["law.yaml: is not UTF-8 at byte 3; do save it as UTF-8"]


@pytest.mark.parametrize("text", ["a: [1\nb: 2\n", "a: 'x\n", "\tb: 1\n", "a: 1\n---\nb: 2\n", "a: \x00\n", "a: *nobody\n", "%YAML 9\n"])
def test_broken_yaml_is_a_fault_with_a_line(read: Any, text: str) -> None:
    (fault,) = faults(read(text))
    assert fault.startswith("law.yaml:")
    assert fault.endswith("do mend the YAML")


def test_a_tag_builds_nothing(read: Any) -> None:
    assert read("a: !!python/object/apply:os.system ['true']\n").value == {"a": ["true"]}
