"""From what was typed to ranked items, and from items to those like them."""

from kb.search.answer import Understanding, allowed_by, find, known_values, passing
from kb.search.similar import similar, texts, usual

__all__ = ["Understanding", "allowed_by", "find", "known_values", "passing", "similar", "texts", "usual"]
