"""The words around a link: of each work a text points to, the sentence that says why.

A sentence (or the entry of a list) that holds a link is its context. Where it says nothing itself (a bare
address, `[PDF](…)`, `Читать здесь: …`), it is what the passage began with: the heading or the first sentence
since the link before; where nothing stands before, the sentence that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kb.text.excerpts import excerpt
from kb.text.identity import located_references
from kb.text.sentences import logical_lines, split
from kb.text.urls import trimmed
from kb.types import Document, Reference

LONGEST: Final = 300
"""Characters of a context: two or three lines beside an item. By judgement."""

# Private signs stand for the links while sentences are found: one for each work, of planes 15 and 16.
_FIRST = 0xF0000
_MOST = 0x1FFF0
_MARK = re.compile("[\U000f0000-\U0010ffff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
# What only points at the link says nothing of the work behind it.
_POINTING = frozenset(
    "abs arxiv article at blog code demo doi full github hf here html huggingface in is available link links"
    " more on original page paper papers pdf post project read references repo repository see source sources"
    " text the this video via website"
    " блог видео вот далее дальше демо доступен доступна доступно здесь и источник источники код ссылка"
    " ссылке ссылки литература материал можно на найти новость оригинал оригинале пейпер пейпера по подробная"
    " подробнее подробности полная полностью полный пост почитать препринт препринте проект прочитать"
    " прочесть репо репозиторий сайт сайте статье статьи статью статья страница текст тут целиком читайте"
    " читать это".split()
)
_SPACES = re.compile(r"[ \t]{2,}")
# Markup is looked for line by line, in a time that grows with the square of a line; no sentence is as long.
_OVERLONG = re.compile(r"[^\n]{1500}\S{0,300}")
_TABLE_ROW = re.compile(r"^[ \t]*\|(?P<cells>[^\n]*[\U000f0000-\U0010ffff][^\n]*)", re.MULTILINE)
_IN_THE_MIDDLE = re.compile(r"(?<=[\w,]) [\U000f0000-\U0010ffff](?= \w)")
_LINE_BEGINS = re.compile(r"(?:^|\n)[ \t]*(?:[-*+•–—▪◦●·>]\s+|\(?\d{1,3}[.)]\s+)*\Z")
_LINE_ENDS = re.compile(r"[^\w\n]*\n(?![ \t]*[a-zа-яё])")
_EMPTIED = re.compile(r"\s?[(\[<]\s*[,;|]?\s*[)\]>]")
_BLANK_BEFORE_SIGN = re.compile(r"\s+([.,;:!?)\]»])")
_LOOSE_END = " :|,;([—–→👉-"
_LABELLED = re.compile(r"(?:\[?!)?\[+(?P<label>.*?)\]+[(:]", re.DOTALL)
_ANCHOR = re.compile(r"<a\b[^>]*>(?P<label>.*?)(?:</a>)?\Z", re.DOTALL | re.IGNORECASE)
_LOOSE_START = re.compile(r"^[^\w«“\"'([$#]+")


def contexts_of(document: Document) -> dict[str, str]:
    """As `contexts`, of all that a document says."""
    said = (document.summary, document.text, *(turn.text for turn in document.turns))
    return contexts("\n\n".join(said), document.references) if document.references else {}


def contexts(text: str, references: Sequence[Reference]) -> dict[str, str]:
    """By canonical key of a reference the sentence around its link, of `LONGEST` characters at most, without
    addresses and markup. Of several links to one work the first that says something counts; references that
    the text does not hold (or says nothing about) are left out.
    """
    wanted = {reference.key: chr(_FIRST + n) for n, reference in enumerate(references[:_MOST])}
    if not wanted or not text:
        return {}
    found = _Found()
    marked = _marked(text, sorted(_links(text, references)), wanted)
    if marked:
        for line, heading in logical_lines(marked, headings=True):
            for sentence in [line] if heading else split(line):
                found.add(sentence, heading)
    keys = {mark: key for key, mark in wanted.items()}
    return {keys[mark]: told for mark, told in found.told.items()}


@dataclass(slots=True)
class _Found:
    """What a text says about its links, by their marks, as it is read sentence by sentence."""

    told: dict[str, str] = field(default_factory=dict)
    _heading: str = ""
    _opening: str = ""
    _over: bool = False
    _waiting: list[str] = field(default_factory=list)

    def add(self, sentence: str, heading: bool) -> None:
        marks = _MARK.findall(sentence)
        words = _without_marks(sentence)
        says = any(word not in _POINTING for word in _WORD.findall(words.lower()))
        if heading and says:
            self._heading, self._opening, self._over = words, "", False
        elif says and (self._over or not self._opening):
            if self._over:
                self._heading = ""
            self._opening, self._over = words, False
        if says and self._waiting:
            self._tell(self._waiting, words)
            self._waiting = []
        if not marks:
            return
        if says:
            self._tell(marks, _shortened(sentence, marks))
            if not heading:
                self._opening, self._heading = words, ""
        elif self._opening or self._heading:
            self._tell(marks, excerpt(self._passage(), (), LONGEST))
        else:
            self._waiting += marks
        self._over = not heading

    def _passage(self) -> str:
        between = " " if self._heading.endswith(tuple(".!?…:")) else ": "
        return between.join(filter(None, (self._heading, self._opening)))

    def _tell(self, marks: Iterable[str], words: str) -> None:
        for mark in marks:
            self.told.setdefault(mark, excerpt(words, (), LONGEST))


def _links(text: str, references: Sequence[Reference]) -> Iterator[tuple[int, int, str]]:
    """Where each link begins and ends, and its key. Links between notes are plain words by now."""
    for start, end, reference in located_references(text):
        yield start, end, reference.key
    for reference in references:
        if reference.key.startswith("path:") and reference.label:
            for named in re.finditer(rf"(?<!\w){re.escape(reference.label)}(?!\w)", text):
                yield named.start(), named.end(), reference.key


def _marked(text: str, links: Sequence[tuple[int, int, str]], marks: Mapping[str, str]) -> str:
    """The text with each link's label and mark in place of the link; empty where it holds none of them. Links
    with a line each are lines of their own, whatever the lines around them look like."""
    pieces: list[str] = []
    done = 0
    for start, end, key in links:
        if start < done or key not in marks:
            continue
        before = _MARK.sub("", text[done:start])
        label = _label(text[start:end])
        if not label:
            # The full stop or bracket after an address is the sentence's.
            end = start + len(trimmed(text[start:end]))
        begins = _LINE_BEGINS.search(before) if before or done == 0 else None
        if begins and (not label or (pieces and not before.strip(" \t\n-*+•–—▪◦●·>0123456789.)("))):
            before = f"{before[: begins.start()]}\n{before[begins.start() :]}"
        # A wrapped sentence goes on in small letters; what else follows a link at a line's end is new.
        ends = _LINE_ENDS.match(text, end, end + 200)
        pieces += [before, label, marks[key], "\n\n" if ends else ""]
        done = end
    if not pieces:
        return ""
    marked = _SPACES.sub(" ", "".join((*pieces, _MARK.sub("", text[done:]))))
    return _OVERLONG.sub(r"\g<0>\n\n", _TABLE_ROW.sub(_entry, marked))


def _entry(row: re.Match[str]) -> str:
    """A row of a table as an entry of a list."""
    return "\n- " + " — ".join(cell.strip() for cell in row["cells"].split("|") if cell.strip())


def _label(link: str) -> str:
    """What a reader sees of a link; nothing of an address."""
    if shown := _LABELLED.match(link) or _ANCHOR.match(link):
        label = _MARK.sub("", shown["label"])
        return "" if "://" in label else label
    return "" if "/" in link or ":" in link or link.lower().startswith("doi") else _MARK.sub("", link)


def _without_marks(sentence: str) -> str:
    words = _EMPTIED.sub("", _MARK.sub("", _IN_THE_MIDDLE.sub(" …", sentence)))
    words = _BLANK_BEFORE_SIGN.sub(r"\1", words)
    return " ".join(_LOOSE_START.sub("", words.rstrip(_LOOSE_END)).split())


def _shortened(sentence: str, marks: Sequence[str]) -> str:
    """A sentence without marks; of a long one the words around its first link."""
    words = _without_marks(sentence)
    if len(words) <= LONGEST:
        return words
    before = _without_marks(sentence[: sentence.index(marks[0])])
    return excerpt(words, (before[-40:],), LONGEST)
