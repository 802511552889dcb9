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
from itertools import pairwise

from kb.evidence.names import Name
from kb.evidence.reading import Reading, beginning, beginnings

_COMMON = 20
"""Names that hold a pair from which on it is one of the field (`large language`), met on every page. By
judgement."""
_ENCODED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
# Of a key nothing stands in a text that says of what kind it is. A host may be written otherwise (youtu.be),
# or not at all where a page embeds what it shows.
_SCHEME = re.compile(
    r"post:telegram/|(?:url:https?://[^/?]+[/?](?=.)|(?:arxiv|doi|url|post|file|path|note|chat):(?:https?://)?)"
)

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
        self._others = {name: frozenset(of_name) for name, of_name in words.items()}
        self._single: Mapping[str, list[Name]] = defaultdict(list)
        self._pairs: dict[str, dict[str, list[tuple[Name, int]]]] = {}
        for name, of_name in words.items():
            if len(of_name) == 1:
                self._single[of_name[0]].append(name)
            pairs = list(pairwise(of_name))
            for place in _rarest_apart(pairs, held, 2 if name.slack else 1):
                first, second = pairs[place]
                self._pairs.setdefault(first, {}).setdefault(second, []).append((name, place))
        self._of_addresses = _rarest_of_each([beginnings(_SCHEME.sub("", key)) for key in keys])

    def sifted(self, reading: Reading) -> Sifted:
        """What a page may mention."""
        words = reading.beginnings
        present = set(words)
        hits: dict[Name, list[tuple[int, int]]] = {}
        wanted = self._pairs
        for place, (word, after) in enumerate(pairwise(words)):
            if word in wanted and after in wanted[word]:
                for name, before in wanted[word][after]:
                    if name in hits or len(self._others[name] - present) <= name.slack:
                        hits.setdefault(name, []).append((place, before))
        single = self._single.keys() & present
        for place, word in enumerate(words) if single else ():
            if word in single:
                for name in self._single[word]:
                    if name in hits or name.text in reading.text:
                        hits.setdefault(name, []).append((place, 0))
        encoded = "%" in reading.text and _ENCODED.search(reading.text) is not None
        return Sifted(hits, encoded or not self._of_addresses.isdisjoint(present))


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
