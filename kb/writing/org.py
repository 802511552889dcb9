"""Org files: read as Markdown, each line where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kb.importers.notes.front_matter import Fields
from kb.importers.notes.org import parts
from kb.importers.notes.titles import title_of_name
from kb.types.evidence import Form, WrittenPage
from kb.writing.days import written_on
from kb.writing.files import WrittenFile
from kb.writing.outlines import points

_DRAWER = re.compile(r"[ \t]*:(?!END:)[\w-]+:[ \t]*", re.IGNORECASE)
_DRAWER_ENDS = re.compile(r"[ \t]*:END:[ \t]*", re.IGNORECASE)
_IN_DRAWER = re.compile(r"[ \t]*(?::[\w+-]+:.*|CLOCK:.*|- .*\[\d{4}-.*)?")
_CODE = re.compile(
    r"[ \t]*#\+(?P<mark>begin|end)_(?:src|example|export)\b[ \t]*(?P<language>\w*).*", re.IGNORECASE
)
_QUOTE = re.compile(r"[ \t]*#\+(?P<mark>begin|end)_(?:quote|verse)\b.*", re.IGNORECASE)
_LITERAL = re.compile(r"[ \t]*:(?: (?P<words>.*))?")
"""A line that is shown as it was taken from elsewhere."""
_NOT_SAID = re.compile(r"[ \t]*#(?:\+.*|\s.*)?")
_HEADING = re.compile(
    r"(?P<stars>\*+)[ \t]+(?:(?:DONE|READ|FINISHED)[ \t]+)?(?:\[#\w\][ \t]*)?(?P<words>.*?)"
    r"(?:[ \t]+:(?:[\w@#%]+:)+)?[ \t]*"
)
_STAMP = r"[\[<](?P<day>\d{4}-\d\d-\d\d)[^\]>\n]*[\]>]"
_PLANNED = re.compile(r"[ \t]*(?:(?:CLOSED|SCHEDULED|DEADLINE):[ \t]*[\[<][^\]>\n]*[\]>][ \t]*)+")
_CLOSED = re.compile(rf"\bCLOSED:[ \t]*{_STAMP}")
_DONE = re.compile(rf"[ \t]*- State \"(?:DONE|READ|FINISHED)\".*{_STAMP}.*")
_WRITTEN_ON = re.compile(rf"[ \t]*(?:Entered on[ \t]+)?{_STAMP}[ \t]*")
"""When something was done, and when it was noted down, as Org and its templates write it below a heading."""
_LABELLED = re.compile(r"\[\[(?P<target>[^\[\]\n]+)\]\[(?P<label>[^\[\]\n]+)\]\]")
_BARE = re.compile(r"\[\[(?P<target>(?:https?:|file:|doi:|arxiv:)[^\[\]\s]+)\]\]")
_TITLE = re.compile(r"[ \t]*#\+title:[ \t]*(?P<words>\S.*)", re.IGNORECASE)
_STATED = re.compile(r"[ \t]*(?:#\+|:)(?P<name>[\w-]+):[ \t]+(?P<value>\S.*)")
_ABOUT = ("roam_refs", "roam_key", "custom_id", "url", "doi", "source")
"""What Org and its programs call what tells which work a note, or a part of one, is about."""
_CITED = re.compile(r"(?:\w*cite\w*:|\[cite[^:]*:)&?@?|(?<!\S)@")
_LEADING = {"doi:": "https://doi.org/", "arxiv:": "https://arxiv.org/abs/"}
"""Kinds of links that Org knows by a name of their own."""
_DEEPEST = 6
"""Levels of headings that Markdown has."""


def matches(file: WrittenFile) -> bool:
    """Whether a text is called as Org."""
    return file.suffix == ".org" and bool(file.text)


def pages(file: WrittenFile) -> Iterator[WrittenPage]:
    """The note, if it says anything."""
    fields, _ = parts(file.text)
    text = points("\n".join(_lines(file.text)))
    if not any(map(str.isalnum, text)):
        return
    title = fields.title() or title_of_name(file.path)
    yield WrittenPage(
        file.place,
        text,
        Form.NOTE,
        title,
        written_on(fields, file.path),
        names=tuple(dict.fromkeys((file.path.stem, title_of_name(file.path), title, *_names(fields)))),
    )


def _names(fields: Fields) -> Iterator[str]:
    """What else links call a note: its number, what it is about."""
    yield from fields.texts("id")
    for value in chain.from_iterable(map(fields.texts, _ABOUT)):
        yield from _CITED.sub("", value).rstrip("]").split()


def _lines(text: str) -> Iterator[str]:
    """Each line as Markdown; empty where it says nothing."""
    in_code = in_quote = in_drawer = False
    for line in text.split("\n"):
        in_drawer = in_drawer and _IN_DRAWER.fullmatch(line) is not None and not _HEADING.match(line)
        if code := _CODE.fullmatch(line):
            in_code = code["mark"].lower() == "begin"
            yield f"```{code['language']}" if in_code else "```"
        elif in_code:
            yield line
        elif in_drawer or _DRAWER.fullmatch(line):
            in_drawer = _DRAWER_ENDS.fullmatch(line) is None
            yield _field(line)
        elif literal := _LITERAL.fullmatch(line):
            yield f"> {literal['words'] or ''}"
        elif quote := _QUOTE.fullmatch(line):
            in_quote = quote["mark"].lower() == "begin"
            yield ""
        elif _PLANNED.fullmatch(line):
            yield _done(_CLOSED.search(line))
        elif done := _DONE.fullmatch(line):
            yield _done(done)
        elif noted := _WRITTEN_ON.fullmatch(line):
            yield noted["day"]
        elif titled := _TITLE.fullmatch(line):
            yield f"title: {titled['words']}"
        elif _NOT_SAID.fullmatch(line) or _DRAWER_ENDS.fullmatch(line):
            yield _field(line)
        else:
            yield f"> {_words(line)}" if in_quote else _words(line)


def _field(line: str) -> str:
    """A line above a text as a field, where it tells what the text is about; otherwise it says nothing."""
    if done := _DONE.fullmatch(line):
        return _done(done)
    stated = _STATED.fullmatch(line)
    if stated is None or stated["name"].lower() not in _ABOUT:
        return ""
    is_key = stated["name"].lower() == "custom_id"
    return f"source: {'@' if is_key else ''}{stated['value']}"


def _done(told: re.Match[str] | None) -> str:
    """When a part of a note was done with, as a field; of what is only planned nothing is said."""
    return f"date read: {told['day']}" if told else ""


def _words(line: str) -> str:
    """A line's words. Headings are one level lower: the first may be one of many, and names no page."""
    if heading := _HEADING.fullmatch(line):
        line = f"{'#' * min(len(heading['stars']) + 1, _DEEPEST)} {heading['words']}"
    return _BARE.sub(_bare, _LABELLED.sub(_labelled, line))


def _labelled(found: re.Match[str]) -> str:
    label, target = found["label"], found["target"]
    if target.startswith(("id:", "roam:")):
        return f"[[{target.partition(':')[2]}|{label}]]"
    if _CITED.match(target):
        return f"{label} ({target})"
    leads = _target(target)
    return f"[{label}]({leads})" if leads else label


def _bare(found: re.Match[str]) -> str:
    target = _target(found["target"])
    return f"<{target}>" if "://" in target else f"[[{target}]]"


def _target(target: str) -> str:
    """Where a link leads; '' within the file, and to what only Org knows."""
    if target.startswith(("http://", "https://")):
        return target
    for kind, address in _LEADING.items():
        if target.startswith(kind):
            return address + target.removeprefix(kind)
    return target.removeprefix("file:").partition("::")[0] if target.startswith("file:") else ""
