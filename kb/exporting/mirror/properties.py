"""Front matter as Obsidian's properties are written: read by value, changed by value, and every line that is
not Jomo's left as it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from kb.catalogue import _
from kb.errors import FrontMatterRefused
from kb.text.mirrored import digest

Value = str | int | bool | date | tuple[str, ...]
"""What a property may be: a text, a number, a box to tick, a day, a list of texts."""
Said = str | list[str]
"""A value as it is compared: its words, whatever way they are written in."""

_NAME = re.compile(r"""(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#\n][^\n]*?)):(?=\s|\Z)""")

_BEFORE_COMMENT = re.compile(r"""\A\s*(?:[^\s"'#][^:\n]*:|-)?\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')?""")
_COMMENT = re.compile(r"(?:^|\s)(#.*)")
_LINK = re.compile(r"(\[\[[^\[\]|]*)(?:\|[^\[\]]*)?\]\]")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Ten times as fast, where PyYAML was built with it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Front matter after Jomo's properties were brought up to date; `theirs` are the names of those that stay
    as the person changed them."""

    source: str
    theirs: tuple[str, ...]


def written(properties: Mapping[str, Value]) -> str:
    """Properties as front matter, without the rules around it."""
    return "".join(_written(name, value) for name, value in properties.items())


def said(properties: Mapping[str, Value]) -> dict[str, Said]:
    """The properties as they are compared, and remembered."""
    return {name: _said(value) for name, value in properties.items()}


def digest_of(properties: Mapping[str, Said | None]) -> str:
    """What properties say, in short."""
    return digest(json.dumps(properties, ensure_ascii=False, sort_keys=True))


def read(source: str) -> dict[str, Said | None]:
    """The properties of front matter by name; None for what is neither text nor list of texts.

    :raises FrontMatterRefused: it is no YAML, or no list of properties.
    """
    try:
        loaded = yaml.load(source, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise FrontMatterRefused(" ".join(str(error).split())) from error
    if not isinstance(loaded, dict):
        raise FrontMatterRefused(_("no properties"))
    return {str(name): _value(value) for name, value in loaded.items()}


def merged(source: str, ours: Mapping[str, Value], before: Mapping[str, Said]) -> Merged:
    """Front matter with what is Jomo's brought up to date. `before` is what Jomo wrote last, as far as that
    is known: what the person changed since stays theirs, and what differs from nothing known may be. Of lists
    only what was added and taken off counts.

    :raises FrontMatterRefused: it is no YAML.
    """
    new, values = said(ours), read(source)
    lines: list[str] = []
    theirs: list[str] = []
    seen: set[str] = set()
    for name, chunk in _chunks(source):
        if name in seen or (name not in new and name not in before):
            lines.append(chunk)
            continue
        seen.add(name)
        there, wanted = values.get(name), new.get(name)
        known = before.get(name)
        if there == wanted:
            lines.append(chunk)
        elif known is not None and there == known:
            lines.append((_written(name, ours[name]) if wanted is not None else "") + _comments(chunk))
        elif isinstance(there, list) and isinstance(wanted, list):
            joined = _joined(there, wanted, known if isinstance(known, list) else [])
            lines.append(chunk if joined == there else _written(name, tuple(joined)) + _comments(chunk))
        else:
            lines.append(chunk)
            theirs.append(name)
    for name, value in ours.items():
        if name in seen:
            continue
        if name in before:
            theirs.append(name)
        else:
            lines.append(_written(name, value))
    return Merged(
        "".join(line if line.endswith("\n") else f"{line}\n" for line in lines if line), tuple(theirs)
    )


def _joined(there: list[str], wanted: list[str], before: list[str]) -> list[str]:
    """A list as the person left it, with what Jomo added and without what it took off since. Links to one
    note are one, whatever they show."""
    ours = {_target(one): one for one in wanted}
    known, stays = set(map(_target, before)), set(map(_target, there))
    left = [ours.get(_target(one), one) for one in there if _target(one) in ours or _target(one) not in known]
    return left + [one for target, one in ours.items() if target not in known and target not in stays]


def _target(text: str) -> str:
    link = _LINK.fullmatch(text)
    return link[1] if link else text


def _chunks(source: str) -> Iterator[tuple[str, str]]:
    """The lines of each property with its name; lines before the first have none."""
    name = ""
    lines: list[str] = []
    for line in source.splitlines(keepends=True):
        if line[:1] not in (" ", "\t", "#", "\n", "\r", "") and not re.match(r"-(?:\s|\Z)", line):
            found = _NAME.match(line)
            if found is None:
                raise FrontMatterRefused(line.strip())
            if lines:
                yield name, "".join(lines)
            name, lines = next(filter(None, found.groups())).strip(), []
        lines.append(line)
    if lines:
        yield name, "".join(lines)


def _comments(chunk: str) -> str:
    """What somebody noted beside the lines of a property, a line each."""
    found = (_COMMENT.search(_BEFORE_COMMENT.sub("", line, count=1)) for line in chunk.splitlines())
    return "".join(f"{comment[1]}\n" for comment in found if comment)


def _value(loaded: object) -> Said | None:
    if isinstance(loaded, list) and all(isinstance(one, str) for one in loaded):
        return loaded
    return loaded if isinstance(loaded, str) else None


def _said(value: Value) -> Said:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str) else _plain(value)


def _plain(value: int | bool | date) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _written(name: str, value: Value) -> str:
    """A property as YAML. Texts stand in quotes: no version of YAML takes them for something else, and links
    in double brackets stay links."""
    if isinstance(value, tuple):
        return f"{name}:\n" + "".join(f"  - {_quoted(one)}\n" for one in value) if value else f"{name}: []\n"
    return f"{name}: {_quoted(value) if isinstance(value, str) else _plain(value)}\n"


def _quoted(text: str) -> str:
    """A text in double quotes, as JSON and YAML both read it."""
    return json.dumps(text, ensure_ascii=False)
