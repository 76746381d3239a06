"""Appends to a register for ever and prints each entry once it is acknowledged: the process that the drill kills."""

import sys
from datetime import date
from pathlib import Path

from vetoproof.findings.register import Register
from vetoproof.findings.statements import Attestation, Reply, Version

VERSION = Version("breach", "1", None, None, "bbl", "ab" * 32)
DAY = date(2026, 1, 1)


def main(folder: Path) -> None:
    register = Register(folder)
    for n in range(1_000_000):
        entries = (
            register.append(
                Reply(f"finding-{n}", VERSION, DAY, "a letter", text="We did not. " * (n % 50)),
                Attestation(f"finding-{n}", VERSION, DAY, "a partner", "looked again"),
            )
            if n % 3 == 1
            else register.append(Attestation(f"finding-{n}", VERSION, DAY, "a partner", "looked again"))
        )
        for entry in entries:
            sys.stdout.write(f"{entry.number} {entry.sha256}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
