"""A YAML file -> plain lists, maps and text, with the line of each entry.

Everything stays text: plain YAML reads the State NO as false and the goods code 0302 as 194. The declared type of
a field decides later. Only an unquoted `null` (or nothing) is None.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from attrs import field, frozen

from vetoproof.terms.errors import Fault

MOST_BYTES = 5_000_000
DEEPEST = 40
NULL = "tag:yaml.org,2002:null"


@frozen
class Tree:
    """What one file says (`value`: dict, list, str, None) and where (`lines`: path -> line, from 1)."""

    file: str
    value: Any
    lines: dict[tuple[str | int, ...], int] = field(factory=dict)
    faults: tuple[Fault, ...] = ()

    def where(self, path: tuple[str | int, ...] = ()) -> str:
        """`file:line path`, by the nearest entry that has a line."""
        known = next((path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines), ())
        return f"{self.file}:{self.lines.get(known, 1)} {spell(path)}".rstrip()


def spell(path: tuple[str | int, ...]) -> str:
    """`provisions[0].in_force.from`, as an error message names a place."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def read_tree(path: Path) -> Tree:
    """The tree of one file; what is wrong with its YAML is in `faults`, not raised."""
    name = path.name
    if path.stat().st_size > MOST_BYTES:
        return Tree(name, None, faults=(Fault(name, f"is larger than {MOST_BYTES:,} bytes", "split it"),))
    try:
        text = path.read_text("utf-8")
        if line := _too_deep(text):
            return Tree(name, None, faults=(Fault(f"{name}:{line}", f"is nested deeper than {DEEPEST}", "flatten it"),))
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        return Tree(name, None, faults=(Fault(name, f"is not UTF-8 at byte {error.start}", "save it as UTF-8"),))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or "cannot be read as YAML"
        return Tree(name, None, faults=(Fault(f"{name}:{line}", str(reason), "mend the YAML"),))
    return _Builder(name).tree(node)


def _too_deep(text: str) -> int | None:
    """The line on which the text is nested too deep. Asked first: composing such a text would overrun the stack of C."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


class _Builder:
    """Walks the nodes of one file once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.faults: list[Fault] = []
        self.seen: set[int] = set()

    def tree(self, node: yaml.Node | None) -> Tree:
        value = self.build(node, ()) if node else None
        return Tree(self.file, value, self.lines, tuple(self.faults))

    def build(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag == NULL else node.value
        if id(node) in self.seen:  # an alias: the loader would have to build it again, and again (the "billion laughs")
            return self.fault(path, "an alias (*name) stands here", "write the entry out")
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, n)) for n, child in enumerate(node.value)]
        return self.map(node, path)

    def map(self, node: yaml.Node, path: tuple[str | int, ...]) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, child in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None or key in built:
                self.fault((*path, str(key)), "a key stands twice" if key else "a key is not text", "keep one")
                continue
            built[key] = self.build(child, (*path, key))
        return built

    def fault(self, path: tuple[str | int, ...], what: str, do: str) -> None:
        self.faults.append(Fault(Tree(self.file, None, self.lines).where(path), what, do))
