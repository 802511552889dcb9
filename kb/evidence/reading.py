"""A page of writing as it is read for traces: its text in one form and its words.

Offsets are those of `Reading.text`; lines are those of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from kb.evidence.blocks import Block, Region, blocks, plain_heading
from kb.text.normal import normalized
from kb.text.russian import is_cyrillic
from kb.text.tex_source import printed
from kb.text.translation import stems_in_english_too
from kb.text.words import WORD, fold, stem
from kb.types.evidence import Form, WrittenPage

# Formulas and citations alone do not make LaTeX of a note, in which a percent sign is one.
_TEX_PAGE = re.compile(
    r"\\(?:documentclass|begin\{document\}|(?:sub)*section\*?\{|chapter\*?\{|bibitem|bibliography\{)"
)
_TEX_FILES = (".tex", ".ltx")
_SET_FILES = (".qmd", ".rmd", ".org")
_BIBLIOGRAPHY = re.compile(r"\A\s*---[ \t]*\n(?:(?!---)[^\n]*\n){0,60}?(?:bibliography|references):")
_HTML_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_COMMENT_MARKS = re.compile(r"<!--(?:[ \t]*_?[A-Za-z]+:(?=\s))?|-->")
# In a deck of Marp or Slidev a comment is what the speaker says, or the foot of a slide.
_SHOWS_SLIDES = re.compile(
    r"\s*---[ \t]*\n(?:(?!---)[^\n]*\n){0,40}?"
    r"(?:marp:[ \t]*true|(?:slidev|mdc|transition|highlighter):[^\n]*|layout:[ \t]*cover)[ \t]*\n"
)
# In code two percent signs begin a cell.
_OBSIDIAN_COMMENT = re.compile(
    r"(?P<code>^[ \t>]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t>]*(?P=fence)|\Z)|`[^`\n]+`)|%%(?:(?!%%).)*%%",
    re.DOTALL | re.MULTILINE,
)
_IN_OBSIDIAN = (Form.NOTE, Form.POST)
_IN_A_LINE = re.compile(r"[^\n]")
# A Latin name with a Russian ending: BERTом.
_ENDED = re.compile(r"([a-z0-9]{2,})[а-я]{1,4}")
_TO_READ = re.compile(
    r"\b(?:to[ -]?(?:do:?\s)?(?:re-?)?read|reading list|read later|want to read|unread|backlog|read next"
    r"|to check out"
    r"|(?:по|про)?читать позже|почитать|прочитать|прочесть|список чтения|к прочтению|на потом|отложено"
    r"|очередь чтения)\b",
    re.IGNORECASE,
)
_TASK = re.compile(r"[\s>#*+-]*(?:\[ \]\s|(?:TODO|NEXT|LATER|WAIT(?:ING)?|HOLD|SOMEDAY|MAYBE)\b)")
_OF_ABSTRACT = re.compile(r"(?:original )?abstract|аннотация", re.IGNORECASE)
_LABEL = re.compile(r"[\s>*+_\[-]*(?:abstract|аннотация)[\s*_:\]]*", re.IGNORECASE)
"""A line that says no more than that an abstract follows, as Zotero and Logseq write it."""
_MARKS_OF_ENTRY = "-*+•– \t[]\n"
_VERSIONED = re.compile(r"(\d{4,})v\d{1,2}")
SAME_BEGINNING = 5
"""Letters that two stems of one Russian word (ускорил, ускорял) share at least. By judgement."""
_REMEMBERED = 300_000
"""Words: a large vault has as many, in some fifty megabytes."""
_BEGINNING = 40
"""Characters of an entry in which it says that it is to be read. By judgement."""
_PARAGRAPH = 1_000
"""Characters of a paragraph as they mostly are. By judgement."""
_span = re.Match.span
_Made = TypeVar("_Made")


class PerWord(dict[str, _Made]):
    """What a function makes of written words, each worked out once: looking a word up takes a tenth of
    calling a function that remembers."""

    def __init__(self, made: Callable[[str], _Made]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, word: str) -> _Made:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = made = self._made(word)
        return made


def word_stem(word: str) -> str:
    """The stem of one written word, that of a Latin name without a Russian ending."""
    folded = fold(word)
    if not folded.isascii() and (ended := _ENDED.fullmatch(folded)):
        folded = ended[1]
    return stem(folded)


def beginning(stem: str) -> str:
    """What of a stem is the same wherever the same may be meant: in other forms of a Russian word, in other
    versions of an identifier."""
    if versioned := _VERSIONED.fullmatch(stem):
        return versioned[1]
    return stem if stem.isascii() else stem[:SAME_BEGINNING]


small = PerWord(fold).__getitem__
"""One written word as it is compared letter by letter."""
_stems = PerWord(word_stem)


def word_beginning(word: str) -> str:
    """The beginning of one written word."""
    return beginning(_stems[word])


def beginnings(text: str) -> list[str]:
    """The beginnings of a text's words, in order."""
    return list(map(word_beginning, WORD.findall(text)))


class Reading:
    """A page as it is read. What is commented out in it is blank."""

    def __init__(self, page: WrittenPage) -> None:
        self.page = page
        self._said: dict[tuple[int, int], frozenset[str]] = {}

    @cached_property
    def is_tex(self) -> bool:
        """Whether it is LaTeX."""
        if "\\" not in self.page.text or self.page.form is Form.CODE:
            return False
        return self.page.place.endswith(_TEX_FILES) or _TEX_PAGE.search(self.page.text) is not None

    @cached_property
    def sets_keys(self) -> bool:
        """Whether a program makes references of the keys in it: it is a source of Quarto, R Markdown or Org,
        or names its bibliography."""
        return (
            self.page.place.lower().endswith(_SET_FILES) or _BIBLIOGRAPHY.search(self.page.text) is not None
        )

    @cached_property
    def text(self) -> str:
        """What is read of it."""
        text = normalized(self.page.text)
        if self.is_tex:
            text = printed(text)
        if "<!--" in text:
            marks = _COMMENT_MARKS if _SHOWS_SLIDES.match(text) else _HTML_COMMENT
            text = marks.sub(_blank, text)
        if "%%" in text and self.page.form in _IN_OBSIDIAN and not self.is_tex:
            return _OBSIDIAN_COMMENT.sub(lambda found: found["code"] or _blank(found), text)
        return text

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where its words begin and end, in order."""
        return list(map(_span, WORD.finditer(self.text)))

    @cached_property
    def words(self) -> Sequence[str]:
        """Its words, in order."""
        return WORD.findall(self.text)

    def stems(self, first: int, last: int) -> Sequence[str]:
        """The stems of its words from one to another, in order."""
        return list(map(_stems.__getitem__, self.words[first:last]))

    def line(self, offset: int) -> int:
        """The line, counted from 1, that an offset stands in."""
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks in order."""
        is_code = self.page.form is Form.CODE
        return tuple(blocks(self.text, wrapped=self.is_tex or is_code, headed=not is_code))

    def block(self, offset: int) -> int:
        """The number of the block that an offset stands in, or of the last before it."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def words_of(self, block: Block) -> str:
        """The text of a block."""
        return self.text[block.start : block.end]

    def said_about(self, offset: int) -> frozenset[str]:
        """The stems of the block around an offset, of a very long one those near it, and of their
        translations where that is Russian: a list of thousands of words says something of everything."""
        block = self.blocks[self.block(offset)]
        about = offset - (offset - block.start) % _PARAGRAPH
        start, end = max(block.start, about - _PARAGRAPH), min(block.end, about + 2 * _PARAGRAPH)
        if (start, end) not in self._said:
            text = self.text[start:end]
            first, last = (bisect_left(self.spans, (at,)) for at in (start, end))
            said = stems_in_english_too(text) if is_cyrillic(text) else self.stems(first, last)
            self._said[start, end] = frozenset(said)
        return self._said[start, end]

    def heading_of(self, block: Block) -> str:
        """The heading that a block stands under, its number too; empty where there is none."""
        return "" if block.heading < 0 else self._said_by(block.heading)

    def headings_above(self, number: int) -> Iterator[int]:
        """The numbers of the headings that a block stands under, the nearest first: its own where it is
        one."""
        block = self.blocks[number]
        at = number if block.region is Region.HEADING else block.heading
        while at >= 0:
            yield at
            at = self._heading_above[at]

    def headings_said_above(self, number: int) -> Iterator[str]:
        """The words of these headings, with their numbers."""
        return (self._said_by(one) for one in self.headings_above(number))

    def _said_by(self, heading: int) -> str:
        return self.words_of(self.blocks[heading]).strip("#*_ \n")

    @cached_property
    def _heading_above(self) -> dict[int, int]:
        """Of each heading the one it stands under; -1 where it stands under none."""
        above: dict[int, int] = {}
        open_: list[int] = []
        for number, block in enumerate(self.blocks):
            if block.region is Region.HEADING:
                while open_ and self.blocks[open_[-1]].level >= block.level:
                    open_.pop()
                above[number] = open_[-1] if open_ else -1
                open_.append(number)
        return above

    def fields_below(self, heading: int) -> Iterator[int]:
        """The numbers of the fields that stand right below a heading."""
        for number in range(heading + 1, len(self.blocks)):
            if self.blocks[number].region is not Region.FIELD:
                return
            yield number

    def is_to_read(self, block: Block) -> bool:
        """Whether a block only sets down what is to be read."""
        first = self.words_of(block).lstrip(_MARKS_OF_ENTRY)[:_BEGINNING]
        return bool(_TO_READ.search(first) or _TO_READ.search(self.heading_of(block)))

    def is_task(self, block: Block) -> bool:
        """Whether a block is something that is still to be done, as Org, Logseq and boxes mark it."""
        return _TASK.match(self.text, block.start, block.end) is not None

    def is_abstract(self, block: Block) -> bool:
        """Whether a block stands under the heading of an abstract, or behind its label: others wrote it, but
        for that of one's own paper."""
        if self.page.form is Form.PAPER:
            return False
        if block.start in self._labelled_abstracts:
            return True
        return _OF_ABSTRACT.fullmatch(plain_heading(self.heading_of(block))) is not None

    @cached_property
    def _labelled_abstracts(self) -> frozenset[int]:
        """Where the blocks begin that are set in below the label of an abstract; where none is, the next."""
        found: set[int] = set()
        label: int | None = None
        for number, block in enumerate(self.blocks):
            if _LABEL.fullmatch(self.text, block.start, block.end):
                label = number
            elif label is not None:
                set_in = self.indent(block) > self.indent(self.blocks[label])
                if not set_in and (label + 1 < number or block.region is not Region.PROSE):
                    label = None
                else:
                    found.add(block.start)
        return frozenset(found)

    def indent(self, block: Block) -> int:
        """How far a block is set in, in blanks."""
        first = self.words_of(block).partition("\n")[0].expandtabs(4)
        return len(first) - len(first.lstrip())


def _blank(found: re.Match[str]) -> str:
    return _IN_A_LINE.sub(" ", found[0])
