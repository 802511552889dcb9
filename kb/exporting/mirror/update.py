"""What becomes of one mirrored note: Jomo's part brought up to date, the person's left as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kb.catalogue import _
from kb.errors import MarkerGone
from kb.exporting.mirror.note import FLAGS, PROPERTIES, Note
from kb.exporting.mirror.properties import Said, Value, digest_of, merged, read, said, written
from kb.text.mirrored import KEPT, KEY, Parts, apart, body_digest, digest, marker

_FLAG = re.compile(r"true|false|\[\[[^\[\]\n]*\]\]")


@dataclass(frozen=True, slots=True)
class Update:
    """A note as it is to be. `edited` says that the person changed what stands above the marker; `kept` is
    what they made of it, where it makes room for something new."""

    text: str
    edited: bool = False
    kept: str = ""


def fresh(note: Note) -> str:
    """A note that is not there yet."""
    return _whole(written(note.properties), f"\n{note.body}\n\n", _marker(note), "")


def brought_up(text: str, note: Note, before: Mapping[str, Said]) -> Update:
    """A note that is there. `before` are the properties as they were written last, as far as that is
    remembered.

    :raises MarkerGone: there is no marker.
    :raises FrontMatterRefused: its front matter is no YAML.
    """
    parts = _parts(text)
    if text == fresh(note) + parts.below:
        return Update(text)
    there = read(parts.front)
    own = {name: value for name, value in there.items() if name in PROPERTIES}
    if digest_of(own) == parts.properties_digest:
        before = {name: value for name, value in own.items() if value is not None}
    known = {name: value for name, value in before.items() if name not in FLAGS}
    front = merged(parts.front, note.properties, known | _flags(there))
    ours, there_now = body_digest(note.body), body_digest(parts.body)
    edited = there_now not in (parts.body_digest, ours)
    is_new = ours != parts.body_digest if edited else digest(note.body) != digest(parts.body)
    return Update(
        _whole(front.source, f"\n{note.body}\n\n" if is_new else parts.body, _marker(note), parts.below),
        (edited and not is_new) or bool(front.theirs),
        parts.body.strip() if edited and is_new else "",
    )


def flagged(text: str, flags: Mapping[str, Value]) -> str:
    """A note that is not mirrored any more, which says so.

    :raises MarkerGone: there is no marker.
    :raises FrontMatterRefused: its front matter is no YAML.
    """
    parts = _parts(text)
    before = _flags(read(parts.front))
    before.pop(KEY, None)
    front = merged(parts.front, flags, before).source
    return _whole(front, parts.body, marker(parts.properties_digest, parts.body_digest), parts.below)


def beside(kept: str, key: str, link: str, on: str) -> str:
    """A file of its own for what the person had changed above the marker of a note."""
    told = _("What {note} said above its marker until {day}, with your changes.", note=link, day=on)
    return f"---\n{written({KEPT: key})}---\n\n{told}\n\n{kept}\n"


def same(one: str, other: str) -> bool:
    """Whether two texts of a file differ by no more than the way that their lines end."""
    return one.replace("\r\n", "\n").rstrip() == other.replace("\r\n", "\n").rstrip()


def _parts(text: str) -> Parts:
    parts = apart(text)
    if parts is None:
        raise MarkerGone(_("The marker is gone; the note is left as it is"))
    return parts


def _flags(there: Mapping[str, Said | None]) -> dict[str, Said]:
    """The flags of a note as they are; not one that somebody made something else of."""
    found = {name: there.get(name) for name in FLAGS}
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, str) and (name == KEY or _FLAG.fullmatch(value))
    }


def _marker(note: Note) -> str:
    own = {name: value for name, value in said(note.properties).items() if name in PROPERTIES}
    return marker(digest_of(own), body_digest(note.body))


def _whole(front: str, body: str, line: str, below: str) -> str:
    return f"---\n{front}---\n{body}{line}\n{below}"
