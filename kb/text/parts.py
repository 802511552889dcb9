"""A text in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator


def parts(begins: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Where something begins, and what follows until it begins again, or the text ends."""
    found = list(begins.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    # Where nothing begins there is one end too many.
    for one, end in zip(found, ends, strict=False):
        yield one, text[one.end() : end]
