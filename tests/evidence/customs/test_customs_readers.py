"""Customs files that are right: Comtrade+ short and full, Parquet, BACI, SDMX; each row keeps what it states, exactly."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from customs_files import FULL, csv_of, short

from vetoproof.evidence.ingest import Ingested
from vetoproof.evidence.rows import rows_of
from vetoproof.evidence.store import Store
from vetoproof.terms.errors import InputError

Take = Callable[..., Ingested]


def held(store: Store) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rows_of(store, "customs").to_pylist()
    return found


def test_an_import_of_china_from_code_408_is_what_the_dprk_sold(tmp_path: Path, take: Take, store: Store) -> None:
    row = short(netWgt="121000", cifvalue="22600000.10", primaryValue="22600000.10", cmdCode="670411")
    done = take(csv_of(tmp_path / "a.csv", [row]))
    (one,) = held(store)
    assert (done.format, done.taken, done.refused_rows) == ("customs", 1, 0)
    assert [one[name] for name in ("reporter", "exporter", "importer", "flow", "hs")] == ["CHN", "PRK", "CHN", "M", "670411"]
    assert (one["value_usd"], one["net_kg"]) == (Decimal("22600000.10"), Decimal(121000))
    assert (str(one["happened_from"]), str(one["happened_until"])) == ("2023-04-01", "2023-04-30")
    assert one["source"] == "file a.csv"


@pytest.mark.parametrize(("flow", "ends"), [("X", ["PRK", "CHN"]), ("M", ["CHN", "PRK"])])
def test_rows_in_the_name_of_the_dprk_are_kept_as_what_it_sold_and_bought(
    tmp_path: Path, take: Take, store: Store, flow: str, ends: list[str]
) -> None:
    done = take(csv_of(tmp_path / "a.csv", [short(reporterCode="408", partnerCode="156", flowCode=flow)]))
    (one,) = held(store)
    assert (done.refused_rows, one["reporter"], [one["exporter"], one["importer"]]) == (0, "PRK", ends)


def test_the_full_export_is_read_by_name_in_any_case_and_a_part_is_told_from_the_whole(tmp_path: Path, take: Take, store: Store) -> None:
    whole = short(classificationCode="H5", period="2021", flowCode="X", fobvalue="1000", motCode="0", partner2Code="0", customsCode="C00")
    rail = whole | {"motCode": "3100", "primaryValue": "400", "isNetWgtEstimated": "True", "netWgt": "7"}
    path = csv_of(tmp_path / "full.csv", [whole, rail], FULL)
    head, _, rest = path.read_text("utf-8").partition("\n")
    path.write_text(head.upper() + "\n" + rest, "utf-8")
    take(path)
    told = [(one["part"], one["revision"], one["weight_estimated"]) for one in held(store)]
    assert told == [("", "H5", False), ("motcode=3100", "H5", True)]
    assert str(held(store)[0]["happened_until"]) == "2021-12-31"


@pytest.mark.parametrize("codes", ["text", "number"])
def test_parquet_gives_the_rows_of_the_csv(tmp_path: Path, take: Take, store: Store, codes: str) -> None:
    value = 91909.37
    columns = {
        "period": ["202101"] if codes == "text" else [202101],
        "reporterCode": ["156"] if codes == "text" else [156],
        "partnerCode": ["408"] if codes == "text" else [408],
        "flowCode": ["X"], "cmdCode": ["271019"], "netWgt": [None], "fobvalue": [value], "primaryValue": [value],
    }  # fmt: skip
    pq.write_table(pa.table({**columns, "netWgt": pa.array([None], pa.float64())}), tmp_path / "c.parquet")
    take(tmp_path / "c.parquet")
    (one,) = held(store)
    assert (one["value_usd"], one["net_kg"], one["importer"]) == (Decimal("91909.37"), None, "PRK")


def test_baci_is_in_thousands_and_tonnes_and_is_nobodys_report(tmp_path: Path, take: Take, store: Store) -> None:
    path = tmp_path / "BACI_HS17_Y2021_V202301.csv"
    path.write_text("t,i,j,k,v,q\n2021,408,156,270112,700.5,       1.2345\n2021,156,408,10121,0.001,   NA\n", "utf-8")
    take(path)
    coal, horses = held(store)
    assert [coal[name] for name in ("reporter", "exporter", "importer", "flow", "revision")] == ["", "PRK", "CHN", "B", "H5"]
    assert (coal["value_usd"], coal["net_kg"]) == (Decimal("700500"), Decimal("1234.5"))
    assert (horses["hs"], horses["value_usd"], horses["net_kg"]) == ("010121", Decimal(1), None)


SDMX = """<?xml version="1.0"?>
<mes:GenericData xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:gen="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"
  xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
 <mes:Header><mes:ID>t</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-01-01T00:00:00</mes:Prepared>
  <mes:Sender id="x"/>
  <mes:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><com:Structure>
   <Ref id="S" agencyID="X" version="1.0"/></com:Structure>
  </mes:Structure></mes:Header>
 <mes:DataSet structureRef="S">{series}</mes:DataSet>
</mes:GenericData>"""
SERIES = """<gen:Series><gen:SeriesKey><gen:Value id="REPORTER" value="CN"/><gen:Value id="PARTNER" value="PRK"/>
 <gen:Value id="TRADE_FLOW" value="M"/><gen:Value id="COMMODITY" value="H6-270112"/><gen:Value id="MEASURE" value="{measure}"/>
 </gen:SeriesKey><gen:Obs><gen:ObsDimension value="2023-04"/><gen:ObsValue value="{value}"/></gen:Obs></gen:Series>"""


def test_sdmx_value_and_weight_are_one_row(tmp_path: Path, take: Take, store: Store) -> None:
    pytest.importorskip("sdmx", reason="the extra [trade] is not installed")
    series = SERIES.format(measure="USD", value="700000") + SERIES.format(measure="KG", value="5000")
    (tmp_path / "m.xml").write_text(SDMX.format(series=series), "utf-8")
    take(tmp_path / "m.xml")
    (one,) = held(store)
    assert [one[name] for name in ("reporter", "exporter", "hs", "revision")] == ["CHN", "PRK", "270112", "H6"]
    assert (one["value_usd"], one["net_kg"], str(one["happened_from"])) == (Decimal(700000), Decimal(5000), "2023-04-01")


STRUCTURED = """<?xml version="1.0"?>
<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
  xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <message:Header><message:ID>t</message:ID><message:Test>false</message:Test><message:Prepared>2024-01-01T00:00:00</message:Prepared>
  <message:Sender id="x"/><message:Structure structureID="S" namespace="urn:x" dimensionAtObservation="TIME_PERIOD">
  <common:Structure><Ref id="S" agencyID="X" version="1.0"/></common:Structure></message:Structure></message:Header>
 <message:DataSet ss:structureRef="S" xsi:type="ns1:DataSetType" xmlns:ns1="urn:x" ss:dataScope="DataStructure">
  <Series REPORTER="156" PARTNER="408" FLOW="M" COMMODITY="270112" MEASURE="USD"><Obs TIME_PERIOD="2023" OBS_VALUE="700000"/></Series>
 </message:DataSet></message:StructureSpecificData>"""


def test_a_structure_specific_message_is_read_without_its_structure(tmp_path: Path, take: Take, store: Store) -> None:
    pytest.importorskip("sdmx", reason="the extra [trade] is not installed")
    (tmp_path / "m.xml").write_text(STRUCTURED, "utf-8")
    take(tmp_path / "m.xml")
    (one,) = held(store)
    assert (one["exporter"], one["hs"], one["value_usd"], str(one["happened_until"])) == ("PRK", "270112", Decimal(700000), "2023-12-31")


def test_sdmx_csv_needs_no_library(tmp_path: Path, take: Take, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sdmx", None)
    head = "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,COMMODITY,TIME_PERIOD,UNIT_MEASURE,OBS_VALUE"
    lines = ["X:T(1.0),M,CHN,PRK,I,HS17_270112,2021-04,USD,700000", "X:T(1.0),M,CHN,PRK,I,HS17_270112,2021-04,KG,5000"]
    (tmp_path / "m.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
    take(tmp_path / "m.csv")
    (one,) = held(store)
    assert [one[name] for name in ("exporter", "revision", "value_usd", "net_kg")] == ["PRK", "H5", Decimal(700000), Decimal(5000)]


def test_without_the_library_the_error_says_what_to_install(tmp_path: Path, take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "sdmx":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / "m.xml").write_text(SDMX.format(series=""), "utf-8")
    with pytest.raises(InputError, match=r"pip install 'vetoproof\[trade\]'"):
        take(tmp_path / "m.xml")


def test_the_size_of_a_block_changes_nothing(tmp_path: Path, take: Take, store: Store) -> None:
    rows = [short(cmdCode=code, period=f"2023{month:02}") for month in range(1, 13) for code in ("270112", "2701", "670411", "99")]
    done = take(csv_of(tmp_path / "a.csv", rows), block=1_000)
    assert (done.taken, done.refused_rows) == (24, 24)
    assert [one["row"] for one in held(store)] == [n for n in range(1, 49) if n % 4 in (1, 3)]
