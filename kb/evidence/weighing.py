"""What a mention says about use, by where it stands and how many words of the person's own are around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.evidence.blocks import Block, Region
from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.types.evidence import Form, Strength, TraceKind
from kb.types.reasons import Reason

NOTES = 30
"""Words of one's own that make a page or a section one's notes: a paragraph. This and the numbers below are
by judgement."""
_FILLED = 5
"""Words of one's own below which a page is a form that nobody filled in."""
_SAID = 6
"""Words of one's own that say something of a work beside its name."""
_ENTRY_SAID = 12
"""The same in a list, whose entries carry a description."""
_LIST = 8
"""Entries in a row from which on a list is one, rather than a few works named one below the other."""
_PARAGRAPHS = 3
"""Paragraphs that name a work, from which on they are about it."""
_CITED_TOGETHER = 4
"""Keys of one citation up to which each was chosen."""

_NOT_OWN = re.compile(
    r"\[![\w-]+\]|!?\[\[[^\[\]\n]{0,300}\]\]"
    r"|!?\[[^\[\]\n]{0,300}\]\([^)\n]{0,2000}\)"
    r"|(?:https?|tg|zotero|obsidian)://\S+"
    r"|(?<!\w)\[?-?@[\w{][^\s\],;]*"
    r"|\\[A-Za-z]*(?:[cC]ite|ref|label|begin|end|bibitem|url|href|input|include\w*)[A-Za-z]*\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})?"
    r"|\\[A-Za-z]+\*?"
    r"|<[^<>\n]*>"
    r"|(?<!\w)#[^\W\d]\w*"
    r"|\{\{[^{}]*\}\}|<%.*?%>"
    r"|\bet al\b|\b(?:TODO|TBD)\b"
)
_NONE_WITHOUT = ("[", "\\", "<", "{", "@", "#", "://", "et al", "TODO", "TBD")
"""What something that is not one's own holds: most blocks have none of it, and this is seen sooner."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]{}\"']+[\w/]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PROMPT = re.compile(r"[^\n]{0,120}[?:…]\W*\Z")
_LINK = re.compile(r"https?://|\[\[|\]\(|\\cite|\[@")
_SAYING = frozenset((Region.PROSE, Region.ENTRY))


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a mention says about use, why, and how many words of one's own are around it."""

    strength: Strength
    reason: str
    own_words: int


def _said_little(words: int) -> str:
    if not words:
        return Reason.WITHOUT_WORDS
    return Reason.WITH_A_WORD if words == 1 else Reason.WITH_WORDS.format(count=words)


class Weighing:
    """The mentions of a page as they are weighed against each other.

    `subject` is the item that the page is about, None where it is about none.
    """

    def __init__(self, reading: Reading, mentions: Sequence[Mention], subject: int | None) -> None:
        self._reading = reading
        self._mentions = mentions
        self._subject = subject
        self._block_of = {mention: reading.block(mention.start) for mention in mentions}
        self._named: Mapping[int, list[Mention]] = defaultdict(list)
        for mention, number in self._block_of.items():
            if mention.start >= 0:
                self._named[number].append(mention)
        self._counted: dict[int, int] = {}
        self._works_of: dict[int, int] = {}
        self._runs: dict[int, int] = {}

    def weights(self) -> Iterator[tuple[Mention, Weight]]:
        """Each mention with its weight; those that say nothing are left out."""
        weighed = [(mention, weight) for mention in self._mentions if (weight := self._weight(mention))]
        paragraphs: dict[int, set[int]] = defaultdict(set)
        for mention, weight in weighed:
            if weight.strength is not Strength.WEAK and mention.item_id != self._subject:
                paragraphs[mention.item_id].add(self._block_of[mention])
        for mention, weight in weighed:
            count = len(paragraphs[mention.item_id])
            if weight.strength is Strength.FAIR and count >= _PARAGRAPHS:
                weight = Weight(Strength.STRONG, Reason.PARAGRAPHS.format(count=count), weight.own_words)
            yield mention, weight

    def _weight(self, mention: Mention) -> Weight | None:
        if mention.item_id == self._subject:
            return self._of_subject()
        number = self._block_of[mention]
        block = self._reading.blocks[number]
        own, together = self._own(number) + self._below(number), self._together(number)
        if self._reading.is_abstract(block):
            return None
        match block.region:
            case Region.CODE:
                return Weight(Strength.WEAK, Reason.IN_CODE, 0)
            case Region.FIELD:
                return None if self._is_a_form else Weight(Strength.WEAK, Reason.IN_FIELD, 0)
            case Region.HEADING:
                return self._of_section(number)
            case Region.QUOTE:
                return Weight(Strength.WEAK, Reason.QUOTED, 0)
            case Region.REFERENCE:
                return self._of_reference(block)
        if self._reading.is_to_read(block):
            return Weight(Strength.WEAK, Reason.TO_READ, own)
        entries = self._run(number)
        if entries >= _LIST and own < _ENTRY_SAID:
            return Weight(Strength.WEAK, Reason.IN_LIST.format(count=entries), own)
        if together >= _LIST and own < together * _SAID:
            return Weight(Strength.WEAK, Reason.TOGETHER.format(count=together), own)
        if self._reading.page.form is Form.PAPER and mention.kind is TraceKind.CITATION:
            if self._cited_with(mention) <= _CITED_TOGETHER:
                return Weight(Strength.STRONG, Reason.CITED, own)
            return Weight(Strength.FAIR, Reason.CITED_TOGETHER, own)
        if own < _SAID and self._is_message:
            return self._of_message()
        if own < _SAID:
            return Weight(Strength.WEAK, _said_little(own), own)
        if block.heading in self._headings_of.get(mention.item_id, ()):
            return self._of_section(block.heading)
        return Weight(Strength.FAIR, Reason.IN_SENTENCE, own)

    def _of_subject(self) -> Weight | None:
        own = self._page_words
        if own < _FILLED:
            return None
        if own < NOTES:
            return Weight(Strength.FAIR, Reason.PAGE.format(count=own), own)
        return Weight(Strength.STRONG, Reason.NOTES, own)

    def _of_message(self) -> Weight:
        own = self._page_words
        if own >= NOTES:
            return Weight(Strength.STRONG, Reason.MESSAGE, own)
        if own >= _SAID:
            return Weight(Strength.FAIR, Reason.SHORT_MESSAGE, own)
        return Weight(Strength.WEAK, Reason.BARE_MESSAGE, own)

    @cached_property
    def _is_message(self) -> bool:
        """Whether the page is one that somebody sent: it has no title, and is all about the one item it
        names."""
        page = self._reading.page
        is_sent = page.form in (Form.MESSAGE, Form.POST) and not page.title
        return is_sent and len({one.item_id for one in self._mentions}) == 1

    def _of_section(self, heading: int) -> Weight:
        own = self._section_words[heading]
        if own >= NOTES:
            return Weight(Strength.STRONG, Reason.SECTION, own)
        if own >= _SAID:
            return Weight(Strength.FAIR, Reason.SHORT_SECTION, own)
        return Weight(Strength.WEAK, Reason.HEADING, own)

    def _of_reference(self, block: Block) -> Weight:
        if (used := self._use_of(block)) is not None:
            return Weight(Strength.FAIR, Reason.REFERRED, self._own(used))
        return Weight(Strength.WEAK, Reason.REFERENCE, 0)

    def _use_of(self, block: Block) -> int | None:
        """The block of a sentence of one's own that cites a reference by its label, or links to the address
        that the reference gives."""
        addresses = map(re.escape, _ADDRESS.findall(self._reading.words_of(block)))
        signs = [rf"\[{re.escape(block.label)}\](?!:)"] if block.label else []
        signs += [rf"{one}(?![\w/])" for one in addresses]
        for found in re.finditer("|".join(signs), self._reading.text) if signs else ():
            number = self._reading.block(found.start())
            if self._reading.blocks[number].region in _SAYING and self._own(number) >= _SAID:
                return number
        return None

    def _cited_with(self, mention: Mention) -> int:
        span = self._reading.text[mention.start : mention.end]
        return span.count(",") + 1

    @cached_property
    def _headings_of(self) -> Mapping[int, Collection[int]]:
        """The headings that name each item."""
        headings: dict[int, set[int]] = defaultdict(set)
        for mention, number in self._block_of.items():
            if self._reading.blocks[number].region is Region.HEADING:
                headings[mention.item_id].add(number)
        return headings

    @cached_property
    def _section_words(self) -> Mapping[int, int]:
        """Words of one's own under each heading."""
        words: Counter[int] = Counter()
        for number, block in enumerate(self._reading.blocks):
            if block.region in _SAYING:
                words[block.heading] += self._own(number)
        return words

    @cached_property
    def _page_words(self) -> int:
        """Words of one's own on the whole page."""
        return sum(
            self._own(number)
            for number, block in enumerate(self._reading.blocks)
            if block.region in _SAYING and not self._reading.is_abstract(block)
        )

    @cached_property
    def _is_a_form(self) -> bool:
        """Whether the page is a form that nobody filled in: fields, headings, and no words."""
        regions = [block.region for block in self._reading.blocks]
        return self._page_words < _FILLED and regions.count(Region.FIELD) + regions.count(Region.HEADING) > 1

    def _own(self, number: int) -> int:
        """The words of a block that are neither a name, nor a link, nor markup, nor a prompt of a form."""
        if number not in self._counted:
            block = self._reading.blocks[number]
            text = self._reading.words_of(block)
            if _PROMPT.fullmatch(text.strip()) and block.region in _SAYING:
                text = ""
            for mention in self._named.get(number, ()):
                start, end = max(mention.start - block.start, 0), mention.end - block.start
                text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
            if any(sign in text for sign in _NONE_WITHOUT):
                text = _NOT_OWN.sub(" ", text)
            self._counted[number] = len(_WORD.findall(text))
        return self._counted[number]

    def _below(self, number: int) -> int:
        """The words of one's own that are set in below an entry: what is said of it."""
        blocks = self._reading.blocks
        if blocks[number].region is not Region.ENTRY:
            return 0
        indent, words = self._indent(number), 0
        for below in range(number + 1, len(blocks)):
            if self._indent(below) <= indent:
                break
            words += self._own(below) if blocks[below].region in _SAYING else 0
        return words

    def _indent(self, number: int) -> int:
        first = self._reading.words_of(self._reading.blocks[number]).partition("\n")[0].expandtabs(4)
        return len(first) - len(first.lstrip())

    def _together(self, number: int) -> int:
        """How many works a block names or links to."""
        if number not in self._works_of:
            named = {mention.item_id for mention in self._named.get(number, ())}
            links = _LINK.findall(self._reading.words_of(self._reading.blocks[number]))
            self._works_of[number] = max(len(named), len(links))
        return self._works_of[number]

    def _run(self, number: int) -> int:
        """How many entries with links or names the list has that a block is in; 0 where it is in none."""
        if number not in self._runs:
            first, last = number, number
            if self._is_entry(number):
                while first and self._is_entry(first - 1):
                    first -= 1
                while last + 1 < len(self._reading.blocks) and self._is_entry(last + 1):
                    last += 1
            entries = range(first, last + 1) if self._is_entry(number) else ()
            size = sum(self._together(one) > 0 for one in entries)
            self._runs.update(dict.fromkeys((*entries, number), size))
        return self._runs[number]

    def _is_entry(self, number: int) -> bool:
        """Whether a block is an entry of a list, a line with a link and little else, or a heading between."""
        region = self._reading.blocks[number].region
        if region in (Region.ENTRY, Region.HEADING):
            return True
        return region is Region.PROSE and self._together(number) == 1 and self._own(number) < _SAID
