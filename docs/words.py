"""Brings the catalogue of translations up to date with the code: `make words`.

The words of pages and the rest of the code are found by their marks, those of the command line by asking each
command for its help, so that options need no mark; signs of surveys lie in a file and are read from it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from kb import cli
from kb.catalogue import TRANSLATED, saying
from kb.cli import helping
from kb.waiting.cues import cues

ROOT = Path(__file__).resolve().parents[1]
MARKS = {
    "_": None,
    "n_": (1, 2),
    "p_": ((1, "c"), 2),
    "np_": ((1, "c"), 2, 3),
    "by_number": (1, 2),
    "noted": None,
}
"""How the code marks words, as Babel's extraction wants it."""
_MARKED = re.compile(rf"\b(?:{'|'.join(MARKS)})\(")
_WIDTH = 110
_MADE = datetime(2026, 11, 29, tzinfo=UTC)
"""gettext's header wants a date: this one stays, so that a run without changes changes nothing."""


def template() -> Catalog:
    """All words that the code holds, without translations. Where each stands is left out: it would change
    with every line of code."""
    words = Catalog(fuzzy=False)
    for file in [
        ROOT / "app.py",
        *sorted((ROOT / "pages").glob("*.py")),
        *sorted((ROOT / "kb").rglob("*.py")),
    ]:
        code = file.read_text(encoding="utf-8")
        # Half of the files have no mark, and Babel reads a file word by word.
        if not _MARKED.search(code):
            continue
        for _line, message, comments, context in extract_from_file(
            "python", file, keywords=MARKS, comment_tags=("For translators:",), strip_comment_tags=True
        ):
            words.add(message, auto_comments=comments, context=context)
        for message, context in _within_f_strings(ast.parse(code)):
            words.add(message, context=context)
    for said in (*_of_commands(), *_of_signs()):
        words.add(said)
    return words


def _within_f_strings(tree: ast.Module) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Words and contexts of marks within f-strings, as `f":gray[{_('not judged yet')}]"`: to Babel's tokens
    such a string is of one piece up to Python 3.11."""
    for string in ast.walk(tree):
        if not isinstance(string, ast.JoinedStr):
            continue
        for call in ast.walk(string):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS:
                said = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
                match call.func.id, said:
                    case "n_" | "by_number", [str(one), str(many), *_]:
                        yield (one, many), None
                    case "p_", [str(context), str(message)]:
                        yield message, context
                    case "np_", [str(context), str(one), str(many), *_]:
                        yield (one, many), context
                    case _, [str(message)]:
                        yield message, None


def _of_commands() -> Iterator[str]:
    for command in helping.commands(cast(helping.Command, get_command(cli.app))):
        yield from helping.words_of(command)


def _of_signs() -> Iterator[str]:
    """Why something is taken for a survey, as the file of signs has it."""
    return (cue.reason for cue in cues() if cue.reason)


def file_of(language: str) -> Path:
    """Where the translations into a language lie."""
    return saying.FOLDER / language / "LC_MESSAGES" / f"{saying.DOMAIN}.po"


def read(language: str) -> Catalog:
    """The translations into a language."""
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language, domain=saying.DOMAIN)


def renewed(language: str, words: Catalog) -> Catalog:
    """The translations into a language with all words of the code and no others; sorted, so that changes of
    several people seldom meet."""
    known = read(language)
    made = Catalog(
        locale=language,
        domain=saying.DOMAIN,
        header_comment="# What Jomo says, in another language. `make words` keeps it in step with the code.",
        project="Jomo",
        creation_date=_MADE,
        revision_date=_MADE,
        fuzzy=False,
    )
    for message in words:
        if message.id:
            old = known.get(message.id, message.context)
            made.add(
                message.id,
                old.string if old else "",
                auto_comments=message.auto_comments,
                user_comments=old.user_comments if old else (),
                context=message.context,
            )
    return made


def as_po(translations: Catalog) -> bytes:
    """The file that people edit."""
    file = BytesIO()
    write_po(file, translations, width=_WIDTH, sort_output=True, no_location=True, omit_header=False)
    return file.getvalue()


def as_mo(translations: Catalog) -> bytes:
    """The file that the program reads."""
    file = BytesIO()
    write_mo(file, translations)
    return file.getvalue()


def lacking(translations: Catalog) -> list[Message]:
    """The words that have no translation, or not in every form of number."""
    return [
        message
        for message in translations
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def main(languages: Iterable[str] = TRANSLATED) -> int:
    """Writes the files anew and tells what is lacking; returns how many words are."""
    words, count = template(), 0
    for language in languages:
        translations = renewed(language, words)
        file_of(language).write_bytes(as_po(translations))
        file_of(language).with_suffix(".mo").write_bytes(as_mo(translations))
        for message in lacking(translations):
            count += 1
            print(f"{language}: no translation of {message.id!r}")
    return count


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
