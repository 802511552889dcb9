"""Taking language and form out of vectors, so that topics are about subjects and not about who wrote how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kb.embedding.unit import unit_rows
from kb.vectors.linear import Floats, centred_rows

_NEIGHBOURS = 10
"""See `form_axes`: fewer leave the mean to chance, more are no longer like with like."""
_FEWEST = 3
"""A mean over fewer texts of a form would be about their subjects."""
_SAMPLE = 1000
"""Items of a form that are read for it: the mean of so many is known well enough."""
_SETTLED = 10
"""A manner's mean counts as much as the overall mean once this many texts stand behind it."""
Manner = tuple[str, str]
"""What texts have in common besides their subject: a language, and a form, empty where that is not known."""


def form_axes(vectors: Floats, forms: Sequence[str]) -> Floats:
    """Orthonormal directions (r, d) along which items of one form differ from another in `vectors` (n, d).

    A form is what an item is besides its subject, such as its language and kind. A multilingual encoder
    adds an offset for it to the meaning. The offset of a form from the library's commonest is estimated as
    the mean difference of its items to their ten nearest items of the commonest form: comparing like with
    like leaves out what they are about. (On 58 Russian summaries beside 3,000 English abstracts the
    estimate has a cosine of 0.99 with the offset between translations.) Forms of one or two items give no
    direction.
    """
    counts = Counter(forms)
    if len(counts) < 2:
        return vectors[:0]
    of_form = np.array(forms)
    commonest, _ = counts.most_common(1)[0]
    reference = vectors[of_form == commonest]
    offsets = []
    for form, count in counts.items():
        if form == commonest or count < _FEWEST:
            continue
        own = vectors[of_form == form]
        own = own[np.linspace(0, count - 1, min(count, _SAMPLE)).astype(np.int64)]
        likeness = unit_rows(own) @ unit_rows(reference).T
        kept = min(_NEIGHBOURS, len(reference))
        nearest = np.argpartition(-likeness, kept - 1, axis=1)[:, :kept]
        offsets.append((own - reference[nearest].mean(axis=1)).mean(axis=0))
    if not offsets:
        return vectors[:0]
    _, strengths, axes = np.linalg.svd(np.array(offsets), full_matrices=False)
    return np.asarray(axes[strengths > 1e-4], dtype=np.float32)


def without_axes(vectors: Floats, axes: Floats) -> Floats:
    """`vectors` (n, d), or one (d,), with their part along `axes` (r, d) taken off, of unit length again.

    A text in two languages, such as an English title over a Russian summary, loses as much as it has.
    """
    if not len(axes):
        return vectors
    return unit_rows(np.asarray(vectors - (vectors @ axes.T) @ axes, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class MannerMeans:
    """The mean unit vector (d,) of a collection, and of each manner in which its texts are written."""

    overall: Floats
    by_manner: Mapping[Manner, Floats] = field(default_factory=dict)

    def centred(self, vectors: Floats, manners: Sequence[Manner]) -> Floats:
        """Unit vectors (n, d) about the mean of their manner; what has no vector stays at zero."""
        rows = unit_rows(vectors)
        means = np.zeros_like(rows)
        for place, (manner, row) in enumerate(zip(manners, rows, strict=True)):
            means[place] = self._mean_of(manner, row)
        return centred_rows(rows, np.where(rows.any(axis=1, keepdims=True), means, 0))

    def _mean_of(self, manner: Manner, row: Floats) -> Floats:
        """The mean of a manner; where a text's form is not known, of that form of its language that it is
        nearest to."""
        if manner in self.by_manner:
            return self.by_manner[manner]
        of_language = [mean for (language, _), mean in self.by_manner.items() if language == manner[0]]
        return max(of_language, key=lambda mean: float(unit_rows(mean) @ row), default=self.overall)


def manner_means(vectors: Floats, manners: Sequence[Manner]) -> MannerMeans:
    """The means of the unit vectors among `vectors` (n, d); rows of zeros do not count.

    Means of manners are drawn towards the overall mean, the more the fewer texts they have: the mean of
    three texts is what these three are about.
    """
    rows = unit_rows(vectors)
    there = rows.any(axis=1)
    mean = rows[there].mean(axis=0) if there.any() else np.zeros(vectors.shape[1], dtype=np.float32)
    means = {}
    for manner in sorted(set(manners)):
        own = rows[there & np.array([one == manner for one in manners])]
        means[manner] = np.asarray((own.sum(axis=0) + _SETTLED * mean) / (len(own) + _SETTLED), np.float32)
    return MannerMeans(np.asarray(mean, dtype=np.float32), means)
