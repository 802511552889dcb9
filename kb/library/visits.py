"""`library.visits`: when the person was here, so that what changed since then can be told."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from kb.clock import now
from kb.store import Store, key_values

_NAME = "visits"
"""The name under which is kept when the person was here last, and before that visit."""
_PAUSE = timedelta(hours=1)
"""Who comes back sooner has not been away: by judgement."""


class Visits:
    """A visit lasts until nobody was here for an hour. Two moments are kept, in the library itself."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self) -> str | None:
        """Notes that the person is here; returns when they were here last before this visit, as a moment in
        UTC, None where this is their first."""
        moment = now()
        kept: dict[str, str | None] = json.loads(key_values.get(self._store.read(), _NAME, "{}"))
        seen, before = kept.get("seen"), kept.get("before")
        if seen and datetime.fromisoformat(moment) - datetime.fromisoformat(seen) > _PAUSE:
            before = seen
        if not self._store.read_only:
            with self._store.write(silent=True) as db:
                key_values.put(db, _NAME, json.dumps({"seen": moment, "before": before}))
        return before
