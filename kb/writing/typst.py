"""Sources of Typst: what is printed of them, read as Markdown, each line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text.markup import blanked
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import day_of_name
from kb.writing.files import WrittenFile

# Two strokes behind a colon are those of an address. What is not closed ends with the text.
_COMMENT = re.compile(r"/\*(?:(?!/\*).)*?(?:\*/|\Z)|(?<!:)//[^\n]*", re.DOTALL)
_CITED = re.compile(r"#cite\(\s*(?:<(?P<label>[^<>\s]+)>|label\(\"(?P<named>[^\"\n]+)\"\))[^()\n]*\)")
_HEADING = re.compile(r"^([ \t]*)(={1,6})(?=[ \t]+\S)", re.MULTILINE)
_TITLE = re.compile(r"\btitle:\s*(?:\"(?P<quoted>[^\"\n]+)\"|\[(?P<content>[^\[\]\n]+)\])")


def matches(file: WrittenFile) -> bool:
    """Whether a file is called as Typst."""
    return file.suffix == ".typ" and bool(file.text)


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The source, if anything is printed of it."""
    text = _COMMENT.sub(lambda found: blanked(found[0]), file.text)
    if not any(map(str.isalnum, text)):
        return
    titled = _TITLE.search(text)
    title = (titled["quoted"] or titled["content"]).strip() if titled else file.path.stem
    text = _CITED.sub(lambda found: f"@{{{found['label'] or found['named']}}}", text)
    text = _HEADING.sub(lambda found: found[1] + "#" * len(found[2]), text)
    yield WrittenPage(file.place, text, Form.PAPER, title, day_of_name(file.path))
