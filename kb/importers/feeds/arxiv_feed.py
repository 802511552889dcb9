"""Papers as arXiv tells of them: its daily announcements (RSS and Atom) and the Atom of its API."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.importers.arxiv.paper import arxiv_paper
from kb.text.dates import iso_time
from kb.text.identity import arxiv_id
from kb.types import FeedEntry

_ANNOUNCED = re.compile(r"oai:arXiv\.org:", re.IGNORECASE)
_OF_API = re.compile(r"https?://arxiv\.org/abs/")
_HEADER = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?", re.IGNORECASE)
_OLD_TITLE = re.compile(r"\s*\(arXiv:\S+ \[[\w.-]+\](?P<updated> UPDATED)?\)\s*$")
"""What announcements before 2024 wrote behind a title."""
_OLD_MARKUP = re.compile(r"</?[pa]\b[^>]*>", re.IGNORECASE)
"""And around abstracts and names."""


def guid(raw: Mapping[str, Any]) -> str:
    """What a paper in a feed of arXiv's goes by, for an entry as feedparser gives it: its number without the
    version, so that a new version is no new entry. Empty where it is of another feed."""
    named, link = str(raw.get("id") or ""), str(raw.get("link") or "")
    # Other feeds name papers by their addresses too; only arXiv's own API tells the category as well.
    is_of_api = _OF_API.match(named) and raw.get("arxiv_primary_category")
    is_of_arxiv = is_of_api or _ANNOUNCED.match(named) or _OLD_TITLE.search(_title(raw))
    identifier = (arxiv_id(named) or arxiv_id(link)) if is_of_arxiv else None
    return f"arxiv:{identifier}" if identifier else ""


def paper(raw: Mapping[str, Any]) -> FeedEntry | None:
    """The paper that an entry is in a feed of arXiv's; None where it is of another feed."""
    key = guid(raw)
    if not key:
        return None
    old = _OLD_TITLE.search(_title(raw))
    announced = old is not None or _ANNOUNCED.match(str(raw.get("id") or "")) is not None
    summary = str(raw.get("summary") or "")
    header = _HEADER.match(summary)
    kind = str(raw.get("arxiv_announce_type") or (header["type"] if header else ""))
    # All names of an announcement stand in one text.
    names = [str(one.get("name") or "") for one in raw.get("authors", ())] or [str(raw.get("author") or "")]
    if old:
        summary, names = _OLD_MARKUP.sub("", summary), [_OLD_MARKUP.sub("", name) for name in names]
    document = arxiv_paper(
        key.removeprefix("arxiv:"),
        title=_OLD_TITLE.sub("", _title(raw)),
        abstract=summary[header.end() :] if header else summary,
        authors=names[0] if len(names) == 1 else names,
        categories=[str(one.get("term") or "") for one in raw.get("tags", ())],
        primary_category=str((raw.get("arxiv_primary_category") or {}).get("term") or ""),
        # An announcement's date is its own day, not that of the paper.
        published=None if announced else iso_time(raw.get("published")),
        updated="" if announced else (iso_time(raw.get("updated")) or ""),
        doi=str(raw.get("arxiv_doi") or ""),
        journal=str(raw.get("arxiv_journal_reference") or raw.get("arxiv_journal_ref") or ""),
        comment=str(raw.get("arxiv_comment") or ""),
    )
    if announced and (day := iso_time(raw.get("published") or raw.get("updated"))):
        document = replace(document, meta={**document.meta, "announced": day[:10]})
    is_replaced = kind.lower().startswith("replace") or bool(old and old["updated"])
    return FeedEntry(key, document, is_replaced)


def _title(raw: Mapping[str, Any]) -> str:
    return str(raw.get("title") or "")
