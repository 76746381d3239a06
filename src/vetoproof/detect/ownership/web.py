"""Rows of registers in force on a day -> a web in columns: parties as numbers, each pair of a firm and who is behind it once.

Shares are whole numbers of a billionth of a per cent, so that sums are exact and do not hang on their order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, frozen
from numpy.typing import NDArray

from vetoproof.terms.shares import Share, read_share

UNIT = 10**9  # of a per cent
HALF, WHOLE = 50 * UNIT, 100 * UNIT
AT_ONCE = 65_536  # names
OWNER, CONTROL, ROLES = ("owner",), ("controller", "manager"), ("director", "linked")
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@frozen(eq=False)
class Coded:
    """A column of text as numbers, and what each stands for."""

    codes: Ints
    texts: Any  # pa.Array

    @classmethod
    def of(cls, column: Any) -> Coded:
        found = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        coded = found.dictionary_encode()
        return cls(coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), coded.dictionary)

    def text(self, row: int) -> str:
        return str(self.texts[int(self.codes[row])].as_py())


@define(eq=False, slots=False)
class Web:
    """`subject` and `party` are numbers of names, `node_of` makes parties of names. Pairs are sorted by their subject, then party."""

    names: Any  # pa.Array: each name as it is written
    node_of: Ints
    subject: Ints
    party: Ints
    relation: Coded
    share: Coded
    source: Coded
    grade: Coded
    kind: Coded
    nodes: int
    spelled: dict[str, int]  # the one spelling of a name -> its node

    @classmethod
    def of(cls, rows: Any, key: Callable[[str], str]) -> Web:
        """`rows`: evidence.owners.TIES. `key`: the one spelling of a name."""
        rows = rows.combine_chunks()
        both = Coded.of(pa.concat_arrays([_one(rows.column("subject")), _one(rows.column("party"))]))
        numbers: dict[str, int] = {}
        names = (name for at in range(0, len(both.texts), AT_ONCE) for name in both.texts.slice(at, AT_ONCE).to_pylist())
        node_of = np.fromiter((numbers.setdefault(key(name), len(numbers)) for name in names), np.int64, len(both.texts))
        relation, share, source, grade, kind = (
            Coded.of(rows.column(name)) for name in ("relation", "share", "source", "grade", "subject_kind")
        )
        subject, party = both.codes[: rows.num_rows], both.codes[rows.num_rows :]
        return cls(both.texts, node_of, subject, party, relation, share, source, grade, kind, len(numbers), numbers)

    # ---- pairs

    @cached_property
    def _pairing(self) -> tuple[Ints, Ints, Ints]:
        """Each pair as one number, sorted; the rows by pair; where each pair's rows begin."""
        subject, party = self.node_of[self.subject], self.node_of[self.party]
        rows = np.flatnonzero((subject != party) & ~self._is("flag"))
        codes = subject[rows] << 32 | party[rows]
        order = np.argsort(codes, kind="stable")
        pairs, first = np.unique(codes[order], return_index=True)
        return pairs, rows[order], np.append(first, len(order)).astype(np.int64)

    @cached_property
    def pair_subject(self) -> Ints:
        return self._pairing[0] >> 32

    @cached_property
    def pair_party(self) -> Ints:
        return self._pairing[0] & 0xFFFFFFFF

    @cached_property
    def control(self) -> Flags:
        """Whether the party of a pair controls or manages."""
        return self._any(*CONTROL)

    @cached_property
    def role(self) -> Flags:
        """Whether it is director, or linked in a way that is not known."""
        return self._any(*ROLES)

    @cached_property
    def shares(self) -> tuple[Ints, Ints]:
        """The least and the most that the party of each pair owns; nothing if it is no owner."""
        return _held(self, np.flatnonzero(self._is(*OWNER)[self._pairing[1]]))

    @cached_property
    def by_subject(self) -> Ints:
        """Where the pairs of each node as a subject begin."""
        return np.searchsorted(self.pair_subject, np.arange(self.nodes + 1))

    @cached_property
    def by_party(self) -> tuple[Ints, Ints]:
        """The pairs sorted by party, and where those of each node begin."""
        order = np.argsort(self.pair_party, kind="stable")
        return order, np.searchsorted(self.pair_party[order], np.arange(self.nodes + 1))

    def rows(self, pair: int) -> Ints:
        """The rows of a pair, in the order given."""
        _, order, first = self._pairing
        return order[first[pair] : first[pair + 1]]

    def _is(self, *relations: str) -> Flags:
        wanted = np.array([text in relations for text in self.relation.texts.to_pylist()] or [False])
        return np.asarray(wanted[self.relation.codes], np.bool_)

    def _any(self, *relations: str) -> Flags:
        _, order, first = self._pairing
        return np.asarray(_reduced(np.logical_or, self._is(*relations)[order], first[:-1]), np.bool_)

    # ---- names

    @cached_property
    def _by_node(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.node_of, kind="stable")
        return order, np.searchsorted(self.node_of[order], np.arange(self.nodes + 1))

    def spellings(self, node: int) -> list[str]:
        """The names of a node as they are written, in the order of their signs."""
        order, first = self._by_node
        return sorted(str(self.names[int(code)].as_py()) for code in order[first[node] : first[node + 1]])

    def kinds(self, node: int) -> list[str]:
        """What the registers call it as a subject."""
        pairs = range(int(self.by_subject[node]), int(self.by_subject[node + 1]))
        return sorted({self.kind.text(int(row)) for pair in pairs for row in self.rows(pair)})

    @cached_property
    def of_share(self) -> Sequence[Share]:
        return [read_share(text) for text in self.share.texts.to_pylist()]


def _one(column: Any) -> Any:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _held(web: Web, places: Ints) -> tuple[Ints, Ints]:
    """Of the owners' rows (places in the order by pair) the least and the most of each pair.

    A row without a share contradicts none that states one. Sources differ: from the least to the most. Several shares in one source may be
    blocks that add up, and another spelling of the party may be another party, so that at most both count.
    """
    pairs, order, first = web._pairing  # noqa: SLF001
    pair = np.repeat(np.arange(len(pairs)), np.diff(first))[places]
    row = order[places]
    code, spelling, source = web.share.codes[row], web.party[row], web.source.codes[row]
    low, high, stated = _ends(web.of_share)
    known = np.zeros(len(pairs), np.bool_)
    known[pair[stated[code]]] = True
    kept = stated[code] | ~known[pair]
    pair, code, spelling, source = (column[kept] for column in (pair, code, spelling, source))
    order = np.lexsort((code, source, spelling, pair))
    pair, code, spelling, source = (column[order] for column in (pair, code, spelling, source))
    new = _new(pair, spelling, source, code)  # the same said twice counts once
    pair, code, spelling, source = (column[new] for column in (pair, code, spelling, source))
    blocks = np.flatnonzero(_new(pair, spelling, source))
    most = np.minimum(_reduced(np.add, high[code], blocks), WHOLE)
    spelled = np.flatnonzero(_new(pair[blocks], spelling[blocks]))
    most = _reduced(np.maximum, most, spelled)
    of = pair[blocks][spelled]
    alone = np.flatnonzero(_new(of))
    least_of, most_of = np.zeros(len(pairs), np.int64), np.zeros(len(pairs), np.int64)
    most_of[of[alone]] = np.minimum(_reduced(np.add, most, alone), WHOLE)
    least_of[of[alone]] = _reduced(np.minimum, low[code], np.flatnonzero(_new(pair)))
    return least_of, most_of


def _ends(shares: Sequence[Share]) -> tuple[Ints, Ints, Flags]:
    low = [int((one.low * UNIT).to_integral_value(ROUND_FLOOR)) for one in shares]
    high = [int((one.high * UNIT).to_integral_value(ROUND_CEILING)) for one in shares]
    return np.array(low, np.int64), np.array(high, np.int64), np.array([one.stated for one in shares], np.bool_)


def _new(*columns: Ints) -> Flags:
    """Where a sorted table has other values than in the row before."""
    found = np.ones(len(columns[0]), np.bool_)
    if len(found):
        found[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return found


def _reduced(how: Any, values: Any, first: Ints) -> Any:
    return how.reduceat(values, first) if len(first) else values[:0]


def per_cent(units: int) -> Decimal:
    return Decimal(units) / UNIT
