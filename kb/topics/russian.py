"""Russian noun phrases in the nominative."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kb.text.russian import is_cyrillic, reading

_INSIDE = frozenset({"NOUN", "ADJF", "PRTF", "PREP", "CONJ", "LATN"})
_MODIFIERS = frozenset({"ADJF", "PRTF", "LATN"})


@lru_cache(maxsize=10_000)
def nominative(phrase: str) -> str | None:
    """`phrase` as a name: графовых нейросетей → графовые нейросети; None if it is no noun phrase.

    The leading adjectives and the first noun change together, what follows that noun stays. Phrases
    without Russian words come back as they are.
    """
    if not is_cyrillic(phrase):
        return phrase
    words = phrase.split()
    # A hyphenated compound with a Latin part counts as a noun that needs no inflection: KV-кэш.
    parses = [_parse(word) for word in words]
    parts = ["LATN" if parse is None else str(parse.tag.POS) for parse in parses]
    if any(part not in _INSIDE for part in parts) or parts[-1] in {"ADJF", "PRTF", "PREP", "CONJ"}:
        return None
    head = next((at for at, part in enumerate(parts) if part not in _MODIFIERS), None)
    if head is None:
        return phrase
    noun = parses[head]
    if parts[head] != "NOUN" or noun is None or noun.tag.number is None:
        return None
    upright = noun.inflect({"nomn"})
    if upright is None:
        return None
    agreement = {"nomn", str(noun.tag.number)}
    if noun.tag.number == "sing" and noun.tag.gender:
        agreement.add(str(noun.tag.gender))
    for at in range(head):
        parse = parses[at]
        if parse is not None:
            inflected = parse.inflect(agreement)
            if inflected is None:
                return None
            words[at] = inflected.word
    words[head] = upright.word
    return " ".join(words)


def _parse(word: str) -> Any:
    """The likeliest reading of a word, a noun or an adjective where it can be one; None for foreign words."""
    if not is_cyrillic(word) or any("a" <= sign <= "z" for sign in word.lower()):
        return None
    return reading(word)
