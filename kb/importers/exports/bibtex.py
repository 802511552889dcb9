"""BibTeX and BibLaTeX, as Zotero, Better BibTeX, Mendeley, Paperpile, JabRef, ACL and arXiv write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.bibliography import (
    Entry,
    arxiv_in,
    entry_documents,
    in_reading_order,
    publication_date,
    split_keywords,
)
from kb.importers.boundary import place_in
from kb.importers.exports.bibtex_syntax import BEGINS_LINE, Block, attached, blocks
from kb.importers.exports.zotero import opening, state_in
from kb.importers.files import any_text_file, local_path, required_text_file
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import moment
from kb.text.dates import iso_time
from kb.text.people import People, people
from kb.text.tex import outside_math, plain_tex
from kb.types import Document, Failure, Kind, State

_SUFFIXES = (".bib", ".bibtex", ".biblatex")
_NOTHING_BEFORE = re.compile(r"(?:\s|%[^\n]*)*@")
_HEAD = 20_000
"""Characters of a file in which an entry begins, whatever is told before it."""
_KINDS = {
    **dict.fromkeys(
        "article inproceedings conference incollection inbook suppbook bookinbook phdthesis mastersthesis"
        " thesis techreport report unpublished preprint paper suppperiodical".split(),
        Kind.PAPER,
    ),
    **dict.fromkeys(
        "book mvbook booklet collection mvcollection proceedings mvproceedings manual".split(), Kind.BOOK
    ),
    **dict.fromkeys(("video", "movie"), Kind.VIDEO),
    **dict.fromkeys(("software", "softwareversion", "softwaremodule"), Kind.REPO),
}
"""What the types of BibTeX and BibLaTeX are here; `misc`, `online` and others are what their address is."""
_INHERITED = ("year", "month", "date", "journal", "journaltitle", "publisher", "institution")
"""What an entry takes from the one that its `crossref` names."""
_KEYWORDS = ("keywords", "keyword")
_OWN_KEYWORDS = "mendeley-tags"
"""Which of them are the person's own; Mendeley repeats them among those of the catalogue."""
_NOTES = ("annote", "annotation", "note", "notes", "addendum", "comment", "review")
_OF_A_PERSON = "comment-"
"""How JabRef's fields begin in which each user of a library writes their own words."""
_ADDED = ("date-added", "date_added", "dateadded", "creationdate", "created")
"""When an entry was added, as BibDesk, Papers, doi-utils of Emacs, scripts for Better BibTeX, JabRef say."""
_ADDED_TO_ACCOUNT = "added-at"
"""The same as BibSonomy calls it: copied together with one entry, it is another person's day."""
_ACCOUNT = re.compile(r"/bibtex/\w+/(?P<name>[^/\s?#]+)/?$")
"""Whose entry it is, by the address at BibSonomy that comes with it."""
_MIRROR = "dblp"
"""The account under which BibSonomy holds what it takes over from DBLP."""
_DAY = re.compile(r"(?P<day>\d{4}([-./])\d\d\2\d\d|\d\d?\.\d\d?\.\d{4}|\d{8})(?:[T ](?P<clock>[\d:]+))?")
"""How JabRef wrote the day an entry was added, until 2021, in the order that a person chose; DBLP and
BibSonomy have times of their own, with a zone, in a field of that name."""
_GROUPS = re.compile(r"@comment\s*\{\s*jabref-meta:\s*(?:groupstree|grouping):([^{}]*)\}", re.IGNORECASE)
_GROUP = re.compile(r"(?P<depth>[1-9]\d?) (?P<kind>\w+):(?P<rest>.*)")
_RANKING = re.compile(r"(?:rank)?([1-5])")
"""How JabRef (`rank4`) and BibDesk write what a person gave of five stars."""
_READ = ("read", "true")
"""What JabRef and Mendeley's newer program write for it."""
_OF_ZOTERO = ("uri", "zotero-key", "zotero", "zoterokey", "zotero_key", "zotero-uri", "zotero-link")
"""Fields that people have Better BibTeX write, with the key by which Zotero opens the entry."""
_EPRINTS = re.compile(r"\W*arxiv\W*", re.IGNORECASE)
_AND = re.compile(r"[{}]|\\[{}]|(?<!\s)\s++and\b(?=\s|$|[{])", re.IGNORECASE)
_NAMED_PARTS = re.compile(r"\s*(?:given|family|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*(?=\{)")
_URL_COMMAND = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}")
_NEXT_ADDRESS = re.compile(r"\s+(?=https?://)")
_TILDE = re.compile(r"\{?\\(?:textasciitilde|string|sim)\s*(?:\{\}|~)?\}?|\$\\sim\$")
_KEPT_BRACES = {r"\{": "\ue010", r"\}": "\ue011"}


class BibtexImporter:
    """A bibliography of whatever program; entries that share a key are entries all the same."""

    name = "BibTeX"

    def match(self, spec: str) -> bool:
        """Whether a file is called `.bib` and holds an entry, or begins with one."""
        path = local_path(spec)
        if path is None or (file := any_text_file(spec)) is None:
            return False
        if path.suffix.lower() in _SUFFIXES:
            return "@" in file.text
        begins = BEGINS_LINE.search(file.text, 0, _HEAD)
        return begins is not None and _NOTHING_BEFORE.match(file.text[: begins.end()]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document for each entry, and a failure for what is broken.

        :raises ImportRefused: the file is gone, or holds no entry.
        """
        file = required_text_file(spec)
        found = list(blocks(file.text))
        if not found:
            raise ImportRefused(_("{file} holds no BibTeX entry; nothing was saved", file=Path(spec).name))
        read = entries(file.path.name, found, explicit_groups(file.text))
        yield from entry_documents(file.path, read, "BibTeX")


def entries(
    file: str, found: list[Block], groups: Mapping[str, Sequence[str]] | None = None
) -> Iterator[Entry | Failure]:
    """The works that the blocks of a file are, and a failure for what is broken. `groups` are the folders
    that the file keeps apart from its entries, by the entries' keys."""
    by_key = {block.key.lower(): block for block in reversed(found) if block.key}
    is_account = _is_account(found)
    for block in found:
        entry = _entry(block, by_key.get(block.get("crossref").strip().lower()))
        if is_account and entry.saved_at is None:
            entry = replace(entry, saved_at=moment(block.get(_ADDED_TO_ACCOUNT).strip()))
        if groups and (held := groups.get(block.key)):
            entry = replace(entry, folders=(*entry.folders, *held))
        if block.cut:
            said = _("its field {field} has no end (a brace or quote is missing)", field=block.cut)
            left = _("what could be read of it was kept") if entry.title else _("it was left out")
            yield Failure(f"{place_in(file, 'line', block.line)} {block.key}".strip(), f"{said}; {left}")
        if entry.title or not block.cut:
            yield entry


def _is_account(found: Sequence[Block]) -> bool:
    """Whether the entries are what one account of BibSonomy downloads of itself: several, and each tells that
    it is of this account."""
    told = [_ACCOUNT.search(block.get("biburl").strip()) for block in found]
    accounts = {one["name"] if one else "" for one in told}
    return len(found) > 1 and len(accounts) == 1 and accounts.isdisjoint(("", _MIRROR))


def explicit_groups(text: str) -> dict[str, list[str]]:
    """The groups in which JabRef's tree holds entries by their keys, as versions before 3.8 wrote it; since
    then an entry names its groups. A line may break anywhere."""
    held: dict[str, list[str]] = {}
    for tree in _GROUPS.finditer(text):
        path: list[str] = []
        for node in re.split(r"(?<!\\);", tree[1].replace("\n", "")):
            if not (said := _GROUP.fullmatch(node.strip())):
                continue
            name, _, *keys = said["rest"].split(r"\;")
            path = [*path[: int(said["depth"]) - 1], name]
            for key in keys if said["kind"] == "ExplicitGroup" else ():
                if key.strip():
                    held.setdefault(key.strip(), []).append(" / ".join(path))
    return held


def _entry(block: Block, parent: Block | None) -> Entry:
    inherited = {name: parent.fields[name] for name in _INHERITED if name in parent.fields} if parent else {}
    fields: Mapping[str, tuple[str, ...]] = {**inherited, **block.fields}
    block = Block(block.type, block.key, fields, block.line)
    kind = _KINDS.get(block.type)
    written = " and ".join(fields.get("author", ()))
    if not written.strip() and kind is Kind.BOOK:
        written = block.get("editor")
    booktitle = block.get("booktitle") or (parent.get("booktitle", "title") if parent else "")
    title, subtitle = plain(block.get("title")), plain(block.get("subtitle"))
    journal = plain(block.get("journal", "journaltitle") or booktitle or block.get("school", "institution"))
    files = tuple(plain(one) if "{\\" in one else one for one in attached(block.get("file", "pdf")))
    return Entry(
        title=f"{title}: {subtitle}" if title and subtitle else title,
        kind=kind,
        authors=authors(written),
        published=_published(block),
        abstract=plain(block.get("abstract")),
        addresses=tuple(_addresses(block, journal)),
        journal=journal,
        tags=(*_tags(fields), *(("favourite",) if block.get("starred") == "true" else ())),
        notes=tuple(
            _note(value)
            for name in (*_NOTES, *(name for name in fields if name.startswith(_OF_A_PERSON)))
            for value in fields.get(name, ())
        ),
        folders=(
            *_keywords(fields, ("groups",)),
            *(name.replace("/", " / ") for name in _keywords(fields, ("mendeley-groups",))),
        ),
        citation_key=block.key,
        former_keys=tuple(re.findall(r"[^\s,]+", block.get("ids"))),
        files=files,
        saved_at=_added(block),
        seen_on=iso_time(block.get("urldate", "lastchecked", "lastaccessed")),
        opened_by=opening((value for name in _OF_ZOTERO for value in fields.get(name, ())), files),
        rating=(_RANKING.fullmatch(block.get("ranking", "rating").strip()) or ("", ""))[1],
        state=_state(block),
    )


def _state(block: Block) -> State | None:
    """How far the person got: as JabRef and others keep it, or as Zotero writes it among the notes."""
    if block.get("readstatus", "read").strip().lower() in _READ:
        return State.READ
    return state_in("\n".join(map(_note, block.fields.get("note", ()))))


def _added(block: Block) -> str | None:
    if given := block.get(*_ADDED).strip():
        return moment(re.sub(r"\s+(?=[+-]\d{4}$)", "", given)) or iso_time(given)
    if found := _DAY.fullmatch(block.get("timestamp").strip()):
        day = iso_time(found["day"])
        return moment(f"{day}T{found['clock']}") if day and found["clock"] else day
    return None


def _tags(fields: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The keywords of an entry, where it tells them apart the person's own alone. What RIS files bring along
    (`ANL-19/35`, the number of a report) became a tag in Mendeley without anybody's wish."""
    names = (_OWN_KEYWORDS,) if _OWN_KEYWORDS in fields else _KEYWORDS
    numbers = {plain(value) for value in fields.get("number", ())}
    yield from (tag for tag in _keywords(fields, names) if tag not in numbers)


def _keywords(fields: Mapping[str, tuple[str, ...]], names: tuple[str, ...]) -> Iterator[str]:
    for value in (value for name in names for value in fields.get(name, ())):
        # A line break is where a program wrapped the list, not where a keyword ends.
        yield from split_keywords(plain(value))


def _published(block: Block) -> str | None:
    if date := block.get("date"):
        return publication_date(plain(date))
    month, day = plain(block.get("month")), plain(block.get("day"))
    if day.isdecimal() and month and not month.isdecimal():
        month = f"{day} {month}"
    return publication_date(plain(block.get("year")), month)


def _addresses(block: Block, journal: str) -> Iterator[str]:
    """All that may lead to the work, the surest first."""
    prefix = plain(block.get("archiveprefix", "eprinttype"))
    eprint = _address(block.get("eprint"))
    if eprint and (not prefix or _EPRINTS.fullmatch(prefix)):
        yield f"arXiv:{eprint.removeprefix('arXiv:')}"
    yield from (f"arXiv:{_address(value)}" for name in ("arxivid", "arxiv") if (value := block.get(name)))
    written = (block.get(name) for name in ("doi", "url", "howpublished", "ee"))
    # Mendeley writes several addresses into one field.
    yield from filter(None, (_address(one) for value in written for one in _NEXT_ADDRESS.split(value)))
    notes = (plain(value) for value in block.fields.get("note", ()))
    yield from arxiv_in(
        journal, *(plain(block.get(name)) for name in ("volume", "number", "pages", "publisher"))
    )
    yield from arxiv_in(*(note for note in notes if re.match(r"\W*arxiv\s*:", note, re.IGNORECASE)))


def _address(value: str) -> str:
    value = _URL_COMMAND.sub(r"\1", _TILDE.sub("~", value))
    value = re.sub(r"\s+", "", re.sub(r"\\([_#%&~$])", r"\1", value.replace(r"{\_}", "_")))
    return value.replace("{", "").replace("}", "")


def plain(value: str) -> str:
    r"""A value as text on one line: TeX as what it means, without the braces that keep capitals. Formulas
    stay, and so do braces that are meant (`\{`)."""

    def marked(text: str) -> str:
        for sign, kept in _KEPT_BRACES.items():
            text = text.replace(sign, kept)
        return text

    def bare(text: str) -> str:
        text = _UNKNOWN_COMMAND.sub("", text).replace("{", "").replace("}", "")
        return text.replace("\ue010", "{").replace("\ue011", "}")

    return " ".join(outside_math(plain_tex(outside_math(value, marked)), bare).split())


def _note(value: str) -> str:
    """A note with its lines as they are; TeX in it as what it means."""
    return "\n".join(plain(line) for line in value.splitlines()).strip()


def authors(value: str) -> People:
    """People of a field, apart by `and`; what stands in braces as a whole is an organisation."""
    written = [name for name in _names(value) if name.strip(" {},;")]
    if len(written) == 1 and _is_list(written[0]):
        return people(plain(written[0]))
    names: list[str] = []
    others = False
    for name in written:
        if _in_braces(name):
            names.append(plain(name))
            continue
        told = people([_parts(name) if _NAMED_PARTS.match(name) else in_reading_order(plain(name))])
        names += told.names
        others = others or told.others
    return People(tuple(dict.fromkeys(filter(None, names))), others)


def _is_list(name: str) -> bool:
    """Whether several people stand in the place of one: apart by commas or semicolons, as nobody should."""
    return not _in_braces(name) and not _NAMED_PARTS.match(name) and (";" in name or name.count(",") > 2)


def _names(value: str) -> Iterator[str]:
    depth = start = 0
    for found in _AND.finditer(value):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0 and found[0].strip().lower() == "and":
            yield value[start : found.start()].strip()
            start = found.end()
    yield value[start:].strip()


def _in_braces(name: str) -> bool:
    """Whether one pair of braces holds all of a name."""
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for place, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(name) - 1
    return False


def _parts(name: str) -> dict[str, str]:
    """A name of BibLaTeX's extended form: `family=Doe, given=Jane`."""
    parts = dict(part.split("=", 1) for part in re.split(r",(?![^{}]*\})", name) if "=" in part)
    told = {label.strip().lower(): plain(part.strip(' "')) for label, part in parts.items()}
    return {**told, "non-dropping-particle": told.pop("prefix", "")}
