"""Substack: a table of posts, and beside it a folder with the text of each in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.catalogue import _, noted, number
from kb.importers.exports.blogs.post import BlogFormat, Post
from kb.importers.files import required_text_file
from kb.importers.html.fragment import markdown
from kb.importers.protocol import ImportContext
from kb.importers.records import Row, has_columns, rows
from kb.importers.saved_link import moment
from kb.types import Document, Failure, Skipped

_TABLE = "posts.csv"
_COLUMNS = frozenset({"post id", "post date", "is published", "title"})
_READERS = (frozenset({"post id", "email"}), frozenset({"email", "active subscription"}))
_TEXT = re.compile(r"(?P<number>\d+)\.(?P<name>.+)\.html?")


def _row(spec: str) -> Row | None:
    """What the table beside it tells of a text; None where there is none."""
    path = Path(spec).expanduser()
    if not _TEXT.fullmatch(path.name) or not path.is_file():
        return None
    table = next((one for one in (path.parent / _TABLE, path.parent.parent / _TABLE) if one.is_file()), None)
    if table is None or not has_columns(str(table), _COLUMNS):
        return None
    return next((row for row in rows(str(table)) if row["post id"] == path.name.rpartition(".")[0]), None)


def _match(spec: str) -> bool:
    return _row(spec) is not None


def _posts(spec: str) -> Iterator[Post | Failure]:
    row = _row(spec)
    named = _TEXT.fullmatch(Path(spec).name)
    assert row is not None and named is not None
    yield Post(
        number=named["number"],
        title=" ".join(row["title"].split()),
        text=markdown(required_text_file(spec).text).strip(),
        written_at=moment(row["post date"]),
        name=named["name"],
        summary=" ".join(row.get("subtitle", "").split()),
        draft=row["is published"].lower() != "true",
    )


@dataclass(frozen=True, slots=True)
class TablesImporter:
    """The tables of an export: of posts, whose texts are read by themselves, and of readers, which are
    nobody's writing."""

    name: str = noted("Substack (tables)")

    def match(self, spec: str) -> bool:
        """Whether a file is one of them."""
        return any(has_columns(spec, columns) for columns in (_COLUMNS, *_READERS))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """What is left out of it. Who got each letter stands in a table a post, and is told of no one."""
        name, folder = Path(spec).name, Path(spec).expanduser().parent
        if not has_columns(spec, _COLUMNS):
            if not any((place / _TABLE).is_file() for place in (folder, folder.parent)):
                yield Skipped(name, _("tables of who reads a newsletter"))
            return
        lacking = 0
        for row in rows(spec):
            text = f"{row['post id']}.html"
            lacking += not any((place / text).is_file() for place in (folder, folder / "posts"))
        if lacking:
            yield Failure(
                name,
                _(
                    "posts of {file} without a text beside it: {lacking}; add the whole folder",
                    file=name,
                    lacking=number(lacking),
                ),
            )


FORMAT = BlogFormat("Substack (HTML)", "Substack", _match, _posts)
TABLES = TablesImporter()
