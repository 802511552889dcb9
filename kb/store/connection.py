"""The SQLite file: connections, transactions, migrations. Nothing else opens it."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb import clock
from kb.errors import LibraryDamaged
from kb.store import facts

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_TIMEOUT_S = 30.0


class Store:
    """The source of truth of one library.

    Safe from any thread: each gets a connection of its own. Reads see the last committed state;
    writes go through `write()`, one at a time over all processes.

    :raises LibraryDamaged: the file is no library, or was made by a newer Jomo.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._migrate()
        except OSError as error:
            raise LibraryDamaged(
                f"The folder {path.parent} cannot be used ({error.strerror});"
                " set KB_HOME to a folder of your own"
            ) from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                remedy = "check that the folder is on a local disk, writable and not full"
            else:
                remedy = "restore a backup from the folder `backups` beside it"
            raise LibraryDamaged(f"{path} cannot be opened ({error}); {remedy}") from error

    def read(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.create_function("day", 1, clock.day, deterministic=True)
            self._local.connection = connection
        return connection

    @contextmanager
    def write(self, *, silent: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing. A write inside a write joins the outer one.

        Each raises the library's revision, which tells readers that their copies are stale, unless
        `silent`: progress of background work changes nothing a page has drawn.
        """
        connection = self.read()
        if connection.in_transaction:
            yield connection
            return
        # IMMEDIATE: a deferred transaction that turns from reading to writing fails at once when
        # another process writes, in spite of the busy timeout.
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            if not silent:
                facts.bump(connection, "revision")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Closes this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def backup(self, target: Path) -> None:
        """A consistent copy of the whole file, while others go on working."""
        with sqlite3.connect(target) as copy:
            self.read().backup(copy)
        copy.close()

    def _migrate(self) -> None:
        connection = self.read()
        steps = sorted(_MIGRATIONS.glob("[0-9]*.sql"))
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(steps):
            raise LibraryDamaged(
                f"{self.path} was made by a newer Jomo (schema {version}, known {len(steps)}); update Jomo"
            )
        for number, step in enumerate(steps, start=1):
            if number <= version:
                continue
            if version:
                folder = self.path.parent / "backups"
                folder.mkdir(exist_ok=True)
                self.backup(folder / f"before-schema-{number:03}.sqlite")
            connection.execute("BEGIN IMMEDIATE")
            try:
                # Another process may have migrated while this one waited.
                if connection.execute("PRAGMA user_version").fetchone()[0] < number:
                    for statement in _statements(step.read_text(encoding="utf-8")):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {number}")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit after each of them."""
    pending = ""
    for line in re.sub(r"^\s*--.*$", "", script, flags=re.MULTILINE).splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
