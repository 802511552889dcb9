"""Chosen items as text to take elsewhere: a bibliography, a reading list, records, a table.

`kb.library` and what stands above may import this room; it is handed items and returns text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from kb.catalogue import _, number
from kb.exporting.bibtex import bibtex
from kb.exporting.quoting import in_markdown, link
from kb.text.sentences import sentences
from kb.types import Item, ItemDetail
from kb.types.waiting import Delegation

__all__ = ["Format", "exported", "no_formula", "record"]

_AUTHORS_SHOWN = 5
"""A longer list of names would hide the title."""
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")


class Format(StrEnum):
    """The forms items can be taken away in."""

    BIBTEX = "bibtex"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    CSV = "csv"


def exported(details: Sequence[ItemDetail], form: Format, among: Sequence[Item] = ()) -> str:
    """The items in one of the forms, in the order given; each line is ended.

    `among` are all items that may ever be cited beside these: keys of a bibliography differ among them,
    so that an item keeps its key whatever it is exported with.
    """
    match form:
        case Format.BIBTEX:
            return bibtex(details, among)
        case Format.MARKDOWN:
            return _markdown(details)
        case Format.JSONL:
            return "".join(f"{json.dumps(record(one), ensure_ascii=False)}\n" for one in details)
        case Format.CSV:
            return _csv(details)


def _markdown(details: Iterable[ItemDetail]) -> str:
    """A list entry an item: title as link, authors, date, zone, tags; under it the first sentence."""
    entries = []
    for detail in details:
        item = detail.item
        title = in_markdown(item.title)
        facts = [
            f"[{title}]({address})" if (address := link(item.url)) else title,
            in_markdown(_authors(item.authors)),
            item.published[:10] if item.published else _("saved {day}", day=item.saved_on),
            item.zone.label,
            in_markdown(", ".join(item.tags)),
        ]
        first = next(iter(sentences(item.summary or detail.text)), "")
        entries.append(
            f"- {' · '.join(filter(None, facts))}\n" + (f"  {in_markdown(first)}\n" if first else "")
        )
    return "".join(entries)


def _authors(names: Sequence[str]) -> str:
    shown, others = ", ".join(names[:_AUTHORS_SHOWN]), len(names) - _AUTHORS_SHOWN
    return _("{names} and {number} more", names=shown, number=number(others)) if others > 0 else shown


def record(detail: ItemDetail) -> dict[str, Any]:
    """Everything an item holds, by names that mean something outside this library."""
    item = asdict(detail.item)
    del item["id"]
    history = [asdict(event) for event in detail.events]
    for event in history:
        del event["id"], event["item_id"]
    return {
        **item,
        "text": detail.text,
        "turns": [asdict(turn) for turn in detail.turns],
        "annotations": [asdict(one) for one in detail.annotations],
        "originals": [asdict(one) for one in detail.originals],
        "aliases": detail.aliases,
        "references": [
            {**asdict(reference), "context": detail.contexts.get(reference.key, "")}
            for reference in detail.references
        ],
        "mentioned_by": [mention.item.key for mention in detail.mentioned_by],
        "areas": detail.areas,
        "topic": detail.topic,
        "meta": dict(detail.meta),
        "delegations": [_delegation(one) for one in detail.delegations],
        "history": history,
    }


def _delegation(one: Delegation) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name not in ("id", "item")}


def _csv(details: Iterable[ItemDetail]) -> str:
    """A row an item below a row of names, as RFC 4180 has it. A cell that a spreadsheet would take for a
    formula begins with an apostrophe, as OWASP advises."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    rows = [_row(detail) for detail in details]
    if rows:
        writer.writerow(rows[0])
    writer.writerows([no_formula(cell) for cell in row.values()] for row in rows)
    return out.getvalue()


def _row(detail: ItemDetail) -> dict[str, str]:
    item = detail.item
    return {
        "key": item.key,
        "title": item.title,
        "authors": "; ".join(item.authors),
        "kind": item.kind,
        "zone": item.zone,
        "state": item.state,
        "verdict": item.verdict or "",
        "source": item.source,
        "language": item.language,
        "published": item.published or "",
        "saved_at": item.saved_at,
        "minutes": str(item.minutes or ""),
        "tags": "; ".join(item.tags),
        "areas": "; ".join(detail.areas),
        "url": item.url or "",
        "summary": item.summary,
    }


def no_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_SIGNS) else cell
