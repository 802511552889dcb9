"""Conversations with an assistant kept as Markdown or text: callouts, bold labels or headings per turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kb.catalogue import noted
from kb.importers.files import TEXT_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes.front_matter import DATE_FIELDS, TAG_FIELDS, split_front_matter
from kb.importers.notes.titles import first_words
from kb.importers.protocol import ImportContext
from kb.text.dates import iso_time, local_time
from kb.text.excerpts import shortened
from kb.text.identity import find_references
from kb.types import Document, Failure, Kind, Turn

_USER = r"user|you|me|human|prompt|я|ты|вы|пользователь|человек"
_ASSISTANT = (
    r"assistant|agent|ai|bot|model|llm|chatgpt|gpt|claude|gemini|bard|copilot|grok|deepseek|mistral|le chat"
    r"|llama|qwen|perplexity|gigachat|yandexgpt|алиса|kimi|ассистент|помощник|ии|бот|модель|нейросеть"
)
# "ChatGPT 4o", "Claude 3.5 Sonnet", "You said", "Assistant (GPT-4)".
_ROLE = re.compile(
    rf"(?:ai |my |the )?(?:(?P<user>{_USER})|(?P<assistant>{_ASSISTANT}))"
    r"(?:[-\s]*(?:said|says|сказал\(?а?\)?|response|answer|ответ|assistant|[\w.]*\d[\w.]*|sonnet|opus|haiku|pro"
    r"|flash|turbo|mini|plus|\([^)]*\)))*\s*:?",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"^[\W_]+|[\s*_:]+$")
_STAMP = re.compile(
    r"[-–—|,(\[\s]*(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4})"
    r"(?:\D{1,6}\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?[)\]\s]*$",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"^>\s?\[!(?P<type>[^\]]+)\][+-]?\s*(?P<title>.*)$")
_CALLOUT_ROLE = re.compile(rf"(?:.*[_\W])?(?:(?P<user>{_USER})|(?P<assistant>{_ASSISTANT}))", re.IGNORECASE)
_BOLD = re.compile(
    r"^\s{0,3}(?P<mark>\*\*|__)(?P<label>[^*_\n]{1,60})(?P=mark)(?P<colon>\s*:)?\s*(?P<rest>.*)$"
)
_HEADING = re.compile(r"^#{1,6}\s+(?P<label>.{1,80}?)\s*#*$")
_PLAIN = re.compile(r"^(?P<label>[^:\n]{1,40}):(?:\s+(?P<rest>.*))?$")
_UID = re.compile(r"<!--\s*(?:UID|ID|message[-_ ]id)\s*:\s*([\w-]+)\s*-->", re.IGNORECASE)
_FENCE = re.compile(r"^\s{0,3}(?:```|~~~)")
_MAX_LABEL = 120
"""Characters of the longest label of a turn, with name, model and time; a longer line is what was said."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s|\n")


@dataclass(slots=True)
class _Open:
    """A turn while its lines are still being read."""

    role: str
    at: str | None
    lines: list[str] = field(default_factory=list)


class ObsidianChatImporter:
    """A saved chat: at least one marked turn of a person and one of an assistant."""

    name = noted("saved chat")

    def match(self, spec: str) -> bool:
        file = text_file(spec, TEXT_SUFFIXES)
        return file is not None and bool(chat_turns(split_front_matter(file.text)[1]))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        yield chat_document(required_text_file(spec, TEXT_SUFFIXES))


def chat_document(file: TextFile) -> Document:
    """The conversation in a file, its turns apart."""
    fields, body = split_front_matter(file.text)
    turns = chat_turns(body)
    question = next((turn.text for turn in turns if turn.role == "user"), turns[0].text)
    uid = _UID.search(body)
    text = "\n\n".join(f"{turn.role.capitalize()}: {turn.text}" for turn in turns)
    dates = (turn.at[:10] for turn in turns if turn.at)
    stated = (iso_time(text) for name in DATE_FIELDS for text in fields.texts(name))
    meta = file.meta
    if fields.problem:
        meta["front_matter_problem"] = fields.problem
    return Document(
        key=f"chat:{uid[1]}" if uid else file.key,
        kind=Kind.CHAT,
        title=shortened(fields.title(), 300) or chat_title(question),
        text=text,
        aliases=file.aliases,
        tags=fields.words(TAG_FIELDS),
        source=fields.first(("source", "model")),
        published=next(dates, None) or next(filter(None, stated), None),
        references=find_references(body),
        turns=turns,
        meta=meta,
    )


def chat_title(question: str) -> str:
    """The first sentence of what was asked, at most 90 characters."""
    return shortened(_SENTENCE_END.split(first_words(question))[0].strip() or "Chat", 90)


def chat_turns(text: str) -> tuple[Turn, ...]:
    """The turns of a conversation, empty if the text is none.

    Each way of marking turns is tried by itself, so that a bold word inside an answer ends no turn of a
    conversation marked by callouts.
    """
    for mark_of in (_callout, _heading, _bold, _plain):
        turns = tuple(
            Turn(turn.role, body, turn.at)
            for turn in _open_turns(text, mark_of)
            if (body := _UID.sub("", "\n".join(turn.lines)).strip())
        )
        if {"user", "assistant"} <= {turn.role for turn in turns}:
            return turns
    return ()


def _open_turns(text: str, mark_of: Callable[[str], _Open | None]) -> Iterator[_Open]:
    """Cuts a text at the lines that `mark_of` takes for the beginning of a turn."""
    turn: _Open | None = None
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        begun = None if fenced else mark_of(line)
        if begun:
            if turn:
                yield turn
            turn = begun
        elif turn:
            # One level of quoting belongs to the callout, deeper ones to what was said.
            quoted = mark_of is _callout and line.startswith(">")
            turn.lines.append(re.sub(r"^> ?", "", line) if quoted else line)
    if turn:
        yield turn


def _callout(line: str) -> _Open | None:
    found = _CALLOUT.match(line)
    if not found:
        return None
    typed = _CALLOUT_ROLE.fullmatch(found["type"].strip())
    role = ("user" if typed["user"] else "assistant") if typed else _role(found["title"])
    return _Open(role, local_time(found["title"])) if role else None


def _heading(line: str) -> _Open | None:
    found = _HEADING.match(line)
    role = _role(found["label"]) if found else None
    return _Open(role, local_time(line)) if role else None


def _bold(line: str) -> _Open | None:
    """`**User:** text`, `**User**: text` or `**User**` alone on its line."""
    bold = _BOLD.match(line)
    if not bold:
        return None
    colon = bold["colon"] or bold["label"].rstrip().endswith(":")
    role = _role(bold["label"])
    if role and colon:
        return _Open(role, local_time(bold["label"]), [bold["rest"]])
    alone = len(bold["rest"]) <= _MAX_LABEL and not _STAMP.sub("", bold["rest"]).strip()
    return _Open(role, local_time(line)) if role and alone else None


def _plain(line: str) -> _Open | None:
    found = _PLAIN.match(line)
    role = _role(found["label"]) if found else None
    return _Open(role, local_time(found["label"]), [found["rest"] or ""]) if found and role else None


def _role(label: str) -> str | None:
    """`user` or `assistant` if a label names one of them and nothing else."""
    if len(label) > _MAX_LABEL:
        return None
    plain = _DECORATION.sub("", _STAMP.sub("", label.replace("**", "").strip()))
    found = _ROLE.fullmatch(plain)
    return ("user" if found["user"] else "assistant") if found else None
