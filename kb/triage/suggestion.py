"""Which zone an item would probably be filed into, learned from the person's own filing.

A vote of the nearest filed items, each weighing as much as it is similar, smoothed by how often the
person chose each zone (for this source, overall), then adjusted by the stances of the item's areas. How
strongly to smooth is estimated from the filings themselves: where likeness predicts nothing, the
probabilities fall back to the base rates, and that is what makes them honest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.types import READING_ZONES, Stance, Suggestion, Zone
from kb.vectors.linear import Floats, centred_rows

Counts = NDArray[np.float64]

ENOUGH_FILINGS: Final = 8
"""Below this many filings nothing is certain enough to go without the person."""
CERTAIN: Final = 0.6
"""A top probability below this is a fork."""
CLEAR_MARGIN: Final = 0.25
"""A lead over the second zone smaller than this is a fork."""
ALIKE: Final = 0.25
"""Centred cosine from which two items may be called alike: of random pairs of ML papers 1 % reach it."""

_NEIGHBOURS = 15
"""Filed items that vote: fewer make a vote of chance, more bring in what is not alike. By judgement."""
_STANCE_ODDS = 8.0  # An explicit decision about an area weighs more than a few neighbours.
_MEMBER = 0.5
"""As members of an area are counted everywhere: likelier in than out."""
_SOURCE_WEIGHT = 4.0
_ZONE_WEIGHT = 2.0
"""How many filings the smoothing stands for: of a source towards all, of all towards even zones."""
_CHANCE = 0.1  # The centred cosine that one random pair of papers in ten exceeds: no vote below it.
_STRENGTHS = 0.4 * 2.0 ** np.arange(9)
"""The strengths tried, each twice the one before: from nearly no smoothing (0.4) to base rates alone
(102)."""
_USUAL_STRENGTH = 2.0
"""Where few filings tell, the base rates weigh as much as two neighbours of cosine 1; by judgement."""
_CALIBRATION_SAMPLE = 400
"""Filings foretold to find the strength: its best value is not known more finely with more."""
_BATCH = 512
"""Items compared with all filings at once; bounds memory, the result is the same."""
_FAVOURED = {
    Stance.TRACKED: (Zone.MUST_HAVE, Zone.NICE_TO_HAVE),
    Stance.IGNORED: (Zone.PUT_AND_FORGET,),
}


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """An area the item may belong to, and how probably it does (0 to 1)."""

    name: str
    stance: Stance
    probability: float


@dataclass(frozen=True, slots=True)
class Filings:
    """What was filed: unit vectors about their mean (n, d), zones one-hot (n, 4), the smoothing."""

    centre: Floats
    vectors: Floats
    zones: Counts
    strength: float

    @property
    def base_rates(self) -> Counts:
        """How often each reading zone was chosen (4,), smoothed, of sum 1."""
        return _rates(self.zones.sum(axis=0))


def suggest(
    item_vector: ArrayLike,
    filed_vectors: ArrayLike,
    filed_zones: Sequence[Zone],
    area_memberships: Sequence[AreaMatch] = (),
    source_counts: Mapping[Zone, int] | None = None,
) -> Suggestion:
    """The suggested zone of one item.

    `item_vector` (d,) and `filed_vectors` (n, d) come from the same encoder; `filed_zones` are the
    zones the person chose for the latter (inbox does not count as a choice). `source_counts` says how
    often things from this item's source went into each zone.

    :raises ValueError: vectors and zones do not match in number.
    """
    vectors = np.asarray(item_vector, dtype=np.float32)[None, :]
    return suggest_all(vectors, filed_vectors, filed_zones, [area_memberships], [source_counts or {}])[0]


def suggest_all(
    item_vectors: ArrayLike,
    filed_vectors: ArrayLike,
    filed_zones: Sequence[Zone],
    area_memberships: Sequence[Sequence[AreaMatch]],
    source_counts: Sequence[Mapping[Zone, int]],
) -> list[Suggestion]:
    """The suggested zones of many items, in their order; `suggest` for the rows of (m, d)."""
    filings = learnt(np.asarray(filed_vectors, dtype=np.float32), filed_zones)
    return suggest_from(filings, item_vectors, area_memberships, source_counts)


def suggest_from(
    filings: Filings,
    item_vectors: ArrayLike,
    area_memberships: Sequence[Sequence[AreaMatch]],
    source_counts: Sequence[Mapping[Zone, int]],
) -> list[Suggestion]:
    """`suggest_all` from what was learnt before.

    :raises ValueError: an item lacks its areas or its source's counts.
    """
    items = np.asarray(item_vectors, dtype=np.float32)
    if not len(items) == len(area_memberships) == len(source_counts):
        raise ValueError("each item needs its areas and its source's counts")
    suggestions: list[Suggestion] = []
    for start in range(0, len(items), _BATCH):
        batch = slice(start, start + _BATCH)
        votes, alike = _votes(items[batch], filings)
        rows = zip(votes, alike, area_memberships[batch], source_counts[batch], strict=True)
        suggestions += [_suggestion(filings, *row) for row in rows]
    return suggestions


def learnt(vectors: Floats, zones: Sequence[Zone]) -> Filings:
    """What the filings (vectors (n, d) of one encoder, the zone chosen for each) teach.

    :raises ValueError: vectors and zones do not match in number.
    """
    if len(vectors) != len(zones):
        raise ValueError(f"{len(vectors)} filed vectors, but {len(zones)} zones")
    one_hot = np.array([[zone is choice for choice in READING_ZONES] for zone in zones], dtype=np.float64)
    one_hot = one_hot.reshape(len(zones), len(READING_ZONES))
    chosen = one_hot.any(axis=1)
    vectors, one_hot = vectors[chosen], one_hot[chosen]
    if not len(vectors):
        return Filings(np.zeros(0, np.float32), vectors, one_hot, _USUAL_STRENGTH)
    centre = vectors.mean(axis=0)
    centred = centred_rows(vectors, centre)
    return Filings(centre, centred, one_hot, _strength(centred, one_hot))


def _strength(vectors: Floats, zones: Counts) -> float:
    """How many votes the base rates are worth: the value under which each filing would best have been
    foretold from all others, held near the usual one (log-normally) while there are few."""
    n = len(vectors)
    if n < ENOUGH_FILINGS:
        return _USUAL_STRENGTH
    sample = np.unique(np.linspace(0, n - 1, min(n, _CALIBRATION_SAMPLE)).astype(int))
    similarities = vectors[sample] @ vectors.T
    similarities[np.arange(len(sample)), sample] = -1.0  # An item must not vote for itself.
    votes = _weighted(similarities, zones)[0]
    rates = _rates(zones.sum(axis=0) - zones[sample])

    def log_posterior(strength: float) -> float:
        foretold = ((votes + strength * rates) * zones[sample]).sum(axis=1)
        likelihood = np.log(foretold / (votes.sum(axis=1) + strength)).sum()
        return float(likelihood - np.log(strength / _USUAL_STRENGTH) ** 2 / 2)

    return max(map(float, _STRENGTHS), key=log_posterior)


def _votes(items: Floats, filings: Filings) -> tuple[Counts, Counts]:
    """Per item the weight of votes and the number of alike neighbours for each zone, both (m, 4)."""
    if not len(filings.vectors):
        empty = np.zeros((len(items), len(READING_ZONES)))
        return empty, empty
    return _weighted(centred_rows(items, filings.centre) @ filings.vectors.T, filings.zones)


def _weighted(similarities: Floats, zones: Counts) -> tuple[Counts, Counts]:
    k = min(_NEIGHBOURS, similarities.shape[1])
    nearest = np.argpartition(-similarities, k - 1, axis=1)[:, :k]
    near = np.take_along_axis(similarities, nearest, axis=1).astype(np.float64)
    votes = np.einsum("qk,qkz->qz", (near - _CHANCE).clip(min=0.0), zones[nearest])
    return votes, np.einsum("qk,qkz->qz", (near >= ALIKE).astype(np.float64), zones[nearest])


def _rates(counts: Counts) -> Counts:
    smoothed = counts + _ZONE_WEIGHT
    return np.asarray(smoothed / smoothed.sum(axis=-1, keepdims=True))


def _suggestion(
    filings: Filings,
    votes: Counts,
    alike: Counts,
    areas: Sequence[AreaMatch],
    source_counts: Mapping[Zone, int],
) -> Suggestion:
    n = len(filings.zones)
    source = np.array([source_counts.get(zone, 0) for zone in READING_ZONES], dtype=np.float64)
    prior = (source + _SOURCE_WEIGHT * filings.base_rates) / (source.sum() + _SOURCE_WEIGHT)
    odds = (votes + filings.strength * prior) * _stance_factors(areas)
    probabilities = odds / odds.sum()
    if n < ENOUGH_FILINGS:  # Shrunk to evens, the order kept.
        trust = (n + 1) / (ENOUGH_FILINGS + 1)
        probabilities = trust * probabilities + (1 - trust) / len(READING_ZONES)
    ranked = np.argsort(-probabilities, kind="stable")
    top, second = int(ranked[0]), int(ranked[1])
    if probabilities[top] - probabilities[READING_ZONES.index(Zone.NICE_TO_HAVE)] < 1e-9:
        # Nothing speaks for either: the zone that neither presses nor loses anything.
        top = READING_ZONES.index(Zone.NICE_TO_HAVE)
    probability = float(probabilities[top])
    close = probability < CERTAIN or probability - float(probabilities[second]) < CLEAR_MARGIN
    return Suggestion(
        zone=READING_ZONES[top],
        probability=probability,
        fork=close or n < ENOUGH_FILINGS,
        reason=_reason(READING_ZONES[top], areas, alike, source, n),
    )


def _stance_factors(areas: Sequence[AreaMatch]) -> Counts:
    """What the areas' stances multiply the zones' odds by; of several areas alike the likeliest counts."""
    factors = np.ones(len(READING_ZONES))
    for stance, favoured in _FAVOURED.items():
        belief = max((area.probability for area in areas if area.stance is stance), default=0.0)
        for zone in favoured:
            factors[READING_ZONES.index(zone)] *= _STANCE_ODDS**belief
    return factors


def _reason(zone: Zone, areas: Sequence[AreaMatch], alike: Counts, source: Counts, n: int) -> str:
    place = READING_ZONES.index(zone)
    deciding = [
        area for area in areas if area.probability >= _MEMBER and zone in _FAVOURED.get(area.stance, ())
    ]
    parts = []
    if deciding:
        area = max(deciding, key=lambda area: area.probability)
        parts.append(f"area '{area.name}' is {area.stance}")
    here, all_alike = int(alike[place]), int(alike.sum())
    if here:
        parts.append(f"{_of(here, all_alike)} alike you filed there")
    if source[place] >= 3 and source[place] * 2 >= source.sum():
        parts.append(f"{_of(int(source[place]), int(source.sum()))} from this source you filed there")
    if n < ENOUGH_FILINGS:
        parts.append(f"only {n} filed so far" if n else "nothing filed yet")
    elif not here:
        parts.append(f"{all_alike} alike you filed elsewhere" if all_alike else "nothing alike filed yet")
    return "; ".join(parts)


def _of(part: int, whole: int) -> str:
    return str(part) if part == whole else f"{part} of {whole}"
