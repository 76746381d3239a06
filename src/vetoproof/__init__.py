"""Sanctions law and evidence as data: what happened, what it breaches, how sure that is, and what nobody saw."""

__version__ = "0.1.0"
