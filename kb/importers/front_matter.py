"""YAML front matter: the fields above a Markdown text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^[\w-]+\s*:", re.MULTILINE)
_LINK = re.compile(r"^\[[^\]]*\]\((\S+)\)$|^<(\S+)>$")
_WIKILINK = re.compile(r"^\[\[(?:[^|\]]*\|)?([^\]]*)\]\]$")
_MAX_YAML = 100_000


@dataclass(frozen=True, slots=True)
class Fields:
    """Front matter by lower-case field name. `problem` says why it could not be read, if so."""

    values: Mapping[str, object]
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.values) or bool(self.problem)

    @property
    def names(self) -> tuple[str, ...]:
        """All field names, in the order of the file."""
        return tuple(self.values)

    def get(self, name: str) -> object:
        """The value as YAML gave it, None where the field is missing."""
        return self.values.get(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """The non-empty texts of a field, one for a scalar. Link markup around an address is taken off."""
        value = self.values.get(name)
        entries = value if isinstance(value, list) else [value]
        texts = (str(entry).strip() for entry in entries if isinstance(entry, str | int | float))
        return tuple(_LINK.sub(r"\1\2", text) for text in texts if text)

    def first(self, names: tuple[str, ...]) -> str:
        """The first text found under any of the names, else ''."""
        return next((text for name in names for text in self.texts(name)), "")

    def all(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """All texts under the names, wikilink brackets taken off, each once."""
        texts = (_WIKILINK.sub(r"\1", text) for name in names for text in self.texts(name))
        return tuple(dict.fromkeys(texts))

    def words(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Tags: lists, comma separated or `#a #b`; a scalar without either is one tag."""
        words: list[str] = []
        for text in self.all(names):
            parts = text.split() if text.startswith("#") else re.split(r"[,;]", text)
            words += [part.strip().lstrip("#").strip() for part in parts]
        return tuple(dict.fromkeys(word for word in words if word))


def split_front_matter(text: str) -> tuple[Fields, str]:
    """The front matter and the body below it. Bad YAML costs the fields it spoils, never the body."""
    block = _BLOCK.match(text)
    source = (block["yaml"] or "") if block else ""
    if block is None or len(source) > _MAX_YAML or not _FIELD.search(source):
        return Fields({}), text
    import frontmatter
    import yaml  # type: ignore[import-untyped]

    body = text[block.end() :]
    try:
        values, _ = frontmatter.parse(f"---\n{source}---\n")
    except (yaml.YAMLError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        return Fields(_plain_fields(source), f"front matter is not valid YAML: {reason}"), body
    return Fields({str(name).strip().lower(): value for name, value in values.items()}), body


def _plain_fields(source: str) -> dict[str, object]:
    """What simple `name: value` lines still say when YAML refuses the whole block."""
    fields: dict[str, object] = {}
    for line in source.splitlines():
        found = re.fullmatch(r"([\w-]+)\s*:\s+(\S.*)", line)
        if found:
            fields[found[1].lower()] = found[2].strip().strip("'\"")
    return fields
