"""The stream of transfers through all addresses, compiled: three rules that keep sums, two that keep lots. The same as `plain`, faster."""

from __future__ import annotations

import numpy as np
from numba import njit

from vetoproof.detect.funds.graph import COUNTS, TWICE
from vetoproof.detect.funds.limbs import DIGITS, ZERO, grow, less, minus, plus, share

HAIRCUT, SENIORITY, POISON = range(3)
NONE = -1


@njit(cache=True, nogil=True)
def by_sums(mode, sender, receiver, amount, fee, why, source, stop, token, s, moved, hops):  # type: ignore[no-untyped-def]
    """Haircut, seniority and poison: of each address what it holds, and what of it is stolen. `s` is the state, see `compiled`."""
    u, v = np.zeros(DIGITS, np.uint64), np.zeros(DIGITS, np.uint64)
    for place in range(len(sender)):
        a, b = sender[place], receiver[place]
        low, high = amount[place, 0], amount[place, 1]
        if why[place] == COUNTS:
            if source[a] or stop[a]:
                part_low, part_high = from_source(a, b, low, high, source, s.minted)
            else:
                part_low, part_high = pay(mode, a, low, high, token[a], s, u, v)
            if (part_low | part_high) != ZERO:
                hops[b] = min(hops[b], hops[a] + 1)
                moved[place, 0], moved[place, 1] = part_low, part_high
            if stop[b]:
                grow(s.reached, b, part_low, part_high)
            elif source[b]:
                grow(s.returned, b, part_low, part_high)
            else:
                put(mode, b, low, high, part_low, part_high, token[b], s)
        if len(fee) and why[place] != TWICE and not source[a] and not stop[a] and (fee[place, 0] | fee[place, 1]) != ZERO:
            part_low, part_high = pay(mode, a, fee[place, 0], fee[place, 1], token[a], s, u, v)
            grow(s.fees, token[a], part_low, part_high)


@njit(cache=True, nogil=True)
def from_source(a, b, low, high, source, minted):  # type: ignore[no-untyped-def]
    """What a source or a stop sends of stolen funds: a source all of it, newly stolen, unless to another source; a stop none."""
    if not source[a] or source[b]:
        return ZERO, ZERO
    grow(minted, a, low, high)
    return low, high


@njit(cache=True, nogil=True)
def pay(mode, a, low, high, token, s, u, v):  # type: ignore[no-untyped-def]
    """What of a payment is stolen, under a rule that keeps sums."""
    holds_low, holds_high = s.holds[a, 0], s.holds[a, 1]
    bad_low, bad_high = s.stolen[a, 0], s.stolen[a, 1]
    enough = less(low, high, holds_low, holds_high)
    if not enough:
        over_low, over_high = minus(low, high, holds_low, holds_high)
        grow(s.unfunded, token, over_low, over_high)
        if s.touched[a]:
            grow(s.spoilt, token, over_low, over_high)
        s.holds[a, 0], s.holds[a, 1] = ZERO, ZERO
    else:
        s.holds[a, 0], s.holds[a, 1] = minus(holds_low, holds_high, low, high)
    if mode == POISON and s.touched[a]:
        s.stolen[a, 0], s.stolen[a, 1] = s.holds[a, 0], s.holds[a, 1]
        return low, high
    part_low, part_high = bad_low, bad_high
    if enough and mode == HAIRCUT:
        part_low, part_high = share(low, high, bad_low, bad_high, holds_low, holds_high, u, v)
    elif enough and less(low, high, bad_low, bad_high):
        part_low, part_high = low, high
    s.stolen[a, 0], s.stolen[a, 1] = minus(bad_low, bad_high, part_low, part_high)
    return part_low, part_high


@njit(cache=True, nogil=True)
def put(mode, b, low, high, part_low, part_high, token, s):  # type: ignore[no-untyped-def]
    """What an address takes in, under a rule that keeps sums."""
    grow(s.holds, b, low, high)
    grow(s.stolen, b, part_low, part_high)
    if mode == POISON and (s.touched[b] or (part_low | part_high) != ZERO):
        s.touched[b] = True
        clean_low, clean_high = minus(s.holds[b, 0], s.holds[b, 1], s.stolen[b, 0], s.stolen[b, 1])
        grow(s.spoilt, token, clean_low, clean_high)
        s.stolen[b, 0], s.stolen[b, 1] = s.holds[b, 0], s.holds[b, 1]


@njit(cache=True, nogil=True)
def by_lots(lifo, sender, receiver, amount, fee, why, source, stop, token, s, moved, hops):  # type: ignore[no-untyped-def]
    """First in first out, last in first out: of each address a chain of lots, each stolen or clean as a whole.

    The chain begins with the lot that is paid next; an address without stolen funds has none, as a sum is enough. Lots lie in an arena,
    `size`, `after` and `bad`; those that were used up are chained from `free[0]`; free[1] is the first place never used. A payment cuts
    the chain and hangs what was cut off on that of the receiver.
    """
    nodes = len(source)
    head, tail = np.full(nodes, NONE, np.int32), np.full(nodes, NONE, np.int32)
    size, after, bad = np.empty((1024, 2), np.uint64), np.empty(1024, np.int32), np.empty(1024, np.bool_)
    free = np.array([NONE, 0], np.int32)
    for place in range(len(sender)):
        if free[1] + 8 > len(after):
            size, after, bad = wider(size), wider(after), wider(bad)
        a, b = sender[place], receiver[place]
        low, high = amount[place, 0], amount[place, 1]
        if why[place] == COUNTS:
            if source[a] or stop[a]:
                first, last = NONE, NONE
                part_low, part_high = from_source(a, b, low, high, source, s.minted)
                if (part_low | part_high) != ZERO and not stop[b]:
                    first = last = lot(low, high, True, size, after, bad, free)
            else:
                first, last, part_low, part_high = cut(a, low, high, token[a], head, tail, s, size, after, bad, free)
            if (part_low | part_high) != ZERO:
                hops[b] = min(hops[b], hops[a] + 1)
                moved[place, 0], moved[place, 1] = part_low, part_high
            if stop[b] or source[b]:
                grow(s.reached if stop[b] else s.returned, b, part_low, part_high)
                drop(first, last, after, free)
            else:
                hang(lifo, b, low, high, part_low, part_high, first, last, head, tail, s, size, after, bad, free)
        if len(fee) and why[place] != TWICE and not source[a] and not stop[a] and (fee[place, 0] | fee[place, 1]) != ZERO:
            first, last, part_low, part_high = cut(a, fee[place, 0], fee[place, 1], token[a], head, tail, s, size, after, bad, free)
            grow(s.fees, token[a], part_low, part_high)
            drop(first, last, after, free)


@njit(cache=True, nogil=True)
def cut(a, low, high, token, head, tail, s, size, after, bad, free):  # type: ignore[no-untyped-def]
    """The first lots of an address that make up an amount, as a chain of their own; no chain at all if none of them is stolen.

    A clean lot at the end of the chain stands for what is not funded.
    """
    holds_low, holds_high = s.holds[a, 0], s.holds[a, 1]
    over_low, over_high = ZERO, ZERO
    if less(holds_low, holds_high, low, high):
        over_low, over_high = minus(low, high, holds_low, holds_high)
        grow(s.unfunded, token, over_low, over_high)
        s.holds[a, 0], s.holds[a, 1] = ZERO, ZERO
    else:
        s.holds[a, 0], s.holds[a, 1] = minus(holds_low, holds_high, low, high)
    if head[a] == NONE:
        return NONE, NONE, ZERO, ZERO
    due_low, due_high = minus(low, high, over_low, over_high)
    first, last, here = head[a], NONE, head[a]
    part_low, part_high = ZERO, ZERO
    while (due_low | due_high) != ZERO:
        if less(due_low, due_high, size[here, 0], size[here, 1]):  # the lot is larger: its rest stays first
            size[here, 0], size[here, 1] = minus(size[here, 0], size[here, 1], due_low, due_high)
            rest, here = here, lot(due_low, due_high, bad[here], size, after, bad, free)
            after[here] = rest
            if last == NONE:
                first = here
            else:
                after[last] = here
        if bad[here]:
            part_low, part_high = plus(part_low, part_high, size[here, 0], size[here, 1])
        due_low, due_high = minus(due_low, due_high, size[here, 0], size[here, 1])
        last, here = here, after[here]
    head[a] = here
    s.stolen[a, 0], s.stolen[a, 1] = minus(s.stolen[a, 0], s.stolen[a, 1], part_low, part_high)
    if (s.stolen[a, 0] | s.stolen[a, 1]) == ZERO:
        drop(here, tail[a], after, free)
        head[a], tail[a] = NONE, NONE
    if last == NONE:  # nothing was held: all of it is unfunded
        return NONE, NONE, ZERO, ZERO
    after[last] = NONE
    if (part_low | part_high) == ZERO:
        drop(first, last, after, free)
        return NONE, NONE, ZERO, ZERO
    if (over_low | over_high) != ZERO:
        after[last] = lot(over_low, over_high, False, size, after, bad, free)
        last = after[last]
    return first, last, part_low, part_high


@njit(cache=True, nogil=True)
def hang(lifo, b, low, high, part_low, part_high, first, last, head, tail, s, size, after, bad, free):  # type: ignore[no-untyped-def]
    """A chain on that of the receiver: before it if the last in is first out, else behind it. Two lots of a kind that meet become one."""
    if first == NONE and head[b] != NONE:
        first = last = lot(low, high, False, size, after, bad, free)
    elif first != NONE and head[b] == NONE and (s.holds[b, 0] | s.holds[b, 1]) != ZERO:
        head[b] = tail[b] = lot(s.holds[b, 0], s.holds[b, 1], False, size, after, bad, free)
    grow(s.holds, b, low, high)
    grow(s.stolen, b, part_low, part_high)
    if first == NONE:
        return
    if head[b] == NONE:
        head[b], tail[b] = first, last
        return
    front, back = (last, head[b]) if lifo else (tail[b], first)
    new_head, new_tail = (first, tail[b]) if lifo else (head[b], last)
    if bad[front] == bad[back]:
        grow(size, front, size[back, 0], size[back, 1])
        after[front] = after[back]
        new_tail = front if new_tail == back else new_tail
        drop(back, back, after, free)
    else:
        after[front] = back
    head[b], tail[b] = new_head, new_tail


@njit(cache=True, nogil=True)
def lot(low, high, stolen, size, after, bad, free):  # type: ignore[no-untyped-def]
    """A new lot in the arena."""
    if free[0] != NONE:
        here = free[0]
        free[0] = after[here]
    else:
        here = free[1]
        free[1] += 1
    size[here, 0], size[here, 1] = low, high
    bad[here] = stolen
    after[here] = NONE
    return here


@njit(cache=True, nogil=True)
def drop(first, last, after, free):  # type: ignore[no-untyped-def]
    """A chain of lots is used up."""
    if first != NONE:
        after[last] = free[0]
        free[0] = first


@njit(cache=True, nogil=True)
def wider(old):  # type: ignore[no-untyped-def]
    """The same arena, twice as long."""
    new = np.empty((2 * len(old), *old.shape[1:]), old.dtype)
    new[: len(old)] = old
    return new
