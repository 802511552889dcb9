r"""The grammar of BibTeX, read so that what is broken costs as little as can be.

Read by hand: bibtexparser 2.1 makes one value of fields without a comma between them, leaves joined macros
(`acl # " 2020"`) as they are and drops an entry whose last brace is missing; pybtex refuses a file with a
repeated key.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TYPE = r"(?:[A-Za-z]\w*|\[(?:'[A-Za-z]{1,40}'(?:, )?){1,20}\])"
"""What an entry is; Semantic Scholar writes a list of its own types: `@['JournalArticle', 'Review']{…`."""
_BEGINS = re.compile(rf"(?<![\w.@%])@[ \t]*({_TYPE})\s*([{{(])")
BEGINS_LINE = re.compile(
    rf"^[ \t]*@[ \t]*(?:(?:string|comment|preamble)\s*[{{(]|{_TYPE}\s*[{{(]\s*+[^\s,={{}}()\"]*+[ \t]*+,)",
    re.MULTILINE | re.IGNORECASE,
)
"""Where an entry begins, whatever came before it is missing."""
_OF_SEMANTIC_SCHOLAR = (
    ("'Conference'", "inproceedings"),
    ("'Book'", "book"),
    ("'JournalArticle'", "article"),
    ("[", "misc"),
)
"""What its types are in BibTeX, the most telling first: a list begins with a bracket."""
_KEY = re.compile(r"\s*+(?P<key>[^,=\"{}#\n]*+)(?:,|\n|(?=}))")
_SPACE = re.compile(r"(?:[\s,]|%[^\n]*)*+")
_FIELD = re.compile(r"([^\s=,{}()\"#@]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()\"=]+")
_JOINED = re.compile(r"\s*#\s*")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_ALL_BRACES = re.compile(r"[{}]")
_QUOTES = re.compile(r"\\.|[{}\"]", re.DOTALL)
# Quotes inside quotes are not allowed, and written all the same: the last is the one that a field may follow.
_ENDS_QUOTED = re.compile(r"\s*(?:[,#})]|$|[\w-]+\s*=)")
_JUNK = re.compile(r"[^,\n})]+|[})]")
_CLOSING = {"{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class Block:
    """An entry as written: type and names of fields in lower case, values without their outer braces or
    quotes, macros filled in; a repeated field has several values. `cut` names the field that never ends."""

    type: str
    key: str
    fields: Mapping[str, tuple[str, ...]]
    line: int
    cut: str = ""

    def get(self, *names: str) -> str:
        """The first value under any of the names that says something."""
        return next((value for name in names for value in self.fields.get(name, ()) if value.strip()), "")


def blocks(text: str) -> Iterator[Block]:
    """The entries of a file in order. Comments and preambles are left out, macros are filled in."""
    macros: dict[str, str] = {}
    begins = [found.start() for found in BEGINS_LINE.finditer(text)]
    at, line, counted = 0, 1, 0
    while opened := _BEGINS.search(text, at):
        name = next((kind for mark, kind in _OF_SEMANTIC_SCHOLAR if mark in opened[1]), opened[1].lower())
        if "%" in text[max(at, text.rfind("\n", at, opened.start())) : opened.start()]:
            at = opened.end()
            continue
        following = bisect_left(begins, opened.end())
        limit = begins[following] if following < len(begins) else len(text)
        line += text.count("\n", counted, opened.start())
        counted = opened.start()
        if name in ("comment", "preamble"):
            at = _closed(text, opened.end(), limit) or opened.end()
            continue
        key = None if name == "string" else _KEY.match(text, opened.end(), limit)
        start = key.end() if key else opened.end()
        fields, at, cut = _fields(text, start, limit, _CLOSING[opened[2]], macros)
        if name == "string":
            macros.update({macro: given[0] for macro, given in fields.items()})
        else:
            values = {field: tuple(given) for field, given in fields.items()}
            yield Block(name, key["key"].strip() if key else "", values, line, cut)


def _fields(
    text: str, at: int, limit: int, closing: str, macros: Mapping[str, str]
) -> tuple[dict[str, list[str]], int, str]:
    """Fields up to the sign that closes the entry, where reading goes on, and the field that never ends."""
    fields: dict[str, list[str]] = {}
    while True:
        space = _SPACE.match(text, at, limit)
        at = space.end() if space else at
        if at >= limit:
            return fields, limit, ""
        if text[at] == closing:
            return fields, at + 1, ""
        field = _FIELD.match(text, at, limit)
        if field is None:
            junk = _JUNK.match(text, at, limit)
            at = junk.end() if junk else at + 1
            continue
        name = field[1].lower()
        value, end = _value(text, field.end(), limit, macros)
        if end is None:
            return fields, limit, name
        fields.setdefault(name, []).append(value)
        at = end


def _value(text: str, at: int, limit: int, macros: Mapping[str, str]) -> tuple[str, int | None]:
    """A value with all that is joined to it, and where it ends: None where it never does."""
    parts = []
    while at < limit:
        sign = text[at]
        if sign == "{":
            end = _closed(text, at + 1, limit)
            if end is None:
                return "", None
            parts.append(text[at + 1 : end - 1])
        elif sign == '"':
            end = _unquoted(text, at + 1, limit)
            if end is None:
                return "", None
            parts.append(text[at + 1 : end - 1])
        elif bare := _BARE.match(text, at, limit):
            end = bare.end()
            parts.append(macros.get(bare[0].lower(), bare[0]))
        else:
            end = at
        joined = _JOINED.match(text, end, limit)
        if joined is None:
            return "".join(parts), end
        at = joined.end()
    return "".join(parts), limit


def _closed(text: str, at: int, limit: int) -> int | None:
    r"""Behind the brace that closes the one before `at`. `\{` is a sign and no brace, unless it must be one:
    a folder's name may end in a backslash."""
    for signs in (_BRACES, _ALL_BRACES):
        depth = 1
        for found in signs.finditer(text, at, limit):
            depth += (found[0] == "{") - (found[0] == "}")
            if depth == 0:
                return found.end()
    return None


def _unquoted(text: str, at: int, limit: int) -> int | None:
    depth = 0
    for found in _QUOTES.finditer(text, at, limit):
        depth += (found[0] == "{") - (found[0] == "}")
        if found[0] == '"' and depth <= 0 and _ENDS_QUOTED.match(text, found.end(), limit):
            return found.end()
    return None


def attached(value: str) -> Iterator[str]:
    """The paths of attached files: `Title:path:mime` (Zotero, JabRef), `:path:pdf` (Mendeley), paths alone
    (Better BibTeX), colons and backslashes inside escaped. Mendeley escapes them as TeX, and letters too."""
    for one in re.split(r"(?<!\\);", value.strip().replace(r"$\backslash$", "\\")):
        parts = re.split(r"(?<!\\):(?![\\/])", one)
        path = parts[1] if len(parts) >= 3 else one.strip(":")
        if path := re.sub(r"\\([:;\\_&])", r"\1", path.replace(r"{\_}", "_")).strip():
            yield path
