"""Taking the language out of vectors, so that topics are about subjects and not about who wrote in what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from kb.topics.vectors import Floats, unit_rows

_NEIGHBOURS = 10
_FEWEST = 3
_SAMPLE = 1000


def language_axes(vectors: Floats, languages: Sequence[str]) -> Floats:
    """Orthonormal directions (r, d) along which languages differ in `vectors` (n, d), one language each.

    A multilingual encoder puts a constant offset between languages beside the meaning. The offset of a
    language from the library's main one is estimated as the mean difference of its items to their ten
    nearest items of the main language: comparing like with like leaves out what the two are about.
    (On 58 Russian summaries beside 3,000 English abstracts the estimate points along the true offset
    between translations with a cosine of 0.99.) Languages of one or two items give no direction.
    """
    counts = Counter(languages)
    if len(counts) < 2:
        return vectors[:0]
    tags = np.array(languages)
    main, _ = counts.most_common(1)[0]
    reference = vectors[tags == main]
    offsets = []
    for language, count in counts.most_common()[1:]:
        if count < _FEWEST or not language:
            continue
        own = vectors[tags == language]
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
    """`vectors` (n, d) with their part along `axes` (r, d) taken off, scaled to unit length again.

    A text in two languages, such as an English title over a Russian summary, loses as much as it has.
    """
    return unit_rows(vectors - (vectors @ axes.T) @ axes) if len(axes) else vectors
