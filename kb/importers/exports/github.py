"""Stars of GitHub, as its programming interface lists them (`gh api user/starred`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.catalogue import noted
from kb.importers.records import JsonFormat
from kb.importers.saved_link import SavedLink, moment, words


def _repositories(value: Any) -> Iterator[tuple[dict[str, Any], object]]:
    """Repositories with the moment of their star, where the answer was asked for with it. Pages of answers,
    as `gh api --slurp` keeps them, are lists in a list."""
    for page in value if isinstance(value, list) else ():
        for one in page if isinstance(page, list) else [page]:
            if isinstance(one, dict):
                repository = one.get("repo")
                yield (repository, one.get("starred_at")) if isinstance(repository, dict) else (one, None)


def _fits(value: Any) -> bool:
    first, _ = next(_repositories(value), ({}, None))
    return {"full_name", "html_url", "stargazers_count"} <= first.keys()


def _links(value: Any) -> Iterator[SavedLink]:
    for repository, starred_at in _repositories(value):
        yield SavedLink(
            str(repository.get("html_url") or ""),
            str(repository.get("full_name") or ""),
            moment(starred_at),
            words(repository.get("topics")),
            excerpt=str(repository.get("description") or ""),
            published=(moment(repository.get("created_at")) or "")[:10] or None,
        )


FORMAT = JsonFormat(noted("GitHub stars (JSON)"), "GitHub", _fits, _links)
