"""The page: every figure leads to its rows, nothing is loaded, nothing hostile gets through, any regime will do."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from attrs import evolve
from tests.publish.conftest import DAY, Page

from vetoproof import monitor
from vetoproof.evidence.record import Row, Table
from vetoproof.publish.caps import CapView
from vetoproof.publish.figures import figures
from vetoproof.publish.page import page as page_of
from vetoproof.publish.rows import anchor_of
from vetoproof.publish.run import Run
from vetoproof.publish.seal import page_hash

TOY = Path(__file__).parents[1] / "toy"
ATTACK = """</script><script>alert(1)</script>"onload='x' <img src=http://evil.example/x> {{ 7*7 }} \x00\x1b\u202e"""


def cap_of(run: Run) -> CapView | None:
    return next(part.cap for view in figures(run).chapters for part in view.parts if part.cap)


def text_of(run: Run) -> str:
    return page_of(run).decode()


def test_every_figure_of_the_summary_leads_to_rows_that_are_on_the_page(run: Run, page: Page) -> None:
    stated = {" ".join(figure.rows) for said in figures(run).summary for figure in said.figures if figure.rows}
    shown = {rows for rows in page.all("data-rows") if rows.startswith("row-")}
    assert stated
    assert shown == stated
    assert {row for rows in page.all("data-rows") for row in rows.split()} <= page.ids


def test_every_link_leads_somewhere_on_the_page(page: Page) -> None:
    assert [link for link in page.all("href") if link[:1] != "#" or link[1:] not in page.ids] == []


def test_no_id_stands_twice(page: Page) -> None:
    assert len(page.all("id")) == len(page.ids)


def test_every_known_row_of_every_table_is_on_the_page(run: Run, page: Page) -> None:
    rows = {anchor_of(name, row) for name, table in run.tables.items() for row in table.rows}
    assert rows <= page.ids


def test_the_page_loads_nothing(page: Page) -> None:
    loading = {"link", "img", "iframe", "object", "embed", "image", "use", "base", "form", "audio", "video", "source"}
    assert {tag for tag, _ in page.tags} & loading == set()
    assert page.all("src") == page.all("style") == page.all("onload") == []
    assert not re.search(r"url\(|@import|@font-face", page.text)
    assert "default-src 'none'" in next(attrs["content"] for tag, attrs in page.tags if "http-equiv" in attrs)


def test_the_page_fits_its_seal(page: Page) -> None:
    assert f'<code id="seal">{page_hash(page.text)}</code>' in page.text
    assert page_hash(page.text.replace("at least 59 %", "at least 49 %")) != page_hash(page.text)


def test_silent_months_are_said_beside_the_share_and_the_share_is_a_floor(run: Run) -> None:
    cap = cap_of(run)
    assert cap is not None
    shares = {period.label: (period.share, period.silence) for period in cap.periods}
    assert shares["2024"] == ("at least 59 %", "one month of China and eleven months of Russia silent")
    assert shares["2018"] == ("72 to 81 %", "")
    assert shares["2026"] == ("no figure", "nine months of China and nine months of Russia silent")


def test_a_month_strip_tells_silent_from_not_reported_from_zero(run: Run) -> None:
    cap = cap_of(run)
    assert cap is not None
    marks = {(strip.reporter, strip.period): "".join(cell.mark for cell in strip.cells) for strip in cap.strips}
    assert marks["RUS", "2024"] == "MNNNNNNNNNNN"
    assert marks["RUS", "2021"] == "000000000000"
    assert marks["CHN", "2025"] == "MM??????????"
    assert marks["CHN", "2026"] == "???????????"  # December is outside the days looked at


def test_the_page_names_the_claimant_and_accuses_nobody(page: Page) -> None:
    assert "would breach" in page.text.lower()
    assert not re.search(r"\b(?:violated|guilty|has breached|did breach)\b", page.text, re.IGNORECASE)
    assert "no reply on record" in page.text


def test_what_was_said_later_than_the_second_day_is_not_on_the_page() -> None:
    early = Page(text_of(monitor.run("un-dprk", DAY, date(2024, 1, 1))))
    assert "row-arms-arms-2023-10-13-USA-1" in early.ids
    assert "row-arms-arms-2025-07-13-ROK-1" not in early.ids
    assert [link for link in early.all("href") if link[1:] not in early.ids] == []


def test_an_act_after_the_horizon_is_not_on_the_page() -> None:
    early = Page(text_of(monitor.run("un-dprk", date(2012, 1, 1), DAY)))
    assert "row-tests-test-2009-07-05-01" in early.ids
    assert not any("row-tests-test-2013" in name for name in early.ids)
    assert "The record holds nothing for this part" in early.text


def hostile(row: Row) -> Row:
    return {**row, **{key: f"{row[key]}{ATTACK}" for key in ("claimant", "source", "note", "missile", "item", "outcome") if row.get(key)}}


def test_hostile_text_in_a_row_stays_text(run: Run) -> None:
    tables = {name: Table(name, tuple(hostile(row) for row in table.rows)) for name, table in run.tables.items()}
    entries = tuple(evolve(entry, row=hostile(entry.row)) for entry in run.entries)
    about = evolve(run.law.about, title=f"Law {ATTACK}", subject=ATTACK)
    text = text_of(evolve(run, tables=tables, entries=entries, law=evolve(run.law, about=about)))
    tame = Page(text)
    assert [tag for tag, _ in tame.tags].count("script") == 3
    assert "img" not in {tag for tag, _ in tame.tags}
    assert not {name for _, attrs in tame.tags for name in attrs if name.startswith("on")}
    assert "{{ 7*7 }}" in text
    assert not re.search("[\x00\x1b\u202e]", text)
    assert f'<code id="seal">{page_hash(text)}</code>' in text


def test_a_row_with_a_hostile_id_keeps_an_anchor_of_its_own(run: Run) -> None:
    table = Table("tests", tuple({**row, "id": f'{n} "><b>{ATTACK}'} for n, row in enumerate(run.tables["tests"].rows[:3])))
    tame = Page(text_of(evolve(run, tables={**run.tables, "tests": table}, entries=())))
    assert len([name for name in tame.ids if name.startswith("row-tests-")]) == 3
    assert "b" not in {attrs.get("onload", "") for _, attrs in tame.tags}


def test_a_made_up_regime_has_a_page_of_its_own() -> None:
    run = monitor.run(str(TOY), date(1905, 12, 31), DAY)
    toy = Page(text_of(run))
    assert "The Lighthouse Treaty" in toy.text
    assert "LT/3" in toy.text
    assert "No table of facts was read" in toy.text
    assert [link for link in toy.all("href") if link[1:] not in toy.ids] == []
    assert str(TOY) not in toy.text


def test_a_regime_without_chapters_gets_one_for_each_table(run: Run) -> None:
    bare = evolve(run, law=evolve(run.law, chapters=()), ledgers={})
    told = figures(bare)
    assert {(view.chapter.id, view.chapter.form) for view in told.chapters} >= {("arms", "claims"), ("tests", "events")}
    assert [link for link in Page(text_of(bare)).all("href") if link == "#"] == []


def test_a_regime_with_nothing_in_it_still_has_a_page(run: Run) -> None:
    law = evolve(run.law, chapters=(), provisions=(), instruments=(), designations=(), conversions=(), readings=(), sources={})
    text = text_of(evolve(run, law=law, tables={}, entries=(), ledgers={}, unseen=()))
    assert "No provision is in force on this day" in text


@pytest.mark.parametrize("name", sorted(path.name for path in Path(str(files("vetoproof.publish"))).rglob("*.*") if path.suffix != ".pyc"))
def test_no_file_of_the_room_knows_a_provision_or_a_kind_of_any_regime(run: Run, name: str) -> None:
    (path,) = Path(str(files("vetoproof.publish"))).rglob(name)
    text = path.read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if "``" not in line and '"""' not in line)
    words = {*run.law.by_id, *(name for name in run.law.vocabulary.kinds if "_" in name)}
    assert [word for word in words if re.search(rf"(?<![\w/]){re.escape(word)}(?![\w/])", code)] == []
