"""Fields as people write them in YAML and TOML, without typing: a text comes out as it was written.

YAML makes 2310.0677 of `arxiv: 2310.06770`, 750 of `12:30` and False of `no`, and one line it does not allow
costs the whole block. So each field is taken by itself: plain values are their own text, and only quotes and
brackets are left to the libraries. What these refuse is text, too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import yaml

Value = str | list["Value"] | dict[str, "Value"]

_KEY = re.compile(
    r"(?P<name>\"[^\"]+\"|'[^']+'|[^\s\"'#\[\]{}&*!|>%@`,?:-](?:[^:]|:(?=\S)){0,60}?)[ \t]*:"
    r"(?:[ \t]+(?P<value>.*))?"
)
# YAML wants a space behind the colon, people forget it.
_TIGHT = re.compile(r"(?P<name>[^\W\d][\w-]*):(?!//)(?P<value>\S.*)")
_ITEM = re.compile(r"-(?:[ \t]+(?P<text>.*))?")
_OPENING = frozenset("[{\"'")
_BARE = r"[^\s\[\]{}\"'#:&*!|>%@`?,-][^\[\]{}\"'#:&*!|>%@`?,\n]*"
# What any reader takes for these words: most lists are such, and YAML's takes a third of a millisecond.
_BARE_LIST = re.compile(rf"\[[ \t]*(?:{_BARE}(?:,[ \t]*{_BARE})*)?\]")
_BLOCK_TEXT = re.compile(r"[|>][-+\d]{0,2}(?:\s+#.*)?")
# A sign of number right before a letter is a tag or a number; one that stands alone begins a comment.
_COMMENT = re.compile(r"(?:^|\s)#(?:\s.*)?$")
_TEX = re.compile(r"\$[^$]*(?<!\\)\\[a-zA-Z]{2}[^$]*\$")
_TOML_KEY = re.compile(r"\s*(?P<name>[\w.-]+|\"[^\"]+\"|'[^']+')\s*=\s*(?P<value>.*)")
_TOML_TABLE = re.compile(r"\[{1,2}([\w. -]+)\]{1,2}\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Written:
    """Fields by name in the order of the text, of a repeated name the last; beside each the text on its own
    line. `strays` are lines that belong to no field, `unread` fields whose brackets or quotes are broken."""

    values: Mapping[str, Value]
    lines: Mapping[str, str]
    strays: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def yaml_fields(source: str) -> Written:
    """The fields of a block of YAML, or of what a person took for it."""
    values: dict[str, Value] = {}
    lines: dict[str, str] = {}
    strays: list[str] = []
    unread: list[str] = []
    for name, first, rest in _entries(source.split("\n"), strays):
        values[name] = _value(first, rest)
        lines[name] = _without_comment(first)
        if (first[:1] == "[" and "]" not in first) or (first[:1] == "{" and "}" not in first):
            unread += [name] if isinstance(values[name], str) else []
    return Written(values, lines, tuple(strays), tuple(unread))


def _entries(lines: Iterable[str], strays: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Name, text behind the colon and lines below of each field. Lines that belong to none go to `strays`."""
    entry: tuple[str, str, list[str]] | None = None
    for line in lines:
        if field := _KEY.fullmatch(line) or _TIGHT.fullmatch(line):
            if entry:
                yield entry
            entry = field["name"].strip("\"'"), (field["value"] or "").strip(), []
        elif not line.strip() or line[0] in " \t-]}#":
            if entry:
                entry[2].append(line)
        elif entry and entry[1][:1] in _OPENING and _loaded(entry[1]) is None:
            entry[2].append(line)
        else:
            strays.append(line)
    if entry:
        yield entry


def _value(first: str, rest: Sequence[str]) -> Value:
    below = [line.expandtabs(2) for line in rest if line.strip() and not line.lstrip().startswith("#")]
    if not below:
        return _inline(first)
    if _BLOCK_TEXT.fullmatch(first):
        loaded = _loaded("\n".join((first, *rest)))
        return loaded if isinstance(loaded, str) else "\n".join(line.strip() for line in below)
    if first[:1] in _OPENING:
        loaded = _loaded("\n".join((first, *rest)))
        return _inline(" ".join((first, *map(str.strip, below)))) if loaded is None else loaded
    first = _without_comment(first)
    block = dedent("\n".join(below)).split("\n")
    if _ITEM.fullmatch(block[0]):
        return [*([first] if first else []), *_items(block)]
    if not first and _KEY.fullmatch(block[0]):
        return {name: _value(text, lines) for name, text, lines in _entries(block, [])}
    return " ".join(filter(None, (first, *map(str.strip, block))))


def _items(lines: Sequence[str]) -> Iterator[Value]:
    item: list[str] = []
    for line in [*lines, "-"]:
        if item and _ITEM.fullmatch(line):
            yield _item(item)
            item = []
        item.append(line)


def _item(lines: Sequence[str]) -> Value:
    # With a space for its dash the item is a block of its own, of lines below a field.
    first, *rest = dedent("\n".join((" " + lines[0][1:], *lines[1:]))).split("\n")
    return _value("", [first, *rest]) if not first or _KEY.fullmatch(first) else _value(first, rest)


def _inline(text: str) -> Value:
    """A value on one line."""
    sign = text[:1]
    if sign in ('"', "'"):
        loaded = _loaded(text)
        raw = len(text) > 1 and text.endswith(sign) and sign not in text[1:-1]
        if raw and (not isinstance(loaded, str) or _TEX.search(text)):
            return text[1:-1]
        return loaded if isinstance(loaded, str) else _without_comment(text)
    if sign == "[" and _BARE_LIST.fullmatch(text):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    if sign in ("[", "{") and not re.fullmatch(r"\[\[[^\[\]]*\]\]", text):
        loaded = _loaded(text)
        if isinstance(loaded, list | dict):
            return loaded
        plain = _without_comment(text)
        if re.fullmatch(r"\[[^\[\]]*\]", plain):
            return [part.strip().strip("\"'") for part in plain[1:-1].split(",")]
    return _without_comment(text)


def _without_comment(text: str) -> str:
    return _COMMENT.sub("", text, count=1).strip()


class _Loader(yaml.BaseLoader):  # type: ignore[misc]
    """All scalars are texts. What stands for something elsewhere is refused: it could be enormous."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", self.peek_event().start_mark)
        return super().compose_node(parent, index)


def _loaded(text: str) -> Any:
    """What YAML makes of a text, or None."""
    try:
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        # A ValueError: an escape that names no sign of Unicode.
        return None


def yaml_value(text: str) -> Any:
    """The value of a whole file of YAML, its scalars as texts; None where it is none, or uses aliases: it
    could be enormous."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CBaseLoader)):
            return None
        return yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def toml_fields(source: str) -> Written:
    """The fields of a block of TOML. Those of its tables come under the table's name."""
    values: dict[str, Value] = {}
    lines: dict[str, str] = {}
    strays: list[str] = []
    unread: list[str] = []
    inside = values
    for entry in _toml_entries(source):
        key = _TOML_KEY.match(entry)
        if table := _TOML_TABLE.fullmatch(entry.strip()):
            inside = {}
            values.setdefault(table[1].strip(), inside)
        elif key is None:
            strays.append(entry)
        else:
            name, written = key["name"].strip("\"'"), key["value"].strip()
            bare = written[:1] not in ('"', "'", "[", "{")
            inside[name] = _without_comment(written) if bare else _toml_value(entry, written, unread)
            lines[name] = written
    return Written(values, lines, tuple(strays), tuple(unread))


def _toml_entries(source: str) -> Iterator[str]:
    """The text of each field with the lines it goes on in, and of each head of a table."""
    entry: list[str] = []
    for line in source.split("\n"):
        if not entry and (not line.strip() or line.lstrip().startswith("#")):
            continue
        if entry and (_TOML_KEY.match(line) or _TOML_TABLE.fullmatch(line)):
            yield "\n".join(entry)
            entry = []
        entry.append(line)
    if entry:
        yield "\n".join(entry)


def _toml_value(entry: str, written: str, unread: list[str]) -> Value:
    try:
        [value] = tomllib.loads(entry, parse_float=str).values()
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        unread.append(written)
        return written.strip("\"'[]{}")
    return as_text(value)


def as_text(value: object) -> Value:
    """A typed value as the text it was written as."""
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, dict):
        return {str(name): as_text(one) for name, one in value.items()}
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
