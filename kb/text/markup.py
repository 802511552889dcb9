"""Markdown around its code: what is prose may be changed or searched, code stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_INLINE_CODE = re.compile(r"`[^`\n]+`")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Applies `change` to each stretch of prose between fenced blocks and inline code."""
    return "".join(part if is_code else change(part) for part, is_code in parts(text))


def without_code(text: str) -> str:
    """The prose alone."""
    return "".join(part for part, is_code in parts(text) if not is_code)


def blanked(text: str) -> str:
    """As many lines as a text has, with nothing on them: what does not count leaves the others in place."""
    return "\n" * text.count("\n")


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches of prose and code, in linear time. An unclosed fence reaches to the end."""
    prose: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            yield line, True
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            yield from _inline_parts("".join(prose))
            prose = []
            fence = mark[1]
            yield line, True
        else:
            prose.append(line)
    yield from _inline_parts("".join(prose))


def _inline_parts(prose: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for code in _INLINE_CODE.finditer(prose):
        yield prose[end : code.start()], False
        yield code[0], True
        end = code.end()
    yield prose[end:], False
