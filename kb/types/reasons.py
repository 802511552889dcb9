"""Why a trace of use is as strong as it is: the sentences that are stored with traces, in English, and said
in the person's language where they are shown."""

from __future__ import annotations

from enum import StrEnum

from kb.catalogue import noted, retold


class Reason(StrEnum):
    """The sentences, with `{names}` where they tell of something; in the order in which a stored one is known
    again."""

    # Around another reason: looked for before the others, whose words may stand in them.
    IN_DRAFT = noted("{reason}; in a draft")
    THROUGH = noted("{reason}, by way of “{title}”")
    BY_AUTHORS = noted("{reason}, by its authors and year alone")
    # Of own writing.
    PARAGRAPHS = noted("named in {count} paragraphs of the page")
    IN_CODE = noted("inside a block of code")
    IN_COMMENT = noted("given as the source in a comment of one's own code")
    IN_FIELD = noted("in a field of the page")
    QUOTED = noted("in words quoted from somebody else")
    TO_READ = noted("set down to be read")
    IN_LIST = noted("one line in a list of {count}")
    TOGETHER = noted("one of {count} named together")
    CITED = noted("cited in a paper of one's own")
    CITED_TOGETHER = noted("cited among others in a paper of one's own")
    WITHOUT_WORDS = noted("named without a word of one's own")
    WITH_A_WORD = noted("named with 1 word of one's own")
    WITH_WORDS = noted("named with {count} words of one's own")
    IN_SENTENCE = noted("named in a sentence of one's own")
    PAGE = noted("a page about it with {count} words of one's own")
    NOTES = noted("a page of one's own notes about it")
    MESSAGE = noted("a message of one's own about it")
    SHORT_MESSAGE = noted("a short message about it")
    BARE_MESSAGE = noted("a message with nothing but its name")
    SECTION = noted("a section of one's own about it")
    SHORT_SECTION = noted("a short section about it")
    HEADING = noted("named in a heading with nothing below")
    REFERRED = noted("referred to in a sentence of one's own")
    REFERENCE = noted("only in a list of references")
    RETOLD = noted("says the same in {count} words, as far as meaning tells")
    # Of what the library itself keeps.
    NOTE = noted("a note of {count} words in your own words")
    NOTE_OF_A_WORD = noted("a note of 1 word in your own words")
    HIGHLIGHTS = noted("{count} highlights of yours")
    HIGHLIGHT = noted("1 highlight of yours")
    FINISHED = noted("read to the end, which says nothing yet of use")
    LOOKED_UP = noted("looked up again through the search")
    OPENED_AGAIN = noted("opened again after it was read")
    TAKEN_OUT = noted("taken out to cite")
    TAKEN_OUT_TOGETHER = noted("taken out as one of {count} references")
    HANDED = noted("handed to somebody for whom it matters")
    CAME_BACK_EMPTY = noted("came back, and nothing with it")
    CAME_BACK = noted("came back with a gist")
    SETTLED = noted("settled {count} parked items with one reading")
    SETTLED_ONE = noted("settled 1 parked item with one reading")


def counted(one: str, many: str, count: int) -> str:
    """A reason with its number, as it is stored."""
    return one if count == 1 else many.format(count=f"{count:,}")


def told(reason: str) -> str:
    """A stored reason in the language of the moment; one of other words as it is."""
    return retold(reason, tuple(Reason))
