"""The register: what it takes and refuses, that it only grows, what an altered byte does, what a kill leaves."""

import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from vetoproof.findings.register import BEGINNING, FILE, HEAD, Register, sealed
from vetoproof.findings.statements import STATUSES, Attestation, Change, Dissent, Reply, Statement, Version, Word
from vetoproof.terms.errors import InputError, IntegrityError, VetoproofError

VERSION = Version("breach", "1", None, "3.5", "bbl", "ab" * 32)
DAY = date(2026, 1, 1)
GROWING = Path(__file__).with_name("growing.py")


def reply(finding: str = "f1", text: str = "We did not.", day: date = DAY) -> Reply:
    return Reply(finding, VERSION, day, "a letter", text=text, who="CHN")


def change(status: Any, finding: str = "f1", day: date = DAY) -> Change:
    return Change(finding, VERSION, day, "a source", "a reason", status=status)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "store")


# ---- what it takes


def test_an_empty_register_is_whole_and_nobody_is_more_than_proposed(register: Register) -> None:
    assert register.verify() == 0
    assert register.history("f1") == ()
    assert register.states(["f1", "f2"])["f2"].status == "proposed"
    assert not register.path.exists()


def test_all_that_was_said_is_kept_in_order_with_its_version(register: Register) -> None:
    said: list[Statement] = [
        Attestation("f1", VERSION, DAY, "a partner", "looked again", who="NOR"),
        Dissent("f1", VERSION, DAY, "a partner", "the ship was another", "At length.", "FRA"),
        reply(text="We did not.\nÜberhaupt nicht: 아니다."),
        change("corroborated"),
        change("withdrawn"),
    ]
    for one in said:
        register.append(one)
    again = Register(register.folder)
    assert [entry.statement for entry in again.history("f1")] == said
    assert [entry.number for entry in again.entries()] == [1, 2, 3, 4, 5]
    assert again.history("f1")[0].previous == BEGINNING
    assert again.history("f1")[2].statement.version == VERSION
    assert again.verify() == 5


def test_one_finding_is_told_apart_from_another(register: Register) -> None:
    register.append(reply("f1"), change("refuted", "f2"), reply("f3"))
    states = register.states(["f1", "f2", "f4"])
    assert {id_: state.status for id_, state in states.items()} == {"f1": "replied", "f2": "refuted", "f4": "proposed"}
    assert register.findings() == ("f1", "f2", "f3")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], "proposed"),
        ([reply()], "replied"),
        ([change("corroborated")], "corroborated"),
        ([change("corroborated"), reply()], "replied"),
        ([reply(), change("corroborated")], "corroborated"),
        ([change("refuted"), reply()], "refuted"),
        ([change("withdrawn"), reply()], "withdrawn"),
        ([change("refuted"), change("corroborated")], "corroborated"),
        ([Attestation("f1", VERSION, DAY, "s", "b")], "proposed"),
        ([Dissent("f1", VERSION, DAY, "s", "b")], "proposed"),
    ],
)
def test_the_status_follows_what_was_said(register: Register, said: list[Statement], status: str) -> None:
    if said:
        register.append(*said)
    state = register.states(["f1"])["f1"]
    assert (state.status, len(state.entries)) == (status, len(said))


def test_what_is_refuted_or_withdrawn_stays_visible_with_its_replies(register: Register) -> None:
    register.append(reply(), change("refuted"))
    state = register.states(["f1"])["f1"]
    assert (state.status, [one.text for one in state.replies]) == ("refuted", ["We did not."])


def test_a_state_is_that_of_the_day_of_knowledge(register: Register) -> None:
    register.append(reply(day=date(2026, 1, 1)), change("refuted", day=date(2026, 2, 1)))
    known = {day: register.states(["f1"], day)["f1"].status for day in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1))}
    assert list(known.values()) == ["proposed", "replied", "refuted"]


# ---- what it refuses


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Change("f1", VERSION, DAY, "", "a reason", status="refuted"), "needs `source`"),
        (lambda: Change("f1", VERSION, DAY, "a source", " ", status="refuted"), "needs `because`"),
        (lambda: Attestation("f1", VERSION, DAY, "a source"), "needs `because`"),
        (lambda: Dissent("f1", VERSION, DAY, "", "a reason"), "needs `source`"),
        (lambda: Reply("f1", VERSION, DAY, "a letter", text=" \n"), "needs `text`"),
        (lambda: Reply("f1", VERSION, DAY, "", text="No."), "needs `source`"),
        (lambda: change("guilty"), "is no status"),
        (lambda: reply(text="No.\x1b[2J"), "control characters"),
        (lambda: reply(text="No.\x00"), "control characters"),
        (lambda: reply(text="No.\ud800"), "control characters"),
        (lambda: reply(text="n" * 200_001), "is longer than"),
        (lambda: Word(DAY, "", "because", status="refuted").about("f1", VERSION), "needs `source`"),
        (lambda: Word(DAY, "a letter").about("f1", VERSION), "needs `text`"),
    ],
)
def test_a_statement_that_does_not_say_why_or_whence_is_refused(make: Callable[[], Statement], what: str) -> None:
    with pytest.raises(InputError, match=what):
        make()


def test_a_statement_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        reply().text = "We did."  # type: ignore[misc]


def test_every_status_can_be_set(register: Register) -> None:
    register.append(*(change(status, f"finding {status}") for status in STATUSES))
    assert {state.status for state in register.states(register.findings()).values()} == set(STATUSES)


def test_of_several_statements_all_are_taken_or_none(register: Register) -> None:
    register.append(reply())
    with pytest.raises(AttributeError):
        register.append(reply("f2"), None)  # type: ignore[arg-type]
    assert register.verify() == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET body = '{}' WHERE number = 1",
        "UPDATE entries SET finding = 'f9'",
        "DELETE FROM entries",
        "DELETE FROM entries WHERE number = 2",
        "INSERT OR REPLACE INTO entries SELECT 1, finding, body, sha256 FROM entries WHERE number = 2",
        "INSERT INTO entries SELECT 9, finding, body, sha256 FROM entries WHERE number = 2",
        "INSERT INTO entries SELECT 0, finding, body, sha256 FROM entries WHERE number = 2",
    ],
)
def test_nothing_is_updated_deleted_or_replaced(register: Register, sql: str) -> None:
    register.append(reply(), change("refuted"))
    with sqlite3.connect(register.path) as database, pytest.raises(sqlite3.Error, match="only grows"):
        database.execute(sql)
    assert register.verify() == 2


def test_a_register_of_a_later_version_is_refused_and_left_alone(register: Register) -> None:
    register.append(reply())
    with sqlite3.connect(register.path) as database:
        database.execute("PRAGMA user_version = 2")
    with pytest.raises(InputError, match="use the newer vetoproof"):
        register.append(reply("f2"))


def test_a_folder_that_cannot_hold_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(InputError, match="cannot be used"):
        Register(tmp_path).append(reply())


# ---- what somebody altered


def forge(register: Register, *statements: str) -> None:
    """Change the file past its triggers, and put them back."""
    with sqlite3.connect(register.path) as database:
        triggers = list(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        for _, sql in triggers if database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'entries'").fetchone() else ():
            database.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET body = replace(body, 'We did not', 'We did, so') WHERE number = 2",
        "UPDATE entries SET body = replace(body, '\"replied\"', '\"refuted\"'), sha256 = sha256 WHERE number = 3",
        "UPDATE entries SET finding = 'f9' WHERE number = 1",
        "UPDATE entries SET sha256 = upper(sha256) WHERE number = 1",
        "UPDATE entries SET body = body || ' ' WHERE number = 1",
        "UPDATE entries SET body = CAST(body AS BLOB) WHERE number = 1",
        "UPDATE entries SET body = '[]' WHERE number = 2",
        'UPDATE entries SET body = \'{"kind": "praise"}\' WHERE number = 2',
        "DELETE FROM entries WHERE number = 1",
        "DELETE FROM entries WHERE number = 2",
        "DELETE FROM entries WHERE number = 4",
        "DELETE FROM entries",
        "DROP TABLE entries",
    ],
)
def test_an_altered_or_missing_entry_is_found(register: Register, sql: str) -> None:
    register.append(reply("f1"), reply("f2"), change("replied", "f2"), reply("f3"))
    forge(register, sql)
    with pytest.raises(IntegrityError) as error:
        register.verify()
    assert error.value.exit_code == 4


def test_an_entry_with_a_hash_of_its_own_breaks_the_chain_after_it(register: Register) -> None:
    (first, *_) = register.append(reply("f1"), reply("f2"), reply("f3"))
    false = sealed(2, evolve(reply("f2"), text="We did."), first.sha256)
    forge(register, f"UPDATE entries SET body = replace(body, 'We did not.', 'We did.'), sha256 = '{false.sha256}' WHERE number = 2")
    with pytest.raises(IntegrityError, match="entry 3"):
        register.verify()


def test_triggers_that_were_taken_away_are_missed(register: Register) -> None:
    register.append(reply())
    with sqlite3.connect(register.path) as database:
        database.execute("DROP TRIGGER no_delete")
    with pytest.raises(IntegrityError, match="triggers"):
        register.verify()


def test_a_register_that_is_gone_is_missed(register: Register) -> None:
    register.append(reply())
    for path in register.folder.glob(f"{FILE}*"):
        path.unlink()
    with pytest.raises(IntegrityError, match="is not there"):
        register.verify()
    with pytest.raises(IntegrityError):
        register.append(reply())


@pytest.mark.parametrize("text", ["", "9 abc\n", "x " + "0" * 64, "-1 " + "0" * 64, f"{10**30} " + "0" * 64, "1 " + "0" * 64])
def test_a_head_that_names_another_entry_is_found(register: Register, text: str) -> None:
    register.append(reply(), reply("f2"))
    (register.folder / HEAD).write_text(text, "ascii")
    with pytest.raises(IntegrityError):
        register.verify()
    with pytest.raises(IntegrityError):
        register.append(reply())


def test_a_head_that_a_kill_left_behind_is_no_fault(register: Register) -> None:
    register.append(reply())
    older = (register.folder / HEAD).read_text("ascii")
    register.append(reply("f2"))
    (register.folder / HEAD).write_text(older, "ascii")
    assert register.verify() == 2
    register.append(reply("f3"))
    assert (register.folder / HEAD).read_text("ascii").startswith("3 ")


def test_a_file_that_is_no_database_is_found(register: Register) -> None:
    register.folder.mkdir()
    register.path.write_bytes(b"no database at all, " * 100)
    with pytest.raises(IntegrityError):
        register.verify()


def test_one_altered_byte_is_found_wherever_it_is_read(register: Register, tmp_path: Path) -> None:
    """Each byte of an entry, and every 41st of the file: it is found, or what is read is what was written."""
    register.append(reply("f1"), change("refuted"), reply("f2"))
    whole, said = register.path.read_bytes(), list(register.entries())
    start = whole.index(b'{"because"')
    inside = range(start, start + 300)
    found = 0
    for n, place in enumerate([*inside, *range(0, len(whole), 41)]):
        other = Register(tmp_path / f"copy {n}")
        shutil.copytree(register.folder, other.folder)
        other.path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x01]) + whole[place + 1 :])
        try:
            other.verify()
            assert list(other.entries()) == said, place
            assert place not in inside
        except VetoproofError:
            found += 1
        shutil.rmtree(other.folder)
    assert found >= len(inside)


# ---- several at once, and a kill


def test_several_writers_at_once_lose_nothing(register: Register) -> None:
    def write(who: int) -> None:
        for n in range(10):
            Register(register.folder).append(reply(f"f{who}-{n}"))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert register.verify() == 40
    assert len(register.findings()) == 40


def killed(folder: Path, after: float) -> list[str]:
    """Let a process append, kill it, and return what it had acknowledged."""
    process = subprocess.Popen([sys.executable, str(GROWING), str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    lines = [process.stdout.readline()]
    time.sleep(after)
    process.kill()
    lines += process.stdout.read().splitlines(keepends=True)
    process.wait()
    return [line.strip() for line in lines if line.endswith("\n")]


def kill_and_compare(folder: Path, runs: int) -> int:
    """How many entries were acknowledged in all; each run goes on with the register that the one before left."""
    chance, acknowledged = random.Random(4), []
    for _ in range(runs):
        acknowledged += killed(folder, chance.uniform(0, 0.15))
        register = Register(folder)
        register.verify()
        held = {f"{entry.number} {entry.sha256}" for entry in register.entries()}
        assert set(acknowledged) <= held
    return len(acknowledged)


def test_a_kill_between_entries_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert kill_and_compare(tmp_path / "store", runs=10) >= 10


@pytest.mark.drill
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    assert kill_and_compare(tmp_path / "store", runs=200) >= 200
