"""The SQLite file: connections, transactions, migrations. Nothing else opens it."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb import clock
from kb.catalogue import _
from kb.errors import LibraryDamaged, LibraryUnavailable
from kb.store import holder, key_values, trouble
from kb.text.words import has_words

_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_TIMEOUT_S = 30.0
"""How long a write waits for another's: each is short, and a waiting person gives up about then."""


class Store:
    """The source of truth of one library.

    Safe from any thread: each gets a connection of its own. Reads see the last committed state;
    writes go through `write()`, one at a time over all processes. Where the folder or the file cannot be
    written the library is `read_only`: all of it can be read, and `write()` says why not. So it is where that
    is asked for (`only_read`), beside others that write. Where there is none yet one is made, unless it is
    only to be read or `make` is false: what was started for a library brings none back that went away.

    :raises LibraryDamaged: the file is no library, or was made by a newer Jomo.
    :raises LibraryUnavailable: the folder cannot be used, or is gone; also from every method.
    """

    def __init__(self, path: Path, *, only_read: bool = False, make: bool = True) -> None:
        self.path = path
        self._local = threading.local()
        try:
            if make and not only_read:
                path.parent.mkdir(parents=True, exist_ok=True)
            else:
                self._file()
            self._locked = path.exists() and not (_may_write(path) and _may_write(path.parent))
            self.read_only = only_read or self._locked
            self._local.connection = self._connected()
            self._local.file = self._file()
            self._migrate()
        except (OSError, sqlite3.Error) as error:
            raise trouble.explained(error, path) or trouble.damaged(path, error) from error

    def read(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        file = self._file()
        if connection is None or file != self._local.file:
            # SQLite goes on with a file that was deleted or replaced, and what is written to it is lost.
            if connection is not None:
                connection.close()
            with self.telling():
                self._local.connection = connection = self._connected()
            self._local.file = file
        return connection

    def _file(self) -> tuple[int, int]:
        """Which file lies at the path now."""
        try:
            found = self.path.stat()
        except OSError as error:
            raise trouble.gone(self.path) from error
        return found.st_dev, found.st_ino

    def _connected(self) -> sqlite3.Connection:
        connection = _reading(self.path) if self._locked else _writing(self.path)
        if self.read_only and not self._locked:
            connection.execute("PRAGMA query_only = ON")
        connection.row_factory = sqlite3.Row
        connection.create_function("day", 1, clock.day, deterministic=True)
        connection.create_function("has_words", 2, has_words, deterministic=True)
        return connection

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turns what SQLite refuses inside into errors that name the folder, the reason and the remedy."""
        try:
            yield
        except sqlite3.Error as error:
            told = trouble.explained(error, self.path)
            if told is None:
                raise
            raise told from error

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
        if self.read_only:
            raise trouble.read_only(self.path)
        with self.telling():
            # IMMEDIATE: a deferred transaction that turns from reading to writing fails at once when
            # another process writes, in spite of the busy timeout.
            connection.execute("BEGIN IMMEDIATE")
            try:
                with holder.noted(self.path):
                    yield connection
                    if not silent:
                        key_values.bump(connection, "revision")
                connection.execute("COMMIT")
            except BaseException:
                # Where the disk refused, SQLite may have rolled back by itself.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Closes this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def backup(self, target: Path) -> None:
        """A consistent copy of the whole file, while others go on working."""
        copy = sqlite3.connect(target)
        try:
            self.read().backup(copy)
        finally:
            copy.close()

    def _migrate(self) -> None:
        connection = self.read()
        steps = _steps()
        version = schema_of(connection)
        if version > len(steps):
            raise LibraryDamaged(
                _(
                    "{file} was made by a newer Jomo (schema {schema}, known {known}); update Jomo",
                    file=self.path,
                    schema=version,
                    known=len(steps),
                )
            )
        if self.read_only and version < len(steps):
            told = _(
                "The library in {folder} is read-only here and of an earlier Jomo, so it cannot be brought up"
                " to date; open the app once",
                folder=self.path.parent,
            )
            if self._locked:
                told = _(
                    "The library in {folder} is read-only here and of an earlier Jomo, so it cannot be"
                    " brought up to date; copy the folder and set KB_HOME to the copy",
                    folder=self.path.parent,
                )
            raise LibraryUnavailable(told)
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
                if schema_of(connection) < number:
                    with holder.noted(self.path):
                        for statement in _statements(step.read_text(encoding="utf-8")):
                            connection.execute(statement)
                        connection.execute(f"PRAGMA user_version = {number}")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


@contextmanager
def savepoint(db: sqlite3.Connection) -> Iterator[None]:
    """A part of a transaction: all of it or nothing, and what was written before it stays."""
    db.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        # Where the disk refused, SQLite may have rolled back all by itself.
        if db.in_transaction:
            db.execute("ROLLBACK TO part")
            db.execute("RELEASE part")
        raise
    db.execute("RELEASE part")


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """A look at a library's file that changes nothing and needs no `Store`: a copy, a backup. Nobody may be
    writing to it."""
    connection = _reading(path)
    try:
        yield connection
    finally:
        connection.close()


def schema_of(db: sqlite3.Connection) -> int:
    """The number of the last migration a database has seen; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def newest_schema() -> int:
    """The schema this version of Jomo works with."""
    return len(_steps())


@contextmanager
def blank() -> Iterator[sqlite3.Connection]:
    """An empty library in memory."""
    connection = create(":memory:", newest_schema())
    try:
        yield connection
    finally:
        connection.close()


def create(path: Path | str, version: int) -> sqlite3.Connection:
    """A new database with the tables of a schema, in which rows may point anywhere."""
    connection = sqlite3.connect(path, isolation_level=None)
    # One transaction: each statement by itself would wait for the disk.
    connection.execute("BEGIN")
    for step in _steps()[:version]:
        for statement in _statements(step.read_text(encoding="utf-8")):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")
    return connection


def _steps() -> list[Path]:
    """The migrations in their order."""
    return sorted(_MIGRATIONS.glob("[0-9]*.sql"))


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    """A connection that needs to write nothing: a library in WAL mode is otherwise opened by writing an index
    of the log beside it."""
    log, index = (path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))
    if not log.exists() or not log.stat().st_size:
        options = "immutable=1"
    elif index.exists():
        options = "mode=ro"
    else:
        # The index of the log is kept in memory by who excludes all others, which no lock is needed for here.
        options = f"mode=ro&vfs={'win32-none' if os.name == 'nt' else 'unix-none'}"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, timeout=_BUSY_TIMEOUT_S, isolation_level=None
    )
    if "vfs" in options:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit after each of them."""
    pending = ""
    for line in re.sub(r"^\s*--.*$", "", script, flags=re.MULTILINE).splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
