"""Letters: a newsletter in a file of its own (`.eml`), or those in a mailbox (`.mbox`)."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from kb.catalogue import _, noted
from kb.errors import ImportRefused
from kb.importers.boundary import attempted, place_in
from kb.importers.files import beginning, required_bytes
from kb.importers.html.fragment import markdown
from kb.importers.mail import header, looks_like_message, message_of, moment_of, parts, text_of
from kb.importers.notes.titles import first_words
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import NOTE_TITLE_LIMIT, TITLE_LIMIT
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key, find_references
from kb.types import Document, Failure, Kind, Skipped

_MAILBOX = b"From "
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How a mailbox writes a line of a letter that would part it (mboxrd)."""
_OF_A_LIST = ("List-Id", "List-Unsubscribe", "List-Post")
"""Fields of what is sent to many (RFC 2369, RFC 2919)."""
_LIST_NAME = re.compile(r"(?P<name>[^<]*?)\s*<(?P<id>[^<>]*)>|(?P<bare>.+)")
_UNSEEN = re.compile(r"<(head|style|script|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_FILLING = re.compile(
    r"(?:[ \t\u00a0]*[\u034f\u00ad\u200b-\u200d\u2007\ufeff]){2,}[ \t\u00a0]*(?P<end>$)?", re.M
)
"""Signs nobody sees, with which letters fill the line that a mailbox shows of them."""
_ON_THE_WEB = re.compile(
    r"(?:view this (?:post|email|newsletter) on the web at|view the post online:)\s*\(?(https?://[^\s()<>]+)"
    r"|view this email in your browser\s*\(?(https://(?:mailchi\.mp|[\w-]+\.campaign-archive\.com)/[^\s()<>]+)",
    re.IGNORECASE,
)
"""Where Substack, beehiiv and Mailchimp say in a letter's plain text which post of theirs it is."""
_POST = re.compile(
    r"https://(?:[\w.-]+/p/[\w-]+|buttondown\.(?:com|email)/[\w-]+/archive/[\w-]+/?"
    r"|mailchi\.mp/[\w.-]+/[\w-]+|[\w-]+\.campaign-archive\.com/\?[^\s()<>]+)"
)
"""The address of a post of Substack, beehiiv, Buttondown or Mailchimp."""
_ONLINE = re.compile(
    r"\W*(?:view|read|open|see)(?:\s+(?:this|the|it|e-?mail|message|newsletter|letter|post|issue|on|in|your|my|a"
    r"|web|browser|online|website|version|here))+\W*"
    r"|\W*(?:открыть|читать|прочитать|смотреть|посмотреть)(?:\s+(?:это|письмо|рассылку|выпуск|в|на|браузере"
    r"|онлайн|веб-версию))+\W*"
    r"|\W*(?:diese e-?mail )?(?:im browser|online) (?:ansehen|anzeigen|lesen|öffnen)\W*",
    re.IGNORECASE,
)
"""What a link is called that leads to the letter on the web, as a whole."""
_OF_SENDING = re.compile(
    r"unsubscrib|отпис|abbestell|abmelden|désabonn|désinscri|email preferences"
    r"|(?:manage|update|change) (?:your )?(?:\w+ )?(?:preferences|profile|subscription)",
    re.IGNORECASE,
)
"""What links are called that tell of the sending, not of what was written; many hold the reader's own key."""
_LINKED = re.compile(r"\[(?P<label>[^\[\]\n]{1,200})\]\((?P<url>https?://[^()\s]+)\)")
_NOTICE = 300
"""Letters, its addresses aside, of a paragraph at most that tells of the sending. By judgement."""
_UNSHOWN = re.compile(
    r"<(?P<name>div|span|p|td)\b[^<>]*(?:display:\s*none|class=\"preview\"|mso-hide:\s*all)[^<>]*>[^<>]*</(?P=name)\s*>",
    re.IGNORECASE,
)
"""The words that a mailbox shows beside the subject."""
_READER = re.compile(r"(?<=[?&])e=[0-9a-f]+&?")
"""What Mailchimp adds for whom it sent the letter to."""
_LAYOUT = re.compile(r"</?(?:table|tbody|thead|tfoot|center)\b[^<>]*>", re.IGNORECASE)
_ROW, _CELL = re.compile(r"<(/?)tr\b[^<>]*>", re.IGNORECASE), re.compile(r"</?t[dh]\b[^<>]*>", re.IGNORECASE)


class LetterImporter:
    """One letter, by whomever it was sent."""

    name = noted("letter (.eml)")

    def match(self, spec: str) -> bool:
        """Whether a file begins with the head of a letter."""
        head = beginning(spec)
        return not head.startswith(_MAILBOX) and looks_like_message(head)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """What was written, with its links.

        :raises ImportRefused: the letter is too large, or holds no text.
        """
        path, data = required_bytes(spec)
        yield _document(message_of(data), path.name)


class MailboxImporter:
    """Many letters in one file. Those that were sent to a list come in; the person's own are left out."""

    name = noted("mailbox (.mbox)")

    def match(self, spec: str) -> bool:
        """Whether a file begins with the line that parts the letters of a mailbox, and a letter."""
        head = beginning(spec)
        return head.startswith(_MAILBOX) and looks_like_message(head)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each newsletter, and a failure that counts what was left out."""
        path = Path(spec).expanduser()
        own = 0
        letters = mailbox.mbox(path, create=False)
        try:
            for number, key in enumerate(letters.iterkeys(), start=1):
                place = place_in(path.name, "letter", number)
                letter = attempted(place, partial(_of_a_list, letters.get_bytes(key), place))
                if letter is None:
                    own += 1
                else:
                    yield letter
        finally:
            letters.close()
        if own:
            yield Skipped(path.name, _("letters that no list sent (add one as a file of its own)"), own)


def _of_a_list(data: bytes, place: str) -> Document | None:
    """The letter if a list sent it."""
    message = message_of(_QUOTED_FROM.sub(rb"\1", data))
    return _document(message, place) if any(header(message, field) for field in _OF_A_LIST) else None


def _document(message: EmailMessage, place: str) -> Document:
    pages = [_article(text_of(part)) for part in parts(message, "html")]
    texts = [text_of(part).strip() for part in parts(message, "plain")]
    post = _post(message, texts, pages)
    text = "\n\n".join(filter(None, map(_written, pages))) or "\n\n".join(filter(None, texts))
    subject = header(message, "Subject")
    if not text and not subject:
        raise ImportRefused(_("{place} holds no text that can be read; nothing was saved of it", place=place))
    number = header(message, "Message-ID").strip("<> ") or text_hash(f"{subject}\n{text}")
    named = _LIST_NAME.fullmatch(header(message, "List-Id"))
    of_list = (named["name"].strip('" ') if named["name"] else named["id"] or named["bare"]) if named else ""
    sender = _sender(message)
    return Document(
        key=f"mail:{number}",
        kind=Kind.ARTICLE,
        title=shortened(subject, TITLE_LIMIT) or shortened(first_words(text), NOTE_TITLE_LIMIT),
        text=text,
        url=post or None,
        aliases=(canonical_key(post),) if post else (),
        authors=(sender,) if sender else (),
        source=of_list or sender,
        published=(moment_of(message) or "")[:10] or None,
        references=find_references(text),
        meta={"list": of_list} if of_list else {},
    )


def _post(message: EmailMessage, texts: Iterable[str], pages: Iterable[str]) -> str:
    """The address of the post that a letter is: as its head tells (beehiiv, Substack), as its plain text
    does, or as the link to it on the web does; empty where none of them tells."""
    told = (_POST.match(header(message, field).strip("<> ")) for field in ("X-Newsletter", "List-Post"))
    if named := next(filter(None, told), None):
        return named[0]
    said = next((found[1] or found[2] for one in texts if (found := _ON_THE_WEB.search(one))), "")
    if said:
        return _READER.sub("", said).rstrip("?&")
    links = (link for page in pages for link in _LINKED.finditer(page) if _ONLINE.fullmatch(link["label"]))
    posts = filter(None, (_POST.match(link["url"]) for link in links))
    return next((post[0] for post in posts), "")


def _written(page: str) -> str:
    """What was written, without the paragraphs that tell of the sending."""
    return "\n\n".join(one for one in page.split("\n\n") if not _is_notice(one))


def _is_notice(paragraph: str) -> bool:
    links = list(_LINKED.finditer(paragraph))
    words = _LINKED.sub(r"\g<label>", paragraph)
    labels = [link["label"] for link in links]
    told = any(_OF_SENDING.search(label) or _ONLINE.fullmatch(label) for label in labels)
    return told and len(words) <= _NOTICE


def _article(page: str) -> str:
    """A letter's page as Markdown. Its tables are layout: a row is a paragraph."""
    body = _UNSHOWN.sub("", _UNSEEN.sub("", page))
    plain = _CELL.sub(" ", _ROW.sub(lambda row: "</div>" if row[1] else "<div>", _LAYOUT.sub("", body)))
    return _FILLING.sub(lambda found: " " if found["end"] is None else "", markdown(plain)).strip()


def _sender(message: EmailMessage) -> str:
    written = header(message, "From")
    name, _, address = written.partition("<")
    return name.strip().strip('"') or address.rstrip("> ") or written
