"""Comments in code: what is said there for people, on the lines where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.markup import blanked
from kb.types.evidence import Form, WrittenPage
from kb.writing.files import WrittenFile

# A text that is not closed ends with its line; a lone apostrophe begins none (lifetimes in Rust).
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*+(?:\"|(?=\n)|\\?\Z)|'(?:[^'\\\n]|\\.){0,300}+'"
_HASH = re.compile(
    r"(?P<said>^[ \t]*[rRuUbBfF]{0,2}(?P<quotes>\"\"\"|''').*?(?:(?P=quotes)|\Z)|#[^\n]*)"
    rf"|(?P<other>\"\"\".*?(?:\"\"\"|\Z)|'''.*?(?:'''|\Z)|{_QUOTED})",
    re.DOTALL | re.MULTILINE,
)
"""Python and its like: a text in three quotes that begins a line is said, not computed with."""
_SLASHES = re.compile(
    rf"(?P<said>/\*.*?(?:\*/|\Z)|//[^\n]*)|(?P<other>{_QUOTED}|`(?:[^`\\]|\\.)*+(?:`|\\?\Z))", re.DOTALL
)
_DASHES = re.compile(
    rf"(?P<said>--\[\[.*?(?:\]\]|\Z)|/\*.*?(?:\*/|\Z)|--[^\n]*)|(?P<other>{_QUOTED})", re.DOTALL
)
_PERCENT = re.compile(r"(?P<said>%[^\n]*)|(?P<other>\"[^\"\n]*\"|(?<![\w\])}.'])'[^'\n]*')")
_LANGUAGES = {
    _HASH: "py pyi pyx r jl sh bash zsh rb pl toml nix cmake",
    _SLASHES: "c h cc cpp cxx hpp cu cuh rs go java kt kts swift scala js mjs cjs ts jsx tsx cs php proto"
    " zig dart metal glsl",
    _DASHES: "sql lua hs elm",
    _PERCENT: "m mat",
}
COMMENTS = {f".{suffix}": form for form, suffixes in _LANGUAGES.items() for suffix in suffixes.split()}
"""How comments look, by the endings of names."""


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as code of a known language."""
    return file.suffix in COMMENTS


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The comments of a file, if it has any."""
    text = comments(file.text, COMMENTS[file.suffix])
    if any(map(str.isalnum, text)):
        yield WrittenPage(file.place, text, Form.CODE, file.path.name)


def comments(text: str, form: re.Pattern[str] = _HASH) -> str:
    """A text with nothing but its comments, each line where it was."""
    parts: list[str] = []
    at = 0
    for found in form.finditer(text):
        if said := found["said"]:
            # A line's comment follows its code; what is left of the code is its line ends.
            parts += [blanked(text[at : found.start()]), said]
            at = found.end()
    return "".join((*parts, blanked(text[at:])))
