"""A saved page with the pictures that were kept of those beside it. Foreign as it is it may load nothing, so
they are written into it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_HEAD = 4096
"""Bytes within which a page says its charset: the first 1,024 in HTML, and saved pages have a note above."""
_OWN = ("src", "data-src", "data-original", "data-lazy-src")
_ELSEWHERE = ("srcset", "sizes", "loading")
"""Where else an image may be shown from, and when; it has its picture."""
_CANDIDATE = re.compile(r"(?:^|,)\s*(\S*[^\s,])")
"""An address in a list of them, before its width or density (HTML, srcset)."""


def with_pictures(page: bytes, kept: Mapping[str, tuple[Path, str]]) -> bytes:
    """The page with those pictures written into it whose relative addresses are among the `kept` ones, which
    are (file, media type). All else stays as it is, byte by byte, and so does a page of unknown letters."""
    said = _CHARSET.search(page[:_HEAD])
    charset = said[1].decode("ascii") if said else "utf-8"
    try:
        text = page.decode(charset, "surrogateescape")
        if text.encode(charset, "surrogateescape") != page:
            return page
        return _Images(text, kept).written().encode(charset, "surrogateescape")
    except (LookupError, UnicodeError):
        return page


class _Images(HTMLParser):
    """Where images begin in a page, and what is to stand there."""

    def __init__(self, text: str, kept: Mapping[str, tuple[Path, str]]) -> None:
        super().__init__()
        self._text, self._kept = text, kept
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._instead: list[tuple[int, int, str]] = []
        self.feed(text)
        self.close()

    def written(self) -> str:
        parts, behind = [], 0
        for begins, ends, tag in self._instead:
            parts += [self._text[behind:begins], tag]
            behind = ends
        return "".join([*parts, self._text[behind:]])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = dict(reversed(attributes))
        if tag == "img":
            if (found := self._first(_addresses(own))) is not None:
                rest = [one for one in attributes if one[0] not in (*_OWN, *_ELSEWHERE)]
                self._put(tag, [*rest, ("src", found)])
        # A browser that finds one for its screen takes no other, though it may not load it.
        elif tag == "source" and "data:" not in (choice := own.get("srcset") or "data:"):
            found = self._first(_CANDIDATE.findall(choice))
            rest = [one for one in attributes if one[0] != "srcset"]
            self._put(tag, rest if found is None else [*rest, ("srcset", found)])

    def _first(self, addresses: Iterator[str] | list[str]) -> str | None:
        named = filter(None, map(_name, addresses))
        return next((_data(*self._kept[name]) for name in named if name in self._kept), None)

    def _put(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        begins = self._lines[line - 1] + column
        told = "".join(f' {name}="{escape(value or "")}"' for name, value in attributes)
        self._instead.append((begins, begins + len(self.get_starttag_text() or ""), f"<{tag}{told}>"))


def _addresses(image: Mapping[str, str | None]) -> Iterator[str]:
    yield from filter(None, (image.get(name) for name in _OWN))
    yield from _CANDIDATE.findall(image.get("srcset") or "")


def _name(address: str) -> str:
    """A relative address as the names of kept pictures are; empty for any other."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc or not parts.path else normpath(unquote(parts.path))


def _data(picture: Path, media_type: str) -> str:
    return f"data:{media_type};base64,{b64encode(picture.read_bytes()).decode()}"
