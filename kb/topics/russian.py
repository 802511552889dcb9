"""Russian noun phrases in the nominative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from kb.text.russian import is_cyrillic, reading, readings

_INSIDE = frozenset({"NOUN", "ADJF", "PRTF", "PREP", "CONJ", "LATN"})
_MODIFIERS = frozenset({"ADJF", "PRTF", "LATN"})
_DIRECT = frozenset({"nomn", "accs", "voct"})
"""Cases of what stands by itself or is done something with: behind a noun, without a preposition, a noun in
one of them belongs to another phrase."""


@lru_cache(maxsize=10_000)
def nominative(phrase: str) -> str | None:
    """`phrase` as a name: графовых нейросетей → графовые нейросети; None if it is no noun phrase.

    The leading adjectives and the first noun change together, what follows that noun stays. Phrases
    without Russian words come back as they are.
    """
    if not is_cyrillic(phrase):
        return phrase
    words = phrase.split()
    stems, endings = zip(*map(_parted, words), strict=True)
    parses = [reading(ending) if ending else None for ending in endings]
    parts = ["LATN" if parse is None else str(parse.tag.POS) for parse in parses]
    if any(part not in _INSIDE for part in parts) or parts[-1] in {"ADJF", "PRTF", "PREP", "CONJ"}:
        return None
    head = next((at for at, part in enumerate(parts) if part not in _MODIFIERS), len(words))
    if head < len(words) and (parts[head] != "NOUN" or not _hangs_on(parts[head + 1 :], endings[head + 1 :])):
        return None
    upright = [*_upright(endings[: head + 1]), *endings[head + 1 :]]
    return None if None in upright else " ".join(map("".join, zip(stems, upright, strict=True)))


def _parted(word: str) -> tuple[str, str]:
    """What of a word stays in every case, and what is Russian: `llm`, `kv-` + `кэша`, `` + `модели`."""
    stays, hyphen, ending = word.rpartition("-")
    has_latin = any("a" <= sign <= "z" for sign in word.lower())
    if (
        has_latin
        and hyphen
        and is_cyrillic(ending)
        and not any("a" <= sign <= "z" for sign in ending.lower())
    ):
        return stays + hyphen, ending
    return (word, "") if has_latin or not is_cyrillic(word) else ("", word)


def _hangs_on(parts: Sequence[str], endings: Sequence[str]) -> bool:
    """Whether each noun behind the head may belong to it: сжатие моделей, not языки модель."""
    if not parts or "PREP" in parts[:1]:
        return True
    own = parts[: parts.index("PREP")] if "PREP" in parts else parts
    nouns = [word for word, part in zip(endings, own, strict=False) if part == "NOUN"]
    return all(any(one.tag.case not in _DIRECT for one in readings(word)) for word in nouns)


def _upright(endings: Sequence[str]) -> Iterator[str | None]:
    """Modifiers and the noun they belong to in the nominative; None for what cannot be, or does not agree.
    Where the noun is foreign the modifiers have their own number and gender."""
    *before, last = endings
    nouns = [one for one in readings(last) if one.tag.POS == "NOUN" and one.tag.number] if last else [None]
    modifiers = [
        [one for one in readings(word) if one.tag.POS in _MODIFIERS] if word else [] for word in before
    ]
    found = ((noun, chosen) for noun in nouns if (chosen := _agreeing(modifiers, noun)) is not None)
    noun, chosen = next(found, (None, None))
    if chosen is None:
        yield None
        return
    for one in chosen:
        yield "" if one is None else _inflected(one, noun or one)
    yield "" if noun is None else _inflected(noun, None)


def _agreeing(modifiers: Sequence[Sequence[Any]], noun: Any) -> list[Any] | None:
    """A reading of each modifier that agrees with the noun; None where one has none."""
    chosen = [
        next((one for one in readings if noun is None or _agrees(one, noun)), None) for readings in modifiers
    ]
    lacks = any(one is None and readings for one, readings in zip(chosen, modifiers, strict=True))
    return None if lacks else chosen


def _agrees(modifier: Any, noun: Any) -> bool:
    one, other = modifier.tag, noun.tag
    same = one.case == other.case and one.number == other.number
    return same and (one.number == "plur" or not other.gender or one.gender == other.gender)


def _inflected(parse: Any, like: Any | None) -> str | None:
    """The nominative of a reading, in the number and gender of another."""
    wanted = {"nomn"}
    if like is not None:
        wanted.add(str(like.tag.number))
        if like.tag.number == "sing" and like.tag.gender:
            wanted.add(str(like.tag.gender))
    inflected = parse.inflect(wanted)
    return None if inflected is None else str(inflected.word)
