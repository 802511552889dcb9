"""Names of topics chosen together by meaning: each points to its own topic's items and to no other's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows
from kb.vectors.linear import Floats, centred_rows

_SHARPNESS = 0.1
"""Temperature of the softmax over cosines: high, all names share an item; low, the nearest takes it whole."""
_TELLING = 0.1
"""What a term's score weighs beside where it points. With 0.1 for both, names point back to 0.55 of 3,000
papers, and to as many of a half that took no part; with 0.2 or 0.3 to 0.51 to 0.55."""
_SWEEPS = 5
"""Rounds through all topics at most; on 3,000 papers nothing changes after three."""

Meaning = Callable[[str], Floats]
"""A phrase's vector (d,), comparable to those of the items."""


@dataclass(frozen=True, slots=True)
class Option:
    """A name a topic could have, the terms it is made of, how much they set the topic apart (above 0)."""

    name: str
    terms: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What items (n, d) and phrases mean."""

    meaning: Meaning
    vectors: Floats

    def of(self, rows: NDArray[np.integer]) -> Sense:
        """The same for some of the items."""
        return Sense(self.meaning, self.vectors[rows])

    def directions(self, phrases: Sequence[str]) -> dict[str, Floats]:
        """Unit vectors (d,) of phrases about their own mean, since questions lie elsewhere than texts: two of
        one subject go the same way (their product is above 0), which two chosen by chance seldom do."""
        if not phrases:
            return {}
        return dict(zip(phrases, centred_rows(np.stack([self.meaning(one) for one in phrases])), strict=True))


def choose(
    options: Sequence[Sequence[Option]],
    labels: NDArray[np.integer],
    items: Floats,
    directions: Mapping[str, Floats],
) -> list[Option]:
    """One option for each topic, of which no two share a term; the first of each is where it starts from.

    Sought is the greatest sum of an item's log-probability of its own topic's name, under a softmax over all
    names' cosines, and of the names' scores, by going through the topics again and again (coordinate ascent).
    A name's direction is the sum of its terms'.

    :param labels: (n,) topic of each item.
    :param items: (n, d) vectors of the items.
    """
    every = [option for of_topic in options for option in of_topic]
    vectors = unit_rows(np.stack([sum(directions[term] for term in option.terms) for option in every]))
    near = np.exp(centred_rows(items) @ vectors.T / _SHARPNESS)
    ends = np.cumsum([len(of_topic) for of_topic in options])
    likeness = np.split(near.T, ends[:-1])
    members = [np.flatnonzero(labels == topic) for topic in range(len(options))]
    scores = [
        _TELLING * len(own) * np.log([option.score for option in of_topic])
        for own, of_topic in zip(members, options, strict=True)
    ]
    chosen = [0] * len(options)
    whole = np.sum([of_topic[0] for of_topic in likeness], axis=0)
    for _ in range(_SWEEPS):
        before = list(chosen)
        for topic in sorted(range(len(options)), key=lambda topic: -len(members[topic])):
            near_own, own = likeness[topic], members[topic]
            others = whole - near_own[chosen[topic]]
            worth = (
                np.log(near_own[:, own]).sum(axis=1) - np.log(others + near_own).sum(axis=1) + scores[topic]
            )
            worth[_taken(options, chosen, topic)] = -np.inf
            chosen[topic] = int(worth.argmax())
            whole = others + near_own[chosen[topic]]
        if chosen == before:
            break
    return [of_topic[at] for of_topic, at in zip(options, chosen, strict=True)]


def _taken(options: Sequence[Sequence[Option]], chosen: Sequence[int], topic: int) -> list[int]:
    """Which options of a topic hold a term of another topic's name; its present one never does."""
    terms = {
        term.casefold()
        for other, at in enumerate(chosen)
        if other != topic
        for term in options[other][at].terms
    }
    return [
        at
        for at, option in enumerate(options[topic])
        if at != chosen[topic] and terms & {term.casefold() for term in option.terms}
    ]
