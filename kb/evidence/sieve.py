"""What a page may mention, told from the beginnings of its words: most pages mention little, and time goes
into the few places where something may be.

A name may stand on a page that holds the rarest pair of its neighbouring words, and its other words; an
address, where the rarest part of it stands. What passes is read properly afterwards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.evidence.names import Name

_COMMON = 20
"""Names that hold a pair from which on it is one of the field (`large language`), met on every page. By
judgement."""
# Letters that the forms of one word begin with alike: Russian ones are inflected more (сеть, сетями).
_BEGINNING = re.compile(r"(?<![^\W_])(?:[а-я]{1,3}|[^\W_а-я]{1,5})")
_ENCODED = re.compile(r"%[0-9a-f]{2}")
# Of a key nothing stands in a text that says of what kind it is.
_SCHEME = re.compile(r"(?:arxiv|doi|url|post:telegram|post|file|path|note|chat):(?:https?://)?")


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a page may mention: these names, and addresses or none."""

    names: Sequence[Name]
    addresses: bool


class Sieve:
    """What the names and the keys of a library are looked for by."""

    def __init__(self, names: Iterable[Name], keys: Iterable[str]) -> None:
        self._words = {name: _beginnings(name.text) for name in names}
        held = Counter(pair for words in self._words.values() for pair in set(pairwise(words)))
        self._single: Mapping[str, list[Name]] = defaultdict(list)
        self._pairs: Mapping[tuple[str, str], list[Name]] = defaultdict(list)
        for name, words in self._words.items():
            if len(words) == 1:
                self._single[words[0]].append(name)
            for pair in _rarest_apart(list(pairwise(words)), held, 2 if name.slack else 1):
                self._pairs[pair].append(name)
        self._of_addresses = _rarest_of_each([_beginnings(_SCHEME.sub("", key)) for key in keys])

    def sifted(self, text: str) -> Sifted:
        """What a text may mention."""
        words = _beginnings(text)
        present = set(words)
        names = {
            name: None
            for hit in present & self._single.keys()
            for name in self._single[hit]
            if name.text in text
        }
        for pair in self._pairs.keys() & pairwise(words):
            for name in self._pairs[pair]:
                if len(set(self._words[name]) - present) <= name.slack:
                    names[name] = None
        encoded = "%" in text and _ENCODED.search(text.lower()) is not None
        return Sifted(list(names), encoded or not self._of_addresses.isdisjoint(present))


def _beginnings(text: str) -> list[str]:
    return _BEGINNING.findall(text.lower().replace("ё", "е"))


def _rarest_apart(
    pairs: Sequence[tuple[str, str]], held: Mapping[tuple[str, str], int], count: int
) -> list[tuple[str, str]]:
    """The rarest pair of neighbours, and rare ones beside it such that no word is in two: one may be spelt
    otherwise."""
    chosen: list[int] = []
    for place in sorted(range(len(pairs)), key=lambda place: (held[pairs[place]], place)):
        rare = not chosen or held[pairs[place]] <= _COMMON
        if len(chosen) < count and rare and all(abs(place - other) > 1 for other in chosen):
            chosen.append(place)
    return [pairs[place] for place in chosen]


def _rarest_of_each(keys: Sequence[Sequence[str]]) -> frozenset[str]:
    """Of each key the part that fewest others have; the longer of two, the later of two as long."""
    held = Counter(part for key in keys for part in set(key))
    return frozenset(min(reversed(key), key=lambda part: (held[part], -len(part))) for key in keys if key)
