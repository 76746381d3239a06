"""A store has a version, one writer, and no way out of its folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from written import claim, owner

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.status import Line, status
from vetoproof.evidence.store import Store, migrate, open_store, store_folder
from vetoproof.evidence.tables import SCHEMA_VERSION
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]
Write = Callable[..., Path]


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    for options in ({}, {"read_only": True}):
        with pytest.raises(InputError, match="there is no store here"):
            open_store(tmp_path / "none", **options)
    assert not (tmp_path / "none").exists()


def test_a_store_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(tmp_path / "s", create=True).close()
    with open_store(tmp_path / "s", read_only=True) as store:
        assert store.one("SELECT value FROM meta WHERE key = 'schema'") == (str(SCHEMA_VERSION),)


def test_an_older_store_is_brought_up_step_by_step(store: Store) -> None:
    steps = {1: ["ALTER TABLE claims ADD COLUMN more VARCHAR"], 2: ["ALTER TABLE claims RENAME COLUMN more TO still_more"]}
    migrate(store, 1, steps, to=3)
    assert store.one("SELECT value FROM meta WHERE key = 'schema'") == ("3",)
    assert store.one("SELECT count(still_more) FROM claims") == (0,)


def test_a_step_that_fails_leaves_the_store_as_it_was(store: Store) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        migrate(store, 1, {1: ["ALTER TABLE claims ADD COLUMN more VARCHAR", "nonsense"]}, to=2)
    assert store.one("SELECT value FROM meta WHERE key = 'schema'") == (str(SCHEMA_VERSION),)
    assert store.one("SELECT count(*) FROM duckdb_columns() WHERE column_name = 'more'") == (0,)


@pytest.mark.parametrize(("version", "why"), [("99", f"knows up to {SCHEMA_VERSION}"), ("0", "no way leads from 0")])
def test_a_newer_store_and_one_too_old_are_refused(version: str, why: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.con.execute("UPDATE meta SET value = ?", [version])
    with pytest.raises(InputError, match=why):
        open_store(tmp_path / "s")


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "store.duckdb").write_text("this is no database" * 1_000)
    (tmp_path / "other").mkdir()
    con = duckdb.connect(str(tmp_path / "other" / "store.duckdb"))
    con.execute("CREATE TABLE t (a INT)")
    con.close()
    for name, why in (("text", "cannot be opened"), ("other", "no store of vetoproof")):
        with pytest.raises(InputError, match=why):
            open_store(tmp_path / name, create=True)


def test_a_second_writer_in_this_process_is_told(store: Store) -> None:
    with pytest.raises(InputError, match="by this very process"):
        open_store(store.folder)


def test_a_second_writer_in_another_process_is_told_who_holds_it(store: Store) -> None:
    code = "import sys; from pathlib import Path; from vetoproof.evidence.store import open_store; open_store(Path(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, str(store.folder)], capture_output=True, text=True, check=False)
    assert "is held by another process (PID" in done.stderr


def test_a_closed_store_lets_the_next_writer_in(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    open_store(tmp_path / "s").close()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('{outside}')",
        "SELECT * FROM '{outside}'",
        "COPY claims TO '{outside}.csv'",
        "ATTACH '{outside}.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_nothing_outside_is_within_reach_of_its_sql(sql: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("a secret")
    with pytest.raises(duckdb.Error):
        store.con.execute(sql.format(outside=tmp_path / "outside")).fetchall()


def test_python_variables_are_no_tables(store: Store) -> None:
    secret = [1, 2, 3]
    with pytest.raises(duckdb.Error):
        store.con.execute("SELECT * FROM secret")
    assert secret


def test_the_folder_is_the_one_asked_for_or_that_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VETOPROOF_STORE", raising=False)
    assert store_folder() == Path("vetoproof-store")
    monkeypatch.setenv("VETOPROOF_STORE", str(tmp_path))
    assert store_folder() == tmp_path
    assert store_folder(Path("other")) == Path("other")


def test_status_tells_formats_and_sources(write: Write, take: Take, store: Store) -> None:
    assert status(store) == ()
    take(write([claim(), claim(source="B", said="2020-01", until=""), claim(mid="x")]))
    take(write([owner()], "owners.csv"))
    received = date(2020, 1, 1)
    assert status(store) == (
        Line("claims", "claims", "", 1, 2, 1, 0, 0, date(2018, 1, 1), date(2018, 12, 31), "2020-01", received),
        Line("claims", "claims", "B", 1, 1, None, None, None, date(2018, 1, 1), date(2018, 1, 1), "2020-01", received),
        Line("claims", "claims", "S/2019/171", 1, 1, None, None, None, date(2018, 1, 1), date(2018, 12, 31), "2019-03-05", received),
        Line("ownership", "ownership", "", 1, 1, 0, 0, 0, date(2017, 1, 1), date(2017, 1, 1), "2018-06-01", received),
        Line("ownership", "ownership", "a registry", 1, 1, None, None, None, date(2017, 1, 1), date(2017, 1, 1), "2018-06-01", received),
    )
