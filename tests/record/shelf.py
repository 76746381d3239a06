"""The tables of the public record as the tests read them: what each must look like, and its rows."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files

Row = dict[str, str]

OIL = "id,from,until,reporter,amount,unit,bbl,status,said,root,source,note"
HEADERS = {
    "addresses": "id,address,symbol,chain,holder,holder_ref,programme,incident,day,until,status,said,root,source,note",
    "annual": "id,from,until,publisher,low,mid,high,unit,bound,count,count_bound,definition,status,said,root,source,note",
    "arms": "id,said,claimant,item,low,mid,high,unit,bound,from,until,root,source,note,flag",
    "bilateral": "id,from,until,reporter,partner,compiler,flow,goods,value,unit,bound,status,said,root,source,note,flag",
    "chronology": "id,day,body,event,what,symbol,yes,no,abstain,against,abstained,mandate_until,said,root,source,note,flag",
    "climate_emissions": "id,party,year,account,vintage,mt,said",
    "climate_finance": "id,party,metric,year,from,until,value,unit,vintage,partial,status,goal,said,root,source,note",
    "climate_levels": "id,party,metric,year,from,until,value,unit,vintage,said,root,source,note",
    "climate_submissions": "id,party,day,kind,title,status,said,root,source",
    "climate_vintages": "id,vintage,account,gas,land_use,gwp,counted_in,said,root,source,note",
    "coal": "id,from,until,reporter,amount,unit,status,said,root,source,note,flag",
    "crude": "id,from,until,claimant,measure,low,mid,high,unit,bound,said,root,source,note,flag",
    "deliveries": "id,day,vessel,port,calls,capacity,unit,said,root,source,note",
    "cooperation": "id,day,from,until,kind,event,said,root,source,note",
    "council_ballots": "id,day,symbol,meeting,about,outcome,voted_yes,voted_no,abstained,not_voting,panel_until,ballot,said,root,"
    "source,note",
    "council_names": "id,name,state,first_day,last_day,what,said,root,source,note",
    "council_rules": "id,rule,first_day,last_day,size,majority,veto,matters,if_stated,said,root,source,note",
    "council_rulings": "id,day,symbol,ballot,what,matter,reason,said,root,source,note",
    "council_seats": "id,state,name,first_day,last_day,permanent,also,said,root,source,note",
    "council_vetoes": "id,day,symbol,cast_by,kind,topic,yes,no,abstain,not_voting,ballot,draft,library_list,said,root,source,note",
    "estimates": "id,from,until,claimant,measure,low,mid,high,unit,bound,calls,load,said,root,source,note,flag",
    "facilities": "id,facility,from,precision,until,last_seen,state,indicator,said,root,source,note",
    "incidents": "id,day,from,until,victim,victim_kind,country,low,mid,high,unit,bound,basis,recovered,asset,chain,status,level,"
    "attributed_by,laundering,said,root,source,note",
    "inputs": "id,estimate,name,low,mid,high,unit,said,root,source,note",
    "nuclear": "id,day,time_utc,lat,lon,magnitude_low,magnitude_high,yield_kt_low,yield_kt_mid,yield_kt_high,said,root,source,note",
    "oil": OIL,
    "oil_periods": f"{OIL},flag",
    "passages": "id,name,kind,points,said,root,source,note",
    "ports": "id,name,state,lat,lon,also,said,root,source,note",
    "railcars": "id,day,site,kind,count,said,root,source,note",
    "reports": "id,day,provision,report,count,unit,said,root,source,note",
    "ships": "id,day,from,until,imo,name,other_names,event,authority,measures,flag_state,said,root,source,note,flag",
    "sites": "id,site,kind,country,said,root,source,note",
    "tests": "id,day,from,until,time_utc,day_kst,missile,type,series,facility,outcome,orbital,apogee_km,distance_km,said,root,source,note",
    "workers": "id,from,until,host,measure,low,mid,high,unit,bound,said,root,source,note,flag",
}
NUMBERS = [
    "amount",
    "bbl",
    "value",
    "low",
    "mid",
    "high",
    "calls",
    "load",
    "capacity",
    "count",
    "recovered",
    "yes",
    "no",
    "abstain",
    "series",
    "apogee_km",
    "distance_km",
    "lat",
    "lon",
    "magnitude_low",
    "magnitude_high",
    "yield_kt_low",
    "yield_kt_mid",
    "yield_kt_high",
]
DAYS = ["day", "from", "until", "day_kst", "last_seen", "mandate_until", "first_day", "last_day", "panel_until"]

# What a column may hold; a table and a column together where the word means something of its own there.
WORDS = {
    "bound": {"", "at_least", "about", "at_most", "capacity", "reported"},
    "count_bound": {"", "at_least", "reported"},
    "flag": {"", "conflict", "mixed_periods", "doubtful", "unverified"},
    "addresses.chain": {"bitcoin", "ethereum"},
    "addresses.status": {"listed", "named"},
    "addresses.symbol": {"XBT", "ETH", "USDT", "USDC"},
    "annual.status": {"published", "revised", "derived"},
    "bilateral.flow": {"export", "import", "total"},
    "bilateral.goods": {"all", "hs67", "luxury", "wigs"},
    "bilateral.partner": {"CHN", "PRK", "WLD", "X10"},
    "bilateral.reporter": {"CHN", "PRK", "RUS"},
    "bilateral.status": {"reported", "derived", "estimated"},
    "chronology.body": {"UN Security Council", "UN Panel of Experts", "MSMT", "FATF"},
    "chronology.event": {"resolution", "veto", "mandate_end", "launch", "meeting", "report", "briefing", "statement"},
    "climate_emissions.account": {"fossil_co2", "fossil_industry_ghg", "inventory_ghg", "land_use_co2", "total_ghg"},
    "climate_finance.metric": {"total_provided_and_mobilised", "adaptation", "adaptation_public"},
    "climate_finance.partial": {"yes", "no"},
    "climate_finance.status": {"latest", "superseded"},
    "climate_levels.metric": {"gdp", "nonfossil_capacity", "nonfossil_share_of_capacity"},
    "climate_submissions.kind": {"new", "update"},
    "climate_submissions.status": {"Active", "Archived"},
    "cooperation.kind": {"diplomatic", "economic", "military", "technology"},
    "council_ballots.about": {
        *("precedent", "precedent_veto", "pre_regime", "sanctions", "sanctions+panel", "panel", "exemption"),
        *("vetoed_sanctions", "vetoed_panel"),
    },
    "council_ballots.outcome": {"adopted", "vetoed"},
    "council_names.what": {"name", "slip"},
    "council_rules.veto": {"yes", "no"},
    "council_rulings.matter": {"", "procedural", "article_109_3"},
    "council_rulings.what": {"matter", "error", "slip"},
    "council_seats.permanent": {"yes", "no"},
    "council_vetoes.kind": {"draft", "membership", "preliminary_question", "amendment", "secretary_general"},
    "facilities.precision": {"day", "half_month", "month", "year"},
    "facilities.state": {
        *("operating", "intermittent", "shut_down", "steam_plant_on", "activity"),
        *("commissioning", "construction", "prepared", "abandoned"),
    },
    "incidents.basis": {"", "gross", "notional"},
    "incidents.status": {"attributed", "suspected", "disputed", "excluded"},
    "coal.reporter": {"CHN"},
    "coal.status": {"reported", "derived", "inferred_zero", "missing"},
    "coal.unit": {"t", "USD"},
    "crude.unit": {"t", "bbl"},
    "oil.reporter": {"CHN", "RUS", "CHN+RUS"},
    "oil.status": {"reported", "derived", "inferred_zero", "missing"},
    "oil_periods.reporter": {"CHN", "RUS", "CHN+RUS"},
    "oil_periods.status": {"reported", "derived", "inferred_zero", "missing"},
    "passages.kind": {"canal", "strait"},
    "railcars.kind": {"all", "ore", "tank", "box"},
    "ships.authority": {"", "UN", "EU", "USA"},
    "ships.event": {"designated", "delisted", "flag_false", "flag_in_case"},
    "ships.measures": {"", "asset_freeze", "port_ban_or_deflag", "asset_freeze port_ban_or_deflag"},
    "sites.kind": {"port", "rail_crossing", "ammunition_depot", "arsenal"},
    "tests.orbital": {"yes", "no"},
    "tests.outcome": {"success", "failure", "unknown"},
    "tests.type": {"SRBM", "MRBM", "IRBM", "ICBM", "SLBM", "SLV", "HGV", "unknown"},
}


def text_of(table: str) -> str:
    return (files("vetoproof") / "record" / f"{table}.csv").read_bytes().decode("utf-8")


def rows_of(table: str) -> list[Row]:
    return list(csv.DictReader(text_of(table).splitlines(keepends=True), strict=True))


def row_of(table: str, ident: str) -> Row:
    return next(row for row in rows_of(table) if row["id"] == ident)


def each(*columns: str) -> Iterator[tuple[Row, str]]:
    """Yield every row that has the column, with the column's name, over all tables."""
    for table in HEADERS:
        yield from ((row, column) for row in rows_of(table) for column in columns if column in row)


def add(rows: list[Row], column: str) -> Decimal:
    """Add one column of rows that share a unit."""
    assert len({row["unit"] for row in rows}) == 1
    return sum((Decimal(row[column]) for row in rows), Decimal(0))
