"""What the map and the register compare: the items' own vectors, free of language and form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.store import Store, chunks, items
from kb.vectors.debias import form_axes, without_axes
from kb.vectors.index import Space
from kb.vectors.linear import Floats


@dataclass(frozen=True, slots=True)
class ItemVectors:
    """Vectors (n, d) of the items that have one, and the `axes` (r, d) that were taken out of them."""

    item_ids: NDArray[np.int64]
    vectors: Floats
    axes: Floats

    def comparable(self, vector: Floats) -> Floats:
        """Another vector (d,) of the same model, such as a query's, without what was taken out of these."""
        return without_axes(vector, self.axes)


def read_item_vectors(store: Store, space: Space) -> ItemVectors:
    """The vectors of all items that are embedded in this space, without language and form."""
    db = store.read()
    found = chunks.item_vectors(db, space.fingerprint, space.dimension)
    forms = items.forms(db)
    axes = form_axes(found.vectors, [forms.get(item_id, "") for item_id in found.item_ids.tolist()])
    return ItemVectors(found.item_ids, without_axes(found.vectors, axes), axes)
