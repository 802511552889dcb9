"""The list that the person was in last: its page and address, and its items in their order. What is opened
from it knows the next, the one before, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

ITEM_PAGE = "Item"
"""The title of the page that shows one item: it is where a trail leads, and begins none."""
ITEM = "key"
"""What the Item page calls the key of its item."""
_KEY, _LISTENS = "trail", "trail-listens"


@dataclass(slots=True)
class Trail:
    """A page by its title, the words of its address, and the keys of its items by list in their order."""

    title: str
    words: Mapping[str, Sequence[str]]
    lists: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The script of the page."""
        return f"pages/{self.title.lower()}.py"

    def around(self, key: str) -> tuple[str | None, str | None]:
        """The keys before and after an item's in the first list that has it; None at its ends and where none
        has it."""
        for keys in map(list, self.lists.values()):
            if key in keys:
                at = keys.index(key)
                return (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)
        return None, None


def begin(title: str) -> None:
    """A page is drawn from its beginning; for the frame."""
    st.session_state[_LISTENS] = title != ITEM_PAGE
    if title != ITEM_PAGE:
        st.session_state[_KEY] = Trail(title, _address())


def is_return(title: str) -> bool:
    """Whether the page that is about to be drawn is the list that an item was opened from, as it was then."""
    trail = last()
    if trail is None or st.session_state[_LISTENS] or trail.title != title:
        return False
    return trail.words == _address()


def _address() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def at(words: Mapping[str, Sequence[str]]) -> None:
    """Says by which words of its address the page is come back to, where the address does not tell yet."""
    if (trail := last()) is not None and st.session_state[_LISTENS]:
        trail.words = dict(words)


def note(place: str, key: str) -> None:
    """Notes the next item of a list of the page."""
    if (trail := last()) is not None and st.session_state[_LISTENS]:
        trail.lists.setdefault(place, {})[key] = None


def last() -> Trail | None:
    """The list that the person was in last; None where they came from nowhere."""
    found: Trail | None = st.session_state.get(_KEY)
    return found
