"""What the documents name exists: files, modules, names, commands and their options, settings, pictures."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bench import questions
from kb.cli import app
from kb.search.answer import _WORDS_SHARE
from kb.search.similar import _NEAR, _WORDED
from kb.settings import Settings
from kb.types.filters import FILTERS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ("README.md", *(f"docs/{file.name}" for file in sorted((ROOT / "docs").glob("*.md"))))
CODE = re.compile(r"```.*?\n(.*?)```|`([^`\n]+)`", re.DOTALL)
PLACES = ("kb", "bench", "pages", "tests", "docs")
# Libraries and programs whose names and words the documents use beside our own.
FOREIGN = frozenset(("SentenceTransformer",))


@cache
def text_of(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def code_in(document: str) -> Iterator[str]:
    """What stands in backticks, a line at a time."""
    for block, span in CODE.findall(text_of(document)):
        yield from (block or span).replace("\\\n", " ").splitlines()


@cache
def names_in_code() -> frozenset[str]:
    """Names of classes, functions, constants, fields and parameters of the project."""
    names: set[str] = set()
    for place in ("kb", "bench"):
        for file in (ROOT / place).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                match node:
                    case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                        names.add(name)
                    case ast.Name(id=name, ctx=ast.Store()):
                        names.add(name)
    return frozenset(names)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_and_modules_exist(document: str) -> None:
    for line in code_in(document):
        for path in re.findall(rf"(?<![\w/.~-])((?:{'|'.join(PLACES)})/[\w./-]*\w/?)", line):
            assert (ROOT / path).exists(), f"{document} names {path}"
        for dotted in re.findall(r"(?<![\w./-])((?:kb|bench)(?:\.\w+)+)", line):
            if Path(dotted).suffix in (".py", ".toml"):
                continue
            module, _, name = dotted.rpartition(".")
            # A name in a module, or a module.
            known = find_spec(module) and (name in names_in_code() or find_spec(dotted))
            assert known, f"{document} names {dotted}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_pictures_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)\s#]+)", text_of(document)):
        if "://" not in target:
            assert ((ROOT / document).parent / target).exists(), f"{document} leads to {target}"


@pytest.mark.parametrize("document", ("docs/architecture.md", "docs/search.md"))
def test_names_in_code_exist(document: str) -> None:
    for line in code_in(document):
        if re.fullmatch(r"_?[A-Z][a-z]+(?:[A-Z][a-z]+)*|[a-z]+(?:_[a-z]+)+", line):
            assert line in names_in_code() | FOREIGN, f"{document} names {line}"


def test_every_room_stands_in_the_architecture_and_says_what_lives_there() -> None:
    rooms = text_of("docs/architecture.md")
    for place in (ROOT / "kb").iterdir():
        if place.name.startswith("_"):
            continue
        written = f"kb/{place.name}/" if place.is_dir() else f"kb/{place.name}"
        assert f"\n{written} " in rooms, f"{written} is missing"
    for first in (*(ROOT / "kb").glob("*/__init__.py"), *(ROOT / "kb/ui").glob("*/__init__.py")):
        doc = ast.get_docstring(ast.parse(first.read_text("utf-8"))) or ""
        assert re.search(r"\bimports?\b", doc), f"{first.relative_to(ROOT)} does not say who may import it"


@cache
def commands() -> Any:
    return get_command(app)


def options(command: Any) -> set[str]:
    return {"--help", *(name for option in command.params for name in (*option.opts, *option.secondary_opts))}


def check_command(words: list[str], place: str) -> None:
    """That these words are a command, perhaps one of a group, with options that it has."""
    command, allowed = commands(), {"--help"}
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
        allowed |= options(command)
    if hasattr(command, "commands") and words and words != ["..."]:
        assert words[0].startswith("--"), f"{place}: no such command"
    handed_on = command.context_settings.get("ignore_unknown_options", False)
    for word in words:
        # Negative words of a question are quoted in the documents, so a dash begins an option.
        # `--server.address` is Streamlit's own.
        if re.match(r"--?[a-z]", word) and " " not in word and not (handed_on and "." in word):
            assert word.partition("=")[0] in allowed, f"{place}: {word} is no option there"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_and_their_options_exist(document: str) -> None:
    for line in code_in(document):
        words = shlex.split(line, comments=True) if line.count("'") % 2 == 0 else line.split()
        if "kb" in words and words[max(words.index("kb") - 1, 0)] == "-m":
            given = words[words.index("kb") + 1 :]
            check_command(given[: given.index(">")] if ">" in given else given, f"{document}: {line}")
        elif len(words) > 1 and words[0] in commands().commands and words[1].startswith("--"):
            check_command(words, f"{document}: {line}")


def test_the_filters_listed_are_those_of_search() -> None:
    listed = re.search(r"Filters: `([^`]+)`", text_of("docs/guide.md").replace("\n", " "))
    assert listed
    named = {f"--{one.word}" for one in FILTERS} | {"--without"}
    assert set(listed[1].split()) == named
    for command in ("search", "similar", "list"):
        assert named <= options(commands().commands[command])


def test_every_setting_stands_in_the_guide_and_every_one_there_exists() -> None:
    told = set(re.findall(r"\bKB_[A-Z_]+", text_of("docs/guide.md")))
    assert told == {f"KB_{name.upper()}" for name in Settings.model_fields}
    for document in DOCUMENTS:
        assert set(re.findall(r"\bKB_[A-Z_]+\b", text_of(document))) <= told


def test_search_counts_what_there_is() -> None:
    said = " ".join(text_of("docs/search.md").split())
    asked = questions.load()
    needs, russian = len({one.need for one in asked}), sum(one.language == "ru" for one in asked)
    assert f"{needs} needs, asked in {len(asked)} questions ({russian} of them Russian)" in said
    lines = (ROOT / "kb" / "vectors" / "parallel.txt").read_text("utf-8").splitlines()
    pairs = sum(not line.startswith("#") for line in lines)
    assert f"from {pairs} pairs of sentences" in said
    assert f"{_WORDS_SHARE} is used" in said
    assert f"Candidates are those of the app: {_NEAR} by vector, {_WORDED} by telling words." in said


@pytest.mark.parametrize("document", DOCUMENTS)
def test_shares_are_written_as_pages_write_them(document: str) -> None:
    assert re.findall(r"\d+%", CODE.sub("", text_of(document))) == []
