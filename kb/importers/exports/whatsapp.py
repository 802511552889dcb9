"""WhatsApp: a chat exported as text, in the language and the way of writing days of the phone.

Of a chat of several people messages that give a link are kept, a mere link as that page; talks are left out.
What somebody wrote alone, to themselves or to readers, is kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import _, noted
from kb.clock import as_stored, today
from kb.importers.files import required_text_file, text_file
from kb.importers.lists.linked_words import linked_words
from kb.importers.notes.twofold_days import unsure_days
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import SavedLink, saved
from kb.importers.telegram_dump import post_title
from kb.text.dates import local_time
from kb.text.day_order import day_order
from kb.text.digest import text_hash
from kb.text.identity import find_references
from kb.text.worded_dates import local_time_in_words
from kb.types import Document, Failure, Kind, Skipped

_PROGRAM = "WhatsApp"
_SUFFIXES = frozenset({".txt", ""})
"""A log kept in Markdown may have lines of the same form."""
_BEGINS = re.compile(
    r"^[\u200e\u200f\ufeff]*(?P<open>\[?)(?P<day>\d{1,4}(?P<sign>[./-])\s?\d{1,2}(?P=sign)\s?\d{1,4})\.?"
    r"(?:,|\s|à|às|as|um|klo|kl\.?|a las){1,4}"
    r"(?P<before>上午|下午|午前|午後|오전|오후|凌晨|早上|中午|晚上|am|pm)?\s?(?P<clock>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)"
    r"(?P<behind>\s?[ap]\.?\s?m\.?)?(?:\]| -) (?P<rest>.*)$",
    re.IGNORECASE | re.MULTILINE,
)
"""A message's first line: `[12.03.26, 09:14:33] Name: words` on iPhones, `12/03/2026, 09:14 - Name: words` on
others. What phones put in between for the eye is taken out before."""
_SPACES = str.maketrans({"\u202f": " ", "\xa0": " ", "\u200f": None, "\u202a": None, "\u202c": None})
_OF_THE_PROGRAM = "\u200e"
"""Before what iPhones write themselves: what was omitted, who joined."""
_NAMED = re.compile(r"(?P<who>[^:]{1,80}): (?P<said>.*)", re.DOTALL)
_ATTACHED = re.compile(r"<[^<>\n]{1,80}>|\S+\.\w{3,4} \([^()\n]{4,40}\)")
"""What stands for a picture that did not come along, `<Media omitted>` in every language, or for its file."""
_HEAD = 4_000
"""Characters in which the second message begins."""
_FEWEST = 2
"""Messages; a log may begin with a line like one."""


@dataclass(frozen=True, slots=True)
class _Message:
    day: str
    clock: str
    who: str
    said: str


class WhatsappImporter:
    """A chat."""

    name = noted("WhatsApp (chat as text)")

    def match(self, spec: str) -> bool:
        """Whether a text begins with a message, and more follow."""
        file = text_file(spec, _SUFFIXES)
        if file is None:
            return False
        head = file.text[:_HEAD].translate(_SPACES).lstrip()
        first = _BEGINS.match(head)
        # Telegram's own copies have brackets too, and no seconds.
        whole = first is not None and (not first["open"] or len(first["clock"]) > len("00:00"))
        return whole and len(_BEGINS.findall(head)) >= _FEWEST

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each message that is kept; a failure counts the others.

        :raises ImportRefused: the file is gone or no text.
        """
        file = required_text_file(spec, _SUFFIXES)
        messages = list(_messages(file.text.translate(_SPACES)))
        alone = len({one.who for one in messages}) == 1
        order = day_order([[one.day for one in messages]], today())
        if order.unsure:
            yield unsure_days(file.path.name, order.unsure)
        left = 0
        for message in messages:
            if find_references(message.said) or (alone and message.said):
                yield from _documents(message, order.day_first, file.path.name, alone=alone)
            else:
                left += 1
        if left:
            yield Skipped(file.path.name, _("messages without a link"), left)


def _messages(text: str) -> Iterator[_Message]:
    """The messages that somebody wrote; what the program says itself names nobody."""
    found = list(_BEGINS.finditer(text))
    for one, following in zip(found, [*found[1:], None], strict=True):
        whole = text[one.start("rest") : following.start() if following else None]
        if named := _NAMED.fullmatch(whole.strip()):
            said = "\n".join(line for line in named["said"].split("\n") if not _is_attached(line))
            clock = f"{one['before'] or ''}{one['clock'].replace('.', ':')}{one['behind'] or ''}"
            yield _Message(one["day"].replace(" ", ""), clock, named["who"].strip(" ~"), said.strip())


def _is_attached(line: str) -> bool:
    return line.startswith(_OF_THE_PROGRAM) or _ATTACHED.fullmatch(line.strip()) is not None


def _documents(
    message: _Message, day_first: bool | None, place: str, *, alone: bool
) -> Iterator[Document | Failure]:
    at = _moment(message, day_first)
    linked = linked_words(message.said)
    if linked.links and not linked.has_words:
        for link in linked.links:
            yield saved(SavedLink(link.url, link.label, at), _PROGRAM, place)
        return
    yield Document(
        key=f"whatsapp:{text_hash(chr(10).join((message.day, message.clock, message.who, message.said)))}",
        kind=Kind.NOTE if alone else Kind.POST,
        title=post_title(message.said.split("\n")),
        text=message.said,
        authors=() if alone else (message.who,),
        source=_PROGRAM,
        published=(at or "")[:10] or None,
        saved_at=at,
        references=find_references(message.said),
        meta={"program": _PROGRAM},
    )


def _moment(message: _Message, day_first: bool | None) -> str | None:
    """By the phone's clock, which tells the half of the day before it or behind it."""
    day = local_time(message.day, day_first=day_first)
    if day is None:
        return None
    year, month, number = day.split("-")
    at = local_time_in_words(f"{year}年{month}月{number}日 {message.clock}")
    return as_stored(at) if at else day
