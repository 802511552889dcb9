"""Notes and posts in Markdown and other plain text: Obsidian, Logseq, Jekyll, Hugo, Quarto, Astro."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kb.importers.files import TEXT_SUFFIXES
from kb.importers.notes import drawing
from kb.importers.notes.clipped import is_clipped
from kb.importers.notes.front_matter import Fields, split_front_matter
from kb.importers.notes.templates import is_template
from kb.importers.notes.titles import first_heading, title_of_name
from kb.importers.notes.vault import Vault
from kb.text.markup import blanked, without_code
from kb.text.mirrored import KEY, is_mirrored, key_of, own_words
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import named_by_folder, written_on
from kb.writing.files import WrittenFile
from kb.writing.headed import headed_fields
from kb.writing.outlines import points

_ALIASES = ("aliases", "alias", "also_known_as", "псевдонимы")
_KEYS = ("citekey", "cite_key", "citation_key", "bibtex_key", "bibkey")
"""Fields that name the record a note is about."""
_POSTS = frozenset({"_posts", "_drafts", "posts", "post", "blog", "content"})
"""Folders in which generators of sites keep what is published."""
_LAYOUTS = ("layout", "permalink", "slug", "pubdate", "draft", "published")
_DRAFTS = frozenset({"_drafts", "drafts", "черновики"})
_NO_TEXT = ("{", "[", "<", "#!")
_TELLING = (f"{KEY}:", "url:")
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
# What a form to be filled in holds besides words: headings, labels, empty points and boxes, rules, comments,
# places of templates, marks of callouts, tables without cells.
_EMPTY = re.compile(
    r"<!--.*?(?:-->|\Z)|%%.*?(?:%%|\Z)|\{\{[^{}]*\}\}|<%.{0,200}?%>"
    r"|^[ \t]*#{1,6}[ \t][^\n]*$"
    r"|^[ \t>]*(?:[-*+]|\d{1,3}[.)])?[ \t]*(?:\[[ xX]\][ \t]*)?(?:\*\*|__)?[^\W\d_][^\n:]{0,40}:{1,2}"
    r"(?:\*\*|__)?[ \t]*$"
    r"|^[ \t>]*\[![^\]\n]*\][^\n]*$"
    r"|^[ \t]*#[^\s#][^\n]*$",
    re.MULTILINE | re.DOTALL,
)
# No form has a line like that; most notes do.
_SENTENCE = re.compile(r"^[^\W\d_][^\n:{}<>%]{80}", re.MULTILINE)
_BROUGHT = re.compile(r"(?<=%% begin annotations %%)(?:(?!%% ).)*(?=%% end annotations %%)", re.DOTALL)
"""What the plugin that brings notes from Zotero keeps up to date: the highlights in a PDF."""
_DRAWING = re.compile(
    r"^(?:%%\s*\n)?#{1,2} (?:Drawing|Element Links|Embedded Files)\b.*", re.DOTALL | re.MULTILINE
)


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as plain text and holds some; without an ending it may be data or a
    program."""
    if file.suffix not in TEXT_SUFFIXES or (not file.suffix and file.start.lstrip()[:2].startswith(_NO_TEXT)):
        return False
    return bool(file.text)


def pages(file: WrittenFile, vault: Vault | None) -> Iterator[WrittenPage]:
    """The note, unless it is a clipped page or a template; of a form that nobody filled in the fields."""
    if is_mirrored(file.text):
        yield from _mirrored(file)
        return
    fields, body = split_front_matter(file.text)
    fields = fields or headed_fields(body)
    heading = first_heading(body)
    given = fields.title()
    if is_clipped(fields) or (vault is not None and vault.is_template(file.path)):
        return
    places = "<%" in body or "{{" in body
    if is_template(file.path, (given,), heading, without_code(body) if places else ""):
        return
    text = file.text
    if not says_something(body):
        # A form that nobody filled in says nothing, and is linked to as the work it names.
        text = text[: len(text) - len(body)] + blanked(body)
    if file.path.name.lower().endswith(drawing.SUFFIX) or "excalidraw_plugin" in fields.names:
        text = _DRAWING.sub(lambda found: blanked(found[0]), text)
    text = points(_BROUGHT.sub(_quoted, text))
    title = given or heading or title_of_name(file.path)
    # A list of aliases may be written as one text; a comma may belong to one of them.
    aliases = (alias for name in _ALIASES for alias in (*fields.texts(name), *fields.words((name,))))
    by_folder = named_by_folder(file.path)
    path = file.path.parent / f"{file.path.parent.name}.md" if by_folder else file.path
    keys = chain.from_iterable(map(fields.texts, _KEYS))
    named = (path.stem, title_of_name(path), given, heading, *aliases, *keys)
    yield WrittenPage(
        file.place,
        text,
        Form.POST if _is_post(fields, file) else Form.NOTE,
        title,
        written_on(fields, file.path),
        names=tuple(dict.fromkeys(filter(None, named))),
        draft=_is_draft(fields, file),
    )


def _quoted(found: re.Match[str]) -> str:
    """What was marked in a work as words of others, each line where it stands."""
    first, *rest = found[0].split("\n")
    return "\n".join((first, *(f"> {line}" if line.strip() else line for line in rest)))


def _mirrored(file: WrittenFile) -> Iterator[WrittenPage]:
    """A note that Jomo mirrored: what it is of, so that links to it are links to its item, and of its words
    those of the person. Without any it is the item itself, which tells nothing of itself. The fields tell
    when the work was written, not the note."""
    if not (key := key_of(file.text)):
        return
    words = own_words(file.text)
    head = file.text[: len(file.text) - len(words.lstrip("\n"))].split("\n")
    # Key and address stay where they stand: they say what the note is about.
    about = "\n".join(line if line == "---" or line.startswith(_TELLING) else "" for line in head)
    fields, _ = split_front_matter(file.text)
    says = says_something(words)
    yield WrittenPage(
        file.place,
        about + words.lstrip("\n"),
        Form.NOTE,
        fields.title() or title_of_name(file.path),
        written_on(Fields({}), file.path),
        names=tuple(dict.fromkeys((file.path.stem, *fields.texts("aliases")))),
        keys=() if says else (key,),
    )


def says_something(body: str) -> bool:
    """Whether a note holds words of its own, and not only what a template leaves to be filled in."""
    if _SENTENCE.search(body):
        return True
    return any(map(str.isalnum, _EMPTY.sub("", body)))


def _is_post(fields: Fields, file: WrittenFile) -> bool:
    if "_posts" in file.folders or "_drafts" in file.folders:
        return True
    return bool(file.folders & _POSTS) and any(name in fields.names for name in (*_LAYOUTS, "title"))


def _is_draft(fields: Fields, file: WrittenFile) -> bool:
    if fields.first(("draft",)).lower() in _YES or fields.first(("published",)).lower() in _NO:
        return True
    return not _DRAFTS.isdisjoint(file.folders)
