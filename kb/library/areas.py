"""`library.areas`: what is followed, what is ignored on purpose, and who belongs where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kb.areas import outline, register, role, why
from kb.areas.membership import Understood
from kb.library.background import Background
from kb.library.keys import item_id, item_ids
from kb.library.vectors import Vectors
from kb.search.answer import question_vector
from kb.search.lexical import lexical_scores
from kb.search.similarity import CHARACTERS
from kb.store import Store, areas, chunks, decisions, items, key_values
from kb.text.matching import parse_query
from kb.text.tfidf import tf_idf
from kb.types import Area, AreaTally, Membership, OutlineArea, Stance, Zone
from kb.vectors.item_vectors import read_item_vectors
from kb.vectors.linear import Floats
from kb.vectors.shared_words import WordedTexts
from kb.vectors.whitening import WhitenedSpace, whiten

_WORDS_KEPT = 500
"""Names and criteria that are kept as they are understood; a register has some dozens of areas."""


class Areas:
    """The register. Members are found by meaning, so a change loads the model."""

    def __init__(self, store: Store, vectors: Vectors, background: Background) -> None:
        self._store = store
        self._vectors = vectors
        self._background = background
        self._measured: tuple[str, WhitenedSpace] | None = None
        self._meant: dict[str, Floats] = {}
        # The counter of passages they belong to, and by text who says its words.
        self._said: tuple[str, dict[str, NDArray[np.float64]]] = ("", {})

    def every(self) -> list[Area]:
        """All areas: tracked first, then ignored, then undecided, by name."""
        return areas.every(self._store.read())

    def tallies(self, since: str, kept: Collection[Zone]) -> dict[int, AreaTally]:
        """What became of the members of every area, by its id: `since` is a day, `kept` are the zones of
        what is counted as kept."""
        return areas.tallies(self._store.read(), since, kept)

    def get(self, name: str) -> Area:
        """
        :raises NotFound: no area is called so.
        """
        area = areas.get(self._store.read(), name)
        if area is None:
            raise register.unknown(name)
        return area

    def set(
        self,
        name: str,
        *,
        stance: Stance | None = None,
        criterion: str | None = None,
        reason: str | None = None,
        examples: Sequence[str] | None = None,
        counter_examples: Sequence[str] | None = None,
        review_on: str | None = None,
        parent: str | None = None,
        rename: str | None = None,
        serves: str | None = None,
    ) -> Area:
        """Makes an area or changes what is given of it; its members are found anew. An empty `parent` takes
        it out of the area around it. A renamed area keeps everything; saved searches that name it in
        their words go on asking for the old name. `serves` is the text of something the role asks for, which
        has the area from now on.

        :raises NotFound: an example is no item, or `parent` no area.
        :raises JomoError: an area would lie inside itself, two would have one name, or an item is given as an
            example and a counter-example.
        """
        change = register.Change(
            stance,
            criterion,
            reason,
            None if examples is None else item_ids(self._store, examples),
            None if counter_examples is None else item_ids(self._store, counter_examples),
            review_on,
            parent,
            rename,
        )
        if serves is None:
            name = register.set_area(self._store, name, change)
        else:
            name = role.set_serving_area(self._store, serves, name, change)
        self.find_members()
        return self.get(name)

    def remove(self, name: str) -> None:
        """Takes an area off the register; its items stay, areas inside it move out to where it lay.

        :raises NotFound: no area is called so.
        """
        register.remove(self._store, self.get(name))
        self.find_members()

    def settle(self, name: str, keys: Sequence[str], belongs: bool) -> Area:
        """Says of items that they belong to an area (they become examples) or do not (counter-examples);
        its members are found anew.

        :raises NotFound: no area is called so, or no item answers to one of the keys.
        """
        register.settle(self._store, name, item_ids(self._store, keys), belongs)
        self.find_members()
        return self.get(name)

    def outline(self, text: str) -> list[OutlineArea]:
        """The entries of an outline in a pasted text.

        :raises JomoError: there is none.
        """
        return outline.parse(text)

    def import_outline(
        self, outlined: str | Sequence[OutlineArea], stance: Stance = Stance.UNDECIDED
    ) -> list[Area]:
        """Makes an area of each entry of a pasted outline, or of entries chosen from one, all as one step;
        areas known by that name stay.

        :raises JomoError: the text holds no outline.
        """
        entries = outline.parse(outlined) if isinstance(outlined, str) else outlined
        made = register.import_outline(self._store, entries, stance)
        self.find_members()
        return [self.get(name) for name in made]

    # -- who belongs ------------------------------------------------------------------------------

    def borderline(self, name: str, limit: int = 10) -> list[Membership]:
        """Items that wait for a yes or no: the least sure first, none too like another.

        :raises NotFound: no area is called so.
        """
        area = self.get(name)
        return why.borderline(self._store, self.space(), self.understand, area, limit)

    def memberships(self, key: str) -> list[Membership]:
        """The areas an item belongs to and why, the surest first; then those it may belong to.

        :raises NotFound: no item answers to it.
        """
        return why.memberships(self._store, self.space(), self.understand, item_id(self._store, key))

    def members(self, name: str, offset: int = 0, limit: int = 20) -> list[Membership]:
        """Some of those who belong to an area and why, the surest first.

        :raises NotFound: no area is called so.
        """
        return why.members(self._store, self.space(), self.understand, self.get(name), offset, limit)

    def refresh(self, names: Collection[str] | None = None) -> None:
        """Finds anew who belongs to the areas named, or to all."""
        register.refresh(self._store, self.space, self.understand, self._measure(), names)

    def find_members(self) -> None:
        """Finds who belongs to the areas that were changed since, if any: those just set, and those whose
        setting was cut short."""
        if names := areas.unmeasured(self._store.read()):
            self.refresh(names)

    def behind(self) -> bool:
        """Whether members of any area were found before the last passages and vectors came."""
        return bool(areas.behind(self._store.read(), self._measure()))

    def _measure(self) -> str:
        """Names the state of passages and vectors that members of areas are found by."""
        return f"{self._vectors.space.fingerprint} {key_values.get(self._store.read(), 'passages', '0')}"

    def space(self) -> WhitenedSpace:
        """What areas are measured on; made anew only when passages or vectors came or went."""
        passages = key_values.get(self._store.read(), "passages", "0")
        if self._measured is None or self._measured[0] != passages:
            own = read_item_vectors(self._store, self._vectors.space)
            self._measured = (passages, whiten(own, self._beginnings, self.worded))
        return self._measured[1]

    def _beginnings(self, item_ids: Sequence[int]) -> chunks.ChunkVectors:
        space = self._vectors.space
        return chunks.beginnings(self._store.read(), space.fingerprint, space.dimension, item_ids)

    def worded(self, item_ids: Sequence[int]) -> WordedTexts:
        """The words of items, in the order of their ids."""
        db = self._store.read()
        stems = decisions.stems(db, item_ids, CHARACTERS)
        bags = [Counter(stems.get(item_id, "").split()) for item_id in item_ids]
        spoken = {item.id: item.language for item in items.by_ids(db, item_ids)}
        languages = np.array([spoken.get(item_id, "") for item_id in item_ids])
        return WordedTexts(tf_idf(bags, self._background.stats().rarity), languages)

    def understand(self, text: str) -> Understood:
        """A text's vector and who says its words, both kept: the words of areas are asked for again with
        every answer."""
        known = self._meant
        if len(known) > _WORDS_KEPT:
            known = self._meant = {}
        if text not in known:
            known[text] = question_vector(self._vectors.encode_query, self._vectors.language_axis, text)
        return Understood(known[text], partial(self._said_by, text))

    def _said_by(self, text: str) -> NDArray[np.float64]:
        """How well each item says the words of a text; kept while no passage comes or goes."""
        passages = key_values.get(self._store.read(), "passages", "0")
        stamp, known = self._said
        if stamp != passages or len(known) > _WORDS_KEPT:
            known = {}
            self._said = (passages, known)
        if text not in known:
            known[text] = lexical_scores(self._store.read(), parse_query(text))
        return known[text]
