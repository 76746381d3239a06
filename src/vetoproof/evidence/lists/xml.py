"""A stream of XML -> its records, one small tree each, in bounded memory. A document type, an entity, another encoding are refused.

Only the standard parser (expat), fed block by block. What is not a record is passed over; what is not well formed refuses the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from xml.parsers import expat

from attrs import define, field

from vetoproof.evidence.lists.bounds import MOST, Most
from vetoproof.evidence.stream import Stream
from vetoproof.terms.errors import InputError

AT_ONCE = 1 << 18
ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")


@define(eq=False)
class Node:
    """One element: its name without a prefix, attributes, text, children."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(factory=list)

    def all(self, *path: str) -> Iterator[Node]:
        """The elements at the end of a path, in their order."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.tag == path[0]:
                yield from child.all(*path[1:])

    def one(self, *path: str) -> str:
        """The text of the first element at the end of a path; empty if there is none."""
        return next((found.text for found in self.all(*path)), "")

    def every(self, *path: str) -> tuple[str, ...]:
        """The texts at the end of a path, without empty ones and without repeats."""
        return tuple(dict.fromkeys(found.text for found in self.all(*path) if found.text))

    def get(self, name: str) -> str:
        return " ".join(self.attributes.get(name, "").split())


def root_of(head: bytes) -> str:
    """The name of the root element, by the first bytes of a file; empty if it is no XML."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"<"):
        return ""
    found = _ROOT.search(_COMMENT.sub(b"", text))
    return found[1].decode("ascii", "replace") if found else ""


def records(stream: Stream, tags: Collection[str], root: str, most: Most = MOST) -> Iterator[Node]:
    """Each element named in `tags`, whole, as soon as it ends; first the root, with its attributes only."""
    maker = _Maker(frozenset(tags), root, stream.name, most)
    while block := stream.read(AT_ONCE):
        if stream.out > most.streamed:
            raise _fault(stream.name, f"has more than {most.streamed:,} bytes", "split it")
        maker.feed(block, last=False)
        yield from maker.ready()
    maker.feed(b"", last=True)
    yield from maker.ready()


def _fault(where: str, what: str, do: str = "fetch the file again; the last good version stays") -> InputError:
    return InputError(what, where=where, do=do)


@define(eq=False)
class _Maker:
    """Builds the records out of what expat tells."""

    tags: frozenset[str]
    root: str
    name: str
    most: Most
    _open: list[Node] = field(factory=list)  # the record that is being built, outermost first
    _parts: list[list[str]] = field(factory=list)
    _done: list[Node] = field(factory=list)
    _depth: int = 0
    _nodes: int = 0
    _signs: int = 0
    _expat: expat.XMLParserType = field(init=False)

    def __attrs_post_init__(self) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self._start, self._end, self._text
        parser.XmlDeclHandler, parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = self._declared, self._doctype, self._doctype
        self._expat = parser

    def feed(self, block: bytes, *, last: bool) -> None:
        try:
            self._expat.Parse(block, last)
        except expat.ExpatError as error:
            raise _fault(self.name, f"is not well-formed XML ({expat.errors.messages[error.code]} in line {error.lineno:,})") from error

    def ready(self) -> Iterator[Node]:
        while self._done:
            yield self._done.pop(0)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ENCODINGS:
            raise _fault(self.name, f"says that it is {encoding[:20]!r}", "save it as UTF-8")

    def _doctype(self, *_: object) -> None:
        raise _fault(
            self.name, "has a document type; no official list has one, and entities in it could blow up", "fetch the official file"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self.most.depth:
            raise _fault(self.name, f"is nested deeper than {self.most.depth} elements")
        node = Node(tag.rpartition(":")[2], attributes)
        if self._depth == 1:
            if node.tag != self.root:
                raise _fault(self.name, f"begins with <{node.tag[:40]}>, not <{self.root}>")
            self._done.append(node)
        elif self._open or node.tag in self.tags:
            self._add(node)

    def _add(self, node: Node) -> None:
        self._nodes = self._nodes + 1 if self._open else 1
        self._signs = self._signs if self._open else 0
        self._signs += sum(map(len, node.attributes.values()))
        if self._nodes > self.most.nodes:
            raise _fault(self.name, f"has a <{self._open[0].tag}> of more than {self.most.nodes:,} elements")
        if self._open:
            self._open[-1].children.append(node)
        self._open.append(node)
        self._parts.append([])

    def _text(self, text: str) -> None:
        if not self._open:
            return
        self._signs += len(text)
        if self._signs > self.most.record:
            raise _fault(self.name, f"has a <{self._open[0].tag}> of more than {self.most.record:,} characters")
        self._parts[-1].append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        node = self._open.pop()
        node.text = " ".join("".join(self._parts.pop()).split())
        if not self._open:
            self._done.append(node)
