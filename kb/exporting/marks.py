"""Notes and highlights as Markdown that Obsidian, too, shows as it is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kb.clock import day
from kb.exporting.quoting import in_entry, link
from kb.text import wikilinks
from kb.text.wikilinks import Wikilink
from kb.types import Annotation, Item
from kb.types.notes import NoteGroup

# What Obsidian acts upon beside Markdown: tags, comments, marked words, names of blocks; and lines of `=`,
# which make a heading of what stands above them.
_MARKUP = re.compile(r"(?<![\w&\\])#(?=[\w#])|%(?=%)|=(?==)|\A=\Z|\^(?=[\w-]+\Z)")
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)


def foreign(text: str) -> str:
    """Somebody else's text on one line as it is shown as it is."""
    return _MARKUP.sub(r"\\\g<0>", in_entry(text))


def quote(text: str) -> str:
    """Somebody else's text as a quote, line by line."""
    return "\n".join(f"> {line}".rstrip() for line in map(foreign, text.strip().splitlines()))


def marked(one: Annotation, link_to: Callable[[Wikilink], str | None] = lambda _: None) -> str:
    """A highlight as a quote with its place, and the note on it below; a note with its place below. What
    `link_to` says of a link of the note stands instead of it; where that is None, the link stays."""
    told = " · ".join(filter(None, (foreign(one.place), day(one.made_at) if one.made_at else "")))
    when = f"*{told}*" if told else ""
    words = _closed(wikilinks.replaced(one.note, link_to))
    if not one.quote:
        return "\n\n".join(filter(None, (words, when)))
    quoted = f"{quote(one.quote)}\n>\n> {when}" if when else quote(one.quote)
    return "\n\n".join(filter(None, (quoted, words)))


def web_links(leads_to: Mapping[str, Item]) -> Callable[[Wikilink], str | None]:
    """How links of notes are written where there is no vault: as links of Markdown to the items' addresses,
    or, of items without one, as what is shown. `leads_to` are the items by what the links name."""

    def written(one: Wikilink) -> str | None:
        if (item := leads_to.get(one.target)) is None:
            return None
        shown = foreign(item.title if one.shown == item.key else one.shown)
        return f"[{shown}]({address})" if (address := link(item.url)) else shown

    return written


def listed(groups: Sequence[NoteGroup], otherwise: str, leads_to: Mapping[str, Item]) -> str:
    """Notes under the names of their groups, each below its item; `otherwise` names the group without,
    `leads_to` the items that links of the notes lead to."""
    return "\n\n".join(_lines(groups, otherwise, web_links(leads_to))) + "\n"


def _lines(
    groups: Sequence[NoteGroup], otherwise: str, link_to: Callable[[Wikilink], str | None]
) -> Iterator[str]:
    for group in groups:
        yield f"## {foreign(group.name) or otherwise}"
        before = None
        for _, item, one in group.rows:
            if item.id != before:
                title, address = foreign(item.title), link(item.url)
                yield f"### [{title}]({address})" if address else f"### {title}"
            before = item.id
            yield marked(one, link_to)


def _closed(markdown: str) -> str:
    """The person's own Markdown, a block of code that was left open closed, so that it takes in nothing of
    what follows."""
    fence = ""
    for mark, rest in _FENCE.findall(markdown):
        if not fence:
            fence = mark
        elif mark.startswith(fence) and not rest.strip():
            fence = ""
    return f"{markdown.strip()}\n{fence}" if fence else markdown.strip()
