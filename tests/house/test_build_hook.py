"""What the build makes from the land mask is there, small, and not made twice."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
MADE = ROOT / "src/vetoproof/detect/vessels/made"


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_grids_are_there_and_small() -> None:
    sizes = {path.name: path.stat().st_size for path in MADE.glob("*.npz")}
    assert set(sizes) == {"land.npz", "shore.npz"}
    assert sum(sizes.values()) < 2_000_000


def test_git_does_not_hold_them() -> None:
    assert "/src/vetoproof/detect/vessels/made/" in (ROOT / ".gitignore").read_text().splitlines()


def test_what_the_stamp_knows_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    module = hook()

    def read(_: Path) -> None:
        raise AssertionError("the mask was read again")

    monkeypatch.setattr(module, "_read", read)
    module.make(MADE)


def test_without_the_mask_the_build_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = hook()
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(RuntimeError, match="global-land-mask is not installed"):
        module.make(tmp_path)
