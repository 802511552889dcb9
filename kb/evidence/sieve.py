"""What a page may mention, told from its words alone: most pages mention little, and time goes into the few
places where something may be.

A page is parted at its spaces, and each part looked up by its beginning, made once however often it is met. A
name may stand on a page that holds the rarest pairs of its neighbouring words; an address, where a part looks
like one. What passes is read properly afterwards.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.evidence.names import Name
from kb.text.words import fold

_KEPT = 300_000
"""Parts whose form is kept: those of tens of megabytes of writing, some 40 MB."""
_LONGEST = 40
"""Characters of a part from which on it is no word."""
_LATIN, _OTHER = 5, 3
"""Letters that the forms of one word begin with alike: Russian ones are inflected more (сеть, сетями)."""
_ADDRESS = "\0"
"""Stands for all parts that look like addresses."""
_SIGN = re.compile(r"://|\d\d\d\d\.\d{4}|10\.\d{4}|/\d{7}|\w\.[a-zа-я]{2,}(?::\d+)?/", re.IGNORECASE)
_ASCII = re.compile(r"[a-z0-9]*")
_CYRILLIC = re.compile(r"[а-яё]+")


class _Forms(dict[str, str]):
    """The form by which each part of a text is compared."""

    def __missing__(self, part: str) -> str:
        if len(part) > _LONGEST:
            return _ADDRESS if _SIGN.search(part) else ""
        if len(self) >= _KEPT:
            self.clear()
        form = self[part] = _form(part)
        return form


def _form(part: str) -> str:
    word = part.lower()
    if not word.isalnum():
        if _SIGN.search(word):
            return _ADDRESS
        word = "".join(filter(str.isalnum, word))
    if word.isascii():
        return word[:_LATIN]
    if not _CYRILLIC.fullmatch(word):
        word = fold(word)
        # A Latin name with a Russian ending.
        if latin := _ASCII.match(word)[0]:  # type: ignore[index]
            return latin[:_LATIN]
    return word[:_OTHER]


_FORMS = _Forms()


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a page may mention: these names, and addresses or none."""

    names: Sequence[Name]
    addresses: bool


def address_parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a text that look like addresses begin and end."""
    end = 0
    for part in _parts(text):
        if _FORMS[part] == _ADDRESS:
            start = text.index(part, end)
            end = start + len(part)
            yield start, end


class Sieve:
    """What the names of a library are looked for by."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._forms = {name: [form for part in _parts(name.text) if (form := _FORMS[part])] for name in names}
        held = Counter(pair for forms in self._forms.values() for pair in set(pairwise(forms)))
        self._single: Mapping[str, list[Name]] = defaultdict(list)
        self._pairs: Mapping[tuple[str, str], list[Name]] = defaultdict(list)
        for name, forms in self._forms.items():
            if len(forms) == 1:
                self._single[forms[0]].append(name)
            for pair in _rarest_apart(list(pairwise(forms)), held, 2 if name.slack else 1):
                self._pairs[pair].append(name)

    def sifted(self, text: str) -> Sifted:
        """What a text may mention."""
        forms = list(map(_FORMS.__getitem__, _parts(text)))
        present = set(forms)
        names = {
            name: None
            for hit in present & self._single.keys()
            for name in self._single[hit]
            if name.text in text
        }
        for pair in self._pairs.keys() & pairwise(forms):
            for name in self._pairs[pair]:
                if len(set(self._forms[name]) - present) <= name.slack:
                    names[name] = None
        return Sifted(list(names), _ADDRESS in present)


def _rarest_apart(
    pairs: Sequence[tuple[str, str]], held: Mapping[tuple[str, str], int], count: int
) -> list[tuple[str, str]]:
    """The rarest pairs of neighbours, such that no word is in two of them: one may be spelt otherwise."""
    chosen: list[int] = []
    for place in sorted(range(len(pairs)), key=lambda place: (held[pairs[place]], place)):
        if len(chosen) < count and all(abs(place - other) > 1 for other in chosen):
            chosen.append(place)
    return [pairs[place] for place in chosen]


def _parts(text: str) -> list[str]:
    # A link's address is a part of its own, and so is what a command or a field holds.
    return text.replace("](", " ](").replace("{", " {").split()
