r"""What keys of citations stand for: bibliographies in a marked folder (BibTeX, CSL as JSON or YAML, Typst's
own YAML, `.bbl`), Pandoc's `references:` in a page, `\bibitem` in a source."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from kb.importers.bibliography import Entry, derived_key, entry_document
from kb.importers.boundary import attempted
from kb.importers.exports import zotero_json
from kb.importers.exports.bibtex import entries as bibtex_entries
from kb.importers.exports.bibtex_syntax import BEGINS_LINE, blocks
from kb.importers.files import any_text_file
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.written_fields import yaml_fields
from kb.importers.records import json_value
from kb.text.identity import canonical_key, find_references
from kb.text.tex import plain_tex
from kb.text.tex_source import bibitems
from kb.types import Document, Failure
from kb.types.evidence import CitedWork, WrittenPage
from kb.writing import hayagriva

_BIBTEX = frozenset({".bib", ".bibtex", ".biblatex"})
_LISTED = "references"
"""The field under which Pandoc takes records."""
_CSL_JSON = re.compile(r"\"(?:citation-key|citationKey|itemType|issued|container-title|DOI)\"")
_ENTRY = re.compile(
    r"\\entry\{(?P<key>[^{}]+)\}\{[^{}]*\}(?P<said>.*?)(?=\\endentry|\\entry\{|\Z)", re.DOTALL
)
_ENTRY_TITLE = re.compile(r"\\field\{title\}\{(.*)\}[ \t]*$", re.MULTILINE)
_ENTRY_VALUE = re.compile(r"\\verb\{(doi|eprint|url)\}\s*\\verb[ \t]+([^\n]*)")
_BLOCKS = re.compile(r"\\newblock\b")
_QUOTED = re.compile(r"``(.{8,300}?),?''|\\(?:emph|textit)\{([^{}]{8,300})\}", re.DOTALL)
_MARKS = re.compile(
    r"@|[cC]ite|(?:[cC]itation|[bB]ibtex)[ _-]?[kK]ey|\{%-?\s*(?:reference|quote)"
    r"|\{\{[<%]\s*[\w-]{0,20}(?:citation|bibtex|bibref)"
    r"|\\[A-Za-z]+(?:\[[^\[\]\n]{0,80}\]){0,2}\{[A-Za-z][\w:.+/-]{0,80}\d[\w:.+/, -]{0,80}\}"
    r"|\[\[(?:[\w-]{1,80}/){0,9}[A-Za-z][\w:-]{0,80}\d\d[\w:-]{0,80}[|#\]]"
)
"""What a page that cites holds, whatever it is written with: LaTeX, Pandoc, org-ref, Sphinx, jekyll-scholar,
Hugo, a command of one's own, a link to a note that is called by a key."""
_SIGNS = ("@", "cite", "Cite", "itation", "ibtex", "{%", "{{<", "{{%", "[[", "\\")
"""What these begin with: letters are looked for ten times as fast as a pattern."""
_WORD = re.compile(r"[^\s,;@{}\[\]()\"'`=|\\<>]+")
_CITES = re.compile(r"\A(?:\w*cite\w*:)?&?")
"""What org-ref writes before a key."""
_NOT_LAST = ":.#$%&-+?<>~/"
"""Signs that a key may hold and does not end in (Pandoc's manual, citation syntax)."""

_NAMED = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\[\]]*\])?\s*\{([^{}]{1,500})\}"
    r"|^bibliography:[ \t]*([^\s|>#][^\n]{0,500})$",
    re.MULTILINE,
)
"""How LaTeX and Pandoc name the bibliographies of a page."""
_LONGEST_NAME = 200
"""Characters of the name of a file: systems allow for 255 bytes."""

Records = Mapping[str, CitedWork]
"""Works by the key they are cited by."""


class Bibliographies:
    """The bibliographies of one marked folder, each read when a page cites something. Those that a page names
    may lie anywhere, or only `within` a folder: what an archive holds reaches for nothing outside of it."""

    def __init__(self, files: Iterable[Path], within: Path | None = None) -> None:
        self._files = tuple(files)
        self._within = within
        self._outside: dict[Path, Records] = {}

    def cited(self, page: WrittenPage, place: Path) -> tuple[CitedWork, ...]:
        """The works whose keys stand in a page that cites, or in its name. Of bibliographies that know a key
        the page's own counts first, then the nearest to it."""
        own = {**self._named(page, place), **_own_records(page.text)}
        if not (own or self._files):
            return ()
        found = {}
        for key in dict.fromkeys(chain(map(_bare, page.names), _keys(page.text))):
            work = own.get(key) or self._find(key, place)
            if work:
                found[key] = work
        return tuple(found.values())

    def _named(self, page: WrittenPage, place: Path) -> Records:
        """The records of bibliographies that a page names outside of the folder: one may be marked without
        what lies beside it."""
        found: dict[str, CitedWork] = {}
        for path in named_in(page.text, place.parent):
            reached = self._within is None or path.is_relative_to(self._within)
            if reached and path not in self._files:
                if path not in self._outside:
                    self._outside[path] = records_in(path)
                found |= self._outside[path]
        return found

    def _find(self, key: str, place: Path) -> CitedWork | None:
        known = [(path, records[key]) for path, records in self._read if key in records]
        nearest = max(known, key=lambda one: _in_common(one[0], place), default=None)
        return nearest[1] if nearest else None

    @cached_property
    def _read(self) -> Sequence[tuple[Path, Records]]:
        return [(path, records_in(path)) for path in self._files]


def _in_common(one: Path, other: Path) -> int:
    """How many folders two files share."""
    return len(os.path.commonpath((one.parent, other.parent)))


def is_bibliography(path: Path) -> bool:
    """Whether a file is one, told by its name or, for JSON and YAML, by how it begins."""
    suffix = path.suffix.lower()
    if suffix in _BIBTEX or suffix == ".bbl":
        return True
    if suffix not in (".json", ".yaml", ".yml"):
        return False
    with path.open("rb") as file:
        start = file.read(4_000).decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if suffix == ".json":
        return start[:1] in ("[", "{") and _CSL_JSON.search(start) is not None
    if re.search(rf"^{_LISTED}:", start, re.MULTILINE) is not None and "id:" in start:
        return True
    return hayagriva.is_hayagriva(start)


def named_in(text: str, folder: Path) -> Iterator[Path]:
    """The bibliographies that a page in a folder names and that are there."""
    for found in _NAMED.finditer(text) if "bib" in text else ():
        names = (found[1] or found[2]).strip("[] \t").split(",")
        for name in (name.strip(" \t\n\"'") for name in names):
            if not name or len(name) > _LONGEST_NAME:
                continue
            place = folder / name
            for path in (place, Path(f"{place}.bib")):
                if path.suffix.lower() in _BIBTEX | {".json", ".yaml", ".yml"} and path.is_file():
                    yield path.resolve()


def may_cite(text: str) -> bool:
    """Whether a text may cite something by a key."""
    return any(sign in text for sign in _SIGNS) and _MARKS.search(text) is not None


def _keys(text: str) -> Iterator[str]:
    """All that may be a key of a citation in a text; most of it is none."""
    # Zotero's plugins escape underscores in a field.
    for written in _WORD.findall(text.replace("\\_", "_")) if may_cite(text) else ():
        yield (word := _CITES.sub("", written, count=1))
        if (bare := word.strip(_NOT_LAST)) != word:
            yield bare
        if "/" in word:
            # A note that is called by a key may lie in a folder.
            yield word.rpartition("/")[2]


def _bare(name: str) -> str:
    return name.removeprefix("@")


def _own_records(text: str) -> Records:
    r"""The records in a page itself: `references:` of its front matter, `\bibitem` of its source."""
    if "\\bibitem" in text:
        # Journals of astronomy list works without titles and identifiers.
        return _by_key(work for work in _items(text) if work.keys or work.title)
    if f"\n{_LISTED}:" in text[:100_000]:
        return _by_key(_csl(split_front_matter(text)[0].values.get(_LISTED)))
    return {}


def records_in(path: Path) -> Records:
    """The works of a bibliography; none of one that cannot be read."""
    read = attempted(str(path), lambda: _by_key(_records(path)))
    return {} if isinstance(read, Failure) else read


def _by_key(works: Iterable[CitedWork]) -> Records:
    found: dict[str, CitedWork] = {}
    for work in works:
        found.setdefault(work.citation_key, work)
    return found


def _records(path: Path) -> Iterator[CitedWork]:
    if path.suffix.lower() == ".json":
        value = json_value(str(path))
        for form in (zotero_json.CSL, zotero_json.BETTER_BIBTEX):
            if value is not None and form.fits(value):
                yield from _works(form.entries(path.name, value))
                return
        return
    file = any_text_file(str(path))
    if file is None:
        return
    if path.suffix.lower() in _BIBTEX or BEGINS_LINE.search(file.text, 0, 2_000):
        yield from _works(bibtex_entries(path.name, list(blocks(file.text))))
    elif path.suffix.lower() == ".bbl":
        yield from _items(file.text)
    else:
        body = re.sub(r"^(?:---|\.\.\.)[ \t]*$", "", file.text, flags=re.MULTILINE)
        listed = yaml_fields(body).values.get(_LISTED)
        yield from _works(hayagriva.entries(body)) if listed is None else _csl(listed)


def _csl(value: object) -> Iterator[CitedWork]:
    if isinstance(value, list):
        yield from _works(zotero_json.CSL.entries("", value))


def _works(entries: Iterable[Entry | Document | Failure]) -> Iterator[CitedWork]:
    for entry in entries:
        if isinstance(entry, Entry) and entry.citation_key:
            yield (work := cited_work(entry))
            yield from (replace(work, citation_key=key) for key in entry.former_keys)


def cited_work(entry: Entry) -> CitedWork:
    """A record with all keys its work may have in the library."""
    document = entry_document(entry, "", "", frozenset())
    if isinstance(document, Failure):
        return CitedWork(entry.citation_key, ())
    keys = (document.key, *map(canonical_key, document.aliases), derived_key(entry))
    return CitedWork(entry.citation_key, tuple(dict.fromkeys(keys)), document.title)


def _items(text: str) -> Iterator[CitedWork]:
    for key, start, end in bibitems(text):
        said = " ".join(text[start:end].split())
        keys = tuple(one.key for one in find_references(_plain_addresses(said)))
        yield CitedWork(key, keys, _title(said))
    for item in _ENTRY.finditer(text):
        title = _ENTRY_TITLE.search(item["said"])
        values = dict(_ENTRY_VALUE.findall(item["said"]))
        addresses = tuple(values[name].strip() for name in ("eprint", "doi", "url") if name in values)
        entry = Entry(
            plain_tex(title[1]) if title else "", addresses=addresses, citation_key=item["key"].strip()
        )
        yield cited_work(entry)


def _plain_addresses(said: str) -> str:
    """A text of LaTeX with its addresses as they are opened."""
    said = re.sub(r"\\doi\s*\{", " doi:{", said)
    return re.sub(
        r"\\_", "_", re.sub(r"(?:\\(?:url|href|path|nolinkurl)\s*|(?<=doi:))\{([^{}]*)\}", r"\1 ", said)
    )


def _title(said: str) -> str:
    """The title in a printed reference: behind the first \\newblock, or in quotes or italics; '' where it is
    not told apart."""
    parts = _BLOCKS.split(said)
    if len(parts) > 1:
        return plain_tex(parts[1].strip()).strip(" .,")
    quoted = _QUOTED.search(said)
    return plain_tex((quoted[1] or quoted[2]).strip()).strip(" .,") if quoted else ""
