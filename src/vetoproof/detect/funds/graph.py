"""EDGE rows, sources and stops -> one stream of transfers in order of time, of which it is known which count.

A node is an address in one token. The order is (time, block, row); a seed, that is stolen funds placed at an address, comes before the
rows of its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from vetoproof.evidence.edges.tables import Edges, Limbs, Token, limbs_from
from vetoproof.terms.errors import InputError

Bools = npt.NDArray[np.bool_]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]

COUNTS, ZERO, DUST, TWICE, SELF = range(5)  # why a row spreads nothing; 0: it does
BEFORE_ALL = np.iinfo(np.int64).min


@frozen
class Seed:
    """So much stolen, in the smallest unit, placed at a node's address at a time."""

    address: int
    token: int
    amount: int
    t: int = BEFORE_ALL


@frozen(eq=False)
class Graph:
    """Transfers in order. `mint` is the node from which seeds come, a source that no file knows."""

    row: Int64s
    t: Int64s
    sender: Int32s  # nodes
    receiver: Int32s
    amount: Limbs
    fee: Limbs  # no row at all if nobody paid any
    why: npt.NDArray[np.int8]
    address: Int32s  # of each node; -1: the mint
    token: Int32s  # of each node
    source: Bools  # by node: all that it sends to others than sources is stolen
    stop: Bools  # by node: a terminal, a service or a sink; no source is one
    texts: Any  # pa.Array of addresses
    tokens: Sequence[Token]

    def name(self, node: int) -> str:
        """The address of a node."""
        return str(self.texts[int(self.address[node])])

    @property
    def nodes(self) -> int:
        return len(self.address)

    def counted(self, token: int, why: int) -> int:
        """The rows of a token that spread nothing for that reason."""
        return int(((self.why == why) & (self.token[self.receiver] == token)).sum())


def graph_of(
    edges: Edges,
    sources: Sequence[int],
    seeds: Sequence[Seed],
    stops: Sequence[int] | None,
    *,
    dust: Mapping[int, int] | None = None,
    keep_duplicates: bool = False,
) -> Graph:
    """The stream of transfers. `stops` are addresses; None: those that send nothing. `dust` is the least amount of a token that counts."""
    order = _order(edges)
    columns = {
        name: edges.column(name) if order is None else edges.column(name)[order]
        for name in ("row", "t", "block", "sender", "receiver", "token", "cells")
    }
    amount, fee = (edges.limbs(name) if order is None else edges.limbs(name)[order] for name in ("amount", "fee"))
    why = _why(columns, amount, dust or {}, keep_duplicates)
    columns, amount, fee, why = _with_seeds(columns, amount, fee, why, seeds)
    address, token, sender, receiver = _nodes(columns, len(edges.texts))
    fee = fee if fee.any() else fee[:0]
    source = np.isin(address, np.array(sources, np.int32))
    source |= address < 0
    graph = Graph(
        columns["row"], columns["t"], sender, receiver, amount, fee, why, address, token, source, source, edges.texts, edges.tokens
    )
    return _stopped(graph, stops)


def _order(edges: Edges) -> Int64s | None:
    """By time and block, rows of one time and block as they stand; None: they are in order."""
    t, block = edges.column("t"), edges.column("block")
    later = (t[1:] > t[:-1]) | ((t[1:] == t[:-1]) & (block[1:] >= block[:-1]))
    return None if bool(later.all()) else np.lexsort((block, t))  # lexsort is stable


def _why(columns: Mapping[str, Any], amount: Limbs, dust: Mapping[int, int], keep: bool) -> npt.NDArray[np.int8]:
    why = np.zeros(len(amount), np.int8)
    why[columns["sender"] == columns["receiver"]] = SELF
    for token, least in dust.items():
        why[(columns["token"] == token) & _below(amount, least)] = DUST
    why[(amount == 0).all(axis=1)] = ZERO
    if not keep:
        why[_twice(columns, amount)] = TWICE
    return why


def _below(amount: Limbs, least: int) -> Bools:
    low, high = (np.uint64(half) for half in (least & (1 << 64) - 1, least >> 64))
    below: Bools = (amount[:, 1] < high) | ((amount[:, 1] == high) & (amount[:, 0] < low))
    return below


def _twice(columns: Mapping[str, Any], amount: Limbs) -> Int64s:
    """The rows all of whose cells stood in an earlier row: equal hashes of all cells, and every column of ours equal."""
    cells = columns["cells"]
    order = np.argsort(cells, kind="stable")
    first, second = order[:-1], order[1:]
    found = cells[first] == cells[second]
    for name in ("t", "block", "sender", "receiver", "token"):
        found &= columns[name][first] == columns[name][second]
    found &= (amount[first] == amount[second]).all(axis=1)
    later: Int64s = second[found]
    return later


def _with_seeds(columns: dict[str, Any], amount: Limbs, fee: Limbs, why: Any, seeds: Sequence[Seed]) -> tuple[Any, ...]:
    """Seeds are transfers from the mint (address -1), each before the rows of its time."""
    if not seeds:
        return columns, amount, fee, why
    seeds = sorted(seeds, key=lambda seed: seed.t)
    places = np.searchsorted(columns["t"], [seed.t for seed in seeds], side="left")
    new: dict[str, Any] = {
        "row": 0,
        "t": [seed.t for seed in seeds],
        "sender": -1,
        "receiver": [seed.address for seed in seeds],
        "token": [seed.token for seed in seeds],
        "block": 0,
        "cells": 0,
    }
    columns = {name: np.insert(column, places, new[name]) for name, column in columns.items()}
    amounts = limbs_from(seed.amount for seed in seeds)
    return columns, np.insert(amount, places, amounts, axis=0), np.insert(fee, places, 0, axis=0), np.insert(why, places, COUNTS)


def _nodes(columns: Mapping[str, Any], addresses: int) -> tuple[Int32s, Int32s, Int32s, Int32s]:
    """Address and token of each node, and the nodes of each row's ends."""
    wide = addresses + 1
    token = columns["token"].astype(np.int64)
    if not token.any():  # one token: an address is a node
        address = np.append(np.arange(addresses), -1).astype(np.int32)
        sender, receiver = (np.where(columns[end] < 0, addresses, columns[end]).astype(np.int32) for end in ("sender", "receiver"))
        return address, np.zeros(wide, np.int32), sender, receiver
    keys = np.concatenate([token * wide + columns[end] + 1 for end in ("sender", "receiver")])
    known, place = np.unique(keys, return_inverse=True)
    if len(known) > np.iinfo(np.int32).max:
        raise InputError(f"has {len(known):,} addresses by token", where="edges", do="split it by token")
    sender, receiver = np.split(place.astype(np.int32), 2)
    return (known % wide - 1).astype(np.int32), (known // wide).astype(np.int32), sender, receiver


def _stopped(graph: Graph, stops: Sequence[int] | None) -> Graph:
    if stops is not None:
        return evolve(graph, stop=np.isin(graph.address, np.array(stops, np.int32)) & ~graph.source)
    sends = np.zeros(graph.nodes, bool)
    sends[graph.sender[graph.why == COUNTS]] = True
    return evolve(graph, stop=~sends & ~graph.source)
