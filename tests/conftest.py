"""What tests of several rooms share: the law, its judge, small regimes, the shared folder, expected outputs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vetoproof.findings.judge import Judge
from vetoproof.regime.law import Regime
from vetoproof.regime.load import load_regime

ROOT = Path(__file__).parents[1]
ACCEPT = os.environ.get("VETOPROOF_ACCEPT") == "1"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of given inputs; a test that needs it is skipped where it is absent."""
    folder = Path(os.environ.get("VETOPROOF_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}; set VETOPROOF_SHARED to the folder of the given inputs")
    return folder


@pytest.fixture(scope="session")
def law() -> Regime:
    """The UN measures on the DPRK, with their worked cases."""
    return load_regime("un-dprk", with_cases=True)


@pytest.fixture(scope="session")
def judge(law: Regime) -> Judge:
    return Judge(law)


@pytest.fixture
def law_of(tmp_path: Path) -> Callable[..., Regime]:
    """Loads a regime written in a test: `law_of(TEXT)`, or `law_of(a=TEXT, b=TEXT)` for several files."""

    def load(text: str = "", **files: str) -> Regime:
        for name, content in {**files, **({"regime": text} if text else {})}.items():
            (tmp_path / f"{name}.yaml").write_text(content, "utf-8")
        return load_regime(str(tmp_path), with_cases=True)

    return load


@pytest.fixture
def expected() -> Callable[[Path, str], None]:
    """Compares an output with the committed one; `make accept` takes the new one."""

    def compare(path: Path, text: str) -> None:
        if ACCEPT:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.exists(), f"{path} is not there; run make accept"
        assert text == path.read_text("utf-8"), f"{path} differs; if it should, run make accept and read the diff"

    return compare
