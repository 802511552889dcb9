"""When a page was written, as its own fields and its name tell. When a file was changed last is no sign of
it: programs that sync, check out and convert change files nobody wrote in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kb.clock import as_stored, today
from kb.importers.notes.front_matter import CHANGE_FIELDS, DATE_FIELDS, Fields
from kb.text.dates import date_of_name, iso_time, not_ahead
from kb.text.wikilinks import NAMED_BY_FOLDER

_READ_FIELDS = (
    "date_read", "dateread", "read_date", "read_on", "read_at", "read", "date_finished", "finished",
    "completed", "дата_прочтения", "дата_чтения", "прочитано",
)  # fmt: skip
"""What notes on works call the day on which they were read."""
_CREATED_FIELDS = (
    "created", "created_at", "created_on", "createdat", "date_created", "created_time", "create_time",
    "creation_date",
)  # fmt: skip
"""What programs that keep notes call the day of the note, beside that of the work that it is about."""
_OF_GENERATORS = ("export_date", "revdate", "docdate", "jbake_date")
"""What ox-hugo, AsciiDoc and JBake call the day of a page."""
_FIELDS_OF_WORKS = ("item_type", "itemtype", "publication_title", "library_catalog")
"""What Zotero calls fields that only works have; the date beside them is the work's."""
_LANGUAGE = re.compile(r"(?:\A|\.)[a-z]{2}(?:[-_][a-z]{2})?\Z", re.IGNORECASE)


def named_by_folder(path: Path) -> bool:
    """Whether a page is called by the folder it lies in: bundles of Hugo and Quarto, projects, also in a
    language (`index.ru.md`; `ru.md` in a folder with a day)."""
    stem = _LANGUAGE.sub("", path.stem.lower())
    return stem in NAMED_BY_FOLDER or (not stem and date_of_name(path.parent.name) is not None)


def written_on(fields: Fields, path: Path) -> str | None:
    """The day or moment that front matter tells, first that of reading, then that of the note itself, else
    the day in the name, else that of the last change it tells; None where there is none, or only one that
    lies ahead."""
    own = (*_READ_FIELDS, *_CREATED_FIELDS)
    of_work = any(name in fields.names for name in _FIELDS_OF_WORKS)
    others = () if of_work else (*DATE_FIELDS, *_OF_GENERATORS)
    told = (text for name in (*own, *others) for text in fields.texts(name))
    changed = (text for name in CHANGE_FIELDS for text in fields.texts(name))
    return first_day(chain(told, _named(path), changed))


def first_day(told: Iterable[str]) -> str | None:
    """The first of some texts that is a date which has come, as it is stored."""
    ahead = today()
    for text in told:
        read = iso_time(text)
        if read and not_ahead(read, ahead):
            return as_stored(read)
    return None


def day_of_name(path: Path) -> str | None:
    """The day in a file's name, or in that of the folder that names it."""
    return first_day(_named(path))


def _named(path: Path) -> Iterator[str]:
    if day := date_of_name(path.stem):
        yield day
    if named_by_folder(path) and (day := date_of_name(path.parent.name)):
        yield day
