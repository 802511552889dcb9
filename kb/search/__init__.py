"""From what was typed to ranked items, and from items to those like them."""

from kb.search.alike import similar, texts, usual
from kb.search.answer import Understanding, allowed_by, find, known_values, passing

__all__ = ["Understanding", "allowed_by", "find", "known_values", "passing", "similar", "texts", "usual"]
