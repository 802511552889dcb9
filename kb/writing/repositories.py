"""The repositories that files of a marked place lie in: read on from where they were read to, and asked for
the days of lines."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kb import git
from kb.clock import day
from kb.store import Store, writing
from kb.writing.history import LineDays
from kb.writing.walking import IN_LINES

_DAY = len("2026-11-29")


@dataclass(slots=True)
class _Repository:
    """A repository and how far it is read: up to `head`. `anew`: nothing that was kept of it holds any
    more."""

    root: Path
    head: str
    days: LineDays
    anew: bool
    last_day: int = 0


class Repositories:
    """The repositories that files lie in. With a store, what was read of them before is known."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._of_folder: dict[Path, Path | None] = {}
        self._known: dict[Path, _Repository] = {}
        self._endings: frozenset[str] = IN_LINES

    def read(self, files: Collection[Path], stopped: Callable[[], bool] = lambda: False) -> set[Path]:
        """Reads what was committed since the last time, and returns the files that it touched. What is
        stopped on the way was not read."""
        touched: set[Path] = set()
        self._endings |= {path.name for path in files if not path.suffix}
        for root in sorted(self._roots({path.parent for path in files})):
            head = git.head(root)
            if not head:
                continue
            since, repository = self._opened(root, head)
            if since != head and not self._read_on(repository, since, stopped):
                return touched
            self._known[root] = repository
            touched.update(root / name for name, _ in repository.days.touched())
        return touched

    def _roots(self, folders: Collection[Path]) -> set[Path]:
        """The repositories of folders, without those that tell nothing of them: a library's home may lie in a
        project that ignores it."""
        within: dict[Path, set[Path]] = {}
        for folder in folders:
            if root := self._root(folder):
                within.setdefault(root, set()).add(folder)
        for root, some in within.items():
            self._of_folder.update(dict.fromkeys(git.ignored(root, some - {root})))
        return {root for folder in folders if (root := self._root(folder))}

    def _opened(self, root: Path, head: str) -> tuple[str, _Repository]:
        """The commit from which a repository is to be read on, and what is known of it up to there."""
        if self._store is not None:
            db, name = self._store.read(), str(root)
            since, buried = writing.history(db, name)
            if since and (since == head or git.leads_to(root, since, head)):
                days = LineDays(lambda path: writing.lines(db, name, path), buried)
                return since, _Repository(root, head, days, anew=False)
        return "", _Repository(root, head, LineDays(lambda path: b""), anew=True)

    def keep(self, db: sqlite3.Connection) -> None:
        """Keeps how far repositories were read."""
        for one in self._known.values():
            if one.last_day:
                kept = one.days.buried(one.last_day), one.days.touched()
                writing.put_history(db, str(one.root), one.head, *kept, anew=one.anew)

    def _read_on(self, repository: _Repository, since: str, stopped: Callable[[], bool]) -> bool:
        first = git.cut_off(repository.root)
        for commit in git.commits(repository.root, repository.head, since, endings=self._endings):
            if stopped():
                return False
            repository.days.apply(commit, is_first=commit.id in first)
            repository.last_day = commit.ordinal
        return True

    def days(self, path: Path, text: str) -> tuple[str | None, ...]:
        """The days of a file's lines; empty where no history tells. A line that is not committed yet has the
        day on which the file was changed last."""
        root = self._root(path.parent)
        repository = self._known.get(root) if root else None
        if repository is None:
            return ()
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat()
        name = path.relative_to(repository.root).as_posix()
        return repository.days.days(name, text, day(changed)[:_DAY])

    def _root(self, folder: Path) -> Path | None:
        if folder not in self._of_folder:
            self._of_folder[folder] = git.repository_of(folder)
        return self._of_folder[folder]
