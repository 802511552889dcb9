"""Jomo: a calm explorer for one person's machine-learning knowledge base."""

__version__ = "0.1.0"
