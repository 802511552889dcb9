"""The sentence a mention stands in, as a person reads it."""

from __future__ import annotations

import re

from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.text.excerpts import excerpt
from kb.text.sentences import logical_lines, split
from kb.text.tex import plain_tex
from kb.types.evidence import Form

LONGEST = 300
"""Characters of a snippet: two or three lines beside an item, as the words around a link. By judgement."""
_AROUND = 400
"""Characters of a block on either side that are read for the sentence: more are not shown, but for the
markup among them. By judgement."""
_MARK = "\ue010"
_SHOWN = "\\1\ue011\\2"
_ADDRESS = re.compile(r"\ue011\S*")
_LOST = re.compile("[\ue010\ue011\ufffc]")
_WEB = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_SCHEME = re.compile(r"\A(\{?)<?https?://(?:www\.)?([^\s<>]*)>?", re.IGNORECASE)
# What an address is a part of: a tag, whose words are shown instead, or a command of LaTeX.
_TAG = re.compile(r"<[A-Za-z][^<>]*\Z")
_COMMAND = re.compile(r"\\(?:url|href)\s*\Z")
_COMMENT = re.compile(r"^[ \t]*(?:#+:?|/{2,}|/?\*+|--+|%+|;+)[ \t]", re.MULTILINE)
_ITEM = re.compile(
    r"\\item(?![A-Za-z])(?:<[^<>\n]*>)?|\\label\{[^{}]*\}|\\(?:maketitle|centering)(?![A-Za-z])"
    r"|\\(?:input|include|subfile)(?![A-Za-z])\s*(?:\{[^{}]*\}|\S+)"
    r"|\\(?:documentclass|usepackage)(?:\[[^\[\]]*\])?\{[^{}]*\}"
    r"|\\(?:begin|end)\{[^{}]*\}(?:<[^<>\n]*>|\[[^\[\]\n]*\]){0,2}"
)
"""What only sets the text of a source."""
_SET_APART = re.compile(r"\\(?:caption|(?:sub){0,2}section|chapter|paragraph)\*?(?:\[[^\[\]]*\])?(?=\s*\{)")
"""What sets its words, and no others, apart."""
_LISTED = re.compile(r"\\nocite\s*\{[^{}]*\}")
_CITING = re.compile(
    r"\\[A-Za-z]*[cC]ite[A-Za-z]*\*?(?:\s?\([^()\n]*\)){0,2}"
    r"(?P<keys>(?:(?:\s?\[[^\[\]]*\])*\s?\{[^{}]*\})+)"
)
_KEYS = re.compile(r"\{([^{}]*)\}")
# What site generators and notebooks cite with, by its keys; what else they embed.
_MARKED_CITATION = re.compile(
    r"\{[{%][<%-]?\s*[\w-]*(?:cite|citation|bibtex|bibref|reference|quote)\w*[\s(]+(?:\w+\s*=\s*)?"
    r"[\"']?(?P<keys>[^{}%<>\"'()\n]{1,200}?)[\"']?(?:\s+[\"'][^{}<>\"'\n]{0,80}[\"'])*[\s)>%-]*\}{1,2}"
    r"|(?:\{\w{0,20}cite[\w:]*\}|:\w{0,20}cite[\w:]*:)`(?P<role>[^`\n]+)`"
)
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
"""What Pandoc and kramdown call a heading by."""
_SHORTCODE = re.compile("(?P<mark>\ue010?)" r"\{[{%][<%-]?\s*(?P<said>[^{}\n]{0,300}?)\s*[>%-]?[}%]\}")
# What a mention stands in: a link to a note, what is embedded, a link whose address stands elsewhere; the
# blank before a citation of it.
_NOTE_LINK = re.compile(r"!?\[\[[^\[\]\n]*\Z")
_CODE = re.compile(r"\{[{%][^{}\n]*\Z")
_LABEL = re.compile(r"\[[^\[\]\n]*\]\Z")
# A link without words of its own, of which MyST makes the name of the work; the mention begins in it.
_UNCALLED = re.compile(r"\[(?:\]\(<?(?:doi:)?)?\Z")
_UNCALLED_TARGET = re.compile(r"(?:\]\(\s*)?<?(?P<said>[^\s()<>]+)>?[^()\n]*\)")
_BLANK_BEFORE = re.compile(r"[ \t]+\Z")
_CITES = ("[", "\\[", "<sup>")
_ROW = re.compile(r"^[ \t]*\|(.*?)\|?[ \t]*$", re.MULTILINE)
_CELLS = re.compile(r"\s*(?<!\\)\|\s*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_FEWEST = 3
"""Words from which a sentence says something; "See [1]." is told with those around it. By judgement."""


def snippet(reading: Reading, mention: Mention) -> str:
    """The sentence around a mention in one line of `LONGEST` characters at most, without markup."""
    if mention.start < 0:
        return ""
    block = reading.blocks[reading.block(mention.start)]
    start = max(block.start, mention.start - _AROUND)
    end = min(max(block.end, mention.end), mention.end + _AROUND)
    before, after = reading.text[start : mention.start], reading.text[mention.start : end]
    if reading.page.form is Form.CODE:
        before, after = _COMMENT.sub("", before), _COMMENT.sub("", after)
    marked = _tex_marked(before, after) if reading.is_tex else _spoken(_marked(before, after))
    for line, _ in logical_lines(marked, headings=True):
        if _MARK in line:
            sentence = next((one for one in split(line) if _MARK in one), line)
            if len(_WORD.findall(_ADDRESS.sub("", sentence))) >= _FEWEST:
                return _plain(sentence)
            if _WORD.search(_ADDRESS.sub("", line)):
                return _plain(line)
    return _plain(marked)


def _marked(before: str, after: str) -> str:
    """A text with a mark where the mention is. An address that is what was looked for is shown, without what
    makes it one; a word it is not, nor is one within a tag."""
    cites = after.startswith(_CITES)
    for around in (_TAG, _NOTE_LINK, _CODE, *((_LABEL, _BLANK_BEFORE) if cites else ())):
        if opened := around.search(before):
            return f"{before[: opened.start()]}{_MARK}{opened[0]}{after}"
    opened, target = _UNCALLED.search(before), _UNCALLED_TARGET.match(after)
    if opened and target and (after.startswith("](") or opened[0] != "["):
        return f"{before[: opened.start()]}{_MARK}{_WEB.sub('', target['said'])}{after[target.end() :]}"
    return f"{before.removesuffix('<')}{_MARK}{_SCHEME.sub(_SHOWN, after, count=1)}"


def _spoken(marked: str) -> str:
    """Markdown without what only programs read: rows are their cells, citations their keys."""
    if "\\" in marked:
        marked = _CITING.sub(_cited, marked)
    if "|" in marked:
        marked = _ROW.sub(lambda row: _CELLS.sub(" · ", row[1].strip()), marked)
    if "{" in marked or ":`" in marked:
        marked = _MARKED_CITATION.sub(lambda cited: f"({cited['keys'] or cited['role']})", marked)
        marked = _ATTRIBUTES.sub("", _SHORTCODE.sub(_embedded, marked))
    return marked


def _embedded(code: re.Match[str]) -> str:
    """What is embedded, by its words, if it is the mention."""
    return f"{_MARK}{_WEB.sub('', code['said'])}" if code["mark"] else ""


def _tex_marked(before: str, after: str) -> str:
    """The same of LaTeX, as it is printed, with the keys of citations."""
    command = _COMMAND.search(before)
    at = command.start() if command else len(before)
    marked = f"{before[:at]}{_MARK}{before[at:]}{_SCHEME.sub(_SHOWN, after, count=1)}"
    said = _CITING.sub(_cited, _LISTED.sub("", _ITEM.sub("", marked)))
    return plain_tex(_SET_APART.sub(r"\\textbf", said))


def _cited(command: re.Match[str]) -> str:
    """The keys of a citation, of all its braces."""
    return f"({', '.join(_KEYS.findall(command['keys']))})"


def _plain(text: str) -> str:
    place = text.find(_MARK)
    words = " ".join(_LOST.sub("", text).split()).lstrip("# ")
    nearby = " ".join(_LOST.sub("", text[max(0, place - 40) : place]).split())
    return excerpt(words, (nearby,) if nearby else (), LONGEST)
