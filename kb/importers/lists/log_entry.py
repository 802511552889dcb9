"""An entry of a list of what was read or is to be read: its link, and the day, the rating, the tags and the
words beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.importers.bibliography import split_keywords
from kb.importers.lists.linked_words import linked_words
from kb.importers.lists.read_states import state_said
from kb.importers.lists.reading_table import rating, when
from kb.importers.lists.years_above import YearOf, year_said
from kb.importers.saved_link import SavedLink, own_note
from kb.text.dates import iso_time
from kb.text.identity import located_references
from kb.text.works import is_of_work
from kb.types import Reference, State

_CHECKBOX = re.compile(r"\[(?P<tick>[ xX✓/-])\]\s+")
_TICKS = {" ": State.UNREAD, "/": State.READING, "-": State.DROPPED}
"""What boxes say, as themes and plugins for tasks in Markdown draw them; any other tick is read."""
_MARKS = re.compile(r"[*_~`]+")
_DAY = re.compile(
    r"[(\[]?(?<!\d)(?:\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|[^\W\d_]{3,9}\.?\s+\d{1,2},?\s+\d{4})(?!\d)[)\]]?"
)
_READ = re.compile(
    rf"[(\[]?(?:read|finished|прочитано|прочитал|прочитала)(?:\s+(?:on|in))?:?\s+(?:{_DAY.pattern})[)\]]?",
    re.IGNORECASE,
)
_RATING = re.compile(
    r"(?:[★⭐]\ufe0f?)+[☆✩]*|[(\[]?(?<![\d/])(?:10|\d)(?:\.\d)?\s?/\s?(?:5|10)(?![\d/])[)\]]?"
    r"|(?:rating|оценка)\s*[:=]\s*\d+(?:[.,]\d)?(?:\s*/\s*\d+)?",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<!\S)#([^\W\d][\w/-]*)")
_ANGLES = re.compile(r"<(https?://[^<>\s]+)>")
_TAGS_ASIDE = re.compile(r"<!--\s*TAGS:(.*?)-->")
"""How buku writes the tags of a link."""
_BADGE = re.compile(r"\[\s*!\[([^\[\]]*)\]\([^()]*\)\s*\]\(")
"""A link that shows a picture, with what is said where it is not seen: `[![arXiv](…)](…)`."""
_ASIDE = re.compile(r"<!--.*?-->|<br\s*/?>|!\[[^\[\]]*\]\([^()]*\)|(?<!\w):[a-z0-9_+]+:(?!\w)")
"""Remarks that nobody sees, pictures and emoji by their names."""
_MONTH = re.compile(r"[(\[]\d{4}[-./]\d{1,2}[)\]]")
"""In brackets a month tells when a work came out."""
_VENUE = re.compile(r"[(\[](?P<said>[^()\[\]]*\b(?:19|20)\d\d\b[^()\[\]]*)[)\]]\s*")
"""Where and in which year a work came out, before its title: `(ICLR 2022) …`."""
_BOLD = re.compile(r"(\*\*|__)(?P<said>\S(?:.*?\S)?)\1")
_WORDS_AT_THE_BEGINNING, _WORDS_AMID = 2, 5
"""Words in bold that are a title by themselves: one alone is the name of a method, before what it is. By
judgement."""
_SET_OFF = re.compile(r"(?<![\w*_])([*_])(?P<said>[^*_]+)\1[\s.,;:(\[]*$")
"""Words in italics behind a title: who wrote it, where it came out."""
_BRACKETED = re.compile(r"\s*(?:[(\[][^()\[\]]*[)\]][\s.,;]*)+")
_LEFT = re.compile(r"\(\s*\)|\[\s*\]|(?<=[.,;])\s*[.,;](?=\s|$)|[,;]\s*$|^\s*[*_~`]+(?=\s|$)")
"""What stays where a day, a rating or the other half of a mark was taken out."""
_BETWEEN = " \t:|–—-,;."
_OPEN = " \t[(*_"
"""What stands open before a link in brackets."""
_SEPARATED = re.compile(r"\s*(?:[:|–—]|-\s|$)")
_POINTING = re.compile(
    r"(?:(?:the|official|project|main|home|web|paper|arxiv|blog|github|pytorch|open) ?)*"
    r"(?:links?|url|here|paper|pdf|html|abs|arxiv|doi|openreview|preprint|source|code|github|repo(?:sitory)?"
    r"|implementation|website|site|project|(?:web|home)?page|article|blog|post|access|data(?:set)?|model|demo"
    r"|video|slides|poster|ссылка|тут|здесь|статья|код|сайт|пост|видео)|arxiv:? ?\d{4}\.\d{4,5}",
    re.IGNORECASE,
)
"""What a link is called that says nothing of where it leads."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What an entry says. `words` are what stands beside its link, day, rating and tags; `below` is the day
    or month that a heading above it is, `year` one that is only a year, `published` when the work came out;
    `folders` are the headings that say what it is about, its year among them."""

    address: str
    title: str
    day: str | None
    below: str | None
    year: str | None
    published: str | None
    rating: str
    state: State | None
    tags: tuple[str, ...]
    folders: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def is_personal(self) -> bool:
        """Whether somebody keeps it for themselves: a day, a rating, a box to tick."""
        return bool(self.day or self.below or self.rating or self.state)

    def of_year(self, meaning: YearOf | None) -> LogEntry:
        """The entry, the years above it being known for what they are; where that cannot be told its year
        stays one of its folders."""
        if self.year is None or meaning is None:
            return self
        entry = replace(self, folders=tuple(name for name in self.folders if not year_said(name)))
        if meaning is YearOf.PUBLISHING:
            return replace(entry, published=self.published or self.year)
        return replace(entry, below=self.below or self.year)

    def link(self, further: Iterable[str], *, personal: bool) -> SavedLink:
        """The entry as a link. Its words and the lines `further` below it are the person's own where the list
        is `personal`, else a description."""
        words = "\n".join((*self.words, *further)).strip()
        return SavedLink(
            self.address,
            self.title,
            self.day or self.below,
            self.tags,
            self.state,
            excerpt="" if personal else words,
            published=self.published,
            annotations=own_note(words) if personal else (),
            folder=" / ".join(self.folders),
            rating=self.rating,
        )


def days_in(text: str) -> list[str]:
    """The days that a text tells, in its order and as they are written."""
    return [found[0].strip("()[]") for found in _DAY.finditer(text)]


def log_entry(
    said: str, headings: Sequence[str], folders: Iterable[str], day_first: bool | None = None
) -> LogEntry | None:
    """What an item of a list says that stands below `headings`, the nearest last, and in `folders`; None
    where its first link neither begins nor ends it. Headings may be days, or say how far one got.
    `day_first` is the order of numbers in days, where it is known."""
    box = _CHECKBOX.match(said)
    said = _ANGLES.sub(r"\1", _BADGE.sub(r"[\1](", said[box.end() :] if box else said))
    links = list(located_references(said))
    if not links:
        return None
    start, end, reference = links[0]
    before, after = said[:start], _ASIDE.sub("", said[end:])
    title, words = reference.label.strip("[]"), plain(_bare(before))
    # Behind a work's own link stand those of its code and its page: `[[paper](…)] [[code](…)]`.
    beside = _rest(linked_words(after).words)
    rest = _rest(after) if any(map(str.isalnum, beside)) else ""
    if (
        words
        and rest
        and not (
            _SEPARATED.match(_TAG.sub("", _MARKS.sub("", after)).lstrip("])")) or _BRACKETED.fullmatch(beside)
        )
    ):
        return None
    if words and (not title or _POINTING.fullmatch(title.strip("()"))):
        title, words = _titled(_bare(before))
        reference = _of_the_work([link for _, _, link in links])
    elif not title and not _SEPARATED.match(rest):
        title, rest = rest, ""
    around = f"{before} {after}"
    month = _MONTH.search(around)
    rated = _RATING.search(around)
    state = next(filter(None, map(state_said, reversed(headings))), None)
    if box:
        state = _TICKS.get(box["tick"], State.READ)
    elif _READ.search(around):
        state = State.READ
    return LogEntry(
        reference.url,
        title.strip(),
        _first_day((found[0] for found in _DAY.finditer(_MONTH.sub("", around))), day_first),
        _first_day((name for name in reversed(headings) if not year_said(name)), day_first),
        next(filter(None, map(year_said, reversed(headings))), None),
        when(month[0].strip("()[]")) if month else None,
        rating(re.sub(r"[^\d/.★⭐☆✩]", "", rated[0])) if rated else "",
        state,
        (*_TAG.findall(after), *(tag for told in _TAGS_ASIDE.findall(said) for tag in split_keywords(told))),
        tuple(name for name in folders if year_said(name) or not (iso_time(name) or state_said(name))),
        tuple(filter(None, (words, rest.lstrip(_BETWEEN).rstrip()))),
    )


def _bare(before: str) -> str:
    """What stands before a link, without days, ratings and what is open there."""
    return _DAY.sub("", _RATING.sub("", _ASIDE.sub("", before))).rstrip(_OPEN)


def _titled(before: str) -> tuple[str, str]:
    """The title that stands before its link, and what is said beside it: the words in bold, or those before
    what is set in italics behind them."""
    venue = _VENUE.match(before.lstrip())
    told, before = (venue["said"], before.lstrip()[venue.end() :]) if venue else ("", before)
    # Marks that were open before the link are closed again.
    bold = _BOLD.search(f"{before}**" if before.count("**") % 2 else before)
    aside = _SET_OFF.search(f"{before}*" if before.count("*") % 2 else before)
    title, others = before, [told]
    if bold and _is_whole(bold["said"], begins=not plain(before[: bold.start()])):
        title, others = bold["said"], [told, before[: bold.start()], before[bold.end() :]]
    elif aside and plain(before[: aside.start()]):
        title, others = before[: aside.start()], [told, aside["said"]]
    return (plain(title), " ".join(filter(None, map(plain, others)))) if plain(title) else (told, "")


def _is_whole(bold: str, *, begins: bool) -> bool:
    """Whether words in bold are a title, and not some words of one."""
    return len(bold.split()) >= (_WORDS_AT_THE_BEGINNING if begins else _WORDS_AMID)


def _of_the_work(links: Sequence[Reference]) -> Reference:
    """Of links that say where they lead and no more the one to the work: a page of it may be named first."""
    pointing = (one for one in links if not one.label or _POINTING.fullmatch(one.label.strip("[]")))
    return next((one for one in pointing if is_of_work(one.key)), links[0])


def _first_day(told: Iterable[str], day_first: bool | None) -> str | None:
    return next(filter(None, (when(day.strip("()[]"), day_first) for day in told)), None)


def plain(said: str) -> str:
    """Words without marks, and without what parts them from others."""
    return _MARKS.sub("", said).strip(_BETWEEN)


def _rest(after: str) -> str:
    """What is said behind a link, without tags, a rating and a day."""
    rest = _READ.sub("", _RATING.sub("", _TAG.sub("", after), count=1), count=1)
    return _LEFT.sub("", _DAY.sub("", rest, count=1))
