"""`library.watched`: the folder whose files are imported when they are put there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from kb.ingest import watching
from kb.library.intake import Intake
from kb.settings import Settings
from kb.store import Store, key_values

_NAME = "watched"
"""The name under which is kept what was imported from the folder."""
_LOOKS_EVERY_S = 10.0
"""A person who puts a file there looks up from it after about as long."""


class Watched:
    """Everything in the folder is imported once, and again where it changed."""

    def __init__(self, settings: Settings, store: Store, intake: Intake) -> None:
        self._folder = settings.watched
        self._store = store
        self._intake = intake
        self._looking = threading.Lock()
        self._looked_at = -_LOOKS_EVERY_S

    def fresh(self) -> dict[str, str]:
        """What was put into the folder and is not imported yet, by path, for `mark`; nothing where no folder
        is watched."""
        return {} if self._folder is None else watching.fresh(self._folder, self._known(), time.time())

    def mark(self, taken: Mapping[str, str]) -> None:
        """Notes what of the folder was imported; what is gone from it is forgotten."""
        if taken:
            known = {path: form for path, form in self._known().items() if Path(path).exists()}
            with self._store.write(silent=True) as db:
                key_values.put(db, _NAME, json.dumps({**known, **taken}))

    def take(self) -> None:
        """Leaves what was put there to the background. Called as often as anybody likes: it looks now and
        then."""
        if self._folder is None or self._store.read_only or not self._looking.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._looked_at < _LOOKS_EVERY_S:
                return
            self._looked_at = time.monotonic()
            if fresh := self.fresh():
                self._intake.take(list(fresh), watched=True)
                self.mark(fresh)
        finally:
            self._looking.release()

    def _known(self) -> dict[str, str]:
        return dict(json.loads(key_values.get(self._store.read(), _NAME, "{}")))
