"""Sources, terminals and labels as lists -> a graph whose nodes know what they are, and notes on what was passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

from vetoproof.detect.funds.graph import BEFORE_ALL, Graph, Seed, graph_of
from vetoproof.evidence.edges.lists import Label, Source
from vetoproof.evidence.edges.tables import DIGITS, Edges, Token
from vetoproof.terms.errors import InputError
from vetoproof.terms.wallets import chain_of, family_of

# The least amount in coins that spreads anything, where the amounts of a file are coins: 0.01 ETH is below the price of moving it
# often, and parts payments from greetings in the transfers of the eight addresses of the Ronin theft (358 of 436 rows are below it).
DUST = {"ETH": Decimal("0.01"), "WETH": Decimal("0.01"), "USD": Decimal("0.01")}
EVM = "evm"
CHAINS = {"eth": "ethereum", "bnb": "bsc", "matic": "polygon", "arb": "arbitrum", "avax": "avalanche", "ftm": "fantom", "op": "optimism"}
MOST_NOTES = 20  # on labels


@frozen
class Request:
    """What is asked of a graph."""

    sources: Sequence[Source]
    terminals: Sequence[str] | None = None
    labels: Sequence[Label] = ()
    chain: str = ""  # of the whole graph; empty: as the addresses look
    dust: Decimal | None = None  # in coins, or in the smallest unit if the file has whole numbers
    keep_duplicates: bool = False


@frozen(eq=False)
class Prepared:
    """The graph, the labels that hold on its chain by address, and what was passed over."""

    graph: Graph
    labels: Mapping[str, Label]
    respelled: frozenset[int]  # addresses of sources that were written in another form than the edges have
    notes: tuple[str, ...] = ()


def prepare(edges: Edges, asked: Request) -> Prepared:
    """The graph of a request."""
    here, notes = labels_here(asked.labels, asked.chain or _chain(asked.sources, edges), bool(asked.chain))
    ends = asked.terminals or ()
    places = edges.places((*(source.address for source in asked.sources), *ends, *here))
    _some(asked.sources, places, edges.file)
    notes += _absent("sources", [source.address for source in asked.sources], places) + _absent("terminals", ends, places)
    notes += [f"{token.rounded} amounts of {token.name} had more than {token.places} places and were rounded" for token in _rounded(edges)]
    notes += _both(asked, here)
    known = [source for source in asked.sources if source.address in places]
    graph = graph_of(
        edges,
        [places[source.address] for source in known if source.amount is None],
        [_seed(source, places, edges.tokens) for source in known if source.amount is not None],
        _stops(asked.terminals, here, places),
        dust={number: least for number, token in enumerate(edges.tokens) if (least := _dust(asked.dust, token))},
        keep_duplicates=asked.keep_duplicates,
    )
    return Prepared(graph, here, frozenset(places[source.address] for source in known if source.respelled), tuple(notes))


def labels_here(labels: Sequence[Label], chain: str, stated: bool) -> tuple[dict[str, Label], list[str]]:
    """The labels that hold on a chain. An address of Ethereum's kind is another account on each chain that has such addresses."""
    here: dict[str, Label] = {}
    notes = []
    for label in labels:
        if label.chain and not _same_chain(label.chain, chain, stated):
            notes.append(f"{label.where}: the label {label.name or label.kind!r} is for an address of {label.chain}, and was not applied")
        elif label.address in here and here[label.address].service != label.service:
            notes.append(f"{label.where}: {label.address} has two labels of different kinds; it is taken for a service")
            here[label.address] = label if label.service else here[label.address]
        else:
            here.setdefault(label.address, label)
    return here, [*notes[:MOST_NOTES], *([f"and {len(notes) - MOST_NOTES} more labels"] if len(notes) > MOST_NOTES else [])]


def _same_chain(label: str, chain: str, stated: bool) -> bool:
    label, chain = (CHAINS.get(name.lower(), name.lower()) for name in (label, chain))
    if label in (chain, EVM) or not chain:
        return not chain or family_of(label) == family_of(chain)
    if family_of(label) != family_of(chain):
        return False
    return not stated and label == "ethereum" if family_of(label) == EVM else True


def _absent(what: str, addresses: Sequence[str], places: Mapping[str, int]) -> list[str]:
    absent = [address for address in addresses if address not in places]
    return [f"{len(absent)} of {len(addresses)} {what} stand in no row, as {absent[0]}"] if absent else []


def _both(asked: Request, labels: Mapping[str, Label]) -> list[str]:
    """A source is no end: what comes back to it rests there."""
    stops = {*(asked.terminals or ()), *(address for address, label in labels.items() if label.service)}
    both = [source.address for source in asked.sources if source.amount is None and source.address in stops]
    return [f"{len(both)} sources are terminals or services too, as {both[0]}: what came back is `returned`"] if both else []


def _chain(sources: Sequence[Source], edges: Edges) -> str:
    """The chain of a graph, as its sources look, else its addresses."""
    forms = (chain_of(address) for address in (*(source.address for source in sources), *edges.texts[:20].to_pylist()))
    return next(filter(None, forms), "")


def _some(sources: Sequence[Source], places: Mapping[str, int], file: str) -> None:
    if not any(source.address in places for source in sources):
        what = f"has no transfer of any of the {len(sources)} sources, as {sources[0].address}"
        raise InputError(what, where=file, do="check that sources and transfers are of one chain, and spelled as it asks")


def _stops(terminals: Sequence[str] | None, labels: Mapping[str, Label], places: Mapping[str, int]) -> list[int] | None:
    """Terminals and labelled services; None if neither is given, so that what sends nothing on is the end."""
    services = [address for address, label in labels.items() if label.service]
    if terminals is None and not services:
        return None
    return [places[address] for address in (*(terminals or ()), *services) if address in places]


def _seed(source: Source, places: Mapping[str, int], tokens: Sequence[Token]) -> Seed:
    names = [token.name for token in tokens]
    if len(names) > 1 and source.token not in names:
        raise InputError(
            f"{source.address} holds an amount of no known token", where="--from", do=f"add it: one of {', '.join(names)[:200]}"
        )
    number = names.index(source.token) if source.token else 0
    return Seed(places[source.address], number, units(source.amount or Decimal(0), tokens[number]), read_time(source.time))


def units(amount: Decimal, token: Token) -> int:
    """An amount as the file writes amounts -> the smallest unit."""
    found = int(amount.scaleb(token.places).to_integral_value(ROUND_HALF_UP))
    if found >= 10**DIGITS:
        raise InputError(f"{amount} {token.name} has more than {DIGITS} digits", where="--from", do="check the amount and its places")
    return found


def read_time(text: str) -> int:
    """ISO 8601, seconds or milliseconds -> microseconds; empty: before all."""
    if not text:
        return BEFORE_ALL
    try:
        if text.replace(".", "", 1).isdigit():
            number = Decimal(text)
            return int(number * (1_000_000 if number < 10**11 else 1000 if number < 10**14 else 1))
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text[:40]!r} is no time", where="time", do="give seconds, milliseconds or ISO 8601") from error
    since = (read if read.tzinfo else read.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _dust(stated: Decimal | None, token: Token) -> int:
    if stated is not None:
        return units(stated, token)
    return units(DUST[token.name.upper()], token) if token.coins and token.name.upper() in DUST else 0


def _rounded(edges: Edges) -> Iterator[Token]:
    return (token for token in edges.tokens if token.rounded)
