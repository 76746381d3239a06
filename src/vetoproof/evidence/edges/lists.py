"""Lists of addresses -> sources, terminals and labels, each address in the one form of its chain, a wrong line named."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from attrs import frozen

from vetoproof.evidence.stream import open_stream, shown
from vetoproof.terms.errors import InputError
from vetoproof.terms.quantity import decimal
from vetoproof.terms.wallets import CHAINS, canonical, chain_of, family_of

HEADS = ("address", "addresses", "source", "sources", "terminal", "terminals", "wallet")
Given = str | Path | Iterable[str]  # a file, addresses with commas, or a list of addresses
MOST_BYTES = 1_000_000_000
# Words that make an address a service: funds that reach it are mixed with those of others. First kinds, then names of services as they
# stand in public labels, for files that give names without kinds (general knowledge; ours).
BRIDGE = re.compile(r"bridge|swap|swft|thorchain|across|hop\b|symbiosis|stargate|synapse|wormhole|multichain|avalanche|router|portal", re.I)
MIXER = re.compile(r"mixer|tumbler|tornado|sinbad|blender|coinjoin|wasabi|railgun|chipmixer", re.I)
EXCHANGE = re.compile(
    r"exchange|binance|huobi|htx|okx|okex|kucoin|bybit|kraken|coinbase|gate\.?io|mexc|bitfinex|garantex|bitmart|fixedfloat|changenow|sideshift"
    r"|service|\bdex\b|\bcex\b|\botc\b|custod|deposit|gambl|casino|payment|pool|vault|exch\b|market|lend",
    re.I,
)
PARTY = re.compile(r"hack|exploit|thie|attack|phish|victim|scam|lazarus|src\b|transit", re.I)  # a side of the theft, whatever else it names


@frozen
class Source:
    """An address from which stolen funds come. With an amount, it holds so much at a time; else all that it sends is stolen."""

    address: str
    given: str  # as it was written
    amount: Decimal | None = None
    time: str = ""
    token: str = ""

    @property
    def respelled(self) -> bool:
        """Whether the address was written in another form than the one that is compared."""
        return self.given != self.address


@frozen
class Label:
    """What somebody says of an address: a name, a kind (exchange, mixer, bridge), the chain, and who says so."""

    address: str
    name: str
    kind: str
    chain: str = ""
    source: str = ""
    where: str = ""

    @property
    def service(self) -> bool:
        """Whether funds that reach it are mixed with those of others."""
        return not PARTY.search(self.kind) and any(words.search(self.kind) for words in (EXCHANGE, BRIDGE, MIXER))

    @property
    def mixer(self) -> bool:
        return self.service and bool(MIXER.search(f"{self.kind} {self.name}"))

    @property
    def bridge(self) -> bool:
        return self.service and not self.mixer and bool(BRIDGE.search(f"{self.kind} {self.name}"))


def read_sources(given: Given) -> tuple[Source, ...]:
    """A file of `address[,amount[,time[,token]]]`, addresses with commas, or a list of addresses."""
    found: list[Source] = []
    whole: dict[str, bool] = {}
    for where, cells in _lines(given, "--from"):
        one = _source(cells, where)
        if whole.setdefault(one.address, one.amount is None) != (one.amount is None):
            raise InputError("names a source twice, with an amount and without", where=where, do="keep one of them")
        found.append(one)
    if not found:
        raise InputError("names no address", where="--from", do="give a file with an address a line, or addresses with commas")
    return tuple(dict.fromkeys(found))


def read_terminals(given: Given) -> tuple[str, ...]:
    """A file with an address a line, addresses with commas, or a list of addresses."""
    return tuple(dict.fromkeys(_address(cells[0], where) for where, cells in _lines(given, "--to")))


def read_labels(given: Path | str) -> tuple[Label, ...]:
    """A CSV with `address` and `label` or `kind`, and if known `chain` and `source`; or transfers with a label at each end."""
    path = Path(given)
    lines = list(_file(path))
    if not lines:
        raise InputError("is empty", where=shown(path.name), do="begin with a line of names: address,label,kind")
    head = [re.sub("[^a-z]", "", name.lower()) for name in lines[0][1]]
    rows = [(where, dict(zip(head, cells, strict=False))) for where, cells in lines[1:]]
    if {"from", "fromlabel", "to", "tolabel"} <= set(head):
        return tuple(_at_ends(rows))
    if "address" not in head or not {"label", "kind", "name", "category", "type", "service"} & set(head):
        raise InputError("has no columns address and label or kind", where=lines[0][0], do="begin with: address,label,kind[,chain,source]")
    kinds = bool({"kind", "category", "type"} & set(head))
    return tuple(_label(row, where, kinds) for where, row in rows)


def _at_ends(rows: list[tuple[str, dict[str, str]]]) -> Iterator[Label]:
    """The labels that stand in a file of transfers, each address once; a name without a kind is a service if it names one."""
    seen: set[str] = set()
    for where, row in rows:
        for end in ("from", "to"):
            name, text = row.get(f"{end}label", "").strip(), row.get(end, "")
            if name and text and text not in seen:
                seen.add(text)
                yield Label(_address(text, where), name, name, where=where)


def one_form(address: str, chain: str = "") -> str:
    """The form in which an address is compared; what has the form of no chain stands for itself."""
    text = address.strip()
    return canonical(text, chain or None) if chain or chain_of(text) else text


def _label(row: dict[str, str], where: str, kinds: bool) -> Label:
    """In a file of names without kinds, what is named is a service, unless the name says that it is a side of the theft."""
    name = (row.get("label") or row.get("name") or row.get("service") or "").strip()
    kind = (row.get("kind") or row.get("category") or row.get("type") or "").strip()
    if not kinds and not PARTY.search(name):
        kind = "service"
    chain = (row.get("chain") or "").strip().lower()
    given = row.get("address", "")
    address = _address(given, where, chain if chain_of(given) and family_of(chain) in CHAINS else "")
    return Label(address, name, kind, chain, (row.get("source") or "").strip(), where)


def _source(cells: list[str], where: str) -> Source:
    address = _address(cells[0], where)
    amount = cells[1].strip() if len(cells) > 1 else ""
    try:
        held = decimal(amount) if amount else None
    except ValueError as error:
        raise InputError(f"{amount[:40]!r} is no amount", where=where, do="write address,amount[,time]") from error
    if held is not None and held < 0:
        raise InputError(f"{amount[:40]!r} is less than nothing", where=where, do="give what was stolen, as a number of 0 or more")
    time, token = ((cells[place].strip() if len(cells) > place else "") for place in (2, 3))
    return Source(address, cells[0].strip(), held, time, token)


def _address(text: str, where: str, chain: str = "") -> str:
    try:
        return one_form(text, chain)
    except InputError as error:
        raise InputError(f"{error.where}: {error.what}", where=where, do=error.do) from error


def _lines(given: Given, option: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of a file, or the parts of a list; comments, empty lines and a header are passed over."""
    listed = _file(Path(given)) if isinstance(given, Path | str) and _names_a_file(given, option) else _listed(given, option)
    for number, (where, cells) in enumerate(listed):
        if cells and cells[0].strip() and not (number == 0 and cells[0].strip().lower() in HEADS):
            yield where, cells


def _names_a_file(given: Path | str, option: str) -> bool:
    """Whether a text is a path and not addresses; a path is refused if there is no file."""
    try:
        if Path(given).is_file():
            return True
    except (OSError, ValueError):  # a long list of addresses is no path
        pass
    if isinstance(given, Path) or "/" in given or re.search(r"\.(txt|csv|gz|zst|list)$", given):
        raise InputError("is no file", where=f"{option} {shown(given)}", do="name a file with an address a line, or addresses with commas")
    return False


def _listed(given: Given, option: str) -> Iterator[tuple[str, list[str]]]:
    """The addresses of a list, or of a text with commas, each with its place."""
    parts = str(given).split(",") if isinstance(given, Path | str) else given
    for place, part in enumerate(parts, start=1):
        if not isinstance(part, str):
            raise InputError(f"{str(part)[:40]!r} is no address", where=f"{option} {place}", do="give each address as a text")
        yield f"{option} {place}", [part]


def _file(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The lines that hold something, each with where it stands."""
    with open_stream(path) as stream:
        raw = stream.read(MOST_BYTES)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=shown(path.name), do="save it as UTF-8") from error
    for number, cells in enumerate(csv.reader(text.splitlines()), start=1):
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#"):
            yield f"{shown(path.name)} line {number}", cells
