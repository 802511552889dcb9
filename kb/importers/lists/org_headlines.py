"""Headlines of Org that are works or pages of a list, with how far one got, their days and what is said
below them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.importers.lists.read_states import state_said
from kb.importers.notes.org import as_markdown, parts
from kb.types import State

_KEYWORDS = re.compile(r"^#\+(?:SEQ_|TYP_)?TODO:(?P<said>.*)$", re.MULTILINE | re.IGNORECASE)
_OPEN_ALWAYS, _DONE_ALWAYS = ("TODO", "NEXT", "WAIT", "WAITING", "LATER"), ("DONE",)
"""What Emacs and Logseq know without being told, and what most settings add, which are not in the file."""
_STATES = {
    "READING": State.READING,
    "STARTED": State.READING,
    "DOING": State.READING,
    "NOW": State.READING,
    "INPROGRESS": State.READING,
    "IN-PROGRESS": State.READING,
    "CANCELLED": State.DROPPED,
    "CANCELED": State.DROPPED,
}
_BOXES = {State.UNREAD: "[ ] ", State.READ: "[x] ", State.READING: "[/] ", State.DROPPED: "[-] "}
_KEYWORD = re.compile(r"(?P<said>\[[ xX/?-]\]|\S+)\s+(?P<rest>.*)")
_TICKED = {"[ ]": State.UNREAD, "[?]": State.UNREAD, "[/]": State.READING, "[-]": State.READING}
_TICKED |= dict.fromkeys(("[x]", "[X]"), State.READ)
"""Keywords that are boxes, as some settings of Emacs have them."""
_HEADLINE = re.compile(r"(?P<level>#{2,6}) (?P<said>.*)")
_PRIORITY = re.compile(r"\[#\w{1,2}\]\s+")
_COUNT = re.compile(r"\[\d*(?:/\d*|%)\]\s*")
"""How many of the tasks below are done."""
_LINK = re.compile(r"\[[^\[\]]*\]\(https?://|<?https?://")
_PLANNED = re.compile(r"[ \t]*(?:(?:CLOSED|SCHEDULED|DEADLINE):[ \t]*[<\[][^<>\[\]]*[>\]][ \t]*)+")
_DAYS = tuple(
    re.compile(rf"^[ \t]*(?:.*\s)?:?{name}:[ \t]*[<\[]?(\d{{4}}-\d\d-\d\d)", re.IGNORECASE | re.MULTILINE)
    for name in ("(?:CREATED|ADDED|CREATED_AT|DATE_ADDED)", "CLOSED")
)
"""When a headline was written, else when it was done."""
_BEGINS = re.compile(r"^(?=\*+ )", re.MULTILINE)
_PARTLY = re.compile(r"^(\s*[-+*]|\s*\d+[.)])\s+\[-\]\s", re.MULTILINE)
"""A box of which a part is done, which elsewhere says that something was given up."""


def as_list(text: str) -> str:
    """The text in Markdown, each headline that is a link as an entry of a list, with its box where it has a
    keyword of tasks, its day, and all that stands below it."""
    states = _states(text)
    return "".join(_sections(_BEGINS.split(parts(text)[1]), states))


def _sections(sections: list[str], states: dict[str, State]) -> Iterator[str]:
    """The headlines, each with what is below it; `within` is the level of the entry they belong to."""
    within = 0
    for section in sections:
        said, _, below = _PARTLY.sub(r"\1 [/] ", as_markdown(section)).partition("\n")
        headline = _HEADLINE.fullmatch(said)
        if headline is None:
            yield f"{said}\n{below}"
            continue
        level = len(headline["level"])
        entry = _entry(headline["said"], states, section)
        below = _without_plans(below)
        if entry:
            within = level
            yield f"- {entry}\n{_set_in(below)}"
        elif within and level > within:
            yield _set_in(f"{headline['said']}\n{below}")
        else:
            within = 0
            yield f"{said}\n{below}"


def _entry(said: str, states: dict[str, State], section: str) -> str:
    """What an entry says; nothing where the headline is none: one with a keyword holds a link, any other
    begins with one."""
    keyword = _KEYWORD.fullmatch(said)
    state = states.get(keyword["said"]) if keyword else None
    bare = keyword["rest"] if keyword and state else said
    bare = _COUNT.sub("", _PRIORITY.sub("", bare, count=1), count=1)
    if not (_LINK.search(bare) if state else _LINK.match(bare)):
        return ""
    day = next((found[1] for pattern in _DAYS if (found := pattern.search(section))), "")
    return f"{_BOXES[state] if state else ''}{bare}{f' ({day})' if day else ''}"


def _states(text: str) -> dict[str, State]:
    """How far one got by the keywords of the file, those behind its bar being the last ones."""
    states = dict.fromkeys(_OPEN_ALWAYS, State.UNREAD) | dict.fromkeys(_DONE_ALWAYS, State.READ)
    told: dict[str, State] = {}
    for found in _KEYWORDS.finditer(text):
        words = [word.partition("(")[0] for word in found["said"].split()]
        last = words.index("|") + 1 if "|" in words else len(words) - 1
        for place, word in enumerate(words):
            told[word] = state_said(word) or (State.READ if place >= last else State.UNREAD)
    told.pop("|", None)
    return states | _STATES | _TICKED | told


def _without_plans(below: str) -> str:
    return "\n".join(line for line in below.split("\n") if not _PLANNED.fullmatch(line))


def _set_in(below: str) -> str:
    return "".join(f"  {line}\n" if line.strip() else "\n" for line in below.rstrip().split("\n"))
