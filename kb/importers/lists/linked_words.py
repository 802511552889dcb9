"""A line or a message that leads somewhere: its links, and the words beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.text.identity import located_references
from kb.types import Reference


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """The links of a text, in order, what stands beside them, and that with what each link is called."""

    links: tuple[Reference, ...]
    words: str
    said: str

    @property
    def has_words(self) -> bool:
        """Whether anything is said beside the links: tags and signs say nothing."""
        return any(any(map(str.isalnum, word)) for word in self.words.split() if not word.startswith("#"))

    def title(self, others: Iterable[str] = ()) -> str:
        """What its first link is called: in the link, by the words beside it, or by one of `others`."""
        words = " ".join(self.words.split()).strip(" -–—:|")
        # One word alone says what to do with it, or what kind of thing it is.
        words = words if self.has_words and " " in words else ""
        label = next((link.label for link in self.links[:1] if link.label), "")
        return label or words or next(filter(None, others), "")


def linked_words(text: str) -> LinkedWords:
    """The links of a text apart from its words."""
    links: list[Reference] = []
    rest: list[str] = []
    end = 0
    for begin, until, reference in located_references(text):
        rest.append(text[end:begin])
        links.append(reference)
        end = until
    rest.append(text[end:])
    labels = [*(link.label for link in links), ""]
    said = "".join(part for pair in zip(rest, labels, strict=True) for part in pair)
    return LinkedWords(tuple(links), "".join(rest).strip(), said.strip())
