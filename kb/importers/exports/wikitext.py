"""The marks of TiddlyWiki's own text as those of Markdown. What it fills in from elsewhere, and its widgets
and macros, are no words of the note. Pure."""

from __future__ import annotations

import re

from kb.text.markup import outside_code

_FILLED_IN = re.compile(r"\{\{[^{}\n]*(?:\{[^{}\n]*\})?\}\}|<<[^<>\n]*>>|\[img[^\[\]]*\[[^\[\]]*\]\]")
_WIDGET = re.compile(r"</?\$[\w.-]+(?:\s(?:[^<>\"]|\"[^\"]*\"|<<[^<>]*>>)*)?/?>")
_PRAGMA = re.compile(
    r"\A(?:\\(?:define|procedure|function|widget)\b.*?^\\end[^\n]*\n|\\\w[^\n]*\n|\s*\n)+", re.DOTALL | re.M
)
_LINK = re.compile(r"\[\[(?:(?P<label>[^\[\]|]+)\|)?(?P<target>[^\[\]|]+)\]\]")
_EXTERNAL = re.compile(r"\[ext\[(?:(?P<label>[^\[\]|]+)\|)?(?P<target>[^\[\]|]+)\]\]")
_ADDRESS = re.compile(r"\w+://|mailto:")
_HEADING = re.compile(r"^(!{1,6})[ \t]*(?=\S)", re.MULTILINE)
_ITEM = re.compile(r"^([*#>]+)[ \t]+(?=\S)", re.MULTILINE)
_QUOTE = re.compile(r"^<<<[^\n]*\n(?P<said>.*?)^<<<(?P<who>[^\n]*)$", re.DOTALL | re.MULTILINE)
_MARKS = (
    (re.compile(r"''(\S(?:.*?\S)?)''"), r"**\1**"),
    (re.compile(r"(?<![:/\w])//(\S(?:.*?[^\s:])?)//"), r"*\1*"),
)
_NO_LINK = re.compile(r"~(?=[A-Z]\w*[a-z]\w*[A-Z])")
"""Before words that would be links by their capitals alone."""
_UNDERLINED = re.compile(r"__(\S(?:.*?\S)?)__|\^\^(\S(?:.*?\S)?)\^\^|,,(\S(?:.*?\S)?),,")


def as_markdown(text: str) -> str:
    """A text of TiddlyWiki in Markdown; links to other notes by their names."""
    return outside_code(_PRAGMA.sub("", text), _prose).strip()


def _prose(text: str) -> str:
    text = _NO_LINK.sub("", _WIDGET.sub("", _FILLED_IN.sub("", text)))
    text = _EXTERNAL.sub(_external, _LINK.sub(_linked, text))
    text = _QUOTE.sub(_quoted, text)
    text = _ITEM.sub(_item, text)
    text = _HEADING.sub(lambda found: "#" * len(found[1]) + " ", text)
    for mark, written in _MARKS:
        text = mark.sub(written, text)
    text = _UNDERLINED.sub(lambda found: found[1] or found[2] or found[3], text)
    return re.sub(r"\n{3,}", "\n\n", text)


def _linked(found: re.Match[str]) -> str:
    target, label = found["target"].strip(), (found["label"] or "").strip()
    if _ADDRESS.match(target):
        return f"[{label}]({target})" if label else target
    return label or target


def _external(found: re.Match[str]) -> str:
    target, label = found["target"].strip(), (found["label"] or "").strip()
    return f"[{label}]({target})" if label and _ADDRESS.match(target) else label or target


def _quoted(found: re.Match[str]) -> str:
    lines = [
        *found["said"].strip().split("\n"),
        *([f"— {found['who'].strip()}"] if found["who"].strip() else ()),
    ]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _item(found: re.Match[str]) -> str:
    depth, last = len(found[1]), found[1][-1]
    if last == ">":
        return "> "
    return "  " * (depth - 1) + ("1. " if last == "#" else "- ")
