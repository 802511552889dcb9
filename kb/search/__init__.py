"""From what was typed to ranked items, and from items to those like them."""

from kb.search.alike import similar, texts, usual
from kb.search.answer import find, passing

__all__ = ["find", "passing", "similar", "texts", "usual"]
