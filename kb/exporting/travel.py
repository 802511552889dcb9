"""A pack to read where there is no network: chosen items with their texts and the person's own notes on them,
as one page by itself, or as the chapters of a book (`kb.exporting.epub`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from importlib.resources import files
from types import MappingProxyType

from kb.catalogue import _, language, n_, number, p_
from kb.exporting.marks import foreign, web_links
from kb.exporting.prose import prose, readable
from kb.exporting.quoting import link
from kb.plots.palette import DARK, LIGHT, Palette
from kb.text.formulas import lettered
from kb.text.wikilinks import replaced
from kb.types import TO_READ, Filters, Item, ItemDetail, Zone

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LANGUAGES = ("en", "ru")
"""Codes that are languages to a reader; a text in both has none."""
TO_TRAVEL = Filters(zones=(Zone.NO_NEED,), states=TO_READ)
"""What is packed where nothing else is chosen."""
_AUTHORS = 5
"""A longer list of names would push the text away."""
_NOTHING: Mapping[str, Item] = MappingProxyType({})


class PackForm(StrEnum):
    """What a pack can be."""

    EPUB = "epub"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One item: its title and facts as plain text, its address or nothing, its language or nothing, its text
    and the person's notes as XHTML."""

    title: str
    facts: str
    address: str
    language: str
    text: str
    notes: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Chapters in their order, made at a moment in UTC. `key` is like that of no other pack."""

    key: str
    made_at: str
    minutes: int
    chapters: tuple[Chapter, ...]

    @property
    def title(self) -> str:
        """What the pack is called."""
        return _("To read, {day}", day=self.made_at[:10])

    @property
    def told(self) -> str:
        """How much it is, in a line."""
        items = n_("{count} item", "{count} items", len(self.chapters))
        reading = n_("about {count} minute of reading", "about {count} minutes of reading", self.minutes)
        return f"{items}, {reading}"


def fitting(items: Iterable[Item], minutes: int) -> list[Item]:
    """The first of the items that can be read in so many minutes; one that is too long for what is left is
    passed over, and so is what has no text yet."""
    chosen, left = [], minutes
    for item in items:
        if not item.stub and 0 < item.minutes <= left:
            chosen.append(item)
            left -= item.minutes
    return chosen


def pack(details: Sequence[ItemDetail], made_at: str, leads_to: Mapping[str, Item] = _NOTHING) -> Pack:
    """A pack of items, in their order, made at a moment in UTC; `leads_to` are the items that links of the
    person's notes lead to, by what the links name."""
    key = " ".join([made_at, *(detail.item.key for detail in details)])
    minutes = sum(detail.item.minutes for detail in details)
    return Pack(key, made_at, minutes, tuple(_chapter(one, leads_to) for one in details))


def _chapter(detail: ItemDetail, leads_to: Mapping[str, Item]) -> Chapter:
    item = detail.item
    named = item.authors[:_AUTHORS]
    names = ", ".join(named)
    if more := len(item.authors) - len(named):
        names = _("{names} and {number} more", names=names, number=number(more))
    reading = n_("{count} min", "{count} min", item.minutes) if item.minutes else ""
    facts = (item.source, names, item.dated, reading)
    language = item.language if item.language in _LANGUAGES else ""
    return Chapter(
        readable(lettered(" ".join(item.title.split()))) or _("Untitled"),
        readable(" · ".join(fact for fact in facts if fact)),
        link(item.url),
        language,
        _text(detail),
        "".join(_notes(detail, leads_to)),
    )


def _text(detail: ItemDetail) -> str:
    summary, text = detail.item.summary.strip(), detail.text.strip()
    if detail.turns:
        speaker = p_("a speaker", "unknown")
        text = "\n\n".join(f"**{turn.role or speaker}**\n\n{turn.text}" for turn in detail.turns)
    parts = [summary] if summary and not text.startswith(summary) else []
    nothing = f"<p>{_('No text is known yet.')}</p>"
    return "\n<hr />\n".join(prose(part) for part in (*parts, text) if part) or nothing


def _notes(detail: ItemDetail, leads_to: Mapping[str, Item]) -> Iterable[str]:
    address_of = web_links(leads_to)
    for one in detail.annotations:
        if one.quote:
            yield f"<blockquote>{prose(one.quote)}</blockquote>"
        if one.note:
            # A book knows no other notes: where a link leads nowhere, its words are left.
            yield prose(replaced(one.note, lambda link: address_of(link) or foreign(link.shown)))


def body(chapter: Chapter, level: int) -> str:
    """A chapter as XHTML, its title a heading of that level."""
    address = escape(chapter.address)
    where = f'<p class="facts"><a href="{address}">{address}</a></p>' if address else ""
    notes = f'<section class="notes"><p class="facts">{_("Your notes")}</p>{chapter.notes}</section>'
    return (
        f"<h{level}>{escape(chapter.title)}</h{level}>"
        f'<p class="facts">{escape(chapter.facts)}</p>{where}'
        f"{notes if chapter.notes else ''}\n{chapter.text}"
    )


def in_language(chapter: Chapter) -> str:
    """The attribute that says a chapter's language, where it has one."""
    return f' lang="{chapter.language}"' if chapter.language else ""


def style() -> str:
    """The look of the text, in both forms."""
    return files("kb.exporting").joinpath("travel.css").read_text(encoding="utf-8")


def page(pack: Pack) -> str:
    """The pack as one page: no script, no request, light and dark."""
    contents = "".join(
        f'<li><a href="#c{n}">{escape(chapter.title)}</a>'
        f' <span class="facts">{escape(chapter.facts)}</span></li>'
        for n, chapter in enumerate(pack.chapters, start=1)
    )
    chapters = "\n".join(
        f'<article id="c{n}"{in_language(chapter)}>{body(chapter, 2)}'
        f'<p class="facts"><a href="#top">{_("Contents")}</a></p></article>'
        for n, chapter in enumerate(pack.chapters, start=1)
    )
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}"
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(pack.title)}</title>
<style>:root {{ color-scheme: light dark; {_colours(LIGHT)} }} {dark}
{style()}</style>
</head>
<body id="top">
<h1>{escape(pack.title)}</h1>
<p class="facts">{escape(pack.told)}</p>
<ol>{contents}</ol>
{chapters}
</body>
</html>
"""


def _colours(theme: Palette) -> str:
    names = ("page", "line", "ink", "soft_ink", "accent")
    return " ".join(f"--{name.replace('_', '-')}: {getattr(theme, name)};" for name in names)
