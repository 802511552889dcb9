"""Specs that come line by line from another program: ids, links, paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import IO

from kb.catalogue import _
from kb.text.excerpts import shortened
from kb.types import Failure

LONGEST_SPEC = 16_384
"""Bytes of a line. A path has at most 4,096 of them, and servers take addresses of about 8,000."""
_AT_ONCE = 65_536
"""Bytes read at a time: what a pipe holds."""
# A line's end, or the NUL behind each path of `find -print0`.
_END = re.compile(rb"[\n\0]")
_SHOWN = 60
"""Characters of a line that is refused, to know it by."""


def specs_in(stream: IO[bytes]) -> Iterator[str | Failure]:
    """A spec a line, or one before each NUL; empty lines are left out. A line that is too long to be one is a
    failure, and no more of it is kept than tells that."""
    rest = b""
    while chunk := stream.read(_AT_ONCE):
        *lines, rest = _END.split(rest + chunk)
        yield from _specs(lines)
        rest = rest[: LONGEST_SPEC + 1]
    yield from _specs([rest])


def _specs(lines: list[bytes]) -> Iterator[str | Failure]:
    for line in lines:
        # Names of files may be in any encoding.
        text = os.fsdecode(line[: LONGEST_SPEC + 1]).strip()
        if len(line) > LONGEST_SPEC:
            shown = shortened(text[: 2 * _SHOWN], _SHOWN)
            yield Failure(
                shown, _("This line is too long for an id, a link or a path; put a text into a file")
            )
        elif text:
            yield text
