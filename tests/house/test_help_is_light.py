"""A door opens at once: help loads nothing heavy."""

import subprocess
import sys

# Not "attr": rich loads that name of the library by itself.
HEAVY = {"attrs", "cattrs", "duckdb", "jinja2", "numba", "numpy", "orjson", "pyarrow", "vl_convert", "yaml"}
SHOW_LOADED = """
import sys
from vetoproof.cli import main
sys.argv = ["vetoproof", "--help"]
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def test_help_loads_none_of_the_heavy_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", SHOW_LOADED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "report" in done.stdout
    assert HEAVY.isdisjoint(done.stderr.split())
