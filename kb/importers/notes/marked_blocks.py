"""Passages that a plugin wrote into a note, each with the way back to where it was marked: as paragraphs,
points of a list, quotes or callouts, with the person's words behind or below them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.types import Annotation

_LINE = re.compile(
    r"(?P<quoted>(?:[ \t]{0,3}>[ \t]?)*)(?P<indent>[ \t]*)(?P<bullet>[-*+][ \t]+)?(?P<said>.*)"
)
_TAB = 4
"""Columns to which a tab sets a line in (CommonMark, 2.2)."""
_CALLOUT = re.compile(r"\[!(?P<kind>[^\]\n]{1,60})\][+-]?[ \t]*(?P<label>.*)")
_ENDS = re.compile(
    r"(?:-{3,}|\*{3,}|_{3,}|#{1,6}[ \t].*|%%[ \t]*(?:begin|end|import)\b.*%%|\*{0,3}imported.*)",
    re.IGNORECASE,
)
"""Rules, headings and the plugin's own marks part what stands above from what stands below."""
_BAR = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"(?:```|~~~)")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,60}\]:")
_SETTING = re.compile(r"[\w-]+::(?:[ \t].*)?")
_NAMED = re.compile(
    r"(?:\*\*)?(?:notes?|comments?|annotation|заметка|комментарий|kommentar|nota)(?:\*\*)?[ \t]*::?"
    r"(?:\*\*)?[ \t]*",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"(?:\*\*)?(?:tags?|tagged)(?:\*\*)?[ \t]*::?(?:\*\*)?[ \t]*", re.IGNORECASE)
_TAG = re.compile(r"#?\[\[([^\[\]\n]+)\]\]")
_NAME = re.compile(r"[ \t]*\^[\w-]+[ \t]*$")
"""How a block is called."""
_WHEN = re.compile(r"\[\d{4}-\d\d-\d\d[^\]\n]{0,20}\]")
_HTML = re.compile(r"</?(?:mark|span|div|font|u|b|i|em|strong)\b[^<>]*>|%%")
_BREAK = re.compile(r"<br ?/?>")
_NUMBER = re.compile(
    r"(?<!\w)(?P<kind>page|location|pp?\.|стр\.|s\.)[ \t]*(?P<number>[\w-]*\d[\w-]*)", re.IGNORECASE
)
_APART = re.compile(r"\n{3,}")
_EMPTY = re.compile(r"[([][ \t,;]*[)\]]")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,1000}\]\([^()\n]{0,2000}\)|!\[\[[^\[\]\n]{0,1000}\]\]")
_WORDLESS = frozenset("highlight quote note cite annotation annotations underline text".split())
_QUOTES = ("“”", '""', "„“", "«»", "‘’")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by how deep it is quoted, how far set in, whether it begins a point, and what it says."""

    quoted: int
    indent: int
    bullet: bool
    said: str
    leads: re.Match[str] | None
    ends: bool

    @property
    def blank(self) -> bool:
        return not self.said.strip() or self.said.strip() in ("-", "~", ">.")

    @property
    def callout(self) -> re.Match[str] | None:
        return _CALLOUT.match(self.said) if self.quoted else None


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a note in its order, and what of it is left without them."""

    marks: tuple[Annotation, ...]
    rest: str


def marked(text: str, way_back: re.Pattern[str]) -> Marked:
    """What was marked, each passage known by `way_back`: a link whose groups `label`, `cited` and `page`,
    those it has, tell the place."""
    raw = text.split("\n")
    lines = list(_lines(raw, way_back))
    taken: set[int] = set()
    marks: list[Annotation] = []
    inside = _inside(raw)
    for at, line in enumerate(lines):
        if line.leads is None or at in taken or _FOOTNOTE.match(line.said):
            continue
        mark, used = _mark(lines, at, way_back, inside[at], taken)
        if mark is not None:
            marks.append(mark)
            taken |= used
    return Marked(tuple(marks), "\n".join(line for at, line in enumerate(raw) if at not in taken))


def _lines(raw: Sequence[str], way_back: re.Pattern[str]) -> Iterator[_Line]:
    fenced = False
    for text in raw:
        found = _LINE.match(text)
        assert found is not None
        said = found["said"]
        if _FENCE.match(said):
            fenced = not fenced
        yield _Line(
            found["quoted"].count(">"),
            len(found["indent"].expandtabs(_TAB)),
            found["bullet"] is not None or said == "-",
            said,
            None if fenced else way_back.search(said),
            _ENDS.match(said.strip()) is not None,
        )


def _inside(raw: Sequence[str]) -> list[bool]:
    """Whether each line stands where the plugin writes, between its marks."""
    within, found = False, []
    for line in raw:
        if "%% begin annotations %%" in line:
            within = True
        found.append(within)
        if "%% end annotations %%" in line:
            within = False
    return found


@dataclass(frozen=True, slots=True)
class _Passage:
    """What belongs to a mark: the lines of the passage and of the words to it, those numbers that all of it
    stands on, and what a callout is called."""

    said: Sequence[str]
    note: Sequence[str]
    used: set[int]
    label: str = ""


def _mark(
    lines: Sequence[_Line], at: int, way_back: re.Pattern[str], inside: bool, taken: set[int]
) -> tuple[Annotation | None, set[int]]:
    line = lines[at]
    assert line.leads is not None
    if line.callout:
        found = _below_callout(lines, at, way_back)
    elif line.said.lstrip().startswith("|"):
        cells = list(filter(None, (_words(way_back.sub("", one)) for one in _BAR.split(line.said))))
        found = _Passage(cells[:1], cells[1:], {at})
    else:
        found = _around(lines, at, way_back, inside, taken)
    own = (one for one in found.note if not _CALLOUT.match(one) and not _SETTING.fullmatch(one))
    notes = list(filter(None, (_words(_tags(_NAMED.sub("", one, count=1))) for one in own)))
    quote = _unquoted(_words("\n".join(found.said)))
    if not quote and not notes:
        return None, set()
    label = "" if found.label.lower() in _WORDLESS else found.label
    words = "\n".join(filter(None, (label, *notes)))
    return Annotation(quote, words, place_of(line.leads)), found.used


def _below_callout(lines: Sequence[_Line], at: int, way_back: re.Pattern[str]) -> _Passage:
    """A callout whose head leads back."""
    head = lines[at].callout
    assert head is not None
    quote, below = _of_callout(lines, at)
    said, note = ([lines[one].said for one in part] for part in (quote, below))
    return _Passage(said, note, {at, *quote, *below}, _words(way_back.sub("", head["label"])))


def _around(
    lines: Sequence[_Line], at: int, way_back: re.Pattern[str], inside: bool, taken: set[int]
) -> _Passage:
    """A passage with its way back behind it, below it, or before it."""
    line = lines[at]
    assert line.leads is not None
    before, behind = line.said[: line.leads.start()], way_back.sub("", line.said[line.leads.end() :])
    begins = line.bullet or at == 0 or lines[at - 1].blank
    if begins and not _words(before) and _words(behind):
        before, behind = behind, ""
    above = _above(lines, at, alone=not _words(before), taken=taken)
    used = {at, *above}
    said = [*(lines[one].said for one in above), before]
    label = ""
    head = min(used)
    if head > 0 and (opened := _callout_above(lines, head)) is not None:
        used |= set(range(opened, head))
        found = lines[opened].callout
        label = _words(found["label"]) if found else ""
        said = [text for text in said if text.strip()]
    below = _below(lines, at, min(used, key=lambda one: lines[one].indent), inside)
    note = [behind, *(lines[one].said for one in below)]
    return _Passage(said, note, used | set(below), label)


def _of_callout(lines: Sequence[_Line], at: int) -> tuple[list[int], list[int]]:
    """The lines of a callout whose head leads back: of the passage, and of the notes set deeper in it."""
    quote: list[int] = []
    below: list[int] = []
    for one in range(at + 1, len(lines)):
        line = lines[one]
        if line.quoted < lines[at].quoted or line.ends or (line.callout and line.quoted == lines[at].quoted):
            break
        (below if line.quoted > lines[at].quoted or below else quote).append(one)
    return quote, below


def _above(lines: Sequence[_Line], at: int, *, alone: bool, taken: set[int]) -> list[int]:
    """The lines above the one that leads back which belong to its passage."""
    line = lines[at]
    if line.bullet and not alone:
        return []
    if line.indent and not line.quoted and (owner := _owner(lines, at)) is not None:
        points = (one for one in range(owner + 1, at + 1) if lines[one].bullet)
        until = next(points) if line.bullet else at
        return [one for one in range(owner, until) if one not in taken]
    found: list[int] = []
    for one in range(at - 1, -1, -1):
        above = lines[one]
        stops = above.ends or above.callout or above.leads or one in taken
        if stops or bool(above.quoted) != bool(line.quoted):
            break
        if above.blank and (found or not alone) and not line.quoted:
            break
        found.append(one)
        if above.bullet:
            break
    return found[::-1]


def _owner(lines: Sequence[_Line], at: int) -> int | None:
    """The point of a list that a line set in belongs to."""
    for one in range(at - 1, -1, -1):
        line = lines[one]
        if line.blank and not line.bullet:
            continue
        if line.quoted or line.ends or line.leads:
            return None
        if line.bullet and line.indent < lines[at].indent and _words(line.said.strip("- ")):
            return one
        if line.indent < lines[at].indent and not line.bullet:
            return None
    return None


def _callout_above(lines: Sequence[_Line], head: int) -> int | None:
    """The head of the callout that a passage is the body of."""
    for one in range(head - 1, -1, -1):
        if lines[one].callout:
            return one
        if not lines[one].blank:
            return None
    return None


def _below(lines: Sequence[_Line], at: int, head: int, inside: bool) -> list[int]:
    """The lines below a passage that are the person's words to it."""
    found: list[int] = []
    apart = False
    for one in range(at + 1, len(lines)):
        line = lines[one]
        if line.ends or line.leads or _FENCE.match(line.said):
            break
        if line.blank:
            apart = True
            found.append(one)
            continue
        deeper = line.indent > lines[head].indent and lines[head].bullet
        nested = line.quoted > lines[head].quoted > 0
        follows = not line.bullet and not line.quoted and not line.callout and (inside or not apart)
        if not (deeper or nested or (follows and not lines[head].bullet)):
            break
        found.append(one)
    while found and lines[found[-1]].blank:
        found.pop()
    # The passage that leads back next may have begun above its link.
    after = lines[found[-1] + 1] if found and found[-1] + 1 < len(lines) else None
    if after is not None and after.leads and not after.bullet and not after.quoted:
        while found and not lines[found[-1]].blank:
            found.pop()
    return found


def _tags(said: str) -> str:
    """A line as it is, one of tags with each as a word."""
    found = _TAGGED.match(said)
    return _TAG.sub(lambda tag: "#" + "-".join(tag[1].split()), said[found.end() :]) if found else said


def _words(said: str) -> str:
    """What a person reads of it."""
    text = _BREAK.sub("\n", _HTML.sub("", _PICTURE.sub("", said)))
    lines = (_WHEN.sub("", _NAME.sub("", line)).strip() for line in text.split("\n"))
    kept = [_EMPTY.sub("", line).strip() for line in lines if not _SETTING.fullmatch(line)]
    return _APART.sub("\n\n", "\n".join(kept)).strip() if any(map(str.isalnum, "".join(kept))) else ""


def _unquoted(said: str) -> str:
    said = said.strip("( \t")
    is_quoted = len(said) > 1 and said[0] + said[-1] in _QUOTES
    return said[1:-1].strip() if is_quoted else said


def place_of(leads: re.Match[str]) -> str:
    """Where in its work a passage stands, as the way back to it says; empty where it does not."""
    told = leads.groupdict()
    if number := _NUMBER.search(told.get("label") or "") or _NUMBER.search(told.get("cited") or ""):
        return f"{'location' if number['kind'].lower() == 'location' else 'page'} {number['number']}"
    return f"page {told['page']}" if told.get("page") else ""
