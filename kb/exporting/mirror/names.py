"""Names of files and tags that every system, and Obsidian's links, take as they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from unicodedata import normalize

from kb.exporting.quoting import one_line
from kb.text.tex import plain_tex

_BYTES = 200
"""Of a name in UTF-8: with an ending and a digest below the 255 of file systems."""
_LONGEST = 100
"""Characters of a name: Windows takes 260 of a whole path."""
_DIGEST = 6
"""Signs of the digest that parts two items of one title."""
_COLON = re.compile(r"\s*:\s+")
# Windows refuses the first ten; the others end a link in Obsidian or begin something else within it.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f#^\[\]`$]|%%')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
"""Devices of Windows, whatever ending they are given."""
_ENDING = re.compile(
    r"\.(md|canvas|base|pdf|png|jpe?g|gif|bmp|svg|webp|avif|mp3|wav|m4a|3gp|flac|ogg|oga|opus|mp4|webm|ogv|mov|mkv)\Z",
    re.IGNORECASE,
)
"""Files that a link whose name ends so would lead to instead."""
_NO_TAG = re.compile(r"[^\w/-]+")
_SPOKEN = (("+", "plus"), ("#", "sharp"), ("&", "-and-"))
"""What parts C from C++ and C#."""


def stem(title: str, key: str) -> str:
    """What the file of an item is called, without its ending."""
    for text in (title, key):
        if name := _cut(_clean(text)):
            return f"_{name}" if _RESERVED.match(name) else name
    return _short(key)


def free(title: str, key: str, taken: Collection[str]) -> str:
    """As `stem`; what parts items of one title is a digest of the key, which no other item changes. `taken`
    holds names in the form of `compared`."""
    name = stem(title, key)
    for length in range(_DIGEST, 64):
        if compared(name) not in taken:
            break
        name = f"{stem(title, key)} ({_short(key, length)})"
    return name


def compared(name: str) -> str:
    """A name as systems that know no capitals, and one form of each letter only, compare it."""
    return normalize("NFC", normalize("NFC", name).casefold())


def tag(text: str) -> str:
    """A tag as Obsidian takes it: letters, digits, `-`, `_` and `/`, not digits alone; empty where nothing
    is left."""
    for sign, word in _SPOKEN:
        text = text.replace(sign, word)
    levels = (_NO_TAG.sub("-", one_line(level)).strip("-") for level in normalize("NFC", text).split("/"))
    made = re.sub(r"-{2,}", "-", "/".join(filter(None, levels)))
    return f"_{made}" if made and all(sign.isdigit() or sign in "/-_" for sign in made) else made


def _clean(text: str) -> str:
    text = _COLON.sub(" - ", one_line(normalize("NFC", plain_tex(text))))
    text = " ".join(_FORBIDDEN.sub(" ", text.replace("$", "")).split())
    text = _ENDING.sub(r" \1", text.strip(". -"))
    return text.strip(". -")


def _cut(name: str) -> str:
    """A name of bearable length, ended between words where it can be."""
    whole = len(name) <= _LONGEST and len(name.encode()) <= _BYTES
    if whole:
        return name
    short = name[:_LONGEST].encode()[:_BYTES].decode(errors="ignore")
    words = short.rpartition(" ")[0] if name[len(short) : len(short) + 1].strip() else short
    return (words if len(words) > len(short) // 2 else short).rstrip(". -")


def _short(key: str, length: int = _DIGEST) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:length]
