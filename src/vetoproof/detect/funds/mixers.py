"""Stolen funds that reached a labelled mixer -> that they did. What comes out of a mixer is nobody's to tell, and is not followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from vetoproof.detect.funds.graph import Graph
from vetoproof.detect.funds.outcome import Outcome
from vetoproof.detect.funds.patterns import Pattern, pattern
from vetoproof.evidence.edges.lists import Label

SAYS = "consistent with use of a mixer ({label}): the label is a claim, and nothing is said of what came out"


def mixers(graph: Graph, outcome: Outcome, labels: Mapping[str, Label]) -> Iterator[Pattern]:
    """The mixers that stolen funds reached, the largest sum first."""
    arrived: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, stolen in outcome.arrivals:
        arrived[int(graph.receiver[place])].append((place, stolen))
    found = []
    for node, some in arrived.items():
        label = labels.get(graph.name(node))
        if label is not None and label.mixer:
            found.append((sum(stolen for _, stolen in some), node, label, [place for place, _ in some]))
    for total, _, label, places in sorted(found, key=lambda one: (-one[0], one[1])):
        yield pattern(graph, "mixer", places, total, SAYS.format(label=label.name or label.kind))
