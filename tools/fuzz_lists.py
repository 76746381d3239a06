"""Lists and files of parties, damaged in every way -> nothing, or the input that the readers neither read nor refuse, or take long for.

`python tools/fuzz_lists.py [SECONDS] [FILE...]`: FILEs are official lists to begin from, beside the samples of the tests. With atheris
(not among our requirements) the changes are led by what they reach: `pip install atheris` in an environment of its own, then add `--led`.
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "evidence" / "lists")]

SLOW = 2.0  # seconds of the processor for one input of some thousand bytes
MOST_OF_A_FILE = 30_000  # bytes of an official list to begin from
ODD = (
    *(b"\0", b"\x1a", b"\x19", b"\xff", b"\xfe\xff", b'"', b'""', b"<", b"</", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;"),
    *(b"&#55296;", b"<![CDATA[", b"]]>", b"<!--", b";", b",", b"\r", b"\n", b"\t", b"{", b"}", b"[", b"]", b":", b"\\", b"\\u0000"),
    *(b"\\ud800", b"null", b"-0-", b"=cmd|' /C calc'!A0", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\xcc\x81" * 50),
    *(b"9" * 5_000, b"-1", b"1e999", b"NaN", b"0000-00-00", b"31/02/2020", b"9999-99-99", b"a) 1 b) 2", b"(((((", b"; ; ;"),
    *(b"x" * 10_000, b"<a>" * 50, b"[" * 500, b"IMO 0000000"),
)


def once(data: bytes, path: Path) -> str:
    """Read the bytes as a list and as parties: `read` or `refused`; whatever else is raised is a finding."""
    from vetoproof.detect.names.listed import listed_in
    from vetoproof.detect.names.query import party_of
    from vetoproof.evidence.lists.read import read_list
    from vetoproof.monitor.screening_files import open_parties
    from vetoproof.terms.errors import InputError

    path.write_bytes(data)
    said = "read"
    try:
        listed_in(read_list(path).rows)
    except InputError as error:
        said = "refused" if error.do else "refused without a word on what to do"
    try:
        for asked in open_parties(path, {}).rows:
            if isinstance(asked, dict):
                try:
                    party_of(asked)
                except InputError:
                    continue
    except InputError:
        pass
    return said


def samples(files: list[str]) -> list[bytes]:
    from list_samples import ALL

    found = [text.encode() if isinstance(text, str) else text for text, _, _ in ALL.values()]
    for name in files:
        raw = Path(name).read_bytes()
        whole = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
        at = whole.rfind(b"\n", 0, MOST_OF_A_FILE) + 1
        found.append(whole[: at or MOST_OF_A_FILE])
    return found


# ---- without a guide: changes that know lines, cells and encodings


def _lines(data: bytes, chance: random.Random) -> bytes:
    """A line twice, gone, or elsewhere."""
    rows = data.split(b"\n")
    row = rows.pop(chance.randrange(len(rows)))
    for _ in range(chance.randrange(3)):
        rows.insert(chance.randrange(len(rows) + 1), row)
    return b"\n".join(rows)


def _cells(data: bytes, chance: random.Random) -> bytes:
    """Two cells of every line change places."""
    sign = chance.choice((b",", b";", b"\t"))
    one, other = chance.randrange(8), chance.randrange(8)
    rows = [row.split(sign) for row in data.split(b"\n")]
    for row in rows:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    return b"\n".join(sign.join(row) for row in rows)


def _odd(data: bytes, chance: random.Random) -> bytes:
    """Something hard in one place, in place of what stands there or before it."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(ODD) + data[at + chance.choice((0, 0, 1, 8, 40)) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _bytes(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _spliced(data: bytes, chance: random.Random) -> bytes:
    at, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    return data[:at] + data[other : other + chance.randrange(400)] + data[at:]


def _encoded(data: bytes, chance: random.Random) -> bytes:
    if chance.randrange(8):
        return data
    return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-16-le", "latin-1", "utf-8-sig", "cp949")), "replace")


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_lines, _cells, _odd, _odd, _cut, _bytes, _spliced, _encoded)


def inputs(begin: list[bytes], seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    while True:
        data = chance.choice(begin)
        for _ in range(chance.randrange(1, 5)):
            data = chance.choice(CHANGES)(data, chance)
        yield gzip.compress(data) if chance.randrange(20) == 0 else data


def unled(begin: list[bytes], seconds: float, path: Path) -> int:
    told: Counter[str] = Counter()
    slowest, until, faults = 0.0, time.monotonic() + seconds, 0
    for data in inputs(begin, seed=int(time.time())):
        began = time.process_time()
        try:
            told[once(data, path)] += 1
        except Exception as error:  # whatever it is, it is what is looked for
            faults += 1
            told[f"FAULT {type(error).__name__}: {str(error)[:120]}"] += 1
            Path(f"fault-{faults}").write_bytes(data)
        took = time.process_time() - began
        if took > max(slowest, SLOW):
            Path("slow").write_bytes(data)
        slowest = max(slowest, took)
        if time.monotonic() > until:
            break
    sys.stdout.write(f"{sum(told.values()):,} inputs, the slowest {slowest:.2f} s\n")
    sys.stdout.writelines(f"  {many:>8,} {what}\n" for what, many in told.most_common())
    return 1 if faults or slowest > SLOW else 0


def led(begin: list[bytes], seconds: float, path: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["vetoproof.evidence", "vetoproof.monitor.screening_files"]):
        import vetoproof.evidence.lists.read
        import vetoproof.monitor.screening_files  # noqa: F401

    corpus = path.parent / "begin"
    corpus.mkdir()
    for number, data in enumerate(begin):
        (corpus / str(number)).write_bytes(data)
    words = [sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=40000", "-timeout=20", "-rss_limit_mb=3000", str(corpus)]
    atheris.Setup(words, lambda data: once(data, path))
    atheris.Fuzz()


def main(words: list[str]) -> int:
    guided = "--led" in words
    rest = [word for word in words if word != "--led"]
    seconds = float(rest.pop(0)) if rest and rest[0].isdecimal() else 60.0
    with tempfile.TemporaryDirectory() as folder:
        path, begin = Path(folder) / "input", samples(rest)
        if guided:
            led(begin, seconds, path)
        return unled(begin, seconds, path)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
