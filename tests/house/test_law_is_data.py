"""No provision id, kind or circumstance of a regime stands in a .py file: a new regime is a folder, not code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from vetoproof.regime.load import load_regime

ROOT = Path(__file__).parents[2]
CODE = ROOT / "src/vetoproof"
FOLDERS = (*sorted((CODE / "regimes").iterdir()), ROOT / "tests/toy")
REGIMES = [folder for folder in FOLDERS if folder.is_dir() and any(folder.rglob("*.yaml"))]

# Words of the engine or of a format that a vocabulary happens to use too. Nothing here may name what only one regime knows.
ENGLISH = {
    "condition": "the language of conditions, in the schema of a regime's file",
    "distance_m": "a column of the events of ships, as the tracks door fixes it",
    "field": "a channel of a Vega-Lite chart",
    "holder": "a column of the addresses of the record: who is named as their owner",
    "livelihood": "one of the four limbs of a cap that the answer format names",
    "mode": "a column of ballots",
    "origin": "a field of a receipt: where a list was read",
    "place": "a field of a claim on an original",
    "port": "a column of the events of ships, as the tracks door fixes it",
    "product": "a column of the ledgers of the record",
    "status": "a column of the record, of the calendar and of a finding",
    "value_usd": "a column of customs statistics",
}


def words_of_the_regimes() -> dict[str, str]:
    """Each id and word that belongs to a regime, and what it is."""
    words: dict[str, str] = {}
    for folder in REGIMES:
        law = load_regime(str(folder))
        words |= {provision.id: f"a provision of {law.name}" for provision in law.provisions}
        words |= {exemption.id: f"an exemption of {law.name}" for exemption in law.exemptions}
        words |= dict.fromkeys(law.vocabulary.kinds, f"a kind of {law.name}")
        words |= dict.fromkeys(law.vocabulary.circumstances, f"a circumstance of {law.name}")
        words |= {f"{name}.{key}": f"a field of {law.name}" for name, fields in law.vocabulary.objects.items() for key in fields}
    return words


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in the code, docstrings apart."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def test_no_code_names_the_words_of_a_regime() -> None:
    words = words_of_the_regimes()
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r} is {words[text]}"
        for path in sorted(CODE.rglob("*.py"))
        for line, text in constants(path)
        if text in words and text not in ENGLISH
    ]
    assert found == [], "let the regime's files name it (a reading, a key of the vocabulary), or give ENGLISH the reason"


def test_no_exception_is_left_that_nothing_needs() -> None:
    words, used = words_of_the_regimes(), {text for path in CODE.rglob("*.py") for _, text in constants(path)}
    assert {word for word in ENGLISH if word not in words or word not in used} == set()
