"""One item as a note of a vault: properties, and below them what the person marked, what stands around it and
how it is cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kb.exporting.bibtex import entry
from kb.exporting.marks import foreign, marked, quote, web_links
from kb.exporting.mirror.names import tag
from kb.exporting.mirror.properties import Value
from kb.exporting.quoting import link, one_line
from kb.text.identity import arxiv_id, doi
from kb.text.mirrored import KEY, unmarked
from kb.text.wikilinks import Wikilink
from kb.types import Annotation, Item, State

FLAGS = (KEY, "mirrored", "merged_into")
"""Properties that are Jomo's alone, whatever somebody makes of them."""
PROPERTIES = frozenset(
    """
    title aliases authors year published saved kind zone state read verdict minutes language source url arxiv
    doi citekey tags areas points_to mentioned_by retells retold_by
    """.split()
)
"""The others that Jomo writes."""
_A_DAY = len("2026-11-29")
_AUTHORS_SHOWN = 5
"""A longer list of names would hide what follows."""
_NOTHING: Mapping[str, Item] = MappingProxyType({})
_IN_NAME = str.maketrans({"[": "(", "]": ")", "|": "/"})


@dataclass(frozen=True, slots=True)
class Linked:
    """Another item that a note tells of, and the words around the link between the two."""

    item: Item
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One item with everything that its note tells. `leads_to` are the items that links in the person's notes
    lead to, by what these name."""

    item: Item
    cite_key: str
    aliases: tuple[str, ...] = ()
    meta: Mapping[str, str] | None = None
    annotations: tuple[Annotation, ...] = ()
    areas: tuple[str, ...] = ()
    points_to: tuple[Linked, ...] = ()
    mentioned_by: tuple[Linked, ...] = ()
    retells: tuple[Linked, ...] = ()
    retold_by: tuple[Linked, ...] = ()
    leads_to: Mapping[str, Item] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Note:
    """What `mirror` writes of an item."""

    properties: Mapping[str, Value]
    body: str


def note(kept: Kept, name: str, links: Mapping[str, str]) -> Note:
    """The note of an item whose file is called `name`. `links` are the targets by which notes of other items
    are linked to, by the keys of these; what has none is told by its title and address."""
    return Note(_properties(kept, name, links), _body(kept, links))


def wikilink(target: str, title: str) -> str:
    """A link that Obsidian follows, shown by the title where the target says something else."""
    shown = one_line(title).translate(_IN_NAME)
    return f"[[{target}]]" if shown in ("", target) else f"[[{target}|{shown}]]"


def _properties(kept: Kept, name: str, links: Mapping[str, str]) -> dict[str, Value]:
    item = kept.item
    addresses = (item.key, *kept.aliases)
    title = one_line(item.title)
    published, saved = _date(item.published or ""), _date(item.saved_on)
    year = (item.published or "")[:4]
    found: dict[str, Value | None] = {
        KEY: item.key,
        "mirrored": True,
        "title": title,
        "aliases": (title,) if title and title != name else (),
        "authors": tuple(filter(None, map(one_line, item.authors))),
        "year": int(year) if year.isdecimal() else None,
        "published": published,
        "saved": saved,
        "kind": item.kind.value,
        "zone": item.zone.value,
        "state": item.state.value,
        "read": item.state is State.READ,
        "verdict": item.verdict.value if item.verdict else None,
        "minutes": item.minutes or None,
        "language": item.language or None,
        "source": one_line(item.source) or None,
        "url": link(item.url) or None,
        "arxiv": next(filter(None, map(arxiv_id, addresses)), None),
        "doi": one_line(next(filter(None, map(doi, addresses)), "")) or None,
        "citekey": kept.cite_key,
        "tags": _tags(item.tags),
        "areas": tuple(map(one_line, kept.areas)),
        "points_to": _links(kept.points_to, links),
        "mentioned_by": _links(kept.mentioned_by, links),
        "retells": _links(kept.retells, links),
        "retold_by": _links(kept.retold_by, links),
    }
    return {name: value for name, value in found.items() if value is not None and value != ()}


def _date(text: str) -> date | None:
    """A day; None for a month or a year alone, which a property of that type cannot hold."""
    try:
        return date.fromisoformat(text[:_A_DAY])
    except ValueError:
        return None


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as Obsidian takes them, each once whatever its capitals."""
    made = {one.casefold(): one for one in reversed([tag(one) for one in tags]) if one}
    return tuple(reversed(made.values()))


def _links(linked: Sequence[Linked], links: Mapping[str, str]) -> tuple[str, ...]:
    found = (
        wikilink(target, one.item.title) for one in linked if (target := links.get(one.item.key)) is not None
    )
    return tuple(dict.fromkeys(found))


def _body(kept: Kept, links: Mapping[str, str]) -> str:
    item = kept.item
    parts = [f"# {foreign(item.title)}" if item.title.strip() else "", _byline(item)]
    if item.summary:
        parts.append("> [!abstract]\n" + quote(item.summary))

    def link_to(one: Wikilink) -> str | None:
        led_to = kept.leads_to.get(one.target)
        target = links.get(led_to.key) if led_to else None
        return wikilink(target, one.shown) if target else web_links(kept.leads_to)(one)

    parts += _section("Notes", [marked(one, link_to) for one in kept.annotations if not one.quote])
    parts += _section("Highlights", [marked(one, link_to) for one in kept.annotations if one.quote])
    for heading, linked in (
        ("Points to", kept.points_to),
        ("Mentioned by", kept.mentioned_by),
        ("Retells", kept.retells),
        ("Retold by", kept.retold_by),
    ):
        parts += _section(heading, ["\n".join(_entry(one, links) for one in linked)])
    parts += ["## Citation", f"```bibtex\n{entry(item, kept.aliases, kept.meta or {}, kept.cite_key)}```"]
    return unmarked("\n\n".join(filter(None, parts)))


def _byline(item: Item) -> str:
    names, others = item.authors[:_AUTHORS_SHOWN], len(item.authors) - _AUTHORS_SHOWN
    who = ", ".join(map(foreign, names)) + (f" and {others} more" if others > 0 else "")
    address = link(item.url)
    source = "" if item.source in item.authors else foreign(item.source)
    facts = (who, source, (item.published or "")[:_A_DAY], f"<{address}>" if address else "")
    return " · ".join(filter(None, facts))


def _section(heading: str, entries: Sequence[str]) -> list[str]:
    told = [one for one in entries if one]
    return [f"## {heading}", *told] if told else []


def _entry(one: Linked, links: Mapping[str, str]) -> str:
    item = one.item
    if (target := links.get(item.key)) is not None:
        told = wikilink(target, item.title)
    else:
        address = link(item.url)
        told = f"[{foreign(item.title)}]({address})" if address else foreign(item.title)
    return f"- {told}" + (f": {foreign(one.words)}" if one.words else "")
