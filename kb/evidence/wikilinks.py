"""Mentions by links between notes: `[[Name]]`, `[[Name|as shown]]`, `[as shown](Name.md)`, and what sites are
generated from (`{{< relref "Name" >}}`, `{% post_url Name %}`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.evidence.works import Works
from kb.text.identity import canonical_key
from kb.text.wikilinks import NAMED_BY_FOLDER
from kb.text.words import fold, letters
from kb.types.evidence import TraceKind

_WIKILINK = re.compile(
    r"\[\[(?P<target>[^\[\]|#^\n]+)(?:[#^][^\[\]|\n]*)?(?:\\?\|(?P<shown>[^\[\]#\n]*)[^\[\]\n]*)?\]\]"
)
_NOTE_LINK = re.compile(
    r"\]\(\s*<?(?P<target>(?![a-z]+:)[^()\n<>]{1,300}?\.(?:md|qmd|ipynb|org))>?(?:#[^()\n]*)?\s*\)",
    re.IGNORECASE,
)
_SITE_LINK = re.compile(
    r"(?:\{\{[<%]\s*(?:rel)?ref|\{%-?\s*(?:post_url|link))\s+[\"']?(?P<target>[^\s\"'#<>%{}]{1,300})"
)
_FILE_ENDING = re.compile(r"\.(?:md|qmd|rmd|ipynb|org|pdf|html)$", re.IGNORECASE)
_ARXIV_ID = re.compile(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)")
_BEHIND_KEY = re.compile(r"(?:(?<=\d)|(?<=\d[a-z])|\s[-–—]|[,:])\s.*")
"""The title that templates of Zotero's plugins write behind a key into the name of a note."""
_BY_SHORT_NAME = 0.9
"""How probable a link to the short name of a title means the work, not its subject. By judgement."""


def note_name(target: str) -> str:
    """What a note is called by links, whatever folder, ending and case they are written with; by its folder
    where that tells its name."""
    folder, _, name = _FILE_ENDING.sub("", target.strip().replace("\\", "/")).rpartition("/")
    if name.lower() in NAMED_BY_FOLDER and (above := folder.rpartition("/")[2].strip(".")):
        name = above
    return fold(name)


def may_link(text: str) -> bool:
    """Whether a text may link to notes."""
    return "[[" in text or any(pattern.search(text) for pattern in (_NOTE_LINK, _SITE_LINK))


def linked_notes(
    reading: Reading, works: Works, notes: Mapping[str, int | None], by_key: Mapping[str, int]
) -> Iterator[Mention]:
    """The mentions of items by links to notes, in order; `notes` are the items that the person's own notes
    are about, by `note_name`, None for about none; `by_key` those of the bibliography."""
    text = reading.text
    for pattern, sign in ((_WIKILINK, "[["), (_NOTE_LINK, "]("), (_SITE_LINK, "{")):
        for found in pattern.finditer(text) if sign in text else ():
            target = unquote(found["target"]) if pattern is _NOTE_LINK else found["target"]
            shown = found["shown"] if pattern is _WIKILINK else None
            if shown and note_name(shown) in notes and note_name(target) not in notes:
                # In Dendron what is shown comes first.
                target = shown
            if one := meant(target, works, notes, by_key, ()):
                yield Mention(one[0], TraceKind.WIKILINK, *found.span(), one[1])


def meant(
    target: str,
    works: Works,
    notes: Mapping[str, int | None],
    by_key: Mapping[str, int],
    otherwise: Collection[int],
) -> tuple[int, float] | None:
    """The item that a link to a note, or its name, means, and how probably; `by_key` are the items of a
    bibliography, `otherwise` those that are mentioned beside it, which tells what a short name means."""
    name = note_name(target)
    if name in notes:
        item = notes[name]
        return None if item is None else (item, 1.0)
    key = _FILE_ENDING.sub("", target.strip())
    last = key.rpartition("/")[2]
    for cited in (key, last, _BEHIND_KEY.sub("", last)):
        if (item := by_key.get(cited.removeprefix("@"))) is not None:
            return item, 1.0
    number = _ARXIV_ID.search(target)
    keys = (canonical_key(target), *((f"arxiv:{number[0]}",) if number else ()))
    if (item := works.item_of(keys)) is not None:
        return item, 1.0
    if called := works.titled(letters(name)):
        if called.telling:
            return called.item_id, 1.0
        if called.coined or called.whole or called.item_id in otherwise:
            return called.item_id, _BY_SHORT_NAME
    return None
