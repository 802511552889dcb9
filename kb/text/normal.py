"""One form of text: composed letters, and no signs that nobody can see.

macOS writes й as и with a breve, web pages carry soft hyphens, messengers leave zero-width spaces: to a
reader all of these are the plain word, so they are the plain word here. Everything that comes in and
everything that is asked goes through `normalized`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Any, TypeVar

from kb.types import Annotation, Document, Reference, Turn

_Part = TypeVar("_Part", Document, Reference, Turn, Annotation)

# Controls (but tab, line ends and page ends), soft hyphen, combining grapheme joiner, Mongolian separator,
# word joiner, invisible mathematical operators, byte order mark.
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f\u00ad\u034f\u180e\u2060-\u2064\ufeff]")
# Zero-width space and joiners say something in scripts that join letters or part no words (Arabic to the
# scripts of India, Thai to Myanmar, Khmer), and a joiner does between two emoji.
_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff"
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_ZERO_WIDTH = re.compile(f"[\u200b-\u200d](?<![{_SCRIPTS}].)(?!(?<=[{_EMOJI}]\u200d)[{_EMOJI}])")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Any of them: most texts hold none, and this is one pass instead of four.
_ANY = re.compile(f"{_UNSEEN.pattern}|[\u200b-\u200d]|{_DIRECTION.pattern}")


def normalized(text: str) -> str:
    """A text in Unicode's composed form (NFC), without signs that are neither seen nor change what is."""
    if text.isascii():
        return text if text.isprintable() else _UNSEEN.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if not _ANY.search(text):
        return text
    text = _ZERO_WIDTH.sub("", _UNSEEN.sub("", text))
    return text if _RIGHT_TO_LEFT.search(text) else _DIRECTION.sub("", text)


def normalized_document(document: Document) -> Document:
    """A document with all it says in one form. Addresses stay as they are written."""
    return _with(
        document,
        title=normalized(document.title),
        text=normalized(document.text),
        summary=normalized(document.summary),
        authors=_each(document.authors),
        tags=_each(document.tags),
        source=normalized(document.source),
        references=tuple(_with(ref, label=normalized(ref.label)) for ref in document.references),
        turns=tuple(_with(turn, text=normalized(turn.text)) for turn in document.turns),
        meta={name: normalized(value) for name, value in document.meta.items()},
        annotations=tuple(
            _with(one, quote=normalized(one.quote), note=normalized(one.note), place=normalized(one.place))
            for one in document.annotations
        ),
    )


def _with(one: _Part, **values: Any) -> _Part:
    """A dataclass with these values; itself where it has them, which is nearly always."""
    changed = {name: value for name, value in values.items() if value != getattr(one, name)}
    return replace(one, **changed) if changed else one


def _each(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(normalized, texts))))
