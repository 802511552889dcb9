"""What a person pastes or types, taken apart: addresses and paths one each, and the words that are a note.

An address may carry the title its list gives it, as a Markdown link: `[Kimi Linear](https://arxiv.org/…)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kb.importers.files import HTML_SUFFIXES, MARKDOWN_SUFFIXES, local_path
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key, located_references
from kb.text.normal import normalized
from kb.text.urls import HOSTLESS, trimmed
from kb.text.works import is_of_work, page_title
from kb.types import Document

_LABELLED = re.compile(r"\[(?P<label>.*)\]\((?P<address>[^\s]+)\)", re.DOTALL)
_PATH = re.compile(r"(?:~?/|~\w+/|\.{1,2}[/\\]|[A-Za-z]:[\\/]|\\\\)\S.*|~")
_FILE_SUFFIXES = "|".join(
    sorted(suffix[1:] for suffix in (*MARKDOWN_SUFFIXES, *HTML_SUFFIXES, ".pdf", ".txt", ".json", ".jsonl"))
)
_FILE_NAME = re.compile(rf"[^\s:]+\.(?:{_FILE_SUFFIXES})", re.IGNORECASE)
# What has the form of an address, whether it can be kept or must be refused.
_ANY_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*|(?:mailto|javascript|vbscript|data|file|tel|sms|about|blob|view-source):\S+",
    re.IGNORECASE,
)
# What an identifier or an address cannot be without.
_TELLING = re.compile(r"\d{4}\.\d{4}|/\d{7}|10\.\d{4}|[a-z]:\S", re.IGNORECASE)
_HOST = re.compile(HOSTLESS, re.IGNORECASE)
# A sign, the number of a list, a mark of one's own (`[3]`, `[x]`), a subject class of arXiv.
_LIST_MARK = re.compile(
    r"[\W_]+|\d{1,3}[.):]|[\[(#№]+\d{1,3}[\])]*[.:]?|\[[xX]\]|[\[(][a-z-]+\.[A-Za-z-]{2,}[\])]"
)
_NEXT_ADDRESS = re.compile(
    r"[,;|]+(?=https?://|10\.\d{4,9}/|\d{4}\.\d{4,5}|arxiv|doi\b|[a-z-]+/\d{7})", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LABEL_LIMIT = 200
"""Characters up to which words beside an address are its title; more are a text that mentions it."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """`specs` are addresses and paths as `add` takes them; `note` is the whole text where words of it are the
    person's own, else empty."""

    specs: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line taken apart: its addresses and the words beside them. `named`: the words are the title of its
    one address; `link`: that address is a web link."""

    specs: tuple[str, ...]
    words: str = ""
    named: bool = False
    link: bool = False


def labelled(spec: str) -> tuple[str, str]:
    """The address of a spec and the title given to it, empty where there is none."""
    found = _LABELLED.fullmatch(spec.strip())
    return (found["address"], " ".join(found["label"].split())) if found else (spec, "")


def titled(stub: Document, label: str) -> Document:
    """What is known of a work so far, under the title a list gives it in place of its mere address."""
    title = shortened(label, _LABEL_LIMIT)
    return replace(stub, title=title, meta={**stub.meta, "label": title}, guessed=False) if title else stub


def _with_label(address: str, label: str) -> str:
    return f"[{label}]({address})" if label else address


def addresses_in(spec: str) -> list[str]:
    """The addresses a spec lists (`2510.26692, 2507.20534`), or the spec itself where it lists none."""
    if local_path(spec) is not None or _LABELLED.fullmatch(spec.strip()):
        return [spec]
    found = taken_apart(spec)
    return list(found.specs) if found.specs and not found.note else [spec]


def taken_apart(text: str) -> Pasted:
    """What was pasted as specs, each once, and a note where it holds words of somebody's own.

    A list may have marks, numbers, titles beside its links, or a title in the line above or below one. A text
    with more lines of words than of addresses is somebody's writing: a note alone, which keeps its links.
    """
    lines = list(_lines(text))
    listed = sum(bool(line.specs) for line in lines)
    free = sum(bool(line.words) and not line.specs for line in lines)
    if free > listed or not listed:
        return Pasted((), text if text.strip() else "")
    specs = dict.fromkeys(spec for line in lines for spec in line.specs)
    own_words = any(line.words and not line.named for line in lines)
    return Pasted(tuple(specs), text if own_words else "")


def _lines(text: str) -> Iterator[_Line]:
    lines = (line.strip() for line in normalized(text).splitlines())
    for empty, block in groupby(lines, key=lambda line: not line):
        if not empty:
            yield from _block([_line(line) for line in block])


def _block(lines: Sequence[_Line]) -> Sequence[_Line]:
    """Two lines by themselves, a title and a link, are a link with its title: so phones share pages."""
    if len(lines) == 2:
        words, link = sorted(lines, key=lambda line: bool(line.specs))
        if not words.specs and link.link and not link.words and len(words.words) <= _LABEL_LIMIT:
            return [_named(link, words.words)]
    return lines


def _named(link: _Line, label: str) -> _Line:
    return replace(link, specs=(_with_label(link.specs[0], label),), words=label, named=True)


def _line(line: str) -> _Line:
    unquoted = line.strip("\"'")
    if _PATH.fullmatch(unquoted):
        return _Line((unquoted,))
    if (page := page_title(line)) and _has_words(page[1]) and "://" not in page[1]:
        return _named(_Line(page[:1]), page[1])
    if _HOST.fullmatch(trimmed(line)):
        return _Line((f"https://{trimmed(line)}",), link=True)
    addresses: list[tuple[str, str]] = []
    words: list[str] = []
    end, places = 0, []
    for start, stop, reference in located_references(line):
        _read_words(line[end:start], addresses, words)
        places.append(len(words))
        addresses.append((reference.url, reference.label))
        end = stop
    _read_words(line[end:], addresses, words)
    # The title of a paper's page has its number: `https://arxiv.org/abs/… | [2403.00001] On caches`.
    addresses = [one for one in addresses if one[1] or one is _first_of_its_work(one, addresses)]
    if not addresses and _FILE_NAME.fullmatch(unquoted):
        return _Line((unquoted,))
    one_link = len(addresses) == 1 and bool(places)
    at_the_edge = one_link and places[0] in (0, len(words))
    said = " ".join(words)
    specs = tuple(_with_label(*one) for one in addresses)
    if not words or (at_the_edge and (addresses[0][1] or len(said) > _LABEL_LIMIT)):
        return _Line(specs, said, link=one_link)
    return _named(_Line(specs), said.strip(" \t:|–—-,")) if at_the_edge else _Line((), said)


def _first_of_its_work(one: tuple[str, str], among: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The first address of the work that an address names; links stand before what words name."""
    key = canonical_key(one[0])
    return next(other for other in among if canonical_key(other[0]) == key)


def _read_words(text: str, found: list[tuple[str, str]], words: list[str]) -> None:
    """Parts what stands between the links of a line into further addresses and words."""
    for part in _TAG.sub(" ", text).split():
        telling = _TELLING.search(part) is not None
        for token in _NEXT_ADDRESS.split(part) if telling else (part,):
            if telling and _is_address(plain := trimmed(token)):
                found.append((plain, ""))
            elif words or not _LIST_MARK.fullmatch(token):
                words.append(token)


def _has_words(text: str) -> bool:
    words: list[str] = []
    _read_words(text, [], words)
    return bool(words)


def _is_address(token: str) -> bool:
    return _ANY_ADDRESS.fullmatch(token) is not None or is_of_work(canonical_key(token))
