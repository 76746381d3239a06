"""What holds of the judge for every fact of the un-dprk vocabulary: worked cases with random changes, and random facts."""

import os
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vetoproof.findings.answer import Judgement, verdict_of
from vetoproof.findings.judge import Judge
from vetoproof.regime.check import conditions_in, conditions_of
from vetoproof.regime.condition import Compare, Condition, OneOf, Term, keys_of, walk
from vetoproof.regime.facts import FactReader
from vetoproof.regime.load import load_regime

Raw = dict[str, Any]
LAW = load_regime("un-dprk", with_cases=True)
WORDS = LAW.vocabulary
JUDGE, READER = Judge(LAW), FactReader(WORDS, textual=True)
CONDITIONS = [condition for _, _, condition in conditions_of(LAW)]
FACTS = [case.fact for case in LAW.cases]
STATES = ("CHN", "RUS", "PRK", "XXX", "PAN", "NOR")
DIRECTIONS = (*WORDS.one_way, "both", "none", None)
CODES = sorted({code for provision in LAW.provisions if provision.goods for code in (*provision.goods.hs, *provision.goods.hs_extended)})
CAP_KEYS = {key for p in LAW.provisions if p.cap for key in (p.cap.totals_key, p.cap.value_key, p.cap.unit_key)}
UNIT_CHOICES = {p.cap.unit_key for p in LAW.provisions if p.cap}  # null here takes the unit of the quantity itself
TOTALS = {key for key, one in WORDS.circumstances.items() if one.type == "totals"}  # a total answers only for its own window and unit
LIMBS = [limb for provision in LAW.provisions if provision.cap for limb in provision.cap.limbs]
STILL_OPEN = {key for limb in LIMBS if limb.open_when for key in keys_of(limb.kept_when)}  # not yet done is no answer while time runs
STILL_OPEN |= {WORDS.report_keys[0]}  # a paragraph that there is not is no answer either
UNIT_KEYS = {key for one in LAW.conversions for key in (one.product_key, one.reported_key)}
READ = {key for condition in CONDITIONS for key in keys_of(condition)} | CAP_KEYS | UNIT_KEYS | set(WORDS.report_keys)
UNREAD = sorted(set(WORDS.circumstances) - READ)
TYPES = {key: one.type for key, one in WORDS.circumstances.items()}
FIELD_TYPES = {f"{name}.{key}": type_ for name, fields in WORDS.objects.items() for key, type_ in fields.items()}
MOST = int(os.environ.get("VETOPROOF_EXAMPLES") or 100)  # more of them in a long drill
EXAMPLES = settings(max_examples=MOST, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def words_read() -> dict[str, list[str]]:
    """For each text key, the words that conditions compare it with."""
    found: dict[str, set[str]] = {}
    for part in (part for condition in CONDITIONS for part in walk(condition)):
        values = part.values if isinstance(part, OneOf) else (part.bound,) if isinstance(part, Compare) else ()
        if isinstance(part, OneOf | Compare):
            found.setdefault(part.key, set()).update(value for value in values if isinstance(value, str))
    return {key: sorted(values) for key, values in found.items()}


def asked_of(kind: str) -> list[str]:
    """The keys that the paragraphs which a kind can engage, and their exemptions, read."""
    conditions: list[Condition] = []
    for provision in LAW.by_kind[kind]:
        conditions += conditions_in(provision)
        conditions += [when for id_ in provision.exemptions if (when := LAW.exemption_by_id[id_].when)]
    waiting = [part for condition in conditions for part in walk(condition)]
    waiting += [part for part in waiting if isinstance(part, Term) for part in walk(WORDS.terms[part.name])]
    return sorted(({key for condition in waiting for key in keys_of(condition)} | CAP_KEYS) & set(ALL_KEYS)) or ALL_KEYS


ALL_KEYS = [*sorted(TYPES), *sorted(FIELD_TYPES)]
ASKED = {kind: asked_of(kind) for kind in WORDS.kinds}
TEXTS = words_read()
FIRST, LAST = date(2006, 1, 1), date(2026, 12, 31)
TURNS = [day for day in JUDGE.turns if FIRST < day < LAST]
DAYS = st.one_of(st.sampled_from(TURNS), st.dates(FIRST, LAST)).flatmap(
    lambda day: st.integers(-2, 2).map(lambda n: (day + timedelta(days=n)).isoformat())
)
AMOUNTS = st.sampled_from(["0", "1", "1000", "60000", "499999", "500000", "500001", "4000000", "0.5"])


def values_of(key: str, type_: str) -> st.SearchStrategy[Any]:
    if type_ == "bool":
        return st.sampled_from(["true", "false"])
    if type_ == "date":
        return DAYS
    if type_ == "number":
        return AMOUNTS
    if type_ == "state":
        return st.sampled_from(STATES)
    if type_ == "totals":
        return st.lists(totals(), max_size=3)
    return st.sampled_from([*TEXTS.get(key, []), "something else"])


@st.composite
def totals(draw: st.DrawFn) -> Raw:
    year = draw(st.integers(2016, 2020))
    return {
        "amount": draw(AMOUNTS),
        "unit": draw(st.sampled_from(["bbl", "t", "USD"])),
        "from": f"{year}-01-01",
        "until": draw(st.sampled_from([f"{year}-12-31", f"{year}-06-30"])),
        "of": draw(st.sampled_from(["all_states", "state"])),
    }


@st.composite
def quantities(draw: st.DrawFn) -> Raw:
    unit = draw(st.sampled_from(WORDS.units))
    one, other = sorted([draw(AMOUNTS), draw(AMOUNTS)], key=Decimal)
    return draw(st.sampled_from([{"amount": one, "unit": unit}, {"low": one, "high": other, "unit": unit}]))


@st.composite
def random_facts(draw: st.DrawFn) -> Raw:
    fact: Raw = {"id": "R", "kind": draw(st.sampled_from(sorted(WORDS.kinds))), "day": draw(DAYS)}
    if draw(st.booleans()):
        fact["goods"] = {"hs": draw(st.lists(st.sampled_from([*CODES, "1006", "27", "84", "99"]), min_size=1, max_size=2))}
    if draw(st.booleans()):
        fact["quantity"] = draw(quantities())
    return {**fact, "state": draw(st.sampled_from(STATES)), "direction": draw(st.sampled_from(DIRECTIONS))}


@st.composite
def facts(draw: st.DrawFn) -> Raw:
    """A worked case or a random fact, with up to four circumstances or fields changed, dropped or unknown."""
    fact: Raw = deepcopy(draw(st.one_of(st.sampled_from(FACTS), random_facts())))
    for _ in range(draw(st.integers(0, 4))):
        key = draw(st.one_of(*[st.sampled_from(ASKED[fact["kind"]])] * 3, st.sampled_from(ALL_KEYS)))
        place = circumstances(fact) if key in TYPES else part(fact, key.split(".")[0])
        place[key if key in TYPES else key.split(".")[1]] = draw(st.one_of(st.none(), values_of(key, type_of(key))))
    if draw(st.integers(0, 3)) == 0:
        fact |= {"day": draw(DAYS)} if "day" in fact else {}
    return fact


def type_of(key: str) -> str:
    return TYPES.get(key) or FIELD_TYPES[key]


def part(fact: Raw, name: str) -> Raw:
    fact[name] = dict(fact.get(name) or {})
    return fact[name]  # type: ignore[no-any-return]


def circumstances(fact: Raw) -> Raw:
    return part(fact, "circumstances")


def judged(fact: Raw) -> Judgement:
    return JUDGE.judge(READER.read(fact))


def missing(said: Judgement) -> set[str]:
    return {key for finding in said.findings for key in finding.missing}


def with_value(fact: Raw, key: str, value: Any) -> Raw:
    """The fact with one circumstance or field set."""
    changed = deepcopy(fact)
    if "." in key:
        name, field = key.split(".")
        part(changed, name)[field] = value
    else:
        circumstances(changed)[key] = value
    return changed


def days_of(fact: Raw) -> list[date]:
    span = READER.read(fact).span
    last = span.end or span.start
    return [span.start + timedelta(days=n) for n in range((last - span.start).days + 1)]


@EXAMPLES
@given(facts())
def test_every_fact_is_judged_and_the_answer_holds_together(fact: Raw) -> None:
    said = judged(fact)
    assert said.verdict == verdict_of(said.findings)
    for finding in said.findings:
        assert (finding.outcome == "depends") == bool(finding.missing)
        assert "" not in finding.missing
        assert finding.exemption is None or finding.outcome in ("exempt", "within_cap", "depends")
        assert finding.exemption in {None, "wind_down", *LAW.exemption_by_id}
        assert finding.why


@EXAMPLES
@given(facts())
def test_a_finding_is_on_a_paragraph_in_force_on_a_day_of_the_fact(fact: Raw) -> None:
    for finding in judged(fact).findings:
        assert any(LAW.by_id[finding.provision].binds_on(day) for day in days_of(fact))


@EXAMPLES
@given(facts(), st.data())
def test_answering_what_is_missing_leaves_it_missing_no_more(fact: Raw, data: st.DataObject) -> None:
    for key in sorted((missing(judged(fact)) & set(ALL_KEYS)) - TOTALS - STILL_OPEN):
        answered = with_value(fact, key, data.draw(values_of(key, type_of(key))))
        assert key not in missing(judged(answered)), (key, answered)


@EXAMPLES
@given(facts(), st.data())
def test_what_nobody_knows_matters_only_if_an_answer_would_change_the_verdict(fact: Raw, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([key for key in ASKED[fact["kind"]] if type_of(key) == "bool"] or ["concealed"]))
    unknown = judged(with_value(fact, key, None))
    verdicts = {judged(with_value(fact, key, value)).verdict for value in ("true", "false")}
    if unknown.verdict != "depends":
        assert verdicts == {unknown.verdict}, key
    elif len(verdicts) == 1 and missing(unknown) == {key}:
        assert verdicts == {"depends"}, key


@EXAMPLES
@given(facts(), st.data())
def test_a_verdict_given_while_nobody_knows_stands_whatever_the_answer(fact: Raw, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([key for key in ASKED[fact["kind"]] if key not in UNIT_CHOICES] or ["concealed"]))
    unknown = judged(with_value(fact, key, None))
    if unknown.verdict != "depends":
        answered = with_value(fact, key, data.draw(values_of(key, type_of(key))))
        assert judged(answered).verdict == unknown.verdict, (key, answered)


@EXAMPLES
@given(facts(), st.sampled_from(UNREAD), st.data())
def test_a_circumstance_that_no_condition_reads_changes_nothing(fact: Raw, key: str, data: st.DataObject) -> None:
    plain, more = judged(fact), judged(with_value(fact, key, data.draw(values_of(key, TYPES[key]))))
    assert plain == more


@EXAMPLES
@given(facts())
def test_a_day_is_the_range_that_begins_and_ends_on_it(fact: Raw) -> None:
    if day := fact.get("day"):
        ranged = {**{key: value for key, value in fact.items() if key != "day"}, "from": day, "until": day}
        assert judged(ranged) == judged(fact)


@EXAMPLES
@given(facts(), st.integers(1, 60))
def test_a_range_with_one_verdict_has_it_on_each_of_its_days(fact: Raw, length: int) -> None:
    if "day" not in fact or WORDS.kinds[fact["kind"]].states_period:
        return
    first = date.fromisoformat(fact["day"])
    days = [first + timedelta(days=n) for n in range(length + 1)]
    ranged = {**{key: value for key, value in fact.items() if key != "day"}, "from": fact["day"], "until": days[-1].isoformat()}
    said = judged(ranged)
    if said.verdict != "depends":
        verdicts = {judged({**fact, "day": day.isoformat()}).verdict for day in days}
        assert verdicts == {said.verdict}


@EXAMPLES
@given(facts(), AMOUNTS, AMOUNTS)
def test_a_band_with_one_verdict_has_it_at_both_ends(fact: Raw, one: str, other: str) -> None:
    if not fact.get("quantity"):
        return
    low, high = sorted([one, other], key=Decimal)
    unit = fact["quantity"]["unit"]
    said = judged({**fact, "quantity": {"low": low, "high": high, "unit": unit}})
    if said.verdict != "depends":
        assert {judged({**fact, "quantity": {"amount": end, "unit": unit}}).verdict for end in (low, high)} == {said.verdict}
