"""Plain text: a web page saved as text, without the site around the article, or else a note."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from kb.catalogue import noted
from kb.importers.files import TEXT_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.protocol import ImportContext
from kb.text.dates import date_of_name, is_date, iso_time
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key, find_references
from kb.text.works import is_of_work
from kb.types import Document, Failure, Kind

# Lines that sites put around an article, compared without case, punctuation and counts.
_CHROME = frozenset(
    line.strip()
    for line in """
    меню | темы | авторизация | регистрация | регистрация на сайте | войти | вход | выйти | поиск
    поиск по сайту | главная | главная страница | архив | архив новостей | помощь проекту | рубрики
    разделы | категории | теги | метки | rss | rss новости | подписка | подписаться | подписывайтесь
    рассылка | контакты | о нас | о сайте | о проекте | реклама | поделиться | в избранное | распечатать
    комментарии | комментировать | добавить комментарий | комментариев нет | нет комментариев | источник
    читайте также | читать также | похожие | похожие статьи | похожие записи | похожие материалы
    смотрите также | популярное | новости | последние новости | навигация | политика конфиденциальности
    пользовательское соглашение | все права защищены | наверх | перейти к содержимому | назад | далее
    следующая | предыдущая | содержание | моя лента | все потоки | хабр | настройки | menu | home
    search | log in | login | sign in | sign up | register | subscribe | subscribe now | subscriptions
    newsletter | share | share this | share this post | tweet | follow | follow us | contact
    contact us | about | about us | archive | archives | categories | tags | topics | navigation
    skip to content | skip to main content | related | related posts | related articles | recommended
    recommended for you | read next | read more | more | popular | trending | most popular | latest
    latest news | comments | leave a comment | leave a reply | no comments | advertisement | sponsored
    cookies | cookie policy | accept all cookies | accept cookies | accept | privacy | privacy policy
    terms | terms of service | terms of use | all rights reserved | back to top | previous | next
    account | my account | settings | help | feedback | get started | get the app | download the app
    open in app | listen | write | table of contents | on this page | print | email | facebook | twitter
    linkedin | reddit | sitemap
    """.replace("\n", "|").split("|")
    if line.strip()
)
# In the middle of an article only these cannot be a heading of its own.
_IN_BETWEEN = frozenset(
    {"реклама", "поделиться", "подписаться", "распечатать", "share", "tweet", "subscribe", "subscribe now"}
    | {"advertisement", "sponsored", "print", "listen", "share this", "share this post"}
)
# After the article these begin what belongs to others: comments and links to further pages.
_CLOSING = re.compile(
    r"комментари\w*|добавить комментарий|читайте также|читать также|похожие\b.*|смотрите также"
    r"|популярное|последние новости|related\b.*|recommended\b.*|read next|more from\b.*"
    r"|comments?|responses?|leave a (?:comment|reply)|most popular|you may also like.*|trending",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:©|\(c\)|copyright\b|источник\s*:|source\s*:|фото\s*:|all rights reserved).{0,120}", re.IGNORECASE
)
# A menu whose entries lost the space between them: "НовостиРазработкаВнедрение".
_GLUED = re.compile(r"[а-яёa-z)][А-ЯЁA-Z][а-яёa-z]")
_SENTENCE = re.compile(r"[.!?…:;»”)]\W{0,3}$")
_ADDRESS_LINE = re.compile(
    r"(?:(?:url|source|link|original|источник|ссылка|адрес)\s*:\s*)?(?P<url>https?://\S+)", re.IGNORECASE
)
_LISTED = re.compile(r"(?:[-*•]\s+)?(?:\[.*\]\()?https?://\S+", re.IGNORECASE)
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_HASHTAG = re.compile(r"#([^\W\d][\w/-]*)")
_HASHTAG_LINE = re.compile(rf"(?:{_HASHTAG.pattern}[\s,]*)+")
_MIN_PARAGRAPH = 90
"""Characters: menus, captions and bylines are shorter, running text rarely."""
_TITLE_LIMIT = 200
_NOTE_TITLE_LIMIT = 120
"""Characters. Pages have headlines; a note begins with its first sentence, which is a title only if short."""
_HEAD_LINES = 12
"""Lines at the beginning where an address or a day is the text's own."""


class WebpageTextImporter:
    """Any text that no other importer knows."""

    name = noted("plain text")

    def match(self, spec: str) -> bool:
        file = text_file(spec, TEXT_SUFFIXES)
        return file is not None and not _is_data(file.text)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        yield text_document(required_text_file(spec, TEXT_SUFFIXES))


def _is_data(text: str) -> bool:
    """Whether the text was written by a program for a program: JSON or XML without a telling name."""
    text = text.strip()
    if text.startswith("<?xml"):
        return True
    if text[:1] + text[-1:] not in ("{}", "[]"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def text_document(file: TextFile) -> Document:
    """An article if the text looks like a saved web page, else a note."""
    lines = file.text.strip().split("\n")
    article = article_lines(lines[1:])
    first = _HEADING_MARK.sub("", lines[0].strip())
    url = _own_address(lines[:_HEAD_LINES])
    if _ADDRESS_LINE.fullmatch(first) or _is_listed(first):
        told = (line.strip() for line in lines[1:] if line.strip() and not is_date(line))
        first = next((line for line in told if not _is_listed(line)), first)
    is_page = article is not None or url is not None
    limit = _TITLE_LIMIT if is_page else _NOTE_TITLE_LIMIT
    # A first line that the title does not hold whole stays in the text.
    whole = len(first) <= limit
    body = lines[1:] if whole and lines[0].strip().endswith(first) else lines
    if article is not None:
        body = article if whole else [first, "", *article]
    title = _without_site(first, lines[1:]) if is_page else first
    text = "\n".join(body).strip()
    key = canonical_key(url) if url else file.key
    stated = [iso_time(line) for line in lines[:_HEAD_LINES] if is_date(line)]
    return Document(
        key=key,
        kind=Kind.ARTICLE if is_page else Kind.NOTE,
        title=shortened(title, limit) or file.path.stem,
        text=re.sub(r"\n{3,}", "\n\n", text),
        url=url,
        aliases=(*((url,) if url else ()), *file.aliases),
        tags=() if is_page else _closing_tags(lines),
        published=next(filter(None, (*stated, date_of_name(file.path.stem))), None),
        references=tuple(reference for reference in find_references(file.text) if reference.key != key),
        meta=file.meta,
    )


def _closing_tags(lines: Sequence[str]) -> tuple[str, ...]:
    """The hashtags of a note whose last line holds nothing else."""
    found = _HASHTAG.findall(lines[-1]) if _HASHTAG_LINE.fullmatch(lines[-1]) else ()
    return tuple(dict.fromkeys(found))


def _without_site(title: str, lines: Sequence[str]) -> str:
    """A page's title without the site's name behind it, where the page repeats the title alone."""
    alone = re.split(r"\s+[/|—–·-]\s+", title)[0]
    return alone if any(line.strip() == alone for line in lines) else title


def _own_address(head: Sequence[str]) -> str | None:
    """The page's address where a line above the text gives it. A paper's address makes a text about it
    no paper, so it stays a reference; one of several that stand alone is one of a list."""
    listed = {line.strip() for line in head if _is_listed(line.strip())}
    for line in head:
        if len(line.strip()) >= _MIN_PARAGRAPH and not line.strip().startswith("http"):
            return None
        if found := _ADDRESS_LINE.fullmatch(line.strip()):
            alone = not listed - {line.strip()}
            return found["url"] if alone and not is_of_work(canonical_key(found["url"])) else None
        if "://" in line:
            return None
    return None


def _is_listed(line: str) -> bool:
    """Whether a line is nothing but an address, a link or a work's identifier."""
    return _LISTED.fullmatch(line) is not None or is_of_work(canonical_key(line))


def article_lines(lines: Sequence[str]) -> list[str] | None:
    """The article in the lines of a saved page below its title, or None if it is no such page.

    A page is told by at least two lines that belong to sites. Above the first paragraph everything goes
    that is no sentence, below the last one what belongs to the site.
    """
    stripped = [line.strip() for line in lines]
    chrome = [_is_chrome(line) for line in stripped]
    paragraphs = [number for number, line in enumerate(stripped) if _is_paragraph(line)]
    if sum(chrome) < 2 or not paragraphs:
        return None
    first, last = paragraphs[0], paragraphs[-1]
    last = _before_closing(stripped, paragraphs, first, last)
    head = [line for line in stripped[:first] if _is_sentence(line)]
    middle = [line for line in stripped[first : last + 1] if _plain(line) not in _IN_BETWEEN]
    tail: list[str] = []
    for number in range(last + 1, len(stripped)):
        line = stripped[number]
        if _CLOSING.fullmatch(_uncounted(line)):
            break
        if not chrome[number]:
            tail.append(line)
    return [*head, *([""] if head else []), *middle, *tail]


def _before_closing(lines: Sequence[str], paragraphs: Sequence[int], first: int, last: int) -> int:
    """The last paragraph above the comments and further links, if these are the smaller part."""
    for number in range(first, last):
        if _CLOSING.fullmatch(_uncounted(lines[number])):
            above, below = (sum(map(len, part)) for part in (lines[first:number], lines[number:]))
            if below < above:
                return max(paragraph for paragraph in paragraphs if paragraph < number)
    return last


def _plain(line: str) -> str:
    return " ".join(re.sub(r"[^\w\s]+", " ", line).split()).casefold()


def _uncounted(line: str) -> str:
    return re.sub(r"\s*\d+\s*", " ", _plain(line)).strip()


def _is_chrome(line: str) -> bool:
    return _uncounted(line) in _CHROME or _LEGAL.fullmatch(line) is not None or _is_glued(line)


def _is_glued(line: str) -> bool:
    return len(_GLUED.findall(line)) >= 4


def _is_paragraph(line: str) -> bool:
    if len(line) < _MIN_PARAGRAPH or " " not in line or _is_glued(line):
        return False
    return _SENTENCE.search(line) is not None


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= 5 and bool(_SENTENCE.search(line)) and not _is_chrome(line)
