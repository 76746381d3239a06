"""The page checks itself in a browser, without a network: as made it fits; one altered byte is found."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from vetoproof.publish.carried import packed, script_text
from vetoproof.publish.run import Run
from vetoproof.publish.seal import page_hash, seal

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium or chrome on this machine to open the page with")
STATE = re.compile(r'id="check"[^>]*data-check="(\w+)"')
SAYS = re.compile(r'<span role="status">([^<]*)</span>')


def opened(page: str, place: Path) -> tuple[str, str]:
    """What the page says of itself when it is opened from a file."""
    place.write_text(page, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={place.parent / 'profile'}", "--dump-dom"]
    done = subprocess.run([str(BROWSER), *options, f"{place.as_uri()}#check"], capture_output=True, check=True, timeout=120)
    told = done.stdout.decode()
    state, says = STATE.search(told), SAYS.search(told)
    return (state[1] if state else "no check ran"), (says[1] if says else "")


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return (folder / "index.html").read_text("utf-8")


@needs_browser
def test_a_page_as_it_was_made_fits(text: str, tmp_path: Path) -> None:
    assert opened(text, tmp_path / "page.html") == ("fits", "The page, its findings and its law fit the hashes printed here.")


def resealed(page: str) -> str:
    """A page altered by somebody who knows how to make the seal again."""
    found = re.search(r'id="seal">(\w{64})<', page)
    assert found
    return seal(page.replace(found[1], "0" * 64))


ALTERATIONS: dict[str, tuple[Callable[[str], str], str]] = {
    "a figure in the text": (lambda page: page.replace("at least 59 %", "at least 49 %", 1), "the page"),
    "a number in a row of the record": (lambda page: page.replace("<i>apogee km</i> 200", "<i>apogee km</i> 201", 1), "the page"),
    "the place of a bar in a chart": (lambda page: re.sub(r'd="M(\d)', lambda m: f'd="M{(int(m[1]) + 1) % 10}', page, count=1), "the page"),
    "where a figure leads": (lambda page: page.replace('href="#row-tests-', 'href="#row-testt-', 1), "the page"),
    "a finding": (lambda page: resealed(page.replace('"\\"breach\\""', '"\\"exempt\\""', 1)), "the findings"),
    "a word of the law": (lambda page: resealed(page.replace("500,000 barrels per calendar", "600,000 barrels per calendar")), "the law"),
}


@needs_browser
@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_altered_page_is_found_by_its_own_check(text: str, tmp_path: Path, what: str) -> None:
    alter, where = ALTERATIONS[what]
    other = alter(text)
    assert other != text
    state, says = opened(other, tmp_path / "page.html")
    assert state == "altered"
    assert where in says


def test_any_single_letter_that_a_reader_sees_is_under_the_seal(text: str) -> None:
    whole = page_hash(text)
    start, end = text.index("<main>"), text.index("</main>")
    step = (end - start) // 6
    for at in range(start + 11, end, step):
        place = re.compile(r">[^<>]*?([A-Za-z0-9])[^<>]*<").search(text, at)
        assert place
        n = place.start(1)
        other = text[:n] + ("x" if text[n] != "x" else "y") + text[n + 1 :]
        assert page_hash(other) != whole


def test_an_opened_fold_and_the_place_of_the_check_change_nothing(text: str) -> None:
    touched = text.replace("<details>", "<details open>", 1).replace('<p id="check"></p>', '<p id="check"><b>x</b></p>')
    assert page_hash(touched) == page_hash(text)


def unpacked(told: dict[str, object]) -> str:
    """What the page's script makes of the packed findings."""
    keys, values, places = told["keys"], told["values"], told["places"]
    out = []
    for n in range(told["lines"]):  # type: ignore[call-overload]
        of = {key: values[key][places[key][n] if key in places else 0] for key in keys if key != "id"}  # type: ignore[index,union-attr,attr-defined]
        id_ = sha256(f"[{of['fact']},{of['provision']},{of['limb']}]".encode()).hexdigest()[:16]
        out.append("{" + ",".join(f'"{key}":' + (f'"{id_}"' if key == "id" else of[key]) for key in keys) + "}\n")  # type: ignore[attr-defined]
    return "".join(out)


def test_the_findings_that_a_page_carries_are_those_of_the_file(folder: Path, text: str) -> None:
    found = re.search(r'id="carried-findings">([^<]*)<', text)
    assert found
    assert unpacked(json.loads(found[1])).encode() == (folder / "findings.jsonl").read_bytes()


def test_the_law_that_a_page_carries_has_the_hash_of_its_version(run: Run, text: str) -> None:
    found = re.search(r'id="carried-law">([^<]*)<', text)
    assert found
    assert sha256(json.loads(found[1]).encode()).hexdigest() == run.law.law_version


def test_hostile_text_is_packed_and_comes_out_again() -> None:
    line = {"id": "", "fact": "</script><!--\u2028\u202e\x00&", "provision": "A/1", "limb": None, "why": "é"}
    carried = script_text(packed([line, {**line, "why": "<b>"}]))
    assert carried.isascii() and "<" not in carried and "&" not in carried
    assert [orjson.loads(one)["why"] for one in unpacked(json.loads(carried)).split("\n")[:-1]] == ["é", "<b>"]


def test_nothing_packed_is_nothing(run: Run) -> None:
    assert unpacked({**packed([]), "lines": 0}) == ""
