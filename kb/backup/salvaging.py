"""A new library from what can be read of a damaged one."""

from __future__ import annotations

import shutil
from pathlib import Path

from kb.appearing import appearing
from kb.backup.manifest import DATABASE, UPLOADS
from kb.catalogue import _, cause
from kb.errors import ImportRefused, JomoError
from kb.ingest.derived import reindex_words
from kb.ingest.originals import FOLDER as ORIGINALS
from kb.store import Store, moving
from kb.store.salvage import Account
from kb.store.salvage import salvage as read


def salvage(file: Path, home: Path) -> Account:
    """Makes a library in a new or empty folder. The damaged file, its log, and the uploads and originals
    beside it are only read.

    :raises JomoError: the file cannot be read, is of a newer Jomo, or the folder holds something.
    :raises ImportRefused: there is no such file.
    :raises LibraryDamaged: it was made by a newer Jomo.
    """
    file, home = file.expanduser().resolve(), home.expanduser().absolute()
    if not file.is_file():
        raise ImportRefused(
            _("There is no file {file}; name the damaged {database}", file=file, database=DATABASE)
        )
    try:
        if home.exists() and (not home.is_dir() or any(home.iterdir())):
            raise JomoError(_("{folder} is not empty; name a new folder for what can be read", folder=home))
        with appearing(home) as made:
            account = read(file, made / DATABASE)
            for name in (UPLOADS, ORIGINALS):
                if (file.parent / name).is_dir():
                    shutil.copytree(file.parent / name, made / name, symlinks=True)
            store = Store(made / DATABASE)
            with store.write() as db:
                moving.move_home(db, str(file.parent), home.resolve())
            reindex_words(store)
            store.close()
    except OSError as error:
        raise JomoError(
            _(
                "{folder} cannot be used ({why}); check it",
                folder=error.filename or home,
                why=cause(error),
            )
        ) from error
    return account
