"""Text copied from Telegram: a channel's feed in the browser, or messages copied in a desktop app."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from kb.catalogue import noted
from kb.importers.boundary import attempted
from kb.importers.files import MARKDOWN_SUFFIXES, TEXT_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.titles import plain_title
from kb.importers.protocol import ImportContext
from kb.text.dates import is_date, iso_time, local_time
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.text.identity import find_references
from kb.types import Document, Failure, Kind

# Without the marks that begin lines of a list (ticks, crosses, arrows), which a number may follow too.
_EMOJI = r"(?![✅✔☑❌✖❎➡➤➕➖❗❓])[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50\u2B55\u203C\u2049]"
_EMOJI_RUN = rf"{_EMOJI}(?:[\uFE0F\u200D\U0001F3FB-\U0001F3FF]|{_EMOJI})*"
_COUNT = r"\d[\d.,\u00A0]*\s?(?:[KMКМ]|тыс\.?|млн\.?)?"
_REACTIONS = re.compile(rf"(?:{_EMOJI_RUN}\s*{_COUNT}\s*)+", re.IGNORECASE)
_LONE_EMOJI = re.compile(rf"\s*(?:{_EMOJI_RUN})\s*")
_LONE_COUNT = re.compile(rf"\s*{_COUNT}\s*", re.IGNORECASE)
_NOTICE = re.compile(
    r"please open telegram to view this (?:post|message)|view in telegram|view in channel|open in telegram"
    r"|(?:посмотреть|открыть|смотреть) в telegram|откройте telegram,? чтобы .*|this media is not supported.*"
    r"|media is too big",
    re.IGNORECASE,
)
_STATISTICS = re.compile(
    rf"(?:👁\s*)?{_COUNT}\s*(?:views?|просмотр\w*)(?:[^\d\n]{{0,40}}\d{{1,2}}:\d{{2}}|[\s,·]*(?:edited|изменено))?"
    rf"|(?:views|просмотр\w*)\s*:?\s*{_COUNT}|👁\s*{_COUNT}"
    rf"|{_COUNT}\s*(?:comments?|комментари\w*)|(?:comments?|комментари\w*)\s*:?\s*{_COUNT}"
    r"|leave a comment|прокомментировать|(?:edited|изменено)[\s,·]+\d{1,2}:\d{2}(?:\s*[AP]M)?",
    re.IGNORECASE,
)
_SUBSCRIBERS = re.compile(rf"{_COUNT}\s*(?:subscribers?|members?|подписчик\w*|участник\w*)", re.IGNORECASE)
# Ends nothing by itself: a schedule in a post holds lone times too.
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?|edited|изменено", re.IGNORECASE)
_FORWARDED = re.compile(
    r"\[?\s*(?:forwarded from|переслано (?:из|от)|переслал\w* из)\s*:?\s+(?P<whom>[^\]]+?)\s*\]?",
    re.IGNORECASE,
)
# "Channel, [01.10.2025 12:34]" as desktop apps head each copied message.
_HEADER = re.compile(r"(?P<who>\S.{0,80}?),\s\[(?P<when>[^\]]*\d{1,2}:\d{2}[^\]]*)\]:?")
_ATTACHMENT = re.compile(
    r"\[\s*(?:photo|video|file|sticker|album|gif|voice message|фото\w*|видео|файл)\b[^\]]*\]", re.IGNORECASE
)
_HASHTAG = re.compile(r"#([^\W\d_][\w]*|\d*[^\W\d]\w*)")
_HASHTAG_LINE = re.compile(r"(?:#\w+[\s,|·]*)+")
_SIGNATURE = re.compile(
    rf"(?:{_EMOJI_RUN}\s*)?(?:@(?P<handle>\w{{4,32}})|(?:https?://)?t\.me/(?P<link>\w{{4,32}}))\s*"
)
_LEADING_SYMBOLS = re.compile(r"^[^\w«\"“(@#\[$]+")
_TRAILING_SYMBOLS = re.compile(rf"(?:\s|\uFE0F|\u200D|{_EMOJI})+$")
# Bold that ends or begins in another line of the post.
_LOOSE_STARS = re.compile(r"(?<!\w)\*{2,}|\*{2,}(?!\w)")
_SLASH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")
_HALF_DAY = re.compile(r"\d\s*[AP]M\b", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_MIN_REPEATED = 40
"""Letters: a shorter stretch that comes again is a refrain, a signature or a heading."""
_MIN_LINE = 12
"""Letters of a line that says something as a title; shorter ones are greetings and dates."""


@dataclass(slots=True)
class Post:
    """A post of a dump, filled while its lines are read."""

    lines: list[str] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)
    forwarded_from: str = ""
    channel: str = ""
    published: str | None = None


class TelegramDumpImporter:
    """Posts told by what Telegram leaves around them: reactions, notices, forwards, message heads."""

    name = noted("text copied from Telegram")

    def match(self, spec: str) -> bool:
        file = text_file(spec, TEXT_SUFFIXES)
        return file is not None and is_dump(file.text, note=file.path.suffix.lower() in MARKDOWN_SUFFIXES)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        file = required_text_file(spec, TEXT_SUFFIXES)
        for number, post in enumerate(split_posts(file.text), start=1):
            yield attempted(f"{file.path.name} post {number}", partial(_document, post, file))


def is_dump(text: str, *, note: bool = False) -> bool:
    """Whether a text bears Telegram's marks. One notice, forward or message head is enough, or reactions
    at the end or twice; plain text may also close with a channel's handle. Notes have hashtags too.

    A `note` is a file of a program for notes: it may close with tags and counts, and below headings it quotes
    posts.
    """
    if split_front_matter(text)[0] or (note and _MARKDOWN_HEADING.search(text)):
        return False
    lines = [line.strip() for line in _with_joined_reactions(text.split("\n")) if line.strip()]
    if any(_NOTICE.fullmatch(line) or _FORWARDED.fullmatch(line) or _header(line) for line in lines):
        return True
    if len(lines) < 2 or _MARKDOWN_HEADING.search(text):
        return False
    if sum(_REACTIONS.fullmatch(line) is not None for line in lines) > 1:
        return True
    return not note and any(
        _REACTIONS.fullmatch(line) or _STATISTICS.fullmatch(line) or _SIGNATURE.fullmatch(line)
        for line in lines[-2:]
    )


def split_posts(text: str) -> list[Post]:
    """The posts of a dump, second copies of their text taken out.

    What Telegram writes under a post (notices, reactions, views, time) ends it; "Forwarded from", a copied
    message's head and a date between posts begin one.
    """
    posts = [Post()]
    below = False
    feed = ""
    day: str | None = None
    day_first = _day_first(text)
    for line in _with_joined_reactions(text.split("\n")):
        stripped = line.strip()
        post = posts[-1]
        header, forwarded = _header(stripped), _FORWARDED.fullmatch(stripped)
        if not stripped:
            post.lines.append("")
        elif _REACTIONS.fullmatch(stripped):
            post.reactions.append(stripped)
            below = True
        elif _NOTICE.fullmatch(stripped) or _STATISTICS.fullmatch(stripped):
            below = below or _has_text(post)
        elif _SUBSCRIBERS.fullmatch(stripped) and len(posts) == 1 and sum(map(bool, post.lines)) == 1:
            # The feed's own head: its name and how many read it.
            feed, post.lines = "".join(post.lines).strip(), []
        elif _ATTACHMENT.fullmatch(stripped) or (below and _CLOCK.fullmatch(stripped)):
            continue
        elif (below or not _has_text(post)) and _is_day(stripped):
            day = iso_time(stripped)
            below = _has_text(post)
        else:
            if below or ((header or forwarded) and _has_text(post)):
                post = Post(published=day)
                posts.append(post)
                below = False
            if header:
                at = local_time(header["when"], day_first=day_first)
                post.channel, post.published = header["who"].strip(), at and at[:10]
            elif forwarded:
                post.forwarded_from = forwarded["whom"].strip()
            else:
                post.lines.append(line.rstrip())
    _take_off_channel_name(posts)
    for post in posts:
        post.lines = without_second_copies(post.lines)
        post.channel = post.channel or feed
    return _merged([post for post in posts if _has_text(post)])


def _header(line: str) -> re.Match[str] | None:
    found = _HEADER.fullmatch(line)
    return found if found and local_time(found["when"]) else None


def _day_first(text: str) -> bool:
    """The order of day and month between slashes in the heads of a dump: as the first says that can only be
    one; else as the clock says, for who counts hours to twelve writes the month first."""
    heads = [found["when"] for line in text.split("\n") if (found := _header(line.strip()))]
    for when in heads:
        if (found := _SLASH_DATE.search(when)) and max(numbers := tuple(map(int, found.groups()))) > 12:
            return numbers[0] > 12
    return not any(map(_HALF_DAY.search, heads))


def _is_day(line: str) -> bool:
    """A date alone on its line, the year possibly left out."""
    return is_date(line) or (len(line) < 20 and is_date(f"{line} 2000"))


def _take_off_channel_name(posts: Sequence[Post]) -> None:
    """A feed may head every post with the channel's name: a short first line that most posts share."""
    firsts = Counter(next((line.strip() for line in post.lines if line.strip()), "") for post in posts)
    name, count = firsts.most_common(1)[0]
    if not name or count < 2 or count * 2 < len(posts) or len(name) > 60:
        return
    for post in posts:
        first = next((number for number, line in enumerate(post.lines) if line.strip()), None)
        if first is None or post.lines[first].strip() != name:
            continue
        if _has_text(Post(post.lines[first + 1 :])):
            del post.lines[first]
            post.channel = post.channel or name


def _with_joined_reactions(lines: Sequence[str]) -> Iterator[str]:
    """Reactions copied as "👍", "12" on lines of their own become one line "👍12"."""
    number = 0
    while number < len(lines):
        line = lines[number]
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _LONE_EMOJI.fullmatch(line) and _LONE_COUNT.fullmatch(following):
            yield line.strip() + following.strip()
            number += 2
        else:
            yield line
            number += 1


def _has_text(post: Post) -> bool:
    return any(_letters(line) for line in post.lines)


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def without_second_copies(lines: Sequence[str]) -> list[str]:
    """Lines without the stretches that only repeat earlier ones.

    A feed copied from the browser often holds a post's text twice: whole or without its headline, at
    the end or paragraph by paragraph, and with lines left out. So each unbroken run of lines that were
    all seen before goes, unless it is too short to be more than a refrain.
    """
    seen: set[str] = set()
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, None]:
        letters = _letters(line) if line is not None else None
        if line is not None and (letters in seen or (run and not letters)):
            run.append(line)
            continue
        if sum(len(_letters(repeated)) for repeated in run) < _MIN_REPEATED:
            kept += run
        run = []
        if line is not None:
            kept.append(line)
            if letters:
                seen.add(letters)
    return kept


def _merged(posts: Sequence[Post]) -> list[Post]:
    """Posts without those whose whole text stands in the post before: a notice between two copies."""
    merged: list[Post] = []
    for post in posts:
        letters = [_letters(line) for line in post.lines if _letters(line)]
        before = {_letters(line) for line in merged[-1].lines} if merged else set()
        if len("".join(letters)) >= _MIN_REPEATED and before.issuperset(letters):
            merged[-1].reactions += post.reactions
        else:
            merged.append(post)
    return merged


def _document(post: Post, file: TextFile) -> Document:
    lines, tags, handle = _without_signature(post.lines)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    whole = "\n".join(post.lines)
    digest = text_hash(_letters(whole))
    meta = file.meta
    if post.reactions:
        meta["reactions"] = " ".join(post.reactions)
    if post.forwarded_from:
        meta["forwarded_from"] = post.forwarded_from
    return Document(
        key=f"post:text/{digest}",
        kind=Kind.POST,
        title=post_title(lines or post.lines),
        text=text or whole.strip(),
        tags=tags,
        source=post.channel or handle or post.forwarded_from,
        published=post.published,
        references=find_references(whole),
        meta=meta,
    )


def _without_signature(lines: Sequence[str]) -> tuple[list[str], tuple[str, ...], str]:
    """The body without closing lines of hashtags and the channel's own handle; tags; the handle."""
    body = list(lines)
    handle = ""
    while body:
        last = body[-1].strip()
        signature = _SIGNATURE.fullmatch(last)
        if signature and not handle:
            handle = signature["handle"] or signature["link"]
        elif last and not _HASHTAG_LINE.fullmatch(last):
            break
        body.pop()
    tags = dict.fromkeys(tag for line in lines for tag in _HASHTAG.findall(re.sub(r"https?://\S+", "", line)))
    return body, tuple(tags), handle


def post_title(lines: Sequence[str]) -> str:
    """The first line that says something, without leading emoji, at most 120 characters."""
    first = ""
    for line in lines:
        whole = _LOOSE_STARS.sub("", plain_title(line))
        plain = _TRAILING_SYMBOLS.sub("", _LEADING_SYMBOLS.sub("", whole))
        if not plain.startswith(("http", "#", "@")) and len(_letters(plain)) >= _MIN_LINE:
            return shortened(plain, 120)
        first = first or plain
    return shortened(first or "Post", 120)
