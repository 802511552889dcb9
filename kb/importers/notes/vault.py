"""The folder of notes around a note, as Obsidian and Logseq keep it: what an embed or a block's reference in
the note shows to its reader. What is not found stays by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kb.importers.beside import PICTURES
from kb.importers.files import MARKDOWN_SUFFIXES, any_text_file
from kb.importers.folder import source_files
from kb.importers.notes.front_matter import split_front_matter
from kb.importers.notes.program_marks import without_queries, without_settings
from kb.importers.notes.titles import WIKILINK, title_of_name
from kb.importers.notes.twofold_days import HEAD, order_in
from kb.text.day_order import DayOrder
from kb.text.markup import outside_code, without_code
from kb.text.mirrored import key_of
from kb.text.words import fold, letters
from kb.types import Reference

_KEPT_BY_PROGRAMS = (".obsidian", "logseq/config.edn")
"""What the program keeps beside the notes."""
_TEMPLATES = (
    ("templates.json", "folder"),
    ("plugins/templater-obsidian/data.json", "templates_folder"),
)
"""Files below `.obsidian` that name the folder of templates, and where in them."""
_LONGEST = 20_000
"""Characters of an embedded note that are read along: some pages. What is longer is an item of its own."""
_BULLET = r"(?:^[ \t]*[-*][ \t]+)?"
_EMBED = re.compile(
    rf"{_BULLET}!\[\[(?P<target>[^\[\]|#\n]*)(?:#(?P<section>[^\[\]|\n]*))?(?:\|[^\[\]\n]*)?\]\]",
    re.MULTILINE,
)
_LONGEST_TOGETHER = 200_000
"""Characters that one note may show of others: ten long ones. A note may embed another a thousand times."""
_EMBED_PAGE = re.compile(
    rf"{_BULLET}\{{\{{\s*embed\s+\[\[(?P<target>[^\[\]\n]+)\]\]\s*\}}\}}", re.IGNORECASE | re.MULTILINE
)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_BLOCK_REFERENCE = re.compile(
    rf"\{{\{{\s*embed\s+\(\((?P<embedded>{_UUID})\)\)\s*\}}\}}"
    rf"|\[(?P<label>[^\[\]\n]+)\]\(\(\({_UUID}\)\)\)|\(\((?P<named>{_UUID})\)\)"
)
_BLOCK = re.compile(
    rf"^[ \t]*-[ \t]+(?P<text>[^\n]+)\n(?:[ \t]+[\w.-]+::[^\n]*\n)*?[ \t]+id::[ \t]+(?P<id>{_UUID})[ \t]*$",
    re.MULTILINE,
)
_STAMP = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"
_OF_JOPLIN = re.compile(rf"---\ntitle:[^\n]*\n(?:[ ][^\n]*\n)*updated: {_STAMP}\ncreated: {_STAMP}\n")
_HEADING = re.compile(r"^ {0,3}(?P<level>#{1,6})[ \t]+(?P<text>[^\n]*)$", re.MULTILINE)
_BLOCK_MARK = re.compile(r"(?<![ \t])[ \t]*\^[\w-]+[ \t]*$", re.MULTILINE)


class Vault:
    """Notes below one folder, looked at when the first of them asks. Made anew for each reading."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._left = 0
        self._told_unsure = False
        self._keys: dict[Path, str] = {}

    @classmethod
    def around(cls, path: Path) -> Vault | None:
        """The vault that a note lies in, told by what its program keeps there."""
        for folder in path.resolve().parents:
            if any((folder / name).exists() for name in _KEPT_BY_PROGRAMS):
                return cls(folder)
        return None

    @cached_property
    def days(self) -> DayOrder:
        """How the dates above its notes are written."""
        return order_in(_head(path) for path in self._files())

    def is_first_unsure(self) -> bool:
        """Whether it was not told yet that its dates may mean two days."""
        told, self._told_unsure = self._told_unsure, True
        return not told

    def is_template(self, path: Path) -> bool:
        """Whether a note lies in the folder that the vault's settings name for templates."""
        place = path.resolve()
        return any(place.is_relative_to(folder) for folder in self._templates)

    def shown(self, text: str) -> str:
        """A note with what it embeds, as quotes, and with the words of the blocks it refers to."""
        self._left = _LONGEST_TOGETHER
        return outside_code(text, self._shown)

    def _shown(self, prose: str) -> str:
        prose = _EMBED.sub(self._embedded, _EMBED_PAGE.sub(self._embedded, prose))
        return _BLOCK_REFERENCE.sub(self._referred, prose) if "((" in prose else prose

    def _embedded(self, embed: re.Match[str]) -> str:
        path = self._path(embed["target"].strip())
        passage = _passage(_body(path), embed.groupdict().get("section") or "") if path else ""
        if not passage or len(passage) > min(_LONGEST, self._left):
            return embed[0] if "![[" in embed[0] else f"[[{embed['target']}]]"
        self._left -= len(passage)
        quoted = "\n".join(f"> {line}".rstrip() for line in passage.split("\n"))
        # A quote is lines of its own: what stands before it in its line ends there, what follows begins anew.
        text, start, end = embed.string, embed.start(), embed.end()
        before = "" if start == 0 or text[start - 1] == "\n" else "\n\n"
        return f"{before}{quoted}" + ("" if end == len(text) or text[end] == "\n" else "\n\n")

    def _referred(self, reference: re.Match[str]) -> str:
        if reference["label"]:
            return reference["label"]
        text = self._blocks.get(reference["embedded"] or reference["named"], "")
        if len(text) > self._left:
            return ""
        self._left -= len(text)
        return _BLOCK_REFERENCE.sub("", text).strip()

    def references(self, text: str) -> tuple[Reference, ...]:
        """The notes of the vault that a note links to or embeds, each once."""
        links = WIKILINK.finditer(without_code(text).replace("![[", " [["))
        found: dict[Path, str] = {}
        for link in links:
            if path := self._path(name := link[1].strip()):
                found.setdefault(path, (link[3] or name).strip())
        return tuple(self._reference(path, name) for path, name in found.items())

    def _reference(self, path: Path, name: str) -> Reference:
        """What a link to a note leads to: the note, or the item that Jomo mirrored there."""
        if path not in self._keys:
            file = any_text_file(str(path))
            self._keys[path] = (key_of(file.text) if file else "") or f"path:{path}"
        return Reference(self._keys[path], self._keys[path], name)

    def folder_of(self, path: Path) -> str:
        """The person's folders, or notebooks of Joplin, that a note lies in, the outermost first."""
        place = path.resolve()
        if not (self._is_obsidian or self._is_joplin) or not place.is_relative_to(self._home):
            return ""
        return " / ".join(place.relative_to(self._home).parts[:-1])

    @cached_property
    def _home(self) -> Path:
        """The folder of the notes: a zip file or an upload holds it as its only one."""
        home = self.root
        while not any((home / name).exists() for name in _KEPT_BY_PROGRAMS):
            there = [one for one in home.iterdir() if not one.name.startswith((".", "__"))]
            if len(there) != 1 or not there[0].is_dir() or there[0].is_symlink():
                break
            home = there[0]
        return home

    @cached_property
    def _is_obsidian(self) -> bool:
        """Whether the notes are Obsidian's. Where its settings did not come along, as in uploads that leave
        hidden folders out, notes that link to each other as it does tell."""
        if (self._home / ".obsidian").is_dir():
            return True
        if any((self._home / name).exists() for name in ("logseq", "journals")):
            return False
        return any(self.references(_body(path)) for path in self._files())

    @cached_property
    def _is_joplin(self) -> bool:
        """Whether the notes are an export of Joplin's as Markdown with front matter, which begins alike."""
        return any(_OF_JOPLIN.match(_head(path)) for path in self._files())

    def picture(self, name: str) -> Path | None:
        """The picture of this name, in whatever folder; of several, the one in the fewest folders."""
        wanted = [fold(part) for part in Path(name).parts]
        for path in self._pictures.get(wanted[-1], ()) if wanted else ():
            if [fold(part) for part in path.relative_to(self.root).parts][-len(wanted) :] == wanted:
                return path
        return None

    @cached_property
    def _pictures(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        paths = source_files(self.root, lambda path: path.suffix.lower() in PICTURES)
        lying = (path for path in paths if isinstance(path, Path))
        for path in sorted(lying, key=lambda one: (len(one.parts), str(one))):
            found.setdefault(fold(path.name), []).append(path)
        return found

    def _path(self, name: str) -> Path | None:
        """The file of the note that is called so; a name without folders may lie in any."""
        if not name:
            return None
        asked = Path(name.removesuffix(".md"))
        wanted = [fold(part) for part in asked.parts]
        for path in self._notes.get(fold(asked.name), ()) or self._notes.get(fold(name), ()):
            place = [fold(part) for part in path.relative_to(self.root).with_suffix("").parts]
            if len(wanted) == 1 or place[-len(wanted) :] == wanted or fold(title_of_name(path)) == fold(name):
                return path
        return None

    @cached_property
    def _notes(self) -> dict[str, list[Path]]:
        """Notes by their names, those in the fewest folders first."""
        found: dict[str, list[Path]] = {}
        for path in sorted(self._files(), key=lambda one: (len(one.parts), str(one))):
            for name in {fold(path.stem), fold(title_of_name(path))}:
                found.setdefault(name, []).append(path)
        return found

    @cached_property
    def _blocks(self) -> dict[str, str]:
        """The words of each block that has a name, for Logseq's references."""
        return {
            block["id"]: block["text"]
            for path in self._files()
            if (file := any_text_file(str(path))) is not None
            for block in _BLOCK.finditer(file.text)
        }

    def _files(self) -> Iterator[Path]:
        for path in source_files(self.root):
            if isinstance(path, Path) and path.suffix.lower() in MARKDOWN_SUFFIXES:
                yield path.resolve()

    @cached_property
    def _templates(self) -> tuple[Path, ...]:
        named = (_setting(self._home / ".obsidian" / file, name) for file, name in _TEMPLATES)
        return tuple((self._home / folder.strip("/")).resolve() for folder in named if folder.strip("/"))


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(HEAD).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except OSError:
        # Whoever reads the note tells of it.
        return ""


def _setting(file: Path, name: str) -> str:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _body(path: Path) -> str:
    file = any_text_file(str(path))
    return "" if file is None else without_settings(without_queries(split_front_matter(file.text)[1])).strip()


def _passage(body: str, section: str) -> str:
    """A note, one section of it (`Heading`, `Heading#Deeper`) or one block (`^name`), without block names."""
    if not section:
        return _BLOCK_MARK.sub("", body)
    if section.startswith("^"):
        marked = re.compile(rf"(?:^|[ \t])\^{re.escape(section[1:])}[ \t]*$", re.MULTILINE)
        blocks = [block for block in re.split(r"\n\s*\n|\n(?=[ \t]*[-*+] )", body) if marked.search(block)]
        return _BLOCK_MARK.sub("", blocks[0]).strip() if blocks else ""
    wanted = letters(section.rpartition("#")[2])
    for heading in _HEADING.finditer(body):
        if letters(heading["text"]) == wanted:
            ends = (one for one in _HEADING.finditer(body, heading.end()) if one["level"] <= heading["level"])
            end = next(ends, None)
            return _BLOCK_MARK.sub("", body[heading.end() : end.start() if end else None]).strip()
    return ""
