"""Whole numbers below 2^128 as two 64-bit limbs, for kernels: sum, difference, comparison, and floor(a * b / c) without losing a bit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

ZERO, ONE = np.uint64(0), np.uint64(1)
HALF, MASK = np.uint64(32), np.uint64(0xFFFFFFFF)
BASE = np.uint64(1 << 32)
DIGITS = 9  # of 32 bits: a product of two numbers, and one more for its shift


@njit(cache=True, nogil=True, inline="always")
def less(a_low: Any, a_high: Any, b_low: Any, b_high: Any) -> Any:
    return a_high < b_high or (a_high == b_high and a_low < b_low)


@njit(cache=True, nogil=True, inline="always")
def plus(a_low: Any, a_high: Any, b_low: Any, b_high: Any) -> Any:
    low = a_low + b_low
    carry = ONE if low < a_low else ZERO
    return low, a_high + b_high + carry


@njit(cache=True, nogil=True, inline="always")
def minus(a_low: Any, a_high: Any, b_low: Any, b_high: Any) -> Any:
    borrow = ONE if a_low < b_low else ZERO
    return a_low - b_low, a_high - b_high - borrow


@njit(cache=True, nogil=True)
def grow(amounts: Any, place: Any, low: Any, high: Any) -> None:
    """amounts[place] += (low, high)."""
    amounts[place, 0], amounts[place, 1] = plus(amounts[place, 0], amounts[place, 1], low, high)


@njit(cache=True, nogil=True)
def share(a_low: Any, a_high: Any, b_low: Any, b_high: Any, c_low: Any, c_high: Any, u: Any, v: Any) -> Any:
    """floor(a * b / c) for a < c, so that it is at most b. `u` and `v` are scratch, DIGITS long."""
    if (b_low | b_high) == ZERO:
        return ZERO, ZERO
    if a_high == ZERO and b_high == ZERO and c_high == ZERO and a_low < BASE and b_low < BASE:
        return a_low * b_low // c_low, ZERO
    _multiply(a_low, a_high, b_low, b_high, u, v)
    v[0], v[1], v[2], v[3] = c_low & MASK, c_low >> HALF, c_high & MASK, c_high >> HALF
    n = 4
    while v[n - 1] == ZERO:
        n -= 1
    return _one_digit(u, v[0]) if n == 1 else _long_division(u, v, n)


@njit(cache=True, nogil=True)
def _multiply(a_low: Any, a_high: Any, b_low: Any, b_high: Any, u: Any, v: Any) -> None:
    """u = a * b in digits of 32 bits, the lowest first."""
    v[0], v[1], v[2], v[3] = b_low & MASK, b_low >> HALF, b_high & MASK, b_high >> HALF
    for place in range(DIGITS):
        u[place] = ZERO
    for i in range(4):
        word = a_low if i < 2 else a_high
        digit = word & MASK if i % 2 == 0 else word >> HALF
        carry = ZERO
        for j in range(4):
            part = digit * v[j] + u[i + j] + carry
            u[i + j] = part & MASK
            carry = part >> HALF
        u[i + 4] = carry


@njit(cache=True, nogil=True)
def _one_digit(u: Any, divisor: Any) -> Any:
    rest = ZERO
    for place in range(DIGITS - 1, -1, -1):
        part = (rest << HALF) | u[place]
        u[place] = part // divisor
        rest = part % divisor
    return u[0] | (u[1] << HALF), u[2] | (u[3] << HALF)


@njit(cache=True, nogil=True)
def _long_division(u: Any, v: Any, n: Any) -> Any:
    """Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D; the quotient has at most four digits."""
    shift = ZERO
    while ((v[n - 1] << shift) & (BASE >> ONE)) == ZERO:
        shift += ONE
    _shift(v, n, shift)
    _shift(u, DIGITS, shift)
    low, high = ZERO, ZERO
    for j in range(DIGITS - n - 1, -1, -1):
        digit = _next_digit(u, v, n, j)
        if j < 2:
            low |= digit << (HALF * np.uint64(j))
        elif j < 4:
            high |= digit << (HALF * np.uint64(j - 2))
    return low, high


@njit(cache=True, nogil=True)
def _shift(digits: Any, n: Any, shift: Any) -> None:
    carry = ZERO
    for place in range(n):
        part = (digits[place] << shift) | carry
        digits[place] = part & MASK
        carry = part >> HALF


@njit(cache=True, nogil=True)
def _next_digit(u: Any, v: Any, n: Any, j: Any) -> Any:
    """One digit of the quotient; u becomes the rest."""
    top = (u[j + n] << HALF) | u[j + n - 1]
    guess, rest = top // v[n - 1], top % v[n - 1]
    while guess >= BASE or guess * v[n - 2] > ((rest << HALF) | u[j + n - 2]):
        guess -= ONE
        rest += v[n - 1]
        if rest >= BASE:
            break
    if _take(u, v, n, j, guess):
        guess -= ONE
        carry = ZERO
        for i in range(n):
            part = u[i + j] + v[i] + carry
            u[i + j] = part & MASK
            carry = part >> HALF
        u[j + n] = (u[j + n] + carry) & MASK
    return guess


@njit(cache=True, nogil=True)
def _take(u: Any, v: Any, n: Any, j: Any, guess: Any) -> Any:
    """u -= guess * v at digit j; whether that was too much."""
    borrow, carry = ZERO, ZERO
    for i in range(n):
        part = guess * v[i] + carry
        carry = part >> HALF
        due = (part & MASK) + borrow
        borrow = ONE if u[i + j] < due else ZERO
        u[i + j] = (u[i + j] + (BASE if borrow else ZERO)) - due
    due = carry + borrow
    over = u[j + n] < due
    u[j + n] = (u[j + n] - due) & MASK
    return over
