"""Where a page cites the references it lists, by their labels, their numbers or the addresses they give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from kb.evidence.blocks import Block
from kb.evidence.reading import Reading

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]{}\"']+[\w/]")
# [1], [2, 3], [4-6], escaped or raised.
_NUMBERS = re.compile(
    r"(?:\\?\[|<sup>\[?)(?P<numbers>\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,20})(?:\\?\](?!:)|\]?</sup>)"
)
_RANGE = 50
"""Numbers that a citation of the first to the last names at the most. By judgement."""


class References:
    """The references of a page."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def uses_of(self, block: Block) -> Iterator[int]:
        """Where a reference may be cited by its label or its number, or the address is that it gives."""
        yield from self._numbers.get(block.label, ())
        addresses = map(re.escape, _ADDRESS.findall(self._reading.words_of(block)))
        signs = [_sign_of(block.label)] if block.label else []
        signs += [rf"{one}(?![\w/])" for one in addresses]
        for found in re.finditer("|".join(signs), self._reading.text) if signs else ():
            yield found.start()

    @cached_property
    def _numbers(self) -> Mapping[str, list[int]]:
        """Where the text cites by each number, alone or with others."""
        cited: dict[str, list[int]] = defaultdict(list)
        for found in _NUMBERS.finditer(self._reading.text):
            for part in re.split(r"[,;]", found["numbers"]):
                first, *last = map(int, re.findall(r"\d+", part))
                for number in range(first, min(last[-1] if last else first, first + _RANGE) + 1):
                    cited[str(number)].append(found.start())
        return cited


def _sign_of(label: str) -> str:
    """The pattern of what cites a reference by its label, or by the anchor that stands before it."""
    if label.startswith("]("):
        return rf"(?:\]\(|href=[\"']?){re.escape(label[2:])}(?![\w.:-])"
    return rf"\[{re.escape(label)}\](?!:)"
