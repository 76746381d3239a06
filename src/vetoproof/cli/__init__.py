"""The door for people and scripts. A door has no arithmetic, and opens at once: each command imports what it needs."""

from vetoproof.cli import finding
from vetoproof.cli.app import main

__all__ = ["finding", "main"]
