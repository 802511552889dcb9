"""From the keys and addresses that people and pages name items by, to their ids."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalogue import _
from kb.errors import NotFound
from kb.store import Store, aliases
from kb.text.identity import canonical_key


def item_id(store: Store, key: str) -> int:
    """The id of the item that answers to a key or to any address of it.

    :raises NotFound: none does.
    """
    db = store.read()
    ids = aliases.resolve(db, [canonical_key(key)]) or aliases.resolve(db, [key])
    if not ids:
        raise NotFound(
            _("No item answers to {key}", key=key), _("`search` finds keys, `add` saves new items")
        )
    return ids[0]


def item_ids(store: Store, keys: Sequence[str]) -> list[int]:
    """Ids in the order of the keys.

    :raises NotFound: no item answers to one of them.
    """
    return [item_id(store, key) for key in keys]
