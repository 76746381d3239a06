"""The wheel is whole: it installs into an empty environment and answers from outside the repository."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = ROOT / ".tools/bin/uv"


def run(*command: str | Path, cwd: Path) -> str:
    outside = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it and the locked core, return its program."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", place / "dist", cwd=ROOT)
    (wheel,) = (place / "dist").glob("*.whl")
    run(UV, "venv", "--python", sys.executable, place / "venv", cwd=place)
    python = place / "venv/bin/python"
    run(UV, "pip", "sync", "--require-hashes", "--python", python, ROOT / "requirements.lock", cwd=place)
    run(UV, "pip", "install", "--no-deps", "--python", python, wheel, cwd=place)
    return python.with_name("vetoproof")


def test_the_installed_program_shows_its_help(installed: Path, tmp_path: Path) -> None:
    assert "report" in run(installed, "--help", cwd=tmp_path)


def test_the_installed_program_knows_the_law(installed: Path, tmp_path: Path) -> None:
    lines = run(installed, "law", "--on", "2018-01-01", "--json", cwd=tmp_path).splitlines()
    assert "2397/5" in {json.loads(line)["provision"] for line in lines}
