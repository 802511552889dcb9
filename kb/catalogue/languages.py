"""In which language Jomo speaks: one a process, or, in the app, one a person who looks at a page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

ENGLISH, RUSSIAN = "en", "ru"
"""Languages by ISO 639-1. English is what the code holds."""
TRANSLATED = (RUSSIAN,)
"""Those with a catalogue beside the code."""
_BY_CUSTOM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where systems say the language of messages, the strongest first, as gettext reads them."""

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_asked: Callable[[], str] = lambda: ENGLISH  # noqa: E731


def language() -> str:
    """The language to speak now: what `speaking` says around this, else what was settled for the process."""
    return _spoken.get() or _asked()


def settle(ask: Callable[[], str]) -> None:
    """Settles how the process finds the language: `ask` is called whenever something is said."""
    global _asked
    _asked = ask


@contextmanager
def speaking(one: str) -> Iterator[None]:
    """Speaks this language within the block, whatever was settled."""
    token = _spoken.set(one)
    try:
        yield
    finally:
        _spoken.reset(token)


def closest(wanted: str | None) -> str:
    """The language that Jomo speaks for a wanted one, `ru-RU`, `ru_RU.UTF-8` or `ru`: English where it has no
    catalogue or nothing is wanted."""
    code = (wanted or "").replace("_", "-").split("-")[0].split(".")[0].lower()
    return code if code in TRANSLATED else ENGLISH


def by_environment(variables: Mapping[str, str] = os.environ) -> str:
    """The language that the system's settings ask for. `LANGUAGE` may name several, the most wanted first."""
    for name in _BY_CUSTOM:
        for wanted in filter(None, variables.get(name, "").split(":")):
            if closest(wanted) in TRANSLATED or wanted.startswith((ENGLISH, "C", "POSIX")):
                return closest(wanted)
    return ENGLISH
