"""Links to items within the person's own Markdown: `[[Title]]`, or `[[key|Title]]` where the title alone
would not tell which item is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.text.markup import outside_code

# Not `![[...]]`, which shows a file of a vault, and not what a backslash says is no link.
_LINK = re.compile(r"(?<![!\\])\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<shown>[^\[\]\n]+))?\]\]")
NAMED_BY_FOLDER = frozenset({"index", "_index", "readme", "main", "note", "notes", "summary", "paper"})
"""What files are called whose folder bears the name of the page: bundles of sites, folders of papers."""
_UNFIT = re.compile(r"[\[\]|\n]")
_INSTEAD = str.maketrans({"[": "(", "]": ")", "|": "/", "\n": " "})


@dataclass(frozen=True, slots=True)
class Wikilink:
    """A link as it is written: what it leads to (a title, a key or an address) and what is shown of it."""

    target: str
    shown: str


def targets(markdown: str) -> tuple[str, ...]:
    """What the links of a text lead to, each once, in their order. Code holds none."""
    found: dict[str, None] = {}

    def note(link: Wikilink) -> None:
        found[link.target] = None

    replaced(markdown, note)
    return tuple(found)


def replaced(markdown: str, change: Callable[[Wikilink], str | None]) -> str:
    """A text with each of its links as `change` says; where it says None, the link stays as it is written."""

    def instead(found: re.Match[str]) -> str:
        target = " ".join(found["target"].split())
        shown = " ".join((found["shown"] or target).split())
        told = change(Wikilink(target, shown)) if target and shown else None
        return found[0] if told is None else told

    return outside_code(markdown, lambda prose: _LINK.sub(instead, prose))


def readable(markdown: str) -> str:
    """A text with what is shown of its links instead of them, for where nothing can be followed."""
    return replaced(markdown, lambda link: link.shown)


def written(title: str, key: str = "") -> str:
    """The link to an item of that title; with its `key` where the title alone would not do."""
    shown = " ".join(title.translate(_INSTEAD).split())
    if not key or _UNFIT.search(key):
        return f"[[{shown}]]"
    return f"[[{key}|{shown}]]" if shown else f"[[{key}]]"


def is_plain(title: str) -> bool:
    """Whether a title can be written in a link as it is."""
    return bool(title.strip()) and not _UNFIT.search(title)
