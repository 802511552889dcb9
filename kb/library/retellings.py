"""`library.retellings`: which text retells which paper: proposed by what they say, decided by the person."""

from __future__ import annotations

from kb import search
from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError
from kb.library.keys import item_id
from kb.library.search import Search
from kb.store import Store, aliases, events, items, references, retellings
from kb.text.works import is_of_work
from kb.triage.telling import other_sides
from kb.types import TELLERS, Action, Filters, Item, Kind, Origin, Retelling

_TELLERS_ASKED = 5
"""Items that are asked whether they retell a paper: each takes about a tenth of a second."""


class Retellings:
    """What was confirmed counts as a link of the text to the paper; what was rejected is not proposed again.
    Either word is a step that can be taken back."""

    def __init__(self, store: Store, searching: Search) -> None:
        self._store = store
        self._searching = searching

    def of(self, key: str) -> list[Retelling]:
        """The papers that an item without a link to one may retell; of a paper the items that may retell it.
        Looked up when asked for; nothing where vectors are still to come.

        :raises NotFound: no item answers to it.
        """
        db = self._store.read()
        [item] = items.by_ids(db, [item_id(self._store, key)])
        if item.kind is not Kind.PAPER:
            return [proposal for _, proposal in self._proposed([item])]
        alike = self._searching.similar(item.key, limit=_TELLERS_ASKED, filters=Filters(kinds=TELLERS))
        named = items.by_ids(db, search.naming(db, item)[:_TELLERS_ASKED])
        tellers = {one.id: one for one in (*named, *(hit.item for hit in alike))}
        found = [
            Retelling(teller, proposal.probability)
            for teller, proposal in self._proposed(list(tellers.values()))
            if proposal.item.id == item.id
        ]
        return sorted(found, key=lambda one: -one.probability)

    def other_sides(self, key: str) -> list[Item]:
        """The papers that a text tells of, by its links or by the person's word; of a paper the texts that
        tell of it, the newest first. A text with links to more than two papers is a list of them and tells of
        none.

        :raises NotFound: no item answers to it.
        """
        db = self._store.read()
        [item] = items.by_ids(db, [item_id(self._store, key)])
        return items.by_ids(db, other_sides(db, item))

    def confirm(self, key: str, other: str) -> None:
        """Says that of two items the text retells the paper.

        :raises NotFound: no item answers to a key.
        :raises JomoError: they are not a paper and a text that may retell one.
        """
        self._decide(Action.RETELLS, key, other)

    def reject(self, key: str, other: str) -> None:
        """Says that of two items the text does not retell the paper.

        :raises NotFound: no item answers to a key.
        :raises JomoError: they are not a paper and a text that may retell one.
        """
        self._decide(Action.RETELLS_NOT, key, other)

    def _decide(self, action: Action, key: str, other: str) -> None:
        with self._store.write() as db:
            teller, paper = _told_apart(items.by_ids(db, [item_id(self._store, one) for one in (key, other)]))
            if retellings.decided(db).get((teller.id, paper.id)) is (action is Action.RETELLS):
                return
            moment = now()
            events.record(
                db,
                [
                    events.NewEvent(moment, Origin.ME, action, teller.id, after=paper.key),
                    events.NewEvent(moment, Origin.ME, action, paper.id, after=teller.key),
                ],
            )

    def _proposed(self, tellers: list[Item]) -> list[tuple[Item, Retelling]]:
        """What items may retell, those left out that link to a paper, and what was decided already."""
        db = self._store.read()
        asked = [item for item in tellers if item.kind in TELLERS and not self._links_to_a_paper(item)]
        decided = retellings.decided(db)
        return [
            (item, proposal)
            for item, likest in zip(asked, self._searching.likest_papers(asked), strict=True)
            for proposal in search.retold(db, self._said(item), likest, tells=not item.is_a_name)
            if (item.id, proposal.item.id) not in decided
        ]

    def _said(self, item: Item) -> str:
        document = items.document(self._store.read(), item.id)
        spoken = (turn.text for turn in document.turns)
        return "\n".join((item.title, item.summary, document.text, *spoken))

    def _links_to_a_paper(self, item: Item) -> bool:
        """Whether an item says itself which paper it is about."""
        db = self._store.read()
        keys = [reference.key for reference in references.of_item(db, item.id)]
        kept = items.by_ids(db, aliases.resolve(db, keys))
        return any(map(is_of_work, keys)) or any(one.kind is Kind.PAPER for one in kept)


def _told_apart(two: list[Item]) -> tuple[Item, Item]:
    """The text and the paper.

    :raises JomoError: they are not a paper and a text that may retell one.
    """
    papers = [item for item in two if item.kind is Kind.PAPER]
    tellers = [item for item in two if item.kind in TELLERS]
    if not papers or not tellers:
        raise JomoError(
            _("Name a paper and a text that may retell it: a post, a note, an article, a chat or a video")
        )
    return tellers[0], papers[0]
