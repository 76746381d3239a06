"""What could not be examined is said too, so that "not looked", "looked, nothing" and "found" stay apart."""

from __future__ import annotations

from attrs import frozen


@frozen
class Unseen:
    """`what` was not seen, and `why`."""

    what: str
    why: str
