"""SQL over STATIC rows: identities side by side, and the changes in them. Integers and texts only; every answer has a total order."""

from __future__ import annotations

_DAY = "(DATE '1970-01-01' + (t // 86400)::INTEGER)"
# Resolution A.1117(30): the sum of the first six digits, weighted 7 to 2, ends in the seventh.
_SUM = " + ".join(f"(imo // {10 ** (7 - place)} % 10) * {8 - place}" for place in range(1, 7))
_VALID = f"(imo BETWEEN 1000000 AND 9999999 AND ({_SUM}) % 10 = imo % 10)"
_MID = "CASE WHEN mmsi // 10000000 = 98 THEN mmsi // 10000 % 1000 ELSE mmsi // 1000000 END"
_THINGS = ("flag", "name", "callsign", "ship_type", "length_m", "width_m")

_SAID = f"""
WITH said AS (
    SELECT s.*, {_DAY} AS day, f.state AS flag, coalesce(o.source, '') AS source
    FROM statics s LEFT JOIN flags f ON f.mid = {_MID} LEFT JOIN sources o ON o.file = s.file)
"""


def _side(subject: str, what: str) -> str:
    return (
        f"SELECT '{subject}' AS subject, {subject} AS number, '{what}' AS what, {what}::VARCHAR AS value, "
        f"min(day) AS first, max(day) AS last, source FROM said WHERE {subject} IS NOT NULL AND {what} IS NOT NULL GROUP BY ALL"
    )


SIDE_BY_SIDE = (
    _SAID
    + " UNION ALL ".join(_side(one, what) for one, other in (("imo", "mmsi"), ("mmsi", "imo")) for what in (other, *_THINGS))
    + " ORDER BY subject, number, what, first, last, value, source"
)

# One row for each value of an IMO number, with the MMSI under which it was first said, and the value before it.
_STEPS = """
    {name}_spans AS (
        SELECT imo, {what}::VARCHAR AS value, min(day) AS first, max(day) AS last, arg_min(mmsi, t::BIGINT * 1000000000 + mmsi) AS mmsi
        FROM valid WHERE {what} IS NOT NULL GROUP BY ALL),
    {name}_steps AS (
        SELECT *, lag(value) OVER w AS was, lag(last) OVER w AS until, lag(mmsi) OVER w AS other_mmsi FROM {name}_spans
        WINDOW w AS (PARTITION BY imo ORDER BY first, last, value))"""
_OUT = "'{kind}' AS kind, {imo} AS imo, {mmsi} AS mmsi, {other_imo} AS other_imo, {other_mmsi} AS other_mmsi, {was} AS was, {now} AS now, "
_OUT += "{until} AS until, {day} AS day, {links} AS links, {km} AS distance_km"
_NULL = {"other_imo": "NULL::INTEGER", "links": "''", "km": "NULL::DOUBLE"}


def _out(kind: str, **values: str) -> str:
    return "SELECT " + _OUT.format(**{"kind": kind, **_NULL, **values})


_STEP = {"imo": "imo", "mmsi": "mmsi", "other_mmsi": "other_mmsi", "was": "was", "now": "value", "until": "until", "day": "first"}
_SHARED = {"imo": "a.imo", "mmsi": "a.mmsi", "other_mmsi": "b.mmsi", "was": "a.mmsi::VARCHAR", "now": "b.mmsi::VARCHAR"}
_SHARED |= {"until": "least(a.last, b.last)", "day": "greatest(a.first, b.first)"}
_NEW = {"imo": "b_imo", "mmsi": "b_mmsi", "other_imo": "a_imo", "other_mmsi": "a_mmsi", "was": "a_imo::VARCHAR", "now": "b_imo::VARCHAR"}
_NEW |= {"until": "a_last", "day": "b_first", "links": "links", "km": "CASE WHEN km <= near_km THEN round(km, 1) END"}
_KM = (
    "12742.0176 * asin(least(1, sqrt(sin(radians(({b}lat - {a}lat) / degree) / 2) ** 2 + cos(radians({a}lat / degree)) "
    "* cos(radians({b}lat / degree)) * sin(radians(({b}lon - {a}lon) / degree) / 2) ** 2)))"
).format(a="ea.last_", b="eb.first_")

CHANGES = f"""{_SAID},
    valid AS (SELECT * FROM said WHERE {_VALID}),
    heard AS (SELECT DISTINCT day FROM said),
    span AS (SELECT min(day) AS first FROM said),
    {_STEPS.format(name="flag", what="flag")},
    {_STEPS.format(name="name", what="name")},
    pairs AS (SELECT imo, mmsi, min(day) AS first, max(day) AS last FROM valid GROUP BY ALL),
    ships AS (
        SELECT imo, min(day) AS first, max(day) AS last, arg_min(mmsi, t::BIGINT * 1000000000 + mmsi) AS first_mmsi,
               arg_max(mmsi, t::BIGINT * 1000000000 + mmsi) AS last_mmsi, list_sort(list(DISTINCT mmsi)) AS mmsis,
               list_sort(list(DISTINCT callsign) FILTER (callsign IS NOT NULL)) AS callsigns,
               list_sort(list(DISTINCT name) FILTER (name IS NOT NULL)) AS names,
               max(length_m) AS length_m, max(width_m) AS width_m, max(ship_type) AS ship_type
        FROM valid GROUP BY imo),
    after AS (
        SELECT a.imo AS a_imo, b.imo AS b_imo, a.last_mmsi AS a_mmsi, b.first_mmsi AS b_mmsi, a.last AS a_last, b.first AS b_first,
               list_has_any(a.mmsis, b.mmsis) AS same_mmsi, coalesce(list_has_any(a.callsigns, b.callsigns), false) AS same_call,
               coalesce(list_has_any(a.names, b.names), false) AS same_name,
               coalesce(a.length_m = b.length_m AND a.width_m = b.width_m AND a.ship_type = b.ship_type, false) AS same_form,
               {_KM} AS km, l.near_km
        FROM ships a JOIN ships b ON a.imo <> b.imo CROSS JOIN limits l CROSS JOIN span
        LEFT JOIN ends ea ON ea.mmsi = a.last_mmsi LEFT JOIN ends eb ON eb.mmsi = b.first_mmsi
        WHERE a.first < a.last AND b.first >= a.last AND b.first <= a.last + l.within_days AND b.first >= span.first + l.history_days
          AND EXISTS (SELECT 1 FROM heard h WHERE h.day < b.first AND h.day >= b.first - l.history_days)
          AND (list_has_any(a.mmsis, b.mmsis) OR (a.length_m = b.length_m AND a.width_m = b.width_m AND a.ship_type = b.ship_type))),
    tied AS (
        SELECT *, concat_ws(', ', CASE WHEN same_mmsi THEN 'MMSI' END, CASE WHEN same_call THEN 'call sign' END,
                            CASE WHEN same_name THEN 'name' END, CASE WHEN same_form THEN 'length, width and type' END,
                            CASE WHEN a_mmsi <> b_mmsi AND km <= near_km THEN 'place' END) AS links
        FROM after WHERE same_mmsi OR (same_form AND (same_call OR same_name OR coalesce(a_mmsi <> b_mmsi AND km <= near_km, false))))
{_out("flag_hop", **_STEP)} FROM flag_steps WHERE was IS NOT NULL
UNION ALL {_out("name_change", **_STEP)} FROM name_steps WHERE was IS NOT NULL
UNION ALL {_out("shared_imo", **_SHARED)} FROM pairs a JOIN pairs b ON a.imo = b.imo AND a.mmsi < b.mmsi
    AND a.first <= b.last AND b.first <= a.last
UNION ALL {_out("new_imo", **_NEW)} FROM tied
"""
_DIFFERENT = " + ".join(f"(bad.imo // {10**place} % 10 <> good.imo // {10**place} % 10)::INTEGER" for place in range(7))
# Two digits beside each other exchanged.
_SWAPPED = " OR ".join(
    f"(bad.imo // {low} % 10 = good.imo // {high} % 10 AND bad.imo // {high} % 10 = good.imo // {low} % 10)"
    for low, high in ((10**place, 10 ** (place + 1)) for place in range(6))
)
_TYPO = {"imo": "bad.imo", "mmsi": "bad.mmsi", "other_imo": "good.imo", "other_mmsi": "NULL::INTEGER", "was": "good.imo::VARCHAR"}
_TYPO |= {"now": "bad.imo::VARCHAR", "until": "bad.last", "day": "bad.first", "links": "CASE WHEN good.imo IS NULL THEN '' ELSE 'MMSI' END"}
TYPO_ONLY = f"""{_out("imo_typo", **_TYPO)}
    FROM (SELECT imo, mmsi, min(day) AS first, max(day) AS last FROM said WHERE imo IS NOT NULL AND NOT {_VALID} GROUP BY ALL) bad
    LEFT JOIN pairs good ON good.mmsi = bad.mmsi AND (({_DIFFERENT}) = 1 OR (({_DIFFERENT}) = 2 AND ({_SWAPPED})))
"""
