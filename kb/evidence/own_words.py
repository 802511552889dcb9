"""How much of a page is the person's own: the words of its blocks that are neither names, links nor markup,
and how many works each block names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from kb.evidence.blocks import Region
from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.types.evidence import TraceKind

FILLED = 5
"""Words of one's own below which a page is a form that nobody filled in. By judgement."""
SAID = 6
"""Words of one's own that say something of a work beside its name. By judgement."""
SAYING = frozenset((Region.PROSE, Region.ENTRY))
"""Where one's own words stand."""
_CITING = 4
"""Sentences that cite, from which on a page may be one of a paper. By judgement."""
# The signs that any of it begins with are looked for first: that is three times as fast.
_NOT_OWN = re.compile(
    r"(?=[\[!@<#{\\htzoeT-])(?:\[![\w-]+\]|!?\[\[[^\[\]\n]{0,300}\]\]"
    r"|!?\[[^\[\]\n]{0,300}\]\([^)\n]{0,2000}\)"
    r"|(?:https?|tg|zotero|obsidian)://\S+"
    r"|(?<!\w)\[?-?@[\w{][^\s\],;]*"
    r"|\\[A-Za-z]*(?:[cC]ite|ref|label|begin|end|bibitem|url|href|input|include\w*)[A-Za-z]*\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})?"
    r"|\\[A-Za-z]+\*?"
    r"|<[^<>\n]*>"
    r"|(?<!\w)#[^\W\d]\w*"
    r"|\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%.*?%>"
    r"|\bet al\b|\b(?:TODO|TBD)\b)"
)
_MARKED = re.compile(
    r"zotero://open-pdf/\S*annotation=|\.pdf#page=\d+&(?:selection|annotation)=|readwise\.io/|kindle://book"
    r"|hypothes\.is/a/|omnivore\.app/\S*#"
)
"""The place of what somebody marked, as programs that bring highlights into notes write it behind them."""
_NOTED = re.compile(r"[\W_]*(?:note|comment|my|заметка|комментарий)\b[^\n:]{0,20}:", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”\n]{60,2000}”|«[^«»\n]{60,2000}»")
"""A passage in quotation marks, longer than a title in most cases."""
_NONE_WITHOUT = ("[", "\\", "<", "{", "@", "#", "://", "et al", "TODO", "TBD")
"""What something that is not one's own holds: most blocks have none of it, and this is seen sooner."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_BETWEEN_NAMES = frozenset(
    "and et al van von der den de la du di of on in for the to with at и др ссылка link paper pdf".split()
)
"""What stands between names of people, of works and of venues."""
_PROMPT = re.compile(r"(?:(?![.!]\s)[^\n]){0,120}[?:…]\W*\Z")
_LINK = re.compile(r"\]\(<?(?:https?://)?|https?://|\[\[|\\cite|\[@")


def _is_cited(mention: Mention) -> bool:
    return mention.kind is TraceKind.CITATION


def _says(word: str) -> bool:
    """Whether a word stands in sentences: those with capitals are names, titles, venues and labels."""
    return word == word.lower() and word not in _BETWEEN_NAMES


def _is_of_others(text: str) -> bool:
    """Whether a block is what a form asks, or what was marked in a work."""
    if _PROMPT.fullmatch(text):
        return True
    return _MARKED.search(text) is not None and not _NOTED.match(text)


class OwnWords:
    """The words of a page that are the person's own; `named` are the mentions in each block by its number."""

    def __init__(self, reading: Reading, named: Mapping[int, Sequence[Mention]]) -> None:
        self._reading = reading
        self._named = named
        self._counted: dict[int, int] = {}
        self._works_of: dict[int, int] = {}
        self._runs: dict[int, int] = {}

    @cached_property
    def page_words(self) -> int:
        """Words of one's own on the whole page."""
        return sum(
            self.own(number)
            for number, block in enumerate(self._reading.blocks)
            if block.region in SAYING and not self._reading.is_abstract(block)
        )

    @cached_property
    def is_a_form(self) -> bool:
        """Whether the page is a form that nobody filled in: fields, headings, and no words."""
        regions = [block.region for block in self._reading.blocks]
        return self.page_words < FILLED and regions.count(Region.FIELD) + regions.count(Region.HEADING) > 1

    def own(self, number: int) -> int:
        """The words of a block that are neither a name, nor a link, nor markup, nor a prompt of a form."""
        if number not in self._counted:
            block = self._reading.blocks[number]
            text = self._reading.words_of(block)
            if block.region in SAYING and _is_of_others(text.strip()):
                text = ""
            if "“" in text or "«" in text:
                text = _QUOTED.sub(lambda found: " " * len(found[0]), text)
            if any(sign in text for sign in _NONE_WITHOUT):
                text = _NOT_OWN.sub(lambda found: " " * len(found[0]), text)
            for mention in self._named.get(number, ()):
                start, end = max(mention.start - block.start, 0), mention.end - block.start
                text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
            words = _WORD.findall(text)
            self._counted[number] = len(words) if any(map(_says, words)) else 0
        return self._counted[number]

    def below(self, number: int) -> int:
        """The words of one's own that are set in below an entry, or stand below one that is a key and no
        more: what is said of it."""
        blocks = self._reading.blocks
        if blocks[number].region is not Region.ENTRY:
            return 0
        indent, words = self._reading.indent(blocks[number]), 0
        for below in range(number + 1, len(blocks)):
            if self._reading.indent(blocks[below]) <= indent:
                break
            words += self.own(below) if blocks[below].region in SAYING else 0
        after = number + 1
        cites = all(map(_is_cited, self._named.get(number, ())))
        if cites and not (words or self.own(number)) and self.run(number) == 1 and after < len(blocks):
            told = blocks[after].region is Region.PROSE and not self.together(after)
            return self.own(after) if told else 0
        return words

    @cached_property
    def cites_as_papers(self) -> bool:
        """Whether a page cites by keys mostly in its sentences, as chapters in Markdown do: what it cites in
        an entry of a few words, or behind them all, it chose as well."""
        cited = (number for number, named in self._named.items() if any(map(_is_cited, named)))
        regions = [(number, self._reading.blocks[number].region) for number in cited]
        said = sum(region is Region.PROSE and self.own(number) >= SAID for number, region in regions)
        return said >= _CITING and said * 2 >= len(regions)

    def together(self, number: int) -> int:
        """How many works a block names or links to."""
        if number not in self._works_of:
            named = {mention.item_id for mention in self._named.get(number, ())}
            links = _LINK.findall(self._reading.words_of(self._reading.blocks[number]))
            self._works_of[number] = max(len(named), len(links))
        return self._works_of[number]

    def run(self, number: int) -> int:
        """How many entries with links or names the list has that a block is in; 0 where it is in none."""
        if number not in self._runs:
            first, last = number, number
            if self._is_entry(number):
                while first and self._is_entry(first - 1):
                    first -= 1
                while last + 1 < len(self._reading.blocks) and self._is_entry(last + 1):
                    last += 1
            entries = range(first, last + 1) if self._is_entry(number) else ()
            size = sum(self.together(one) > 0 for one in entries)
            self._runs.update(dict.fromkeys((*entries, number), size))
        return self._runs[number]

    def _is_entry(self, number: int) -> bool:
        """Whether a block is an entry of a list, a line with a link and little else, or a heading between."""
        region = self._reading.blocks[number].region
        if region in (Region.ENTRY, Region.HEADING):
            return True
        return region is Region.PROSE and self.together(number) == 1 and self.own(number) < SAID
