"""Outcomes -> what is said of them: a line a rule and token, the range over the rules, the deposits that are leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from vetoproof.detect.funds.graph import DUST, SELF, TWICE, ZERO, Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.request import Prepared

LEADS = 1000  # that a line shows, the largest first


@frozen
class Lead:
    """Who paid stolen funds into a stop: the deposit address, by which the service knows its customer."""

    deposit: str
    service: str
    label: str
    label_source: str
    amount: int
    transfers: int
    first: int  # microseconds
    last: int
    rows: tuple[int, ...]


@frozen
class Line:
    """What one rule says of one token; amounts in its smallest unit."""

    rule: str
    token: str
    places: int
    stolen: int
    reached: Mapping[str, int]
    residual: int
    returned: int  # the part of the residual that came back to a source
    fees: int  # the part of the residual that went in fees
    unfunded: int
    contaminated: int  # clean funds that poison counts as stolen; 0 under any other rule
    respelled: int  # the part of `stolen` from sources that a comparison as text would have missed
    duplicates: int
    zero: int
    dust: int
    self_transfers: int
    hops: int
    conserved: bool
    leads: tuple[Lead, ...]


@frozen
class Range:
    """The least and the most that any rule says; of `stolen` they all say the same."""

    token: str
    places: int
    rules: tuple[str, ...]
    stolen: int
    reached: Mapping[str, tuple[int, int]]
    residual: tuple[int, int]
    returned: tuple[int, int]
    conserved: bool


def lines_of(prepared: Prepared, outcome: Outcome) -> Iterator[Line]:
    """A line for each token in which something was stolen; if nothing was, for each token."""
    tokens = [number for number in range(len(prepared.graph.tokens)) if outcome.stolen.get(number)]
    for token in tokens or range(len(prepared.graph.tokens)):
        yield _line(prepared, outcome, token)


def ranges_of(lines: Sequence[Line]) -> Iterator[Range]:
    """Over all rules, for each token."""
    for token in dict.fromkeys(line.token for line in lines):
        mine = [line for line in lines if line.token == token]
        addresses = sorted({address for line in mine for address in line.reached})
        ends = {address: [line.reached.get(address, 0) for line in mine] for address in addresses}
        reached = dict(sorted(((a, _ends(e)) for a, e in ends.items()), key=lambda item: (-item[1][1], item[0])))
        residual, returned = (_ends(getattr(line, name) for line in mine) for name in ("residual", "returned"))
        rules = tuple(line.rule for line in mine)
        conserved = all(line.conserved for line in mine)
        yield Range(token, mine[0].places, rules, mine[0].stolen, reached, residual, returned, conserved)


def _ends(amounts: Iterable[int]) -> tuple[int, int]:
    found = list(amounts)
    return min(found), max(found)


def _line(prepared: Prepared, outcome: Outcome, token: int) -> Line:
    graph = prepared.graph
    of = graph.token.tolist()
    reached = {graph.name(node): amount for node, amount in outcome.reached.items() if of[node] == token}
    fees = outcome.fees.get(token, 0)
    return Line(
        rule=outcome.rule,
        token=graph.tokens[token].name,
        places=graph.tokens[token].places,
        stolen=outcome.stolen.get(token, 0),
        reached=dict(sorted(reached.items(), key=lambda item: (-item[1], item[0]))),
        residual=outcome.total(outcome.held, token, of) + fees,
        returned=outcome.total(outcome.returned, token, of),
        fees=fees,
        unfunded=outcome.unfunded.get(token, 0),
        contaminated=outcome.spoilt.get(token, 0),
        respelled=_respelled(prepared, outcome, token),
        duplicates=graph.counted(token, TWICE),
        zero=graph.counted(token, ZERO),
        dust=graph.counted(token, DUST),
        self_transfers=graph.counted(token, SELF),
        hops=max((int(outcome.hops[node]) for node in outcome.reached if of[node] == token), default=0),
        conserved=outcome.conserved(token, of),
        leads=tuple(_leads(prepared, outcome, token)),
    )


def _respelled(prepared: Prepared, outcome: Outcome, token: int) -> int:
    graph = prepared.graph
    return sum(
        amount for node, amount in outcome.minted.items() if graph.token[node] == token and int(graph.address[node]) in prepared.respelled
    )


def _leads(prepared: Prepared, outcome: Outcome, token: int) -> Iterator[Lead]:
    """The largest payments into stops, by payer and stop."""
    graph: Graph = prepared.graph
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, amount in outcome.arrivals:
        if graph.token[graph.receiver[place]] == token:
            found.setdefault((int(graph.sender[place]), int(graph.receiver[place])), []).append((place, amount))
    sums = sorted(((sum(amount for _, amount in some), ends) for ends, some in found.items()), key=lambda item: (-item[0], item[1]))
    for total, ends in sums[:LEADS]:
        sender, receiver = (graph.name(node) for node in ends)
        places = [place for place, _ in found[ends]]
        label = prepared.labels.get(receiver)
        times, rows = graph.t[places].tolist(), graph.row[places].tolist()
        said = (label.name, label.source) if label else ("", "")
        yield Lead(sender, receiver, *said, total, len(places), min(times), max(times), tuple(rows[:LEADS]))
