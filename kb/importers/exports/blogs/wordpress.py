"""WordPress: its export (WXR), an RSS of all posts and pages with fields of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from kb.catalogue import _
from kb.importers.exports.blogs.post import BlogFormat, Post
from kb.importers.files import beginning, local_path
from kb.importers.html.fragment import markdown
from kb.importers.saved_link import moment
from kb.types import Failure, Skipped

_EXPORT = b"wordpress.org/export/"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT = re.compile(r"\{http://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
_PARTS = ("item", "{*}author")
_TYPES = ("post", "page")
_PUBLISHED = "publish"
_DRAFTS = ("draft", "pending", "future", "private")
"""The states of what somebody wrote and did not publish; the others are of what is thrown away."""
_OWN_THINGS = frozenset(
    "attachment nav_menu_item revision customize_changeset oembed_cache user_request custom_css wp_block"
    " wp_global_styles wp_navigation wp_template wp_template_part wp_font_family wp_font_face"
    " feedback".split()
)
"""Types of what WordPress keeps for itself."""
_BLOCK = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)
"""How its editor marks the blocks of a text."""
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")
_SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|audio|video|playlist)\b[^\]\n]*\]")


def _match(spec: str) -> bool:
    return _EXPORT in beginning(spec)


def _posts(spec: str) -> Iterator[Post | Failure]:
    path = local_path(spec) or Path(spec)
    authors: dict[str, str] = {}
    others: Counter[str] = Counter()
    number = 0
    with path.open("rb") as file:
        found = etree.iterparse(
            file,
            tag=("item", "{*}author"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=True,
        )
        for _event, element in found:
            if element.tag != "item":
                authors[_text(element, "author_login")] = _text(element, "author_display_name")
                continue
            kind = _text(element, "post_type")
            if kind in _TYPES and (post := _post(element, authors)):
                number += 1
                yield post
            elif kind not in (*_TYPES, *_OWN_THINGS):
                others[kind] += 1
            element.clear()
        damaged = next(iter(found.error_log), None)
    for kind, count in others.items():
        told = _("things of the type {kind}", kind=kind) if kind else _("things without a type")
        yield Skipped(path.name, told, count)
    if damaged:
        yield Failure(
            path.name, _("is damaged in line {line}; check what came, or export it again", line=damaged.line)
        )
    if not number:
        yield Failure(path.name, _("{file} holds no post; check the export", file=path.name))


def _post(item: etree._Element, authors: dict[str, str]) -> Post | None:
    status = _text(item, "status")
    if status != _PUBLISHED and status not in _DRAFTS:
        return None
    link, guid = _text(item, "link"), _text(item, "guid")
    excerpt = next((one.text or "" for one in item if _EXCERPT.fullmatch(str(one.tag))), "")
    author = next((one.text or "" for one in item if str(one.tag).endswith("}creator")), "").strip()
    tags = (
        " ".join((one.text or "").split())
        for one in item.findall("category")
        if one.get("domain") in ("category", "post_tag") and one.get("nicename") != "uncategorized"
    )
    # The moment in UTC is missing of drafts; zeros are no moment.
    at = moment(_text(item, "post_date_gmt")) or (moment(_text(item, "post_date")) or "")[:10]
    return Post(
        # Posts are counted in each blog.
        number=f"{urlsplit(link or guid).netloc}/{_text(item, 'post_id')}",
        title=_text(item, "title"),
        text=markdown(_html(item.findtext(_CONTENT) or ""), link).strip(),
        written_at=at or None,
        address=link,
        also=(guid,) if guid.startswith("http") and guid != link else (),
        name=_text(item, "post_name"),
        summary=markdown(excerpt).strip(),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        authors=tuple(filter(None, (authors.get(author) or author,))),
        draft=status in _DRAFTS,
    )


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(name) or element.findtext(f"{{*}}{name}") or "").strip()


def _html(content: str) -> str:
    """A text as its pages show it: where it was written without paragraphs, blank lines part them."""
    plain = _SHORTCODE.sub("", _BLOCK.sub("", content))
    if _PARAGRAPH.search(plain):
        return plain
    return "".join(f"<p>{part}</p>" for part in _BLANK.split(plain) if part.strip())


FORMAT = BlogFormat("WordPress (WXR)", "WordPress", _match, _posts)
