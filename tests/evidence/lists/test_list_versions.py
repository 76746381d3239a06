"""Lists in a store: versions by day, OFAC's files as one list, who was listed when, what changed, what is newer than the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from list_samples import ALT, SDN, UN

from vetoproof.evidence.ingest import Ingested, ingest
from vetoproof.evidence.lists.changes import difference
from vetoproof.evidence.lists.tables import LISTED
from vetoproof.evidence.lists.versions import (
    find_list,
    find_version,
    labelled,
    listed_on,
    lists_as_of,
    rows_of,
    uncompiled,
    version_on,
    versions,
    waiting,
)
from vetoproof.evidence.readers import lists as reader
from vetoproof.evidence.rows import rows_of as stored_rows
from vetoproof.evidence.store import Store, open_store
from vetoproof.evidence.tables import Given
from vetoproof.terms.errors import InputError

Held = Callable[..., Ingested]
LATER = UN.replace("2020-02-27", "2021-05-01").replace(
    "<INDIVIDUALS>",
    "<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>NEW</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER>"
    "</INDIVIDUAL>",
).replace("<ALIAS_NAME>FIRST EXAMPLE BANK<", "<ALIAS_NAME>OLD EXAMPLE BANK<")  # fmt: skip


def by_ref(table: Any) -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in table.to_pylist()}


def test_a_list_is_stored_by_version_and_read_as_of_a_day(store: Store, held: Held) -> None:
    said = held("un.xml")
    assert (said.format, said.taken, said.refused_rows) == ("list", 2, 0)
    assert said.notes[0] == "UN as of 2020-02-27: 2 entities"  # the day that the file states, not that on which it came
    held("un.xml", text=LATER)
    assert [(one.as_of, one.entities) for one in versions(store)] == [(date(2020, 2, 27), 2), (date(2021, 5, 1), 3)]
    for day, count in ((date(2020, 2, 26), 0), (date(2020, 2, 27), 2), (date(2021, 4, 30), 2), (date(2021, 5, 1), 3)):
        found = lists_as_of(store, day)
        assert sum(rows.num_rows for _, rows in found.values()) == count
        assert all(rows.schema == LISTED for _, rows in found.values())
    assert held("un.xml").again


def test_was_it_listed_on_that_day(store: Store, held: Held) -> None:
    held("un.xml")
    held("un.xml", text=LATER)
    asked = [
        ("KPi.900", date(2016, 3, 1), "no"),  # before its stated day
        ("KPi.900", date(2016, 3, 2), "yes"),
        ("KPi.901", date(2020, 3, 1), "no"),  # not in the version of that day
        ("KPi.901", date(2021, 5, 1), "yes"),
        ("XX.1", date(2010, 1, 1), "unknown"),  # before the first version, which does not know it
        ("XX.1", date(2022, 1, 1), "no"),
    ]
    for ref, day, answer in asked:
        found = listed_on(store, "un", ref, day)
        assert (ref, day, found.listed) == (ref, day, answer)
        assert found.why
    assert listed_on(store, "UN", "KPi.901", date(2020, 3, 1)).as_of == date(2020, 2, 27)


@pytest.mark.parametrize("order", list(permutations(("sdn.csv", "alt.csv", "add.csv"))))
def test_the_files_of_ofac_are_one_list_whatever_their_order(order: tuple[str, ...], tmp_path: Path, held: Held, store: Store) -> None:
    for name in order:
        held(name, "2024-05-03")
    (one,) = versions(store)
    assert (one.list, one.entities, [part.part for part in one.parts]) == ("OFAC SDN", 4, ["add", "alt", "sdn"])
    found = by_ref(rows_of(store, one))
    assert list(found) == ["36", "101", "102", "103"]
    assert [alias["name"] for alias in found["101"]["aliases"]] == ["KOM'ID", "KIM, Sample", "JIN, Sample"]
    assert found["36"]["aliases"] == [{"name": "EXAMPLE AIRWAYS", "quality": "strong", "type": "fka"}]
    assert (found["36"]["addresses"], found["36"]["countries"]) == (["1 Road, Havana, Cuba"], ["CUB"])
    assert rows_of(store, one).schema == LISTED


def test_parts_that_name_nobody_wait(store: Store, held: Held) -> None:
    held("alt.csv", "2024-05-03")
    assert versions(store) == ()
    assert waiting(store) == (("OFAC SDN", "alt"),)
    assert lists_as_of(store, date(2025, 1, 1)) == {}
    held("sdn.csv", "2024-05-04")
    assert [(one.as_of, len(one.parts)) for one in versions(store)] == [(date(2024, 5, 4), 2)]


def test_a_later_part_is_a_later_version_of_the_whole(store: Store, held: Held) -> None:
    held("sdn.csv", "2024-05-03")
    held("alt.csv", "2024-06-01")
    held("sdn.csv", "2024-07-01", text=SDN.replace("EXAMPLE STAR", "EXAMPLE MOON"))
    held("sdn.csv", "2024-07-01", text=SDN.replace("EXAMPLE STAR", "EXAMPLE SUN"))  # twice on a day: two versions
    told = [(one.as_of, [part.part for part in one.parts]) for one in versions(store)]
    assert told == [
        (date(2024, 5, 3), ["sdn"]),
        (date(2024, 6, 1), ["alt", "sdn"]),
        (date(2024, 7, 1), ["alt", "sdn"]),
        (date(2024, 7, 1), ["alt", "sdn"]),
    ]
    last = version_on(store, "OFAC SDN", date(2024, 7, 1))
    assert last is not None
    assert by_ref(rows_of(store, last))["102"]["name"] == "EXAMPLE SUN"
    held("sdn.xml", accept_shrink=True)  # one file that holds all, but fewer
    assert [part.part for part in versions(store)[0].parts] == ["sdn"]
    assert any([part.part for part in one.parts] == [""] for one in versions(store))


def test_remarks_go_on_in_the_comments(store: Store, held: Held) -> None:
    whole = (
        "DOB 1949; Linked To: EXAMPLE ONE; "
        + "; ".join(f"Passport A{n} (Iran)" for n in range(45))
        + "; a.k.a. 'TIANYIN'; a.k.a. 'KHALEESI'."
    )
    cut = whole[:1_000]
    row = f'101,"KIM, Example","individual","DPRK2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"{cut}"\r\n\x1a'
    held("sdn.csv", "2024-05-03", text=row)
    held("sdn_comments.csv", "2024-05-03", text=f'101,"{whole[1_000:]}"\r\n\x1a')
    (one,) = versions(store)
    found = by_ref(rows_of(store, one))["101"]
    assert found["remarks"] == whole
    assert [alias["name"] for alias in found["aliases"]] == ["TIANYIN", "KHALEESI"]
    assert len(found["documents"]) == 45


def test_what_changed_between_two_versions(store: Store, held: Held) -> None:
    held("un.xml")
    held("un.xml", text=LATER.replace("<COMMENTS1>A made-up person.</COMMENTS1>", ""))
    found = difference(store, "un", "2020-02-27", "2021-05-01")
    assert [(change.what, change.ref) for change in found.changes] == [("added", "KPi.901"), ("changed", "KPi.900"), ("changed", "LYe.900")]
    assert found.changes[1].fields == {"remarks": ("A made-up person.", None)}
    assert set(found.changes[2].fields) == {"aliases"}
    back = difference(store, "un", found.new.version[:12], found.old.version[:12])
    assert [(change.what, change.ref) for change in back.changes] == [
        ("removed", "KPi.901"), ("changed", "KPi.900"), ("changed", "LYe.900"),
    ]  # fmt: skip
    assert difference(store, "un", "2020-02-27", "2020-12-31").changes == ()


def test_a_file_that_one_version_lacks_is_no_change(store: Store, held: Held) -> None:
    held("sdn.csv", "2024-05-03")
    held("alt.csv", "2024-06-01")
    found = difference(store, "ofac", "2024-05-03", "2024-06-01")
    assert (found.changes, found.left_out) == ((), ("alt",))


@pytest.mark.parametrize("wanted", ["2019-01-01", "zzzz", "", "157", "2020-13-01"])
def test_a_version_that_is_not_held_is_named(wanted: str, store: Store, held: Held) -> None:
    held("un.xml")
    with pytest.raises(InputError, match="is no version that is held; give a day or the first signs of one of 2020-02-27"):
        find_version(store, "UN", wanted)


def test_a_list_is_found_by_enough_of_its_name(store: Store, held: Held) -> None:
    held("uk.csv")
    held("conlist.csv")
    assert find_list(store, "uk") == "UK"  # exactly, though another begins so
    assert find_list(store, "ofsi") == "UK OFSI (closed)"
    for wanted, what in (("un", "is no list"), ("", "is no list"), ("k", "names several lists")):
        with pytest.raises(InputError, match=what):
            find_list(store, wanted)


def test_half_a_list_is_refused_and_the_last_good_version_stays(store: Store, held: Held) -> None:
    rows = [f'{n},"FIRM {n}",-0- ,"DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n' for n in range(1, 101)]
    held("sdn.csv", "2024-05-03", text="".join(rows) + "\x1a")
    with pytest.raises(InputError, match="has 74 entities, and the version of 2024-05-03 has 100: more than 25 % are gone"):
        held("sdn.csv", "2024-05-04", text="".join(rows[:74]))
    assert [one.entities for one in versions(store)] == [100]
    assert stored_rows(store, "listed").num_rows == 100
    held("sdn.csv", "2024-05-04", text="".join(rows[:75]))  # a quarter less
    held("sdn.csv", "2024-05-05", text="".join(rows[:10]), accept_shrink=True)
    held("sdn.csv", "2023-01-01", text="".join(rows[:5]))  # older than all: nothing to compare with
    assert [one.entities for one in versions(store)] == [5, 100, 75, 10]


def test_a_list_newer_than_the_law_does_not_bind(store: Store, held: Held) -> None:
    held("un.xml")
    held("un.xml", text=LATER)
    assert uncompiled(store, date(2021, 5, 1), date(2030, 1, 1)) is None
    assert uncompiled(store, date(2020, 2, 27), date(2020, 12, 31)) is None  # the newer one is of a later day than is asked of
    found = uncompiled(store, date(2020, 2, 27), date(2030, 1, 1))
    assert found is not None
    assert (found.version.as_of, found.label) == (date(2021, 5, 1), "UN (ingested, not compiled)")
    assert "binds nobody" in found.warning
    shown = labelled(found, rows_of(store, found.version))
    assert set(shown.column("list").to_pylist()) == {"UN (ingested, not compiled)"}
    assert shown.schema == LISTED


def test_an_older_store_is_given_the_tables(tmp_path: Path) -> None:
    folder = tmp_path / "older"
    with open_store(folder, create=True) as made:
        made.con.execute("DROP TABLE listed")
        made.con.execute("DROP TABLE lists")
        made.con.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
        older = made.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert ("listed",) not in older
    with open_store(folder) as again:
        assert versions(again) == ()


def test_a_run_that_was_cut_short_leaves_no_version(store: Store, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetoproof.evidence.lists.read.AT_ONCE", 1)
    whole = reader.tables

    def torn(found: Any, skip: int = 0) -> Any:
        for number, table in enumerate(whole(found, skip)):
            if number == 1 and not skip:
                raise KeyboardInterrupt
            yield table

    monkeypatch.setattr(reader, "tables", torn)
    with pytest.raises(KeyboardInterrupt):
        held("un.xml")
    assert versions(store) == ()
    again = held("un.xml")
    assert (again.resumed, again.taken) == (True, 2)
    (one,) = versions(store)
    assert list(by_ref(rows_of(store, one))) == ["KPi.900", "LYe.900"]


def test_the_same_parts_in_another_store_have_the_same_version(tmp_path: Path, held: Held, store: Store) -> None:
    held("sdn.csv", "2024-05-03")
    held("alt.csv", "2024-05-03")
    first = versions(store)[0].version
    with open_store(tmp_path / "second", create=True) as other:
        for name, text in (("alt.csv", ALT), ("sdn.csv", SDN)):
            path = tmp_path / f"again-{name}"
            path.write_text(text, "utf-8", newline="")
            ingest(other, path, Given("", "", date(2024, 5, 3)))
        assert versions(other)[0].version == first


def test_a_day_that_was_forgotten_can_be_given_later(store: Store, held: Held) -> None:
    """OFAC's CSV states no day: entered as of the day it came, until an earlier one is given."""
    held("sdn.csv", "2026-11-24")
    held("sdn.csv", "2027-01-01")  # the default of a later run
    assert [one.as_of for one in versions(store)] == [date(2026, 11, 24)]
    done = held("sdn.csv", "2024-05-03")
    assert [(one.as_of, one.entities) for one in versions(store)] == [(date(2024, 5, 3), 4)]
    assert any("entered as of 2024-05-03" in note for note in done.notes)
    held("un.xml", "2020-01-01")
    stated = [one.as_of for one in versions(store) if one.list == "UN"]
    held("un.xml", "1999-01-01")
    assert [one.as_of for one in versions(store) if one.list == "UN"] == stated
