"""A list of links as JSON or JSON lines, from whatever program: records that have an address and a title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.lists.columns import Columns, address_in, columns
from kb.importers.lists.headings import Role, roles
from kb.importers.lists.listed_since import listed_since
from kb.importers.lists.reading_table import table_documents
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, text_of
from kb.importers.saved_link import words
from kb.text.people import people
from kb.types import Document, Failure

_DEEPEST = 20
"""Lists within lists: sessions hold windows, these tabs."""
_LOOKED_AT = 100
"""Records by which a long list is known."""
_ENOUGH = 0.5
"""The share of records with an address and a title from which on a list is one of links."""
_DATE_PARTS = frozenset({"year", "month", "day"})
_PROGRAM = "list"


class OwnRecordsImporter:
    """Such lists, however deep in a file; what holds one by a name is its folder."""

    name = noted("list of links (JSON)")

    def match(self, spec: str) -> bool:
        """Whether a file holds a list half of whose records have an address and a title, called so."""
        return next(_lists(json_value(spec)), None) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each record."""
        yield from listed_since(Path(spec), self._records(spec))

    def _records(self, spec: str) -> Iterator[Document | Failure]:
        for folder, records in _lists(json_value(spec)):
            names = list(dict.fromkeys(name for record in records for name in record))
            authors = {name for place, name in enumerate(names) if roles(names).get(place) is Role.AUTHORS}
            rows = [[_part(record, name, name in authors) for name in names] for record in records]
            table = [[*names, "folder"], *([*row, folder] for row in rows)]
            known = columns(table) or Columns({}, above=0)
            unplaced = [
                name
                for place, name in enumerate(names)
                if not any(row[place] for row in rows) and any(record.get(name) for record in records)
            ]
            file = Path(spec).name
            yield from table_documents(table[known.above :], known, _PROGRAM, file, unplaced=unplaced)


def _lists(value: object, folders: tuple[str, ...] = ()) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    if len(folders) > _DEEPEST:
        return
    if isinstance(value, dict):
        name = next((one for key in ("title", "name") if isinstance(one := value.get(key), str)), "")
        # Records by their numbers, as sessions hold their tabs.
        if value and all(isinstance(one, dict) and _is_link(one) for one in value.values()):
            yield " / ".join(filter(None, folders)), list(value.values())
            return
        for part in value.values():
            yield from _lists(part, (*folders, name))
    elif isinstance(value, list):
        records: list[dict[str, Any]] = []
        within: list[dict[str, Any]] = []
        for one in value:
            if isinstance(one, dict):
                (within if _is_folder(one) else records).append(one)
        if len(value) > 1 and all(isinstance(one, str) and address_in(one) for one in value):
            yield " / ".join(filter(None, folders)), [{"url": one} for one in value]
        elif records and sum(map(_is_link, records[:_LOOKED_AT])) >= _ENOUGH * min(
            len(value) - len(within), _LOOKED_AT
        ):
            yield " / ".join(filter(None, folders)), records
            for part in within:
                yield from _lists(part, (*folders, ""))
        else:
            for part in value:
                yield from _lists(part, (*folders, ""))


def _is_folder(record: Mapping[str, Any]) -> bool:
    """Whether a record leads nowhere itself and holds others."""
    held = (one for part in record.values() if isinstance(part, list) for one in part)
    return any(isinstance(one, dict) and _may_be_listed(one) for one in held) and not _is_link(record)


def _may_be_listed(record: Mapping[str, Any]) -> bool:
    return _is_link(record) or any(isinstance(part, list) for part in record.values())


def _is_link(record: Mapping[str, Any]) -> bool:
    named = roles(list(record))
    texts = {role: _text(list(record.values())[place]) for place, role in named.items()}
    return bool(texts.get(Role.TITLE)) and address_in(texts.get(Role.ADDRESS, "")) is not None


def _part(record: Mapping[str, Any], name: str, of_people: bool) -> str:
    value = record.get(name)
    return "; ".join(people(value).names) if of_people and value else _text(value)


def _text(value: object) -> str:
    """A value as a table holds it: tags in a row, a date out of its parts, the first of several addresses."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, dict):
        named = text_of(value, "name", "title", "label", "value", "text", "url")
        is_date = bool(_DATE_PARTS & value.keys())
        return named or ("-".join(str(part) for part in value.values() if part) if is_date else "")
    if isinstance(value, list):
        return "; ".join(words(value)) or next(map(_text, value), "")
    return ""
