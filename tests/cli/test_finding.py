"""The door of one finding: whole, as a line of the report, with replies; and what it refuses."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vetoproof import monitor
from vetoproof.cli import app
from vetoproof.findings.entries import finding_id
from vetoproof.findings.register import Register
from vetoproof.findings.statements import Reply, Version
from vetoproof.publish.lines import findings_jsonl
from vetoproof.publish.run import Run

DAYS = ["--as-of", "2026-08-01", "--known-by", "2026-08-01"]
KEYS = [
    *("id", "fact", "provision", "limb", "outcome", "day", "low", "mid", "high", "unit", "status"),
    *("law_confidence", "likelihood", "confidence", "sources", "replies", "why"),
]


@pytest.fixture(scope="module")
def made() -> Run:
    return monitor.run("un-dprk", date(2026, 8, 1), date(2026, 8, 1))


@pytest.fixture(autouse=True)
def one_run(made: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The record is judged once for all tests of this file."""
    monkeypatch.setattr(monitor, "run", lambda *_: made)
    yield


@pytest.fixture
def id_(made: Run) -> str:
    """A claim of arms, so that it has a range and a counterpart."""
    entry, finding = next((entry, finding) for entry, finding in made.findings() if entry.table == "arms" and finding.outcome == "breach")
    return finding_id(entry.fact.id, finding.provision, finding.limb)


class Door:
    """Calls the door as `main` does, in this process."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.capsys, self.monkeypatch = store, capsys, monkeypatch

    def __call__(self, *words: str) -> tuple[int, str, str]:
        self.monkeypatch.setattr("sys.argv", ["vetoproof", "finding", *words, "--store", str(self.store), *DAYS])
        with pytest.raises(SystemExit) as left:
            app.main()
        said = self.capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err


@pytest.fixture
def door(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Door:
    return Door(tmp_path / "store", capsys, monkeypatch)


def line(out: str) -> dict[str, Any]:
    (only,) = out.splitlines()
    found: dict[str, Any] = json.loads(only)
    return found


def test_its_json_is_the_line_of_the_report(door: Door, made: Run, id_: str) -> None:
    code, out, _ = door(id_, "--json")
    (reported,) = (one for text in findings_jsonl(made).splitlines() if (one := json.loads(text))["id"] == id_)
    assert (code, line(out), list(line(out))) == (0, reported, KEYS)
    assert not (door.store / "findings.sqlite").exists()


def test_it_is_printed_whole(door: Door, id_: str) -> None:
    code, out, _ = door(id_)
    assert code == 0
    for word in ("status", "fact", "law", "confidence", "why", "sources", "root:", "proof", "likelihood", "replies", "could be", "tried"):
        assert word in out
    assert "would" in out or "if the cited claims hold" in out


def test_a_piece_of_the_id_is_enough(door: Door, id_: str) -> None:
    assert line(door(id_[:8], "--json")[1])["id"] == id_


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("ffffffffffff0000",), "take an id from findings.jsonl"),
        (("zz; DROP TABLE",), "there is no such finding"),
        (("abc",), "is shorter than 6"),
    ],
)
def test_an_unknown_id_is_refused_with_what_to_do(door: Door, words: tuple[str, ...], what: str) -> None:
    code, out, err = door(*words, "--json")
    assert (code, out, what in err) == (2, "", True)


def test_a_reply_is_printed_beside_its_finding(door: Door, id_: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("We sent no shells.\nNot one.", "utf-8")
    code, out, _ = door(id_, "--reply", str(letter), "--by", "PRK", "--source", "https://example.org/letter")
    assert code == 0
    assert "We sent no shells.\n               Not one." in out
    found = line(door(id_, "--json")[1])
    assert (found["status"], list(found)) == ("replied", KEYS)
    assert found["replies"] == [
        {"who": "PRK", "day": "2026-08-01", "text": "We sent no shells.\nNot one.", "source": "https://example.org/letter"}
    ]


def test_a_reply_without_a_source_is_named_by_the_hash_of_its_file(door: Door, id_: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"\xef\xbb\xbfNo.\r\n")
    (reply,) = line(door(id_, "--reply", str(letter), "--json")[1])["replies"]
    assert (reply["text"], reply["source"].startswith("letter.txt, sha256 ")) == ("No.", True)


def test_a_reply_and_a_status_come_together_and_the_same_words_again_add_nothing(door: Door, id_: str, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("No.", "utf-8")
    words = (id_, "--reply", str(letter), "--status", "refuted", "--because", "the letter shows it", "--source", "https://example.org")
    assert door(*words)[0] == door(*words)[0] == 0
    found = Register(door.store).history(id_)
    assert [entry.statement.kind for entry in found] == ["reply", "status"]
    assert found[0].statement.version.outcome == "breach"
    out = door(id_)[1]
    assert "refuted" in out
    assert "because the letter shows it" in out


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--status", "refuted"), "needs `because`"),
        (("--status", "refuted", "--because", "so"), "needs `source`"),
        (("--status", "guilty", "--because", "so", "--source", "s"), "is no status"),
        (("--because", "so"), "says nothing"),
        (("--reply", "no-such-file"), "cannot be opened"),
        (("--status", "refuted", "--because", "\x1b[2J", "--source", "s"), "control characters"),
    ],
)
def test_a_word_without_reason_or_source_is_refused_and_nothing_is_kept(door: Door, id_: str, words: tuple[str, ...], what: str) -> None:
    code, _, err = door(id_, *words)
    assert (code, what in err) == (2, True)
    assert Register(door.store).verify() == 0


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"%PDF-1.7\n\x80\x81", b"", b"  \n", b"x" * 200_001])
def test_a_reply_that_is_no_text_is_refused(door: Door, id_: str, tmp_path: Path, content: bytes) -> None:
    letter = tmp_path / "letter"
    letter.write_bytes(content)
    code, _, err = door(id_, "--reply", str(letter))
    assert (code, bool(err)) == (2, True)
    assert Register(door.store).verify() == 0


def test_an_altered_register_is_an_integrity_failure(door: Door, id_: str, tmp_path: Path) -> None:
    door(id_, "--status", "corroborated", "--because", "seen twice", "--source", "s")
    path = door.store / "findings.sqlite"
    path.write_bytes(path.read_bytes().replace(b"seen twice", b"seen thrice"[:10]))
    code, _, err = door(id_)
    assert (code, "was altered" in err) == (4, True)


def test_a_finding_that_only_the_register_knows_is_told_from_it(door: Door) -> None:
    version = Version("depends", "1", None, "2.5", "bbl", "ab" * 32)
    Register(door.store).append(Reply("0123456789abcdef", version, date(2026, 1, 1), "a letter", text="No."))
    found = line(door("01234567", "--json")[1])
    assert (found["outcome"], found["low"], found["high"], found["status"], set(found)) == ("depends", 1.0, 2.5, "replied", set(KEYS))
    assert "0123456789abcdef" in door("01234567")[1]


def test_two_findings_that_begin_alike_are_both_named(door: Door) -> None:
    version = Version("depends", None, None, None, None, "ab" * 32)
    for end in "01":
        Register(door.store).append(Reply(f"012345678{end}", version, date(2026, 1, 1), "a letter", text="No."))
    code, _, err = door("012345678")
    assert (code, "0123456780, 0123456781" in err) == (2, True)


def test_a_reply_that_came_after_the_day_of_knowledge_is_not_known(door: Door, id_: str) -> None:
    version = Version("breach", None, None, None, None, "ab" * 32)
    Register(door.store).append(Reply(id_, version, date(2026, 8, 2), "a letter", text="No."))
    assert line(door(id_, "--json")[1])["replies"] == []
