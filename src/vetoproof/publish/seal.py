"""A page -> the same page with the hash of what it says, and the policy that lets nothing into it.

The seal is for whoever holds the page alone: a script in it takes the hash again. Who holds the folder checks `manifest.json`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

PLACE = "0" * 64  # stands in the template where the seal goes
SPACE = re.compile(r"[ \t\n\r\f]+")
SEALED = "main"


def policy(style: str, script: str) -> str:
    """Nothing from outside, no script and no style but the two that stand in the page."""
    return f"default-src 'none'; style-src {_source(style)}; script-src {_source(script)}; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def seal(page: str) -> str:
    """The page with the hash of its text in the place of the zeros."""
    return page.replace(PLACE, text_hash(page), 1)


def text_hash(page: str) -> str:
    """SHA-256 of all that a reader can read in `main`, runs of white space as one blank: what the page's script takes, too."""
    reader = _Text()
    reader.feed(page)
    reader.close()
    return hashlib.sha256(SPACE.sub(" ", "".join(reader.parts)).encode()).hexdigest()


class _Text(HTMLParser):
    """Collects the text inside `main`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside = self.inside or tag == SEALED

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != SEALED

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)
