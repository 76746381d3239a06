"""One byte form for every value (RFC 8785), and its SHA-256."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """The RFC 8785 form of a JSON value; decimals and dates must be text by then."""
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256, as hexadecimal text, of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()
