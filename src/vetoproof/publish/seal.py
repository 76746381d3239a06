"""A page -> the same page with the hash of what it says, and the policy that lets nothing into it.

The seal is for whoever holds the page alone: a script in it takes the hash again. Who holds the folder checks `manifest.json`.
It covers every element, attribute and text of the page; only `open` (a fold that a reader opened) and the two places into which
the seal and its check are written stand outside.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

PLACE = "0" * 64  # stands in the template where the seal goes
SPACE = re.compile(r"[ \t\n\r\f]+")
OUTSIDE = frozenset({"seal", "check"})  # ids of elements whose contents are left out
UNSAID = frozenset({"html", "head", "body", "tbody"})  # elements that a browser adds by itself where they are not written
VOID = frozenset({"meta", "br", "img", "input", "link", "hr", "wbr", "col"})


def policy(style: str, script: str) -> str:
    """Nothing from outside, no script and no style but the two that stand in the page."""
    return f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def seal(page: str) -> str:
    """The page with the hash of all that it says in the place of the zeros."""
    return page.replace(PLACE, page_hash(page), 1)


def page_hash(page: str) -> str:
    """SHA-256 of the elements, attributes and texts of a page, in order: what the page's script takes, too."""
    reader = _Said()
    reader.feed(page)
    reader.close()
    return hashlib.sha256(reader.said().encode()).hexdigest()


class _Said(HTMLParser):
    """Collects the page as one text: `<tag name=value ..>` for each element, then its texts, white space drawn together."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.texts: list[str] = []
        self.skipping = 0  # how deep inside an element that is left out

    def said(self) -> str:
        self._end_text()
        return "".join(self.parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        if self.skipping:
            self.skipping += tag not in VOID
            return
        if tag not in UNSAID:
            told = sorted((name, SPACE.sub(" ", value or "")) for name, value in attrs if name != "open")
            self.parts.append(f"<{tag}{''.join(f' {name}={value}' for name, value in told)}>")
        self.skipping = int(dict(attrs).get("id") in OUTSIDE)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_text()
        if self.skipping and tag not in VOID:
            self.skipping -= 1

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.texts.append(data)

    def _end_text(self) -> None:
        text = SPACE.sub(" ", "".join(self.texts))
        self.texts.clear()
        if text not in ("", " "):
            self.parts.append(text)
