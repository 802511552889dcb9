"""Blocks of somebody's Markdown as HTML that can neither load nor run anything: none of their HTML, no
images, links to the web only. Formulas stay TeX, which the browser draws."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kb.text.formulas import in_prose
from kb.text.harmless import harmless
from kb.text.numbering import protected, strays
from kb.text.pagination import PageStart
from kb.text.reading import pieces
from kb.ui.shell.escape import web_address

_HEADING = re.compile(r"h([1-6])")
_STEP_DOWN = 2
"""Headings of a text stand below the item's title, which is one of the second level."""
_ADDRESS = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«»'.,;:!?)\]}]", re.IGNORECASE)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]+\S.*$", re.MULTILINE)
_DELIMITED = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))
_DISPLAYED = ("$$", "\\[")
_LONGEST = 5_000
"""Characters of a formula: those of long proofs have some hundred."""


def html(
    text: str, blocks: Iterable[tuple[int, int]], starts: Sequence[PageStart], *, is_set: bool, breaks: bool
) -> str:
    """Blocks of a text, each in a division that tells its offset (`data-at`) and the page that begins in it.

    Numbers that begin no list stay numbers. `is_set` says that the text comes from set type, where signs mean
    themselves; with `breaks` the end of each line is one, as in messages.
    """
    lone = strays(text)
    parser = _set_parser() if is_set else _parser(breaks)
    env: dict[str, Any] = {}
    if definitions := [] if is_set else _DEFINITION.findall(text):
        parser.parse("\n".join(definitions), env)
    parts = []
    for start, end in blocks:
        for at, until in pieces(text, start, end):
            inside = lone[bisect_left(lone, at) : bisect_left(lone, until)]
            source = protected(text[at:until], [place - at for place in inside])
            if written := _written(parser, source, env).strip():
                page = _page(starts, at, until)
                parts.append(f'<div class="jr-b" data-at="{at}"{page}>{written}</div>')
    return "".join(parts)


def _page(starts: Sequence[PageStart], at: int, until: int) -> str:
    """The page that begins in a block, and how far down: the number stands beside that line."""
    begun = next((start for start in starts if at <= start.offset < until), None)
    if begun is None:
        return ""
    share = (begun.offset - at) / max(1, until - at)
    return f' data-page="{escape(begun.label)}" style="--down:{share:.0%}"'


def _written(parser: MarkdownIt, source: str, env: dict[str, Any]) -> str:
    tokens = parser.parse(source, env)
    counted: list[int] = []
    for token in tokens:
        if heading := _HEADING.fullmatch(token.tag):
            token.tag = f"h{min(6, int(heading[1]) + _STEP_DOWN)}"
        if token.type == "ordered_list_open":
            counted.append(int(token.attrs.get("start", 1)) - 1)
        elif token.type == "ordered_list_close":
            counted.pop()
        elif token.type == "list_item_open" and token.info:
            # Where a list leaves a number out, so does what is shown; `1. 1. 1.` is counted.
            counted[-1] += 1
            if int(token.info) > counted[-1]:
                token.attrs["value"] = counted[-1] = int(token.info)
        if token.children:
            token.children = list(_with_links(harmless(token.children, _address, _address)))
    return str(parser.renderer.render(tokens, parser.options, env))


def _address(given: str) -> str:
    return web_address(given) or ""


def _with_links(tokens: Iterable[Token]) -> Iterator[Token]:
    """Tokens in which bare addresses lead where they say; each link opens a window of its own."""
    inside = 0
    for token in tokens:
        inside += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "link_open":
            token.attrs |= {"target": "_blank", "rel": "noopener noreferrer nofollow"}
        if token.type != "text" or inside or "://" not in token.content:
            yield token
            continue
        reached = 0
        for found in _ADDRESS.finditer(token.content):
            if (address := web_address(found[0])) is None:
                continue
            yield Token("text", "", 0, content=token.content[reached : found.start()])
            attributes: dict[str, str | int | float] = {
                "href": address, "target": "_blank", "rel": "noopener noreferrer nofollow"
            }  # fmt: skip
            yield Token("link_open", "a", 1, attrs=attributes)
            yield Token("text", "", 0, content=found[0])
            yield Token("link_close", "a", -1)
            reached = found.end()
        yield Token("text", "", 0, content=token.content[reached:])


@cache
def _parser(breaks: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "formula", _formula)
    parser.block.ruler.before(
        "fence", "formula", _formula_block, {"alt": ["paragraph", "list", "blockquote"]}
    )
    parser.add_render_rule("formula", _draw_formula)
    return parser


@cache
def _set_parser() -> MarkdownIt:
    rules = ["heading", "list", "fence", "newline", "escape"]
    return MarkdownIt("zero", {"html": False}).enable(rules)


def _formula(state: StateInline, silent: bool) -> bool:
    for opening, closing in _DELIMITED:
        if not state.src.startswith(opening, state.pos):
            continue
        begins = state.pos + len(opening)
        ends = state.src.find(closing, begins, begins + _LONGEST)
        if ends <= begins or (opening == "$" and not _is_inline(state.src, begins, ends)):
            continue
        if not silent:
            _push(state, state.src[state.pos : ends + len(closing)], opening)
        state.pos = ends + len(closing)
        return True
    return False


def _is_inline(text: str, begins: int, ends: int) -> bool:
    """Whether what stands between two dollars is a formula, not two sums of money."""
    tex = text[begins:ends]
    if tex[0].isspace() or tex[-1].isspace() or "\n" in tex or text[ends + 1 : ends + 2].isdigit():
        return False
    return not in_prose(tex)


def _formula_block(state: StateBlock, begins: int, until: int, silent: bool) -> bool:
    first = state.src[state.bMarks[begins] + state.tShift[begins] : state.eMarks[begins]]
    opening = next((one for one in _DISPLAYED if first.startswith(one)), "")
    if not opening:
        return False
    closing = dict(_DELIMITED)[opening]
    line, last = begins, first[len(opening) :]
    while not last.rstrip().endswith(closing):
        line += 1
        if line >= until:
            return False
        last = state.src[state.bMarks[line] : state.eMarks[line]]
    if not silent:
        state.line = line + 1
        _push(state, state.getLines(begins, line + 1, state.blkIndent, False).strip(), opening)
    return True


def _push(state: StateInline | StateBlock, written: str, opening: str) -> None:
    token = state.push("formula", "span", 0)
    token.content, token.markup = written, opening


def _draw_formula(_renderer: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    token = tokens[place]
    shown = " jr-display" if token.markup in _DISPLAYED else ""
    return f'<span class="jr-f{shown}" data-mark="{len(token.markup)}">{escape(token.content)}</span>'
