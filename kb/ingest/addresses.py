"""Libraries that were filled by earlier rules for what is one address."""

from __future__ import annotations

from kb.store import Store, addresses
from kb.text.identity import FORMS, canonical_key


def renew_keys(store: Store) -> None:
    """Gives the addresses of a library the keys they would have if they came today, where they have others:
    what is saved again would be another item. A look at all of them, once for each change of the rules."""
    if addresses.stale(store.read(), FORMS):
        with store.write() as db:
            keys = {key: today for key in addresses.every_key(db) if (today := canonical_key(key)) != key}
            addresses.rename(db, keys, FORMS)
