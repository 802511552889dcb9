"""Sources of LaTeX: what is printed of them, on the lines where it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path

from kb.importers.files import any_text_file
from kb.text.tex import plain_tex
from kb.text.tex_source import printed
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name, first_day
from kb.writing.files import WrittenFile

SUFFIXES = frozenset({".tex", ".ltx", ".latex"})
_BEGINS = re.compile(r"^[ \t]*\\(?:documentclass|documentstyle|begin\{document\})", re.MULTILINE)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_FIELD = r"\\{name}\s*(?:\[[^\[\]]*\])?\s*\{{"
_TAKES_IN = re.compile(r"\\(?:input|include|subfile|subfileinclude)\s*\{([^{}\n]{1,300})\}")
_COMMENT = re.compile(r"(?<!\\)%.*")
_FOLDERS, _FOLDERS_KNOWN = 3, 64
"""A chapter lies beside its document, or a folder or two below."""
_MAINS = 50
"""Files of a folder that are looked at for such a document."""
_State = tuple[Path, int, int]
"""A file with its time of change (nanoseconds) and size (bytes)."""
_LONGEST = 500
"""Characters of a title with its commands."""


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as LaTeX, or begins as a document of it."""
    return file.suffix in SUFFIXES or (file.suffix in ("", ".txt") and bool(_BEGINS.search(file.start)))


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The source, if anything is printed of it."""
    text = printed(file.text)
    if not any(map(str.isalnum, text)):
        return
    title = plain_tex(argument(text, "title")) or file.path.stem
    dated = _day(text) or day_of_name(file.path) or day_handed_on(file)
    yield WrittenPage(file.place, text, Form.PAPER, title, dated)


def _day(text: str) -> str | None:
    return first_day([plain_tex(argument(text, "date"))])


def day_handed_on(file: WrittenFile) -> str | None:
    """The day that a document tells which takes in this file as its chapter; None where none in the file's
    folder, or around it within the root, does, and for what is no chapter."""
    if file.suffix not in SUFFIXES or _BEGINS.search(printed(file.text)):
        return None
    folders = (folder for folder in file.path.parents if folder.is_relative_to(file.root))
    for folder in islice(folders, _FOLDERS):
        handed_on = _days_handed_on(folder, tuple(_mains(folder)))
        if day := handed_on.get(os.path.normpath(file.path)):
            return day
    return None


def _mains(folder: Path) -> Iterator[_State]:
    """The files of a folder that may take in others, as they are now."""
    for main in islice(sorted(folder.glob("*.tex")), _MAINS):
        with suppress(OSError):
            status = main.stat()
            yield main, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=_FOLDERS_KNOWN)
def _days_handed_on(folder: Path, mains: tuple[_State, ...]) -> Mapping[str, str]:
    """The days of documents that lie in a folder, by the paths of the chapters that these take in."""
    found: dict[str, str] = {}
    for main, _modified_ns, _size in mains:
        told = any_text_file(str(main))
        text = told.text if told and _BEGINS.search(told.text) else ""
        if text and (day := _day(printed(text))):
            chapters = (
                name.strip().removesuffix(main.suffix) for name in _TAKES_IN.findall(_COMMENT.sub("", text))
            )
            found |= {os.path.normpath(folder / f"{name}{main.suffix}"): day for name in chapters}
    return found


def argument(text: str, name: str) -> str:
    """What stands in the braces of a command where it first occurs; '' where it does not."""
    begins = re.search(_FIELD.format(name=name), text)
    if begins is None:
        return ""
    depth = 1
    for found in _BRACES.finditer(text, begins.end(), begins.end() + _LONGEST):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0:
            return text[begins.end() : found.start()]
    return ""
