"""Stolen funds through a graph of transfers: files in, outcomes by rule, deposits at an hour, patterns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from attrs import frozen

from vetoproof.detect.funds.answer import Line, Range, lines_of, ranges_of
from vetoproof.detect.funds.crossings import crossings
from vetoproof.detect.funds.equal_amounts import equal_amounts
from vetoproof.detect.funds.hour import AtHour, at_hour
from vetoproof.detect.funds.mixers import mixers
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.patterns import Pattern
from vetoproof.detect.funds.peel_chains import peel_chains
from vetoproof.detect.funds.request import Prepared, Request, prepare
from vetoproof.detect.funds.rules import RULES
from vetoproof.detect.funds.trace import outcomes, read_rules
from vetoproof.evidence.edges.known import Named, named
from vetoproof.evidence.edges.lists import Given, read_labels, read_sources, read_terminals
from vetoproof.evidence.edges.reader import How, Report, read_edges
from vetoproof.evidence.record import read_table


@frozen(eq=False)
class Traced:
    """A graph, and what each rule makes of it, one outcome at a time: that of a large graph is large."""

    prepared: Prepared
    rules: tuple[str, ...]

    def outcomes(self) -> Iterator[Outcome]:
        return outcomes(self.prepared.graph, self.rules)

    def lines(self) -> list[Line]:
        return [line for outcome in self.outcomes() for line in lines_of(self.prepared, outcome)]

    def named(self, line: Line) -> Mapping[str, tuple[Named, ...]]:
        """What authorities have said of the addresses of a line: sources, what was reached, and who paid it in."""
        graph = self.prepared.graph
        sources = (graph.name(node) for node in graph.source.nonzero()[0].tolist() if graph.address[node] >= 0)
        return named((*sources, *line.reached, *(lead.deposit for lead in line.leads)), read_table("addresses"))

    def ranges(self, lines: Sequence[Line]) -> list[Range]:
        """Over the rules; none if only one was asked for."""
        return list(ranges_of(lines)) if len(self.rules) > 1 else []

    def at_hour(self, hours: float, theft: int | None = None) -> Iterator[AtHour]:
        for outcome in self.outcomes():
            yield from at_hour(self.prepared.graph, outcome, hours, theft)

    def patterns(self) -> Iterator[Pattern]:
        """Under the first rule asked for: what the way of the funds looks like."""
        graph, labels = self.prepared.graph, self.prepared.labels
        outcome = next(self.outcomes())
        yield from equal_amounts(graph, outcome)
        yield from peel_chains(graph, outcome)
        yield from mixers(graph, outcome, labels)
        yield from crossings(graph, outcome, labels)


def trace(
    edges: Path | str,
    sources: Given,
    terminals: Given | None = None,
    *,
    rules: Sequence[str] | str = RULES,
    labels: Path | str | None = None,
    how: How | None = None,
    chain: str = "",
    dust: Decimal | None = None,
    keep_duplicates: bool = False,
    report: Report | None = None,
) -> Traced:
    """Where stolen funds went, by each rule. `sources` and `terminals`: a file's path, addresses with commas, or a list."""
    chosen = read_rules(rules if isinstance(rules, str) else ",".join(rules))
    known = read_labels(labels) if labels else ()
    ends = None if terminals is None else read_terminals(terminals)
    asked = Request(read_sources(sources), ends, known, chain, dust, keep_duplicates)
    return Traced(prepare(read_edges(Path(edges), how, report), asked), chosen)
