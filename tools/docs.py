"""The repository's files -> nothing, or one line for each broken link, orphan page, stray path or misnamed fragment."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INDEXED = ("docs/methods", "docs/decisions")
LINK = re.compile(r"\]\(<?([^)\s>]+)>?[^)]*\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# A path of one machine, or a host that serves packages: a clone elsewhere cannot follow either.
STRAY = re.compile(r"(?<![\w.~}/-])/(?:work|farm|root|tmp)/|[.]library\b|\b(?:pypi|npmjs|pythonhosted)[.](?:org|com)\b")
FRAGMENT = re.compile(r"\d{3}-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def committed() -> list[str]:
    """Name the files that git has or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


def text_of(name: str) -> str:
    """Read a text file; a file of bytes counts as empty."""
    raw = (ROOT / name).read_bytes()
    return "" if b"\0" in raw[:8192] else raw.decode("utf-8", errors="replace")


def links_in(page: str) -> Iterator[str]:
    """Yield the page's relative links, without what stands in code and without anchors."""
    for target in LINK.findall(CODE.sub("", text_of(page))):
        if not re.match(r"[a-z][a-z0-9+.-]*:|#", target):
            yield target.split("#")[0]


def broken_links(names: list[str]) -> Iterator[str]:
    for page in names:
        if page.endswith(".md"):
            folder = (ROOT / page).parent
            yield from (f"{page}: links to {link}, which is not there" for link in links_in(page) if not (folder / link).exists())


def orphan_pages(names: list[str]) -> Iterator[str]:
    """Find pages of an indexed folder that its README does not link."""
    for folder in INDEXED:
        linked = {(Path(folder) / link).as_posix() for link in links_in(f"{folder}/README.md")}
        pages = {name for name in names if Path(name).parent.as_posix() == folder and name.endswith(".md")}
        yield from (f"{page}: not linked from {folder}/README.md" for page in sorted(pages - linked - {f"{folder}/README.md"}))


def stray_paths(names: list[str]) -> Iterator[str]:
    for name in names:
        for number, line in enumerate(text_of(name).splitlines(), start=1):
            if STRAY.search(line) or (name.endswith(".lock") and "://" in line):
                yield f"{name}:{number}: names a path or host of one machine: {line.strip()[:100]}"


def bad_fragments(names: list[str]) -> Iterator[str]:
    for name in names:
        path = Path(name)
        if path.parts[0] != "changelog.d" or path.name == "README.md":
            continue
        if not FRAGMENT.fullmatch(path.name):
            yield f"{name}: a fragment is named NNN-words.md"
        if not text_of(name).strip():
            yield f"{name}: is empty"


def main() -> int:
    names = committed()
    checks = (broken_links, orphan_pages, stray_paths, bad_fragments)
    faults = [fault for check in checks for fault in check(names)]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
