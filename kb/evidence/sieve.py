"""What a page may mention, told from its words: most pages mention little, and time goes into the few places
where something may be.

A name may stand where the rarest pair of its neighbouring words does, on a page that holds its other words;
an address on a page that holds the rarest part of it. What passes is read properly afterwards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from kb.evidence.names import Name
from kb.evidence.reading import PerWord, Reading, beginning, beginnings, word_beginning

_COMMON = 20
"""Names that hold a pair from which on it is one of the field (`large language`), met on every page. By
judgement."""
_ENCODED = re.compile(r"%[0-9a-fA-F]{2}")
# Of a key nothing stands in a text that says of what kind it is. A host may be written otherwise (youtu.be),
# or not at all where a page embeds what it shows.
_SCHEME = re.compile(
    r"post:telegram/|(?:url:https?://[^/?]+[/?](?=.)|(?:arxiv|doi|url|post|file|path|note|chat):(?:https?://)?)"
)

_PLACES = 1 << 18
"""Places of a table by which most pairs of words are passed over at once, some forty times as many as the
names of 5,000 items take; the others are looked up."""

Hits = Mapping[Name, Sequence[tuple[int, int]]]
"""Names with the places where each may stand: the place of a word on the page, and that in the name."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a page may mention: names where they may stand, and addresses or none."""

    names: Hits
    addresses: bool


class Sieve:
    """What the names and the keys of a library are looked for by."""

    def __init__(self, names: Iterable[Name], keys: Iterable[str]) -> None:
        words = {name: tuple(map(beginning, name.stems)) for name in names}
        held = Counter(pair for of_name in words.values() for pair in set(pairwise(of_name)))
        of_addresses = _rarest_of_each([beginnings(_SCHEME.sub("", key)) for key in keys])
        known = dict.fromkeys(chain(chain.from_iterable(words.values()), of_addresses))
        # Words are compared by number; 0 are those that neither a name nor a key holds.
        number = {word: at for at, word in enumerate(known, start=1)}
        self._number = PerWord(lambda word: number.get(word_beginning(word), 0))
        self._count = len(number) + 1
        self._others = {name: frozenset(map(number.__getitem__, of_name)) for name, of_name in words.items()}
        self._single: Mapping[int, list[Name]] = defaultdict(list)
        self._pairs: Mapping[int, list[tuple[Name, int]]] = defaultdict(list)
        for name, of_name in words.items():
            if len(of_name) == 1:
                self._single[number[of_name[0]]].append(name)
            pairs = list(pairwise(of_name))
            for place in _rarest_apart(pairs, held, 2 if name.slack else 1):
                first, second = map(number.__getitem__, pairs[place])
                self._pairs[first * self._count + second].append((name, place))
        self._may_be_pair = np.zeros(_PLACES, bool)
        self._may_be_pair[np.fromiter(self._pairs, np.int64) % _PLACES] = True
        self._is_single = np.zeros(self._count, bool)
        self._is_single[list(self._single)] = True
        self._is_of_address = np.zeros(self._count, bool)
        self._is_of_address[[number[word] for word in of_addresses]] = True

    def sifted(self, reading: Reading) -> Sifted:
        """What a page may mention."""
        words = reading.words
        numbers = np.fromiter(map(self._number.__getitem__, words), np.int64, len(words))
        pairs = numbers[:-1] * self._count + numbers[1:]
        places = np.flatnonzero(self._may_be_pair[pairs % _PLACES])
        hits: dict[Name, list[tuple[int, int]]] = {}
        present = frozenset(numbers.tolist()) if len(places) else frozenset()
        for place, pair in zip(places.tolist(), pairs[places].tolist(), strict=True):
            for name, before in self._pairs.get(pair, ()):
                if name in hits or len(self._others[name] - present) <= name.slack:
                    hits.setdefault(name, []).append((place, before))
        for place in np.flatnonzero(self._is_single[numbers]).tolist():
            for name in self._single[int(numbers[place])]:
                if name in hits or name.text in reading.text:
                    hits.setdefault(name, []).append((place, 0))
        encoded = "%" in reading.text and _ENCODED.search(reading.text) is not None
        return Sifted(hits, encoded or bool(self._is_of_address[numbers].any()))


def _rarest_apart(
    pairs: Sequence[tuple[str, str]], held: Mapping[tuple[str, str], int], count: int
) -> list[int]:
    """The place of the rarest pair of neighbours, and of rare ones beside it such that no word is in two: one
    may be spelt otherwise."""
    chosen: list[int] = []
    for place in sorted(range(len(pairs)), key=lambda place: (held[pairs[place]], place)):
        rare = not chosen or held[pairs[place]] <= _COMMON
        if len(chosen) < count and rare and all(abs(place - other) > 1 for other in chosen):
            chosen.append(place)
    return chosen


def _rarest_of_each(keys: Sequence[Sequence[str]]) -> frozenset[str]:
    """Of each key the part that fewest others have; of two the one with a number, since sites have several
    words for one page, then the longer, then the later."""
    held = Counter(part for key in keys for part in set(key))

    def rareness(part: str) -> tuple[int, bool, int]:
        return held[part], part.isalpha(), -len(part)

    return frozenset(min(reversed(key), key=rareness) for key in keys if key)
