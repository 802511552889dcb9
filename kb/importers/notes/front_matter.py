"""Front matter: the fields above a Markdown text, as YAML, TOML, JSON or Logseq's properties."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.importers.notes.written_fields import Value, Written, as_text, toml_fields, yaml_fields
from kb.text.people import is_group, people

TITLE_FIELDS = ("title", "name", "заголовок", "название")
SUMMARY_FIELDS = ("excerpt", "description", "summary", "abstract", "tldr", "описание")
DATE_FIELDS = (
    "date", "published", "publish_date", "publishdate", "published_at", "published_on", "publication_date",
    "date_published", "pubdate", "pub_date", "created", "created_at", "created_on", "createdat",
    "date_created", "created_time", "create_time", "creation_date", "clipped", "дата",
)  # fmt: skip
CHANGE_FIELDS = (
    "updated", "updated_at", "updateddate", "modified", "modified_at", "last_modified", "last_modified_at",
    "date_modified", "lastmod",
)  # fmt: skip
STATE_FIELDS = ("status", "state", "reading_status", "read_status", "статус")
BOX_FIELDS = ("read", "completed?", "done", "finished", "прочитано")
TAG_FIELDS = ("tags", "tag", "categories", "category", "keywords", "topics", "теги", "метки")
AUTHOR_FIELDS = ("author", "authors", "by", "creator", "автор", "авторы")
SOURCE_FIELDS = ("site", "site_name", "sitename", "publisher", "publication", "channel", "source")
# Fields that hold the address of the document itself, the most original first.
ADDRESS_FIELDS = (
    "telegram_url", "canonical_url", "source_url", "url", "source", "link", "permalink", "original_url",
)  # fmt: skip
# What else note programs and site generators write, always in lower case. By a known name a block is told
# from a text that stands between two rules.
_PROGRAM_FIELDS = frozenset(
    """
    id uid uuid slug layout type kind status state draft private public publish weight rating priority project
    course topic area area_of_interest parent up related next previous prev aliases alias cssclass cssclasses
    permalink redirect_from redirect_to series toc math mathjax katex comments image cover banner thumbnail
    subtitle lang language locale model arxiv arxiv_id eprint doi isbn issn pmid citekey citation_key year
    journal venue conference bibliography references nocite csl format output execute engine jupyter jupytext
    kernelspec marp
    theme paginate excalidraw_plugin kanban_plugin taxonomies extra params template version license linter
    created_by reading_time word_count conversation_id chat_id timestamp time views
    """.split()
)
_LOWER_CASE = _PROGRAM_FIELDS.union(SUMMARY_FIELDS, CHANGE_FIELDS)
_ANY_CASE = frozenset(
    (*TITLE_FIELDS, *DATE_FIELDS, *TAG_FIELDS, *AUTHOR_FIELDS, *SOURCE_FIELDS, *ADDRESS_FIELDS)
)
# Tables of site generators whose fields are the document's own.
_TABLES = ("taxonomies", "params", "extra")
# Jekyll, Hugo and Obsidian part a plain text in these at spaces; in the others it may be several words.
_PARTED_AT_SPACES = frozenset({"tags", "categories", "теги", "метки"})
_SEVERAL = frozenset({"authors", "авторы"})
_NAME_WORD = r"(?:[^\W\d_a-zа-яё][\w.'’-]*|(?:van|von|de|der|da|di|del|la|le|ter|den|dos|al|bin)\b)"
_FULL_NAME = re.compile(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,4}}")
NOTHING = frozenset({"", "null", "~"})
_NAME_PARTS = (("given", "family"), ("first", "last"), ("firstname", "lastname"), ("first_name", "last_name"))

YAML = re.compile(r"\A\s*---[ \t]*\n(?P<source>.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
"""Front matter between two rules, which leave no `source` where nothing stands between them."""
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<source>.*?\n)??\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
PROPERTIES = re.compile(r"\A\s*(?P<source>(?:[\w/-]+::[ \t].*(?:\n|\Z))+)")
"""Front matter as Logseq writes it."""
_OWN_FIELD = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_COMPOUND = re.compile(r"[_-]")
"""How people and plugins call fields of their own. One word alone before a colon may be the text's."""
_ADDRESS = re.compile(r"\[[^\]]*\]\((\S+)\)|<(\S+)>")
_LABEL = re.compile(r"\[([^\]]+)\]\(\S+\)")
_WIKILINK = re.compile(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]")
_EXACTLY = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
"""Reads numbers as they are written."""
_MAX_SOURCE = 100_000
"""Characters. What is longer between two rules is text: fields are a few lines, and parsers are slow."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Front matter by name, in lower case and with `_` for spaces and dashes. All values are texts as they
    are written, lists or mappings of such. `problem` says what could not be read, if anything."""

    values: Mapping[str, Value]
    lines: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def names(self) -> tuple[str, ...]:
        """All field names, in the order of the file."""
        return tuple(self.values)

    def title(self) -> str:
        """The title in one line. Brackets belong to it."""
        for name in TITLE_FIELDS:
            value = self.values.get(name, "")
            if text := " ".join((value if isinstance(value, str) else self.lines.get(name, "")).split()):
                return text
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a field, one for a plain one; none where it says that there is nothing."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return () if value in NOTHING else (value,)
        return tuple(text for text in _flat(value) if text)

    def addresses(self, name: str) -> tuple[str, ...]:
        """As `texts`, without the link markup around an address."""
        return tuple(_ADDRESS.sub(r"\1\2", _bare(text)) for text in self.texts(name))

    def first(self, names: tuple[str, ...]) -> str:
        """The first text found under any of the names, else ''."""
        return next((text for name in names for text in self.texts(name)), "")

    def all(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """All texts under the names, wikilink brackets taken off, each once."""
        return tuple(dict.fromkeys(_bare(text) for name in names for text in self.texts(name)))

    def people(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names under the fields: texts, or mappings that hold a name whole or in parts."""
        found = (person for name in names for person in self._people(name))
        return tuple(dict.fromkeys(person for person in found if person not in NOTHING))

    def _people(self, name: str) -> Iterator[str]:
        value = self.values.get(name, "")
        linked = _WIKILINK.findall(value) if isinstance(value, str) else []
        if len(linked) > 1:
            # Logseq and Roam write people that have pages of their own one after the other.
            yield from (name.strip() for name in linked)
        elif isinstance(value, str):
            yield from _listed(next(_people(value)), commas=name in _SEVERAL)
        else:
            yield from _people(value)

    def words(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Tags: each entry of a list as it is; a plain text is parted at commas, at `#`, or at spaces where
        the programs that write the field do so."""
        words = (word for name in names for word in self._words(name))
        return tuple(dict.fromkeys(word for word in words if word))

    def _words(self, name: str) -> Iterator[str]:
        value = self.values.get(name, "")
        if not isinstance(value, str):
            yield from (_bare(text).lstrip("#").strip() for text in _flat(value))
        elif value not in NOTHING:
            if value.startswith("#"):
                # A tag of several words stands in brackets.
                parts = re.findall(r"#?\[\[[^\[\]]*\]\]|[^\s,;]+", value)
            elif "[[" in value or re.search(r"[,;]", value) or name not in _PARTED_AT_SPACES:
                parts = re.split(r"[,;]", value)
            else:
                parts = value.split()
            yield from (_bare(part.strip().lstrip("#")).lstrip("#").strip() for part in parts)


def _bare(text: str) -> str:
    return _WIKILINK.sub(r"\1", text)


def _flat(value: Value) -> Iterator[str]:
    """All texts in a list, and those of a mapping as they were written: `a: b`."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield f"{name}: {inner}" if inner and isinstance(inner, str) else name
    else:
        for one in value:
            yield from _flat(one)


def _people(value: Value) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _people(one)
    elif isinstance(value, str):
        yield _LABEL.sub(r"\1", _bare(value)).strip()
    else:
        yield _person({name.lower(): one for name, one in value.items()}) or next(_flat(value), "")


def _listed(text: str, *, commas: bool) -> Sequence[str]:
    """The people whom one text lists, or the text as it is where it may be one name or something else: behind
    the comma of a single author there may be what they do."""
    names = people(text).names
    listed = re.search(r"\s(?:and|&|и)\s|;", text) or (commas and "," in text)
    if listed and len(names) > 1 and not is_group(names[-1]) and all(map(_FULL_NAME.fullmatch, names)):
        return names
    return (text,)


def _person(parts: Mapping[str, Value]) -> str:
    for whole in ("name", "literal", "display_name", "displayname", "fullname", "full_name"):
        named = parts.get(whole)
        if isinstance(named, dict):
            return _person({name.lower(): one for name, one in named.items()})
        if isinstance(named, str) and named:
            return _bare(named)
    for given, family in _NAME_PARTS:
        name = [part for part in (parts.get(given), parts.get(family)) if isinstance(part, str) and part]
        if name:
            return " ".join(name)
    return ""


def split_front_matter(text: str) -> tuple[Fields, str]:
    """The front matter and the body below it. What is no field costs itself alone, never the body; a text
    between two rules that holds no field any program writes stays text."""
    # Who came from Hugo may write TOML between the rules of YAML, and plugins that publish write JSON there.
    forms = (
        (YAML, _json_fields), (YAML, yaml_fields), (YAML, toml_fields), (_TOML, toml_fields),
        (PROPERTIES, _logseq_fields),
    )  # fmt: skip
    for block, read in forms:
        found = block.match(text)
        if found and len(source := found["source"] or "") <= _MAX_SOURCE:
            written = read(source)
            if written is not None and (not source.strip() or _are_fields(written)):
                return _fields(written), text[found.end() :]
    return _json_front_matter(text) or (Fields({}), text)


def _are_fields(written: Written) -> bool:
    known = any(
        field_name(name) in _ANY_CASE or (name == name.lower() and field_name(name) in _LOWER_CASE)
        for name in written.values
    )
    if known:
        return len(written.strays) < len(written.values)
    own = written.values and not written.strays and all(map(_OWN_FIELD.fullmatch, written.values))
    return bool(own) and (len(written.values) > 1 or any(map(_COMPOUND.search, written.values)))


def _logseq_fields(source: str) -> Written:
    pairs = [line.split("::", 1) for line in source.splitlines()]
    lines = {name.strip(): value.strip() for name, value in pairs}
    return Written(dict(lines), lines)


def _json_fields(source: str) -> Written | None:
    """The fields of one object; None where a text is none."""
    if not source.lstrip().startswith("{"):
        return None
    try:
        values = _EXACTLY.decode(source)
    except (ValueError, RecursionError):
        return None
    return Written({name: as_text(value) for name, value in values.items()}, {})


def _json_front_matter(text: str) -> tuple[Fields, str] | None:
    """An object above a text; alone it is data."""
    if not text.lstrip().startswith("{"):
        return None
    start = len(text) - len(text.lstrip())
    try:
        values, end = _EXACTLY.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    body = text[end:]
    written = Written({name: as_text(value) for name, value in values.items()}, {})
    if not body.startswith("\n") or not body.strip() or not _are_fields(written):
        return None
    return _fields(written), body


def _fields(written: Written) -> Fields:
    values = {field_name(name): value for name, value in written.values.items()}
    for table in _TABLES:
        inner = values.get(table)
        for name, value in inner.items() if isinstance(inner, dict) else ():
            values.setdefault(field_name(name), value)
    lost = [line.strip() for line in (*written.strays, *written.unread)]
    problem = f"front matter is not valid: {'; '.join(lost)}"[:200] if lost else ""
    return Fields(values, {field_name(name): line for name, line in written.lines.items()}, problem)


def is_known(name: str) -> bool:
    """Whether note programs and site generators have a field of this name (as `field_name` gives it)."""
    return name in _ANY_CASE or name in _LOWER_CASE


def field_name(name: str) -> str:
    """A field's name in the one form by which it is looked for: `Date added` and `date-added` are one."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())
