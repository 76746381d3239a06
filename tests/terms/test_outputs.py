"""A run never writes over what it reads, by whatever name, and never two things into one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from vetoproof.terms.errors import InputError
from vetoproof.terms.outputs import keep_apart


def test_files_apart_are_fine(tmp_path: Path) -> None:
    keep_apart([tmp_path / "in"], {"--out": tmp_path / "out", "--map": None, "--tracks": tmp_path / "tracks"})
    assert not list(tmp_path.iterdir())  # nothing is made by asking


@pytest.mark.parametrize("name", ["in.csv", "../{folder}/in.csv", "link", "hard"])
def test_a_file_that_is_read_is_not_written_over(tmp_path: Path, name: str) -> None:
    given = tmp_path / "in.csv"
    given.write_text("kept")
    (tmp_path / "link").symlink_to(given)
    (tmp_path / "hard").hardlink_to(given)
    with pytest.raises(InputError, match="written over"):
        keep_apart([given], {"--out": tmp_path / name.format(folder=tmp_path.name)})


def test_two_outputs_need_two_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--out too"):
        keep_apart([], {"--out": tmp_path / "a", "--tracks": tmp_path / "a"})
