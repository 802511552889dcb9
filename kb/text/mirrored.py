"""Notes that Jomo mirrors into a folder of Markdown: whose each part is. Front matter and what stands above
the marker are written by `mirror`, what stands below is the person's own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from kb.text.markup import blanked

KEY = "jomo_key"
"""The property that says which item a note is of, whatever it is called and wherever it lies."""
KEPT = "jomo_edit_of"
"""The property of a file that keeps what the person had changed above the marker."""
_OPENING = "<!-- jomo:"
_MARKER = re.compile(
    r"^<!-- jomo: .*\((?P<properties>[0-9a-f]+) (?P<body>[0-9a-f]+)\) -->[ \t]*\r?$\n?", re.M
)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<source>(?:(?!---[ \t]*\r?$).*\n)*?)---[ \t]*\r?(?:\n|\Z)", re.M)
_NAMES = re.compile(rf"^(?:{KEY}|{KEPT})[ \t]*:", re.M)
_KEY = re.compile(rf"""^{KEY}[ \t]*:[ \t]*(["']?)(?P<key>[^\n]*?)\1[ \t]*\r?$""", re.M)
_LINK = re.compile(r"\[\[[^\[\]|\n]*(?:\|(?P<shown>[^\[\]\n]*))?\]\]")
_DIGEST = 12
"""Signs of a digest: an edit that keeps it is one of 2**48."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A mirrored note taken apart. `front` is the source of its front matter, `body` what `mirror` wrote
    below that, `below` the person's own, letter by letter. `properties_digest` and `body_digest` say what
    `mirror` wrote last."""

    front: str
    body: str
    below: str
    properties_digest: str
    body_digest: str


def marker(properties_digest: str, body_digest: str) -> str:
    """The line below which everything is the person's."""
    return (
        f"{_OPENING} above this line `jomo mirror` writes, what you write below it stays as it is"
        f" ({properties_digest} {body_digest}) -->"
    )


def digest(text: str) -> str:
    """What a text says, in short: programs that tidy notes change blanks and empty lines only."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:_DIGEST]


def body_digest(body: str) -> str:
    """What the body of a note says, in short: where its links lead is left out, since programs change that in
    every note when one is renamed."""
    return digest(_LINK.sub(lambda link: f"[[{link['shown'] or ''}]]", body))


def front_matter(text: str) -> tuple[str, str]:
    """The source of a note's front matter and what stands below it; an empty source where there is none."""
    found = _FRONT.match(text)
    return (found["source"], text[found.end() :]) if found else ("", text)


def apart(text: str) -> Parts | None:
    """The parts of a mirrored note; None where the marker is gone. The first marker counts."""
    front, rest = front_matter(text)
    found = _MARKER.search(rest)
    if found is None:
        return None
    return Parts(front, rest[: found.start()], rest[found.end() :], found["properties"], found["body"])


def is_mirrored(text: str) -> bool:
    """Whether a note was written by `mirror`, or keeps what the person had changed in one."""
    return text.startswith("---") and _NAMES.search(front_matter(text)[0]) is not None


def own_words(text: str) -> str:
    """What the person wrote in a mirrored note, on the lines where it stands; nothing where the marker is
    gone, since then nobody can tell."""
    parts = apart(text)
    if parts is None:
        return blanked(text)
    return blanked(text[: len(text) - len(parts.below)]) + parts.below


def key_of(text: str) -> str:
    """The key in a mirrored note's front matter as it is written there, quotes taken off; empty where there
    is none."""
    found = _KEY.search(front_matter(text)[0]) if text.startswith("---") else None
    return found["key"] if found else ""


def unmarked(text: str) -> str:
    """A text that is taken for no marker where it stands above one."""
    return text.replace(_OPENING, "<!-- jomo :")
