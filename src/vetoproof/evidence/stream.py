"""A path -> its bytes as a stream, unpacked if it is packed, within bounds: never more than so many, never blown up."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
from attrs import define, field, frozen

from vetoproof.terms.errors import InputError

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
AT_ONCE = 1 << 20
STEP = 4096  # bytes at a time, near a fault
FAULTS = (EOFError, OSError, zlib.error, zipfile.BadZipFile, pa.ArrowException)


@frozen
class Bounds:
    """What is let in. Sizes in bytes; `ratio`: unpacked by packed, counted once `slack` bytes are out."""

    file: int = 500_000_000_000  # a day of the world's positions is 50 GB
    unpacked: int = 20_000_000_000
    ratio: int = 200  # tables of text pack 5 to 40 times; gzip can blow up 1,032 times, zstd far more
    slack: int = 64_000_000
    row: int = 1_000_000
    rows: int = 2_000_000_000
    columns: int = 64


BOUNDS = Bounds()


def regular(path: Path, bounds: Bounds = BOUNDS) -> int:
    """The size of a regular file within bounds; refuses folders, pipes and devices before they are opened."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is no path"
        raise InputError(f"cannot be opened ({reason})", where=shown(path), do="give a file that is there") from error
    if not stat.S_ISREG(found.st_mode):
        raise InputError("is not a regular file", where=shown(path), do="name the files themselves; a folder, pipe or device is not read")
    if not found.st_size:
        raise InputError("is empty", where=shown(path), do="give a file with rows")
    if found.st_size > bounds.file:
        raise InputError(f"has {found.st_size:,} bytes, and at most {bounds.file:,} are read", where=shown(path), do="split it")
    return found.st_size


def shown(path: Path | str) -> str:
    """A name that is safe to print: no line ends, no control characters, no broken Unicode."""
    text = str(path).encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else "?" for sign in text)


@define
class Stream:
    """The unpacked bytes of a file, counted."""

    path: Path
    name: str
    bounds: Bounds
    packed: bool
    out: int = 0  # unpacked bytes read so far
    _held: bytes = b""
    _broken: InputError | None = None
    _raw: io.BufferedReader = field(kw_only=True)
    _body: Any = field(kw_only=True)
    _bodies: list[Any] = field(factory=list, init=False)  # an unpacker that is dropped closes the file under it
    _again: Callable[[], Any] | None = field(default=None, kw_only=True)  # begins to unpack from the first byte

    @property
    def position(self) -> int:
        """Bytes of the file itself that were read."""
        return self._raw.tell()

    @property
    def at(self) -> int:
        """Unpacked bytes handed out."""
        return self.out - len(self._held)

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer where the file ends or is broken, none at the end. A fault is raised after what came before it."""
        parts = [self._held[:size]]
        self._held = self._held[size:]
        size -= len(parts[0])
        try:
            while size > 0 and (part := self._next(min(size, AT_ONCE))):
                parts.append(part)
                size -= len(part)
        except InputError as error:
            self._broken = error
            if not any(parts):
                raise
        return b"".join(parts)

    def whole(self, most: int) -> bytes:
        """All that is left, for a form that is taken whole or not at all: a fault anywhere, or more than `most` bytes, refuses it."""
        text = self.read(most + 1)
        if self._broken:
            raise self._broken
        if len(text) > most:
            raise self._fault(f"unpacks to more than {most:,} bytes", "see whether it is the right file, or split it")
        return text

    def push(self, text: bytes) -> None:
        """Take back what was read too far."""
        self._held = text + self._held

    def go_to(self, place: int) -> None:
        """Go on to a later place; a packed file is unpacked up to there."""
        if self.packed:
            while self.at < place and self.read(min(place - self.at, AT_ONCE)):
                continue
        else:
            self._raw.seek(place)
            self._held, self.out = b"", place

    def _next(self, size: int) -> bytes:
        if self._broken:
            raise self._broken
        try:
            part: bytes = self._body.read(size)
        except FAULTS as error:
            part = self._salvage(size)
            self._broken = self._fault(f"is damaged or cut off after {self.out + len(part):,} unpacked bytes", "fetch or pack it again")
            if not part:
                raise self._broken from error
        self.out += len(part)
        if self.out > self.bounds.unpacked:
            raise self._fault(f"unpacks to more than {self.bounds.unpacked:,} bytes", "split it")
        if self.packed and self.out > self.bounds.slack and self.out > self.bounds.ratio * self.position:
            raise self._fault(f"unpacks to more than {self.bounds.ratio} times its size", "unpack it yourself if you trust it")
        return part

    def _salvage(self, size: int) -> bytes:
        """What can still be unpacked before the fault: an unpacker that meets it loses what it had of the same call."""
        found = bytearray()
        for step in (STEP, 1) if self._again else ():
            self._unpack_on(found, size, step)
        return bytes(found)

    def _unpack_on(self, found: bytearray, size: int, step: int) -> None:
        """Unpack from the first byte on and go on where `found` ends, `step` bytes a call, up to the fault."""
        try:
            body, left = self._again() if self._again else self._body, self.out + len(found)
            self._bodies.append(body)
            while left > 0 and (skipped := body.read(min(left, AT_ONCE))):
                left -= len(skipped)
            while len(found) < size and (part := body.read(min(step, size - len(found)))):
                found += part
        except FAULTS:
            return

    def _fault(self, what: str, do: str) -> InputError:
        return InputError(what, where=self.name, do=do)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._raw.close()


def open_stream(path: Path, name: str = "", bounds: Bounds = BOUNDS) -> Stream:
    """The bytes of a regular file; `name` stands in messages."""
    regular(path, bounds)
    raw = path.open("rb")
    magic = raw.read(len(ZSTD))
    raw.seek(0)
    unpack: Callable[[Any], Any] | None = None
    if magic.startswith(GZIP):
        unpack = _gunzip
    elif magic == ZSTD:
        unpack = _unzstd
    return packed_stream(path, name or shown(path.name), bounds, raw, unpack)


def packed_stream(path: Path, name: str, bounds: Bounds, raw: io.BufferedReader, unpack: Callable[[Any], Any] | None) -> Stream:
    """A stream over an open file that `unpack` unpacks, if it is packed."""
    if unpack is None:
        return Stream(path, name, bounds, False, raw=raw, body=raw)

    def again() -> Any:
        raw.seek(0)
        return unpack(raw)

    return Stream(path, name, bounds, True, raw=raw, body=again(), again=again)


def _gunzip(raw: Any) -> Any:
    return gzip.GzipFile(fileobj=raw)


def _unzstd(raw: Any) -> Any:
    return pa.CompressedInputStream(pa.PythonFile(raw, mode="r"), "zstd")
