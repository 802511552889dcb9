"""Documents to passages: the pieces that get a vector and that search shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from semantic_text_splitter import MarkdownSplitter, TextSplitter

from kb.text.identity import canonical_key
from kb.text.works import is_of_work
from kb.types import Annotation, Document, Passage

CHUNKER = "v2"
"""Changes whenever the same document would give other passages."""

PASSAGE_TOKENS = 180
"""Some 130 words: a paragraph, about one point. The model takes 512, but a vector of more says less of
each."""
SUMMARY_TOKENS = 90
"""Of the pieces a summary is also cut into: two or three sentences, for a question about one point."""
# Characters per token of the XLM-R vocabulary, measured over 2,013 Russian and 500 English paragraphs on
# machine learning. Sizes are counted in characters, so that no tokenizer needs loading.
_CHARACTERS_PER_TOKEN = {"cyrillic": 3.74, "latin": 4.40, "ideographic": 1.5}

_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(
    r"\[(?P<label>[^\[\]]*)\]\(<?(?P<url>[^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+[\"'][^)]*)?\)"
)
# Only tags that Markdown texts hold: `<think>` and `<SEP>` are content here.
_HTML_TAG = re.compile(
    r"</?(?:p|div|span|br|hr|img|a|em|i|b|u|s|strong|sub|sup|small|big|center|font|details|summary|table|tbody|thead"
    r"|tr|td|th|ul|ol|li|h[1-6]|figure|figcaption|picture|audio|video|source|iframe|kbd|mark|section)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}\s|```|~~~|[-*+] |\d+\. |\|)", re.MULTILINE)
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_WORDS = re.compile(r"\w+")
_LONGEST_RUN = 10_000
"""Characters without an end of a line or a sentence: no prose has so many, and patterns take the square of
it."""
_RUN_END = re.compile(r"\n|[.!?…。！？]+(?=\s|$)|(?<=[。！？])")
# A passage without words (a rule, a row of dashes) can match nothing.
_ANY_WORD = re.compile(r"\w")


def passages(document: Document) -> list[Passage]:
    """The head (title and summary, whole) and then the body in pieces of about `PASSAGE_TOKENS` tokens.

    Where there is no body the summary comes again, in pieces of about `SUMMARY_TOKENS`: the one vector of a
    whole abstract is far from a question about one of its sentences. `label` is the nearest heading above a
    piece, or the speaker: turns of a chat are never joined. Notes and highlights come last, each by itself.
    """
    head = "\n".join(part for part in (document.title, document.summary) if part.strip())
    pieces = [Passage(head)] if head else []
    if document.turns:
        for turn in document.turns:
            pieces += [Passage(text, turn.role) for text, _ in _split(readable(turn.text), PASSAGE_TOKENS)]
    elif not _repeats(document.text, head):
        body = _split(readable(document.text), PASSAGE_TOKENS)
        pieces += [Passage(text, heading) for text, heading in body]
    else:
        pieces += [Passage(point) for point in _points(document.summary)]
    for one in document.annotations:
        pieces += [Passage(text, one.kind) for text, _ in _split(_marked(one), PASSAGE_TOKENS)]
    return pieces


def _marked(one: Annotation) -> str:
    """A highlight and what the person wrote to it."""
    return "\n\n".join(part for part in (one.quote, readable(one.note)) if part)


def _points(summary: str) -> list[str]:
    """A summary of more than one piece in pieces. What is left over at its end (where the code is) belongs to
    the piece before it."""
    points = [text for text, _ in _split(summary, SUMMARY_TOKENS)] if summary else []
    if len(points) > 1 and len(points[-1]) < characters(summary, SUMMARY_TOKENS) // 3:
        points[-2:] = [" ".join(points[-2:])]
    return points if len(points) > 1 else []


def readable(markdown: str) -> str:
    """Markdown without images, link targets and HTML tags. Identifiers of papers stay, so that they can
    be found."""
    return _LINK.sub(_link_text, _IMAGE.sub("", _HTML_TAG.sub("", markdown)))


def _link_text(match: re.Match[str]) -> str:
    label, key = match["label"], canonical_key(match["url"])
    if not is_of_work(key) or key.partition(":")[2] in label:
        return label
    return f"{label} ({key})" if label else key


def _repeats(text: str, head: str) -> bool:
    said = " ".join(_WORDS.findall(head.lower()))
    # How a text begins tells it of nearly all; its last word may be cut.
    beginning = _WORDS.findall(text[: 2 * len(said)].lower())[:-1]
    if " ".join(beginning) not in said:
        return False
    words = " ".join(_WORDS.findall(text.lower()))
    return not words or words in said


def _split(text: str, tokens: int) -> Iterator[tuple[str, str]]:
    """Pieces of a text, of at most about so many tokens, with the heading each stands under."""
    size = characters(text, tokens)
    splitter: MarkdownSplitter | TextSplitter
    splitter = MarkdownSplitter(size) if _MARKDOWN.search(text) else TextSplitter(size)
    headings = _headings(text)
    current, reached = "", 0
    for offset, part in _bearable(text):
        for start, piece in splitter.chunk_indices(part):
            # A piece that begins with a heading stands under it.
            while reached < len(headings) and headings[reached][0] <= offset + start:
                current = headings[reached][1]
                reached += 1
            if _ANY_WORD.search(piece):
                yield piece, current


def _bearable(text: str) -> Iterator[tuple[int, str]]:
    """A text cut wherever it goes on for more than `_LONGEST_RUN` characters without an end of a line or a
    sentence, with the offset of each part: the splitter's work grows with the square of such a run. Any other
    text stays whole."""
    begun = last = 0
    for end in (*(found.end() for found in _RUN_END.finditer(text)), len(text)):
        while end - last > _LONGEST_RUN:
            space = text.rfind(" ", last + 1, last + _LONGEST_RUN)
            last = space + 1 if space > 0 else last + _LONGEST_RUN
            yield begun, text[begun:last]
            begun = last
        last = end
    yield begun, text[begun:]


def characters(text: str, tokens: int) -> int:
    """How many characters of this text's scripts make up so many tokens."""
    counts = Counter(text[:20_000])
    cyrillic = sum(n for sign, n in counts.items() if "\u0400" <= sign <= "\u04ff")
    ideographic = sum(
        n for sign, n in counts.items() if "\u2e80" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3"
    )
    letters = sum(n for sign, n in counts.items() if sign.isalpha()) or 1
    latin = letters - cyrillic - ideographic
    # Shares are of letters, but a mean over tokens is harmonic.
    tokens_per_character = (
        cyrillic / letters / _CHARACTERS_PER_TOKEN["cyrillic"]
        + ideographic / letters / _CHARACTERS_PER_TOKEN["ideographic"]
        + latin / letters / _CHARACTERS_PER_TOKEN["latin"]
    )
    return int(tokens / tokens_per_character) if tokens_per_character else 4 * tokens


def _headings(text: str) -> list[tuple[int, str]]:
    """Offsets of Markdown headings outside code, with their plain text."""
    headings: list[tuple[int, str]] = []
    offset, fence = 0, ""
    for line in text.splitlines(keepends=True):
        if found := _FENCE.match(line):
            fence = "" if fence == found[1] else fence or found[1]
        elif not fence and (heading := _HEADING.match(line.rstrip("\n"))):
            headings.append((offset, _EMPHASIS.sub("", heading[1])))
        offset += len(line)
    return headings
