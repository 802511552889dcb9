"""What a mention says about use, by where it stands and how many words of the person's own are around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.evidence.blocks import Block, Region, plain_heading
from kb.evidence.citations import cited_with, is_set
from kb.evidence.mentions import Mention
from kb.evidence.own_words import FILLED, SAID, SAYING, OwnWords
from kb.evidence.reading import Reading
from kb.evidence.references import References
from kb.types.evidence import Form, Strength, TraceKind
from kb.types.reasons import Reason

NOTES = 30
"""Words of one's own that make a page or a section one's notes: a paragraph. This and the numbers below are
by judgement."""
_ENTRY_SAID = 12
"""Words of one's own that say something of a work in a list, whose entries carry a description."""
_LABEL = 2
"""Words of one's own that a link below a heading may carry to be what the section is about."""
_LIST = 8
"""Entries in a row from which on a list is one, rather than a few works named one below the other."""
_PARAGRAPHS = 3
"""Paragraphs that name a work, from which on they are about it."""
_CITED_TOGETHER = 4
"""Keys of one citation up to which each was chosen."""

_OF_LINKS = re.compile(
    r"(?:external |useful )?(?:links?|resources|materials)|related(?: work)?|see also|external"
    r"|(?:внешние |полезные )?ссылки|источники|материалы|см(?:\.|отри) также",
    re.IGNORECASE,
)
"""Headings of what stands beside the text, whatever is said below."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a mention says about use, why, and how many words of one's own are around it. `told_at` is
    where a sentence refers to the mention, where that stands apart, in a footnote for example."""

    strength: Strength
    reason: str
    own_words: int
    told_at: int | None = None


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
        self._words = OwnWords(reading, self._named)
        self._references = References(reading)

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
        if self._is_cited(mention, block):
            return self._of_citation(mention, self._words.own(number))
        weight = self._of_place(mention, number, block)
        if (weight is None or weight.strength is Strength.WEAK) and self._is_chosen(mention, number, block):
            few = cited_with(self._reading.text, mention) <= _CITED_TOGETHER
            reason = Reason.CITED if few else Reason.CITED_TOGETHER
            return Weight(Strength.FAIR, reason, self._words.own(number))
        return weight

    def _is_chosen(self, mention: Mention, number: int, block: Block) -> bool:
        """Whether a page cites the work as papers do, however few words stand beside it: by what sets a
        reference into a text that is printed, in no long list of nothing else, or among sentences that
        cite."""
        if mention.kind is not TraceKind.CITATION or block.region in (Region.CODE, Region.REFERENCE):
            return False
        if self._reading.is_to_read(block) or self._reading.is_task(block):
            return False
        by_key = self._reading.sets_keys and block.region is not Region.FIELD
        if not by_key and block.region is Region.QUOTE:
            # What a quote of a blog's cites, somebody else may have cited.
            return False
        if by_key or is_set(self._reading.text, mention):
            return self._words.own(number) > 0 or self._words.run(number) < _LIST
        return self._words.cites_as_papers and block.region is not Region.FIELD

    def _of_place(self, mention: Mention, number: int, block: Block) -> Weight | None:
        own, together = self._words.own(number) + self._words.below(number), self._words.together(number)
        if mention.kind is TraceKind.CITATION and block.region is Region.PROSE:
            # Who cites by keys says something in each sentence; pasted are those that stand in one bracket.
            together = cited_with(self._reading.text, mention)
        if self._reading.is_abstract(block):
            return None
        match block.region:
            case Region.CODE:
                return Weight(Strength.WEAK, Reason.IN_CODE, 0)
            case Region.FIELD if self._leads(number):
                return self._of_section(block.heading)
            case Region.FIELD:
                return None if self._words.is_a_form else Weight(Strength.WEAK, Reason.IN_FIELD, 0)
            case Region.HEADING:
                return self._of_section(number)
            case Region.QUOTE:
                return Weight(Strength.WEAK, Reason.QUOTED, 0)
            case Region.REFERENCE:
                return self._of_reference(block)
        if self._reading.is_to_read(block):
            return Weight(Strength.WEAK, Reason.TO_READ, own)
        if self._leads(number):
            return self._of_section(block.heading)
        entries = self._words.run(number)
        if entries >= _LIST and own < _ENTRY_SAID:
            return Weight(Strength.WEAK, Reason.IN_LIST.format(count=entries), own)
        if together >= _LIST and own < together * SAID:
            return Weight(Strength.WEAK, Reason.TOGETHER.format(count=together), own)
        if own < SAID and self._reading.page.form is Form.CODE and mention.kind is not TraceKind.TITLE:
            return Weight(Strength.FAIR, Reason.IN_COMMENT, own)
        if own < SAID and self._is_message:
            return self._of_message()
        if own < SAID:
            return Weight(Strength.WEAK, _said_little(own), own)
        if self._is_of_section(mention, block):
            return self._of_section(block.heading)
        return Weight(Strength.FAIR, Reason.IN_SENTENCE, own)

    def _is_cited(self, mention: Mention, block: Block) -> bool:
        """Whether a paper cites the work: who does so used it, in however dense a paragraph, in an entry of a
        list, a heading or a caption."""
        in_paper = self._reading.page.form is Form.PAPER and mention.kind is TraceKind.CITATION
        return in_paper and block.region is not Region.CODE

    def _of_citation(self, mention: Mention, own: int) -> Weight:
        if cited_with(self._reading.text, mention) <= _CITED_TOGETHER:
            return Weight(Strength.STRONG, Reason.CITED, own)
        return Weight(Strength.FAIR, Reason.CITED_TOGETHER, own)

    def _is_of_section(self, mention: Mention, block: Block) -> bool:
        return block.heading in self._headings_of.get(mention.item_id, ())

    def _of_subject(self) -> Weight | None:
        own = self._words.page_words
        if own < FILLED:
            return None
        if own < NOTES:
            return Weight(Strength.FAIR, Reason.PAGE.format(count=own), own)
        return Weight(Strength.STRONG, Reason.NOTES, own)

    def _of_message(self) -> Weight:
        own = self._words.page_words
        if own >= NOTES:
            return Weight(Strength.STRONG, Reason.MESSAGE, own)
        if own >= SAID:
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
        if own >= SAID:
            return Weight(Strength.FAIR, Reason.SHORT_SECTION, own)
        return Weight(Strength.WEAK, Reason.HEADING, own)

    def _of_reference(self, block: Block) -> Weight:
        for offset in self._references.uses_of(block):
            number = self._reading.block(offset)
            region, own = self._reading.blocks[number].region, self._words.own(number)
            if region in SAYING and own >= SAID:
                return Weight(Strength.FAIR, Reason.REFERRED, own, told_at=offset)
            if region is Region.HEADING and self._section_words[number] >= SAID:
                return replace(self._of_section(number), told_at=offset)
        # What a paper lists it cites, on whatever page.
        cited = self._reading.page.form is Form.PAPER and not self._reading.is_tex
        return Weight(*((Strength.FAIR, Reason.CITED) if cited else (Strength.WEAK, Reason.REFERENCE)), 0)

    @cached_property
    def _headings_of(self) -> Mapping[int, Collection[int]]:
        """The headings that name each item, themselves or by what stands right below them."""
        headings: dict[int, set[int]] = defaultdict(set)
        for mention, number in self._block_of.items():
            block = self._reading.blocks[number]
            if block.region is Region.HEADING:
                headings[mention.item_id].add(number)
            elif number in self._leading and mention.start >= 0:
                headings[mention.item_id].add(block.heading)
        return headings

    def _leads(self, number: int) -> bool:
        """Whether a block says what the section is about that it begins, and something is said there."""
        return number in self._leading and self._section_words[self._leading[number]] >= SAID

    @cached_property
    def _leading(self) -> Mapping[int, int]:
        """The blocks right below headings that tell the one work which a section is about, with the number of
        the heading."""
        leading = {}
        for heading in {self._reading.blocks[one].heading for one in self._named}:
            lead = self._lead(heading) if heading >= 0 else []
            if len({mention.item_id for number in lead for mention in self._named.get(number, ())}) == 1:
                leading.update(dict.fromkeys(lead, heading))
        return leading

    def _lead(self, heading: int) -> list[int]:
        """The blocks below a heading that say what its section is about: fields, and one bare link that
        begins no list of others."""
        fields: list[int] = []
        links: list[int] = []
        if _OF_LINKS.fullmatch(plain_heading(self._reading.words_of(self._reading.blocks[heading]))):
            return []
        for number in range(heading + 1, len(self._reading.blocks)):
            region = self._reading.blocks[number].region
            if region is Region.FIELD:
                fields.append(number)
            elif region in SAYING and self._words.together(number) and (not links or region is Region.ENTRY):
                links.append(number)
            else:
                break
        bare = len(links) == 1 and self._words.own(links[0]) <= (SAID if self._begins(links[0]) else _LABEL)
        return fields + links if bare and not self._is_a_list_below(heading, links[0]) else fields

    def _begins(self, number: int) -> bool:
        """Whether a block begins with what it names: a key and what the work calls its model, say."""
        start = self._reading.blocks[number].start
        before = (self._reading.text[start : one.start] for one in self._named[number])
        return any(not any(map(str.isalnum, one)) for one in before)

    def _is_a_list_below(self, heading: int, link: int) -> bool:
        """Whether the first link below a heading is that of a list: entries like it follow, or it and any
        other stand below the only heading of its level, that of the page."""
        blocks = self._reading.blocks
        level = blocks[heading].level
        rest = [one for one in range(link + 1, len(blocks)) if blocks[one].heading == heading]
        if blocks[link].region is Region.ENTRY and any(self._is_like(link, one) for one in rest):
            return True
        if level > 1 or sum(one.region is Region.HEADING and one.level == level for one in blocks) > 1:
            return False
        return any(map(self._words.together, rest))

    def _is_like(self, link: int, other: int) -> bool:
        """Whether an entry names a work and little else, at the same level as another."""
        blocks = self._reading.blocks
        if blocks[other].region is not Region.ENTRY or not self._words.together(other):
            return False
        same = self._reading.indent(blocks[link]) == self._reading.indent(blocks[other])
        return same and self._words.own(other) + self._words.below(other) < SAID

    @cached_property
    def _section_words(self) -> Mapping[int, int]:
        """Words of one's own under each heading, and under those below it that name no work."""
        words: Counter[int] = Counter()
        naming = {one for of_item in self._headings_of.values() for one in of_item}
        for number, block in enumerate(self._reading.blocks):
            if block.region not in SAYING or self._reading.is_abstract(block):
                continue
            for heading in self._reading.headings_above(number):
                words[heading] += self._words.own(number)
                if heading in naming:
                    break
        return words
