"""A whole library as a folder of files that other programs read.

It holds what was read, said and decided, so that equal libraries give equal bytes. What is computed from
vectors (memberships nobody confirmed, topics, places on the map) is left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from unicodedata import normalize

import yaml

from kb.appearing import appearing
from kb.catalogue import _, cause
from kb.errors import JomoError
from kb.exporting import Format, exported, no_formula, record
from kb.types import Action, Area, Ask, Event, ItemDetail, SavedSearch
from kb.types.evidence import Trace, WrittenSource

_TITLE_LENGTH = 60
"""Characters of a title in a file's name: with the rest below the 255 bytes of file systems in any script."""
_DERIVED = ("topic", "mentioned_by")


class FolderFormat(StrEnum):
    """The forms everything can be taken away in."""

    MARKDOWN = "markdown"
    OBSIDIAN = "obsidian"
    JSONL = "jsonl"
    CSV = "csv"
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything a person would take along: items in order of their keys, areas, what the role asks for,
    saved searches, events that are about no item, places of the person's own writing, and the traces found
    there by the key of the item."""

    details: Sequence[ItemDetail]
    areas: Sequence[Area]
    asks: Sequence[Ask]
    searches: Sequence[SavedSearch]
    events: Sequence[Event]
    sources: Sequence[WrittenSource]
    traces: Mapping[str, Sequence[Trace]]


def write(whole: Whole, form: Format, folder: Path, home: Path) -> int:
    """Writes the files into a new or empty folder, all of them or none; returns the number of items.

    :raises JomoError: the folder holds something, or cannot be written.
    """
    with filling(folder) as made:
        for name, data in files(whole, form, home):
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return len(whole.details)


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which becomes the new or empty `folder` once that is done.

    :raises JomoError: the folder holds something, or cannot be written.
    """
    folder = folder.expanduser().absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise JomoError(
                _(
                    "{folder} is not empty; name a new folder, so that nothing in it is overwritten",
                    folder=folder,
                )
            )
        with appearing(folder) as made:
            yield made
    except OSError as error:
        raise JomoError(
            _(
                "{folder} cannot be written ({why}); free some space or choose another folder",
                folder=folder,
                why=cause(error),
            )
        ) from error


def files(whole: Whole, form: Format, home: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files. Addresses of files inside the home are told from there, so that they
    are the same wherever it lies."""
    said = _confirmed(whole.areas)
    details = [_portable(detail, said, home) for detail in whole.details]
    if form is Format.MARKDOWN:
        for detail in details:
            yield f"items/{_file_name(detail)}", _markdown(detail).encode()
        yield from _tables(whole, "yaml")
    elif form is Format.JSONL:
        yield "items.jsonl", _lines(_item(detail) for detail in details)
        yield from _tables(whole, "jsonl")
    elif form is Format.CSV:
        yield "items.csv", exported(details, form).encode("utf-8-sig")
        yield "history.csv", _csv(_of_each(details, "history"))
        yield "delegations.csv", _csv(_of_each(details, "delegations"))
        yield from _tables(whole, "csv")
    else:
        yield "library.bib", exported(details, form, [detail.item for detail in details]).encode()


def _confirmed(areas: Sequence[Area]) -> Mapping[str, tuple[str, ...]]:
    """By key of an item the areas a person said that it belongs to."""
    said: dict[str, list[str]] = {}
    for area in areas:
        for key in area.examples:
            said.setdefault(key, []).append(area.name)
    return {key: tuple(sorted(names)) for key, names in said.items()}


def _portable(detail: ItemDetail, said: Mapping[str, tuple[str, ...]], home: Path) -> ItemDetail:
    start = f"path:{home.resolve()}"
    aliases = tuple(
        f"path:{alias.removeprefix(start).lstrip('/')}" if alias.startswith(f"{start}/") else alias
        for alias in detail.aliases
    )
    # What was uploaded has no other place than in the library.
    originals = tuple(
        replace(one, place="") if one.place.startswith(f"{home.resolve()}/") else one
        for one in detail.originals
    )
    return replace(
        detail,
        originals=originals,
        aliases=tuple(sorted(aliases)),
        areas=said.get(detail.item.key, ()),
        topic="",
    )


def _item(detail: ItemDetail) -> dict[str, Any]:
    return {name: value for name, value in record(detail).items() if name not in _DERIVED}


def _file_name(detail: ItemDetail) -> str:
    """A name that every system takes, and that no two items share: the title's letters, and a digest of the
    key."""
    title = normalize("NFC", detail.item.title)
    letters = re.sub(r"[\W_]+", "-", title).strip("-")[:_TITLE_LENGTH].strip("-").lower()
    digest = hashlib.sha256(detail.item.key.encode()).hexdigest()[:10]
    return f"{letters}-{digest}.md" if letters else f"{digest}.md"


def _markdown(detail: ItemDetail) -> str:
    """Front matter with everything but the text, then the text; a chat speaker by speaker."""
    fields = {name: value for name, value in _item(detail).items() if name not in ("text", "turns")}
    fields = {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}
    fields["notes"] = [event.note for event in detail.events if event.action is Action.JUDGED and event.note]
    if not fields["notes"]:
        del fields["notes"]
    body = detail.text or "\n\n".join(f"**{turn.role}:** {turn.text}" for turn in detail.turns)
    return f"---\n{_yaml(fields)}---\n\n{body}\n"


def _yaml(value: object) -> str:
    plain = json.loads(json.dumps(value, ensure_ascii=False))
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=1_000_000))


def _of_each(details: Sequence[ItemDetail], part: str) -> Iterator[dict[str, Any]]:
    """Rows of a part of the items' records, each with the key of its item."""
    for detail in details:
        for row in _item(detail)[part]:
            yield {"key": detail.item.key, **row}


def _tables(whole: Whole, ending: str) -> Iterator[tuple[str, bytes]]:
    """What is kept beside the items, a file each."""
    areas = [
        {
            "name": area.name,
            "stance": area.stance,
            "criterion": area.criterion,
            "reason": area.reason,
            "since": area.since,
            "review_on": area.review_on,
            "parent": area.parent,
            "examples": sorted(area.examples),
            "counter_examples": sorted(area.counter_examples),
        }
        for area in sorted(whole.areas, key=lambda area: area.name)
    ]
    asks = [{"ask": ask.text, "depth": ask.depth, "areas": sorted(ask.areas)} for ask in whole.asks]
    searches = [
        {"name": search.name, "query": search.query, "seen_at": search.seen_at} for search in whole.searches
    ]
    events = [
        {name: value for name, value in asdict(event).items() if name not in ("id", "item_id")}
        for event in whole.events
    ]
    sources = [{"path": one.path, "called": one.called, "added_at": one.added_at} for one in whole.sources]
    traces = [
        {"key": key, **{name: value for name, value in asdict(one).items() if name != "item_id"}}
        for key in sorted(whole.traces)
        for one in whole.traces[key]
    ]
    for name, rows in (
        ("areas", areas), ("role", asks), ("searches", searches), ("steps", events),
        ("writing", sources), ("evidence", traces),
    ):  # fmt: skip
        if ending == "jsonl":
            yield f"{name}.jsonl", _lines(rows)
        elif ending == "csv":
            yield f"{name}.csv", _csv(rows)
        else:
            yield f"{name}.yaml", _yaml(rows).encode()


def _lines(rows: Iterator[dict[str, Any]] | Sequence[dict[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def _csv(rows: Iterator[dict[str, Any]] | Sequence[dict[str, Any]]) -> bytes:
    out, found = io.StringIO(newline=""), list(rows)
    if found:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(found[0])
        writer.writerows([_cell(value) for value in row.values()] for row in found)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    return no_formula("; ".join(value) if isinstance(value, list | tuple) else str(value or ""))
