"""What a note is called: the heading it begins with, or its file's name. A title is data, not Markdown: only
marks that can be nothing else are taken off."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_PICTURE = r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"
PICTURES = re.compile(_PICTURE)
WIKILINK = re.compile(r"(?<![\w)\]])\[\[([^\[\]|#\n]*)(?:#([^\[\]|\n]*))?(?:\|([^\[\]\n]+))?\]\]")
EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
# Pictures, sound and films say nothing by their names; of an embedded note the name is what was written.
_EMBEDDED_MEDIA = re.compile(
    r"!\[\[[^\[\]\n|#]*\.(?:png|jpe?g|gif|svg|webp|bmp|avif|heic|mp3|wav|m4a|ogg|flac|mp4|webm|mov|mkv)"
    r"(?:[|#][^\[\]\n]*)?\]\]",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"!(?=\[\[[^\[\]\n]*\]\])")

# What may stand above the first heading and says nothing.
_SILENT = (
    r"\s+",
    r"<!--.*?-->",
    r"%%.*?%%",
    r"!\[\[[^\[\]\n]*\]\]",
    rf"\[{_PICTURE}\]\([^)\n]{{0,2000}}\)",
    _PICTURE,
    r"</?(?!h1)[a-zA-Z][^<>]*>",
    # Rules, labels of MyST, imports of MDX, a line of hashtags, a place for the table of contents.
    r"^(?P<rule>[-*_])(?:[ \t]*(?P=rule)){2,}[ \t]*$",
    r"^\([\w:-]+\)=[ \t]*$",
    r"^import\b[^\n]*[\"'];?$",
    r"^export (?:const|default|let|function)\b[^\n]*$",
    r"^#[^\s#]\S*(?:[ \t]+#[^\s#]\S*)*[ \t]*$",
    r"^\[+toc\]+[ \t]*$",
)
_UNSAID = re.compile(rf"(?:{'|'.join(_SILENT)})*", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(
    r" {0,3}#[ \t\u00a0]+(?P<atx>[^\n]+?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)"
    r"|(?P<setext>[^\s#>][^\n]*)\n=+[ \t]*(?:\n|\Z)"
    r"|<h1\b[^>]*>(?P<html>.*?)</h1>\s*",
    re.DOTALL | re.IGNORECASE,
)
# Code, formulas and escaped signs are no Markdown inside.
_KEPT = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?<!\\)\$(?=\S)(?:[^$\n\\]|\\.)+?(?<=\S)\$(?!\d)|\$\$.+?\$\$|\\(?P<sign>[!-/:-@\[-`{-~])"
)
_LONGEST_LINE = 1500
"""Characters of a line that are looked at; a title has far fewer, and a line may be a whole file."""
_KEPT_AT = 0xF0000
"""Private signs stand for what is kept while the marks around it are taken off."""
_KEPT_SIGN = re.compile(f"[{chr(_KEPT_AT)}-{chr(_KEPT_AT + 0xFFFD)}]")
_TARGET = r"(?:[^()\s]|\([^()\s]*\))+"
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])((?:(?!\1).)+?)(?<=[^\s*])\1(?![\w*])")
_MARKS = (
    (re.compile(r"<!--.*?-->|\[\^[^\]\s]+\]"), ""),
    (re.compile(rf"(?<!\w)\[([^\[\]]*)\]\((?=\S*[/.#:]){_TARGET}(?:\s[^()]*)?\)"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"<(?:a|span|font|img)\s[^<>]*>|</(?:a|span|font)>", re.IGNORECASE), ""),
    (re.compile(r"<(b|i|em|strong|u|s|small|big|code|kbd|mark|sub|sup|center)>(.*?)</\1>", re.I), r"\2"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (_EMPHASIS, r"\2"),
    (_EMPHASIS, r"\2"),
    # One Latin word between double underscores is a name of Python's.
    (
        re.compile(r"(?<!\w)__(?![A-Za-z]\w*__)(?=[^\s_])((?:(?!__).)+)(?<=[^\s_])__(?!\w)", re.A | re.I),
        r"\1",
    ),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_]+)(?<=[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"(?<!~)~~(?=[^\s~])([^~]+)(?<=[^\s~])~~(?!~)"), r"\1"),
    (re.compile(r"\s*\{(?:[#.][^{}]*|-)\}\s*$"), ""),
)
_ENTITY = re.compile(r"&#?\w+;")
_SAYS_MORE = re.compile(r"\]\(|\[\[|\[\^|<(?:a|img)\s|(?<!\S)#\w", re.IGNORECASE)
_MOST_INDENTED = 3
"""Spaces before a heading; with more it is a line of code."""
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s+")
_DATED_SLUG = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(\S+)")


def first_heading(body: str) -> str:
    """The text of the first-level heading a note begins with, else ''."""
    unsaid = _UNSAID.match(body)
    at = unsaid.end() if unsaid else 0
    heading = _HEADING.match(body, at)
    beside = body[:at].rpartition("\n")[2]
    if heading is None or (heading["html"] is None and (beside.strip() or len(beside) > _MOST_INDENTED)):
        return ""
    return _text_of(heading)


def _text_of(heading: re.Match[str]) -> str:
    if heading["html"] is None:
        return plain_title(heading["atx"] or heading["setext"])
    return plain_title(_ENTITY.sub(lambda entity: unescape(entity[0]), heading["html"]))


def first_words(prose: str) -> str:
    """The first line that says something, else ''."""
    lines = (plain_title(_LINE_MARK.sub("", line, count=1)) for line in prose.split("\n") if line.strip())
    return next((line for line in lines if any(map(str.isalnum, line))), "")


def without_heading(body: str, title: str) -> str:
    """The body without a leading first-level heading that only repeats the title."""
    heading = _HEADING.match(body.lstrip("\n"))
    if heading and _same(_text_of(heading), title):
        return body.lstrip("\n")[heading.end() :].lstrip("\n")
    return body


def heading_says_more(body: str) -> bool:
    """Whether the heading a note begins with holds what no title can: links, tags, pictures."""
    heading = _HEADING.match(body.lstrip("\n"))
    return heading is not None and any(map(_SAYS_MORE.search, filter(None, heading.groups())))


def plain_title(markdown: str) -> str:
    """One line of Markdown as text: no pictures, link targets or emphasis; code and formulas as they are."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found["sign"] or (found["code"] or found[0]).strip())
        return chr(_KEPT_AT + len(kept) - 1)

    text = _KEPT.sub(keep, EMBED.sub("", PICTURES.sub("", markdown[:_LONGEST_LINE])))
    text = plain_wikilinks(text)
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    text = _KEPT_SIGN.sub(lambda sign: kept[ord(sign[0]) - _KEPT_AT], text) if kept else text
    return " ".join(text.split())


def plain_wikilinks(text: str) -> str:
    """A text with the label or the target of each wikilink and each embedded note in its place, and without
    embedded pictures."""

    def shown(link: re.Match[str]) -> str:
        target, section, label = link.groups()
        return str(label or target or section or "").strip()

    return WIKILINK.sub(shown, _EMBEDDED.sub("", _EMBEDDED_MEDIA.sub("", text)))


def title_of_name(path: Path) -> str:
    """A file's name as a title: without a post's date, and with what Obsidian's drawings and Logseq's pages
    have in their names only for the file system's sake."""
    stem = path.stem.removesuffix(".excalidraw")
    if post := _DATED_SLUG.fullmatch(stem):
        return re.sub(r"[-_]+", " ", post[1]).strip() or stem
    if path.parent.name == "pages":
        return unquote(stem).replace("___", "/")
    return stem


def _same(one: str, other: str) -> bool:
    # Without the signs of `C++` and `C#` they would be `C`.
    signs = [[sign for sign in text.casefold() if sign.isalnum() or sign in "+#"] for text in (one, other)]
    return signs[0] == signs[1]
