"""Why a trace of use is as strong as it is: the sentences that are stored with traces, in English, and said
in the person's language where they are shown."""

from __future__ import annotations

from kb.catalogue import noted, retold

PARAGRAPHS = noted("named in {count} paragraphs of the page")
IN_CODE = noted("inside a block of code")
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
THROUGH = noted("{reason}, by way of “{title}”")

_ALL = (
    *(THROUGH, PARAGRAPHS, IN_CODE, IN_FIELD, QUOTED, TO_READ, IN_LIST, TOGETHER, CITED, CITED_TOGETHER),
    *(WITHOUT_WORDS, WITH_A_WORD, WITH_WORDS, IN_SENTENCE, PAGE, NOTES, MESSAGE, SHORT_MESSAGE),
    *(BARE_MESSAGE, SECTION, SHORT_SECTION, HEADING, REFERRED, REFERENCE, RETOLD),
)


def told(reason: str) -> str:
    """A stored reason in the language of the moment; one of other words as it is."""
    return retold(reason, _ALL)
